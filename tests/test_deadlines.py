"""Deadlines that count from the day of signing, what is over by then, working days, and hostile texts."""

from __future__ import annotations

import datetime as dt
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from effort import effort
from fupin_extract import parse
from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.resolve.deadlines import DeadlineContext, DeadlineFields, is_past, resolve_deadline
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.cases import parse_case
from fupin_extract.ruleset.models import DeadlineRule
from fupin_extract.text.fold import fold
from fupin_extract.values.calendar import Duration
from fupin_extract.values.workdays import add_working_days

SIGNED = DeadlineContext(date_signed=dt.date(2021, 9, 28), matters=frozenset({"transition"}))

# Signed on 2021-09-28, about the transition after 2020; the phrases of the genre in sentences of our own.
DATED = """
公路硬化⟦by end=2021-12-31|年底前⟧收尾，路灯⟦by end=2021-12-31|今年内⟧亮起来。
⟦by end=2022-06-30|明年6月底前⟧通自来水，⟦by end=2022-06-30|上半年⟧完成选址。
⟦by end=2021-09-30|第三季度末前⟧排查一遍，⟦by end=2022-06-30|第二季度末前⟧再排查一遍。
⟦by end=2021-10-15|10月15日前⟧上报，⟦by end=2022-03-31|至3月底⟧清零，⟦by end=2021-09-30|9月30日前⟧先报一批。
⟦by end=2021-09-30|本月底前⟧启动，⟦by end=2021-10-31|下月底前⟧见效，⟦by end=2021-10-01|本周五前⟧开会，⟦by end=2021-10-04|下周一前⟧报名单。
⟦by end=2021-12-31|本年度内⟧兑现，⟦by end=2023-12-31|后年年底前⟧扩面。
2022年的任务分两批，⟦by end=2022-03-31|3月底前⟧开工，⟦by end=2022-11-30|11月底前⟧完工。另一批⟦by end=2021-11-30|11月底前⟧完工。
与2019年相比翻一番，⟦by end=2021-10-31|10月底前⟧公布。
⟦during start=2021-01-01 end=2025-12-31|过渡期内⟧保持稳定，⟦during start=2021-01-01 end=2023-12-31|过渡期前3年⟧资金统筹，⟦during start=2024-01-01 end=2025-12-31|过渡期后两年⟧逐步退出。
⟦during start=2021-11-01 end=2022-03-31|11月至次年3月⟧供暖，⟦during start=2021-10-01 end=2021-12-31|10月至12月⟧秋冬种。
⟦within duration=P30D due=2021-10-28|自印发之日起30日内⟧制定细则，⟦within working_days=5 due=2021-10-11 duration=null|文件下发后5个工作日内⟧传达。
⟦within working_days=30 due=null end=null|30个工作日内⟧转换，⟦within duration=P3D due=null|三天内⟧答复，⟦within working_days=15 due=null|自收到申请之日起15个工作日内⟧办结。
⟦from start=2021-09-28|即日起⟧受理，⟦from start=2021-09-28|自本方案印发之日起⟧执行，⟦from start=2021-09-01|从9月1日起⟧补发，⟦from start=2022-01-01|从1月1日起⟧调标，⟦from start=2022-05-01|从5月1日起⟧收网。
⟦during start=2021-09-28 end=2021-12-31|即日起至2021年12月31日⟧开展排查。
⟦by end=null|次年3月底前⟧上报，⟦by end=null|党的二十大前⟧见效，⟦by end=null|春节前⟧慰问，⟦by end=null|村党组织换届前⟧审计。
⟦by end=2020-12-31|2020年底前⟧必须清零。2020年，全县脱贫。2020年底前建成的安置点。到2020年，全县通了动力电。2018年至2020年，投入10亿元。
完成时限：⟦by end=2021-06-30|2021年6月底前⟧
"""  # noqa: E501


def same(fields: DeadlineFields, wanted: dict[str, str]) -> bool:
    return all(("null" if v is None else str(v)) == wanted[k] for k, v in dict(fields).items() if k in wanted)


@pytest.mark.parametrize("line", DATED.strip().splitlines())
def test_counts_from_the_day_of_signing(line: str) -> None:
    case = parse_case(line)
    found = []
    for mention in find_deadlines(fold(case.text), load_rules()):
        if mention.rejected is None:
            assert isinstance(mention.value, DeadlineValue)
            fields = resolve_deadline(mention.value, SIGNED)
            if not is_past(mention.value, fields, SIGNED):
                found.append((fields, case.text[mention.start : mention.end]))
    wanted = [(mark.role, case.text[mark.start : mark.end]) for mark in case.expected]
    assert [(fields["kind"], text) for fields, text in found] == wanted
    for (fields, text), mark in zip(found, case.expected, strict=True):
        assert same(fields, dict(mark.values)), (text, fields)


def test_a_list_of_tasks_without_a_day_counts_from_the_year_in_its_title() -> None:
    first = "一、修路。6月底前完工，下月5日前开工，年底前通车，明年底前养护。（完成时限：全年）"
    text = f"青溪县2023年重点任务清单\n{first}\n二、办学。8月至10月招生。"
    found = [deadline for task in parse(text).tasks for deadline in task.deadlines]
    assert [(d.text, d.start, d.end) for d in found] == [
        ("6月底前", None, dt.date(2023, 6, 30)),
        ("下月5日前", None, None),
        ("年底前", None, dt.date(2023, 12, 31)),
        ("明年底前", None, dt.date(2024, 12, 31)),
        ("全年", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("8月至10月", dt.date(2023, 8, 1), dt.date(2023, 10, 31)),
    ]


def test_another_transition_has_no_years() -> None:
    (mention,) = find_deadlines("过渡期内继续办理。", load_rules())
    assert isinstance(mention.value, DeadlineValue)
    fields = resolve_deadline(mention.value, DeadlineContext(date_signed=dt.date(2021, 9, 28)))
    assert (fields["kind"], fields["start"], fields["end"]) == ("during", None, None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("脱贫地区设立5年过渡期。", "2025-12-31"),
        ("从2021年起设立五年过\n渡期。", "2025-12-31"),
        ("脱贫后有５年过渡期。", "2025-12-31"),
        ("巩固拓展脱贫攻坚成果同乡村振兴有效衔接。", "2025-12-31"),
        ("巩固脱贫攻坚成果与乡村振兴有效衔接。", "2025-12-31"),
        ("新标准有三年过渡期。", None),
    ],
)
def test_a_notice_tells_of_which_transition_it_speaks(text: str, end: str | None) -> None:
    notice = parse(f"某县实施方案\n一、总体要求\n{text}过渡期内继续办理。\n某县人民政府\n2021年9月28日\n")
    told = [str(d.end) if d.end else None for clause in notice.clauses for d in clause.deadlines]
    assert told[-1:] == [end]


def test_what_is_not_taken_is_kept_with_its_reason() -> None:
    text = "按照《2025年行动方案》，每年最高50万元，共20天，2022年底前建成。"
    told = [(text[m.start : m.end], m.rule, m.rejected) for m in find_deadlines(text, load_rules())]
    assert told == [
        ("2025年", "not.title", "stands in the title of a document"),
        ("每年", "not.money", "only what an amount of money is counted for"),
        ("20天", "none", "no form fits"),
        ("2022年底前", "by.before", None),
    ]


def test_mentions_are_in_order_and_apart() -> None:
    text = (
        "自收到申请之日起15个工作日内，每年6月底前，2023年-2025年，到2025年底前，“十四五”期间前两年，疫情防控期间。" * 3
    )
    mentions = find_deadlines(text, load_rules())
    assert len(mentions) == 18
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_user_adds_periods_and_forms(tmp_path: Path) -> None:
    (tmp_path / "periods.yaml").write_text(
        "- id: action\n  names: [三年行动]\n  first: '2024'\n  last: '2026'\n", encoding="utf-8"
    )
    (tmp_path / "deadlines.yaml").write_text(
        "- id: by.harvest\n  kind: by\n  forms: ['<point>秋收前', 秋粮收购前]\n", encoding="utf-8"
    )
    text = "三年行动期间，2024年秋收前修好仓库，秋粮收购前完成检查。"
    found = [(m.rule, text[m.start : m.end]) for m in find_deadlines(text, load_rules(tmp_path)) if not m.rejected]
    assert found == [("during.named", "三年行动期间"), ("by.harvest", "2024年秋收前"), ("by.harvest", "秋粮收购前")]


def test_working_days_skip_holidays_and_count_the_days_worked_for_them() -> None:
    assert add_working_days(dt.date(2021, 9, 28), 5) == dt.date(2021, 10, 11)
    assert add_working_days(dt.date(2021, 9, 25), 1) == dt.date(2021, 9, 26)


def test_working_days_are_unknown_where_no_calendar_is_announced() -> None:
    assert add_working_days(dt.date(2090, 1, 1), 5) is None
    value = DeadlineValue("within", Duration(working_days=5), counts_from="signing")
    fields = resolve_deadline(value, DeadlineContext(date_signed=dt.date(2090, 1, 1)))
    assert (fields["working_days"], fields["due"]) == (5, None)


HOSTILE = [
    "1",
    "一",
    "2020年",
    "每",
    "每年",
    "20",
    "、",
    "（",
    "《",
    "“",
    "月",
    "之日起",
    "自",
    "疫情",
    "2020年、",
    "1-",
    "十四五",
    " ",
    "前",
    "对",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_runs_stay_linear(unit: str) -> None:
    rules = load_rules()

    few, many = (f"在{unit * (size // len(unit))}内" for size in (4000, 16000))
    find_deadlines(few, rules)
    assert effort(find_deadlines, many, rules) < 8 * max(effort(find_deadlines, few, rules), 0.01)


@pytest.mark.parametrize("rule", load_rules().deadlines, ids=lambda rule: rule.id)
def test_no_rule_is_slow_on_its_own_alphabet(rule: DeadlineRule) -> None:
    patterns = [*rule.forms, *rule.before, *rule.after, *rule.not_before, *rule.not_after]
    signs = sorted(
        {sign for pattern in patterns for sign in re.findall(r"[\u4e00-\u9fff，。；：、《》（）”%]", pattern)}
    )
    times = ["2022年", "2021年至2022年", "3年内", "每年", "十四五", "换届", "疫情", "1", "."]
    chance = random.Random(rule.id)  # noqa: S311  # the same texts in every run
    for _ in range(3):
        few = chance.sample(signs, min(len(signs), 3)) + chance.sample(times, 2)
        text = "".join(chance.choice(few) for _ in range(600))
        assert effort(find_deadlines, text, load_rules(), runs=1) < 1.5
