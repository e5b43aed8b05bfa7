"""Every form of a citation, and what is none: ``tests/cases/citations.txt`` line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_extract.find.citations import find_citations
from fupin_extract.resolve.citations import resolve_citations
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.text.fold import fold

FILE = Path(__file__).parent / "cases" / "citations.txt"
CASES = list(read_cases(FILE.read_text(encoding="utf-8"), FILE.name))
OWN = ["望江县易地搬迁后续扶持工作方案", "望江县人民政府关于印发《望江县易地搬迁后续扶持工作方案》的通知", None]

Row = tuple[str, dict[str, str]]


def found(case: Case, rules: RuleSet) -> list[Row]:
    """Phrase and values of the citations of a text, those values that the case names."""
    text = fold(case.text)
    named = {(e.start, e.end): e.values for e in case.expected}
    mentions = find_citations(text, rules)
    rows = []
    for mention, fields in zip(mentions, resolve_citations(mentions, OWN), strict=True):
        if fields is not None:
            names = named.get((mention.start, mention.end), {})
            values = {name: (dict(fields)[name] or "") for name in names}
            rows.append(
                (case.text[mention.start : mention.end], {n: str(v).replace(" ", "") for n, v in values.items()})
            )
    return rows


def wanted(case: Case) -> list[Row]:
    return [(case.text[e.start : e.end], dict(e.values)) for e in case.expected]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}")
def test_case(case: Case) -> None:
    assert found(case, load_rules()) == wanted(case)


def items() -> Iterator[tuple[str, str, str]]:
    for rule in load_rules().citations:
        for field in ("before", "title", "after"):
            yield from ((rule.id, field, item) for item in getattr(rule, field))


@pytest.mark.parametrize(("rule_id", "field", "item"), list(items()))
def test_no_form_without_a_case(rule_id: str, field: str, item: str) -> None:
    """Without the item, some case comes out otherwise; a rule without its only pattern is gone."""
    changed = []
    for rule in load_rules().citations:
        left = tuple(other for other in getattr(rule, field) if other != item) if rule.id == rule_id else None
        if left is None or left:
            changed.append(rule if left is None else rule.model_copy(update={field: left}))
    rules = RuleSet(citations=tuple(changed))
    assert any(found(case, rules) != wanted(case) for case in CASES)
