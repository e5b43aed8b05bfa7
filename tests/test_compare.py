"""Two plans compared: pairs judged by hand, made plans whose every difference is known, and what holds for any two
plans.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_extract import Notice, PlanDiff, compare, compare_many, parse
from fupin_extract.compare import narrow
from fupin_extract.compare.assign import assign
from fupin_extract.compare.sentences import word_diff
from fupin_extract.text.words import Words
from made_plans import CLINICS, ITEMS, ROADS, TEA, TRAINING, WATER, Item, plan, swapped

ROOT = Path(__file__).parent.parent


@cache
def notice(text: str) -> Notice:
    return parse(text)


@cache
def sample(name: str) -> Notice:
    return parse(ROOT / "samples" / f"{name}.txt")


def diff(a: tuple[Item, ...], b: tuple[Item, ...]) -> PlanDiff:
    return compare(notice(plan(a)), notice(plan(b)))


def told(found: PlanDiff, *fields: str) -> set[tuple[str, str, str | None, str | None]]:
    """The changes of all pairs, of some fields alone where they are given."""
    return {
        (change.field, change.kind, change.a, change.b)
        for pair in found.pairs
        for change in pair.changes
        if not fields or change.field in fields
    }


def judged(path: Path) -> dict[tuple[str, str], str]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {(a, b): strength for a, b, strength in lines}


def f1(found: set[tuple[str, str]], right: set[tuple[str, str]]) -> float:
    return 2 * len(found & right) / (len(found) + len(right))


def test_pairs_of_two_samples_judged_by_hand() -> None:
    right = judged(ROOT / "tests" / "pairs" / "000-004.txt")
    found = {(pair.a, pair.b): pair.strength for pair in compare(sample("000"), sample("004")).pairs}
    assert f1({p for p, s in found.items() if s == "same"}, {p for p, s in right.items() if s == "same"}) >= 0.9
    assert f1(set(found), set(right)) >= 0.95


def test_plans_of_different_subjects_share_little() -> None:
    assert len(compare(sample("001"), sample("003")).pairs) <= 0.2 * min(54, 26)


# ---- Made plans: each difference is found, and none is invented ----
def test_a_plan_and_itself_do_not_differ() -> None:
    found = diff(ITEMS, ITEMS)
    assert found.equal
    assert found.summary.unchanged == len(found.pairs) >= len(ITEMS)
    assert found.summary.taken_over_a == found.summary.taken_over_b == 1


def test_tasks_in_another_order() -> None:
    order = (WATER, TEA, TRAINING, CLINICS, ROADS)
    found = diff(ITEMS, order)
    assert found.equal
    names = {row.id: row.title for row in (*found.a.rows,)}, {row.id: row.title for row in found.b.rows}
    assert all(names[0][pair.a] == names[1][pair.b] for pair in found.pairs)


def halves(item: Item, at: str) -> tuple[Item, Item]:
    """A task cut in two before ``at``."""
    before, after = item.text.split(at)
    return Item(item.title, before, item.units), Item("完善药品供应保障", at + after, item.units)


def test_a_task_split_in_two_and_two_merged() -> None:
    parted = swapped(ITEMS, CLINICS, *halves(CLINICS, "完善药品"))
    apart, together = diff(ITEMS, parted), diff(parted, ITEMS)
    assert not told(apart)
    assert not told(together)
    assert len(apart.several()) == len(together.several()) == 2
    assert not apart.equal
    assert not apart.only_b
    assert not together.only_a


def test_two_tasks_merged_with_their_offices() -> None:
    units = "牵头单位：县交通运输局、县水利局；责任单位：县财政局、州生态环境局青山分局、各乡镇人民政府"
    found = diff(ITEMS, (TRAINING, Item("强化农村基础设施建设", ROADS.text + WATER.text, units), CLINICS, TEA))
    assert not told(found)
    assert len(found.pairs) == len(ITEMS)
    assert not found.only_a


def test_a_task_written_anew() -> None:
    new = Item(
        "加强劳动者技能培训",
        "面向家政、养老、快递物流等行业开展职业技能培训，2025年底前培训4000人次以上。鼓励企业以工代训。",
        TRAINING.units,
    )
    found = diff(ITEMS, swapped(ITEMS, TRAINING, new))
    assert not found.only_a
    assert told(found, "deadlines", "targets") == {
        ("deadlines", "later", "2024年底前", "2025年底前"),
        ("deadlines", "removed", "按季度", None),
        ("targets", "raised", "不少于3000人次", "4000人次以上"),
    }


def test_measures_renumbered() -> None:
    watch, record = "加强巡查，每月检查2次。", "完善台账，登记隐患信息。"
    units = "责任单位：县应急管理局"
    found = diff(
        (Item("开展隐患整治", f"一是{watch}二是{record}", units), *ITEMS),
        (Item("开展隐患整治", f"一是{record}二是{watch}", units), *ITEMS),
    )
    assert {kind for _, kind, _, _ in told(found)} == {"moved"}


def test_a_task_of_one_plan_only() -> None:
    found = diff(ITEMS, ITEMS[:-1])
    assert [row.title for row in found.a.rows if row.id in found.only_a] == [WATER.title]
    assert not told(found)
    assert not found.only_b


@pytest.mark.parametrize(
    ("item", "old", "new", "change"),
    [
        (TRAINING, "3000人次", "5000人次", ("targets", "raised", "不少于3000人次", "不少于5000人次")),
        (CLINICS, "95%以上", "90%以上", ("targets", "lowered", "95%以上", "90%以上")),
        (TEA, "不超过50万元", "不超过80万元", ("targets", "raised", "最高不超过50万元", "最高不超过80万元")),
        (ROADS, "2025年6月底", "2024年底", ("deadlines", "earlier", "2025年6月底前", "2024年底前")),
        (WATER, "2024年底前", "2025年底前", ("deadlines", "later", "2024年底前", "2025年底前")),
        (WATER, "2024年底前全面", "全面", ("deadlines", "removed", "2024年底前", None)),
        (TRAINING, "建立培训台账", "2024年6月底前建立培训台账", ("deadlines", "added", None, "2024年6月底前")),
        (ROADS, "完成120公里", "完成建设任务", ("targets", "removed", "120公里", None)),
    ],
)
def test_a_number_or_a_date_that_changed(
    item: Item, old: str, new: str, change: tuple[str, str, str | None, str | None]
) -> None:
    found = diff(ITEMS, swapped(ITEMS, item, item.with_text(old, new)))
    assert told(found, "targets", "deadlines", "lead_units", "responsible_units", "supporting_units") == {change}
    assert {kind for _, kind, _, _ in told(found, "text")} == {"reworded"}
    assert len(told(found, "text")) == 1


@pytest.mark.parametrize(
    ("item", "old", "new", "changes"),
    [
        (TRAINING, "县人力资源和社会保障局", "县人社局", set()),
        (
            TRAINING,
            "县教育局",
            "县财政局",
            {("responsible_units", "removed", "县教育局", None), ("responsible_units", "added", None, "县财政局")},
        ),
        (
            ROADS,
            "牵头单位：县交通运输局；责任单位：县财政局",
            "牵头单位：县财政局；责任单位：县交通运输局",
            {
                ("lead_units", "moved", "县交通运输局", "县交通运输局"),
                ("responsible_units", "moved", "县财政局", "县财政局"),
            },
        ),
        # One office for two.
        (
            TEA,
            "县农业农村局；责任单位：县市场监管局、县商务局",
            "县农业农村局；责任单位：县市场监管局、县工业信息化商务局",
            set(),
        ),
    ],
)
def test_who_answers(item: Item, old: str, new: str, changes: set[tuple[str, str, str | None, str | None]]) -> None:
    assert told(diff(ITEMS, swapped(ITEMS, item, item.with_units(old, new)))) == changes


def test_the_same_office_one_level_apart() -> None:
    lifted = tuple(
        Item(
            i.title,
            i.text,
            i.units.replace("县", "市").replace("州生态环境局青山分局", "市生态环境局").replace("各乡镇", "各县"),
        )
        for i in ITEMS
    )
    found = compare(notice(plan()), notice(plan(lifted, place="丽水市")))
    assert found.b.admin_level == "prefectural"
    assert not told(found)


def test_a_sentence_that_moved_to_another_task() -> None:
    sentence = "支持企业开展以工代训。"
    less = swapped(ITEMS, TRAINING, TRAINING.with_text(sentence, ""))
    found = diff(ITEMS, swapped(less, TEA, TEA.with_text("支持茶农", f"{sentence}支持茶农")))
    assert told(found) == {("text", "moved", sentence, sentence)}


def test_sentences_in_another_order() -> None:
    first, second = CLINICS.text.split("。")[:2]
    turned = CLINICS.with_text(f"{first}。{second}。", f"{second}。{first}。")
    assert {kind for _, kind, _, _ in told(diff(ITEMS, swapped(ITEMS, CLINICS, turned)))} == {"moved"}


def test_sentences_added_dropped_and_reworded() -> None:
    new = ROADS.with_text("加强桥梁隧道安全隐患排查，落实日常养护责任。", "推行路长制，设置公示牌。").with_text(
        "拓宽改造", "加宽改造"
    )
    found = diff(ITEMS, swapped(ITEMS, ROADS, new))
    [pair] = [pair for pair in found.pairs if pair.changes]
    kinds = {change.kind: change for change in pair.changes}
    assert kinds.keys() == {"reworded", "added", "removed"}
    changed = [(word.kind, word.text) for word in kinds["reworded"].words if word.kind != "same"]
    assert changed == [("removed", "拓宽"), ("added", "加宽")]
    assert kinds["added"].b == "推行路长制，设置公示牌。"


def test_two_versions_of_one_document_are_compared_clause_by_clause() -> None:
    draft = plan(title="乡村振兴重点任务分工方案（征求意见稿）")
    found = compare(notice(draft), notice(plan(swapped(ITEMS, TEA, TEA.with_text("50万元", "80万元")))))
    assert found.relation == "versions"
    assert {pair.a for pair in found.clauses} | set(found.only_clauses_a) == {"1"}
    assert compare(sample("000"), sample("004")).relation == "plans"


# ---- Turned round, and narrowed ----
def turned(found: PlanDiff) -> tuple[object, ...]:
    """What a difference says, with A and B exchanged."""
    kinds = {"added": "removed", "removed": "added", "earlier": "later", "later": "earlier"}
    kinds |= {"raised": "lowered", "lowered": "raised"}
    pairs = sorted(
        (
            pair.b,
            pair.a,
            pair.similarity,
            pair.strength,
            sorted((c.to or c.field, kinds.get(c.kind, c.kind), c.b or "", c.a or "") for c in pair.changes),
        )
        for pair in found.pairs
    )
    return pairs, found.only_b, found.only_a, found.b, found.a


def straight(found: PlanDiff) -> tuple[object, ...]:
    pairs = sorted(
        (p.a, p.b, p.similarity, p.strength, sorted((c.field, c.kind, c.a or "", c.b or "") for c in p.changes))
        for p in found.pairs
    )
    return pairs, found.only_a, found.only_b, found.a, found.b


def test_samples_turned_round() -> None:
    one, other = sample("000"), sample("004")
    assert turned(compare(one, other)) == straight(compare(other, one))


PIECES = sorted({f"{piece}。" for item in ITEMS for piece in item.text.split("。") if piece})
some_items = st.lists(
    st.builds(
        Item,
        st.sampled_from([item.title for item in ITEMS]),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
        st.sampled_from([item.units for item in ITEMS]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@settings(max_examples=40)
@given(some_items, some_items)
def test_any_two_plans_turned_round(a: tuple[Item, ...], b: tuple[Item, ...]) -> None:
    assert turned(diff(a, b)) == straight(diff(b, a))


@settings(max_examples=40)
@given(some_items)
def test_any_plan_and_itself(items: tuple[Item, ...]) -> None:
    assert diff(items, items).equal


@settings(max_examples=40)
@given(some_items, some_items)
def test_every_task_is_told(a: tuple[Item, ...], b: tuple[Item, ...]) -> None:
    found = diff(a, b)
    assert {pair.a for pair in found.pairs} | set(found.only_a) == {task.id for task in notice(plan(a)).tasks}
    assert {pair.b for pair in found.pairs} | set(found.only_b) == {task.id for task in notice(plan(b)).tasks}
    assert not {pair.a for pair in found.pairs} & set(found.only_a)
    assert all(0 <= pair.similarity <= 1 for pair in found.pairs)


def test_only_some_changes() -> None:
    found = compare(sample("000"), sample("004"))
    targets = narrow(found, ["targets"])
    assert {change.field for pair in targets.pairs for change in pair.changes} == {"targets"}
    assert not targets.only_a
    tasks = narrow(found, ["tasks"])
    assert (tasks.only_a, tasks.only_b) == (found.only_a, found.only_b)
    assert not told(tasks)


def test_a_higher_similarity_gives_fewer_pairs() -> None:
    few = compare(sample("000"), sample("004"), min_similarity=0.5)
    assert 0 < len(few.pairs) < len(compare(sample("000"), sample("004")).pairs)
    assert all(pair.similarity >= 0.5 for pair in few.pairs)


def test_what_spoke_for_a_pair() -> None:
    pair = compare(sample("000"), sample("004"), explain=True).pairs[-1]
    assert pair.evidence is not None
    assert pair.evidence.words
    assert compare(sample("000"), sample("004")).pairs[-1].evidence is None


def test_a_matrix() -> None:
    base, same = notice(plan()), notice(plan())
    other = notice(plan(swapped(ITEMS[:-1], ROADS, ROADS.with_text("120公里", "150公里"))))
    matrix = compare_many(base, [same, other])
    assert [[cell.state for cell in row.cells] for row in matrix.rows] == [
        ["taken_over", "taken_over"],
        ["taken_over", "changed"],
        ["taken_over", "taken_over"],
        ["taken_over", "taken_over"],
        ["taken_over", "missing"],
    ]
    assert not matrix.equal
    assert compare_many(base, [same]).equal
    with pytest.raises(ValueError, match="no plan"):
        compare_many(base, [])


# ---- Parts ----
def best_sum(rows: int, scores: dict[tuple[int, int], float], used: frozenset[int] = frozenset()) -> float:
    """The highest sum that any one-to-one choice has."""
    if not rows:
        return 0.0
    row = rows - 1
    choices: Iterable[float] = (
        score + best_sum(row, scores, used | {c}) for (r, c), score in scores.items() if r == row and c not in used
    )
    return max(best_sum(row, scores, used), *choices, 0.0)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 1)))
def test_the_best_choice_of_all(scores: dict[tuple[int, int], float]) -> None:
    chosen = assign(scores)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert sum(scores[pair] for pair in chosen) == pytest.approx(best_sum(5, scores))


@given(st.text("县市财政局负责。，a1", max_size=20), st.text("县市财政局负责。，a1", max_size=20))
def test_the_words_of_a_word_diff_are_those_of_both(a: str, b: str) -> None:
    words = word_diff(a, b, Words().cut)
    assert "".join(word.text for word in words if word.kind != "added") == a
    assert "".join(word.text for word in words if word.kind != "removed") == b
