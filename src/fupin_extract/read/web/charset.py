"""Bytes of a page → its text: by a byte order mark, by what the page declares, unless its content says otherwise."""

from __future__ import annotations

import re
from dataclasses import replace

from fupin_extract.read.encoding import Decoded, decode_as, find_encoding, fits
from fupin_extract.read.plain import named, readable

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD = 16_384
# Markup is ASCII in every encoding: it would hide that the little text between it reads as nothing.
_MARKUP = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]{0,2000}>", re.DOTALL | re.IGNORECASE
)


def decode_page(data: bytes, encoding: str | None, name: str, told: str | None = None) -> Decoded:
    """The text of a page; ``encoding`` is what the user named, ``told`` what the archive says that holds the page.

    Raises:
        ReadError: it is in no encoding that could be found, or not in the one given.
    """
    if encoding is not None:
        return named(data, encoding, name)
    wide = b"\0" in data[:_HEAD]  # UTF-16, where markup has a NUL at every other byte
    bare = data if wide else _MARKUP.sub(b" ", data)
    guess = find_encoding(bare)
    # Chinese text in another encoding is no UTF-8, but for a word or two; and whoever marks a file knows what it is.
    sure = wide or guess.encoding == "utf-8-sig" or (guess.encoding == "utf-8" and not guess.damaged)
    for declared in () if sure and not bare.isascii() else (told, _declared(data)):
        if declared and fits(bare, declared):
            return readable(decode_as(data, declared), name)
    return readable(replace(decode_as(data, guess.encoding), plausible=guess.plausible), name)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None
