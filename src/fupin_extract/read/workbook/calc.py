"""ODS → sheets: of each cell the text that the file holds as it was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError, XMLParser

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.docx.markup import number
from fupin_extract.read.packed import Packed
from fupin_extract.read.workbook.number_format import date_as_seen
from fupin_extract.read.workbook.sheet import Merged, StoredSheet
from fupin_extract.text.patterns import compiled

_CONTENT = "content.xml"
# What stands in a table and is no text of its cells.
_ASIDE = frozenset(("annotation", "tracked-changes", "dde-links", "shapes", "forms", "frame", "custom-shape"))
_ROWS, _COLUMNS = 1_048_576, 16_384
# A date in an order that depends on the country.
_SLASHED = compiled(r"\d{1,4}/\d{1,2}/\d{1,4}")
_CELLS = ("table-cell", "covered-table-cell")


def calc_sheets(data: bytes, name: str, *, hidden: bool = False) -> tuple[Iterator[StoredSheet], bool]:
    """The sheets that are not hidden, or with ``hidden`` all of them, and whether there are hidden ones.

    Raises:
        ReadError: it is damaged, locked with a password, or larger than any table.
    """
    packed = Packed(data, name)
    content = _Content(name)
    parser = XMLParser(target=content)  # noqa: S314 - no entities: a DOCTYPE is refused
    try:
        for piece in packed.pieces(_CONTENT):
            parser.feed(piece)
        parser.close()
    except (ParseError, LookupError, ValueError):
        raise packed.damaged() from None
    kept = [sheet for sheet in content.sheets if hidden or not content.hidden(sheet)]
    return iter(kept), any(map(content.hidden, content.sheets))


class _Content:
    """What a parser tells of ``content.xml``, put into sheets."""

    def __init__(self, name: str) -> None:
        self.sheets: list[StoredSheet] = []
        self._name = name
        self._room = limits.MOST_CELLS
        self._unseen: set[str] = set()  # styles of hidden sheets
        self._styles: dict[int, str] = {}
        self._style = ""
        self._aside = 0
        self._depth = 0
        self._row = self._column = self._rows = 0
        self._cell: dict[str, str] = {}
        self._inside: list[str] | None = None  # the paragraphs of the cell that is open

    def hidden(self, sheet: StoredSheet) -> bool:
        """Whether nobody sees a sheet."""
        return self._styles.get(id(sheet), "") in self._unseen

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition("}")[2]
        self._depth += 1
        if self._depth > limits.DEEPEST:
            raise ValueError
        if self._aside or kind in _ASIDE:
            self._aside += 1
            return
        of = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        if self._inside is not None:
            self._mark(kind, of)
        elif kind == "style":
            self._style = of.get("name", "")
        elif kind == "table-properties" and of.get("display") == "false":
            self._unseen.add(self._style)
        elif kind == "table":
            self.sheets.append(StoredSheet(of.get("name", "")))
            self._styles[id(self.sheets[-1])] = of.get("style-name", "")
            self._row = self._column = 0
        elif self.sheets:
            self._lay_out(kind, of)

    def _lay_out(self, kind: str, of: dict[str, str]) -> None:
        """A column, a row or a cell begins."""
        unseen = of.get("visibility", "visible") != "visible"
        if kind == "table-column":
            times = _times(of, "number-columns-repeated")
            if unseen:
                self.sheets[-1].hidden_columns |= set(range(self._column, min(self._column + times, _COLUMNS)))
            self._column += times
        elif kind == "table-row":
            self._column = 0
            self._rows = _times(of, "number-rows-repeated")
            if unseen:
                self.sheets[-1].hidden_rows |= set(range(self._row, min(self._row + self._rows, _ROWS)))
        elif kind in _CELLS:
            self._cell, self._inside = of, []

    def _mark(self, kind: str, of: dict[str, str]) -> None:
        """A paragraph of a cell begins, or what stands in one for blanks and breaks."""
        assert self._inside is not None
        if kind == "p":
            self._inside.append("")
        elif self._inside:
            self._inside[-1] += {"s": " " * min(_times(of, "c"), 99), "tab": " ", "line-break": "\n"}.get(kind, "")

    def data(self, text: str) -> None:
        if self._inside and not self._aside:
            self._inside[-1] += text

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._aside:
            self._aside -= 1
            return
        kind = tag.rpartition("}")[2]
        if kind in _CELLS and self._inside is not None:
            self._end_cell(covered=kind == _CELLS[1])
        elif kind == "table-row":
            self._row += self._rows

    def doctype(self, *_: object) -> None:
        raise ValueError

    def close(self) -> None:
        pass

    def _end_cell(self, *, covered: bool) -> None:
        times = _times(self._cell, "number-columns-repeated")
        text = _seen("\n".join(self._inside or ()), self._cell)
        sheet = self.sheets[-1]
        if text.strip() and not covered:
            self._room -= times * self._rows
            if self._room < 0:
                raise ReadError("{path}: has more than {most} cells of tables", path=self._name, most=limits.MOST_CELLS)
            for row in range(self._row, self._row + self._rows):
                for column in range(self._column, self._column + times):
                    sheet.put(row, column, text)
        rows, columns = (_times(self._cell, f"number-{what}-spanned") for what in ("rows", "columns"))
        if rows > 1 or columns > 1:
            sheet.merged.append(Merged(self._row, self._column, rows, columns))
        self._column += times
        self._inside = None


def _seen(text: str, cell: dict[str, str]) -> str:
    if not _SLASHED.fullmatch(text):
        return text
    try:
        return date_as_seen(dt.datetime.fromisoformat(cell.get("date-value", "")), ("y", "m", "d"))
    except ValueError:
        return text


def _times(of: dict[str, str], name: str) -> int:
    return max(1, number(of.get(name)) or 1)
