"""The records of a notice read by offices: what each has to do, as what, by when, how much."""

from __future__ import annotations

from typing import Literal

from fupin_extract.records.notice import AdminLevel, Deadline, Target, UnitKind, UnitRole
from fupin_extract.records.record import Record
from fupin_extract.text.span import Span


class Assignment(Record):
    """One thing that an office has to do.

    ``task`` is the id of the row of the matrix, or of the clause where it is no row. ``source`` says where it is told:
    in a responsibility ``group``, or in running ``text``, where ``work`` is what the sentence says; else it is the
    title of the task, or its first sentence. ``name`` is what the office is called there.
    """

    task: str
    title: str
    role: UnitRole
    source: Literal["group", "text"]
    work: str
    name: str
    inherited: bool = False
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    span: Span


class Office(Record):
    """An office (单位) with all that it has to do, leading first; ``names`` are what the notice calls it."""

    name: str
    names: tuple[str, ...]
    functions: tuple[str, ...] = ()
    level: AdminLevel | None = None
    kind: UnitKind
    assignments: tuple[Assignment, ...]


class UnitsView(Record):
    """A notice by its offices, in the order in which they are first named."""

    file: str | None = None
    title: str | None = None
    units: tuple[Office, ...]
