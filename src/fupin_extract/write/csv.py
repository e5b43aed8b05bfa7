"""CSV for spreadsheets: a byte order mark, so that they see UTF-8, and no cell that they would run as a formula."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from fupin_extract.records import Notice
from fupin_extract.write.columns import COLUMNS, rows

if TYPE_CHECKING:
    from fupin_extract.write import Headers

# A cell that begins so is run by spreadsheets, some take the full-width signs too; behind an apostrophe it is text.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def to_csv(notices: Sequence[Notice], headers: Headers, *, all_rows: bool) -> bytes:
    """One heading, then a row a task."""
    heading = [column.heading(headers) for column in COLUMNS]
    tasks = ((notice, task) for notice in notices for task in rows(notice, all_rows=all_rows))
    return dump_csv(heading, ([column.cell(notice, task) for column in COLUMNS] for notice, task in tasks))


def dump_csv(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A heading and the lines under it, each ending with CR and LF."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return codecs.BOM_UTF8 + table.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
