"""The covering list of an office: what it has to do, as a page to be printed and signed for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.write.ledger.wording import heading, word
from fupin_extract.write.sheets import Cell, Column, ColumnKind, Sheet

if TYPE_CHECKING:
    from fupin_extract.write.ledger.office_book import OfficeBook
    from fupin_extract.write.registry import Looks

_SHARES = {
    "number": 5,
    "role": 8,
    "task": 16,
    "content": 44,
    "deadlines": 12,
    "targets": 16,
    "lead_units": 12,
    "responsible_units": 16,
    "supporting_units": 12,
}
_KINDS: dict[str, ColumnKind] = {"number": "code"}
_ALWAYS = ("number", "role", "task", "content")


def sheets(book: OfficeBook, _: Looks) -> Iterator[Sheet]:
    """One table, without columns in which nothing stands."""
    names = [name for name in _SHARES if name in _ALWAYS or any(line.get(name) for line in book.lines)]
    columns = [Column(heading(name, book.headers), _KINDS.get(name, "text"), _SHARES[name]) for name in names]
    rows: list[list[Cell]] = [[line.get(name, "") for name in names] for line in book.lines]
    title = book.title.removesuffix(word("tasks", book.headers))
    yield Sheet(word("list_title", book.headers, title=title, office=book.office), columns, rows)
