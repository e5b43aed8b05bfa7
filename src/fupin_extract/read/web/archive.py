"""Web archives (.mht, .mhtml): a page saved with its pictures, as a mail with parts. Only its text is read."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from fupin_extract.errors import ReadError
from fupin_extract.read.document import Extracted
from fupin_extract.read.packed import DAMAGED
from fupin_extract.read.web import notice_of, written
from fupin_extract.read.web.charset import decode_page
from fupin_extract.read.web.flow import Piece

# The pages of a frameset, and of advertisements beside the text.
_MOST_PAGES = 32
# What the module of Python raises for heads that are written wrongly in one way or another.
_DAMAGES = (ValueError, TypeError, LookupError, AttributeError, AssertionError)


def read_mhtml(data: bytes, encoding: str | None, name: str) -> Extracted:
    """The notice on the page of an archive; where the page is made of frames, that in the frame with most text.

    Raises:
        ReadError: the archive holds no page, or as ``read_html``.
    """
    best: tuple[list[Piece], str] | None = None
    for markup, charset in _pages(data, name):
        decoded = decode_page(markup, encoding, name, charset)
        pieces = notice_of(decoded.text, name)
        if best is None or _size(pieces) > _OUTWEIGHS * _size(best[0]):
            best = pieces, decoded.encoding
    if best is None:
        raise ReadError("{path}: is a web archive without a page: save the page again", path=name)
    return written(*best, name)


# A frame is the page's text only where it holds so many times what the page itself does.
_OUTWEIGHS = 4


def _size(pieces: list[Piece]) -> int:
    return sum(piece.letters for piece in pieces)


def _pages(data: bytes, name: str) -> list[tuple[bytes, str | None]]:
    """The first pages that an archive holds, each with the encoding that its head tells.

    Raises:
        ReadError: its parts stand one in another without end.
    """
    try:
        parts = [part for part in message_from_bytes(data.lstrip()).walk() if part.get_content_type() == "text/html"]
        held = [(part.get_payload(decode=True), _charset(part)) for part in parts[:_MOST_PAGES]]
    except (*_DAMAGES, RecursionError):
        raise ReadError(DAMAGED, path=name) from None
    return [(markup, charset) for markup, charset in held if isinstance(markup, bytes) and markup.strip()]


def _charset(part: Message) -> str | None:
    try:
        charset = part.get_param("charset")
    except _DAMAGES:
        return None
    return charset if isinstance(charset, str) else None
