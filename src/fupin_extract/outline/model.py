"""What the outline hop hands on: labelled lines that tile the text, the header.

And clauses nested as the notice numbers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Literal, NamedTuple

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import ClauseKind, Diagnostic
from fupin_extract.ruleset.models import ColumnField, Tells
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

# Characters without a width.
ZERO_WIDTH = "\u200b\u200c\u200d\ufeff\u2060"
_NOTHING = compiled(f"[{ZERO_WIDTH}]")

Label = Literal[
    "chrome", "header", "heading", "body", "signature", "attachment", "table", "page_number", "repeated", "blank"
]

# The style of the clause that an attachment is.
ATTACHMENT = "attachment"
# Those of the rows of task tables, and of the rows over their whole width.
TABLE_ROW, TABLE_SECTION = "table.row", "table.section"

# What a column of a task table holds: what a label tells, or what ``columns.yaml`` says.
Holds = Tells | ColumnField | Literal["unknown", "stage"]


class Line(NamedTuple):
    """A stretch ``[start, end)`` of the source with its line break: a line, or what stands for one.

    ``text`` is folded and stripped, ``first`` the source offset of its first character. A line is open until a step
    labels it.
    """

    start: int
    end: int
    text: str
    first: int
    label: Label | None = None

    @property
    def mapped(self) -> Mapped:
        """The text without zero-width characters, which say nothing."""
        whole = Mapped(self.text, range(self.first, self.first + len(self.text)))
        # What has no width is not printable.
        if self.text.isprintable() or not _NOTHING.search(self.text):
            return whole
        return whole.keep(i for i, char in enumerate(self.text) if char not in ZERO_WIDTH)

    def told(self, label: Label) -> Line:
        """The line with its label."""
        return Line(self.start, self.end, self.text, self.first, label)

    def cut(self, at: int) -> tuple[Line, Line]:
        """The line up to the source offset ``at``, and from there on."""
        size = at - self.first
        return Line(self.start, at, self.text[:size].rstrip(), self.first), Line(at, self.end, self.text[size:], at)


def open_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines that no step has labelled yet."""
    return [line for line in lines if line.label is None]


class Claim(NamedTuple):
    """What a step says that a line is: all of it, or what stands before the source offset ``end``, where it is cut."""

    line: Line
    label: Label
    end: int | None = None


def labelled(lines: Sequence[Line], claims: Iterable[Claim]) -> Sequence[Line]:
    """The lines, cut and labelled as the claims say; of several about one line the last counts."""
    by_start = {claim.line.start: claim for claim in claims}
    if not by_start:
        return lines
    told: list[Line] = []
    for line in lines:
        claim = by_start.get(line.start)
        if claim is None:
            told.append(line)
            continue
        rest = line
        while claim is not None and claim.end is not None:
            head, rest = rest.cut(claim.end)
            told.append(head.told(claim.label))
            claim = by_start.get(rest.start)
        told.append(rest if claim is None else rest.told(claim.label))
    return told


class Marker(NamedTuple):
    """A numbering (层次序数) at ``[start, end)`` of a paragraph: ``number`` in ``style``.

    ``row`` if it stands where a line starts. With a ``gap`` it counts only where it is at most so many numbers on: it
    may be a year, an amount, or a figure without a stop.
    """

    style: str
    rank: int
    number: int
    start: int
    end: int
    row: bool
    gap: int = 0

    @property
    def sure(self) -> bool:
        """Whether it is a marker whatever stands before it."""
        return not self.gap


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """One element of the form, as the lines show it: ``field`` names it (``title``, ``document_number`` …).

    ``rule`` is the form that found it. Of several labels of one field that with the lowest ``rank`` counts.
    """

    field: str
    rule: str
    mapped: Mapped
    rank: int = 0

    @property
    def text(self) -> str:
        return self.mapped.text

    @property
    def span(self) -> Span:
        return self.mapped.span(0, len(self.mapped))


@dataclass(frozen=True, slots=True)
class Step:
    """What a step finds among lines: elements of the form, and what the lines are."""

    parts: list[HeaderPart] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class FieldCell(NamedTuple):
    """A cell of a task table beside the text of its row: what its column ``holds``, the heading, and what stands in it.

    Of a ``stage`` the text is the heading itself: 一季度. A break inside it is a line break, as it was printed.
    ``width`` is that of the longest line in the column where lines were broken to fit, 0 where each break was meant.
    """

    holds: Holds
    heading: str
    rule: str
    text: Mapped
    width: int = 0


@dataclass(slots=True)
class Node:
    """A clause of the outline: its marker, title and own text, and where it hangs.

    ``plan`` counts the plans of the notice; ``section`` is what a heading without a number above it makes of it. A row
    of a task table has ``groups``, the cells merged over rows of one kind, ``cells``, those of its other columns, and
    the place where it is ``printed``.
    """

    id: str
    parent: Node | None
    level: int
    style: str
    number: int
    row: bool
    marker: Mapped
    title: Mapped
    body: list[Mapped]
    kind: ClauseKind = "task"
    plan: int = 0
    section: ClauseKind | None = None
    children: list[Node] = field(default_factory=list)
    groups: tuple[Mapped, ...] = ()
    cells: tuple[FieldCell, ...] = ()
    printed: Span | None = None

    @property
    def span(self) -> Span:
        """From the marker to the end of the clause's own text; of a row of a table, where it is printed."""
        if self.printed is not None:
            return self.printed
        parts = [p for p in (self.marker, self.title, *self.body) if p.text]
        if not parts:
            return 0, 0
        return parts[0].offsets[0], max([p.offsets[-1] for p in parts]) + 1

    @property
    def parts(self) -> list[Mapped]:
        """The title, if any, and the paragraphs of the own text: where the clause's facts are found."""
        return [p for p in (self.title, *self.body) if p.text]


@dataclass(frozen=True, slots=True)
class Outline:
    """The labelled lines (they tile the text), the header's parts, the clauses in document order.

    The first being clause 0. Parts of header and signature are in the order of the text.
    """

    text: str
    lines: Sequence[Line]
    header: Sequence[HeaderPart]
    nodes: list[Node]
    diagnostics: list[Diagnostic]

    def parts(self, name: str) -> list[HeaderPart]:
        """The header parts of one name, in document order."""
        return [part for part in self.header if part.field == name]

    @property
    def rows(self) -> list[Node]:
        """The rows of the task matrix: clauses at the start of a line that have no such clause below them."""
        above: set[int] = set()
        for node in self.nodes:
            parent = node.parent if node.row else None
            while parent is not None and id(parent) not in above:
                above.add(id(parent))
                parent = parent.parent
        return [n for n in self.nodes if n.row and id(n) not in above]
