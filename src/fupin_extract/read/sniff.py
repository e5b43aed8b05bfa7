"""What kind of file some bytes are, by how they begin; never by the name of the file."""

from __future__ import annotations

import re

# The first bytes of files that are no text, what they are, and how a person calls it.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "a PDF file"),
    (b"PK\x03\x04", "application/zip", "a ZIP archive"),
    (b"PK\x05\x06", "application/zip", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "an old Office file (.doc, .xls or .wps)"),
    (b"{\\rtf", "application/rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "a PNG image"),
    (b"\xff\xd8\xff", "image/jpeg", "a JPEG image"),
    (b"GIF87a", "image/gif", "a GIF image"),
    (b"GIF89a", "image/gif", "a GIF image"),
    (b"II*\x00", "image/tiff", "a TIFF image"),
    (b"MM\x00*", "image/tiff", "a TIFF image"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7z archive"),
    (b"\x1f\x8b\x08", "application/gzip", "a gzip file"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database"),
    (b"\x7fELF", "application/x-executable", "a program"),
    (b"MZ\x90\x00", "application/x-executable", "a program"),
)

# Formats that are ZIP archives inside: a member's name gives each away, in the first bytes of the archive or in the
# directory at its end.
_INSIDE_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word file (.docx)"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel file (.xlsx)"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "a PowerPoint file (.pptx)"),
    (b"OFD.xml", "application/ofd", "an OFD file"),
    (b"application/vnd.oasis.opendocument", "application/vnd.oasis.opendocument", "an OpenDocument file"),
)

# A page begins with one of these; a fragment of one with a tag, and some tag is closed further on.
_BEFORE_MARKUP = re.compile(r"(?:\s|\ufeff|\xef\xbb\xbf|<\?xml[^>]{0,300}>|<!--.*?-->)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|(?:html|head|body|meta|title|frameset)[\s>/])", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(article|section|main|div|table|tbody|tr|td|p|span|font|center|form|header|nav|ul|ol|dl|h[1-6]|style|script|base"
    r"|link|br|hr|a|b|strong|img|blockquote|pre|iframe)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</(?:article|section|main|div|table|p|span|font|center|form|header|ul|ol|dl|h[1-6]|a|b)\s*>|<br\s*/?>",
    re.IGNORECASE,
)
# The head of a web archive, as of a mail.
_ARCHIVE = re.compile(
    r"\s*(?:(?:from|mime-version|content-type|subject|date|snapshot-content-location|x-[\w-]+):)", re.IGNORECASE
)
_RELATED = re.compile(r"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)

_NAMES = {media_type: name for _, media_type, name in (*_MAGIC, *_INSIDE_ZIP)}
_ENDS = 65_536


def sniff(data: bytes) -> str:
    """The media type of the bytes; ``text/plain`` unless they begin as another format does."""
    for magic, media_type, _ in _MAGIC:
        if data.startswith(magic):
            return _inside_zip(data) if media_type == "application/zip" else media_type
    return _markup(data) or "text/plain"


def _markup(data: bytes) -> str | None:
    """``text/html`` or ``multipart/related``, if the text begins as a page or an archive of one does."""
    head = data[:_ENDS]
    if b"\0" in head[:200]:
        big = head.startswith(b"\xfe\xff") or head[:1] == b"\0"
        text = head[: len(head) // 2 * 2].decode("utf-16-be" if big else "utf-16-le", "replace")
    else:
        text = head.decode("latin-1")
    front = _ARCHIVE.match(text)
    if front and _RELATED.search(re.split(r"\r?\n\r?\n", text.lstrip(), maxsplit=1)[0]):
        return "multipart/related"
    before = _BEFORE_MARKUP.match(text)
    at = before.end() if before else 0
    if _PAGE.match(text, at) or (_FRAGMENT.match(text, at) and _MARKUP.search(text, at)):
        return "text/html"
    return None


def _inside_zip(data: bytes) -> str:
    ends = data[:_ENDS] + data[-_ENDS:]
    return next((media_type for member, media_type, _ in _INSIDE_ZIP if member in ends), "application/zip")


def describe(media_type: str) -> str:
    """What a person calls the format, such as ``a PDF file``."""
    return _NAMES.get(media_type, media_type)
