"""The records of an annotation: what a careful reader finds in a notice, to hold against what was read from it.

A key that is left out is not judged: an annotation may name the deadlines of a notice and nothing else. Places (``at``)
are characters of the decoded source text, as in a span. ``docs/annotations.md`` tells how one is made.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from fupin_extract.records.notice import (
    ClauseKind,
    Comparator,
    DeadlineKind,
    Metadata,
    Scope,
    TargetRole,
)
from fupin_extract.records.record import Record


class AnnotatedClause(Record):
    """A numbered clause; its marker stands ``at`` this place."""

    id: str
    marker: str = ""
    title: str = ""
    kind: ClauseKind = "task"
    at: int


class AnnotatedPerson(Record):
    """A person who answers for a task: ``role`` is the label as written."""

    role: str
    name: str


class AnnotatedTask(Record):
    """A row of the task matrix, with the names of its units by role.

    ``inherited`` are those named outside the row's own clause; ``open_ended`` says whether one of the lists ends in 等.
    """

    id: str
    title: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    persons: tuple[AnnotatedPerson, ...] = ()
    inherited: tuple[str, ...] = ()
    scope: Scope = "none"
    open_ended: bool = False


class AnnotatedFact(Record):
    """A phrase that counts: ``text`` as it stands in the source, line breaks too, beginning ``at`` this place.

    An ``optional`` one may be found or not, as one kind of fact or another, without being judged.
    """

    clause: str
    text: str
    at: int
    optional: bool = False


class AnnotatedDeadline(AnnotatedFact):
    """A time by which, within which, or how often something is to be done, with its values as in the record."""

    kind: DeadlineKind
    start: dt.date | None = None
    end: dt.date | None = None
    duration: str | None = None
    working_days: int | None = None
    due: dt.date | None = None
    recurrence: str | None = None


class AnnotatedTarget(AnnotatedFact):
    """A number with its unit, with its values as in the record."""

    role: TargetRole = "target"
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str | None = None
    approximate: bool = False
    per: str | None = None
    subject: str | None = None


class AnnotatedCitation(Record):
    """A document referred to; its 《 stands ``at`` this place."""

    title: str
    document_number: str | None = None
    at: int


class Annotation(Record):
    """What is in one notice: ``doc`` is its short name.

    The notice is the file with these bytes (``sha256``), or where that is not told the one called ``doc``.
    """

    doc: str
    sha256: str | None = None
    metadata: Metadata = Field(default_factory=Metadata)
    clauses: tuple[AnnotatedClause, ...] = ()
    tasks: tuple[AnnotatedTask, ...] = ()
    sections: tuple[AnnotatedTask, ...] = ()
    deadlines: tuple[AnnotatedDeadline, ...] = ()
    targets: tuple[AnnotatedTarget, ...] = ()
    citations: tuple[AnnotatedCitation, ...] = ()
