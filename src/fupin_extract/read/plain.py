"""Plain text: bytes → text, a paragraph a line, or a clear word why they are none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from fupin_extract.errors import ReadError
from fupin_extract.read.builder import CELL_BREAK
from fupin_extract.read.document import Extracted, PageBreak, Paragraph
from fupin_extract.read.encoding import Decoded, decode_as, find_encoding, reads_as_chinese
from fupin_extract.read.text_tables import with_tables
from fupin_extract.text.patterns import compiled

# Of a hundred characters, so many may be damaged, or control characters, before the whole is no text.
_DAMAGED_IN_HUNDRED = 1

# Controls that texts hold: tab, line ends, form feed, and the vertical tab and cell mark that Word leaves behind.
_CONTROLS = compiled(r"[\x00-\x06\x08\x0e-\x1f]")

_NO_BREAKS = "\x1c\x1d\x1e"

_ROW = compiled("[^\\n\\r\\f]*\\t[^\\n\\r\\f]*")
_FORM_FEED = compiled("\f")


def read_plain(data: bytes, encoding: str | None, name: str) -> Extracted:
    """The text of the bytes, without byte order mark, its encoding's normalised name, and its lines and pages.

    Raises:
        ReadError: the bytes are empty, binary, or in no encoding that could be found (or not in the one given).
    """
    decoded = readable(find_encoding(data), name) if encoding is None else named(data, encoding, name)
    return laid_out(decoded.text, decoded.encoding)


def readable(
    decoded: Decoded, name: str, advice: str = "give the encoding with --encoding", called: str | None = None
) -> Decoded:
    """The same, if it is a text.

    Raises:
        ReadError: it is empty, binary, or in no encoding that could be found; ``advice`` is what to do if in another,
            ``called`` what the user calls this one.
    """
    text = decoded.text
    if not text:
        raise ReadError("{path}: is empty but for a byte order mark", path=name)
    controls = len(_CONTROLS.findall(text))
    if controls * 100 > len(text) * _DAMAGED_IN_HUNDRED:
        raise ReadError("{path}: is a binary file, not a text", path=name)
    if _too_damaged(decoded):
        raise ReadError(
            "{path}: {damaged} of {all} characters are not {encoding}: {advice}",
            path=name,
            damaged=decoded.damaged,
            all=len(text),
            encoding=called or decoded.encoding,
            advice=advice,
        )
    if not decoded.plausible:
        problem = "{path}: is in no encoding of Chinese text that could be found: give it with --encoding"
        raise ReadError(problem, path=name)
    return decoded


def named(data: bytes, encoding: str, name: str) -> Decoded:
    """The text of the bytes in the encoding that the user named.

    Raises:
        ReadError: there is no such encoding, the bytes are no text in it, or no Chinese text but in another.
    """
    decoded = _given(data, encoding, name)
    if _too_damaged(decoded) or not reads_as_chinese(decoded.text):
        found = find_encoding(data)
        if found.plausible and not found.damaged and found.text != decoded.text:
            problem = "{path}: is not {encoding}, it seems to be {found}: leave out --encoding to have it found"
            raise ReadError(problem, path=name, encoding=encoding, found=found.encoding.removesuffix("-sig"))
    return readable(decoded, name, "give another encoding, or none to have it found", encoding)


def _too_damaged(decoded: Decoded) -> bool:
    return decoded.damaged * 100 > len(decoded.text) * _DAMAGED_IN_HUNDRED


def laid_out(text: str, encoding: str | None) -> Extracted:
    """The text with its lines as paragraphs, those that are a table as one; a form feed ends a page."""
    feeds = [match.start() for match in _FORM_FEED.finditer(text)]
    edges = sorted({0, *feeds, *_line_ends(_with_cells(text))})
    blocks = [(PageBreak if text[start] == "\f" else Paragraph)(start, end) for start, end in pairwise(edges)]
    return Extracted(text, encoding, with_tables(text, blocks), (0, *(at + 1 for at in feeds)) if feeds else ())


def _line_ends(text: str) -> Iterator[int]:
    """Where lines end, and the text; ``splitlines`` takes signs for breaks that here are none."""
    for sign in _NO_BREAKS:
        text = text.replace(sign, " ")
    return accumulate(map(len, text.splitlines(keepends=True)))


def _with_cells(text: str) -> str:
    """The text, as long as it was, without breaks inside cells: U+2028 in a line with tabs, as we write it."""
    if CELL_BREAK not in text or "\t" not in text:
        return text
    return _ROW.sub(lambda row: row[0].replace(CELL_BREAK, " "), text)


def _given(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return decode_as(data, encoding)
    except (LookupError, ValueError):
        problem = "{path}: there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16"
        raise ReadError(problem, path=name, encoding=repr(encoding)) from None
