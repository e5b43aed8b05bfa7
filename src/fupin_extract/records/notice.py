"""The records of a notice: the contract between its text and everything that reads what was taken from it.

A notice (通知, 公文) has metadata, numbered clauses (条款) and a task matrix (任务分解表). Names are the keys of the
JSON and YAML forms. Absent scalars are ``None``, absent lists are empty, dates are ISO dates, and a span is ``(start,
end)`` in characters of the decoded source text, end exclusive: ``source_text[start:end]`` is what the record was read
from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator

from fupin_extract.records.record import Record
from fupin_extract.text.span import Span

Severity = Literal["info", "warning", "error"]
ClauseKind = Literal["overview", "task", "safeguard"]
Scope = Literal["own", "section", "none"]
AdminLevel = Literal["national", "provincial", "prefectural", "county", "township"]
UnitRole = Literal["lead", "responsible", "supporting", "supervising"]
UnitField = Literal["lead_units", "responsible_units", "supporting_units", "supervising_units"]
DutyRole = Literal["lead", "responsible", "supporting"]
UnitKind = Literal[
    "government",
    "department",
    "party",
    "mass_organization",
    "court_procuratorate",
    "enterprise",
    "bank",
    "institution",
    "collective",
]
DeadlineKind = Literal["by", "during", "within", "recurring", "from", "open"]
TargetRole = Literal["target", "standard", "limit", "condition", "frequency", "coverage"]
Comparator = Literal["=", ">=", "<=", ">", "<", "range"]

# The roles in their order, each with the field that holds its units.
UNIT_FIELDS: dict[UnitRole, UnitField] = {
    "lead": "lead_units",
    "responsible": "responsible_units",
    "supporting": "supporting_units",
    "supervising": "supervising_units",
}


class Organization(Record):
    """An organisation (单位) that answers for a task.

    ``name`` has a shared suffix given back (统计 of 统计、教育等部门 is 统计部门), ``text`` is as written.
    ``functions`` are canonical business lines (业务条线), the same for 县人社局 and 市人力资源和社会保障局.
    """

    name: str
    text: str
    functions: tuple[str, ...] = ()
    level: AdminLevel | None = None
    kind: UnitKind
    open_ended: bool = False
    inherited: bool = False
    span: Span


class Person(Record):
    """A person who answers for a task, or a post (各股室负责人): ``role`` is the label as written (责任领导)."""

    role: str
    name: str
    text: str
    span: Span


class Fact(Record):
    """What is read from a clause: found by the form ``rule``, at ``span``, printed as ``text``."""

    id: str
    rule: str
    text: str
    span: Span


class Deadline(Fact):
    """A time by which, within which, or how often something is to be done (完成时限).

    ``start`` and ``end`` are inclusive dates; ``duration`` is an ISO 8601 duration, ``working_days`` a count with
    ``duration`` null; ``due`` the date of a ``within`` whose first day is known; ``recurrence`` an RFC 5545 rule
    without the ``RRULE:`` prefix. What cannot be resolved is null. ``open`` has no last day (长期坚持). ``inherited``:
    it stands in the text of a clause above.
    """

    kind: DeadlineKind
    start: dt.date | None = None
    end: dt.date | None = None
    duration: str | None = None
    working_days: int | None = None
    due: dt.date | None = None
    recurrence: str | None = None
    inherited: bool = False


class Target(Fact):
    """A number with its unit (量化目标): how much, how many, what share, how often, or for whom.

    ``value`` has 万 and 亿 multiplied out, percent is 50 with unit ``%``; ``value_max`` only with comparator ``range``;
    ``per`` what each is counted for, ``subject`` what is counted, both as written.
    """

    role: TargetRole
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str | None = None
    approximate: bool = False
    per: str | None = None
    subject: str | None = None


class Citation(Fact):
    """A document referred to in the text; ``refers_to`` is the full title where only 该《意见》 stands."""

    title: str
    document_number: str | None = None
    issuer: str | None = None
    refers_to: str | None = None


class Duty(Fact):
    """An assignment in running text: who (``actors``), as what (``role``), does what (``action``).

    ``deadlines`` are the ids of the clause's deadlines that count for it.
    """

    actors: tuple[Organization, ...]
    role: DutyRole
    action: str
    deadlines: tuple[str, ...] = ()


class Responsibility(Record):
    """The group of a clause that says who answers for it (牵头单位、责任单位、配合单位)."""

    lead_units: tuple[Organization, ...] = ()
    responsible_units: tuple[Organization, ...] = ()
    supporting_units: tuple[Organization, ...] = ()
    supervising_units: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    span: Span


class Clause(Record):
    """A numbered clause (条款) with what was read from its own text; clause ``0`` is the preamble before the first."""

    id: str
    parent_id: str | None = None
    level: int
    marker: str
    title: str
    text: str
    kind: ClauseKind
    responsibility: Responsibility | None = None
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    duties: tuple[Duty, ...] = ()
    span: Span


class TaskResponsibility(Record):
    """Where the units of a row come from: its own group, its section's, or nowhere; ``span`` of the group."""

    scope: Scope
    span: Span | None = None


class Task(Record):
    """A row of the task matrix (任务分解表): an innermost clause with its measures (举措) and who answers for it.

    A row of a printed table has in ``extra`` what stands in its other columns, by heading; ``duplicate_of`` is the row
    of the text that it repeats.
    """

    id: str
    path: tuple[str, ...]
    title: str
    text: str
    kind: ClauseKind
    lead_units: tuple[Organization, ...] = ()
    responsible_units: tuple[Organization, ...] = ()
    supporting_units: tuple[Organization, ...] = ()
    supervising_units: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    responsibility: TaskResponsibility
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    duties: tuple[Duty, ...] = ()
    measures: tuple[str, ...] = ()
    # Arrow knows a mapping as a list of pairs.
    extra: Annotated[dict[str, str], BeforeValidator(dict)] = {}  # noqa: RUF012 - pydantic gives each record its own
    duplicate_of: str | None = None
    span: Span


def units_by_role(record: Responsibility | Task) -> Iterator[tuple[UnitRole, Organization]]:
    """The units of a group or of a row, each with its role, in the order of ``UNIT_FIELDS``."""
    for role, field in UNIT_FIELDS.items():
        for unit in getattr(record, field):
            yield role, unit


class PlanPeriod(Record):
    """The years that the title of a plan names, first and last day."""

    start: dt.date
    end: dt.date


class Metadata(Record):
    """The elements of a notice's form (公文格式要素, GB/T 9704-2012)."""

    title: str | None = None
    notice_title: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    issuing_authorities: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    date_signed: dt.date | None = None
    date_published: dt.date | None = None
    plan_period: PlanPeriod | None = None
    date_effective: dt.date | None = None
    valid_until: dt.date | None = None
    region: str | None = None
    admin_level: AdminLevel | None = None


class SourceInfo(Record):
    """Where a notice was read from; ``sha256`` is that of the bytes read, ``text`` is written out only on request.

    ``pages`` are the places in the text where each page begins, for a file that has pages (PDF, or form feeds).
    """

    path: str | None = None
    media_type: str
    encoding: str | None = None
    sha256: str
    characters: int
    pages: tuple[int, ...] = ()
    text: str | None = None


class Diagnostic(Record):
    """What a reader should check; ``code`` is one of the closed list in ``docs/diagnostics.md``."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


class Notice(Record):
    """A notice with its clauses, its task matrix and what a reader should check.

    ``sections`` are the clauses with rows below them whose own text states facts: of the same shape as a task, with the
    facts of their own text only, so that nothing that is asked of a whole section is lost.
    """

    schema_version: Literal["1"] = "1"
    source: SourceInfo
    metadata: Metadata
    # The YAML for people leaves them out, and is a record all the same.
    clauses: tuple[Clause, ...] = ()
    tasks: tuple[Task, ...]
    sections: tuple[Task, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
