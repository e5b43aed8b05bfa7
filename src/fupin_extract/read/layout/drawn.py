"""What is drawn on a page: characters and rules at their places, in points from the upper left corner of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Of the height of a font, so much is between its line and the middle of its characters.
_MIDDLE = 0.3
# Points: what is so nearly square that it may belong to a rule of either direction.
_DOT = 1.0


class Glyph(NamedTuple):
    """A drawn character and its box: as wide as it advances, as high as its font.

    ``turn`` is the direction that it is read in, in quarter turns against the clock from that of the page; None for
    one that stands askew, such as a watermark. ``base`` is the height of the line that it stands on, from the top of
    a page turned so that it is upright: fonts of one line differ in their boxes, but not in this.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    turn: int | None = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The place that tells which cell or part of the page it belongs to."""
        across = (self.left + self.right) / 2
        if self.turn == 0:
            return across, self.base - _MIDDLE * (self.bottom - self.top)
        return across, (self.top + self.bottom) / 2


class Stroke(NamedTuple):
    """A rule: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class DrawnPage(NamedTuple):
    """A page, turned so that most of its text is upright. ``box`` is left, top, right, bottom of what is printed.

    ``pictures`` is the share of the page that pictures cover; ``unmapped`` how many of its characters have no meaning
    in their font; ``crowded`` tells that it has more rules than any table, so that they were not looked at.
    """

    box: tuple[float, float, float, float]
    glyphs: Sequence[Glyph]
    across: Sequence[Stroke] = ()
    down: Sequence[Stroke] = ()
    pictures: float = 0.0
    unmapped: int = 0
    crowded: bool = False


class PrintedLine(NamedTuple):
    """A line of text and its box; ``turned`` if it does not read as its page does."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    turned: bool = False


def upright_page(
    box: tuple[float, float, float, float], glyphs: Sequence[Glyph], rules: Iterable[tuple[float, float, float, float]]
) -> DrawnPage:
    """A page with these glyphs and rules, all of them boxes, turned so that most of its text is upright."""
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None and glyph.text.strip())
    turn = max(turns, key=lambda t: turns[t], default=0)
    across, down = [], []
    for rule in rules:
        left, top, right, bottom = _turned(rule, turn)
        short, long = sorted((right - left, bottom - top))
        # A dot of a dotted rule runs in no direction of its own.
        if right - left == long or long - short <= _DOT:
            across.append(Stroke((top + bottom) / 2, left, right))
        if bottom - top == long or long - short <= _DOT:
            down.append(Stroke((left + right) / 2, top, bottom))
    return DrawnPage(_turned(box, turn), [upright(glyph, turn) for glyph in glyphs] if turn else glyphs, across, down)


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    place = upright(Glyph("", *box, 0.0), turn)
    return place.left, place.top, place.right, place.bottom


def upright(glyph: Glyph, turn: int) -> Glyph:
    """The glyph on a page turned clockwise by ``turn`` quarters, so that text of that turn reads from left to right.

    Only relations between glyphs count then: the page has its corner somewhere else.
    """
    text, left, top, right, bottom, base, own = glyph
    own = None if own is None else (own - turn) % 4
    if turn == 1:  # reads upwards: what is below is to the right of what is above
        return Glyph(text, -bottom, left, -top, right, base, own)
    if turn == 2:
        return Glyph(text, -right, -bottom, -left, -top, base, own)
    if turn == 3:  # reads downwards
        return Glyph(text, top, -right, bottom, -left, base, own)
    return glyph
