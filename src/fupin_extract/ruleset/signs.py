"""What a pattern tells of the texts that it can match: the characters that it begins with, words that none is without.

Read from our own patterns as written; of one with a flag nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fupin_extract.ruleset.syntax import GROUP, LOOK, MARK, alternatives, atoms, end_of_group, flat
from fupin_extract.text.patterns import compiled

# Characters that only stand for themselves, up to one that a quantifier may follow.
_PLAIN = compiled(r"[^][\\(){}|?*+.^$]+(?![?*+{])")
# Quantifiers of what may be left out.
_NONE = ("?", "*", "{0", "{,")
_NO_WIDTH = ("^", "$", r"\A", r"\Z", r"\b", r"\B")
_FLAG = compiled(r"\(\?[aiLmsux-]+[:)]")
_CAPTURES = compiled(r"(?<!\\)\((?:\?P<|(?!\?))")
# A group, or what must or must not come: what may stand in it may be behind a look.
_OPENING = compiled(r"\((?:\?:|\?>|\?=|\?!|\?P<\w+>|(?!\?))")
# A group of more words than this is no sign of its own.
_MOST_WORDS = 12
# A group of more alternatives than this is worth a look at its first character.
_MOST_TRIED = 7
# The word that a pattern ends with; what a pattern excludes, and its operators.
_LITERAL_END = compiled("[^|]*?([一-龥]+)")
# Of a class: a character behind a backslash; \\d and the like, and ranges.
_ESCAPED, _OF_MANY = compiled(r"\\(.)"), compiled(r"\\[a-zA-Z]|(?<!\\)-")
_OUTER_DASH = compiled(r"^-|(?<!\\)-$")
_WRITTEN = compiled(r"\[\^[^]]*\]|[?:()|{}\[\]0-9,]")


class Beginning(NamedTuple):
    """What a match begins with: its ``first`` characters, as the inside of a class, and the ``second``, where told.

    ``lengths`` are how many characters it can have: none, one, or two and more.
    """

    first: str
    second: str | None
    lengths: frozenset[int]


def beginning(source: str) -> Beginning | None:
    """What a match begins with; None where that cannot be told, as where it may be empty."""
    told = None if _FLAG.search(source) else _beginning(source)
    return told if told and told.first and 0 not in told.lengths else None


def first_two(told: Iterable[Beginning]) -> str:
    """The pattern of the first two characters, and of the first alone where the second is not told."""
    first, second, alone = "", "", ""
    for begins in told:
        if begins.second and begins.lengths == {2}:
            first, second = first + begins.first, second + begins.second
        else:
            alone += begins.first
    return "|".join([f"[{first}][{second}]"] * bool(first) + [f"[{alone}]"] * bool(alone))


def first_characters(source: str) -> str | None:
    """The characters that a match can begin with, as the inside of a class; None where that cannot be told."""
    told = beginning(source)
    return told.first if told else None


def last_characters(source: str) -> str | None:
    """The characters that a match can end with, as ``first_characters``."""
    told = None if _FLAG.search(source) else _beginning(source, backwards=True)
    return told.first if told and told.first and 0 not in told.lengths else None


def ends(source: str) -> frozenset[str]:
    """What a match can end with: its last word, else any of its last characters, else any character that is written."""
    if literal := _LITERAL_END.fullmatch(source):
        return frozenset({literal[1]})
    told = last_characters(source)
    # Of a class such as \\d no set of characters is told.
    return frozenset(told if told and not set(told) & set("-\\") else written(source))


def written(source: str) -> str:
    """The characters that a pattern writes out, not those that it excludes."""
    return _WRITTEN.sub("", source)


def plain_beginnings(source: str) -> frozenset[str]:
    """The characters of ``first_characters`` one by one; none where that cannot be told."""
    return _plain(first_characters(source))


def plain_closings(source: str) -> frozenset[str]:
    """The characters of ``last_characters`` one by one; none where that cannot be told."""
    return _plain(last_characters(source))


def _plain(told: str | None) -> frozenset[str]:
    return frozenset(_ESCAPED.sub(r"\1", told)) if told and not _OF_MANY.search(told) else frozenset()


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


def behind_looks(source: str, *, whole: bool) -> str:
    """The pattern, each group of many words in it behind a look at their first characters, and so the ``whole``.

    It matches the same; at most places all that it may be is spared.
    """
    if _FLAG.search(source):
        return source
    look = _look(source) if whole else None
    return f"(?={look})(?:{_groups_behind_looks(source)})" if look else _groups_behind_looks(source)


def _look(source: str) -> str | None:
    told = [beginning(part) for part in flat(source)]
    return first_two([begins for begins in told if begins]) if all(told) else None


def _groups_behind_looks(source: str) -> str:
    parts, at = [], 0
    for mark in MARK.finditer(source):
        opening = _OPENING.match(source, mark.start()) if mark.start() >= at else None
        if opening:
            end = end_of_group(source, opening.start())
            inside = source[opening.end() : end - 1]
            if "|" in inside:
                look = _look(inside) if len(flat(inside)) > _MOST_TRIED else None
                inside = _groups_behind_looks(inside)
                parts += [source[at : opening.end()], f"(?={look})(?:{inside})" if look else inside]
                at = end - 1
    return "".join([*parts, source[at:]])


def engine_looks(source: str) -> bool:
    """Whether ``re`` itself looks for the first character: it is written, in each alternative, or one of few."""
    if "|" not in source and _PLAIN.match(source):
        return True
    parts = flat(source)
    atom, quantifier = next(atoms(parts[0]), ("", ""))
    if len(parts) == 1 and atom[:1] in ("(", "["):
        group = GROUP.match(atom)
        inside = engine_looks(atom[group.end() : -1]) if group else atom[:2] != "[^" and "-" not in atom
        return inside and not quantifier
    return all(_PLAIN.match(part) for part in parts)


def captures(source: str) -> bool:
    """Whether the pattern has groups that tell something."""
    return _CAPTURES.search(source) is not None


def at_beginning(source: str) -> tuple[list[str], list[str]]:
    """The alternatives of a pattern that begin with ^, and the others."""
    parts = flat(source)
    return [p for p in parts if p.startswith("^")], [p for p in parts if not p.startswith("^")]


def _beginning(source: str, *, backwards: bool = False) -> Beginning | None:
    """What any alternative begins with, or ``backwards`` ends with."""
    first, lengths = "", frozenset[int]()
    second: str | None = ""
    for alternative in alternatives(source):
        told = _beginning_of(alternative, backwards=backwards)
        if told is None:
            return None
        first, second, lengths = first + told.first, _both(second, told.second), lengths | told.lengths
    return Beginning(first, second, lengths)


def _beginning_of(source: str, *, backwards: bool) -> Beginning | None:
    begun = Beginning("", "", frozenset((0,)))
    parts = atoms(source)
    for atom, quantifier in reversed(list(parts)) if backwards else parts:
        if begun.lengths == {2}:
            break
        if atom in _NO_WIDTH or LOOK.match(atom):
            continue
        told = _inside(atom, backwards=backwards)
        if told is None and 0 in begun.lengths:
            return None
        begun = _then(begun, _repeated(told, quantifier) if told else _ANYTHING)
    return begun


def _then(begun: Beginning, told: Beginning) -> Beginning:
    """What two things one after the other begin with."""
    first, second, lengths = begun
    if 1 in lengths:
        second = _both(second, told.first or None)
    if 0 in lengths:
        first, second = first + told.first, _both(second, told.second)
    return Beginning(first, second, frozenset(min(2, one + other) for one in lengths for other in told.lengths))


def _repeated(told: Beginning, quantifier: str) -> Beginning:
    first, second, lengths = told
    if quantifier.startswith(("*", "+", "{")) and 1 in lengths:
        second, lengths = _both(second, first), lengths | {2}
    return Beginning(first, second, lengths | {0} if quantifier.startswith(_NONE) else lengths)


def _both(one: str | None, other: str | None) -> str | None:
    return None if one is None or other is None else one + other


def _inside(atom: str, *, backwards: bool) -> Beginning | None:
    """What one atom begins with, or ends with."""
    if atom[0] == "(":
        group = GROUP.match(atom)
        return _beginning(atom[group.end() : -1], backwards=backwards) if group else None
    if atom[0] == "[":
        # A first or last - is no range, also where characters of another class stand beside it.
        return None if atom.startswith("[^") else _single(_OUTER_DASH.sub(r"\-", atom[1:-1]))
    if atom[0] == "\\":
        return _single(atom) if atom in (r"\d", r"\s") or not atom[1].isalnum() else None
    return None if atom == "." else _single(re.escape(atom))


def _single(characters: str) -> Beginning:
    return Beginning(characters, "", frozenset((1,)))


# What begins behind a character is not told.
_ANYTHING = Beginning("", None, frozenset((2,)))


def _needed(source: str) -> tuple[str, ...]:
    """The longest run of plain characters, else the words of a group, that no match is without: few, and long."""
    runs, run = [""], ""
    groups: list[tuple[str, ...]] = []
    for atom, quantifier in atoms(source):
        if not quantifier and len(atom) == 1 and atom not in ".^$":
            run += atom
            runs.append(run)
            continue
        run = ""
        if not quantifier and (group := GROUP.match(atom)) and (words := needed_words(atom[group.end() : -1])):
            groups.append(words)
    if longest := max(runs, key=len):
        return (longest,)
    few = [words for words in groups if len(words) <= _MOST_WORDS]
    return min(few, key=lambda words: (len(words), -min(map(len, words))), default=())
