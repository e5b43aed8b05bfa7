"""Every form of a deadline, and every near miss: ``tests/cases/deadlines.txt`` read line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from forms import forms
from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.resolve.deadlines import DeadlineContext, is_past, resolve_deadline
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.ruleset.models import DeadlineRule
from fupin_extract.text.fold import fold

FILE = Path(__file__).parent / "cases" / "deadlines.txt"
CASES = list(read_cases(FILE.read_text(encoding="utf-8"), FILE.name))
# The cases stand for themselves: a day of signing only tells forms apart that mean the same without one.
NOTHING_KNOWN = DeadlineContext()
SIGNED = DeadlineContext(date_signed=dt.date(2021, 9, 28), matters=frozenset({"transition"}))

Wanted = tuple[str, str, dict[str, str]]


def as_expected(case: Case, rules: RuleSet) -> list[Wanted]:
    """What is found, in the terms of the case: kind, phrase, and those values that the case names."""
    named = {(mark.start, mark.end): mark.values for mark in case.expected}
    rows = []
    for mention in find_deadlines(fold(case.text), rules):
        if mention.rejected is None:
            assert isinstance(mention.value, DeadlineValue)
            fields = dict(resolve_deadline(mention.value, NOTHING_KNOWN))
            values = {k: written(fields[k]) for k in named.get((mention.start, mention.end), ())}
            rows.append((str(fields["kind"]), case.text[mention.start : mention.end], values))
    return rows


def written(value: object) -> str:
    return "null" if value is None else str(value)


def wanted(case: Case) -> list[Wanted]:
    return [(mark.role, case.text[mark.start : mark.end], dict(mark.values)) for mark in case.expected]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line {case.line}")
def test_case(case: Case) -> None:
    assert as_expected(case, load_rules()) == wanted(case)


def outcome(text: str, rules: RuleSet) -> list[object]:
    """All that is told of a text: the deadlines with their fields, and what was not taken with its reason."""
    told: list[object] = []
    for mention in find_deadlines(text, rules):
        assert isinstance(mention.value, DeadlineValue)
        place = mention.start, mention.end
        if mention.rejected is None:
            fields = resolve_deadline(mention.value, SIGNED)
            told.append((*place, fields, is_past(mention.value, fields, SIGNED)))
        else:
            told.append((*place, mention.rejected))
    return told


def not_shown() -> Iterator[tuple[str, str]]:
    """The forms that no case shows: without them every case comes out the same."""
    rules = load_rules()
    texts = [fold(case.text) for case in CASES]
    whole = [outcome(text, rules) for text in texts]
    decided = [{mention.rule for mention in find_deadlines(text, rules)} for text in texts]
    for form in forms(rules.deadlines):
        deadlines = cast("tuple[DeadlineRule, ...]", form.without)
        without = RuleSet(deadlines=deadlines, periods=rules.periods)
        # The cases that the rule decides come first: most often one of them shows the form.
        order = sorted(range(len(texts)), key=lambda i: form.id not in decided[i])
        if all(outcome(texts[i], without) == whole[i] for i in order):
            yield form.id, form.text


@pytest.mark.slow
def test_no_form_without_a_case() -> None:
    assert not list(not_shown())
