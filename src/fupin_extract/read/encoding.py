"""Which encoding some bytes are in: a byte order mark, strict UTF-8, then the guess whose characters are most common.

GB18030 stands for GBK and GB2312 too, which it contains. Damaged bytes become U+FFFD and are counted.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from functools import cache

from fupin_extract.plain_class import dataclass

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins as that of UTF-16 does.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Tried in this order; of two equally good, the first.
_GUESSES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5")

# Slices of notices score 0.9 and more, the same bytes in a wrong encoding at most 0.7.
_PLAUSIBLE = 0.75

# So many bytes tell the encoding of the whole; an even number, or UTF-16 would lose its last character.
_SAMPLE = 60_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without byte order mark, the normalised name of its encoding, and how many of its characters were damaged.

    ``plausible`` is false for a guess that reads as no Chinese text.
    """

    text: str
    encoding: str
    damaged: int = 0
    plausible: bool = True


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text in the encoding that somebody named.

    Raises:
        LookupError: there is no such encoding.
        ValueError: the name is none, or that of a codec which is not made for files.
    """
    name = codecs.lookup(encoding).name
    if name in ("gb2312", "gbk"):
        # Files that are called so hold characters from beyond it; every reader of the web takes the larger set.
        name = "gb18030"
    marked = next((mark for mark in _MARKS if data.startswith(mark[0])), None)
    if marked is not None and marked[1].startswith(name):
        return _decoded(data[len(marked[0]) :], marked[1])
    if name in ("utf-16", "utf-32"):
        # Neither a mark nor a name says which of its two bytes comes first.
        return replace(_best(data, (f"{name}-le", f"{name}-be")), plausible=True)
    return _decoded(data, name)


def find_encoding(data: bytes) -> Decoded:
    """The text in the encoding that fits best."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    # ASCII in UTF-16 is good UTF-8 with a NUL at every other byte.
    if b"\0" not in data:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    best = _best(data)
    if not best.plausible and len(data) > 1:
        # The rest of a text that was cut inside its first character.
        rest = _best(data[1:])
        if rest.plausible:
            return replace(rest, text="\ufffd" + rest.text, damaged=rest.damaged + 1)
    return best


def fits(data: bytes, encoding: str) -> bool:
    """Whether the bytes read as Chinese text in an encoding, without damage; false where there is no such encoding."""
    try:
        decoded = decode_as(data, encoding)
    except (LookupError, ValueError):
        return False
    return not decoded.damaged and reads_as_chinese(decoded.text)


def reads_as_chinese(text: str) -> bool:
    """Whether enough of its characters are common ones; the same bytes in a wrong encoding have others."""
    return _score(text[:_SAMPLE]) >= _PLAUSIBLE


def _best(data: bytes, names: tuple[str, ...] = _GUESSES) -> Decoded:
    sample = data[:_SAMPLE]
    scores = {name: _score(sample.decode(name, "replace")) for name in names}
    best = max(scores, key=scores.__getitem__)
    return replace(_decoded(data, best), plausible=scores[best] >= _PLAUSIBLE)


def _decoded(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    # What was replaced is what is missing when it is left out; a U+FFFD that the source itself has is no damage.
    damaged = len(text) - len(data.decode(name, "ignore")) if "\ufffd" in text else 0
    return Decoded(text, name, damaged)


def _score(text: str) -> float:
    """The share of common characters among those that are no blanks."""
    characters = "".join(text.split())
    common = _common()
    return sum(character in common for character in characters) / len(characters) if characters else 0.0


@cache
def _common() -> frozenset[str]:
    """The characters of everyday text: ASCII, punctuation, the 3755 of GB2312's first level, the 5401 of Big5's."""
    simplified = [bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
    traditional = [bytes((high, low)) for high in range(0xA4, 0xC7) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))]
    return frozenset(
        "".join(map(chr, range(0x20, 0x7F)))
        + "，。、；：？！（）〔〕《》〈〉“”‘’「」【】—…·％　"
        + b"".join(simplified).decode("gb2312", "ignore")
        + b"".join(traditional).decode("big5", "ignore")
    )
