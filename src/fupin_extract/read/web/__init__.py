"""Web pages as they are saved: HTML → the lines and tables of the notice on the page, without the site around it."""

from __future__ import annotations

from fupin_extract.errors import ReadError
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.web.charset import decode_page
from fupin_extract.read.web.flow import Piece, pieces_of
from fupin_extract.read.web.main_text import main_text
from fupin_extract.read.web.tree import parse_page


def read_html(data: bytes, encoding: str | None, name: str) -> Extracted:
    """The notice on a page, or in a fragment of one such as its article element.

    Raises:
        ReadError: the page is in no encoding that could be found, shows no text, or nests or counts beyond any page.
    """
    decoded = decode_page(data, encoding, name)
    return written(notice_of(decoded.text, name), decoded.encoding, name)


def notice_of(markup: str, name: str) -> list[Piece]:
    """The lines and tables of the notice on a page.

    Raises:
        ReadError: it nests or counts beyond any page.
    """
    page = parse_page(markup, name)
    return main_text(page, pieces_of(page, name))


def written(pieces: list[Piece], encoding: str | None, name: str) -> Extracted:
    """The lines and tables as a document.

    Raises:
        ReadError: there are none, or more cells than can be read.
    """
    if not pieces:
        raise ReadError("{path}: is a web page that shows no text: save it once it is all there", path=name)
    builder = DocumentBuilder(name)
    for piece in pieces:
        if piece.cells:
            builder.table(piece.cells)
        else:
            builder.paragraph(piece.text, piece.style)
    return builder.extracted(encoding)
