"""HTML: texts and tables as parts of a page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.write.sheets import Sheet


def plain(text: str) -> str:
    """Text that is shown as it is, and turns no writing around."""
    return escape(shown(text, keep="\n"))


def table(sheet: Sheet) -> Iterator[str]:
    """The sheet without its title; the first cell of a row is its heading, unless it says nothing."""
    yield "<table>"
    columns = "".join(f'<th scope="col">{plain(name)}</th>' if name else "<td></td>" for name in sheet.headings)
    yield f"<thead><tr>{columns}</tr></thead>"
    yield "<tbody>"
    for first, *rest in sheet.rows:
        cells = "".join(f"<td>{plain(str(cell))}</td>" for cell in rest)
        head = f'<th scope="row">{plain(str(first))}</th>' if first != "" else "<td></td>"
        yield f"<tr>{head}{cells}</tr>"
    yield "</tbody></table>"
