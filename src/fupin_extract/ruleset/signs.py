"""What a pattern tells of the texts that it can match, so that a search may be spared where nothing can be found.

Read from our own patterns as written: of one with a flag nothing is told, nor of what a user wrote for ``regex``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from fupin_extract.ruleset.pattern import Compiled, compile_joined
from fupin_extract.ruleset.rule import Rule

# Characters that only stand for themselves, up to one that a quantifier may follow.
_PLAIN = re.compile(r"[^][\\(){}|?*+.^$]+(?![?*+{])")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^]\\])*\]", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_LOOK = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?:|\?>|\?P<\w+>|(?!\?))")
_NO_WIDTH = ("^", "$", r"\A", r"\Z", r"\b", r"\B")
_FLAG = re.compile(r"\(\?[aiLmsux-]+[:)]")
# A group of more words than this is no sign of its own.
_MOST_WORDS = 12


def first_characters(source: str) -> str | None:
    """The characters that a match can begin with, as the inside of a class; None where that cannot be told."""
    told = None if _FLAG.search(source) else _first(source)
    return told[0] if told and told[0] and not told[1] else None


def begins_with(rules: Iterable[Rule], sources: Iterable[str]) -> frozenset[str]:
    """The characters that a match of any pattern of the rules can begin with; none where that cannot be told."""
    first = [first_characters(source) for source in sources]
    told = "".join(filter(None, first))
    # Of a class such as \\d no set of characters is told.
    plain = None not in first and not set(told) & set("\\\\-") and all(rule.trusted for rule in rules)
    return frozenset(told) if plain else frozenset()


def last_characters(source: str) -> str | None:
    """The characters that a match can end with, as ``first_characters``."""
    told = None if _FLAG.search(source) else _first(source, backwards=True)
    return told[0] if told and told[0] and not told[1] else None


def needed_words(source: str) -> tuple[str, ...]:
    """Words one of which stands in every match; none where that cannot be told."""
    words: list[str] = []
    if _FLAG.search(source):
        return ()
    for alternative in alternatives(source):
        found = _needed(alternative)
        if not found:
            return ()
        words += found
    return tuple(words)


def looked(rules: Iterable[Rule], source: str) -> str:
    """The pattern behind a look at its first character, which spares most places all that it may be."""
    first = first_characters(source) if all(rule.trusted for rule in rules) else None
    return f"(?=[{first}])(?:{source})" if first else source


def words_of(rules: Iterable[Rule], sources: Iterable[str]) -> tuple[str, ...]:
    """Words one of which stands in every match of any pattern of the rules; none where one of them needs none."""
    if not all(rule.trusted for rule in rules):
        return ()
    words = [needed_words(source) for source in sources]
    found = dict.fromkeys(word for needed in words for word in needed) if all(words) else {}
    # Where 之日起 stands, 起 does.
    return tuple(word for word in found if not any(other != word and other in word for other in found))


def may_match(text: str, words: Collection[str]) -> bool:
    """Whether a text has one of the words that a pattern needs, or none is needed."""
    return not words or any(map(text.__contains__, words))


@dataclass(frozen=True, slots=True)
class Search:
    """Patterns that one asks for together: those that begin with ^ are tried at the beginning, not at every place."""

    begins: Compiled | None
    anywhere: Compiled | None

    def search(self, text: str) -> bool:
        """Whether one of them is found."""
        return (self.begins is not None and self.begins.match(text) is not None) or (
            self.anywhere is not None and self.anywhere.search(text) is not None
        )


def compile_search(rules: Collection[Rule], sources: Iterable[str]) -> Search:
    """The patterns of the rules as one search. Raises ``RuleError`` as ``compile_pattern``."""
    begins: list[str] = []
    anywhere: list[str] = []
    trusted = all(rule.trusted for rule in rules)
    for source in sources:
        for pattern in alternatives(source) if trusted else [source]:
            (begins if trusted and pattern.startswith("^") else anywhere).append(f"(?:{pattern})")
    parts = ("|".join(part) for part in (begins, anywhere))
    return Search(*(compile_joined(part, rules) if part else None for part in parts))


def alternatives(source: str) -> list[str]:
    """What stands between the ``|`` outside groups and classes."""
    found, begin = [], 0
    at = 0
    while at < len(source):
        if source[at] == "|":
            found.append(source[begin:at])
            begin = at + 1
        plain = _PLAIN.match(source, at)
        at = plain.end() if plain else _end(source, at)
    return [*found, source[begin:]]


def _first(source: str, *, backwards: bool = False) -> tuple[str, bool] | None:
    """The first characters of any alternative, or ``backwards`` the last, and whether one may be empty."""
    characters, empty = "", False
    for alternative in alternatives(source):
        told = _first_of(alternative, backwards=backwards)
        if told is None:
            return None
        characters, empty = characters + told[0], empty or told[1]
    return characters, empty


def _first_of(source: str, *, backwards: bool) -> tuple[str, bool] | None:
    characters = ""
    atoms = list(_atoms(source))
    for atom, quantifier in reversed(atoms) if backwards else atoms:
        if atom in _NO_WIDTH or _LOOK.match(atom):
            continue
        told = _inside(atom, backwards=backwards)
        if told is None:
            return None
        characters += told[0]
        if not told[1] and not quantifier.startswith(("?", "*", "{0", "{,")):
            return characters, False
    return characters, True


def _inside(atom: str, *, backwards: bool) -> tuple[str, bool] | None:
    """The first or last characters of one atom, and whether it may be empty."""
    if atom[0] == "(":
        group = _GROUP.match(atom)
        return _first(atom[group.end() : -1], backwards=backwards) if group else None
    if atom[0] == "[":
        return None if atom.startswith("[^") else (atom[1:-1], False)
    if atom[0] == "\\":
        return (atom, False) if atom in (r"\d", r"\s") or not atom[1].isalnum() else None
    return None if atom == "." else (re.escape(atom), False)


def _needed(source: str) -> tuple[str, ...]:
    """The longest run of plain characters, else the words of a group, that no match is without."""
    runs, run = [""], ""
    groups: list[tuple[str, ...]] = []
    for atom, quantifier in _atoms(source):
        if not quantifier and len(atom) == 1 and atom not in ".^$":
            run += atom
            runs.append(run)
            continue
        run = ""
        if not quantifier and (group := _GROUP.match(atom)) and (words := needed_words(atom[group.end() : -1])):
            groups.append(words)
    if longest := max(runs, key=len):
        return (longest,)
    return min((words for words in groups if len(words) <= _MOST_WORDS), key=len, default=())


def _atoms(source: str) -> Iterator[tuple[str, str]]:
    """Each character, class or group with the quantifier behind it."""
    at = 0
    while at < len(source):
        end = _end(source, at)
        quantifier = _QUANTIFIER.match(source, end)
        yield source[at:end], quantifier[0] if quantifier else ""
        at = quantifier.end() if quantifier else end


def _end(source: str, at: int) -> int:
    """Where the character, class or group at ``at`` ends."""
    if source[at] == "\\":
        return at + 2
    if source[at] == "[":
        found = _CLASS.match(source, at)
        return found.end() if found else at + 1
    if source[at] != "(":
        return at + 1
    at += 1
    while at < len(source) and source[at] != ")":
        plain = _PLAIN.match(source, at)
        at = plain.end() if plain else _end(source, at)
    return at + 1
