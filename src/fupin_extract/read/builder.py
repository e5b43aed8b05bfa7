"""The text of a file that is no text, written out as its reader sees it, with the blocks that tile it.

A paragraph is a line, a row of a table a line with a tab between columns, a break inside a cell U+2028, the end of a
page a form feed. Readers of formats call this in the order of reading; nothing else knows how a document is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.document import Block, Extracted, PageBreak, Paragraph, PrintedCell, PrintedTable
from fupin_extract.records.notice import Diagnostic, Severity
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAK

CELL_BREAK = "\u2028"
# No text of an office holds them, and no record could: controls, and halves of surrogate pairs.
_NOTHING = compiled("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS_AT_BREAK = compiled(f"[ \t\u00a0\u3000]*{CELL_BREAK}[ \t\u00a0\u3000{CELL_BREAK}]*")


class GridCell(NamedTuple):
    """A cell to be written: its text, the row and column where it begins, from 0, and how many of each it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class DocumentBuilder:
    """Paragraphs, tables and pages, one after another. ``name`` is what the file is called in errors."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pieces: list[str] = []
        self._size = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._cells = 0
        self._diagnostics: list[Diagnostic] = []

    @property
    def place(self) -> int:
        """Where in the text the next block will begin."""
        return self._size

    def paragraph(self, text: str, style: str | None = None) -> Span:
        """Write a paragraph; a break inside it stays one. Its place, without the line end."""
        start = self._size
        self._write(f"{LINE_BREAK.sub(chr(10), _NOTHING.sub('', text))}\n")
        self._blocks.append(Paragraph(start, self._size, style))
        return start, self._size - 1

    def table(self, cells: Iterable[GridCell], edges: Sequence[float] = ()) -> None:
        """Write a table, given as its cells in any order; each covers places that no other covers.

        Raises:
            ReadError: the file has more cells than can be read in reasonable time.
        """
        rows: dict[int, list[GridCell]] = {}
        for cell in cells:
            self._cells += 1
            self.check(self._cells, limits.MOST_CELLS, "{path}: has more than {most} cells of tables")
            rows.setdefault(cell.row, []).append(cell)
        if not rows:
            return
        if self._blocks and isinstance(self._blocks[-1], PrintedTable):
            self.paragraph("")  # or two tables would read as one
        start = self._size
        printed = [self._row(sorted(rows.get(row, ()), key=lambda cell: cell.column)) for row in range(max(rows) + 1)]
        self._blocks.append(PrintedTable(start, self._size, tuple(printed), tuple(edges)))

    def page(self) -> None:
        """Begin a page; but for the first, what was written so far ends with a page break."""
        if self._pages:
            self._blocks.append(PageBreak(self._size, self._size + 1))
            self._write("\f")
        self._pages.append(self._size)

    def remark(self, code: str, severity: Severity, message: str, span: Span | None = None) -> None:
        """Note what a reader of the file should check."""
        self._diagnostics.append(Diagnostic(code=code, severity=severity, message=message, span=span))

    def extracted(self, encoding: str | None = None) -> Extracted:
        """All that was written."""
        text = "".join(self._pieces)
        return Extracted(text, encoding, tuple(self._blocks), tuple(self._pages), tuple(self._diagnostics))

    def _row(self, cells: list[GridCell]) -> tuple[PrintedCell, ...]:
        """Write a row: a tab for each column, also for those that are covered or missing, so that columns align."""
        printed, column = [], 0
        for cell in cells:
            self._write("\t" * (cell.column - column))
            column = cell.column
            start = self._size
            self._write(_cell_text(cell.text))
            printed.append(PrintedCell(start, self._size, cell.row, cell.column, cell.rows, cell.columns))
        self._write("\n")
        return tuple(printed)

    def check(self, count: int, most: int, what: str) -> None:
        """Refuse more of something than can be read in reasonable time; ``what`` is the message, with ``{most}``.

        Raises:
            ReadError: there is more.
        """
        if count > most:
            raise ReadError(what, path=self._name, most=most)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)
        # A file of a few bytes may hold a text once and name it a million times.
        self.check(self._size, limits.MOST_CHARACTERS, "{path}: has more than {most} characters")


def _cell_text(text: str) -> str:
    broken = LINE_BREAK.sub(CELL_BREAK, _NOTHING.sub("", text)).replace("\t", " ")
    return _BLANKS_AT_BREAK.sub(CELL_BREAK, broken).strip(f" \u00a0\u3000{CELL_BREAK}")
