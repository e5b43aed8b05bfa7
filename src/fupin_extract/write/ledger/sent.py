"""What is laid down in an office's workbook of how it was sent, on a sheet that nobody sees.

By it one knows which office sends the file back, and which of its cells it has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_extract.write.formats.xlsx import fit

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

SIGN = "fupin-extract ledger"
# Labels of what is told of the file, in the first column.
OFFICE, SPLIT, TITLE = "office", "split", "title"


def lay_down(book: Workbook, name: str, facts: Mapping[str, str], lines: Sequence[Mapping[str, str]]) -> None:
    """Add the sheet: the facts, then ``key`` and the other columns, then a row a task."""
    sheet = book.add_worksheet(name)
    sheet.very_hidden()
    sheet.write_string(0, 0, SIGN)
    for row, (label, text) in enumerate(facts.items(), 1):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, fit(text))
    head = 1 + len(facts)
    names = ["key", *dict.fromkeys(column for line in lines for column in line if column != "key")]
    for column, label in enumerate(names):
        sheet.write_string(head, column, label)
    for row, line in enumerate(lines, head + 1):
        for column, label in enumerate(names):
            if text := fit(line.get(label, "")):
                sheet.write_string(row, column, text)
