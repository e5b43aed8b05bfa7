"""The columns of a screen that the characters of a line take: a Han character is two wide."""

from __future__ import annotations

import unicodedata
from functools import cache

from fupin_extract.text.span import Span


def offsets(text: str, line: Span, ambiguous: int = 2) -> list[int]:
    """The column in which each character of a line begins, and the one behind its end.

    ``ambiguous`` is the width of those that are as wide as their neighbours: “ ” … ─ ①.
    """
    at, out = 0, [0]
    for character in text[line[0] : line[1]]:
        at += 1 if character < "\x7f" else _width(character, ambiguous)
        out.append(at)
    return out


@cache
def _width(character: str, ambiguous: int) -> int:
    if unicodedata.combining(character) or character in "\u200b\u200c\u200d\ufeff":
        return 0
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1
