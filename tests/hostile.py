"""Texts made to keep a pattern busy: long runs of what its own repetitions repeat, that end in what it does not want.

Run as a program, it searches each pattern of its standard input (a JSON list) in each of its hostile texts, and prints
the number of each pattern that it has finished with.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Longer than any clause seen. A pattern whose repetitions have bounds, or exclude what follows them, is done with it in
# a moment; one with three repetitions that share their characters takes minutes, and one with a repetition inside
# another that do never ends.
LENGTH = 4_000
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_LOOKS = {op.ASSERT, op.ASSERT_NOT}
# Ends that a pattern before $, or before a certain mark, fails at.
_ENDS = ("\x00", "。\x00")
_CATEGORIES: dict[Any, str] = {op.CATEGORY_DIGIT: "8", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "字"}


def hostile_texts(pattern: str, length: int = LENGTH) -> list[str]:
    """Texts of about ``length`` characters that ``pattern`` has a hard time with."""
    tree = parser.parse(pattern)
    runs = {(lead, unit) for lead, unit in _runs(tree, "") if unit}
    # A class such as [^，] takes the marks that the pattern has elsewhere, too.
    runs |= {(lead, char) for lead in {lead for lead, _ in runs} for char in set(_alphabet(tree))}
    runs |= {("", lead + unit) for lead, unit in runs}
    runs.add(("", _sample(tree) or "字"))
    return sorted({lead + unit * (length // len(unit)) + end for lead, unit in runs for end in _ENDS})


def _runs(tree: Iterable[tuple[Any, Any]], lead: str) -> Iterator[tuple[str, str]]:
    """Each repetition of a pattern: a text that leads to it, and a text that it repeats."""
    for code, value in tree:
        if code in _REPEATS:
            body = value[2]
            yield from ((lead, unit) for unit in _samples(body))
            yield from _runs(body, lead)
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from _runs(branch, lead)
        elif code in _LOOKS:
            yield from _runs(value[1], lead)
        elif code is op.SUBPATTERN:
            yield from _runs(value[3], lead)
        lead += _sample([(code, value)])


def _alphabet(tree: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The characters that stand in the pattern outside words: what is repeated, or has a class."""
    for code, value in tree:
        if code is op.IN:
            yield from (chr(v) for c, v in value if c is op.LITERAL and value[0][0] is not op.NEGATE)
        elif code in _REPEATS:
            yield from _alphabet(value[2])
            yield from (chr(v) for c, v in value[2] if c is op.LITERAL)
        elif code is op.SUBPATTERN:
            yield from _alphabet(value[3])
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from _alphabet(branch)
        elif code in _LOOKS:
            yield from _alphabet(value[1])


def _samples(body: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """What a repetition may repeat: one text for each branch of it."""
    for code, value in body:
        if code is op.SUBPATTERN:
            yield from _samples(value[3])
        elif code is op.BRANCH:
            yield from (_sample(branch) for branch in value[1])
    yield _sample(body)


def _sample(tree: Iterable[tuple[Any, Any]]) -> str:
    """One text that the tree matches, as far as that can be told without looking around."""
    return "".join(_one(code, value) for code, value in tree)


def _one(code: Any, value: Any) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code in (op.ANY, op.NOT_LITERAL):
        return "字"
    if code is op.IN:
        return _member(value)
    if code is op.BRANCH:
        return _sample(value[1][0])
    if code is op.SUBPATTERN:
        return _sample(value[3])
    if code in _REPEATS:
        least: int = value[0]
        return _sample(value[2]) * max(1, min(least, 4))
    return ""


def _member(items: list[tuple[Any, Any]]) -> str:
    if items[0][0] is op.NEGATE:
        refused = {chr(v) for c, v in items if c is op.LITERAL}
        return next(c for c in "字,8 -" if c not in refused)
    code, value = items[0]
    if code is op.CATEGORY:
        return _CATEGORIES.get(value, "字")
    first: int = value if code is op.LITERAL else value[0]
    return chr(first)


def main() -> None:
    """Search; a parent that grows tired of waiting kills this process and knows the pattern from what was printed."""
    for number, pattern in enumerate(json.load(sys.stdin)):
        compiled = re.compile(pattern)
        for text in hostile_texts(pattern):
            for _ in compiled.finditer(text):
                pass
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
