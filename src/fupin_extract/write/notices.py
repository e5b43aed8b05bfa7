"""Notices → what formats draw: their records, their tasks one by one, or the task matrix (任务分解表) as a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fupin_extract.write.labels import Headers, heading
from fupin_extract.write.sheets import NARROW, Cell, Column, ColumnKind, Sheet, glimpse, listed, placed

if TYPE_CHECKING:
    from fupin_extract.records.notice import Citation, Deadline, Duty, Notice, Organization, Target, Task
    from fupin_extract.records.record import Record
    from fupin_extract.write.registry import Looks

_CellOf = Callable[["Notice", "Task"], str]

# What a person wants first; the clauses are what the tasks were read from.
_TASKS_VIEW = ("schema_version", "source", "metadata", "tasks", "sections", "diagnostics")
# Too long for a terminal, or the same in every row.
_LEFT_OUT = ("file", "text", "citations", "span")
# By what a task is known, and what stands over it.
_NAMES, _OVER = ("id", "task"), ("level_1", "level_2")
# In so many columns there is room for the last day beside the time as it is printed.
_WIDE = 140
# What is joined by 、 or ；.
_LISTS = (
    *("lead_units", "responsible_units", "supporting_units", "supervising_units", "persons"),
    *("duties", "deadlines", "targets", "citations", "extra"),
)


def records(notices: Sequence[Notice], _: Looks) -> Sequence[Notice]:
    """The notices themselves."""
    return notices


def viewed(notices: Sequence[Notice], looks: Looks) -> Sequence[Record | dict[str, Any]]:
    """The records without their clauses, unless the view is the full one."""
    if looks.view == "full":
        return notices
    return [{name: getattr(notice, name) for name in _TASKS_VIEW} for notice in notices]


def tasks(notices: Sequence[Notice], _: Looks) -> Iterator[bytes]:
    """Every task as JSON, overview rows too, with ``file`` and ``document_title`` before its own keys."""
    from pydantic_core import to_json

    for notice in notices:
        head = {"file": notice.source.path, "document_title": notice.metadata.title}
        for task in notice.tasks:
            yield to_json({**head, **task.model_dump(mode="json")})


def matrix(notices: Iterable[Notice], looks: Looks) -> Sheet:
    """The matrix of several notices, a row a task."""
    return matrix_sheet(looks.headers, (row for notice in notices for row in _rows(notice, looks)))


def matrix_sheet(headers: Headers, rows: Iterable[Sequence[Cell]]) -> Sheet:
    """A sheet of the matrix with rows that are there already."""
    columns = [Column(heading(name, headers, "matrix"), _kind(name)) for name in CELLS]
    return Sheet("任务分解表", columns, rows)


def _kind(name: str) -> ColumnKind:
    return "code" if name == "id" else "day" if name == "due_by" else "list" if name in _LISTS else "text"


def matrices(notices: Sequence[Notice], looks: Looks) -> Iterator[Sheet]:
    """The matrix of each notice, to look at: without what is too long, and without columns of empty cells."""
    most = _IN_CARD if looks.width < NARROW else _IN_TABLE
    cells = {**CELLS, "duties": lambda _, task: _duties(task.duties, lambda action: glimpse(action, most))}
    hidden = (*_LEFT_OUT, "due_by") if NARROW <= looks.width < _WIDE else _LEFT_OUT
    columns = matrix_sheet(looks.headers, ()).columns
    for notice in notices:
        rows = list(_rows(notice, looks, cells))
        kept = [n for n, name in enumerate(CELLS) if name not in hidden and any(row[n] for row in rows)]
        places = {name: kept.index(n) for n, name in enumerate(CELLS) if n in kept}
        yield Sheet(
            notice.metadata.title or notice.source.path or "",
            [columns[n] for n in kept],
            [[row[n] for n in kept] for row in rows],
            ends=range(len(rows)),
            names=[places[name] for name in _NAMES if name in places],
            over=[places[name] for name in _OVER if name in places],
        )


def _rows(notice: Notice, looks: Looks, cells: Mapping[str, _CellOf] | None = None) -> Iterator[list[str]]:
    """The rows that a matrix for people shows."""
    from fupin_extract.records.once import shown_tasks

    for task, _ in shown_tasks(notice, all_rows=looks.all_rows):
        yield [cell(notice, task) for cell in (cells or CELLS).values()]


def _middle(task: Task) -> str:
    """What stands between the outermost title and the task: one title as a rule, more where the notice goes deeper."""
    return " / ".join(title for title in task.path[1:-1] if title)


def _names(units: Sequence[Organization]) -> str:
    return listed(unit.name for unit in units)


def _duties(duties: Iterable[Duty], shown: Callable[[str], str] = str) -> str:
    return "；".join(dict.fromkeys(f"{_names(duty.actors)}：{shown(duty.action)}" for duty in duties))


def printed_targets(targets: Iterable[Target]) -> str:
    """Each with what it counts, where that is told: 安置点：800人以下；三次."""
    return "；".join(f"{target.subject}：{target.text}" if target.subject else target.text for target in targets)


def last_day(deadlines: Iterable[Deadline]) -> dt.date | None:
    """The day by which all of it is to be done: the last of those that are known."""
    return max((day for one in deadlines if (day := one.end or one.due)), default=None)


def _document(citation: Citation) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"《{citation.refers_to or citation.title}》{number}"


# The columns of the matrix, and the cell of each for a task of a notice.
CELLS: dict[str, _CellOf] = {
    "file": lambda notice, _: notice.source.path or "",
    "id": lambda _, task: task.id,
    "level_1": lambda _, task: "".join(task.path[:-1][:1]),
    "level_2": lambda _, task: _middle(task),
    "task": lambda _, task: task.title or glimpse(task.text),
    "text": lambda _, task: task.text,
    "lead_units": lambda _, task: _names(task.lead_units),
    "responsible_units": lambda _, task: _names(task.responsible_units),
    "supporting_units": lambda _, task: _names(task.supporting_units),
    "supervising_units": lambda _, task: _names(task.supervising_units),
    "persons": lambda _, task: listed(person.name for person in task.persons),
    "duties": lambda _, task: _duties(task.duties),
    "deadlines": lambda _, task: listed(deadline.text for deadline in task.deadlines),
    "due_by": lambda _, task: str(last_day(task.deadlines) or ""),
    # Two targets may be printed alike (1个, 1个) and be two.
    "targets": lambda _, task: printed_targets(task.targets),
    "citations": lambda _, task: listed(map(_document, task.citations)),
    "extra": lambda _, task: "；".join(f"{name}：{text}" for name, text in task.extra.items()),
    "span": lambda _, task: placed(task.span),
}
# The beginning of what an office has to do: in a column of a table, and in a card.
_IN_TABLE, _IN_CARD = 16, 32
