"""One way to compile and search a pattern, whoever wrote it.

Packaged patterns are tested against hostile text and run on ``re``. A user's may backtrack for ever, so they run on
``regex``, each search with a time-out that raises ``RuleError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fupin_extract.errors import RuleError
from fupin_extract.ruleset.rule import Rule

# Seconds for one search. A clause is searched in microseconds; seconds mean a pattern that does not end.
SEARCH_SECONDS = 2.0
# An error of a pattern that a user's rules make together names so many of them.
_MOST_NAMED = 3


class TimedPattern:
    """A ``regex`` pattern whose every search has a time-out; it is used as an ``re.Pattern`` is."""

    def __init__(self, source: str, where: str) -> None:
        import regex  # type: ignore[import-untyped]  # only where a user's rules are laid over ours

        try:
            self._compiled: Any = regex.compile(source)
        except (regex.error, OverflowError, RecursionError) as error:
            raise _wrong(source, where, error) from None
        self._where = where
        self.pattern = source
        self.groupindex: Mapping[str, int] = self._compiled.groupindex

    def search(self, string: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self._once("search", string, pos, endpos)

    def match(self, string: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self._once("match", string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        return self._once("fullmatch", string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``; the time-out counts for the whole of it."""
        try:
            # All at once: the time of whoever works on one match before asking for the next would count too.
            return iter(list(self._compiled.finditer(string, pos, endpos, timeout=SEARCH_SECONDS)))
        except TimeoutError:
            raise self._too_slow() from None

    def _once(self, method: str, string: str, pos: int, endpos: int | None) -> re.Match[str] | None:
        try:
            found: re.Match[str] | None = getattr(self._compiled, method)(string, pos, endpos, timeout=SEARCH_SECONDS)
        except TimeoutError:
            raise self._too_slow() from None
        return found

    def _too_slow(self) -> RuleError:
        where = self._where + ": " if self._where else ""
        return RuleError(
            f"{where}the pattern {self.pattern[:80]!r} took more than {SEARCH_SECONDS:g} seconds on one clause: "
            "make its repetitions bounded or exclusive"
        )


Compiled = re.Pattern[str] | TimedPattern


def any_of(words: Iterable[str]) -> str:
    """The pattern that matches any of the words, the longest first; nothing where there are none."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or "(?!)"


def either(sources: Iterable[str]) -> str:
    """The pattern that matches what any of the patterns does, the first of them first; nothing where there are none."""
    return "|".join(f"(?:{source})" for source in sources) or "(?!)"


def compile_pattern(source: str, trusted: bool, *, where: str = "") -> Compiled:
    """The compiled pattern; ``where`` (file and rule) goes into errors.

    Raises:
        RuleError: the pattern is wrong, or, of an untrusted one and later, a search takes too long.
    """
    if not trusted:
        return TimedPattern(source, where)
    try:
        return re.compile(source)
    except re.error as error:
        raise _wrong(source, where, error) from None


def compile_joined(source: str, rules: Iterable[Rule]) -> Compiled:
    """The pattern that several rules make together: trusted where all of them are; errors name those that are not.

    Raises:
        RuleError: as ``compile_pattern``.
    """
    own = [rule.place for rule in rules if not rule.trusted]
    return compile_pattern(source, not own, where=" or ".join(own[:_MOST_NAMED] + ["…"] * (len(own) > _MOST_NAMED)))


def _wrong(source: str, where: str, error: Exception) -> RuleError:
    return RuleError(f"{where + ': ' if where else ''}the pattern {source[:80]!r} is wrong: {error}")
