"""The sheets of a ledger that follow its states: what their formulas come to after a collection.

A spreadsheet reckons them when it opens the file; a preview on a telephone shows the values that are in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.read.workbook import stored_sheets
from fupin_extract.read.workbook.sheet import StoredSheet
from fupin_extract.write.ledger.office_index import between
from fupin_extract.write.ledger.wording import DONE, STATES, both, heading, word

# Of a cell, by row from 1 and column from 0.
Values = dict[tuple[int, int], str]
_UNITS = ("lead_units", "responsible_units", "supporting_units")


def followed(data: bytes, table: LedgerTable, cells: Mapping[tuple[int, str], str]) -> dict[str, Values]:
    """The values of formulas by sheet; ``cells`` of the ledger change, by row and name of the column.

    Only where reckoning as they do gives what they were before: somebody may have changed them.
    """
    found: dict[str, Values] = {}
    for sheet in stored_sheets(data, table.file):
        if sheet.name in both("statistics"):
            found[sheet.name] = dict(_statistics(sheet, table, cells))
        elif sheet.name in both("by_office"):
            found[sheet.name] = dict(_by_office(sheet, table, cells))
    return found


def _head(sheet: StoredSheet, table: LedgerTable, *names: str) -> tuple[int, dict[str, int]] | None:
    """The row of headings that has all of these, and their columns."""
    wanted = {heading(name, table.headers): name for name in names}
    for row in sorted(sheet.cells):
        columns = {wanted[text]: column for column, text in sheet.cells[row].items() if text in wanted}
        if len(columns) == len(names):
            return row, columns
    return None


def _statistics(
    sheet: StoredSheet, table: LedgerTable, cells: Mapping[tuple[int, str], str]
) -> Iterator[tuple[tuple[int, int], str]]:
    head = _head(sheet, table, "office", "names", "count", "leads", "rate")
    if head is None:
        return
    row, columns = head
    words = [word(state, table.headers) for state in STATES]
    places = {text: column for column, text in sheet.cells[row].items() if text in words}
    index = [(line, between(*(line[name] for name in _UNITS))) for line in table.lines]
    for number in sorted(each for each in sheet.cells if each > row):
        texts = sheet.cells[number]
        names = [texts.get(columns["office"], ""), *filter(None, texts.get(columns["names"], "").split("、"))]
        total = names == [word("total", table.headers)]
        mine = [line for line, of in index if total] or list(
            chain.from_iterable(_of(name, index) for name in ([] if total else names))
        )
        before, after = _counts(mine, lambda line: line["state"]), _counts(mine, lambda line: _now(line, cells))
        if any(texts.get(place) != str(before[state]) for state, place in places.items()):
            continue
        for place in (columns["count"], columns["leads"]):  # no state changes them
            yield (number + 1, place), texts.get(place, "0")
        for state, place in places.items():
            yield (number + 1, place), str(after[state])
        count = int(texts.get(columns["count"], "0")) if texts.get(columns["count"], "").isdecimal() else 0
        if count:
            done = sum(after[word(state, table.headers)] for state in DONE)
            yield (number + 1, columns["rate"]), repr(done / count)


def _of(name: str, index: Sequence[tuple[SheetLine, str]]) -> Iterator[SheetLine]:
    return (line for line, of in index if f"、{name}、" in of)


def _counts(lines: Sequence[SheetLine], state: Callable[[SheetLine], str]) -> Counter[str]:
    return Counter(state(line) for line in lines)


def _now(line: SheetLine, cells: Mapping[tuple[int, str], str]) -> str:
    return cells.get((line.row, "state"), line["state"])


def _by_office(
    sheet: StoredSheet, table: LedgerTable, cells: Mapping[tuple[int, str], str]
) -> Iterator[tuple[tuple[int, int], str]]:
    head = _head(sheet, table, "office", "number", "state")
    if head is None:
        return
    row, columns = head
    lines = {line["number"]: line for line in table.tasks if line["number"]}
    for number in sorted(each for each in sheet.cells if each > row):
        texts = sheet.cells[number]
        line = lines.get(texts.get(columns["number"], ""))
        if line is not None and texts.get(columns["state"]) == line["state"]:
            yield (number + 1, columns["state"]), _now(line, cells)
