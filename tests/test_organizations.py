"""Names of organisations: the cases, every name in ``rules/organizations.yaml``, and the 和 inside names."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from effort import effort
from fupin_extract import parse
from fupin_extract.names.describe import describe
from fupin_extract.names.reading import is_organization, parting_conjunctions
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.cases import Case
from fupin_extract.ruleset.name_models import OrganizationRule
from takeaway import cases


def lines() -> list[OrganizationRule]:
    return [rule for rule in load_rules().organizations if rule.sort == "line"]


@pytest.mark.parametrize("case", cases("conjunctions"), ids=lambda c: c.text)
def test_units_are_parted_where_a_conjunction_stands_between_two(case: Case) -> None:
    """From the text of a notice to its rows, whatever brackets, labels and verbs stand around the list."""
    marks = [mark.start for mark in case.expected] + [m.start() for m in re.finditer("[、，]", case.text)]
    edges = [-1, *sorted(marks), len(case.text)]
    listed = [case.text[a + 1 : b] for a, b in pairwise(edges)]
    for group in (f"（责任单位：{case.text}）", f"（{case.text}负责）", f"责任单位：{case.text}"):
        notice = parse(f"一、办好车间。盘活用房。{group}\n二、其他。（责任单位：县档案局）")
        units = [unit.text for unit in notice.tasks[0].responsible_units]
        # What parts nowhere may also be no name that is read: 县委和县级国家机关各部门.
        assert units == listed or not (units or case.expected), group


@pytest.mark.parametrize("text", ["统计", "发展改革", "各市州", "西咸新区"])
def test_a_bare_line_or_place_is_for_the_lenient(text: str) -> None:
    assert is_organization(text, load_rules())
    assert not is_organization(text, load_rules(), strict=True)


def named() -> dict[str, set[str]]:
    """Every whole name, and every word of a line with a head, with the lines that list it."""
    found: dict[str, set[str]] = {}
    for rule in lines():
        headed = () if rule.office else tuple(w + "部门" for w in (*rule.words, *rule.stems) if len(w) > 1)
        for name in (*rule.names, *rule.national, *rule.township, *headed):
            found.setdefault(name, set()).add(rule.id.partition(".")[0])
    return found


def test_no_name_of_a_line_is_read_as_another() -> None:
    read = {name: set(describe(name, load_rules()).functions) for name in named()}
    assert {name: (read[name], want) for name, want in named().items() if read[name] != want} == {}


@pytest.mark.slow
def test_a_long_run_takes_time_in_proportion() -> None:
    rules = load_rules()
    parting_conjunctions("和", rules)

    for run in ("市和", "和", "人力资源和"):
        short, long = (effort(parting_conjunctions, run * n, rules) for n in (2_000, 16_000))
        assert long < 8 * short * 4 + 0.05
