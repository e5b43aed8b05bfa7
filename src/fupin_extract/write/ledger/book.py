"""The ledger as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fupin_extract.write.formats.xlsx import CREATED, OPTIONS, fit
from fupin_extract.write.ledger import about, by_office, master, office_index, schedule, source_text, to_check
from fupin_extract.write.ledger.keyed import keyed
from fupin_extract.write.ledger.printer import Printer

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.offices import UnitsView
    from fupin_extract.write.ledger.carried import Carried
    from fupin_extract.write.registry import Looks


def draw(content: Iterable[tuple[Notice, UnitsView]], looks: Looks, carried: Carried | None = None) -> Iterator[bytes]:
    """All notices in one workbook, each with what its offices have to do; one notice with what is ``carried`` over.

    The rows meanwhile lie in files of a folder of the system.

    Raises:
        WriteError: a sheet would have more rows than it holds.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    ledger = keyed(content, looks, carried)
    clauses = source_text.laid_out(ledger)
    offices = by_office.told(ledger)
    file = BytesIO()
    with TemporaryDirectory() as folder:
        book = Workbook(file, {**OPTIONS, "tmpdir": folder})
        try:
            tasks = master.page(ledger, to_check.by_key(ledger))
            book.set_properties({"title": fit(tasks.title), "created": CREATED})
            printer = Printer(book, ledger.headers)
            master.finish(printer.draw(tasks), book, ledger.headers, len(ledger.rows))
            for page in (
                by_office.page(ledger, offices),
                schedule.times(ledger),
                schedule.figures(ledger),
                by_office.statistics(ledger, offices),
                source_text.page(ledger, clauses),
                to_check.page(ledger),
                *master.dropped(ledger),
                about.page(ledger),
            ):
                printer.draw(page)
            about.finish(book, ledger)
            office_index.lay_down(book, ledger)
            book.close()
        finally:
            for part in book.worksheets():  # XlsxWriter leaves their files open where it fails
                part._opt_close()
    yield file.getvalue()
