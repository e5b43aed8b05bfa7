"""What a pattern tells of the texts that it can match: the characters that it begins with, words that none is without.

Read from our own patterns as written; of one with a flag nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fupin_extract.text.patterns import compiled

# Characters that only stand for themselves, up to one that a quantifier may follow.
_PLAIN = compiled(r"[^][\\(){}|?*+.^$]+(?![?*+{])")
# What stands for itself behind a backslash, a class, and what makes groups and alternatives.
_MARK = re.compile(r"\\.|\[\^?\]?(?:\\.|[^]\\])*\]|[()|]", re.DOTALL)
_TOKEN = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^]\\])*\]|.)((?:[?*+]|\{\d*,?\d*\})[?+]?)?", re.DOTALL)
_DEEPER = {"(": 1, ")": -1}
_QUANTIFIER = compiled(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_LOOK = compiled(r"\(\?<?[=!]")
_GROUP = compiled(r"\((?:\?:|\?>|\?P<\w+>|(?!\?))")
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
_LAST_DASH = compiled(r"(?<!\\)-$")
_WRITTEN = compiled(r"\[\^[^]]*\]|[?:()|{}\[\]0-9,]")


def first_characters(source: str) -> str | None:
    """The characters that a match can begin with, as the inside of a class; None where that cannot be told."""
    told = None if _FLAG.search(source) else _first(source)
    return told[0] if told and told[0] and not told[1] else None


def last_characters(source: str) -> str | None:
    """The characters that a match can end with, as ``first_characters``."""
    told = None if _FLAG.search(source) else _first(source, backwards=True)
    return told[0] if told and told[0] and not told[1] else None


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
    first = first_characters(source) if whole else None
    return f"(?=[{first}])(?:{_groups_behind_looks(source)})" if first else _groups_behind_looks(source)


def _groups_behind_looks(source: str) -> str:
    parts, at = [], 0
    for mark in _MARK.finditer(source):
        opening = _OPENING.match(source, mark.start()) if mark.start() >= at else None
        if opening:
            end = _end(source, opening.start())
            inside = source[opening.end() : end - 1]
            if "|" in inside:
                first = first_characters(inside) if len(alternatives(inside)) > _MOST_TRIED else None
                inside = _groups_behind_looks(inside)
                parts += [source[at : opening.end()], f"(?=[{first}])(?:{inside})" if first else inside]
                at = end - 1
    return "".join([*parts, source[at:]])


def engine_looks(source: str) -> bool:
    """Whether ``re`` itself looks for the first character: it is written, in each alternative, or one of few."""
    if "|" not in source and _PLAIN.match(source):
        return True
    parts = _flat(source)
    atom, quantifier = next(_atoms(parts[0]), ("", ""))
    if len(parts) == 1 and atom[:1] in ("(", "["):
        group = _GROUP.match(atom)
        inside = engine_looks(atom[group.end() : -1]) if group else atom[:2] != "[^" and "-" not in atom
        return inside and not quantifier
    return all(_PLAIN.match(part) for part in parts)


def captures(source: str) -> bool:
    """Whether the pattern has groups that tell something."""
    return _CAPTURES.search(source) is not None


def at_beginning(source: str) -> tuple[list[str], list[str]]:
    """The alternatives of a pattern that begin with ^, and the others."""
    parts = _flat(source)
    return [p for p in parts if p.startswith("^")], [p for p in parts if not p.startswith("^")]


def _flat(source: str) -> list[str]:
    """The alternatives, and those of a group that is one."""
    parts = []
    for part in alternatives(source):
        whole = part.startswith("(?:") and _end(part, 0) == len(part)
        parts += _flat(part[3:-1]) if whole else [part]
    return parts


# One pattern is asked for its alternatives several times, then never again.
@lru_cache(maxsize=64)
def alternatives(source: str) -> tuple[str, ...]:
    """What stands between the ``|`` outside groups and classes."""
    if "|" not in source:
        return (source,)
    found, begin, depth = [], 0, 0
    for mark in _MARK.finditer(source):
        depth += _DEEPER.get(mark[0], 0)
        if not depth and mark[0] == "|":
            found.append(source[begin : mark.start()])
            begin = mark.end()
    return (*found, source[begin:])


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
    atoms = _atoms(source)
    for atom, quantifier in reversed(list(atoms)) if backwards else atoms:
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
        # A last - is no range, also where characters of another class follow it.
        return None if atom.startswith("[^") else (_LAST_DASH.sub(r"\-", atom[1:-1]), False)
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
        if source[at] == "(":
            end = _end(source, at)
            quantifier = _QUANTIFIER.match(source, end)
            yield source[at:end], quantifier[0] if quantifier else ""
            at = quantifier.end() if quantifier else end
        elif token := _TOKEN.match(source, at):
            yield token[1], token[2] or ""
            at = token.end()


def _end(source: str, at: int) -> int:
    """Where the group that begins at ``at`` ends."""
    depth = 0
    for mark in _MARK.finditer(source, at):
        depth += _DEEPER.get(mark[0], 0)
        if not depth:
            return mark.end()
    raise re.error("a group is not closed")
