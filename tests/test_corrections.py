"""Corrections made in a notice: what changes, what depends on it, and what no longer fits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_extract import Notice, ReadError, Task, load_rules, parse
from fupin_extract.derive.corrections import Corrected, apply
from fupin_extract.derive.corrections.patch_text import read_patch
from fupin_extract.derive.offices import by_unit
from fupin_extract.records.notice import UNIT_FIELDS, units_by_role
from fupin_extract.records.patch import Patch
from patching import found, patch_of, written

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
TEXT = """青溪县人民政府关于做好后续扶持工作的通知
一、总体要求
抓好落实。
二、重点任务
（一）加强监测。定期走访搬迁群众。2024年6月底前完成监测500户。做好帮扶。（牵头单位：省工业和信息化厅、财政厅；配合单位：教育局）
（二）扶持产业
1.发展种植。一是种苹果300亩。二是种梨200亩。
2.发展养殖。养羊500只。
责任单位：县农业农村局
青溪县人民政府
2024年3月1日
"""


def notice() -> Notice:
    return parse(TEXT)


def corrected(*operations: dict[str, Any], text: str = TEXT, **states: str) -> Corrected:
    read = parse(text)
    return apply(read, patch_of(read, *operations, rows=bool(states), **states), load_rules())


def row(found_in: Corrected, name: str) -> Task:
    return next(task for task in (*found_in.notice.tasks, *found_in.notice.sections) if task.id == name)


def names(task: Task) -> dict[str, list[str]]:
    return {role: [u.name for u in getattr(task, field)] for role, field in UNIT_FIELDS.items() if getattr(task, field)}


def reasons(found_in: Corrected) -> list[str]:
    return [misfit.reason for misfit in found_in.misfits]


# Who answers


def test_a_unit_is_another_with_all_that_its_name_tells() -> None:
    place = found(TEXT, "财政厅")
    done = corrected(
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "财政厅", "now": "县审计局", "place": place}
    )
    unit = row(done, "2.1").lead_units[1]
    assert (unit.name, unit.text, unit.functions, unit.level, unit.span) == (
        "县审计局",
        "财政厅",
        ("audit",),
        "county",
        place,
    )
    clause = next(clause for clause in done.notice.clauses if clause.id == "2.1")
    assert clause.responsibility is not None
    assert clause.responsibility.lead_units == row(done, "2.1").lead_units
    assert "县审计局" in [office.name for office in by_unit(done.notice).units]


def test_the_level_of_a_unit_is_handed_on_to_those_behind_it() -> None:
    text = TEXT.replace("省工业和信息化厅、财政厅", "县工信局、财政局")
    place = found(text, "县工信局")
    done = corrected(
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "县工信局", "now": "省工信厅", "place": place},
        text=text,
    )
    assert [unit.level for unit in row(done, "2.1").lead_units] == ["provincial", "provincial"]
    assert [unit.level for unit in parse(text).tasks[1].lead_units] == ["county", "county"]


def test_a_unit_more_a_unit_less_and_one_in_another_role() -> None:
    done = corrected(
        {"op": "set", "task": "2.1", "field": "responsible_units", "now": "县民政局"},
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "财政厅"},
        {"op": "role", "task": "2.1", "unit": "教育局", "was": "supporting_units", "now": "lead_units"},
    )
    assert names(row(done, "2.1")) == {"lead": ["省工业和信息化厅", "教育局"], "responsible": ["县民政局"]}
    assert not done.misfits


def test_a_list_that_was_selected_is_several_units_each_in_its_place() -> None:
    text = TEXT.replace("做好帮扶。", "由县民政局、县教育局做好帮扶。")
    place = found(text, "县民政局、县教育局")
    done = corrected(
        {"op": "set", "task": "2.2.2", "field": "lead_units", "now": "县民政局、县教育局", "place": place}, text=text
    )
    units = row(done, "2.2.2").lead_units
    assert [(unit.name, text[slice(*unit.span)]) for unit in units] == [("县民政局",) * 2, ("县教育局",) * 2]


def test_what_rows_inherit_follows_the_clause_above_and_a_row_alone_changes_nothing_else() -> None:
    above = corrected(
        {"op": "set", "task": "2.2", "field": "responsible_units", "was": "县农业农村局", "now": "县林业局"},
        {"op": "role", "task": "2.2", "unit": "县林业局", "was": "responsible_units", "now": "lead_units"},
    )
    assert [names(row(above, name)) for name in ("2.2.1", "2.2.2")] == [{"lead": ["县林业局"]}] * 2
    assert all(unit.inherited for unit in row(above, "2.2.1").lead_units)
    alone = corrected(
        {"op": "set", "task": "2.2.1", "field": "responsible_units", "was": "县农业农村局", "now": "县林业局"}
    )
    assert [names(row(alone, name)) for name in ("2.2.1", "2.2.2")] == [
        {"responsible": ["县林业局"]},
        {"responsible": ["县农业农村局"]},
    ]


def test_a_unit_above_counts_for_the_rows_that_name_nobody() -> None:
    text = "一、任务\n（一）甲\n发展。\n（二）乙\n发展。（责任单位：县财政局）\n"
    done = corrected({"op": "set", "task": "1", "field": "lead_units", "now": "县民政局"}, text=text)
    assert [names(task) for task in done.notice.tasks] == [{"lead": ["县民政局"]}, {"responsible": ["县财政局"]}]


@pytest.mark.parametrize("places", [(None, None), (None, (2, 4)), ((2, 4), None)])
def test_of_several_units_above_each_counts_for_the_same_rows(places: tuple[tuple[int, int] | None, ...]) -> None:
    text = "一、任务\n（一）甲\n发展。\n（二）乙\n发展。（责任单位：县财政局）\n"
    add = {"op": "set", "task": "1", "field": "lead_units"}
    more = [{**add, "now": now, "place": place} for now, place in zip(("县民政局", "县教育局"), places, strict=True)]
    done = corrected(*more, text=text)
    first, second = (names(task) for task in done.notice.tasks)
    assert sorted(first["lead"]) == ["县教育局", "县民政局"]
    assert second == {"responsible": ["县财政局"]}


def test_a_row_that_a_table_repeats_is_corrected_in_both() -> None:
    text = (
        "一、任务\n（一）发展种植\n种苹果。（牵头单位：县财政局）\n附件\n重点任务分工表\n"
        "序号\t重点任务\t牵头单位\n1\t发展种植\t县财政局\n2\t养羊\t县林业局\n"
    )
    read = parse(text)
    (again,) = [task for task in read.tasks if task.duplicate_of]
    operation = {"op": "set", "task": "1.1", "field": "lead_units", "was": "县财政局", "now": "县民政局"}
    done = corrected(operation, text=text)
    assert [names(row(done, name))["lead"] for name in ("1.1", again.id)] == [["县民政局"]] * 2


def test_persons_keep_their_label_or_are_given_one() -> None:
    text = "一、完善服务。每年培训。（责任单位：县教育局；责任领导：张三）\n"
    done = corrected(
        {"op": "set", "task": "1", "field": "persons", "was": "张三", "now": "李四", "place": found(text, "张三")},
        {"op": "set", "task": "1", "field": "persons", "now": "王五", "value": {"role": "联系人"}},
        text=text,
    )
    assert [(p.role, p.name, p.text) for p in row(done, "1").persons] == [
        ("责任领导", "李四", "张三"),
        ("联系人", "王五", "王五"),
    ]


# By when, how much, what it is called


def test_a_person_above_counts_for_the_rows_below() -> None:
    text = "一、任务（牵头单位：县民政局，张三）\n（一）甲\n发展。\n（二）乙\n发展。（责任单位：县财政局）\n"
    add = {"op": "set", "task": "1", "field": "persons", "now": "张三", "place": found(text, "张三")}
    for times in (1, 2):
        done = corrected(*[add] * times, text=text)
        assert done.misfits == ()
        assert [[person.name for person in task.persons] for task in done.notice.tasks] == [["张三"], []]
    gone = corrected(add, {**add, "was": "张三", "now": None}, text=text)
    assert not any(task.persons for task in gone.notice.tasks)


def test_a_deadline_is_read_with_the_rules_and_keeps_its_id() -> None:
    place = found(TEXT, "2024年6月底前")
    done = corrected(
        {
            "op": "set",
            "task": "2.1",
            "field": "deadlines",
            "was": "2024年6月底前",
            "now": "2024年9月底前",
            "place": place,
        }
    )
    (deadline,) = row(done, "2.1").deadlines
    assert (deadline.id, deadline.kind, deadline.end, deadline.rule) == (
        "2.1/d1",
        "by",
        dt.date(2024, 9, 30),
        "correction",
    )
    assert next(c for c in done.notice.clauses if c.id == "2.1").deadlines == (deadline,)


def test_a_deadline_that_was_missed_is_read_in_its_sentence() -> None:
    """9月底 alone would be the next after signing; here the year stands before it in the sentence."""
    text = TEXT.replace("做好帮扶。", "2025年3月前摸底，力争9月底完成帮扶。")
    place = found(text, "9月底")
    missed = {"op": "set", "task": "2.1", "field": "deadlines", "was": "9月底", "place": place}
    done = corrected(missed, {**missed, "was": None, "now": "9月底"}, text=text)
    assert [(d.id, d.end) for d in row(done, "2.1").deadlines if d.span == place] == [("2.1/d4", dt.date(2025, 9, 30))]


def test_a_deadline_in_words_that_nobody_can_date_is_kept_and_told() -> None:
    done = corrected({"op": "set", "task": "2.1", "field": "deadlines", "now": "秋收以后"})
    deadline = next(d for d in row(done, "2.1").deadlines if d.text == "秋收以后")
    assert (deadline.kind, deadline.start, deadline.end) == ("by", None, None)
    assert "correction_unread" in [d.code for d in done.notice.diagnostics]
    told = corrected(
        {"op": "set", "task": "2.1", "field": "deadlines", "now": "秋收以后", "value": {"end": "2024-10-31"}}
    )
    assert dt.date(2024, 10, 31) in [d.end for d in row(told, "2.1").deadlines]
    assert "correction_unread" not in [d.code for d in told.notice.diagnostics]


def test_a_duty_loses_the_deadline_that_is_none() -> None:
    text = "一、加强服务。2024年6月底前，公安机关指导县市完成摸底。\n"
    assert parse(text).clauses[1].duties[0].deadlines == ("1/d1",)
    done = corrected({"op": "set", "task": "1", "field": "deadlines", "was": "2024年6月底前"}, text=text)
    assert not row(done, "1").deadlines
    assert [duty.deadlines for duty in (*row(done, "1").duties, *done.notice.clauses[1].duties)] == [(), ()]


def test_a_target_has_its_number_its_unit_and_its_role() -> None:
    text = TEXT.replace("做好帮扶。", "做好帮扶草料八百垛。")
    place = found(text, "八百垛")
    done = corrected(
        {"op": "set", "task": "2.1", "field": "targets", "now": "八百垛", "place": place},
        {"op": "set", "task": "2.1", "field": "targets", "was": "500户", "now": "600户以上"},
        {"op": "set", "task": "2.1", "field": "targets", "now": "全力", "value": {"value": 1, "unit": "项"}},
        text=text,
    )
    found_targets = {t.text: (t.comparator, t.value, t.unit) for t in row(done, "2.1").targets}
    assert found_targets == {"八百垛": ("=", 800, "垛"), "600户以上": (">=", 600, "户"), "全力": ("=", 1, "项")}


@pytest.mark.parametrize(
    ("was", "now", "title", "begins"),
    [
        ("加强监测", None, "", "加强监测。定期走访"),
        ("加强监测", "加强", "加强", "监测。定期走访"),
        ("加强监测", "强化监测", "强化监测", "定期走访"),
        (None, "加强", "加强监测", "定期走访"),
    ],
)
def test_a_title_takes_its_words_out_of_the_text_and_gives_them_back(
    was: str | None, now: str | None, title: str, begins: str
) -> None:
    place = found(TEXT, "加强") if now == "加强" else None
    done = corrected({"op": "set", "task": "2.1", "field": "title", "was": was, "now": now, "place": place})
    task = row(done, "2.1")
    assert (task.title, task.path[-1]) == (title, title)
    assert task.text.startswith(begins)
    assert bool(done.misfits) == (was is None)


def test_the_title_of_a_clause_stands_in_the_paths_of_its_rows() -> None:
    done = corrected({"op": "set", "task": "2", "field": "title", "was": "重点任务", "now": "主要任务"})
    assert {task.path[0] for task in done.notice.tasks} == {"总体要求", "主要任务"}


# Rows


def test_a_row_that_is_cut_shares_out_text_facts_and_units() -> None:
    done = corrected({"op": "split", "task": "2.1", "at": TEXT.index("做好帮扶")})
    first, second = row(done, "2.1"), row(done, "2.1#2")
    assert (first.text, second.text) == ("定期走访搬迁群众。2024年6月底前完成监测500户。", "做好帮扶。")
    assert (len(first.deadlines), len(second.deadlines), len(first.targets)) == (1, 0, 1)
    assert names(first) == names(second)
    assert [unit.inherited for _, unit in units_by_role(first)] == [True] * 3
    assert not any(unit.inherited for _, unit in units_by_role(second))
    assert first.span[1] == second.span[0] == TEXT.index("做好帮扶")
    assert [task.id for task in done.notice.tasks] == ["1", "2.1", "2.1#2", "2.2.1", "2.2.2"]
    assert [clause.id for clause in done.notice.clauses if clause.id.startswith("2.1")] == ["2.1", "2.1#2"]


@pytest.mark.parametrize("at", ["二是", "种梨"])
def test_a_row_may_be_cut_at_a_measure_or_in_it(at: str) -> None:
    done = corrected({"op": "split", "task": "2.2.1", "at": TEXT.index(at)})
    first, second = row(done, "2.2.1"), row(done, "2.2.1#2")
    assert [target.text for target in first.targets] == ["300亩"]
    assert [target.text for target in second.targets] == ["200亩"]
    assert "种梨200亩" in second.text
    assert "种梨" not in first.text
    assert [unit.name for unit in second.responsible_units] == ["县农业农村局"]


def test_rows_that_are_joined_are_one_with_all_that_both_have() -> None:
    done = corrected({"op": "join", "task": "2.2.2", "into": "2.2.1"})
    assert [task.id for task in done.notice.tasks] == ["1", "2.1", "2.2.1"]
    task = row(done, "2.2.1")
    assert task.text.splitlines() == ["一是种苹果300亩。", "二是种梨200亩。", "2.发展养殖。养羊500只。"]
    assert [target.text for target in task.targets] == ["300亩", "200亩", "500只"]
    assert task.measures == ("2.2.1.1", "2.2.1.2", "2.2.2")
    assert task.span == (TEXT.index("1.发展"), parse(TEXT).tasks[-1].span[1])
    assert next(c for c in done.notice.clauses if c.id == "2.2.2").parent_id == "2.2.1"


def test_cut_and_joined_again_is_what_it_was_but_for_the_cut() -> None:
    read = notice()
    done = corrected(
        {"op": "split", "task": "2.1", "at": TEXT.index("做好帮扶")},
        {"op": "join", "task": "2.1#2", "into": "2.1", "span": (TEXT.index("做好帮扶"), read.tasks[1].span[1])},
    )
    task, before = row(done, "2.1"), read.tasks[1]
    assert (task.span, names(task), task.deadlines, task.targets) == (
        before.span,
        names(before),
        before.deadlines,
        before.targets,
    )
    assert "".join(task.text.split()) == before.text


def test_a_stretch_that_becomes_a_row_takes_its_facts_along() -> None:
    span = found(TEXT, "2024年6月底前完成监测500户。")
    done = corrected(
        {"op": "add_task", "span": span, "title": "完成监测"},
        {"op": "set", "task": "any", "span": span, "field": "lead_units", "now": "县民政局"},
    )
    made, left = row(done, "n1"), row(done, "2.1")
    assert (made.path, made.text) == (("重点任务", "完成监测"), "2024年6月底前完成监测500户。")
    assert [d.text for d in made.deadlines] == ["2024年6月底前"]
    assert [t.text for t in made.targets] == ["500户"]
    assert names(made) == {"lead": ["县民政局"]}
    assert not left.deadlines
    assert not left.targets
    assert left.text == "定期走访搬迁群众。做好帮扶。"


def test_a_row_that_is_none_is_gone_and_its_clause_stays() -> None:
    done = corrected({"op": "remove_task", "task": "2.2.2"})
    assert "2.2.2" not in [task.id for task in done.notice.tasks]
    assert "2.2.2" in [clause.id for clause in done.notice.clauses]


def test_what_rows_have_from_above_by_when_follows_the_clause_above() -> None:
    text = "一、问题整改。整改时限：2023年底前\n（一）甲\n整改。\n（二）乙\n2022年6月底前整改。\n2021年1月1日\n"
    assert [d.inherited for d in parse(text).tasks[0].deadlines] == [True]
    told = {"field": "deadlines", "was": "2023年底前", "now": "2024年底前"}
    done = corrected({"op": "set", "task": "1", **told}, text=text)
    assert [[d.end for d in task.deadlines] for task in done.notice.tasks] == [
        [dt.date(2024, 12, 31)],
        [dt.date(2022, 6, 30)],
    ]
    assert row(done, "1.1").deadlines[0].inherited
    assert [d.end for d in row(done, "1").deadlines] == [dt.date(2024, 12, 31)]
    # Of one row alone it is no more that of the clause above.
    alone = corrected({"op": "set", "task": "1.1", **told}, text=text)
    assert [d.end for d in row(alone, "1").deadlines] == [dt.date(2023, 12, 31)]
    assert [d.end for d in row(alone, "1.1").deadlines] == [dt.date(2024, 12, 31)]
    clauses = {clause.id: clause for clause in alone.notice.clauses}
    assert [d.end for d in clauses["1"].deadlines] == [dt.date(2023, 12, 31)]


# Diagnostics


def test_a_correction_answers_the_diagnostic_of_its_row() -> None:
    text = "一、扶持产业\n发展苹果产业。（领办单位：县工信局）\n二、养殖\n养羊。（领办单位：县林业局）\n"
    assert [d.code for d in parse(text).diagnostics] == ["group_unread"] * 2
    done = corrected({"op": "set", "task": "1", "field": "lead_units", "now": "县工信局"}, text=text)
    assert [d.code for d in done.notice.diagnostics] == ["group_unread"]
    seen = corrected({"op": "set", "task": "1", "field": "lead_units", "now": "县工信局"}, text=text, r2="confirmed")
    assert not seen.notice.diagnostics
    gap = "一、甲\n发展。\n三、乙\n发展。\n"
    assert [d.code for d in parse(gap).diagnostics] == ["numbering_gap"]
    assert not corrected({"op": "join", "task": "3", "into": "1"}, text=gap).notice.diagnostics


# What does not fit


def test_what_does_not_fit_is_told_and_all_else_is_done() -> None:
    done = corrected(
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "县水利局", "now": "县林业局"},
        {"op": "set", "task": "9", "span": (99999, 99999), "field": "lead_units", "now": "县林业局"},
        {"op": "split", "task": "2.1", "at": 1},
        {"op": "join", "task": "2.1", "into": "2.2.2"},
        {"op": "set", "task": "2.1", "field": "targets", "now": "若干"},
        {"op": "add_task", "span": (0, len(TEXT))},
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "财政厅", "now": "县审计局"},
    )
    assert reasons(done) == [
        "县水利局 is not in lead_units of 2.1",
        "there is no row 9 any more",
        "1 is not inside of 2.1",
        "2.2.2 does not stand directly before 2.1",
        "there is no number in 若干: give its value",
        "there is a row in this place already: 1",
    ]
    assert [m.number for m in done.misfits] == [1, 2, 3, 4, 5, 6]
    assert names(row(done, "2.1"))["lead"] == ["省工业和信息化厅", "县审计局"]
    assert [d.code for d in done.notice.diagnostics].count("correction_unfit") == 6


def test_what_is_so_already_is_no_misfit() -> None:
    operations = (
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "财政厅", "now": "县审计局"},
        {"op": "role", "task": "2.1", "unit": "教育局", "was": "supporting_units", "now": "lead_units"},
        {"op": "set", "task": "2.1", "field": "deadlines", "was": "2024年6月底前"},
        {"op": "set", "task": "2.1", "field": "title", "was": "加强监测", "now": "监测"},
    )
    patch = patch_of(notice(), *operations)
    once = apply(notice(), patch, load_rules())
    twice = apply(once.notice, patch, load_rules())
    assert not twice.misfits
    assert twice.notice == once.notice


def test_another_version_is_corrected_where_the_text_is_found_again() -> None:
    place, at = found(TEXT, "财政厅"), TEXT.index("做好帮扶")
    operations = (
        {"op": "set", "task": "2.1", "field": "lead_units", "was": "财政厅", "now": "县审计局", "place": place},
        {"op": "split", "task": "2.1", "at": at, "near": "做好帮扶。（牵头单位"},
        {"op": "split", "task": "2.2.1", "at": TEXT.index("二是")},
        {"op": "remove_task", "task": "2.2.2", "near": "2.发展养殖。养羊500只。"},
    )
    patch = patch_of(notice(), *operations)
    # A clause was put in before them: every number and every place is another.
    text = TEXT.replace("（二）扶持", "（三）扶持").replace(
        "（一）加强监测", "（一）稳定就业。开展培训。\n（二）加强监测"
    )
    done = apply(parse(text), patch, load_rules())
    assert names(row(done, "2.2"))["lead"] == ["省工业和信息化厅", "县审计局"]
    assert row(done, "2.2#2").text == "做好帮扶。"
    assert names(row(done, "2.1")) == {}
    assert [task.id for task in done.notice.tasks] == ["1", "2.1", "2.2", "2.2#2", "2.3.1"]
    assert reasons(done) == ["its place is not found in this version of the notice"]


def test_ids_that_moved_with_the_rules_are_found_by_place() -> None:
    read = notice()
    operation = {"op": "set", "task": "2.9", "span": read.tasks[1].span, "field": "lead_units", "was": "财政厅"}
    done = apply(read, patch_of(read, operation), load_rules())
    assert names(row(done, "2.1"))["lead"] == ["省工业和信息化厅"]


def test_a_notice_without_its_text_cannot_be_corrected() -> None:
    read = notice()
    bare = read.model_copy(update={"source": read.source.model_copy(update={"text": None})})
    with pytest.raises(ValueError, match="source text"):
        apply(bare, patch_of(read), load_rules())


# On real notices


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_correction_is_no_change_and_every_row_can_be_corrected(sample: Path) -> None:
    read, rules = parse(sample), load_rules()
    assert apply(read, patch_of(read, rows=True), rules).notice == read
    operations: list[dict[str, Any]] = []
    for task in read.tasks:
        for role, unit in units_by_role(task):
            now = "supporting_units" if role != "supporting" else "responsible_units"
            was = UNIT_FIELDS[role]
            operations.append(
                {"op": "role", "task": task.id, "unit": unit.name, "was": was, "now": now, "place": unit.span}
            )
        for deadline in task.deadlines:
            told = {"field": "deadlines", "was": deadline.text, "now": "2030年底前", "place": deadline.span}
            operations.append({"op": "set", "task": task.id, **told})
        for target in task.targets:
            gone = {"op": "set", "task": task.id, "field": "targets", "was": target.text, "place": target.span}
            operations.append(gone)
    done = apply(read, patch_of(read, *operations), rules)
    assert not done.misfits
    for task in done.notice.tasks:
        assert not task.lead_units
        assert not task.targets
        assert {d.end for d in task.deadlines} <= {dt.date(2030, 12, 31)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_cut_loses_nothing_of_the_text(sample: Path) -> None:
    read, rules = parse(sample), load_rules()
    text = read.source.text or ""
    for task in read.tasks:
        middle = text.find("。", (task.span[0] + task.span[1]) // 2, task.span[1] - 2) + 1
        if not middle:
            continue
        done = apply(read, patch_of(read, {"op": "split", "task": task.id, "at": middle}), rules)
        halves = [t for t in done.notice.tasks if t.id in (task.id, f"{task.id}#2")]
        assert len(halves) == 2
        joined = "".join(half.title + half.text for half in halves)
        assert sorted(filter(str.isalnum, joined)) == sorted(filter(str.isalnum, task.title + task.text))
        for field in ("deadlines", "targets", "citations", "duties"):
            facts = [fact for half in halves for fact in getattr(half, field) if not getattr(fact, "inherited", False)]
            assert facts == [fact for fact in getattr(task, field) if not getattr(fact, "inherited", False)]


# Whatever readers do


WORDS = st.sampled_from(["县财政局", "省发展改革委、财政厅", "2025年底前", "每月", "500户", "秋收以后", "a：b", ""])
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 40)).map(lambda p: (p[0], min(len(TEXT), sum(p))))
NAMES = st.sampled_from(["0", "1", "2", "2.1", "2.1#2", "2.2", "2.2.1", "2.2.1.1", "2.2.2", "n1", "9"])
UNIT_LISTS = st.sampled_from(sorted(UNIT_FIELDS.values()))
OPERATIONS = st.one_of(
    st.fixed_dictionaries(
        {
            "op": st.just("set"),
            "task": NAMES,
            "field": st.one_of(UNIT_LISTS, st.sampled_from(["persons", "deadlines", "targets", "title"])),
            "was": st.sampled_from(["财政厅", "县农业农村局", "2024年6月底前", "500户", "加强监测", None]),
            "now": WORDS.map(lambda words: words or "某"),
            "place": st.none() | PLACES,
        }
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("role"),
            "task": NAMES,
            "unit": st.sampled_from(["财政厅", "教育局", "县农业农村局"]),
            "was": UNIT_LISTS,
            "now": UNIT_LISTS,
        }
    ),
    st.fixed_dictionaries({"op": st.just("split"), "task": NAMES, "at": st.integers(0, len(TEXT) + 5)}),
    st.fixed_dictionaries({"op": st.just("join"), "task": NAMES, "into": NAMES}),
    st.fixed_dictionaries({"op": st.just("add_task"), "span": PLACES, "title": WORDS}),
    st.fixed_dictionaries({"op": st.just("remove_task"), "task": NAMES}),
)


@given(st.lists(OPERATIONS, max_size=8), st.booleans())
def test_whatever_is_corrected_the_notice_holds_together(operations: list[dict[str, Any]], same: bool) -> None:
    read = notice()
    patch = patch_of(read, *operations)
    if not same:
        patch = patch.model_copy(update={"source": patch.source.model_copy(update={"sha256": "another"})})
    done = apply(read, patch, load_rules()).notice
    assert Notice.model_validate(done.model_dump()) == done
    rows, clauses = [task.id for task in done.tasks], [clause.id for clause in done.clauses]
    assert len(set(rows)) == len(rows)
    assert len(set(clauses)) == len(clauses)
    assert set(rows) <= set(clauses)
    assert {clause.parent_id for clause in done.clauses} <= {None, *clauses}
    assert [task.span[0] for task in done.tasks] == sorted(task.span[0] for task in done.tasks)
    for task in (*done.tasks, *done.sections):
        assert 0 <= task.span[0] < task.span[1] <= len(TEXT)
        names_of_row = [unit.name for _, unit in units_by_role(task)]
        assert len(set(names_of_row)) == len(names_of_row)
    for clause in done.clauses:
        facts = [fact.id for fact in (*clause.deadlines, *clause.targets)]
        assert len(set(facts)) == len(facts)


# The file


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(was=TEXTS, now=TEXTS, note=TEXTS, path=TEXTS)
def test_a_patch_is_read_as_it_was_written_whatever_stands_in_it(was: str, now: str, note: str, path: str) -> None:
    operation = {"op": "set", "task": "null", "span": (1, 2), "field": "title", "was": was, "now": now or "x"}
    source = {"sha256": "a", "path": path}
    whole = {"kind": "fupin-patch", "source": source, "operations": [operation | {"note": note}]}
    patch = Patch.model_validate(whole)
    assert read_patch(written(patch), "a") == patch


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "p: line 2: "),
        ("- a", 'p: is no patch: it has no line kind: "fupin-patch"'),
        ("", 'p: is no patch: it has no line kind: "fupin-patch"'),
        (
            'kind: fupin-patch\nsource: {sha256: a}\noperations:\n- op: set\n  task: "1"\n  span: [3, 1]\n',
            "p: line 6: operations.span: ",
        ),
        ("kind: fupin-patch\nsource: {sha256: a}\noperations:\n- op: cut\n", "p: line 4: operations: "),
        ("kind: fupin-patch\nsource: {sha256: a, sha1: b}\n", "p: line 2: source.sha1: "),
        (
            "kind: fupin-patch\nsource: {sha256: a}\noperations:\n- op: set\n  value: {end: 1}\n  field: title",
            "p: line 4: operations.task: ",
        ),
        ("kind: fupin-patch\nkind: fupin-patch\n", "p: line 2: the key 'kind' stands twice"),
        ("[" * 5000, "p: "),
    ],
)
def test_what_is_wrong_with_a_patch_is_told_by_its_line(text: str, told: str) -> None:
    with pytest.raises(ReadError) as error:
        read_patch(text.encode(), "p")
    assert str(error.value).startswith(told)
