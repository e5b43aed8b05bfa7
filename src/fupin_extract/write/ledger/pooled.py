"""The tasks of any number of notices in one workbook: the first sheet of the ledger, written as its rows come.

``pieces`` makes the rows of a notice, whoever reads it and when; ``save`` puts them together in little memory.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fupin_extract.records.offices import UnitsView
from fupin_extract.write.formats.xlsx import CREATED, MOST_ROWS, OPTIONS
from fupin_extract.write.ledger import about, master
from fupin_extract.write.ledger.keyed import COLUMNS, Ledger, keyed
from fupin_extract.write.ledger.ledger_page import HEAD, Formula, PageLine
from fupin_extract.write.ledger.printer import Printer
from fupin_extract.write.ledger.to_check import by_key
from fupin_extract.write.ledger.wording import word

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.ledger_page import Content
    from fupin_extract.write.registry import Looks

_NUMBER, _DAY = COLUMNS.index("number"), COLUMNS.index("due_by")


def pieces(notices: Iterable[Notice], looks: Looks) -> Iterator[bytes]:
    """The rows of each notice as JSON, that of the notice itself before those of its tasks."""
    for notice in notices:
        ledger = keyed([(notice, UnitsView(units=()))], looks)
        page = master.page(ledger, by_key(ledger))
        over = master.notice_line(notice, f"{notice.source.sha256[:8]}:", looks.headers)
        for line in chain([over], page.lines):
            yield json.dumps([line.look, *map(_kept, line.cells)], ensure_ascii=False).encode(errors="replace")


def _kept(cell: Content) -> str | int | float | None:
    """A cell that is the same in any sheet: what refers to others of its own is left out."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return None if isinstance(cell, Formula) else cell


def save(place: Path, rows: Iterable[bytes], scratch: Path, headers: Headers) -> None:
    """Write the rows, numbered through; where they are more than a sheet holds, on further ones.

    Raises:
        OSError: it cannot be written.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    name = word("tasks", headers)
    widths = {**master.WIDTHS, "content": master.WIDE}
    with TemporaryDirectory(dir=scratch) as folder:
        book = Workbook(str(place), {**OPTIONS, "tmpdir": folder})
        try:
            book.set_properties({"title": name, "created": CREATED})
            printer = Printer(book, headers)
            lines = _numbered(rows)
            for number, first in enumerate(_first_of_each(lines), 1):
                part = _Counted(chain([first] if first else [], islice(lines, MOST_ROWS - HEAD - bool(first))))
                page = master.sheet_of(part, widths, name if number == 1 else f"{name} {number}", name, headers)
                page = replace(page, whole=True)  # it has no sheet of clauses where the rest could be read
                master.finish(printer.draw(page), book, headers, part.count)
            notes = Ledger(headers, (), ())
            printer.draw(about.page(notes))
            about.finish(book, notes)
            book.close()
        except FileCreateError as error:  # around what the system says
            raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from None
        finally:
            for part_of_book in book.worksheets():  # XlsxWriter leaves their files open where it fails
                part_of_book._opt_close()


def _first_of_each(lines: Iterator[PageLine]) -> Iterator[PageLine | None]:
    """The first line of each sheet, the rest of which is taken before the next is asked for; one sheet at least."""
    first = next(lines, None)
    yield first
    while first is not None and (first := next(lines, None)) is not None:
        yield first


class _Counted:
    """Lines that are counted as they are drawn."""

    def __init__(self, lines: Iterator[PageLine]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[PageLine]:
        for line in self._lines:
            self.count += 1
            yield line


def _numbered(rows: Iterable[bytes]) -> Iterator[PageLine]:
    number = 0
    for row in rows:
        look, *cells = json.loads(row)
        if cells[_NUMBER] is not None:
            number += 1
            cells[_NUMBER] = number
        yield PageLine(_with_day(cells), look)


def _with_day(cells: list[Any]) -> Sequence[Content]:
    if cells[_DAY]:
        cells[_DAY] = dt.date.fromisoformat(cells[_DAY])
    return cells
