"""The recogniser of quantities by itself, units and comparators, words, and hostile runs."""

from __future__ import annotations

import pytest

from effort import effort
from fupin_extract import parse
from fupin_extract.errors import RuleError
from fupin_extract.find.citations import find_citations
from fupin_extract.find.targets.find import TargetValue, find_targets, judge, target_times
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.text.fold import fold
from fupin_extract.text.title_marks import title_spans
from fupin_extract.values.measures import Measures, compile_measures
from fupin_extract.values.quantities import quantities
from fupin_extract.values.quantity import Quantity


@pytest.fixture(scope="module")
def measures() -> Measures:
    return load_rules().get(compile_measures)


def read(text: str, measures: Measures) -> list[str]:
    """Each quantity in short: its words, sign, value, unit, ~ where approximate, / what it is per."""
    return [short(text, q) for q in quantities(fold(text), measures)]


def short(text: str, q: Quantity) -> str:
    upper = "" if q.value_max is None else f"..{q.value_max:g}"
    per = f" /{q.per}" if q.per else ""
    return (
        f"{text[q.start : q.end]} {q.comparator} {q.value:g}{upper} {q.unit or '-'}{' ~' if q.approximate else ''}{per}"
    )


# Phrases of the genre in sentences of our own; the reading is that of docs/records.md.
PHRASES = {
    "门诊报销比例达85%以上": "85%以上 >= 85 %",
    "新农合参保率达到100%": "100% = 100 %",
    "至少50%的公益岗位": "至少50% >= 50 %",
    "签约率不低于90%": "不低于90% >= 90 %",
    "贷款不超过20万元": "不超过20万元 <= 200000 元",
    "最高不超过20万元的担保贷款": "最高不超过20万元 <= 200000 元",
    "按照1000元/人的标准补助": "1000元/人 = 1000 元 /人",
    "比重提高5个百分点": "5个百分点 = 5 个百分点",
    "产值年均增长6%左右": "6%左右 = 6 % ~",
    "发生率降低到3%以下": "3%以下 <= 3 %",
    "补助30%—50%": "30%—50% range 30..50 %",
    "脱贫人口 800 人以下": "800 人以下 <= 800 人",
    "引进3-5家龙头企业": "3-5家 range 3..5 家",
    "学会1-2门手艺": "1-2门 range 1..2 门",
    "建成高标准农田50万亩": "50万亩 = 500000 亩",
    "户型面积120平方米": "120平方米 = 120 平方米",
    "总投资近10亿元": "近10亿元 = 1e+09 元 ~",
    "新增就业1100万人以上": "1100万人以上 >= 1.1e+07 人",
    "搬迁200余户": "200余户 = 200 户 ~",
    "压减三分之一": "三分之一 = 0.333333 -",
    "收入翻一番": "翻一番 = 2 倍",
    "产值翻两番": "翻两番 = 4 倍",
    "补贴10—30万元": "10—30万元 range 100000..300000 元",
    "投入一百二十到一百五十万元": "一百二十到一百五十万元 range 1.2e+06..1.5e+06 元",
    "贷款1万（含）-5万元": "1万（含）-5万元 range 10000..50000 元",
    "派出三五个小组": "三五个 range 3..5 个",
    "工期两个半月": "两个半月 = 2.5 个月",
    "试点一年半": "一年半 = 1.5 年",
    "七成六的农户": "七成六 = 76 %",
    "百分之五十的村": "百分之五十 = 50 %",
    "按千分之三提取": "千分之三 = 3 ‰",
    "補助十二萬元": "十二萬元 = 120000 元",
    "５０％的岗位": "５０％ = 50 %",
    "约1.2万人次": "约1.2万人次 = 12000 人次 ~",
    "超过一半": "超过一半 > 50 %",
}


@pytest.mark.parametrize(("text", "reading"), PHRASES.items())
def test_a_phrase_is_read_as_it_is_meant(text: str, reading: str, measures: Measures) -> None:
    assert read(text, measures) == [reading]


def test_two_quantities_keep_to_themselves(measures: Measures) -> None:
    assert read("预支30%不超过30万元", measures) == ["30% = 30 %", "不超过30万元 <= 300000 元"]


def test_a_list_shares_comparator_unit_and_what_closes_it(measures: Measures) -> None:
    assert read("最高100万元、30万元", measures) == ["最高100万元 <= 1e+06 元", "30万元 <= 300000 元"]
    assert read("连续6、18个月以上", measures) == ["6 >= 6 个月", "18个月以上 >= 18 个月"]
    assert read("压至3个、5个工作日以内", measures) == ["3个 <= 3 个工作日", "5个工作日以内 <= 5 个工作日"]
    assert read("每人500元，最高5万元", measures) == ["500元 = 500 元", "最高5万元 <= 50000 元"]


@pytest.mark.parametrize(
    "text",
    [
        "2021年9月28日",
        "6月30日前",
        "二〇二五年",
        "2023年-2025年",
        "州政发〔2020〕21号",
        "十一、加强组织领导",
        "（一）总体要求",
        "规模以上工业企业",
    ],
)
def test_dates_and_numbers_of_documents_have_no_unit(text: str, measures: Measures) -> None:
    assert [q for q in quantities(fold(text), measures) if q.unit] == []


def test_a_bare_number_is_seen_without_a_unit(measures: Measures) -> None:
    assert [(q.value, q.unit) for q in quantities("拨打12345热线", measures)] == [(12345, None)]


def test_a_unit_in_two_rules_is_an_error() -> None:
    one, *rest = load_rules().measures
    with pytest.raises(RuleError, match=r"元 stands in .*money too"):
        Measures([one, one.model_copy(update={"id": "again"}), *rest])


def test_a_period_that_is_a_target_is_told_to_the_deadlines() -> None:
    rules = load_rules()

    def periods(text: str) -> list[str]:
        return [text[a:b] for a, b in target_times(judge(text, rules))]

    assert periods("办理时间压缩至5个工作日以内，收到申请后15个工作日内答复。") == ["5个工作日以内"]
    assert periods("连续正常经营6个月以上的，3年内完成验收。") == ["6个月以上"]


def test_what_a_deadline_has_taken_is_no_target() -> None:
    text = "连续经营6个月以上的企业"
    rules = load_rules()
    assert [m.rejected for m in find_targets(text, rules, [(4, 9)])] == ["part of a deadline"]
    assert [m.rejected for m in find_targets(text, rules, [(0, 4)])] == [None]


def test_what_stands_in_a_title_is_no_target() -> None:
    mentions = find_targets("落实《关于新增5个园区的意见》", load_rules())
    assert [m.rejected for m in mentions] == ["inside a title"]


def test_what_is_not_taken_says_why() -> None:
    mentions = find_targets("上述4项工作由12345热线受理", load_rules())
    assert [(m.rule, m.rejected) for m in mentions] == [
        ("none.recap", "the recap of a list just given"),
        ("none.unit", "a number without a unit"),
    ]


def test_a_user_can_add_a_unit() -> None:
    rules = load_rules()
    boats = rules.measures[0].model_copy(update={"id": "boats", "kind": "things", "units": ("叶",), "unless": ()})
    boats = boats.model_copy(update={"unit": ""})
    more = RuleSet(measures=(*rules.measures, boats), targets=rules.targets)
    values = [m.value for m in find_targets("新增渔船3叶", more)]
    assert [(v.value, v.unit) for v in values if isinstance(v, TargetValue)] == [(3, "叶")]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲》和《乙》", ["《甲》", "《乙》"]),
        ("《关于印发〈甲〉的通知》", ["《关于印发〈甲〉的通知》"]),
        ("《关于《甲》的意见》", ["《关于《甲》的意见》"]),
        ("《没有关上。后文》", []),
        ("多余》的《甲》", ["《甲》"]),
        ("《" + "长" * 301 + "》", []),
    ],
)
def test_titles_are_the_outermost(text: str, titles: list[str]) -> None:
    assert [text[a:b] for a, b in title_spans(text)] == titles


NUMBERS = [
    "1",
    "一",
    "百万",
    "1、",
    "1-",
    "1，",
    "5个",
    "一个",
    "十分之一",
    "3/4",
    "1户1人",
    "每增加1个",
    "最高1万元、",
]
WORDS = ["每个", "不超过", "元/人", "给予", "的", "由", "（", "《", "《》", "《》（", "“", "该《意见》"]


# Words that could be cut in more than one way, with what no pattern expects behind them.
AMBIGUOUS = ["达到", "到达", "至少", "不超过", "以上以下", "最高不超过", "压缩至"]


@pytest.mark.parametrize("word", AMBIGUOUS)
@pytest.mark.parametrize("frame", ["{}了5个", "{}了5个{}了", "《甲》{}了《乙》", "5%{}的"])
def test_no_pattern_tries_every_cut_of_a_run(word: str, frame: str) -> None:
    text = frame.format(word * 30, word * 30)
    rules = load_rules()
    find_targets("新增5个", rules)
    assert effort(find_targets, text, rules, runs=1) < 1
    assert effort(find_citations, text, rules, runs=1) < 1


@pytest.mark.parametrize("run", NUMBERS + WORDS)
def test_a_hostile_run_takes_time_in_proportion(run: str) -> None:
    """Eight times the text takes eight times as long, and at most as much again and a half."""
    rules = load_rules()

    def work(text: str) -> None:
        find_targets(text, rules)
        find_citations(text, rules)

    work(run)
    small, large = (run * (size // len(run)) for size in (400, 3_200))
    assert effort(work, large) < 20 * effort(work, small) + 0.05


def test_a_number_of_an_item_is_no_part_of_what_it_counts() -> None:
    body = "申请人 应当 符合 下列条件（1. 18周岁以上，2. 60周岁以下）。\n二、程序\n本人申请。\n三、其他\n照办。\n"
    notice = parse(f"一、条件\n{body}")
    read_of = [(t.comparator, t.value, t.unit) for clause in notice.clauses for t in clause.targets]
    assert (">=", 18.0, "周岁") in read_of
    assert ("<=", 60.0, "周岁") in read_of
