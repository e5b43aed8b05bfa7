"""What is compared: the tasks of a plan, or the clauses of a version of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from fupin_extract.records.notice import (
    UNIT_FIELDS,
    Clause,
    Deadline,
    Notice,
    Organization,
    Responsibility,
    Target,
    Task,
    UnitField,
)
from fupin_extract.records.once import told_once


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A task, or a clause that is none, with what can change in it; ``above`` is the title over its own."""

    id: str
    title: str
    above: str
    text: str
    lead_units: tuple[Organization, ...] = ()
    responsible_units: tuple[Organization, ...] = ()
    supporting_units: tuple[Organization, ...] = ()
    supervising_units: tuple[Organization, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def units(self) -> tuple[Organization, ...]:
        """All who answer, whatever their role."""
        return tuple(chain.from_iterable(getattr(self, field) for field in UNIT_FIELDS.values()))


def task_parts(notice: Notice) -> list[TaskPart]:
    """The rows of the matrix."""
    return [_of_task(task) for task in told_once(notice.tasks)]


def clause_parts(notice: Notice) -> list[TaskPart]:
    """The clauses that are no rows and no measures of one, and say something of their own."""
    inside = {task.id for task in notice.tasks} | {measure for task in notice.tasks for measure in task.measures}
    titles = {clause.id: clause.title for clause in notice.clauses}
    return [
        _of_clause(clause, titles)
        for clause in notice.clauses
        if clause.id not in inside and (clause.title or clause.text)
    ]


def _of_task(task: Task) -> TaskPart:
    return TaskPart(
        id=task.id,
        title=task.title,
        above=next((title for title in reversed(task.path[:-1]) if title), ""),
        text=task.text,
        deadlines=task.deadlines,
        targets=task.targets,
        **_units(task),
    )


def _of_clause(clause: Clause, titles: dict[str, str]) -> TaskPart:
    return TaskPart(
        id=clause.id,
        title=clause.title,
        above=titles.get(clause.parent_id or "", ""),
        text=clause.text,
        deadlines=clause.deadlines,
        targets=clause.targets,
        **_units(clause.responsibility),
    )


def _units(group: Task | Responsibility | None) -> dict[UnitField, tuple[Organization, ...]]:
    return {field: getattr(group, field) for field in UNIT_FIELDS.values()} if group else {}
