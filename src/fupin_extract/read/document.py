"""What was read: the text that every span indexes, where it came from, and what its format tells of its layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Diagnostic
from fupin_extract.text.span import Span

# What decoding puts for bytes that mean nothing, and the NUL, which no text holds.
_LOST = "\ufffd\0"
# Formats that tell where a line ends, but not whether its paragraph does.
_LINES_ALONE = ("text/plain", "application/pdf", "application/ofd")


class Paragraph(NamedTuple):
    """A paragraph; in a format that knows none, such as plain text, a line with its line end.

    ``style`` is what the format says that it is (``heading 1``), null where it says nothing.
    """

    start: int
    end: int
    style: str | None = None


class PageBreak(NamedTuple):
    """What stands in the text for the end of a page, such as a form feed."""

    start: int
    end: int


class PrintedCell(NamedTuple):
    """A cell of a table: its place, counted from 0, and how many rows and columns it covers (合并单元格)."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class PrintedTable(NamedTuple):
    """A table: the cells of each row from left to right, each once, in the row and column where it begins.

    A cell that goes on over lines of plain text, with the lines of other cells between, is a ``PrintedCell`` for each
    of them, of the same row and column, from top to bottom. A cell with nothing in it is empty. What stands between
    cells belongs to the table alone. ``edges`` are the places of its column rules, the two outer ones among them, in
    points from the left of the page; none where the format knows no page.
    """

    start: int
    end: int
    rows: tuple[tuple[PrintedCell, ...], ...]
    edges: tuple[float, ...] = ()


Block = Paragraph | PrintedTable | PageBreak
_START = attrgetter("start")


class Extracted(NamedTuple):
    """What the reader of a format makes of bytes: the text, its encoding where it has one, its blocks and pages.

    ``diagnostics`` are what a reader of the file should check, such as changes that nobody has accepted yet.
    """

    text: str
    encoding: str | None
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded text, line ends kept and without a byte order mark, and the ``blocks`` that tile it.

    ``path`` is as given, with ``/``; null for bytes and texts. ``encoding`` is null for a text; ``sha256`` is that of
    the bytes read, for a text of its UTF-8. ``pages`` are the places where each page begins, the first among them;
    none where the format tells none.
    """

    text: str
    path: str | None
    media_type: str
    encoding: str | None
    sha256: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def damaged(self) -> tuple[int, ...]:
        """The places of characters that were lost, here or before the file was saved: U+FFFD and NUL."""
        if not any(lost in self.text for lost in _LOST):
            return ()
        return tuple(at for at, char in enumerate(self.text) if char in _LOST)

    @property
    def layout_known(self) -> bool:
        """Whether the format tells where paragraphs end, so that nobody needs to guess it from the lines."""
        return self.media_type not in _LINES_ALONE

    @property
    def tables(self) -> list[PrintedTable]:
        """The printed tables, in order."""
        return [block for block in self.blocks if isinstance(block, PrintedTable)]

    def page(self, at: int) -> int | None:
        """The page, from 1, that the character at ``at`` stands on; None where the format tells no pages."""
        return bisect_right(self.pages, at) or None

    def block(self, at: int) -> Block:
        """The block that the character at ``at`` stands in."""
        return self.blocks[bisect_right(self.blocks, at, key=_START) - 1]

    def cell(self, span: Span) -> PrintedCell | None:
        """The cell that holds a whole span; None outside tables and across cells."""
        start, end = span
        block = self.block(start)
        cells: Iterator[PrintedCell] = iter(())
        if isinstance(block, PrintedTable):
            cells = (cell for row in block.rows for cell in row)
        return next((cell for cell in cells if cell.start <= start and end <= cell.end), None)
