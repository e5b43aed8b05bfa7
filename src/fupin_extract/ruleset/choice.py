"""Many patterns of which one asks which match at a place: those that cannot match there are passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Generic, TypeVar

from fupin_extract.kept import KEPT, Shelf
from fupin_extract.ruleset import signs
from fupin_extract.ruleset.pattern import Compiled, TimedPattern

T = TypeVar("T")


class Choice(Generic[T]):
    """Patterns, each with what it stands for, in the order in which they are tried."""

    def __init__(self, patterns: Iterable[tuple[T, Compiled]]) -> None:
        entries = [(entry, beginnings(entry[1])) for entry in patterns]
        characters = frozenset[str]().union(*(begins for _, begins in entries))
        # Of the patterns whose first character is not told, each may match at any place.
        self._others = [entry for entry, begins in entries if not begins]
        self._at = {c: [entry for entry, begins in entries if not begins or c in begins] for c in characters}

    def at(self, text: str, pos: int) -> Iterator[tuple[T, re.Match[str]]]:
        """Those that match at ``pos``."""
        for value, pattern in self._at.get(text[pos : pos + 1], self._others):
            if match := pattern.match(text, pos):
                yield value, match


def beginnings(pattern: Compiled) -> frozenset[str]:
    """The characters that a match begins with; none where that cannot be told."""
    return _told("begins", pattern, signs.plain_beginnings)


def closings(pattern: Compiled) -> frozenset[str]:
    """The characters that a match ends with; none where that cannot be told."""
    return _told("ends", pattern, signs.plain_closings)


def _told(shelf: Shelf, pattern: Compiled, tell: Callable[[str], frozenset[str]]) -> frozenset[str]:
    source = pattern.pattern
    return frozenset() if isinstance(pattern, TimedPattern) else KEPT.get(shelf, source, partial(tell, source))
