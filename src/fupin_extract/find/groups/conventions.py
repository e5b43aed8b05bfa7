"""Conventions about who leads where no word tells it: 列第一位的为牵头单位, 第一个逗号前为牵头单位, 下同."""

from __future__ import annotations

import re
from typing import Literal, cast

from fupin_extract.find.groups.forms import compile_grammar
from fupin_extract.find.mention import Mention, settled
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.models import ResponsibilityRule
from fupin_extract.ruleset.pattern import compile_sign, unnamed

_MEANINGS: dict[str, Literal["first", "comma"]] = {"first_leads": "first", "comma_leads": "comma"}


@dataclass(frozen=True, slots=True)
class Convention:
    """Who leads: the ``first`` unit, or all before the first ``comma``; ``others`` is the role of the rest, if told."""

    leads: Literal["first", "comma"]
    others: UnitRole | None = None


@dataclass(frozen=True, slots=True)
class ConventionForms:
    """The patterns with their rules; where ``sign`` finds nothing, none of them does."""

    sign: Compiled
    patterns: tuple[tuple[ResponsibilityRule, Compiled], ...]


def compile_conventions(rules: RuleSet) -> ConventionForms:
    """For ``rules.get(compile_conventions)``."""
    stating = [rule for rule in rules.responsibility if rule.means in _MEANINGS]
    sign = compile_sign(either(unnamed(pattern) for rule in stating for pattern in rule.patterns), stating)
    return ConventionForms(sign, tuple((r, compile_pattern(p, [r])) for r in stating for p in r.patterns))


def find_conventions(text: str, rules: RuleSet) -> list[Mention]:
    """The conventions that a clause's folded text states, by place."""
    forms = rules.get(compile_conventions)
    if not forms.sign.search(text):
        return []
    found = [
        Mention("convention", rule.id, *match.span(), Convention(_MEANINGS[rule.means or ""], _others(match, rules)))
        for rule, pattern in forms.patterns
        for match in pattern.finditer(text)
    ]
    return settled(found)


def _others(match: re.Match[str], rules: RuleSet) -> UnitRole | None:
    """The role of the rest (其他为配合单位, 其他配合), told by the label or the verb that it is given."""
    label = match.groupdict().get("others")
    known = rules.get(compile_grammar).labels.tells(label) if label else None
    return cast("UnitRole", known[0].tells) if known and known[0].tells in ("responsible", "supporting") else None
