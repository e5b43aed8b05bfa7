"""One way to compile and search a pattern, whoever wrote it.

Packaged patterns are tested against hostile text and run on ``re``. A user's may backtrack for ever, so they run on
``regex``, each search with a time-out that raises ``RuleError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from sys import maxsize
from typing import Any

from fupin_extract.errors import RuleError
from fupin_extract.kept import KEPT
from fupin_extract.ruleset import signs
from fupin_extract.ruleset.rule import Rule
from fupin_extract.ruleset.syntax import alternatives, flat
from fupin_extract.text.patterns import compiled

# Seconds for one search. A clause is searched in microseconds; seconds mean a pattern that does not end.
SEARCH_SECONDS = 2.0
# An error of a pattern that a user's rules make together names so many of them.
_MOST_NAMED = 3
_NAMED = compiled(r"\(\?P<\w+>")
_REFERS = compiled(r"\\[1-9]|\(\?P=")
# More words than this are not sooner looked for than the pattern, or one that ``re`` itself looks for.
_MOST_WORDS, _MOST_LOOKED = 6, 2


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


class SparingPattern:
    """One of our patterns that is searched for only where one of the words that no match is without stands.

    It is used as an ``re.Pattern`` is, finds the same, and costs the same where it is matched at a place.
    """

    __slots__ = ("finditer", "fullmatch", "groupindex", "match", "pattern", "search")

    def __init__(self, compiled: re.Pattern[str], words: tuple[str, ...]) -> None:
        self.pattern, self.groupindex = compiled.pattern, compiled.groupindex
        self.match, self.fullmatch = compiled.match, compiled.fullmatch
        search, finditer = compiled.search, compiled.finditer
        first, *others = words

        def spared_search(string: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
            if string.find(first, pos, endpos) >= 0:
                return search(string, pos, endpos)
            for word in others:
                if string.find(word, pos, endpos) >= 0:
                    return search(string, pos, endpos)
            return None

        def spared_finditer(string: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
            if string.find(first, pos, endpos) >= 0:
                return finditer(string, pos, endpos)
            for word in others:
                if string.find(word, pos, endpos) >= 0:
                    return finditer(string, pos, endpos)
            return iter(())

        self.search, self.finditer = spared_search, spared_finditer


_Searched = re.Pattern[str] | SparingPattern
# A pattern, and the words one of which is looked for first; with none it is searched as it is.
_Search = tuple[str, tuple[str, ...]]


class BeginningPattern:
    """One of our patterns of which alternatives begin with ^: these are tried at the beginning, not at every place.

    ``others`` are the other alternatives. It is used as an ``re.Pattern`` is.
    """

    __slots__ = ("finditer", "fullmatch", "groupindex", "match", "pattern", "search")

    def __init__(self, compiled: _Searched, others: _Searched | BeginningPattern | None) -> None:
        self.pattern, self.groupindex = compiled.pattern, compiled.groupindex
        self.match, self.fullmatch, self.finditer = compiled.match, compiled.fullmatch, compiled.finditer
        # Behind the beginning no ^ matches.
        match = self.search = compiled.match
        if others is None:
            return
        search = others.search

        def search_once(string: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
            return match(string, pos, endpos) or search(string, pos, endpos)

        self.search = search_once


Compiled = _Searched | BeginningPattern | TimedPattern


def any_of(words: Iterable[str]) -> str:
    """The pattern that matches any of the words, the longest first; nothing where there are none."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or "(?!)"


def one_of(characters: Iterable[str]) -> str:
    """The class of the characters; nothing matches where there are none."""
    found = "".join(map(re.escape, sorted(set(characters))))
    return f"[{found}]" if found else "(?!)"


def either(sources: Iterable[str]) -> str:
    """The pattern that matches what any of the patterns does, the first of them first; nothing where there are none."""
    return "|".join(f"(?:{source})" for source in sources) or "(?!)"


def named(source: str, group: str) -> str:
    """The pattern with a group that tells it among others; where it is told alone counts, not what the group holds.

    ``re`` soon passes over alternatives that begin with a character, not over those that begin with a group.
    """
    plain = "一" <= source[:1] <= "龥" and source[1:2] not in ("?", "*", "+", "{") and len(alternatives(source)) == 1
    return f"{source[0]}(?P<{group}>{source[1:]})" if plain else f"(?P<{group}>{source})"


def unnamed(source: str) -> str:
    """The pattern with groups that have no names, so that it can stand beside others that have the same."""
    return _NAMED.sub("(?:", source)


def compile_pattern(source: str, rules: Iterable[Rule]) -> Compiled:
    """The pattern that one rule or several make: trusted where all of them are; errors name those that are not.

    What a match must begin with or hold is looked for first, so that callers need not think of it.

    Raises:
        RuleError: the pattern is wrong, or, of an untrusted one and later, a search takes too long.
    """
    rules = tuple(rules)
    if own := [rule for rule in rules if not rule.trusted]:
        return TimedPattern(source, _named(own))
    try:
        return _spared(source)
    except re.error as error:
        raise _wrong(source, _named(rules), error) from None


def compile_sign(source: str, rules: Iterable[Rule]) -> Compiled:
    """The pattern to search a text with only to learn whether anything matches; where a match ends is not told.

    Raises:
        RuleError: as ``compile_pattern``.
    """
    rules = tuple(rules)
    if not all(rule.trusted for rule in rules):
        return compile_pattern(source, rules)
    try:
        plan = KEPT.get("signs", source, partial(_sign_plan, source))
        if plan is None:
            return compile_pattern(source, rules)
        begins, anywhere = plan
        sign: _Searched | BeginningPattern | None = compiled(anywhere) if anywhere else None
        for begin in begins:
            sign = BeginningPattern(compiled(begin), sign)
            sign.pattern = source
        return sign or compiled("(?!)")
    except re.error as error:
        raise _wrong(source, _named(rules), error) from None


def _sign_plan(source: str) -> tuple[list[str], str] | None:
    """What tells that a pattern matches: patterns to try at the beginning, and one to search for, if any.

    None where it cannot be told what a match begins with that may stand anywhere.
    """
    # What refers to a group of its own cannot stand in a look behind.
    parts = [] if _REFERS.search(source) else flat(unnamed(source))
    begin = [part for part in parts if part.startswith("^")]
    anywhere = [part for part in parts if not part.startswith("^")]
    if not parts or not all(map(signs.beginning, anywhere)):
        return None
    told = [part for part in begin if signs.beginning(part)]
    untold = signs.behind_looks("|".join(part for part in begin if part not in told), whole=False)
    return [at for at in (untold, _sign(told)) if at], _sign(anywhere)


def _sign(parts: Sequence[str]) -> str:
    """Patterns of which the beginnings are told, as one behind the class of their first characters.

    ``re`` soon finds a class that a pattern begins with; what must come next it would try at each place. Behind the
    character stand the looks at what it begins: whether the next one fits, then the alternatives that begin so.
    """
    told = [(begins, part) for part in parts if (begins := signs.beginning(part))]
    alike: dict[str, list[str]] = {}
    for begins, part in told:
        alike.setdefault(begins.first, []).append(part)
    tried = "|".join(f"[{begin}](?<=(?={'|'.join(those)})[{begin}])" for begin, those in alike.items())
    first = "".join(begins.first for begins, _ in told)
    looks = signs.first_two(begins for begins, _ in told)
    return f"[{first}](?<=(?={looks})(?={tried})[{first}])" if told else ""


def endings(source: str, rules: Iterable[Rule]) -> frozenset[str]:
    """What a match can end with: a word in full, or any of these characters."""
    return signs.ends(source) if all(rule.trusted for rule in rules) else frozenset(signs.written(source))


def check_pattern(source: str) -> None:
    """See that a user's pattern is right. Raises ``RuleError`` where it is not."""
    TimedPattern(source, "")


def _named(rules: Sequence[Rule]) -> str:
    return " or ".join([rule.place for rule in rules[:_MOST_NAMED]] + ["…"] * (len(rules) > _MOST_NAMED))


def _spared(source: str) -> _Searched | BeginningPattern:
    whole, begins, others = KEPT.get("plans", source, partial(_plan, source))
    pattern = _searched(whole)
    return BeginningPattern(pattern, _searched(others) if others else None) if begins else pattern


def _plan(source: str) -> tuple[_Search, bool, _Search | None]:
    """How a pattern is searched, whether alternatives of it begin with ^, and then how the others are."""
    whole = _search(source)
    begin, others = signs.at_beginning(source)
    # The others alone would number their groups anew.
    if not begin or (others and signs.captures(source)):
        return whole, False, None
    return whole, True, _search("|".join(others)) if others else None


def _search(source: str) -> _Search:
    """The pattern as it is compiled, and what is looked for before it, unless ``re`` looks for what it begins with."""
    looks = signs.engine_looks(source)
    words = signs.needed_words(source)
    spares = 0 < len(words) <= (_MOST_LOOKED if looks else _MOST_WORDS)
    searched = signs.behind_looks(source, whole=not looks and not spares)
    return searched, tuple(dict.fromkeys(words)) if spares else ()


def _searched(search: _Search) -> _Searched:
    source, words = search
    return SparingPattern(compiled(source), words) if words else compiled(source)


def _wrong(source: str, where: str, error: Exception) -> RuleError:
    return RuleError(f"{where + ': ' if where else ''}the pattern {source[:80]!r} is wrong: {error}")
