"""Notices → the task matrix as it is handed out (任务分解表), in a document or a chat: a sheet a notice.

It has the columns that are printed of the ledger, and no column in which nothing stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.records.once import shown_tasks
from fupin_extract.write.ledger.wording import heading, word
from fupin_extract.write.notices import CELLS
from fupin_extract.write.sheets import Cell, Column, ColumnKind, Sheet

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice, Task
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks

# The columns, and how wide each is at most.
_MOST = {
    "number": 5,
    "level_1": 10,
    "level_2": 10,
    "task": 14,
    "content": 44,
    "lead_units": 11,
    "responsible_units": 13,
    "supporting_units": 11,
    "supervising_units": 9,
    "persons": 8,
    "deadlines": 12,
    "targets": 13,
}
_KINDS: dict[str, ColumnKind] = {"number": "code"}
_NAMES = tuple(_MOST)
# The titles over a task stand once for all the tasks below them.
_OVER_TASKS = ("level_1", "level_2")
# These stand there even where no task has any.
_ALWAYS = ("number", "task", "content")


def sheets(notices: Sequence[Notice], looks: Looks) -> Iterator[Sheet]:
    """The matrix of each notice: its tasks numbered, sections over theirs."""
    return (_sheet(notice, looks) for notice in notices)


def table_title(notice: Notice, headers: Headers) -> str:
    """What stands over the matrix: 某县实施方案任务分解表."""
    title, kind = notice.metadata.title or "", word("tasks", headers)
    return word("title", headers, title=title) if title and not title.endswith(kind) else title or kind


def _sheet(notice: Notice, looks: Looks) -> Sheet:
    rows: list[list[Cell]] = []
    sections, number = set(), 0
    for task, section in shown_tasks(notice, all_rows=looks.all_rows):
        if section:
            sections.add(len(rows))
        else:
            number += 1
        rows.append(_row(notice, task, None if section else number))
    shown = [place for place, name in enumerate(_NAMES) if name in _ALWAYS or any(row[place] for row in rows)]
    if not any(row[_NAMES.index("task")] for row in rows):
        shown.remove(_NAMES.index("task"))
    names = [_NAMES[place] for place in shown]
    columns = [Column(heading(name, looks.headers), _KINDS.get(name, "text"), most=_MOST[name]) for name in names]
    joined = [place for place, name in enumerate(names) if name in _OVER_TASKS]
    cells = [[row[place] for place in shown] for row in rows]
    return Sheet(table_title(notice, looks.headers), columns, cells, sections=sections, joined=joined)


def _row(notice: Notice, task: Task, number: int | None) -> list[Cell]:
    # The beginning of a text that stands beside it says nothing.
    own: dict[str, Cell] = {"number": "" if number is None else str(number), "task": task.title, "content": task.text}
    return [own[name] if name in own else CELLS[name](notice, task) for name in _NAMES]
