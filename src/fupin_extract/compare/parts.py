"""What is compared: the tasks of a plan, or the clauses of a version of it."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_extract.records.notice import Clause, Deadline, Notice, Organization, Target, Task


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
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def units(self) -> tuple[Organization, ...]:
        """All who answer, whatever their role."""
        return (*self.lead_units, *self.responsible_units, *self.supporting_units)


def task_parts(notice: Notice) -> list[TaskPart]:
    """The rows of the matrix."""
    return [_of_task(task) for task in notice.tasks]


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
        task.id,
        task.title,
        next((title for title in reversed(task.path[:-1]) if title), ""),
        task.text,
        task.lead_units,
        task.responsible_units,
        task.supporting_units,
        task.deadlines,
        task.targets,
    )


def _of_clause(clause: Clause, titles: dict[str, str]) -> TaskPart:
    group = clause.responsibility
    return TaskPart(
        clause.id,
        clause.title,
        titles.get(clause.parent_id or "", ""),
        clause.text,
        group.lead_units if group else (),
        group.responsible_units if group else (),
        group.supporting_units if group else (),
        clause.deadlines,
        clause.targets,
    )
