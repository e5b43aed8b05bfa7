"""Duties in running text: ``tests/cases/duties.txt``, each form of ``rules/duties.yaml``, what their records hold."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from forms import Form, forms
from fupin_extract import parse, trial
from fupin_extract.find.deadlines.find import find_deadlines
from fupin_extract.find.duties.find import DutyValue, find_duties
from fupin_extract.find.duties.forms import compile_duties
from fupin_extract.find.mention import Mention
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.ruleset.models import DutyRule
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
    left = tuple(rule for rule in form.without if isinstance(rule, DutyRule))
    poorer = dataclasses.replace(whole, duties=left)
    # What is compiled from the other files stays as it is.
    poorer._built.update({build: made for build, made in whole._built.items() if build is not compile_duties})
    likely = sorted(CASES, key=lambda case: -len(set(form.text) & set(case.text)))
    assert any(not as_marked(case, poorer) for case in likely if as_marked(case, whole))


NOTICE = """云岭县人民政府关于做好后续扶持工作的通知
各乡镇人民政府：
一、压实责任
2020年10月底前，县公安局指导各乡镇办理居住证；县教体局、人社局要于2021年6月底前完成
建账。
（责任单位：县财政局）
云岭县人民政府
2020年8月1日
"""


def test_a_record_holds_organizations_the_work_as_printed_and_ids_of_deadlines() -> None:
    notice = parse(NOTICE)
    first, second = (duty for clause in notice.clauses for duty in clause.duties)
    assert (first.id, first.rule, first.role, first.action) == (
        "1/a1",
        "directs",
        "responsible",
        "指导各乡镇办理居住证",
    )
    assert first.deadlines == ("1/d1",)
    assert [actor.name for actor in second.actors] == ["县教体局", "人社局"]
    assert [actor.functions for actor in second.actors] == [("education", "sports"), ("human_resources",)]
    assert [actor.level for actor in second.actors] == ["county", "county"]
    assert second.action == "完成建账"
    assert second.deadlines == ("1/d2",)
    assert [deadline.text for deadline in notice.clauses[1].deadlines] == ["2020年10月底前", "2021年6月底前"]
    start, end = second.span
    assert NOTICE[start:end] == "县教体局、人社局要于2021年6月底前完成\n建账"
    assert notice.tasks[0].duties == (first, second)


HOSTILE = [
    "县财政局，",
    "县财政局、",
    "由县财政局牵头、",
    "由",
    "各县要的",
    "的",
    "（",
    "《",
    "“",
    "对",
    "2021年底前，",
    "，",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    rules = load_rules()

    def seconds(count: int) -> float:
        text = piece * count
        deadlines = find_deadlines(text, rules)
        start = time.perf_counter()
        find_duties(text, rules, deadlines)
        return time.perf_counter() - start

    seconds(10)
    # Eight times the text; the square of it would be 64 times the work.
    assert min(seconds(2400) for _ in range(2)) < 24 * max(min(seconds(300) for _ in range(3)), 0.005)


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("做好培训。（详见附件1。）各乡镇负责组织实施。", ["各乡镇负责组织实施"]),
        (
            "（略。）各部门要抓好落实，县财政局要做好保障。县教育局要做好培训。",
            ["各部门要抓好落实", "县财政局要做好保障", "县教育局要做好培训"],
        ),
        ("（略。）（略。", []),
    ],
)
def test_a_sentence_may_end_in_the_bracket_that_opens_another(text: str, duties: list[str]) -> None:
    assert [
        duty.text.removeprefix("（略。）").removeprefix("（详见附件1。）") for duty in parse(text).clauses[0].duties
    ] == duties
