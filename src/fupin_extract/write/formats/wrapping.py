"""Where lines of Chinese text may end, in columns of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

# What no line begins with, and what none ends with.
_CLOSING = r"、。，；：！？）》〉”’〕】」』］｝％…—～·,.;:!?)\]}%"
_OPENING = r"（《〈“‘〔【「『［｛(\[{"
# Closing marks, blanks between them too.
_ENDS = rf"(?:\s*+[{_CLOSING}]++)*+"
# What stays on one line: a number with the character behind it, a Latin word, or one character, each with its marks.
_WORD = re.compile(rf"[{_OPENING}]*(?:[0-9][!-~]*[\u4e00-\u9fff]?|[!-~]+|.)?{_ENDS}\s*", re.DOTALL)
# What stays on one line of a list: an item with the 、 behind it.
_ITEM = re.compile(rf"[^、；]*[、；]{_ENDS}|[^、；]+")


def breaks(text: str, width: int, *, listed: bool = False) -> list[int]:
    """The places at which lines of a text begin, but for the first, so that none is wider than ``width``.

    No line begins with a closing mark or ends with an opening one; numbers and Latin words stay whole, and the items of
    a text that is a list, joined by 、 or ；: each where it fits into a line. Blanks at the end of a line do not count.
    """
    if cell_len(text) <= width:
        return []
    found: list[int] = []
    used = 0
    for start, end in _parts(_ITEM, text, 0, len(text)) if listed else [(0, len(text))]:
        if used and used + cell_len(text[start:end].rstrip()) > width:
            found.append(start)
            used = 0
        if cell_len(text[start:end].rstrip()) <= width:
            used += cell_len(text[start:end])
            continue
        for at, stop in _parts(_WORD, text, start, end):
            word = text[at:stop]
            wide = cell_len(word.rstrip())
            if used and used + wide > width:
                found.append(at)
                used = 0
            if wide > width:
                cuts = list(_cuts(word.rstrip(), width))
                found.extend(at + cut for cut in cuts)
                word = word[cuts[-1] :] if cuts else word
            used += cell_len(word)
    return found


def _parts(form: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A text taken apart, from place to place."""
    while start < end:
        match = form.match(text, start, end)
        stop = max(match.end() if match else 0, start + 1)
        yield start, stop
        start = stop


def _cuts(word: str, width: int) -> Iterator[int]:
    """Where a word is cut that is too long for any line."""
    used = 0
    for place, character in enumerate(word):
        wide = cell_len(character)
        if used and used + wide > width:
            yield place
            used = 0
        used += wide
