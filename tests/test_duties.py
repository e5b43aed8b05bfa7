"""Duties in running text: ``tests/cases/duties.txt``, each form of ``rules/duties.yaml``, what their records hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from effort import effort
from fupin_extract import parse
from fupin_extract.find.deadlines.find import find_deadlines
from fupin_extract.find.duties.find import find_duties
from fupin_extract.find.duties.forms import DutyGrammar
from fupin_extract.find.duties.value import DutyValue
from fupin_extract.ruleset import load_rules

SAMPLES = Path(__file__).parent.parent / "samples"
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


def test_actors_that_the_clause_above_names_stand_there() -> None:
    text = "职责分工\n一、县教育局、县公安局\n1.负责校舍普查，2025年6月底前完成。\n2.经费另行安排。\n"
    notice = parse(text)
    (duty,) = (duty for clause in notice.clauses for duty in clause.duties)
    assert (duty.id, duty.action, duty.deadlines) == ("1.1/a1", "校舍普查，2025年6月底前完成", ("1.1/d1",))
    assert text[slice(*duty.span)] == "负责校舍普查，2025年6月底前完成"
    assert [(actor.name, text[slice(*actor.span)], actor.inherited) for actor in duty.actors] == [
        ("县教育局", "县教育局", True),
        ("县公安局", "县公安局", True),
    ]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda sample: sample.stem)
def test_where_a_sentence_begins_no_actors_are_missed(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = parse(sample).tasks
    monkeypatch.setattr(DutyGrammar, "begins_none", lambda *_: False)
    assert parse(sample).tasks == with_it


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("引导县农业农村局加强管理", []),
        ("以县财政局要加强监管", []),
        ("与辖区基层医疗卫生机构共同做好签约服务", ["辖区基层医疗卫生机构"]),
    ],
)
def test_what_may_begin_a_list_of_actors(text: str, actors: list[str]) -> None:
    found = (m.value for m in find_duties(text, load_rules()) if isinstance(m.value, DutyValue))
    assert [unit.name for value in found for unit in value.actors] == actors


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

    few, many = piece * 300, piece * 2400
    of_few, of_many = (effort(find_duties, text, rules, find_deadlines(text, rules)) for text in (few, many))
    # Eight times the text; the square of it would be 64 times the work.
    assert of_many < 24 * max(of_few, 0.005)


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


def test_a_title_names_whose_duties_follow() -> None:
    notice = parse("云岭县普查工作方案\n一、职责分工\n（一）县教育局。负责校舍普查。\n（二）县公安局\n治安形势较好。\n")
    found = [(d.actors[0].name, d.action, d.span) for clause in notice.clauses for d in clause.duties]
    assert [(name, action) for name, action, _ in found] == [("县教育局", "校舍普查")]


def test_a_line_that_leads_measures_in_names_whose_they_are() -> None:
    notice = parse(
        "云岭县方案\n一、分工\n交通部门：一是负责值班。二是制定方案。\n公安部门：（1）组织专班；（2）由县交巡警队负责疏导。\n"
        "二、要求\n各地要做到：一是组织有力；二是落实到人。\n"
    )
    found = [(d.actors[0].name, d.action) for clause in notice.clauses for d in clause.duties]
    assert found[:4] == [
        ("交通部门", "值班"),
        ("交通部门", "制定方案"),
        ("公安部门", "组织专班"),
        ("县交巡警队", "疏导"),
    ]


def test_a_list_of_offices_names_no_addressees() -> None:
    lines = ["县教育局：牵头协调治理；", "县民政局：负责登记；", "县妇联：动员家长。"]
    found = parse("云岭县职责分工\n" + "\n".join(lines) + "\n")
    assert [d.actors[0].name for d in found.clauses[0].duties] == ["县教育局", "县民政局", "县妇联"]
    assert not found.metadata.addressees
