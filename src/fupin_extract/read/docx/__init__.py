"""Word files (.docx, .docm, .dotx, strict ones too) → text, as the page shows it.

Headers, footers and comments are left out; automatic numbers are written out; changes that nobody has accepted yet are
read as if they were, with a word on it. A footnote is a paragraph behind the first paragraph from its place on that
ends a sentence, so that it cuts none; endnotes stand at the end. A page break is a line break: where pages end, only
Word knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.docx.automatic import Numbering
from fupin_extract.read.docx.package import WordFile
from fupin_extract.read.docx.story import Gridded, Printed, Story
from fupin_extract.read.docx.styling import Styles

__all__ = ["read_docx"]

_ENDS = tuple("。！？；：）】〕”.!?;:)")
_NAMES = {"footnote": "footnotes", "endnote": "endnotes"}


def read_docx(data: bytes, _: str | None, name: str) -> Extracted:
    """The text of a packed Word file, whose XML says its encoding itself.

    Raises:
        ReadError: it is damaged, locked, or larger than any document.
    """
    file = WordFile(data, name)
    styles = Styles(file.part("styles"))
    numbering = Numbering(file.part("numbering"), styles)
    story = Story(styles, numbering)
    builder = DocumentBuilder(name)
    notes = _Notes(file, story)
    for block in story.blocks(file.blocks()):
        _write(builder, block)
        if isinstance(block, Gridded) or block.text.rstrip().endswith(_ENDS):
            _write_all(builder, notes.due("footnote"))
    _write_all(builder, notes.due("footnote", "endnote"))
    _remarks(builder, file, numbering, story)
    return builder.extracted()


class _Notes:
    """The notes that were referred to and not yet written."""

    def __init__(self, file: WordFile, story: Story) -> None:
        self._file = file
        self._story = story
        self._parts: dict[str, dict[str, Element]] = {}

    def due(self, *kinds: str) -> Iterator[Printed | Gridded]:
        """The notes of these kinds, each written once."""
        while taken := [note for note in self._story.notes if note[0] in kinds]:
            self._story.notes = [note for note in self._story.notes if note[0] not in kinds]
            for kind, at in taken:
                element = self._part(kind).pop(at, None)
                for block in () if element is None else self._story.blocks(element):
                    if isinstance(block, Gridded) or block.text.strip():
                        yield Printed(block.text.strip(), block.style) if isinstance(block, Printed) else block

    def _part(self, kind: str) -> dict[str, Element]:
        if kind not in self._parts:
            root = self._file.part(_NAMES[kind])
            self._parts[kind] = {} if root is None else {note.get("id", ""): note for note in root if note.tag == kind}
        return self._parts[kind]


def _write_all(builder: DocumentBuilder, blocks: Iterator[Printed | Gridded]) -> None:
    for block in blocks:
        _write(builder, block)


def _write(builder: DocumentBuilder, block: Printed | Gridded) -> None:
    if isinstance(block, Gridded):
        builder.table(block.cells)
    else:
        builder.paragraph(block.text, block.style)


def _remarks(builder: DocumentBuilder, file: WordFile, numbering: Numbering, story: Story) -> None:
    if story.tracked:
        builder.remark("tracked_changes", "warning", "文件含有尚未接受的修订，已按全部接受读取")
    if numbering.unknown:
        forms = "、".join(numbering.unknown)
        builder.remark("number_format_unknown", "warning", f"自动编号的格式（{forms}）未收录，按阿拉伯数字读取")
    if file.lost:
        builder.remark("part_unread", "warning", f"文件中这些部分已损坏，未能读取：{'、'.join(file.lost)}")
    if story.foreign:
        builder.remark("part_unread", "warning", f"文件中嵌有 {story.foreign} 处其他格式的内容，未能读取")
