"""The forms of a file of rules one by one: each word, each pattern, each alternative inside a pattern.

A form is known by what is left without it: ``Form.without`` are the rules of its file lacking only that form. A case
that fails with them shows the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_extract.ruleset.rule import Regex, Rule

# What no text matches, to put before a form, and what none holds, to put in its place.
_NEVER = "(?!)"
_NOWHERE = "\0"
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|:))?|.", re.DOTALL)
_MAY_BE_ABSENT = re.compile(r"\?|\*|\{0,")


@dataclass(frozen=True, slots=True)
class Form:
    """A word of the rule ``id``, or what is written ``text`` within a pattern.

    ``without`` are the rules of its file, all but for it.
    """

    id: str
    text: str
    within: str
    without: tuple[Rule, ...]


def forms(rules: tuple[Rule, ...]) -> Iterator[Form]:
    """Every form of one file's rules."""
    for at, rule in enumerate(rules):
        for name, info in type(rule).model_fields.items():
            value = getattr(rule, name)
            listed = isinstance(value, tuple)
            pattern = any(isinstance(m, Regex) for m in info.metadata)
            if name in ("id", "note") or not (listed or pattern):
                continue
            for k, text in enumerate(value if listed else (value,)):
                for part, rest in _without(text) if pattern else [(text, None)]:
                    left: Any = rest
                    if listed:
                        left = (*value[:k], *([rest] if rest else ()), *value[k + 1 :])
                    changed = rule.model_copy(update={name: left})
                    yield Form(rule.id, part, text if pattern else "", (*rules[:at], changed, *rules[at + 1 :]))


def no_forms(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of one file with none of their forms."""
    emptied = []
    for rule in rules:
        gone: dict[str, Any] = {}
        for name, info in type(rule).model_fields.items():
            value = getattr(rule, name)
            if any(isinstance(m, Regex) for m in info.metadata):
                never = [f"{_NEVER}(?:{p})" for p in (value if isinstance(value, tuple) else (value,))]
                gone[name] = tuple(never) if isinstance(value, tuple) else never[0]
            elif isinstance(value, tuple):
                gone[name] = (_NOWHERE,) if value else ()
        emptied.append(rule.model_copy(update=gone))
    return tuple(emptied)


def _without(pattern: str) -> Iterator[tuple[str, str]]:
    """Each alternative of a pattern, and the pattern without it."""
    for start, end in alternatives(pattern):
        yield pattern[start:end], pattern[:start] + _NEVER + pattern[start:]


def alternatives(pattern: str) -> list[tuple[int, int]]:
    """Where the alternatives of a pattern stand: the whole, branches of groups, the inside of optional ones."""
    found: list[tuple[int, int]] = []
    # For each open group, and the pattern itself, where its branches begin.
    open_groups = [[0]]
    for token in _TOKEN.finditer(pattern):
        if token[0].startswith("("):
            open_groups.append([token.end()])
        elif token[0] == "|":
            open_groups[-1].append(token.end())
        elif token[0] == ")":
            starts = open_groups.pop()
            if len(starts) > 1 or _MAY_BE_ABSENT.match(pattern, token.end()):
                found += _branches(starts, token.start())
    return sorted({*found, *_branches(open_groups[0], len(pattern))})


def _branches(starts: list[int], end: int) -> list[tuple[int, int]]:
    ends = [start - 1 for start in starts[1:]] + [end]
    return list(zip(starts, ends, strict=True))
