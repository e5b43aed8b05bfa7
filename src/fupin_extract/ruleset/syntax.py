"""How a pattern is written: its alternatives, and the characters, classes and groups that one is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fupin_extract.text.patterns import compiled

MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^]\\])*\]|[()|]", re.DOTALL)
"""What stands for itself behind a backslash, a class, and what makes groups and alternatives."""
GROUP = compiled(r"\((?:\?:|\?>|\?P<\w+>|(?!\?))")
"""What a group begins with, of a match or of none."""
LOOK = compiled(r"\(\?<?[=!]")
"""What that begins with which must or must not come, or stand before."""
_TOKEN = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^]\\])*\]|.)((?:[?*+]|\{\d*,?\d*\})[?+]?)?", re.DOTALL)
_QUANTIFIER = compiled(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_DEEPER = {"(": 1, ")": -1}


# One pattern is asked for its alternatives several times, then never again.
@lru_cache(maxsize=64)
def alternatives(source: str) -> tuple[str, ...]:
    """What stands between the ``|`` outside groups and classes."""
    if "|" not in source:
        return (source,)
    found, begin, depth = [], 0, 0
    for mark in MARK.finditer(source):
        depth += _DEEPER.get(mark[0], 0)
        if not depth and mark[0] == "|":
            found.append(source[begin : mark.start()])
            begin = mark.end()
    return (*found, source[begin:])


def flat(source: str) -> list[str]:
    """The alternatives, and those of a group that is one."""
    parts = []
    for part in alternatives(source):
        whole = part.startswith("(?:") and end_of_group(part, 0) == len(part)
        parts += flat(part[3:-1]) if whole else [part]
    return parts


def atoms(source: str) -> Iterator[tuple[str, str]]:
    """Each character, class or group with the quantifier behind it."""
    at = 0
    while at < len(source):
        if source[at] == "(":
            end = end_of_group(source, at)
            quantifier = _QUANTIFIER.match(source, end)
            yield source[at:end], quantifier[0] if quantifier else ""
            at = quantifier.end() if quantifier else end
        elif token := _TOKEN.match(source, at):
            yield token[1], token[2] or ""
            at = token.end()


def end_of_group(source: str, at: int) -> int:
    """Where the group that begins at ``at`` ends."""
    depth = 0
    for mark in MARK.finditer(source, at):
        depth += _DEEPER.get(mark[0], 0)
        if not depth:
            return mark.end()
    raise re.error("a group is not closed")
