"""The columns of the task matrix (任务分解表), for every format that has rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_extract.records.notice import Citation, Notice, Organization, Task

if TYPE_CHECKING:
    from fupin_extract.write import Headers

# A row without a title is known by so many characters of its text.
_GLIMPSE = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Chinese and English heading, and its cell for a task of a notice."""

    zh: str
    en: str
    cell: Callable[[Notice, Task], str]

    def heading(self, headers: Headers) -> str:
        """The heading in one of the two languages."""
        return self.zh if headers == "zh" else self.en


def rows(notice: Notice, *, all_rows: bool) -> Iterator[Task]:
    """The tasks that a matrix for people shows: without overview rows unless ``all_rows``."""
    return (task for task in notice.tasks if all_rows or task.kind != "overview")


def cells(notices: Iterable[Notice], *, all_rows: bool) -> Iterator[list[str]]:
    """The matrix of several notices, row by row, in the order of ``COLUMNS``."""
    for notice in notices:
        for task in rows(notice, all_rows=all_rows):
            yield [column.cell(notice, task) for column in COLUMNS]


def glimpse(text: str) -> str:
    """The beginning of a text, up to its first full stop, in at most 30 characters."""
    first = text.split("。", 1)[0].split("\n", 1)[0]
    return first if len(first) <= _GLIMPSE else f"{first[:_GLIMPSE]}…"


def _above(task: Task) -> Sequence[str]:
    """The titles over the task's own, which is the last of its path."""
    return task.path[:-1]


def _middle(task: Task) -> str:
    """What stands between the outermost title and the task: one title as a rule, more where the notice goes deeper."""
    return " / ".join(title for title in _above(task)[1:] if title)


def _listed(texts: Iterable[str]) -> str:
    """The texts as one cell, each once: a task that names a document twice has one basis."""
    return "、".join(dict.fromkeys(texts))


def _names(units: Sequence[Organization]) -> str:
    return _listed(unit.name for unit in units)


def _document(citation: Citation) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"《{citation.refers_to or citation.title}》{number}"


COLUMNS = (
    Column("文件", "file", lambda notice, _: notice.source.path or ""),
    Column("编号", "id", lambda _, task: task.id),
    # 一级任务 and 二级任务 are what stands over the task; a task that nothing stands over has neither.
    Column("一级任务", "level_1", lambda _, task: "".join(_above(task)[:1])),
    Column("二级任务", "level_2", lambda _, task: _middle(task)),
    Column("具体任务", "task", lambda _, task: task.title or glimpse(task.text)),
    Column("内容", "text", lambda _, task: task.text),
    Column("牵头单位", "lead_units", lambda _, task: _names(task.lead_units)),
    Column("责任单位", "responsible_units", lambda _, task: _names(task.responsible_units)),
    Column("配合单位", "supporting_units", lambda _, task: _names(task.supporting_units)),
    Column("完成时限", "deadlines", lambda _, task: _listed(deadline.text for deadline in task.deadlines)),
    # Two targets may be printed alike (1个, 1个) and be two.
    Column("量化目标", "targets", lambda _, task: "、".join(target.text for target in task.targets)),
    Column("依据", "citations", lambda _, task: _listed(map(_document, task.citations))),
    # In brackets: a spreadsheet reads 3-12 as a date, and 3:12 as a time.
    Column("原文位置", "span", lambda _, task: f"[{task.span[0]}, {task.span[1]}]"),
)
