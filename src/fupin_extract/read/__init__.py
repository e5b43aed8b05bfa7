"""bytes → Document: open one file at most, find out what it is, and decode it.

Each format is a module with one function; ``_READERS`` says which media type goes to which.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from fupin_extract.errors import ReadError
from fupin_extract.files import LARGEST, told, whole
from fupin_extract.read import plain
from fupin_extract.read.document import Document, Extracted
from fupin_extract.read.sniff import (
    DOC,
    DOCX,
    FLAT_ODT,
    FLAT_WORD,
    LOCKED,
    ODT,
    RTF,
    WORD_XML,
    WORKS,
    describe,
    sniff,
)
from fupin_extract.text.patterns import compiled

__all__ = ["Document", "read"]

# A reader gets the bytes, the encoding that the user named or None, and the name of the source for errors.
Reader = Callable[[bytes, str | None, str], Extracted]
# Where the reader of each media type is: module of this room, and function. Imported only when one is asked for.
_READERS: dict[str, tuple[str, str]] = {
    "text/plain": ("plain", "read_plain"),
    "text/html": ("web", "read_html"),
    "multipart/related": ("web.archive", "read_mhtml"),
    "application/pdf": ("pdf.pages", "read_pdf"),
    "application/ofd": ("ofd", "read_ofd"),
    DOCX: ("docx", "read_docx"),
    FLAT_WORD: ("docx", "read_flat"),
    **dict.fromkeys((DOC, RTF, WORD_XML, ODT, FLAT_ODT, WORKS), ("office", "read_office")),
    LOCKED: ("office", "refuse_locked"),
    "application/zip": ("zipped", "refuse_zip"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("workbook", "read_excel"),
    "application/vnd.ms-excel": ("workbook", "read_old_excel"),
    "application/vnd.oasis.opendocument.spreadsheet": ("workbook", "read_calc"),
}

_SURROGATES = compiled("[\ud800-\udfff]")


def read(
    source: Path | bytes | str, *, encoding: str | None = None, path: str | None = None, most: int = LARGEST
) -> Document:
    """The document in a file (``Path``), of a file's bytes (``bytes``), or the text itself (``str``).

    ``encoding`` is a name that Python knows, such as ``gb18030``; without one it is found. ``path`` is what bytes are
    called in records and errors; ``most`` the bytes that a file may have.

    Raises:
        ReadError: the file is missing, a folder, unreadable, too large, empty, binary or in no known encoding; the
            text names it.
        TypeError: the source is none of the three.
    """
    if isinstance(source, str):
        if not source.strip():
            raise ReadError("the text is empty")
        # Half a surrogate pair is no character, and no record could hold it; what replaces it keeps every offset.
        text = _SURROGATES.sub("\ufffd", source)
        return _document(plain.laid_out(text, None), text.encode(), "text/plain", None)
    if not isinstance(source, Path | bytes):
        raise TypeError(f"a source is a Path, bytes, or the text itself as str, not {type(source).__name__}")
    if isinstance(source, Path):
        path = _name(source)
    name = path or "the input"
    data = _open(source, name, most) if isinstance(source, Path) else source
    if not data:
        raise ReadError("{path}: is empty", path=name)
    media_type = sniff(data)
    if media_type not in _READERS:
        what = describe(media_type)
        raise ReadError("{path}: is {what}, not a text: save it as plain text first", path=name, what=what)
    extracted = _reader(media_type)(data, encoding, name)
    if not extracted.text.strip():
        raise ReadError("{path}: holds blanks only", path=name)
    return _document(extracted, data, media_type, path)


def _reader(media_type: str) -> Reader:
    module, function = _READERS[media_type]
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def _document(extracted: Extracted, data: bytes, media_type: str, path: str | None) -> Document:
    text, encoding, blocks, pages, diagnostics = extracted
    return Document(text, path, media_type, encoding, sha256(data).hexdigest(), blocks, pages, diagnostics)


def _name(path: Path) -> str:
    """The path as a text: on Linux a name is bytes, and those that mean nothing (GBK, out of a ZIP) become U+FFFD."""
    return _SURROGATES.sub("\ufffd", path.as_posix())


def _open(path: Path, name: str, most: int) -> bytes:
    if path.is_dir():
        raise ReadError("{path}: is a folder: give the files in it", path=name)
    with told(name), path.open("rb") as file:  # a pipe too: who names one means it
        return whole(file, name, most)
