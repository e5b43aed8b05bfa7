"""What a text holds, shown to a person: the one function through which it reaches a terminal."""

from __future__ import annotations

from functools import cache

# Controls, halves of characters, and the marks that turn the writing around or end a line, all of them invisible.
_COMMANDS = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    *range(0x200E, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
)


def shown(text: str, instead: str = " ", keep: str = "") -> str:
    """The text with ``instead`` for each character that a terminal would obey rather than show.

    Such are controls, of which it takes a sequence for a command, and marks of direction, by which a text can be made
    to look like another (U+202E). ``keep`` are those that may stay, such as line ends.
    """
    return text if text.isprintable() else text.translate(_table(instead, keep))


@cache
def _table(instead: str, keep: str) -> dict[int, str]:
    return {code: instead for code in _COMMANDS if chr(code) not in keep}
