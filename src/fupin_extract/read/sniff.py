"""What kind of file some bytes are, by how they begin; never by the name of the file."""

from __future__ import annotations

import re

from fupin_extract.read import ole

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FLAT_WORD = "application/x-flat-opc+xml"
DOC, WORD_XML, RTF = "application/msword", "application/x-wordml+xml", "application/rtf"
ODT, FLAT_ODT = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-flat-xml"
WORKS = "application/vnd.ms-works"
LOCKED = "application/x-ole-locked"
_OLE = "application/x-ole-storage"

# The first bytes of files that are no text, what they are, and how a person calls it.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "a PDF file"),
    (b"PK\x03\x04", "application/zip", "a ZIP archive"),
    (b"PK\x05\x06", "application/zip", "a ZIP archive"),
    (ole.MAGIC, _OLE, "an old Office file (.doc, .xls or .wps)"),
    (b"{\\rtf", RTF, "an RTF file"),
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
    (b"word/", DOCX, "a Word file (.docx)"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel file (.xlsx)"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "a PowerPoint file (.pptx)"),
    (b"OFD.xml", "application/ofd", "an OFD file"),
    (b"application/vnd.oasis.opendocument.text", ODT, "an OpenDocument text (.odt)"),
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument sheet (.ods)",
    ),
    (b"application/vnd.oasis.opendocument", "application/vnd.oasis.opendocument", "an OpenDocument file"),
)

# Formats that are OLE files: a name at their top.
_INSIDE_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", LOCKED, "an Office file with a password"),
    ("WordDocument", DOC, "an old Word file (.doc or .wps)"),
    ("Workbook", "application/vnd.ms-excel", "an old Excel file (.xls or .et)"),
    ("Book", "application/vnd.ms-excel", "an old Excel file (.xls or .et)"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", "an old PowerPoint file (.ppt or .dps)"),
    ("MatOST", WORKS, "a Works file (.wps)"),
)

# Formats that are XML: what stands near its beginning.
_INSIDE_XML: tuple[tuple[bytes, str, str], ...] = (
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", FLAT_WORD, "a Word file as XML"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", WORD_XML, "a Word 2003 file as XML"),
    (b'office:mimetype="application/vnd.oasis.opendocument.text', FLAT_ODT, "an OpenDocument text as XML (.fodt)"),
)

_NAMES = {media_type: name for _, media_type, name in (*_MAGIC, *_INSIDE_ZIP, *_INSIDE_OLE, *_INSIDE_XML)}
_ENDS = 65_536
_XML_BEGINS = 8_192
# A PDF begins in so many bytes, and ends in as many.
_PDF_BEGINS = 1_024
# Blanks, marks of the byte order, and the other bytes of UTF-16.
_BLANK = b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"


def sniff(data: bytes) -> str:
    """The media type of the bytes; ``text/plain`` unless they begin as another format does."""
    for magic, media_type, _ in _MAGIC:
        if data.startswith(magic):
            inside = _INSIDE.get(media_type)
            return media_type if inside is None else inside(data)
    if data.find(b"%PDF-", 0, _PDF_BEGINS) > 0 and b"%%EOF" in data[-_PDF_BEGINS:]:
        return "application/pdf"  # behind what a mail or a server has put before it
    return _inside_xml(data) or _page(data) or "text/plain"


def _page(data: bytes) -> str | None:
    """A web page or an archive of one: it begins with a tag, or as a mail does with a word of ASCII."""
    if not re.match(rb"[<A-Za-z]", data[:_XML_BEGINS].lstrip(_BLANK)):
        return None
    from fupin_extract.read.sniff_page import sniff_page

    return sniff_page(data)


def _inside_zip(data: bytes) -> str:
    ends = data[:_ENDS] + data[-_ENDS:]
    return next((media_type for member, media_type, _ in _INSIDE_ZIP if member in ends), "application/zip")


def _inside_ole(data: bytes) -> str:
    names = ole.streams(data)
    # Of a damaged one the directory may still lie somewhere.
    found = (kind for name, kind, _ in _INSIDE_OLE if name in names or (not names and name.encode("utf-16-le") in data))
    return next(found, _OLE)


def _inside_xml(data: bytes) -> str | None:
    """XML in UTF-8 or UTF-16 that is no page."""
    begins = data[:_XML_BEGINS].replace(b"\0", b"")
    if b"<" not in begins[:4]:
        return None
    return next((media_type for sign, media_type, _ in _INSIDE_XML if sign in begins), None)


_INSIDE = {"application/zip": _inside_zip, _OLE: _inside_ole}


def describe(media_type: str) -> str:
    """What a person calls the format, such as ``a PDF file``."""
    return _NAMES.get(media_type, media_type)
