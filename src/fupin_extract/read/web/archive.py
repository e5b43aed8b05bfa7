"""Web archives (.mht, .mhtml): a page saved with its pictures, as a mail with parts. Only its text is read."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from fupin_extract.errors import ReadError
from fupin_extract.read.document import Extracted
from fupin_extract.read.web import notice_of, written
from fupin_extract.read.web.charset import decode_page
from fupin_extract.read.web.flow import Piece

# The pages of a frameset, and of advertisements beside the text.
_MOST_PAGES = 32


def read_mhtml(data: bytes, encoding: str | None, name: str) -> Extracted:
    """The notice on the page of an archive; where the page is made of frames, that in the frame with most text.

    Raises:
        ReadError: the archive holds no page, or as ``read_html``.
    """
    pages = [part for part in message_from_bytes(data.lstrip()).walk() if part.get_content_type() == "text/html"]
    best: tuple[list[Piece], str] | None = None
    for part in pages[:_MOST_PAGES]:
        markup = part.get_payload(decode=True)
        if not isinstance(markup, bytes) or not markup.strip():
            continue
        decoded = decode_page(markup, encoding, name, _charset(part))
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


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None
