"""The boxes of a page → its lines and tables in the order of reading, laid out as a browser does.

Blocks and ``<br>`` are lines; what is inline is not. Blanks are one, and none where a line end of the source stands
between two wide characters. A table that only places things is seen through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fupin_extract.read.builder import CELL_BREAK, GridCell
from fupin_extract.read.web.counters import list_markers
from fupin_extract.read.web.disclosure import LONGEST_LABEL, is_label, labels_of
from fupin_extract.read.web.grid import places, rows_of, table_kind
from fupin_extract.read.web.tree import Box, Page
from fupin_extract.text.patterns import compiled

_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup p pre search section summary table
tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_HEADINGS = {f"h{level}": f"heading {level}" for level in range(1, 7)}
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026"
_BROKEN = compiled(f"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = compiled("[ \t\r\n\f]+")
_ENDS = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff"
_ATTACHED = re.compile(
    r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|rtf|pptx?|zip|rar|7z|txt|csv|jpe?g|png|ceb)(?:[?#&]|$)", re.IGNORECASE
)
# Tables in cells of tables in cells: beyond this they are seen through.
_DEEPEST_TABLE = 8
_NO_BLANKS = compiled(r"\s+")


class Piece(NamedTuple):
    """A line or a table of the page, and where its first text or table stands among the boxes.

    ``letters`` are its characters without blanks, ``linked`` those of them in ``links``; ``attached``: one of these
    leads to a file; ``label``: it is a line of a table of labels and their values (索引号：…).
    """

    at: int
    text: str
    letters: int
    linked: int = 0
    links: int = 0
    style: str | None = None
    attached: bool = False
    label: bool = False
    cells: tuple[GridCell, ...] = ()


def pieces_of(page: Page, name: str) -> list[Piece]:
    """All lines and tables of a page.

    Raises:
        ReadError: a table has more cells than can be read in reasonable time; ``name`` is what the error calls it.
    """
    flow = _Flow(page, name)
    flow.run(page.body)
    return flow.pieces


class _Flow:
    """Goes through boxes once; ``depth``: how many cells it stands in, where tables are lines."""

    def __init__(self, page: Page, name: str, depth: int = 0) -> None:
        self._page, self._name, self._depth = page, name, depth
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._at = -1
        self._linked = self._links = 0
        self._attached = False
        self._kept = False  # blanks of the line stay (white-space: pre)
        self._marker = ""
        self._markers: dict[int, str] = {}
        self._style: str | None = None

    def run(self, top: Box) -> None:
        """Write out what a box holds."""
        boxes = self._page.boxes
        open_blocks: list[Box] = []
        place = top.start
        links_until = files_until = kept_until = 0
        while place < top.end:
            while open_blocks and open_blocks[-1].end <= place:
                self._close(open_blocks.pop())
            box = boxes[place]
            if box.tag == "":
                self._text(box, linked=place < links_until, kept=place < kept_until)
                self._attached |= place < files_until and bool(box.text.strip())
            elif box.tag == "br":
                self._flush()
            elif box.tag == "a" and box.attributes.get("href"):
                links_until = max(links_until, box.end)
                self._links += 1
                files_until = box.end if _ATTACHED.search(box.attributes["href"]) else files_until
            elif box.tag == "table" and box is not top and self._table(box):
                place = box.end
                continue
            elif box.tag in BLOCKS:
                self._open(box)
                open_blocks.append(box)
            if box.tag == "pre" or box.style("white-space").startswith("pre"):
                kept_until = max(kept_until, box.end)
            place += 1
        for box in reversed(open_blocks):
            self._close(box)
        self._flush()

    def _open(self, box: Box) -> None:
        self._flush()
        if box.tag in _HEADINGS:
            self._style = _HEADINGS[box.tag]
        if box.tag in ("ol", "ul"):
            self._markers |= list_markers([child for child in box.children if child.tag == "li"])
        elif box.tag == "li":
            self._marker = self._markers.get(box.start, "")

    def _close(self, box: Box) -> None:
        self._flush()
        if box.tag in _HEADINGS:
            self._style = None
        elif box.tag == "li":
            self._marker = ""

    def _text(self, box: Box, *, linked: bool, kept: bool) -> None:
        lines = re.split("\r\n?|\n", box.text) if kept else [box.text]
        for i, line in enumerate(lines):
            if i:
                self._flush()
            if self._at < 0 and line.strip(_ENDS):
                self._at = box.start
            label = 1 < len(line) <= LONGEST_LABEL and is_label(line) and _names_next(box)
            self._parts.append(f" {line}：" if label else line)
            self._kept = self._kept or kept
            if linked:
                self._linked += len(_NO_BLANKS.sub("", line))
                self._attached |= _ATTACHED.search(line.strip(_ENDS)) is not None

    def _flush(self) -> None:
        """End the line, if it has any text."""
        text = "".join(self._parts)
        if not self._kept:
            text = _BLANKS.sub(" ", _BROKEN.sub("", text))
        text = text.strip(_ENDS)
        if text:
            text, self._marker = self._marker + text, ""
            letters = len(_NO_BLANKS.sub("", text))
            self.pieces.append(Piece(self._at, text, letters, self._linked, self._links, self._style, self._attached))
        self._parts, self._at, self._linked, self._links = [], -1, 0, 0
        self._kept = self._attached = False

    def _table(self, box: Box) -> bool:
        """Write a table as what it is; false for one that is seen through."""
        kind = table_kind(self._page, box)
        if kind == "layout" or self._depth >= _DEEPEST_TABLE:
            return False
        self._flush()
        for caption in (child for child in box.children if child.tag == "caption"):
            self._inside(caption)
        if kind == "labels":
            texts = [[_line(self._lines(cell)) for cell in row] for row in rows_of(box)]
            for text in labels_of(texts):
                self.pieces.append(Piece(box.start, text, len(_NO_BLANKS.sub("", text)), label=True))
            return True
        cells, linked, links, attached = [], 0, 0, False
        for cell, row, column, rows, columns in places(box, self._name):
            lines = self._lines(cell)
            linked += sum(line.linked for line in lines)
            links += sum(line.links for line in lines)
            attached = attached or any(line.attached for line in lines)
            text = CELL_BREAK.join(line.text for line in lines)
            cells.append(GridCell(text, row, column, rows, columns))
        if self._depth:
            self.pieces += _as_lines(box.start, cells)
        elif cells:
            # Behind its caption, so that places grow from piece to piece.
            at = max(box.start, self.pieces[-1].at) if self.pieces else box.start
            size = self._page.size(box)
            self.pieces.append(Piece(at, "", size, linked, links, attached=attached, cells=tuple(cells)))
        return True

    def _inside(self, box: Box) -> None:
        self.pieces += self._lines(box)

    def _lines(self, box: Box) -> list[Piece]:
        inner = _Flow(self._page, self._name, self._depth + 1)
        inner.run(box)
        return inner.pieces


def _names_next(box: Box) -> bool:
    """Whether style alone sets a text apart from what it is the label of, as in all of its row.

    文号 in an element of its own, and beside it 青政发〔2023〕7号.
    """
    own = box.parent
    row = own.parent if own is not None and own.tag not in BLOCKS and len(own.children) == 1 else None
    if row is None or row.children[-1] is own or box.text.rstrip().endswith(("：", ":")):
        return False
    first = row.children[0].children[:1]
    return is_label("".join(label.text for label in first)) and all(
        child.tag or not child.text.strip() for child in row.children
    )


def _line(pieces: Iterable[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _as_lines(at: int, cells: Iterable[GridCell]) -> Iterator[Piece]:
    """A table inside a cell of another, a row a line."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text.replace(CELL_BREAK, " "))
    for texts in rows.values():
        text = " ".join(texts)
        yield Piece(at, text, len(_NO_BLANKS.sub("", text)))
