"""Tables to look at in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from fupin_extract.text.shown import shown
from fupin_extract.write.sheets import Cell, Marked, Sheet

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

_COLOURS = {"taken_over": "green", "changed": "yellow", "partial": "cyan", "missing": "red"}


def draw(sheets: Iterable[Sheet], looks: Looks) -> Iterator[bytes]:
    """Sheets one below the other, each under its title."""
    yield printed(map(table, sheets), looks)


def printed(parts: Iterable[RenderableType], looks: Looks) -> bytes:
    """What rich prints of the parts: in colour only where that is asked for, else without any code for a terminal."""
    out = StringIO()
    # An empty environment: the same bytes wherever this runs.
    console = Console(
        file=out,
        width=looks.width,
        color_system="standard" if looks.colour else None,
        force_terminal=looks.colour,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]).encode()


def table(sheet: Sheet) -> Table:
    """The sheet as rich draws it; a line ends each group of rows."""
    made = Table(box=SIMPLE_HEAD, title=plain(sheet.title), title_justify="left", title_style="")
    for column in sheet.columns:
        made.add_column(
            plain(column.heading),
            overflow="fold",
            justify="right" if column.kind == "number" else "left",
            no_wrap=column.kind == "code",
            ratio=column.share,
        )
    for place, row in enumerate(sheet.rows):
        made.add_row(*_texts(row), end_section=place in sheet.ends)
    return made


def _texts(row: Sequence[Cell]) -> Iterator[Text]:
    for cell in row:
        text = plain(str(cell))
        if isinstance(cell, Marked):
            text.stylize(_COLOURS[cell.mark])
        yield text


def plain(text: str) -> Text:
    """Text that is shown as it is: ``[1]`` is no mark-up."""
    return Text(shown(text))
