"""Duties in running text: ``tests/cases/duties.txt``, each word of ``rules/duties.yaml``, and what their records hold."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from forms import Form, forms

from fupin_extract import parse
from fupin_extract.cli import trial
from fupin_extract.find.deadlines import find_deadlines
from fupin_extract.find.duties import DutyValue, find_duties
from fupin_extract.find.duty_grammar import compile_duties
from fupin_extract.find.mention import Mention
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.text.fold import fold

FILE = Path(__file__).parent / "cases" / "duties.txt"
CASES = list(read_cases(FILE.read_text(encoding="utf-8"), FILE.name))
DEADLINES = {case.line: find_deadlines(fold(case.text), load_rules()) for case in CASES}

Row = tuple[int, int, dict[str, str]]


def found(case: Case, rules: RuleSet) -> list[Row]:
    """The place and the values of each duty of a case, deadlines by the ids that their records would have."""
    text, deadlines = fold(case.text), DEADLINES[case.line]
    taken = [m for m in deadlines if m.rejected is None]
    ids = {(m.start, m.end): f"1/d{i + 1}" for i, m in enumerate(taken)}
    return [(m.start, m.end, values(text, m, ids)) for m in find_duties(text, rules, deadlines) if m.rejected is None]


def values(text: str, mention: Mention, ids: dict[tuple[int, int], str]) -> dict[str, str]:
    assert isinstance(mention.value, DutyValue)
    value = mention.value
    return {
        "role": value.role,
        "actors": ",".join(unit.name for unit in value.actors),
        "action": text[slice(*value.action)],
        "deadlines": ",".join(ids[place] for place in value.deadlines),
        "rule": mention.rule,
    }


def as_marked(case: Case, rules: RuleSet) -> bool:
    """Whether exactly what the case marks is found."""
    rows = found(case, rules)
    if sorted(row[:2] for row in rows) != sorted((mark.start, mark.end) for mark in case.expected):
        return False
    by_place = {row[:2]: row[2] for row in rows}
    return all(mark.values.items() <= by_place[mark.start, mark.end].items() for mark in case.expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}")
def test_case(case: Case) -> None:
    """As ``fupin-extract rules test`` tries it, in a notice of one clause."""
    assert trial.failures(case, "duties", load_rules()) == [], case.text


FORMS = list(forms(load_rules().duties))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.id} {form.text}")
def test_no_form_without_a_case(form: Form) -> None:
    """Without the form some case comes out otherwise; those that hold its characters are tried first."""
    whole = load_rules()
    poorer = dataclasses.replace(whole, duties=form.without)
    # What is compiled from the other files stays as it is.
    poorer._built.update({build: made for build, made in whole._built.items() if build is not compile_duties})
    likely = sorted(CASES, key=lambda case: -len(set(form.text) & set(case.text)))
    assert any(not as_marked(case, poorer) for case in likely if as_marked(case, whole))
