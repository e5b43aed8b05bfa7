"""Body lines → paragraphs → clauses, nested as the notice numbers them.

Lines are taken one by one. A line that starts with a marker starts a clause; a line whose predecessor was cut joins
it; every paragraph is then searched for the markers inside it. What is a marker there depends on the numbering so
far: 三、 after 二、, （1） with a （2） to follow, a list that starts one level down.
"""

from __future__ import annotations

from fupin_extract.outline.joins import Joins
from fupin_extract.outline.model import ATTACHMENT, Line, Marker, Node
from fupin_extract.outline.numbering import Numbering, Styles
from fupin_extract.records.notice import ClauseKind
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import CLAUSE_ENDS

_EMPTY = Mapped("", range(0))
_CLOSES = "）〕】]”"
# A heading that runs into the next marker without a mark between: 一、总体要求（一）指导思想。
_LONGEST_HEADING = 45
# How many numbers may be missing where a text lost some of its markers.
_LOST_MARKERS = 3
# A label of a list of measures is no longer: 整改措施：
_LONGEST_LABEL = 12
# How far an inline number looks ahead for the line that carries the same.
_NEAR = 12


class Upcoming:
    """The markers at line starts of the whole body; ``passed`` of them are behind."""

    def __init__(self, markers: list[Marker]) -> None:
        self._markers = markers
        self._last = {(m.style, m.number): i for i, m in enumerate(markers)}
        self.passed = 0

    def comes(self, style: str, number: int) -> bool:
        """Whether a line is still to come that starts with this number."""
        return self._last.get((style, number), -1) >= self.passed

    def next(self, style: str, number: int) -> bool:
        """Whether the next marker at a line start is this number."""
        following = self._markers[self.passed : self.passed + 1]
        return any(ahead.style == style and ahead.number == number for ahead in following)

    def soon(self, marker: Marker) -> bool:
        """Whether one of the next lines carries the number, before an outer numbering goes on."""
        for ahead in self._markers[self.passed : self.passed + _NEAR]:
            if ahead.rank < marker.rank:
                return False
            if ahead.style == marker.style:
                return ahead.number == marker.number
        return False


class ClauseBuilder:
    """Takes body lines in order; ``nodes`` are the clauses, the first being clause 0, the preamble."""

    def __init__(self, styles: Styles, joins: Joins, preamble: list[Mapped], ahead: Upcoming) -> None:
        self._styles, self._joins = styles, joins
        self._numbering = Numbering()
        # Markers at line starts that are still to come: an inline number that a later line carries is no marker.
        self._ahead = ahead
        self._open: list[Node] = []
        self._paragraph: list[Mapped] = []
        self._starts: Marker | None = None
        self._previous: Line | None = None
        self._goes_on = False
        self._anew = False
        self._attachment: Node | None = None
        self._back: Node | None = None  # the clause that text belongs to again, behind a list that it labels
        self._plan = 0
        self._section: ClauseKind | None = None
        self.nodes = [Node("0", None, 0, "", 0, row=False, marker=_EMPTY, title=_EMPTY, body=preamble, kind="overview")]

    def feed(self, line: Line, marker: Marker | None) -> None:
        """Take the next body line, which starts with ``marker`` if with any."""
        above = self._previous
        heads = self._starts is not None
        cut = above is not None and (
            self._in_number(above) or self._joins.cut(above, line, heads=heads, numbered=marker is not None)
        )
        if marker is not None:
            # Whether the marker carries the numbering on depends on all that stands above it.
            self.close()
            self._ahead.passed += 1
            if self._starts_clause(marker, cut):
                self._starts = marker
            else:
                self._goes_on = cut
        elif not cut:
            self.close()
            self._back = self._back or self._labels_list(line)
        self._paragraph.append(line.mapped)
        self._previous = line

    def _in_number(self, above: Line) -> bool:
        """Whether a line ended in the midst of the number that starts this clause."""
        return self._starts is not None and len(self._paragraph) == 1 and self._starts.end > len(above.text)

    def _labels_list(self, line: Line) -> Node | None:
        """The clause that labels the list which a labelled line ends: 整改措施：1.…2.…整改时限：…."""
        if len(self._open) < 2 or not self._joins.labelled.match(line.text):
            return None
        item, above = self._open[-1], self._open[-2]
        label = above.body[-1].text if above.body else ""
        ends = label.endswith("：") and len(label) <= _LONGEST_LABEL and not self._joins.labelled.match(label)
        return above if ends and not self._ahead.next(item.style, item.number + 1) else None

    def begin_anew(self) -> None:
        """What comes next is no more part of the last clause: a further plan, or a heading without a number."""
        self.close()
        self._anew, self._previous, self._back, self._section = True, None, None, None

    def begin_section(self, kind: ClauseKind) -> None:
        """What comes next stands below a heading without a number that makes this of it."""
        self.begin_anew()
        self._section = kind

    def interrupt(self) -> None:
        """No paragraph goes on behind what stands here, such as a table."""
        self.close()
        self._previous = None

    def begin_attachment(self, node: Node) -> None:
        """What comes next is that of an attachment."""
        self.begin_anew()
        self._open.clear()
        self._attachment = node
        self.nodes.append(node)

    def close(self) -> None:
        """End the paragraph: split it at its markers and hang its parts."""
        if not self._paragraph:
            return
        text = Mapped.join(self._paragraph)
        first, self._paragraph, self._starts = self._starts, [], None
        goes_on, self._goes_on = self._goes_on, False
        pos = 0
        if first is not None:
            self._hang(first, text)
            pos = first.end
        inside = self._styles.inside(text.text, pos)
        lists = {m.style: m.start for m in inside if m.number == 2}
        marked = first is not None
        for marker in inside:
            place = _place(text.text, marker.start, pos, marked)
            counts = lists.get(marker.style, -1) > marker.start
            accepted = self._inline(marker, place, counts) if place is not None else None
            if accepted is not None:
                self._rest(text, pos, marker.start, goes_on and pos == 0)
                self._hang(accepted, text)
                pos, marked = accepted.end, True
        self._rest(text, pos, len(text), goes_on and pos == 0)

    def _rest(self, text: Mapped, start: int, end: int, goes_on: bool) -> None:
        """Add a stretch of a paragraph to the last clause; ``goes_on``: to its last paragraph."""
        stretch = text.text[start:end]
        stripped = stretch.lstrip()
        start += len(stretch) - len(stripped)
        end = start + len(stripped.rstrip())
        if start == end:
            return
        part = text[start:end] if end - start < len(text) else text
        body = (self._back or self.nodes[-1]).body
        if goes_on and body:
            body[-1] = Mapped.join([body[-1], part])
        else:
            body.append(part)

    def _hang(self, marker: Marker, text: Mapped) -> None:
        if self._anew:
            self._numbering.open.clear()
            self._anew = False
            self._plan += marker.number == 1 and len(self.nodes) > 1 and self._section is None
        # A usually outer style that stands inside another begins there (1. with （一） below).
        level = self._numbering.level_for(marker, marker.number == 1 and self._goes_on_inside())
        del self._open[level:]
        parent = self._open[-1] if self._open else self._attachment
        node = Node(
            "",
            parent,
            parent.level + 1 if parent else 1,
            marker.style,
            marker.number,
            marker.row,
            text[marker.start : marker.end],
            _EMPTY,
            [],
        )
        node.plan = self._plan
        node.section = None if parent else self._section
        self._back = None
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
        # No clause that makes a row stands in a measure.
        return self._styles.by_id[style].row and self._ahead.comes(style, number + 1)

    def _starts_clause(self, marker: Marker, cut: bool) -> bool:
        """Whether a marker at the start of a line is one: always, unless the line goes on from one that was cut."""
        numbering = self._numbering
        # In a text that lost its breaks no line start is sure: the marker must carry the numbering on or start it
        # anew below.
        if self._joins.layout.flat:
            known = numbering.carries(marker, _LOST_MARKERS) or numbering.opens(marker) or not numbering.open
            return known or (self._anew and marker.number == 1)
        if marker.gap == 1:
            return not cut
        return not cut or numbering.carries(marker) or numbering.opens(marker)

    def _inline(self, marker: Marker, place: str, goes_on: bool) -> Marker | None:
        """The marker as it counts inside a paragraph at such a ``place``, or None where it is no marker.

        ``goes_on``: a 2 of the same style follows in the paragraph.
        """
        style = self._styles.by_id[marker.style]
        numbering = self._numbering
        if marker.gap == 1 and not (self._joins.layout.flat and numbering.carries(marker)):
            return None
        is_open = numbering.depth(marker.style) is not None
        if style.inline == "always":
            anew = marker.number == 1 and goes_on
            carries = is_open and numbering.carries(marker, 2) and place not in ("heading", "comma")
            return marker._replace(row=self._joins.layout.flat and style.row) if anew or carries else None
        if style.inline == "never" or place == "comma" or self._ahead.soon(marker):
            return None
        if self._joins.layout.flat:
            gap = _LOST_MARKERS if place in ("space", "close") else 1
            anew = numbering.opens(marker) and self._deeper(marker)
            return marker._replace(row=True) if numbering.carries(marker, gap) or anew else None
        carries = is_open and numbering.carries(marker) and place in ("end", "close", "colon")
        return marker._replace(row=True) if carries else None

    def _deeper(self, marker: Marker) -> bool:
        return not self._numbering.open or self._numbering.open[-1][1] < marker.rank or self._goes_on_inside()


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
    if before in CLAUSE_ENDS:
        return "end"
    if before in _CLOSES:
        return "close"
    stretch = text[begins:at]
    if marked and 1 < len(stretch) <= _LONGEST_HEADING and not any(c in stretch for c in "。；："):
        return "heading"
    return None


def number_clauses(nodes: list[Node]) -> list[Node]:
    """Give each clause its id: the clauses' own numbers from the outermost in; the second of one id gets ``#2``.

    ``0`` is the preamble.

    Returns the clauses whose id was taken already in the same plan.
    """
    counts = {"0": 1}
    seen: dict[str, set[int]] = {}  # the plans that have a clause of the id
    again = []
    for node in nodes:
        if node.level == 0:
            continue
        own = f"a{node.number}" if node.style == ATTACHMENT else str(node.number)
        plain = f"{node.parent.id}.{own}" if node.parent else own
        plans = seen.setdefault(plain, set())
        count = counts[plain] = counts.get(plain, 0) + 1
        node.id = f"{plain}#{count}" if count > 1 else plain
        if node.plan in plans:
            again.append(node)
        plans.add(node.plan)
    return again
