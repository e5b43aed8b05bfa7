"""Document → lines that tile its text, and the layout that they were set in.

A line is a block, or what a line break leaves of it. Plain text and PDF tell no paragraphs, so the layout is guessed: a
text that lost its line breaks (one line a document, blanks for breaks) is cut at its blanks, so that later steps
see lines everywhere. A text with hard wraps (PDF) shows it by many lines of one width that end in the middle of a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from fupin_extract.outline.model import ZERO_WIDTH, Line
from fupin_extract.plain_class import dataclass
from fupin_extract.read import Document
from fupin_extract.read.document import PrintedTable
from fupin_extract.ruleset import Compiled
from fupin_extract.text.fold import fold
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import LINE_BREAK, STRETCH_ENDS

# Zero-width characters, bullets and the borders of cells say nothing; a line is stripped of them as of blanks.
_STRIP = f"#| {ZERO_WIDTH}•·●■◆▪★▲▶►\ue004\n\r\f\v\x85\u2028\u2029"
# A page that lost its characters begins lines with question marks, or ends them with several; no sentence does.
_LOST = f"{_STRIP}？"
# The decoration of Markdown: what is set in bold, and what an item of a list or a quotation begins with; — 9 — is none.
_BOLD = compiled(r"\*\*(?=[^\s*])[^\n*]+(?<=[^\s*])\*\*")
_BULLETS = frozenset("-+*>")
_BULLET = compiled(r"[-+*>] +(?![^\n]{0,8}-\s*$)")

# A short text was cut where so many lines end in mid-sentence at one width, which is none of a heading.
_LEAST_CUT, _NARROWEST, _WIDEST, _HANGING = 4, 20.0, 60.0, 2.5
# A text of fewer long lines is short.
_FEW_WIDTHS = 30
# What begins an item.
_ITEM = compiled(r"\u3000*(?:（|第|[一二三四五六七八九十\d]{1,3}[、.]|[-—•①-⑳])")
_INDENT = "\u3000\u3000"
# Of the lines that are set in fewer go on with the sentence above, where that begins a paragraph.
_MOST_GOING_ON = 0.25

# A line longer than this holds more than a paragraph; longer still than any paragraph seen in a printed notice.
_LONG_LINE = 900
# In a text of a few lines, one that is longer than most paragraphs holds them all; in one of some more, one that holds
# clauses that follow one another.
_FEW_LINES, _SOME_LINES, _LONG_PARAGRAPH = 3, 8, 150
# A blank behind a Han character or a mark stands for a lost break. It is a mere blank behind a comma, a Latin letter or
# a figure, between single characters (青 溪 县 财 政 局), in a date (2023 年 3 月 8 日), and behind 至 or 到.
_LOST_BREAK = compiled(
    r" (?:(?<![A-Za-z0-9 、，] )(?! )"
    r"(?!(?<=[^一-龥][一-龥] )[一-龥](?![一-龥])|(?<=[年月] )\d{1,2} ?[月日]|(?<=[至到自] )\d)| +)"
)
# Chinese and other words with a blank between, and without: 建成 20 个 AI 项目. Where that is a habit, such a blank is
# no lost break.
_SPACED = compiled("(?<=[一-龥]) [A-Za-z0-9.%]+ (?=[一-龥])")
_TIGHT = compiled("[一-龥](?=[A-Za-z0-9])")
_WORD = compiled(r"[一-龥] (?!(?:20|19)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?:\s|（|$))[A-Za-z0-9]")
_LEAST_SPACED = 3
# No line was broken in one: （责任单位： 县财政局、 县教育局）.
_BRACKET = compiled("（[^（）。]{1,160}）")
_CLOSING = STRETCH_ENDS + "”）】〕》…"
# A word that no line is cut in, with the marks beside it: （OpenClaw）.
_UNBROKEN = compiled("[（“《]?[A-Za-z0-9.%+/-]{2,20}[）”》，。；、]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was set: ``flat`` lost its line breaks.

    ``width`` is that of a hard-wrapped line in full-width characters, or 0; ``known`` if the format tells paragraphs.
    ``indented`` are the places of the lines that two blanks set in.
    """

    flat: bool
    width: float
    known: bool = False
    indented: frozenset[int] = frozenset()

    def full(self, line: Line, below: Line | None = None) -> bool:
        """Whether a line of a hard-wrapped text reaches the right edge, so that its paragraph may go on below.

        It does too where the word that the line below begins with was too long for what was left of it.
        """
        if not self.width:
            return False
        indent = len(_INDENT) if line.first in self.indented else 0
        word = _UNBROKEN.match(below.text) if below else None
        return display_width(line.text) + indent + (display_width(word[0]) if word else 0) >= self.width - 3.0

    def begins(self, line: Line) -> bool:
        """Whether a line is set in as the first of a paragraph is, in a text that sets them in."""
        return line.first in self.indented

    def goes_on(self, line: Line) -> bool:
        """Whether a hard-wrapped text was cut at the end of a line in mid-sentence."""
        return self.full(line) and line.text[-1] not in _CLOSING


def display_width(text: str) -> float:
    """Columns a line takes, in full-width characters: a Latin letter or a figure is half of one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def split_lines(document: Document, breaks: Compiled, numbered: Callable[[str], bool]) -> tuple[list[Line], Layout]:
    """Lines that tile the text, folded and stripped, with the layout.

    ``breaks`` are places where a flat text surely had one; ``numbered`` tells whether a line holds several clauses.
    """
    text = document.text
    ends = [block.end for block in document.blocks]
    # A paragraph may hold breaks of its own, a table has one between its rows.
    broken = [(0, len(text))] if document.layout_known else [(t.start, t.end) for t in document.tables]
    if broken:
        ends = sorted({*ends, *(m.end() for start, end in broken for m in LINE_BREAK.finditer(text, start, end))})
    folded = _undecorated(fold(text))
    lines = [_line(folded, start, end) for start, end in pairwise([0, *ends])]
    if document.layout_known:
        return lines, Layout(flat=False, width=0.0, known=True)
    # The rows of tables tell nothing of how the text was set.
    set_lines = lines if not document.tables else [line for line in lines if not _in_table(document, line)]
    printed = [line.end - line.start for line in set_lines if line.text]
    longest = max(printed, default=0)
    few = len(printed) <= _FEW_LINES
    most = longest > 0.5 * sum(printed)
    lost = most and longest > (_LONG_PARAGRAPH if few else _LONG_LINE)
    short = (
        most
        and len(printed) <= _SOME_LINES
        and not lost
        and any(2 * len(line.text) > sum(printed) and numbered(line.text) for line in set_lines)
    )
    if not (lost or short):
        return lines, _wrapped(set_lines, text)
    cut: list[Line] = []
    spaced = _is_spaced(folded)
    for line in lines:
        long = line.end - line.start > (longest - 1 if short else _LONG_PARAGRAPH)
        cut += _pieces(folded, line.start, line.end, breaks, spaced=spaced) if long else [line]
    return cut, Layout(flat=True, width=0.0)


def _wrapped(lines: Sequence[Line], text: str) -> Layout:
    """How lines were set that have their breaks."""
    set_in = frozenset(line.first for line in lines if line.text and text.startswith(_INDENT, line.start))
    width = _wrap_width([_INDENT + line.text if line.first in set_in else line.text for line in lines])
    layout = Layout(flat=False, width=width, indented=set_in if width else frozenset())
    if not (width and set_in):
        return layout
    cut = sum(below.first in set_in and above.text != "" and layout.goes_on(above) for above, below in pairwise(lines))
    if cut < _MOST_GOING_ON * len(set_in):
        return layout
    # Where so many of the lines that are set in go on with a sentence, it says nothing.
    return Layout(flat=False, width=_wrap_width([line.text for line in lines]))


def _in_table(document: Document, line: Line) -> bool:
    return isinstance(document.block(line.start), PrintedTable)


def _undecorated(folded: str) -> str:
    """The text with the signs of bold type made characters without a width, so that places stay."""
    if "**" not in folded:
        return folded
    return _BOLD.sub(lambda bold: f"{ZERO_WIDTH[0] * 2}{bold[0][2:-2]}{ZERO_WIDTH[0] * 2}", folded)


def _line(folded: str, start: int, end: int) -> Line:
    left = folded[start:end].lstrip(_LOST)
    if left[:1] in _BULLETS and (bullet := _BULLET.match(left)):
        left = left[bullet.end() :].lstrip(_STRIP)
    text = left.rstrip(_STRIP)
    if text.endswith("？") and "？？" in text:
        text = text.rstrip(_LOST)
    return Line(start, end, text, end - len(left))


def _is_spaced(folded: str) -> bool:
    """Whether a text has blanks between Chinese and other words, as a habit."""
    spaced = len(_SPACED.findall(folded))
    return spaced >= _LEAST_SPACED and spaced > len(_TIGHT.findall(folded))


def _pieces(folded: str, start: int, end: int, breaks: Compiled, *, spaced: bool) -> list[Line]:
    cuts = {m.end() for m in _LOST_BREAK.finditer(folded, start, end)}
    if cuts:
        cuts -= {
            at for bracket in _BRACKET.finditer(folded, start, end) for at in range(bracket.start() + 1, bracket.end())
        }
    if spaced:
        cuts = {at for at in cuts if not _WORD.match(folded, at - 2)}
    cuts |= {start + m.end() for m in breaks.finditer(folded[start:end])}
    edges = [start, *sorted(c for c in cuts if start < c < end), end]
    return [_line(folded, a, b) for a, b in pairwise(edges) if a < b]


def _short_wrap_width(texts: list[str], widths: list[float]) -> float:
    """The width at which the lines of a short text were cut, or 0: all but one of its longest lines end there."""
    edge = widths[-2] if len(widths) > 1 else 0.0
    if not _NARROWEST <= edge <= _WIDEST or widths[-1] > edge + _HANGING:
        return 0.0
    near = [i for i, t in enumerate(texts[:-1]) if len(t) >= edge and display_width(t) >= edge - _HANGING]
    cut = [i for i in near if texts[i][-1] not in _CLOSING and texts[i + 1] and not _ITEM.match(texts[i + 1])]
    return edge if len(cut) >= _LEAST_CUT and len(cut) >= 0.7 * len(near) else 0.0


def _wrap_width(texts: list[str]) -> float:
    """The width at which lines were cut, or 0 where they were not.

    Most long lines end in mid-sentence near one width.
    """
    widths = sorted([display_width(t) for t in texts if len(t) >= 12])
    if len(widths) < 12:
        return _short_wrap_width(texts, widths)
    edge = widths[int(len(widths) * 0.9)]
    # No text is wider than it is long.
    near = [t for t in texts if len(t) >= edge - 3.0 and edge - 3.0 <= display_width(t) <= edge + 3.0]
    open_ended = sum(1 for t in near if t[-1] not in _CLOSING)
    hard = len(near) >= 0.4 * len(widths) and open_ended >= 0.6 * len(near) and edge <= 90
    if not hard and len(widths) < _FEW_WIDTHS:
        return _short_wrap_width(texts, widths)
    return edge if hard else 0.0
