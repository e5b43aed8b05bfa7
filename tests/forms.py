"""The forms of the rules one by one: each word, each pattern, each alternative inside a pattern or a fragment.

A form is known by what is left without it: ``Form.changed`` are the files of rules lacking only that form. A case that
fails with them shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.name_models import OrganizationRule, PlaceRule
from fupin_extract.ruleset.rule import Regex, Rule

# What no text matches, to put before a form, and what none holds, to put in its place.
_NEVER = "(?!)"
_NOWHERE = "\0"
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|:))?|.", re.DOTALL)
_MAY_BE_ABSENT = re.compile(r"\?|\*|\{0,")

Files = Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """What is written ``text`` in ``field`` of the rule ``id``, ``within`` a pattern or a list.

    ``changed`` are the rules of its file, all but for it; ``moved`` says that another rule has it instead.
    """

    file: str
    id: str
    field: str
    text: str
    within: str
    changed: Files
    moved: bool = False

    @property
    def place(self) -> str:
        """Where it stands, for people: ``rules/responsibility.yaml: lead.label: 包抓单位``."""
        return f"rules/{self.file}.yaml: {self.id}: {self.text}".replace("\n", "⏎") + (
            " (of another entry)" if self.moved else ""
        )


def forms(rules: RuleSet, file: str) -> Iterator[Form]:
    """Every form of one file; those of a fragment once, as ``fragments``."""
    if file == "fragments":
        yield from _of_fragments(rules)
        return
    entries: tuple[Rule, ...] = getattr(rules, file)
    pieces = sorted(rules.fragments.values(), key=len, reverse=True)
    for at, rule in enumerate(entries):
        for name, values, is_pattern in _fields(rule):
            for k, text in enumerate(values):
                for part, rest in _without(text, pieces) if is_pattern else [(text, None)]:
                    left: Any = rest
                    if isinstance(getattr(rule, name), tuple):
                        left = (*values[:k], *([rest] if rest else ()), *values[k + 1 :])
                    poorer = rule.model_copy(update={name: left})
                    changed = {file: (*entries[:at], poorer, *entries[at + 1 :])}
                    yield Form(file, rule.id, name, part, text if is_pattern else "", changed)
                    if not is_pattern and (other := _another(rule, name, text)):
                        elsewhere = {file: (*entries[:at], poorer, other, *entries[at + 1 :])}
                        yield Form(file, rule.id, name, part, "", elsewhere, moved=True)


def _fields(rule: Rule) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The fields of a rule that hold forms: name, words or patterns, and whether they are patterns."""
    for name, info in type(rule).model_fields.items():
        value = getattr(rule, name)
        is_pattern = any(isinstance(m, Regex) for m in info.metadata)
        if name not in ("id", "note") and (isinstance(value, tuple) or is_pattern):
            yield name, value if isinstance(value, tuple) else (value,), is_pattern


def _another(rule: Rule, name: str, word: str) -> Rule | None:
    """An entry for a word alone under which it stands for something else, where entries say what words stand for."""
    other: dict[str, Any] = {field: () for field, _, _ in _fields(rule)} | {name: (word,)}
    if isinstance(rule, OrganizationRule) and rule.sort == "line":
        return rule.model_copy(update=other | {"id": "another", "office": rule.office and "another"})
    kind, level = getattr(rule, "kind", None), getattr(rule, "level", None)
    if not isinstance(rule, OrganizationRule | PlaceRule) or not (kind or level):
        return None
    kind = kind and ("bank" if kind != "bank" else "party")
    level = level and ("township" if level != "township" else "national")
    return rule.model_copy(update=other | ({"kind": kind} if kind else {}) | ({"level": level} if level else {}))


def _of_fragments(rules: RuleSet) -> Iterator[Form]:
    for name, whole in rules.fragments.items():
        for part, rest in _without(whole, []):
            changed: dict[str, tuple[Rule, ...]] = {}
            for file in FILES:
                entries: tuple[Rule, ...] = getattr(rules, file)
                new = tuple(_replaced(rule, whole, rest) for rule in entries)
                if any(a is not b for a, b in zip(entries, new, strict=True)):
                    changed[file] = new
            yield Form("fragments", name, "", part, whole, changed)


def _replaced(rule: Rule, old: str, new: str) -> Rule:
    update: dict[str, Any] = {}
    for name, values, is_pattern in _fields(rule):
        if is_pattern and any(old in value for value in values):
            replaced = tuple(value.replace(old, new) for value in values)
            update[name] = replaced if isinstance(getattr(rule, name), tuple) else replaced[0]
    return rule.model_copy(update=update) if update else rule


def no_forms(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of one file with none of their forms."""
    emptied = []
    for rule in rules:
        gone: dict[str, Any] = {}
        for name, values, is_pattern in _fields(rule):
            if is_pattern:
                never = tuple(f"{_NEVER}(?:{pattern})" for pattern in values)
                gone[name] = never if isinstance(getattr(rule, name), tuple) else never[0]
            else:
                gone[name] = (_NOWHERE,) if values else ()
        emptied.append(rule.model_copy(update=gone))
    return tuple(emptied)


def _without(pattern: str, pieces: list[str]) -> Iterator[tuple[str, str]]:
    """Each alternative of a pattern, none from inside the pieces that fragments put in, and the pattern without it."""
    inside: list[tuple[int, int]] = []
    for piece in pieces:
        inside += [m.span() for m in re.finditer(re.escape(piece), pattern)] if piece in pattern else []
    for start, end in alternatives(pattern):
        if not any(a <= start and end <= b and (start, end) != (0, len(pattern)) for a, b in inside):
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
