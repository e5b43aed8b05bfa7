"""The records of a difference: what two plans share, and what changed between them.

Where A and B are named, A is the plan given first. A difference turned round (``compare(b, a)``) is the same with A
and B, ``added`` and ``removed``, ``raised`` and ``lowered``, ``earlier`` and ``later`` exchanged.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import Field

from fupin_extract.records.notice import AdminLevel, UnitField
from fupin_extract.records.record import Record

Strength = Literal["same", "partial"]
Relation = Literal["plans", "versions"]
ChangeField = Literal[
    "lead_units", "responsible_units", "supporting_units", "supervising_units", "deadlines", "targets", "text"
]
ChangeKind = Literal["added", "removed", "moved", "earlier", "later", "raised", "lowered", "reworded"]
PassageKind = Literal["same", "reworded", "moved", "removed", "added", "elsewhere"]
CellState = Literal["taken_over", "changed", "partial", "missing"]


class Word(Record):
    """A stretch of words of a reworded sentence: in both, only in A (``removed``) or only in B (``added``)."""

    kind: Literal["same", "removed", "added"]
    text: str


class Change(Record):
    """What changed in a pair: ``a`` as printed in A, ``b`` in B, null where it is not there.

    A unit that ``moved`` had the role ``field`` in A and has the role ``to`` in B. A sentence that ``moved`` is in
    another place of B, or in another task. ``words`` are those of a ``reworded`` sentence.
    """

    field: ChangeField
    kind: ChangeKind
    a: str | None = None
    b: str | None = None
    to: UnitField | None = None
    words: tuple[Word, ...] = ()


class Evidence(Record):
    """What spoke for a pair, from 0 to 1: likeness of title (null without one), of the text, how much of A is in B
    and of B in A, how much of the main work of each is in the other, the shared offices (null where one names none),
    and the most telling words of both.
    """

    title: float | None
    text: float
    covered_a: float
    covered_b: float
    main_a: float
    main_b: float
    offices: float | None
    words: tuple[str, ...]


class Passage(Record):
    """A sentence of A, of B, or of both, in the order of B; ``elsewhere`` has its counterpart in another pair of its
    task.
    """

    kind: PassageKind
    a: str = ""
    b: str = ""
    words: tuple[Word, ...] = ()


class Pair(Record):
    """Two tasks that are the same work, with what changed; ``a`` and ``b`` are their ids.

    ``strength`` is ``same`` where the main work of one is carried out in the other, ``partial`` where a third or more
    of one has a counterpart. ``passages`` are the whole text of both, for writers that show it; they are not written
    out.
    """

    a: str
    b: str
    similarity: float
    strength: Strength
    changes: tuple[Change, ...] = ()
    evidence: Evidence | None = None
    passages: tuple[Passage, ...] = Field(default=(), exclude=True, repr=False)


class Row(Record):
    """A task as a writer shows it beside its counterpart."""

    id: str
    title: str
    text: str
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    supporting_units: tuple[str, ...] = ()
    supervising_units: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class PlanSummary(Record):
    """One of the plans: ``tasks`` is the number of its rows, ``rows`` are they, for writers; they are not written
    out.
    """

    path: str | None = None
    title: str | None = None
    region: str | None = None
    admin_level: AdminLevel | None = None
    tasks: int
    deadlines: int = 0
    targets: int = 0
    rows: tuple[Row, ...] = Field(default=(), exclude=True, repr=False)


class OfficeLoad(Record):
    """An office (the same business line) and the number of tasks it works on in each plan; 0 where it has none."""

    name: str
    functions: tuple[str, ...] = ()
    a: int
    b: int


class Figure(Record):
    """The same quantity in two tasks that are the same work: what is counted, and how much, as each prints it."""

    task_a: str
    task_b: str
    subject_a: str | None
    subject_b: str | None
    a: str
    b: str


class DiffSummary(Record):
    """Counts: pairs by strength, pairs without a change, tasks of one plan only, changes by field and kind.

    ``taken_over_a`` is the share of A's text that stands word for word in B, ``taken_over_b`` that of B's in A;
    ``offices`` are those that gain or lose work, ``figures`` the numbers side by side.
    """

    same: int
    partial: int
    unchanged: int
    only_a: int
    only_b: int
    changes: dict[str, int]
    taken_over_a: float
    taken_over_b: float
    offices: tuple[OfficeLoad, ...] = ()
    figures: tuple[Figure, ...] = ()


class PlanDiff(Record):
    """The difference of two plans: ``pairs`` of tasks, and the ids of tasks ``only_a`` and ``only_b`` have.

    ``relation`` is ``versions`` where both are one document, compared clause by clause: ``clauses`` are then the
    pairs of those that are no tasks (headings, the preamble), ``only_clauses_a`` and ``only_clauses_b`` the ids of
    the others.
    """

    schema_version: Literal["1"] = "1"
    relation: Relation
    a: PlanSummary
    b: PlanSummary
    summary: DiffSummary
    pairs: tuple[Pair, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    clauses: tuple[Pair, ...] = ()
    only_clauses_a: tuple[str, ...] = ()
    only_clauses_b: tuple[str, ...] = ()

    @property
    def every_pair(self) -> tuple[Pair, ...]:
        """Pairs of tasks and of other clauses."""
        return self.pairs + self.clauses

    @property
    def every_only_a(self) -> tuple[str, ...]:
        """Tasks and other clauses of A alone."""
        return self.only_a + self.only_clauses_a

    @property
    def every_only_b(self) -> tuple[str, ...]:
        """Tasks and other clauses of B alone."""
        return self.only_b + self.only_clauses_b

    @property
    def equal(self) -> bool:
        """Whether nothing differs but the order: every task has one counterpart, and nothing in it changed."""
        alone = self.every_only_a or self.every_only_b or self.several()
        return not alone and not any(pair.changes for pair in self.every_pair)

    def several(self) -> frozenset[tuple[str, str]]:
        """The pairs (a, b) of tasks of which one has several counterparts: it was split, or merged with others."""
        a, b = Counter(pair.a for pair in self.every_pair), Counter(pair.b for pair in self.every_pair)
        return frozenset((pair.a, pair.b) for pair in self.every_pair if a[pair.a] > 1 or b[pair.b] > 1)


class Cell(Record):
    """What a plan made of a task of the base: its counterparts ``tasks``, the likeness of the best, and how many
    changes.

    ``pairs`` are they with their changes, the most alike first, for writers; they are not written out.
    """

    state: CellState
    tasks: tuple[str, ...] = ()
    similarity: float = 0.0
    changes: int = 0
    pairs: tuple[Pair, ...] = Field(default=(), exclude=True, repr=False)


class MatrixRow(Record):
    """A task of the base with a cell a plan, in the order of the plans."""

    id: str
    title: str
    text: str = Field(default="", exclude=True, repr=False)
    cells: tuple[Cell, ...]


class PlanMatrix(Record):
    """Many plans against one: which tasks of the base each took over, changed or left out; ``own`` counts tasks of a
    plan that the base has not.
    """

    schema_version: Literal["1"] = "1"
    base: PlanSummary
    plans: tuple[PlanSummary, ...]
    rows: tuple[MatrixRow, ...]
    own: tuple[int, ...]

    @property
    def equal(self) -> bool:
        """Whether every plan took over every task as it is, and has none of its own."""
        return not any(self.own) and all(cell.state == "taken_over" for row in self.rows for cell in row.cells)
