"""What stands in a body, a cell, a text box or a note → paragraphs with their numbers and tables, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.builder import GridCell
from fupin_extract.read.docx.automatic import AutomaticNumbers, StoryCounts
from fupin_extract.read.docx.grid import frame, is_changed, read_grid
from fupin_extract.read.docx.inline import ADDED, DELETED, ENDNOTE, FOOTNOTE, Inline, WordLine
from fupin_extract.read.docx.markup import ALTERNATES, MATHS, WORD_ART, branch, count, value
from fupin_extract.read.docx.styling import WordStyles, shown_style

_CONTAINERS = ("sdt", "sdtContent", "customXml", "smartTag")
_FORMULAS = tuple(f"{space}{name}" for space in MATHS for name in ("oMath", "oMathPara"))


class Printed(NamedTuple):
    """A paragraph as printed, with what the document calls it."""

    text: str
    style: str | None = None


class Gridded(NamedTuple):
    """A table."""

    cells: list[GridCell]


class Story:
    """Reads the blocks of a file.

    ``notes`` are the ids of those referred to since they were last taken, by kind; ``foreign`` counts parts in other
    formats, unread.
    """

    def __init__(self, styles: WordStyles, numbering: AutomaticNumbers, name: str) -> None:
        self._name = name
        self._paragraphs = 0
        self._styles = styles
        self._numbering = numbering
        self._inline = Inline(styles)
        self._tables_changed = False
        self.notes: dict[str, list[str]] = {FOOTNOTE: [], ENDNOTE: []}
        self.foreign = 0

    @property
    def tracked(self) -> bool:
        """Whether the text holds changes that nobody has accepted."""
        return self._inline.tracked or self._tables_changed

    @property
    def pictures(self) -> int:
        """How many things are drawn that hold no text."""
        return self._inline.pictures

    def blocks(self, elements: Iterable[Element]) -> Iterator[Printed | Gridded]:
        """What the elements print; the boxes of a paragraph stand behind it.

        A paragraph whose mark was deleted or is hidden goes on in the next one.

        Raises:
            ReadError: the file has more paragraphs than can be read in reasonable time.
        """
        lines: list[WordLine] = []
        for element in self._plain(elements):
            if element.tag != "tbl":
                lines.append(self._inline.line(element))
                if lines[-1].deleted or lines[-1].hidden:
                    continue
            yield from self._paragraph(lines)
            lines = []
            if element.tag == "tbl":
                self._tables_changed = self._tables_changed or is_changed(element)
                framed = frame(element)
                if framed is None:
                    yield Gridded(read_grid(element, self._cell))
                else:
                    yield from self.blocks(framed)
        yield from self._paragraph(lines)

    def aside(self, elements: Iterable[Element], counts: StoryCounts) -> list[Printed | Gridded]:
        """The same of what stands beside the text, such as a box or a note, and counts for itself."""
        with self._numbering.counting(counts):
            return list(self.blocks(elements))

    def _plain(self, elements: Iterable[Element]) -> Iterator[Element]:
        """Paragraphs and tables, out of whatever they stand in."""
        waiting = [iter(elements)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
            elif element.tag in ("p", "tbl"):
                self._count()
                yield element
            elif element.tag in ADDED or element.tag in DELETED:
                self._tables_changed = True
                waiting.extend([iter(element)] if element.tag in ADDED else ())
            elif element.tag in _CONTAINERS:
                waiting.append(iter(element))
            elif element.tag == ALTERNATES and (chosen := branch(element)) is not None:
                waiting.append(iter(chosen))
            elif element.tag in _FORMULAS:
                yield _wrapped(element)
            elif element.tag == "altChunk":
                self.foreign += 1

    def _count(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > limits.MOST_PARAGRAPHS:
            problem = "{path}: has more than {most} paragraphs"
            raise ReadError(problem, path=self._name, most=limits.MOST_PARAGRAPHS)

    def _paragraph(self, lines: list[WordLine]) -> Iterator[Printed | Gridded]:
        """One paragraph of the page, of the lines that run into one another."""
        if not lines:
            return
        spoken = [line for line in lines if line.text]
        text = "".join(line.text for line in lines)
        boxes = [box for line in lines for box in line.boxes]
        for kind, at in (note for line in lines for note in line.notes):
            self.notes[kind].append(at)
        # Word keeps the look of what follows a deleted mark, and of what stands before a hidden one.
        main = (spoken[0] if spoken[0].hidden else spoken[-1]) if spoken else lines[-1]
        if spoken or not (main.deleted or main.hidden):
            printed = self._numbered(main, text)
            if printed.text or not boxes:
                yield printed
        for box in boxes:
            if box.tag == WORD_ART:
                yield Printed(box.get("string", ""))
            else:
                inside = self.aside(box, StoryCounts())
                yield from (block for block in inside if isinstance(block, Gridded) or block.text)

    def _numbered(self, line: WordLine, text: str) -> Printed:
        properties = line.properties
        form = self._styles.form(value(properties, "pStyle") or self._styles.default)
        numbers = None if properties is None else properties.find("numPr")
        num_id, level = count(numbers, "numId"), count(numbers, "ilvl")
        if num_id is None:
            level = self._numbering.of_style(form.num_id, form.level if level is None else level, form.num_style)
            num_id = None if level is None else form.num_id
        if not text and properties is not None and properties.find("sectPr") is not None:
            num_id = None  # it only ends a section
        number = self._numbering.next(num_id, level or 0)
        outline = count(properties, "outlineLvl")
        style = shown_style(form.name, form.outline if outline is None else outline)
        return Printed(number + text if text else number.rstrip(), style)

    def _cell(self, cell: Element) -> str:
        """The text of a cell, a paragraph a line; that of a table in it, a row a line."""
        return "\n".join(line for block in self.blocks(cell) for line in _lines(block))


def _lines(block: Printed | Gridded) -> Iterator[str]:
    if isinstance(block, Printed):
        yield block.text
        return
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " ").strip())
    yield from (" ".join(filter(None, texts)) for texts in rows.values())


def _wrapped(formula: Element) -> Element:
    """A formula that stands alone, as a paragraph."""
    paragraph = Element("p")
    paragraph.append(formula)
    return paragraph
