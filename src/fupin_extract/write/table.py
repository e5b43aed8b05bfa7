"""A table to look at in a terminal: the matrix without the columns that are too long for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fupin_extract.records.notice import Notice
from fupin_extract.write.columns import COLUMNS, rows

if TYPE_CHECKING:
    from fupin_extract.write import Headers

_LEFT_OUT = ("file", "text", "citations", "span")

# A control character in a notice must not reach the terminal.
_CONTROLS = {**dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")}


def to_table(notices: Sequence[Notice], headers: Headers, *, all_rows: bool, width: int) -> bytes:
    """A table a notice, ``width`` columns wide, under the notice's title; a column of empty cells is left out."""
    return dump_tables([_table(notice, headers, all_rows=all_rows) for notice in notices], width)


def dump_tables(tables: Iterable[Table], width: int) -> bytes:
    """Tables one below the other, without colour, ``width`` columns wide."""
    out = StringIO()
    # An empty environment and no terminal: the same bytes wherever this runs.
    console = Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False, _environ={})
    for table in tables:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]).encode()


def _table(notice: Notice, headers: Headers, *, all_rows: bool) -> Table:
    tasks = list(rows(notice, all_rows=all_rows))
    columns = [column for column in COLUMNS if column.en not in _LEFT_OUT]
    cells = {column: [column.cell(notice, task) for task in tasks] for column in columns}
    shown = [column for column in columns if any(cells[column])]
    title = notice.metadata.title or notice.source.path or ""
    table = Table(box=SIMPLE_HEAD, title=plain(title), title_justify="left", title_style="", show_lines=True)
    for column in shown:
        table.add_column(plain(column.heading(headers)), overflow="fold", no_wrap=column.en == "id")
    for row in zip(*(cells[column] for column in shown), strict=True):
        table.add_row(*map(plain, row))
    return table


def plain(text: str) -> Text:
    """Text that is shown as it is: ``[1]`` is no mark-up."""
    return Text(text.translate(_CONTROLS))
