"""A sheet that nobody sees: the offices of each row of the tasks between marks, by which the statistics count them.

Its rows follow those of the tasks by their place, so that they stay right where people sort, insert, add or take away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_extract.write.formats.xlsx import clean, fit
from fupin_extract.write.ledger.choices import ROOM
from fupin_extract.write.ledger.ledger_page import HEAD
from fupin_extract.write.ledger.wording import word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

    from fupin_extract.write.ledger.keyed import Ledger

_INDEXED = ("lead_units", "responsible_units", "supporting_units")


def lay_down(book: Workbook, ledger: Ledger) -> None:
    """Add the sheet, with room for so many rows as people may add."""
    sheet = book.add_worksheet(word("index", ledger.headers))
    sheet.hide()
    lead, responsible, supporting = (f"INDEX({ledger.cells(name)},ROW())" for name in _INDEXED)
    formula = clean(f'="、"&{lead}&"、|、"&{responsible}&"、"&{supporting}&"、"')
    for number, row in enumerate(ledger.rows, HEAD):
        texts = [CELLS[name](row.notice, row.task) if row.task else "" for name in _INDEXED]
        sheet.write_formula(number, 0, formula, None, fit(between(*texts)))
    kept = ledger.carried.kept if ledger.carried else ()
    for place in range(max(ROOM, len(kept))):
        texts = [str(kept[place].get(name) or "") if place < len(kept) else "" for name in _INDEXED]
        sheet.write_formula(HEAD + len(ledger.rows) + place, 0, formula, None, fit(between(*texts)))


def between(lead: str, responsible: str, supporting: str) -> str:
    """The offices of a row between marks, as in 、县教育局、|、县财政局、县民政局、."""
    return f"、{lead}、|、{responsible}、{supporting}、"
