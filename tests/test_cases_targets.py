"""Every form of a target, every unit and comparator, and every near miss: ``tests/cases/targets.txt`` line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fupin_extract.find.targets.find import TargetValue, find_targets
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.ruleset.rule import Rule
from fupin_extract.text.fold import fold

FILE = Path(__file__).parent / "cases" / "targets.txt"
CASES = list(read_cases(FILE.read_text(encoding="utf-8"), FILE.name))
# What is so where a mark does not tell.
USUAL = {"comparator": "=", "value_max": "", "approximate": "false", "per": ""}
# Fields whose items are forms: words and patterns that meet the text.
FORMS = {
    "targets": ("phrases", "counted_for", "stops", "nouns", "changes", "per", "text", "before", "after"),
    "measures": ("units", "unless", "symbols", "prefixes", "ahead", "behind", "apart"),
}

Row = tuple[str, str, dict[str, str]]


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int):
        return str(int(value)) if float(value).is_integer() else str(round(value, 6))
    return "" if value is None else str(value)


def found(case: Case, rules: RuleSet) -> list[Row]:
    """Role, phrase and values of the targets of a text; the subject only where the case tells it."""
    rows = []
    named = {(e.start, e.end): e.values for e in case.expected}
    for mention in find_targets(fold(case.text), rules):
        value = mention.value
        if isinstance(value, TargetValue):
            names = {*USUAL, *named.get((mention.start, mention.end), ("value", "unit"))}
            values = {n: written(getattr(value, n)) for n in names} if value.role != "coverage" else {}
            rows.append((str(value.role), case.text[mention.start : mention.end], values))
    return rows


def wanted(case: Case) -> list[Row]:
    return [
        (e.role, case.text[e.start : e.end], {**USUAL, **e.values} if e.role != "coverage" else {})
        for e in case.expected
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}")
def test_case(case: Case) -> None:
    assert found(case, load_rules()) == wanted(case)


def items() -> Iterator[tuple[str, str, str, str]]:
    rules = load_rules()
    for file, fields in FORMS.items():
        for rule in getattr(rules, file):
            for field in fields:
                yield from ((file, rule.id, field, item) for item in getattr(rule, field))


def poorer(file: str, rule_id: str, field: str, item: str) -> RuleSet:
    """The packaged rules without one item of one rule; a rule whose only pattern it was is gone."""
    rules = load_rules()
    changed: list[Rule] = []
    for rule in getattr(rules, file):
        if rule.id != rule_id:
            changed.append(rule)
            continue
        left = tuple(other for other in getattr(rule, field) if other != item)
        if left or field not in ("per", "text", "before", "after", "counted_for"):
            changed.append(rule.model_copy(update={field: left}))
    return RuleSet(
        targets=tuple(changed) if file == "targets" else rules.targets,  # type: ignore[arg-type]
        measures=tuple(changed) if file == "measures" else rules.measures,  # type: ignore[arg-type]
    )


@cache
def decided() -> dict[str, set[int]]:
    """The cases where each rule decides: they are the likeliest to show a form of it."""
    rules, cases = load_rules(), defaultdict[str, set[int]](set)
    for i, case in enumerate(CASES):
        for mention in find_targets(fold(case.text), rules):
            cases[mention.rule].add(i)
    return cases


@pytest.mark.slow
@pytest.mark.parametrize(("file", "rule_id", "field", "item"), list(items()))
def test_no_form_without_a_case(file: str, rule_id: str, field: str, item: str) -> None:
    """Without the item, some case comes out otherwise."""
    rules = poorer(file, rule_id, field, item)
    likely = decided().get(rule_id, set())
    order = sorted(range(len(CASES)), key=lambda i: (i not in likely, item not in CASES[i].text))
    assert any(found(CASES[i], rules) != wanted(CASES[i]) for i in order)
