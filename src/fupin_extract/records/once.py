"""Tasks that a notice tells twice, in its text and in a task table (``duplicate_of``), told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fupin_extract.records.notice import UNIT_FIELDS, Notice, Task


def shown_tasks(notice: Notice, *, all_rows: bool) -> Iterator[tuple[Task, bool]]:
    """The rows that a matrix for people shows, without overview rows unless asked for, a section before its rows.

    Each with whether it is a section.
    """
    sections = {id(section) for section in notice.sections}
    rows = told_once(notice.tasks)
    for task in sorted([*notice.sections, *rows], key=lambda row: row.span[0]) if sections else rows:
        if all_rows or task.kind != "overview":
            yield task, id(task) in sections


def told_once(tasks: Sequence[Task]) -> list[Task]:
    """The rows without those of tables that repeat one of the text, whose units and times it then has too."""
    again: dict[str, list[Task]] = {}
    for task in tasks:
        if task.duplicate_of:
            again.setdefault(task.duplicate_of, []).append(task)
    return [_with(task, again.get(task.id, ())) for task in tasks if not task.duplicate_of]


def _with(task: Task, others: Sequence[Task]) -> Task:
    """A row with what others say of the same task; who leads in one of them leads."""
    if not others:
        return task
    every = (task, *others)
    update: dict[str, Any] = {}
    told: set[str] = set()
    for role_field in UNIT_FIELDS.values():
        units = {unit.name: unit for each in every for unit in getattr(each, role_field) if unit.name not in told}
        update[role_field] = tuple(units.values())
        told |= units.keys()
    for field in ("persons", "deadlines"):
        update[field] = tuple(fact for each in every for fact in getattr(each, field))
    update["extra"] = {name: text for each in every for name, text in each.extra.items()}
    return task.model_copy(update=update)
