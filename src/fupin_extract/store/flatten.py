"""Notice → the rows of every table: what a worker hands on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fupin_extract.records.notice import (
    Citation,
    Clause,
    Deadline,
    Diagnostic,
    Duty,
    Notice,
    Organization,
    Target,
    Task,
    UnitRole,
)
from fupin_extract.text.span import Span

Row = list[object]

# More than a database counts: such a number was never meant.
_TOO_MANY = 2**63


def encode(notice: Notice) -> bytes:
    """The rows of a notice as JSON: ``{table: [row, …]}``, a row without the number of its notice, which comes later.

    Tables and columns are those of ``schema.TABLES``; the same notice gives the same bytes.
    """
    from pydantic_core import to_json

    return to_json(flatten(notice))


def flatten(notice: Notice) -> dict[str, list[Row]]:
    """The rows of a notice by table, each without its leading number."""
    owners = {clause: task.id for task in notice.tasks for clause in (task.id, *task.measures)}
    duties = [duty for clause in notice.clauses for duty in clause.duties]
    return {
        "notices": [_notice(notice)],
        "clauses": [_clause(place, clause) for place, clause in enumerate(notice.clauses, 1)],
        "tasks": [_task(place, task) for place, task in enumerate(notice.tasks, 1)],
        "task_units": [row for task in notice.tasks for row in _task_units(task)],
        "deadlines": _facts(notice.clauses, owners, lambda clause: map(_deadline, clause.deadlines)),
        "targets": _facts(notice.clauses, owners, lambda clause: map(_target, clause.targets)),
        "citations": _facts(notice.clauses, owners, lambda clause: map(_citation, clause.citations)),
        "duties": _facts(notice.clauses, owners, lambda clause: map(_duty, clause.duties)),
        "duty_units": [[duty.id, place, *_unit(unit)] for duty in duties for place, unit in enumerate(duty.actors, 1)],
        "diagnostics": [_diagnostic(place, found) for place, found in enumerate(notice.diagnostics, 1)],
    }


def _facts(clauses: Iterable[Clause], owners: Mapping[str, str], rows: Callable[[Clause], Iterator[Row]]) -> list[Row]:
    """The rows of one kind of fact: its id, its clause and task, then the rest."""
    return [[id_, clause.id, owners.get(clause.id), *rest] for clause in clauses for id_, *rest in rows(clause)]


def _notice(notice: Notice) -> Row:
    source, metadata = notice.source, notice.metadata
    period = metadata.plan_period
    return [
        source.path,
        None,
        source.media_type,
        source.encoding,
        source.sha256,
        source.characters,
        metadata.title,
        metadata.notice_title,
        metadata.document_number,
        metadata.index_number,
        _list(metadata.issuing_authorities),
        _list(metadata.addressees),
        metadata.date_signed,
        metadata.date_published,
        period and period.start,
        period and period.end,
        metadata.date_effective,
        metadata.valid_until,
        metadata.region,
        metadata.admin_level,
    ]


def _clause(place: int, clause: Clause) -> Row:
    group = clause.responsibility
    return [
        clause.id,
        place,
        clause.parent_id,
        clause.level,
        clause.marker,
        clause.title,
        clause.text,
        clause.kind,
        *_span(group.span if group else None),
        *clause.span,
    ]


def _task(place: int, task: Task) -> Row:
    return [
        task.id,
        place,
        _list(task.path),
        task.title,
        task.text,
        task.kind,
        *("、".join(dict.fromkeys(unit.name for unit in units)) for _, units in _roles(task)),
        task.responsibility.scope,
        *_span(task.responsibility.span),
        _list(task.measures),
        *task.span,
    ]


def _roles(task: Task) -> tuple[tuple[UnitRole, Sequence[Organization]], ...]:
    return (
        ("lead", task.lead_units),
        ("responsible", task.responsible_units),
        ("supporting", task.supporting_units),
    )


def _task_units(task: Task) -> Iterator[Row]:
    units = [(role, unit) for role, several in _roles(task) for unit in several]
    for place, (role, unit) in enumerate(units, 1):
        yield [task.id, place, role, *_unit(unit)]


def _unit(unit: Organization) -> Row:
    return [
        unit.name,
        unit.text,
        _list(unit.functions),
        unit.level,
        unit.kind,
        unit.open_ended,
        unit.inherited,
        *unit.span,
    ]


def _deadline(fact: Deadline) -> Row:
    return [
        fact.id,
        fact.kind,
        fact.rule,
        fact.text,
        fact.start,
        fact.end,
        fact.due,
        fact.duration,
        None if fact.working_days is None or abs(fact.working_days) >= _TOO_MANY else fact.working_days,
        fact.recurrence,
        *fact.span,
    ]


def _target(fact: Target) -> Row:
    return [
        fact.id,
        fact.role,
        fact.rule,
        fact.text,
        fact.comparator,
        fact.value,
        fact.value_max,
        fact.unit,
        fact.approximate,
        fact.per,
        fact.subject,
        *fact.span,
    ]


def _citation(fact: Citation) -> Row:
    return [
        fact.id,
        fact.rule,
        fact.text,
        fact.title,
        fact.document_number,
        fact.issuer,
        fact.refers_to,
        *fact.span,
    ]


def _duty(fact: Duty) -> Row:
    return [fact.id, fact.role, fact.action, fact.rule, fact.text, _list(fact.deadlines), *fact.span]


def _diagnostic(place: int, found: Diagnostic) -> Row:
    return [place, found.code, found.severity, found.message, *_span(found.span)]


def _span(span: Span | None) -> tuple[int | None, int | None]:
    return span or (None, None)


def _list(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
