"""Glyphs → lines of text: what stands on one height, from left to right, with a space where one is meant.

A space between Han characters that only spreads them (关 于 印 发) is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from fupin_extract.read.layout.drawn import Glyph, PrintedLine, upright

# Of the height of a font: glyphs of a line stand no lower than so much below its first one.
_SAME_LINE = 0.4
# Shares of the width of a Han character. So much of a gap is a space between Han characters, where one was typed and
# where none was, and between Latin ones.
_TYPED, _GAP, _LATIN_GAP = 0.4, 0.7, 0.2
# The gaps of spread letters differ by so much at most, and are at most so wide.
_UNEVEN, _WIDEST = 0.35, 4.0
# Marks of East Asian text below U+2E80.
_WIDE_MARKS = frozenset("“”‘’…—·")


def printed_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of upright text from top to bottom, then what reads in other directions, line by line too."""
    turned: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.turn is not None:
            turned.setdefault(glyph.turn, []).append(glyph)
    lines = []
    for turn in sorted(turned):
        for group in rows_of([upright(glyph, turn) for glyph in turned[turn]]):
            line = _line(group)
            if line is not None:
                lines.append(line if not turn else _back(line, turn))
    return lines


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Upright glyphs by the line they stand on, from top to bottom; each from left to right."""
    rows: list[list[Glyph]] = []
    base = reach = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        height = glyph.bottom - glyph.top
        if rows and glyph.base - base <= _SAME_LINE * max(reach, height):
            rows[-1].append(glyph)
            reach = max(reach, height)
        else:
            rows.append([glyph])
            base, reach = glyph.base, height
    for row in rows:
        row.sort(key=lambda g: (g.left, g.right))
    return rows


def size_of(glyphs: Sequence[Glyph]) -> float:
    """The width of a Han character among these: of most, else as wide as the glyphs are high."""
    widths = Counter(round(g.right - g.left, 1) for g in glyphs if is_wide(g.text))
    if widths:
        return max(widths.most_common(1)[0][0], 1.0)
    return max(median(g.bottom - g.top for g in glyphs), 1.0)


def is_wide(text: str) -> bool:
    """Whether the character is one of East Asian text, which leaves no space between words."""
    return text >= "\u2e80" or text in _WIDE_MARKS


def _back(line: PrintedLine, turn: int) -> PrintedLine:
    text, left, top, right, bottom, _ = line
    place = upright(Glyph(text, left, top, right, bottom, bottom), -turn % 4)
    return PrintedLine(text, *place[1:5], turned=True)


def _line(row: list[Glyph]) -> PrintedLine | None:
    """The text of glyphs that stand side by side; None where there are blanks only."""
    shown: list[Glyph] = []
    typed: set[int] = set()
    for glyph in row:
        if not glyph.text.strip():
            typed.add(len(shown))
        elif not (shown and _again(shown[-1], glyph)):
            shown.append(glyph)
    if not shown:
        return None
    size = size_of(shown)
    gaps = [(after.left - before.right) / size for before, after in pairwise(shown)]
    spaces = {
        at for at, gap in enumerate(gaps, 1) if gap > _needed(shown[at - 1].text, shown[at].text, typed=at in typed)
    }
    for stretch in _spread(shown, gaps, spaces):
        spaces -= stretch
    text = "".join(f" {glyph.text}" if at in spaces else glyph.text for at, glyph in enumerate(shown))
    top, bottom = min(g.top for g in shown), max(g.bottom for g in shown)
    return PrintedLine(text, shown[0].left, top, max(g.right for g in shown), bottom)


def _needed(before: str, after: str, *, typed: bool) -> float:
    """How wide a gap between two characters must be to be a space, as a share of a Han character."""
    if is_wide(before) or is_wide(after):
        return _TYPED if typed else _GAP
    return 0.0 if typed else _LATIN_GAP


def _again(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is drawn a second time at its place, to look bold."""
    width = min(before.right - before.left, glyph.right - glyph.left)
    return before.text == glyph.text and glyph.left - before.left < 0.3 * width


def _spread(shown: Sequence[Glyph], gaps: Sequence[float], spaces: set[int]) -> list[set[int]]:
    """The spaces that only spread a word or a title: all of one width, between Han characters that stand alone."""
    found: list[set[int]] = []
    stretch: set[int] = set()
    marks = (at for at, glyph in enumerate(shown) if not glyph.text.isalnum())
    ends = {0, len(shown), *spaces, *(place for at in marks for place in (at, at + 1))}
    for at in sorted(spaces):
        gap = gaps[at - 1]
        alone = at - 1 in ends and at + 1 in ends and _han(shown[at - 1].text) and _han(shown[at].text)
        if not alone or gap > _WIDEST or at - 1 not in stretch:
            found.append(stretch)
            stretch = set()
        if alone and gap <= _WIDEST:
            before = [gaps[place - 1] for place in stretch] or [gap]
            if gap - min(before) > _UNEVEN:  # 张 三   李 四: the wide one parts two words
                found.append(stretch)
                stretch = set()
            else:
                stretch = {*stretch, at} if max(before) - gap <= _UNEVEN else {at}
    return [*found, stretch]


def _han(text: str) -> bool:
    return text >= "\u3400" and not "\uff00" <= text <= "\uffef"
