"""Rules and cases: every form has a case that only it can meet, no case goes without a form, every pattern ends.

``RULES="rules/kinds.yaml tests/cases/units.txt"`` in the environment tries the forms of these files, and of those that
the cases show, alone: what a contributor changed is tried in seconds.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms import alternatives, forms, no_forms
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.rule import Regex, Rule
from fupin_extract.trial import FINDERS, failures
from hostile import hostile_texts
from takeaway import SHOWN_IN, WAITING, Lexicon, TakeAway, advice, cases, with_files

# Seconds for all patterns of a file in all their hostile texts: a hundred times what they take.
PATIENCE = 240


def entries(stem: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = getattr(load_rules(), stem)
    return found


def chosen(asked: str) -> list[str]:
    """The files of rules whose forms are tried: all, or those that are named and those that named cases show."""
    stems = {Path(name).stem for name in asked.split()}
    return [file for file, names in SHOWN_IN.items() if not asked or stems & {file, *names}]


def test_every_file_of_rules_and_of_cases_has_its_place() -> None:
    """A new file of rules needs a line in SHOWN_IN, a new file of cases a finder in ``trial``."""
    assert SHOWN_IN.keys() == {"fragments", *FILES}
    assert {name for names in SHOWN_IN.values() for name in names} == FINDERS.keys()


@pytest.mark.parametrize("file", chosen(os.environ.get("RULES", "")))
def test_every_form_has_a_case_that_only_it_can_meet(file: str) -> None:
    rules = load_rules()
    unseen = list(TakeAway(rules).unseen(file))
    assert not unseen, "\n" + "\n".join(advice(form, rules) for form in unseen)


def test_a_new_form_is_told_with_the_line_that_shows_it() -> None:
    rules = load_rules()
    changed = tuple(
        rule.model_copy(update={"roles": (*rule.roles, "领办")}) if rule.id == "label.lead" else rule
        for rule in rules.labels
    )
    richer = replace(rules, labels=changed)
    (form,) = (form for form in forms(richer, "labels") if form.text == "领办")
    assert not TakeAway(richer).is_shown(form)
    assert advice(form, richer) == (
        "rules/labels.yaml: label.lead: 领办 has no case: add a line to tests/cases/units.txt in which it must "
        "be read, such as 办好帮扶车间。（领办单位：⟦lead 县工信局⟧）"
    )


def test_forms_without_a_case_are_forms() -> None:
    """The list is no place to forget things in."""
    assert {form.place for file in SHOWN_IN for form in forms(load_rules(), file)} >= WAITING


# 《》 make a citation by themselves, 县 a place, 2020年 a time, 5户 a number, a marker a title: that is Python.
@pytest.mark.parametrize("name", sorted(FINDERS.keys() - {"citations", "places", "deadlines", "targets", "headings"}))
def test_no_case_goes_without_a_form(name: str) -> None:
    emptied = {file: no_forms(entries(file)) for file in FILES if name in SHOWN_IN[file]}
    without = with_files(load_rules(), emptied)
    assert [case.text for case in cases(name) if case.expected and not failures(case, name, without)] == []


def test_a_case_is_read_alike_with_the_words_that_it_holds_alone() -> None:
    lexicon = Lexicon(load_rules())
    for name in ("organizations", "conjunctions", "places"):
        assert [case.text for case in cases(name) if failures(case, name, lexicon.of(case, {}))] == []


@pytest.mark.parametrize("name", FINDERS)
def test_every_file_of_cases_has_near_misses(name: str) -> None:
    assert {bool(case.expected) for case in cases(name)} == {True, False}


@pytest.mark.parametrize("name", FINDERS)
def test_no_case_stands_twice(name: str) -> None:
    told = [(case.text, case.expected) for case in cases(name)]
    assert [case for case in told if told.count(case) > 1] == []


def patterns(rule: Rule) -> Iterator[str]:
    for name, info in type(rule).model_fields.items():
        if any(isinstance(mark, Regex) for mark in info.metadata):
            value = getattr(rule, name)
            yield from value if isinstance(value, tuple) else (value,)


def unfinished(searched: list[str]) -> str | None:
    """The pattern that keeps on searching its hostile texts when patience ends, or None."""
    command = [sys.executable, str(Path(__file__).parent / "hostile.py")]
    try:
        subprocess.run(command, input=json.dumps(searched).encode(), capture_output=True, check=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as slow:
        return searched[len((slow.stdout or b"").split())]
    return None


@pytest.mark.slow
@pytest.mark.parametrize("stem", FILES)
def test_every_pattern_ends_on_hostile_runs_of_its_own_alphabet(stem: str) -> None:
    searched = [p for rule in entries(stem) for p in patterns(rule) if p]
    assert unfinished(searched) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?:a+)+$", "aaa"),
        ("x(?:需|要|需要)*y", "x需要需要"),
        ("^[^，]{1,9}(?: ?[>›] ?[^，>]{1,9})+$", "›››"),
    ],
)
def test_hostile_texts_are_hostile(pattern: str, text: str) -> None:
    """The texts hold the runs that keep a pattern with ambiguous repetitions busy for ever."""
    assert any(text in hostile for hostile in hostile_texts(pattern))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("甲", ["甲"]),
        ("甲|乙", ["甲", "乙"]),
        ("(?:甲|乙)丙", ["(?:甲|乙)丙", "甲", "乙"]),
        (
            "(?:甲)?(?P<n>乙|丙[丁|)]|(?:戊)*)",
            ["(?:甲)?(?P<n>乙|丙[丁|)]|(?:戊)*)", "甲", "乙", "丙[丁|)]", "(?:戊)*", "戊"],
        ),
        (r"(?!甲|\))[]|]乙", [r"(?!甲|\))[]|]乙", "甲", r"\)"]),
    ],
)
def test_alternatives_of_a_pattern(pattern: str, parts: list[str]) -> None:
    assert [pattern[start:end] for start, end in alternatives(pattern)] == parts
    re.compile(pattern)
