"""Plain text: bytes → text, or a clear word why they are none."""

from __future__ import annotations

import re

from fupin_extract.errors import ReadError
from fupin_extract.read.encoding import Decoded, decode_as, find_encoding

# Of a hundred characters, so many may be damaged, or control characters, before the whole is no text.
_DAMAGED_IN_HUNDRED = 1

# Controls that texts hold: tab, line ends, form feed, and the vertical tab and cell mark that Word leaves behind.
_CONTROLS = re.compile(r"[\x00-\x06\x08\x0e-\x1f]")


def decode(data: bytes, encoding: str | None, name: str) -> tuple[str, str]:
    """The text of the bytes, without byte order mark, and its encoding's normalised name.

    Raises:
        ReadError: the bytes are empty, binary, or in no encoding that could be found (or not in the one given).
    """
    decoded = find_encoding(data) if encoding is None else _given(data, encoding, name)
    text = decoded.text
    if not text:
        raise ReadError("{path}: is empty but for a byte order mark", path=name)
    controls = len(_CONTROLS.findall(text))
    if controls * 100 > len(text) * _DAMAGED_IN_HUNDRED:
        raise ReadError("{path}: is a binary file, not a text", path=name)
    if decoded.damaged * 100 > len(text) * _DAMAGED_IN_HUNDRED:
        advice = "give the encoding with --encoding"
        if encoding is not None:
            advice = "give another encoding, or none to have it found"
        raise ReadError(
            "{path}: {damaged} of {all} characters are not {encoding}: {advice}",
            path=name,
            damaged=decoded.damaged,
            all=len(text),
            encoding=decoded.encoding,
            advice=advice,
        )
    if not decoded.plausible:
        problem = "{path}: is in no encoding of Chinese text that could be found: give it with --encoding"
        raise ReadError(problem, path=name)
    return text, decoded.encoding


def _given(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return decode_as(data, encoding)
    except (LookupError, ValueError):
        problem = "{path}: there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16"
        raise ReadError(problem, path=name, encoding=repr(encoding)) from None
