"""How one rule writes an element that takes a line of its own, and which of several rules a line meets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.models import HeaderRule
from fupin_extract.text.span import Span


@dataclass(frozen=True, slots=True)
class LineForm:
    """A pattern of the rule ``rule`` over a line; its group ``value``, if any, is the element ``field`` itself."""

    field: str
    rule: str
    pattern: Compiled


class Met(NamedTuple):
    """Which form a line met, and how."""

    form: LineForm
    match: re.Match[str]

    @property
    def value(self) -> Span:
        """Where the element stands in the line."""
        return self.match.span("value" if self.match.groupdict().get("value") else 0)


def meet(forms: Iterable[LineForm], text: str) -> Met | None:
    """The first of the forms that is found in a line, or None."""
    for form in forms:
        if match := form.pattern.search(text):
            return Met(form, match)
    return None


def of_field(rules: RuleSet, *fields: str) -> list[HeaderRule]:
    """The rules of ``rules/header.yaml`` about some fields, in the order of the file."""
    return [rule for rule in rules.header if rule.field in fields]


def words(rules: Iterable[HeaderRule]) -> list[str]:
    """The words of all the rules."""
    return [word for rule in rules for word in rule.words]


def patterns(rules: Iterable[HeaderRule]) -> list[str]:
    """The patterns of all the rules."""
    return [pattern for rule in rules for pattern in rule.patterns]


def joined(rules: RuleSet, field: str) -> Compiled:
    """The patterns of a field, all in one."""
    found = of_field(rules, field)
    return compile_pattern(either(patterns(found)), found)


def line_forms(rules: RuleSet, field: str) -> tuple[LineForm, ...]:
    """The patterns of a field, one by one."""
    return tuple(
        LineForm(field, rule.id, compile_pattern(pattern, [rule]))
        for rule in of_field(rules, field)
        for pattern in rule.patterns
    )
