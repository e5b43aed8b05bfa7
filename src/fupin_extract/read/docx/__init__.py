"""Word files (.docx, .docm, .dotx, strict ones too) → text, as the page shows it.

Headers, footers and comments are left out; automatic numbers are written out; changes that nobody has accepted yet are
read as if they were, with a word on it. A footnote is a paragraph behind the first paragraph from its place on that
ends a sentence, so that it cuts none; endnotes stand at the end. A page break is a line break: where pages end, only
Word knows.
"""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.errors import ReadError
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.docx.automatic import AutomaticNumbers
from fupin_extract.read.docx.inline import ENDNOTE, FOOTNOTE
from fupin_extract.read.docx.notes import Notes
from fupin_extract.read.docx.package import FlatParts, WordFile
from fupin_extract.read.docx.story import Gridded, Printed, Story
from fupin_extract.read.docx.styling import WordStyles
from fupin_extract.read.packed import Packed

__all__ = ["read_docx", "read_flat"]

_ENDS = tuple("。！？；：）】〕”.!?;:)")


def read_docx(data: bytes, _: str | None, name: str) -> Extracted:
    """The text of a packed Word file, whose XML says its encoding itself.

    Raises:
        ReadError: it is damaged, locked, larger than any document, or holds pictures only.
    """
    return _read(WordFile(Packed(data, name)), name)


def read_flat(data: bytes, _: str | None, name: str) -> Extracted:
    """The same of a Word file that was saved as a single XML file.

    Raises:
        ReadError: it is damaged.
    """
    return _read(WordFile(FlatParts(data, name)), name)


def _read(file: WordFile, name: str) -> Extracted:
    styles = WordStyles(file.part("styles"))
    numbering = AutomaticNumbers(file.part("numbering"), styles)
    story = Story(styles, numbering, name)
    builder = DocumentBuilder(name)
    notes = Notes(file, story)
    for block in story.blocks(file.blocks()):
        _write(builder, block)
        if isinstance(block, Gridded) or block.text.rstrip().endswith(_ENDS):
            _write_all(builder, notes.due(FOOTNOTE))
    _write_all(builder, notes.due(FOOTNOTE))
    _write_all(builder, notes.due(ENDNOTE))
    _remarks(builder, file, numbering, story)
    extracted = builder.extracted()
    if story.pictures and not extracted.text.strip():
        raise ReadError("{path}: holds pictures and no text: recognise their text first (OCR)", path=name)
    return extracted


def _write_all(builder: DocumentBuilder, blocks: Iterable[Printed | Gridded]) -> None:
    for block in blocks:
        _write(builder, block)


def _write(builder: DocumentBuilder, block: Printed | Gridded) -> None:
    if isinstance(block, Gridded):
        builder.table(block.cells)
    else:
        builder.paragraph(block.text, block.style)


def _remarks(builder: DocumentBuilder, file: WordFile, numbering: AutomaticNumbers, story: Story) -> None:
    if story.tracked:
        builder.remark("tracked_changes", "warning", "文件含有尚未接受的修订，已按全部接受读取")
    if numbering.unknown:
        forms = "、".join(numbering.unknown)
        builder.remark("number_format_unknown", "warning", f"自动编号的格式（{forms}）未收录，按阿拉伯数字读取")
    if file.lost:
        builder.remark("part_unread", "warning", f"文件中这些部分已损坏，未能读取：{'、'.join(file.lost)}")
    if story.foreign:
        builder.remark("part_unread", "warning", f"文件中嵌有 {story.foreign} 处其他格式的内容，未能读取")
