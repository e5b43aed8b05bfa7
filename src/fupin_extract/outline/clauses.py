"""Body lines → paragraphs → clauses, nested as the notice numbers them.

Lines are taken one by one. A line that starts with a marker starts a clause; a line whose predecessor was cut joins
it; every paragraph is then searched for the markers inside it. What is a marker there depends on the numbering so
far: 三、 after 二、, （1） with a （2） to follow, a list that starts one level down.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fupin_extract.outline.lines import Layout
from fupin_extract.outline.model import Line, Marker, Node
from fupin_extract.outline.numbering import Numbering, Styles
from fupin_extract.text.mapped import Mapped

_ENDS = "。！？；："
_CLOSES = "）〕】]”"
# A heading that runs into the next marker without a mark between: 一、总体要求（一）指导思想。
_LONGEST_HEADING = 45
# A line that names who answers is whole before a sentence, though no stop ends it.
_LABELLED = re.compile(r"[^。；，：]{0,12}(?:单位|部门|牵头|配合|主体)：")
# How many numbers may be missing where a text lost some of its markers.
_LOST_MARKERS = 3
# What a cut paragraph measures at least, where no right edge shows that it was cut.
_LONG_ENOUGH = 28


class ClauseBuilder:
    """Takes body lines in order; ``nodes`` are the clauses, the first being clause 0, the preamble."""

    def __init__(self, styles: Styles, layout: Layout, preamble: list[Mapped], ahead: list[Marker]) -> None:
        self._styles, self._layout = styles, layout
        self._numbering = Numbering()
        # Markers at line starts that are still to come: an inline number that a later line carries is no marker.
        self._ahead = ahead
        self._open: list[Node] = []
        self._paragraph: list[Mapped] = []
        self._starts: Marker | None = None
        self._previous: Line | None = None
        empty = Mapped("", range(0))
        self.nodes = [Node("0", None, 0, "", 0, row=False, marker=empty, title=empty, body=preamble, kind="overview")]

    def feed(self, line: Line, ahead: int) -> None:
        """Take the next body line; ``ahead`` counts the markers at line starts that come after it."""
        marker = self._styles.at(line.text, 0)
        if marker is not None and self._starts_clause(marker, line):
            self.close(ahead)
            self._starts = marker
        elif not (self._paragraph and self._previous and self._cut(self._previous, line)):
            self.close(ahead)
        self._paragraph.append(line.mapped)
        self._previous = line

    def close(self, ahead: int = 0) -> None:
        """End the paragraph: split it at its markers and hang its parts."""
        if not self._paragraph:
            return
        text = Mapped.join(self._paragraph)
        first, self._paragraph, self._starts = self._starts, [], None
        pos = 0
        if first is not None:
            self._hang(first, text)
            pos = first.end
        cuts: list[Marker] = []
        for marker in self._styles.inside(text.text, pos):
            begins = cuts[-1].end if cuts else pos
            if (
                accepted := self._inline(marker, text.text, begins, first is not None or bool(cuts), ahead)
            ) is not None:
                self._rest(text, begins, marker.start)
                self._hang(accepted, text)
                cuts.append(accepted)
        self._rest(text, cuts[-1].end if cuts else pos, len(text))

    def _rest(self, text: Mapped, start: int, end: int) -> None:
        part = _stripped(text[start:end])
        if len(part):
            self.nodes[-1].body.append(part)

    def _hang(self, marker: Marker, text: Mapped) -> None:
        level = self._numbering.level_for(marker, self._goes_on_inside())
        del self._open[level:]
        parent = self._open[-1] if self._open else None
        empty = Mapped("", range(0))
        node = Node(
            "", parent, level + 1, marker.style, marker.number, marker.row, text[marker.start : marker.end], empty, []
        )
        self._numbering.take(marker, level)
        self._open.append(node)
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)

    def _goes_on_inside(self) -> bool:
        """Whether the innermost open style goes on at a later line: then an outer style here stands inside it."""
        if not self._numbering.open:
            return False
        style, _, number = self._numbering.open[-1]
        return any(m.style == style and m.number == number + 1 for m in self._ahead)

    def _starts_clause(self, marker: Marker, line: Line) -> bool:
        """Whether a marker at the start of a line is one: always, unless the line goes on from one that was cut."""
        numbering = self._numbering
        # In a text that lost its breaks no line start is sure: the marker must carry the numbering on or start it
        # anew below.
        if self._layout.flat:
            return numbering.carries(marker, _LOST_MARKERS) or numbering.opens(marker) or not numbering.open
        previous = self._previous
        if previous is None or not self._paragraph or not self._cut(previous, line, marker_starts=True):
            return True
        return numbering.carries(marker) or numbering.opens(marker)

    def _inline(self, marker: Marker, text: str, begins: int, marked: bool, ahead: int) -> Marker | None:
        """The marker as it counts inside a paragraph, or None where it is no marker."""
        style = self._styles.by_id[marker.style]
        place = _place(text, marker.start, begins, marked)
        if place is None or style.inline == "never":
            return None
        numbering = self._numbering
        if style.inline != "always" and place == "comma":
            return None
        if style.inline == "always":
            carries = numbering.depth(marker.style) is not None and numbering.carries(marker, 2)
            anew = marker.number == 1 and any(
                m.style == marker.style and m.number == 2 for m in self._styles.inside(text, marker.end)
            )
            if not anew and not (carries and place not in ("heading", "comma")):
                return None
            return replace(marker, row=self._layout.flat and style.row)
        if any(m.style == marker.style and m.number == marker.number for m in self._upcoming(ahead)):
            return None
        if self._layout.flat:
            gap = _LOST_MARKERS if place in ("space", "close") else 1
            anew = numbering.opens(marker) and self._deeper(marker)
            return replace(marker, row=True) if numbering.carries(marker, gap) or anew else None
        carries = numbering.depth(marker.style) is not None and numbering.carries(marker)
        return replace(marker, row=True) if carries and place in ("end", "close", "colon") else None

    def _upcoming(self, ahead: int) -> list[Marker]:
        """Markers at line starts before the numbering starts anew."""
        return self._ahead[len(self._ahead) - ahead :][:12]

    def _deeper(self, marker: Marker) -> bool:
        return not self._numbering.open or self._numbering.open[-1][1] < marker.rank or self._goes_on_inside()

    def _cut(self, above: Line, below: Line, marker_starts: bool = False) -> bool:
        """Whether the paragraph of ``above`` goes on in ``below``."""
        a, b = above.text, below.text
        if b[0] in "，。；、：！？）》”":
            return True
        if a[-1] in "，、" or a.count("《") > a.count("》"):
            return True
        if self._layout.full(a):
            return not (marker_starts and a[-1] in "。；")
        if a[-1] in _ENDS + _CLOSES + "…":
            return False
        heading = self._starts is not None and not any(c in a for c in "，。；") and len(a) <= 60
        if self._layout.flat:
            return not (heading and len(a) <= _LONGEST_HEADING) and not (_LABELLED.match(a) and "。" in b)
        return not heading and len(a) >= _LONG_ENOUGH and not marker_starts


def _place(text: str, at: int, begins: int, marked: bool) -> str | None:
    """What stands before a marker inside a paragraph.

    The ``end`` of a sentence, a bracket that ``close``s, a ``colon``, a ``comma``, a ``space``, or a ``heading``; None
    where nothing lets a clause start there.
    """
    if at == 0:
        return "space"
    before = text[at - 1]
    if before == " ":
        return "space"
    if before in "，、":
        return "comma"
    if before == "：":
        return "colon"
    if before in _ENDS:
        return "end"
    if before in _CLOSES:
        return "close"
    stretch = text[begins:at]
    if marked and 1 < len(stretch) <= _LONGEST_HEADING and not any(c in stretch for c in "。；："):
        return "heading"
    return None


def _stripped(text: Mapped) -> Mapped:
    left = len(text.text) - len(text.text.lstrip())
    return text[left : len(text.text.rstrip())]


def number_clauses(nodes: list[Node]) -> list[Node]:
    """Give each clause its id: the clauses' own numbers from the outermost in; the second of one id gets ``#2``.

    Returns the clauses whose id was taken already.
    """
    seen: dict[str, int] = {}
    again = []
    for node in nodes:
        if node.level == 0:
            continue
        plain = f"{node.parent.id}.{node.number}" if node.parent else str(node.number)
        seen[plain] = seen.get(plain, 0) + 1
        node.id = plain if seen[plain] == 1 else f"{plain}#{seen[plain]}"
        if seen[plain] > 1:
            again.append(node)
    return again
