"""Units and comparators from ``rules/measures.yaml``, ready to be asked for at a place in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import groupby

from fupin_extract.errors import RuleError
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Comparator
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.pattern import compile_sign, one_of
from fupin_extract.ruleset.quantity_models import MeasureRule
from fupin_extract.values.numerals import IN_WORDS
from fupin_extract.values.symbols import compile_symbols

# What a number in words goes on with, before its unit, or to the next of its list or range: 十分之一, 三点五, 二至三个.
_GO_ON = "分点點余多来和或及以至到"
# The longest row of comparator words before a number, 最高一般不超过.
_REACH = 16


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written (``name``) and as the record calls it, its kind, and what its numbers are multiplied by."""

    name: str
    record: str
    kind: str
    factor: float

    @property
    def halved(self) -> bool:
        """Whether a half may stand behind it: 一年半, 三斤半, 三成半."""
        return self.kind in ("time", "length", "mass", "area") or self.name == "成"


@dataclass(frozen=True, slots=True)
class Sign:
    """A comparator at ``text[start:end]``; ``sign`` None for 左右 and the like, which only approximate."""

    start: int
    end: int
    sign: Comparator | None
    approximate: bool


class Measures:
    """Every unit and comparator of the rules."""

    def __init__(self, rules: Iterable[MeasureRule]) -> None:
        rules = tuple(rules)
        self._units = _units(rules)
        # Longest first, so that 个百分点 is no 个; what may not follow belongs to its unit.
        names = sorted(self._units, key=lambda name: (-len(name), self._units[name][0].id))
        measuring = [rule for rule in rules if rule.units]
        alike = groupby(names, key=lambda name: (len(name), self._units[name][0]))
        written = "|".join(_guarded(group, rule) for (_, rule), group in alike)
        self._symbols = compile_symbols(rules)
        self._begins = frozenset(name[0] for name in names)
        # 一 of 统一标准 counts nothing: before another character than these no number in words has an end or a unit.
        goes_on = one_of((*self._begins, *IN_WORDS, *_GO_ON))
        self.number_begins = compile_pattern(
            f"[0123456789{IN_WORDS}](?:(?<=[0-9])|(?={goes_on}|[^一-龥]|$))", measuring
        )
        self._unit = compile_pattern(written or "(?!)", measuring)
        self._digits = frozenset(name for name, (rule, _) in self._units.items() if rule.numeral == "digits")
        signs = [rule for rule in rules if rule.sign or rule.approximate]
        self._words = {word: rule for rule in signs for word in rule.ahead}
        words = any_of(self._words)
        # 最高不超过, 最高可达, 上限为
        self._ahead = compile_pattern(rf"(?:{words}){{1,3}}(?:可?达到?|为)? ?$", signs)
        self._word = compile_pattern(words, signs)
        self._ahead_ends = frozenset("达到为 ").union(word[-1] for word in self._words)
        self._unless = {rule.id: compile_pattern("|".join(rule.unless), [rule]) for rule in signs if rule.unless}
        self._apart = [(compile_pattern(p, [r]), r) for r in signs for p in r.apart]
        self._any_apart = compile_sign(either(p for r in signs for p in r.apart), signs)
        self._behind = [(compile_pattern(p, [r]), r) for r in signs for p in r.behind]
        # All of them in one, to tell at once that none is there.
        self._any_behind = compile_pattern(either(p for r in signs for p in r.behind), signs)

    def unit(self, text: str, at: int, written: str) -> Unit | None:
        """The unit at ``text[at:]``; some units follow figures only (``written`` is ``digits`` or ``words``)."""
        char = text[at : at + 1]
        if not "一" <= char <= "龥" and (symbol := self._symbols.at(text, at, partial(self._end, text))):
            return Unit(text[at : symbol.end], symbol.record, symbol.kind, 1)
        found = self._unit.match(text, at) if char in self._begins else None
        if found is None or (written == "words" and found[0] in self._digits):
            return None
        unit, end = self._units[found[0]][1], found.end()
        # 台（套）, 人（次）
        inner = self._end(text, end + 1) if text.startswith("（", end) else None
        if inner is None or not text.startswith("）", inner):
            return unit
        name = text[at : inner + 1]
        return replace(unit, name=name, record=name)

    def _end(self, text: str, at: int) -> int | None:
        """Where the unit ends that begins at ``text[at:]``."""
        found = self._unit.match(text, at)
        return found.end() if found else None

    def ahead(self, text: str, left: int, at: int) -> Sign | None:
        """The comparator words that end at ``at`` (最高不超过), not before ``left``; the last of them decides."""
        if left >= at or text[at - 1] not in self._ahead_ends:
            return None
        start = max(left, at - _REACH)
        found = self._ahead.search(text[start:at])
        if found is None:
            return None
        rules = [self._words[word.group()] for word in self._word.finditer(found.group())]
        unless = self._unless.get(rules[-1].id)
        if unless and unless.match(text, at):
            return None
        sign = next((rule.sign for rule in reversed(rules) if rule.sign), None)
        return Sign(start + found.start(), at, sign, any(rule.approximate for rule in rules))

    def behind(self, text: str, at: int) -> Sign | None:
        """The comparators that begin at ``at``: 以上, 左右, 左右以上."""
        end, sign, approximate = at, None, False
        while end < at + _REACH and self._any_behind.match(text, end):
            for pattern, rule in self._behind:
                found = pattern.match(text, end)
                if found:
                    end, sign, approximate = found.end(), sign or rule.sign, approximate or rule.approximate
                    break
        return Sign(at, end, sign, approximate) if end > at else None

    def apart(self, text: str, begin: int, end: int, numbers: frozenset[int]) -> tuple[int, Comparator] | None:
        """Where the last comparator in ``text[begin:end]`` stands, and its sign: 不超过费用的, 产值过."""
        if not self._any_apart.search(text, begin, end):
            return None
        found = [
            (match.start(), rule.sign)
            for pattern, rule in self._apart
            for match in pattern.finditer(text, begin, end)
            if rule.sign and (match.end() == end or match.end() not in numbers)
        ]
        return max(found, default=None)


def compile_measures(rules: RuleSet) -> Measures:
    """For ``rules.get(compile_measures)``."""
    return Measures(rules.measures)


def _units(rules: Iterable[MeasureRule]) -> dict[str, tuple[MeasureRule, Unit]]:
    units: dict[str, tuple[MeasureRule, Unit]] = {}
    for rule in rules:
        for name in rule.units:
            if name in units:
                raise RuleError(f"{rule.place}: the unit {name} stands in {units[name][0].place} too: keep one of them")
            units[name] = (rule, Unit(name, rule.unit or name, rule.kind, rule.factor))
    return units


def _guarded(names: Iterable[str], rule: MeasureRule) -> str:
    guards = "".join(f"(?!{pattern})" for pattern in rule.unless)
    return f"(?:{'|'.join(map(re.escape, names))}){guards}"
