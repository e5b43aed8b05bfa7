"""How a notice is laid out: what its lines are, clauses as it numbers them, their titles, kinds and ids."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from fupin_extract import parse
from fupin_extract.outline import outline
from fupin_extract.read import read
from fupin_extract.read.document import Document, Paragraph
from fupin_extract.ruleset import load_rules
from made import FRONT, clause, codes, ids, made, names, row, stretch, titles


def labels(*lines: str) -> list[str | None]:
    """What each line is."""
    return [line.label for line in outline(read("\n".join(lines)), load_rules()).lines]


# Nesting


def test_levels_follow_from_this_notice_not_from_a_table() -> None:
    usual = made("一、就业", "（一）稳岗", "1.摸底", "（1）建册。", "2.回访", "二、产业", "种茶。")
    turned = made("1.就业", "（一）稳岗", "摸底。", "（二）培训", "开课。", "2.产业", "种茶。")
    assert ids(usual) == ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.2", "2"]
    assert ids(turned) == ["1", "1.1", "1.2", "2"]
    assert [c.level for c in turned.clauses] == [0, 1, 2, 2, 1]


def test_numbers_may_run_on_across_parents() -> None:
    notice = made(
        "一、重点任务",
        "（一）培训",
        "1．开课。每月一次。",
        "2．结业。发放证书。",
        "（二）就业",
        "3．对接。走访企业。",
        "二、保障措施",
        "（三）加强领导。压实责任。",
        "（四）强化督导。定期通报。",
    )
    assert ids(notice) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.3", "2", "2.3", "2.4"]
    assert codes(notice) == []


def test_a_clause_knows_its_parent_marker_and_place() -> None:
    notice = made("  一、就业", "　（一）稳岗。摸清底数，", "逐户建档。", "二、产业", "种茶。")
    inner = clause(notice, "1.1")
    assert (inner.parent_id, inner.marker, inner.title, inner.text) == ("1", "（一）", "稳岗", "摸清底数，逐户建档。")
    assert stretch(notice, inner.span) == "（一）稳岗。摸清底数，\n逐户建档。"


def test_markers_are_kept_as_written() -> None:
    notice = made(
        "一、就业", "(一)稳岗。摸底。", "(二)培训。开课。", "１．开课。每月。", "２．结业。发证。", "二、产业", "种茶。"
    )
    assert [c.marker for c in notice.clauses] == ["", "一、", "(一)", "(二)", "１．", "２．", "二、"]


def test_a_short_sentence_about_safeguards_is_no_heading_without_a_number() -> None:
    notice = made("一、服务", "做好保障。", "二、产业", "种茶。", "保障措施", "三、就业", "摸底。")
    assert [clause(notice, n).text for n in "123"] == ["做好保障。", "种茶。", "摸底。"]


def test_chapters_and_articles() -> None:
    notice = made(
        "第一章 总则", "第一条 为做好工作，制定本办法。", "第二章 管理", "第二条 按户分配。", "第三条 按期腾退。"
    )
    assert ids(notice) == ["1", "1.1", "2", "2.2", "2.3"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "一、原则 1.公开。要公示。 2.公平。要排队。 二、任务 （一）就业 1.摸底。建档。 （二）产业 1.种茶。扩种。",
            "1 1.1 1.2 2 2.1 2.1.1 2.2 2.2.1",
        ),
        (
            "第一章总则 第一条为做好工作。 第二章管理 第一节入住 第二条按户分配。 第二节退出 第三条按期腾退。",
            "1 1.1 2 2.1 2.1.2 2.2 2.2.3",
        ),
    ],
)
def test_a_style_nests_in_the_innermost_open_style_that_is_outside_it(lines: str, expected: str) -> None:
    assert ids(made(*lines.split(" "))) == expected.split(" ")


def test_what_stands_before_the_first_clause_is_clause_0() -> None:
    notice = made(*FRONT, "为抓好后续扶持，制定本方案。", "一、就业", "稳岗。", "二、产业", "种茶。")
    preamble = notice.clauses[0]
    assert (preamble.id, preamble.level, preamble.marker, preamble.kind) == ("0", 0, "", "overview")
    assert preamble.text.endswith("请认真贯彻执行。\n为抓好后续扶持，制定本方案。")
    assert "0" not in [task.id for task in notice.tasks]


def test_a_text_without_a_clause_has_the_preamble_alone() -> None:
    notice = made("安置点今年新添了三处篮球场，孩子们放学后有了去处。")
    assert ids(notice) == []
    assert notice.tasks == ()
    assert codes(notice) == ["no_clauses"]


@pytest.mark.parametrize("end", [(), ("二、产业", "种茶。")])
def test_the_first_clause_is_the_first_marker_even_where_only_an_inner_style_goes_on(end: tuple[str, ...]) -> None:
    notice = made("一、就业", "（一）稳岗。摸底。", "（二）培训。开课。", "1.夜校。每月。", *end)
    assert ids(notice)[:4] == ["1", "1.1", "1.2", "1.2.1"]


def test_a_notice_may_begin_with_a_later_number() -> None:
    notice = made("二、就业。稳岗。", "三、产业。种茶。")
    assert ids(notice) == ["2", "3"]


# Numbering that is not in order


def test_a_gap_survives_with_a_diagnostic() -> None:
    notice = made("一、就业。稳岗。", "四、产业。种茶。")
    assert ids(notice) == ["1", "4"]
    assert codes(notice) == ["numbering_gap"]
    assert stretch(notice, notice.diagnostics[0].span) == "四、"
    assert "2 至 3" in notice.diagnostics[0].message


def test_a_repeat_survives_with_an_id_of_its_own() -> None:
    notice = made(
        "一、就业。稳岗。", "二、产业", "（一）茶。扩种。", "二、教育", "（一）夜校。开课。", "二、医疗。巡诊。"
    )
    assert ids(notice) == ["1", "2", "2.1", "2#2", "2#2.1", "2#3"]
    assert codes(notice).count("duplicate_number") == 2
    assert clause(notice, "2#2.1").parent_id == "2#2"


def test_numbering_that_starts_anew_survives() -> None:
    notice = made("一、就业", "1.稳岗。摸底。", "2.培训。开课。", "1.回访。每月。", "二、产业", "种茶。")
    assert ids(notice) == ["1", "1.1", "1.2", "1.1#2", "2"]
    assert "numbering_restart" in codes(notice)


# Measures inside a paragraph


@pytest.mark.parametrize(
    "marks",
    ["一是 二是 三是", "（1） （2） （3）", "① ② ③", "第一， 第二， 第三，", "其一， 其二， 其三，", "1） 2） 3）"],
)
def test_measures_in_a_paragraph_are_clauses_but_no_rows(marks: str) -> None:
    first, second, third = marks.split()
    notice = made(f"一、稳岗。分步推进：{first}摸清底数；{second}对接企业；{third}定期回访。", "二、产业。种茶。")
    assert ids(notice) == ["1", "1.1", "1.2", "1.3", "2"]
    assert [task.id for task in notice.tasks] == ["1", "2"]
    assert row(notice, "1").measures == ("1.1", "1.2", "1.3")
    assert [clause(notice, i).text for i in ("1", "1.1", "1.3")] == ["分步推进：", "摸清底数；", "定期回访。"]
    assert row(notice, "1").text.split("\n")[1] == f"{first}摸清底数；"


def test_measures_at_the_start_of_lines_make_no_rows_either() -> None:
    notice = made("一、稳岗", "一是摸清底数。逐户建档。", "二是对接企业。推荐岗位。", "二、产业", "种茶。")
    assert [task.id for task in notice.tasks] == ["1", "2"]
    assert row(notice, "1").measures == ("1.1", "1.2")


def test_a_number_in_a_sentence_is_no_measure() -> None:
    notice = made("一、稳岗。这是唯一是非分明的台账，见（2）号楼公示栏和附表①。", "二、产业。种茶。")
    assert ids(notice) == ["1", "2"]


@pytest.mark.parametrize(
    "text", ["一、稳岗。品牌三一是龙头。", "一、稳岗。摸底。\n第三一条 稳岗。", "一、稳岗。\n（一二）号楼。"]
)
def test_figures_that_make_no_number_are_no_marker(text: str) -> None:
    assert ids(parse(text)) == ["1"]


# Titles and kinds


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("稳定就业岗位", "稳定就业岗位", ""),
        ("稳定就业岗位。逐户摸清底数。", "稳定就业岗位", "逐户摸清底数。"),
        ("逐户摸清底数；对接用工企业。定期回访。", "", "逐户摸清底数；对接用工企业。定期回访。"),
        ("2023年底前摸清底数。定期回访。", "", "2023年底前摸清底数。定期回访。"),
        ("稳" * 31 + "。逐户摸清底数。", "", "稳" * 31 + "。逐户摸清底数。"),
        ("稳" * 30 + "。逐户摸清底数。", "稳" * 30, "逐户摸清底数。"),
        ("各社区要稳定就业岗位。逐户摸清底数。", "", "各社区要稳定就业岗位。逐户摸清底数。"),
        ("稳定就业岗位（县人社局负责）", "稳定就业岗位", ""),
    ],
)
def test_where_a_title_ends(line: str, title: str, text: str) -> None:
    found = clause(made(f"一、{line}", "二、产业", "种茶。"), "1")
    assert (found.title, found.text) == (title, text)


def test_a_heading_line_is_a_title_and_what_follows_is_text() -> None:
    notice = made("一、稳定就业岗位", "逐户摸清底数。", "定期回访。", "二、产业", "种茶。")
    assert (clause(notice, "1").title, clause(notice, "1").text) == ("稳定就业岗位", "逐户摸清底数。\n定期回访。")


def test_kinds_come_from_the_title_else_from_above_else_task() -> None:
    notice = made(
        "一、总体要求",
        "（一）指导思想。坚持实干。",
        "（二）实干为先。务求实效。",
        "二、稳岗",
        "（一）摸底。建档。",
        "（二）就业保障。兜底安置。",
        "三、保障措施",
        "（一）一线督办。每周通报。",
        "（二）目标任务。逐项分解。",
    )
    kinds = {c.id: c.kind for c in notice.clauses}
    assert kinds == {
        "0": "overview",
        "1": "overview",
        "1.1": "overview",
        "1.2": "overview",
        "2": "task",
        "2.1": "task",
        "2.2": "task",
        "3": "safeguard",
        "3.1": "safeguard",
        "3.2": "overview",
    }


# Rows


def test_rows_are_the_innermost_clauses_at_line_starts() -> None:
    notice = made(
        "一、就业", "（一）稳岗", "1.摸底。建档。", "2.回访。每月。", "（二）培训。开课。", "二、产业", "种茶。"
    )
    assert [task.id for task in notice.tasks] == ["1.1.1", "1.1.2", "1.2", "2"]
    assert row(notice, "1.1.2").path == ("就业", "稳岗", "回访")


def test_rows_of_all_kinds_are_there() -> None:
    notice = made("一、总体要求", "坚持实干。", "二、稳岗", "摸底。", "三、保障措施", "压实责任。")
    assert [task.kind for task in notice.tasks] == ["overview", "task", "safeguard"]


# Lines that were broken, lost or printed twice


def test_a_cut_paragraph_is_joined() -> None:
    notice = made(
        "一、稳岗",
        "逐户摸清劳动力的就业意愿和技能状况，分类建立台账，实行动态更新管理并按",
        "月报送。每季度开展一次回访。",
        "二、产业",
        "种茶。",
    )
    assert (
        clause(notice, "1").text
        == "逐户摸清劳动力的就业意愿和技能状况，分类建立台账，实行动态更新管理并按月报送。每季度开展一次回访。"
    )


@pytest.mark.parametrize("between", ["— 3 —", "3", "\f", "\n", "- 3 -\n\n", "第3页 共9页", "\f3\n"])
def test_what_a_page_break_leaves_between_the_halves_is_dropped(between: str) -> None:
    notice = made(
        "一、稳岗",
        "逐户摸清劳动力的就业意愿和技能状况，分类建立台账，实行动",
        between,
        "态更新管理。",
        "二、产业",
        "种茶。",
    )
    assert clause(notice, "1").text == "逐户摸清劳动力的就业意愿和技能状况，分类建立台账，实行动态更新管理。"


def test_the_span_of_a_joined_paragraph_covers_both_lines() -> None:
    notice = made("一、稳岗", "逐户摸清劳动力的就业意愿，", "— 3 —", "分类建立台账。", "二、产业", "种茶。")
    assert stretch(notice, clause(notice, "1").span) == "一、稳岗\n逐户摸清劳动力的就业意愿，\n— 3 —\n分类建立台账。"


def _wrapped(*paragraphs: str, width: int = 24) -> list[str]:
    """The paragraphs as a printed page has them: two blanks before each, cut at one width."""
    lines: list[str] = []
    for paragraph in paragraphs:
        whole = f"\u3000\u3000{paragraph}"
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return lines


def test_a_short_text_with_hard_wraps_is_joined() -> None:
    work = "搬迁社区要建立夜校组织群众学习技能并且按照各自的需要开设课程"
    told = [f"{work}，每月开课四次。", f"{work}，每季度考核。", f"{work}，每年总结。", f"{work}。"]
    notice = made(*_wrapped(*(f"{n}、{text}" for n, text in zip("一二三四", told, strict=True))))
    assert [(clause.title, clause.text) for clause in notice.clauses[1:]] == [("", text) for text in told]
    # Lines of one width that are items, or that a longer paragraph stands beside, were not cut.
    items = [f"{n}.青溪县城关镇红旗社区便民服务中心改造提升项目" for n in range(1, 7)]
    assert len(made("一、项目", *items).clauses) == 8
    names = [f"青溪县{town}镇红旗社区便民服务中心改造提升项目" for town in "东西南北中"]
    nodes = outline(
        read("\n".join(["一、项目", *names, work * 2 + "。", "二、" + work * 2 + "。"])), load_rules()
    ).nodes
    assert len(nodes[1].body) == 6


def test_lines_that_go_on_may_be_set_in() -> None:
    work = "搬迁社区要建立夜校组织群众学习技能并且按照各自的需要开设课程"
    lines = _wrapped(*(f"{n}、{work}，{work}，{work}。" for n in "一二三四"))
    # A page whose margin lies further left sets in what goes on.
    moved = [line if line.startswith("\u3000") else f"\u3000\u3000{line}" for line in lines[: len(lines) // 2]]
    assert [len(c.text.split("\n")) for c in made(*moved, *lines[len(moved) :]).clauses[1:]] == [1, 1, 1, 1]


def test_addressees_and_titles_of_a_text_with_hard_wraps() -> None:
    addressees = "青溪市人民政府，罗江市人民政府，白水矿业集团有限公司、青溪能源集团有限公司："
    text = (
        "为办好夜校，根据县里的统一部署和安排，结合工作需要，制定青溪县搬迁社区群众夜校工作实施方案，各单位要抓好落实。"
    )
    lines = _wrapped(addressees, text, "一、" + text, "二、" + text)
    found = made("青溪县人民政府关于办好夜校的通知", *lines).metadata
    assert found.title == "青溪县人民政府关于办好夜校的通知"
    assert found.addressees == ("青溪市人民政府", "罗江市人民政府", "白水矿业集团有限公司", "青溪能源集团有限公司")


def test_hard_wraps_are_joined() -> None:
    words = "逐户摸清搬迁群众劳动力的就业意愿和技能状况分类建立台账实行动态更新管理做到底数清情况明措施实效果好" * 6
    wrapped = [words[i : i + 24] for i in range(0, len(words), 24)]
    notice = made("一、稳岗", *wrapped[:-1], wrapped[-1] + "。", "二、产业", "种茶。")
    assert clause(notice, "1").text == words + "。"


def test_a_label_within_a_bracket_begins_no_paragraph_of_a_hard_wrapped_text() -> None:
    lines = (
        "逐户摸清搬迁群众劳动力的就业意愿和技能状况，分类建立",
        "台账，实行动态更新管理，按月比对信息，及时补录新增人",
        "员。",
    )
    group = ("（牵头单位：县财政局、县教育局、县民政局，", "责任单位：县民政局、各乡镇人民政府）")
    notice = made(*(line for n in "一二三四" for line in (f"{n}、摸清底数", *lines[:2], lines[2] + group[0], group[1])))
    assert [row.text for row in notice.clauses[1:]] == ["".join(lines)] * 4


def test_a_line_that_is_set_in_begins_a_paragraph_though_the_one_above_is_full() -> None:
    lines = (
        "　　逐户摸清搬迁群众劳动力的就业意愿和技能状况分类建",
        "立台账，实行动态更新管理，按月比对信息，及时补录新增",
        "人员，对退出的人员说明理由，由村民小组公示不少于三日。",
    )
    notice = made("一、稳岗", *lines * 4, "二、产业", "种茶。")
    assert clause(notice, "1").text.split("\n") == ["".join(lines).strip()] * 4


def test_a_format_that_knows_paragraphs_is_taken_at_its_word() -> None:
    words = "逐户摸清搬迁群众劳动力的就业意愿和技能状况分类建立台账实行动态更新管理做到底数清情况明措施实效果好" * 6
    wrapped = ["一、稳岗", *(words[i : i + 24] for i in range(0, len(words), 24)), "二、产业", "种茶。"]
    plain = read("\n".join(wrapped))
    told = outline(replace(plain, media_type="text/html"), load_rules())
    assert [len(node.body) for node in told.nodes] == [0, len(wrapped) - 3, 1]
    assert [len(node.body) for node in outline(plain, load_rules()).nodes] == [0, 1, 1]
    broken = read("一、稳岗\v摸底。")
    whole = replace(broken, media_type="text/html", blocks=(Paragraph(0, len(broken.text)),))
    assert [line.text for line in outline(whole, load_rules()).lines] == ["一、稳岗", "摸底。"]


def test_a_passage_printed_twice_is_read_once_as_the_complete_copy() -> None:
    tail = "分类建立台账并实行动态更新管理"
    after = made("一、稳岗", f"逐户摸清底数。{tail}", f"{tail}，按月报送。", "二、产业", "种茶。")
    before = made("一、稳岗", f"{tail}", f"{tail}，按月报送。", "二、产业", "种茶。")
    assert clause(after, "1").text == f"逐户摸清底数。{tail}，按月报送。"
    assert clause(before, "1").text == f"{tail}，按月报送。"
    assert "repeated" in labels("一、稳岗", tail, f"{tail}，按月报送。")


def test_a_short_repetition_may_be_chance() -> None:
    notice = made("一、稳岗", "建档立卡。", "建档立卡。", "二、产业", "种茶。")
    assert clause(notice, "1").text == "建档立卡。\n建档立卡。"


FLAT = (
    "关于做好后续扶持工作的通知 各乡镇人民政府： 现将有关事项通知如下： 一、稳定就业 （一）摸清底数。逐户走访，"
    "建立台账。（二）对接企业。推荐岗位，定期回访。二、发展产业（一）扩种茶园。2023年底前扩种500亩。"
    "（责任单位：县林业局）（二）养殖蜜蜂。发放蜂箱。具体措施：1．统一采购。2．2023年6月底前发放到户。"
    "三、保障措施 压实责任，强化督导。 青溪县乡村振兴局 2023年3月8日 "
)


def flat(text: str) -> str:
    """The text as the first part of a line that is longer than any paragraph."""
    return text + "安置点服务不断完善，群众生活持续改善。" * 60


def test_a_text_that_lost_its_breaks_is_numbered_by_its_own_order() -> None:
    notice = parse(flat(FLAT.replace(" 青溪县乡村振兴局 2023年3月8日 ", "")))
    assert ids(notice) == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.2.1", "2.2.2", "3"]
    assert titles(notice)["2"] == "发展产业"
    assert titles(notice)["2.1"] == "扩种茶园"
    assert clause(notice, "2.2.2").marker == "2．"
    assert [task.id for task in notice.tasks] == ["1.1", "1.2", "2.1", "2.2.1", "2.2.2", "3"]


def test_a_flat_text_in_which_blanks_stand_beside_figures_keeps_its_sentences_whole() -> None:
    notice = parse(
        flat(
            "一、稳定就业 （一）摸清底数。对 2000 名劳动力建立 AI 台账，延长至 2026 年 3 月 8 日。"
            "（责任单位： 县财政局、 县民政局） （二）对接企业。每年推荐 300 个岗位。 "
            "二、发展产业 （一）扩种茶园。新增 20 个茶园。（责任单位：县林业局） "
        )
    )
    assert ids(notice) == ["1", "1.1", "1.2", "2", "2.1"]
    values = [[target.value for target in clause(notice, i).targets] for i in ("1.1", "1.2", "2.1")]
    assert values == [[2000], [300], [20]]
    group = clause(notice, "1.1").responsibility
    assert group
    assert [unit.name for unit in group.responsible_units] == ["县财政局", "县民政局"]


def test_a_flat_text_has_its_form_read_too() -> None:
    filler = "安置点服务不断完善，群众生活持续改善。" * 60
    notice = parse(FLAT.replace("压实责任", filler + "压实责任"))
    assert notice.metadata.title == "关于做好后续扶持工作的通知"
    assert notice.metadata.issuing_authorities == ("青溪县乡村振兴局",)
    assert str(notice.metadata.date_signed) == "2023-03-08"


def test_one_line_of_some_that_holds_most_of_the_text_and_its_clauses() -> None:
    page = ("索引号 | 00001", "文号 | 青政发〔2023〕7号 |", "|", "关于做好后续扶持工作的通知")
    told = "各乡镇人民政府： 现将有关事项通知如下： 一、摸底建档。" + "走访。" * 60 + " 二、扩种茶园。" + "补苗。" * 60
    notice = made(*page, f"{told} 青 溪 县 财 政 局 2023 年 3 月 8 日 |")
    assert ids(notice) == ["1", "2"]
    assert notice.metadata.issuing_authorities == ("青溪县财政局",)
    assert str(notice.metadata.date_signed) == "2023-03-08"


# What lines are


def test_every_line_is_told() -> None:
    assert labels(
        "首页>政务公开",
        *FRONT,
        "",
        "一、稳岗",
        "摸清底数。",
        "二、产业",
        "（一）种茶。扩种。",
        "— 2 —",
        "（二）养蜂。扩养。",
        "附件：1.名单",
        "相关链接：",
        "稳岗有新招",
    ) == [
        "chrome",
        *["header"] * 3,
        "body",
        *["signature"] * 2,
        "header",
        "blank",
        "heading",
        "body",
        "heading",
        "body",
        "page_number",
        "body",
        "attachment",
        *["chrome"] * 2,
    ]


def test_headings_are_the_lines_that_hold_a_title_alone() -> None:
    assert labels("一、稳岗", "摸清底数。") == ["heading", "body"]
    assert labels("一、稳岗。一是摸清底数；二是对接企业。", "二、产业。种茶。") == ["body", "body"]


def test_chrome_and_footer_are_no_part_of_the_notice() -> None:
    notice = made(
        "您当前的位置：首页>通知",
        *FRONT,
        "一、稳岗。摸底。",
        "二、产业。种茶。",
        "分享到：微信",
        "相关阅读：",
        "三、一图读懂"[2:],
        "主办：青溪县人民政府",
    )
    assert ids(notice) == ["1", "2"]
    assert clause(notice, "2").text == "种茶。"


def test_what_looks_like_a_footer_before_a_clause_hides_nothing() -> None:
    notice = made("一、稳岗。摸底。", "关于我们", "二、产业。种茶。")
    assert ids(notice) == ["1", "2"]


def test_attachments_number_no_clauses() -> None:
    notice = made("一、稳岗。摸底。", "二、产业。种茶。", "附件：1.社区名单", "2.车间名单", "3.岗位名单")
    assert ids(notice) == ["1", "2"]


def test_text_behind_the_last_clause_belongs_to_it() -> None:
    notice = made("一、稳岗。摸底。", "二、产业。种茶。（责任单位：县林业局）", "各乡镇要抓紧落实，有关情况按月报送。")
    assert clause(notice, "2").text == "种茶。\n各乡镇要抓紧落实，有关情况按月报送。"
    assert row(notice, "2").responsible_units[0].name == "县林业局"


def test_line_ends_of_every_kind() -> None:
    lines = ["一、稳岗", "摸底。", "二、产业", "种茶。"]
    found = [[c.text for c in parse(end.join(lines)).clauses] for end in ("\n", "\r\n", "\r", "\f", "\u2028")]
    assert found == [found[0]] * 5


def test_zero_width_characters_and_bullets_hide_no_marker() -> None:
    notice = made(
        "\u200b一、稳岗。摸底。", "●二、产业。种茶。", "\ufeff 三、医疗。巡诊。", "★四、住房。", "▲五、饮水。"
    )
    assert ids(notice) == ["1", "2", "3", "4", "5"]


# Markdown, and texts of one line


def test_the_decoration_of_markdown_is_read_as_if_it_were_not_there() -> None:
    notice = made(
        "# 青溪县实施方案",
        "## **一、总体要求**",
        "坚持目标导向。",
        "## 二、重点任务",
        "### （一）稳定**就业**岗位",
        "新增就业**500人**。（**责任单位**：县人社局）",
        "- 建设零工市场2个；",
        "* 开发岗位300个。",
    )
    assert notice.metadata.title == "青溪县实施方案"
    assert titles(notice) == {"1": "总体要求", "2": "重点任务", "2.1": "稳定就业岗位"}
    assert names(row(notice, "2.1").responsible_units) == "县人社局"
    assert [target.text for target in row(notice, "2.1").targets] == ["500人", "2个", "300个"]
    assert row(notice, "2.1").text == "新增就业500人。\n建设零工市场2个；\n开发岗位300个。"


def test_a_page_number_is_no_bullet() -> None:
    notice = made("一、稳定就业", "新增岗位", "- 3 -", "五百个，动态监测每月一次。", "二、发展产业", "扩种茶园。")
    assert "3" not in clause(notice, "1").text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("一、支持。1.给予资助。责任单位：县科技局。2.给予奖励。二、服务。1.设立窗口。", ["1.1", "1.2", "2.1"]),
        (
            "一、稳就业 （一）开发岗位。开发一批岗位。（二）组织培训。办班三期。 二、兴产业。扩种茶园。",
            ["1.1", "1.2", "2"],
        ),
        ("（一）开发岗位，包括：1.公益岗位；2.帮扶车间岗位。（二）组织培训。", ["1.1", "1.2", "2"]),
    ],
)
def test_a_text_of_one_line_has_its_clauses(text: str, rows: list[str]) -> None:
    assert [task.id for task in made(text).tasks] == rows


# Numbers that are large, cut, or none


@pytest.mark.parametrize(
    ("written", "last"),
    [("{}.做好工作。", 1500), ("（{}）做好工作。", 120), ("{}）做好工作。", 120), ("第{}条 做好工作。", 1500)],
)
def test_numbering_goes_on_past_any_number_of_figures(written: str, last: int) -> None:
    notice = parse("\n".join(written.format(i) for i in range(1, last + 1)))
    assert ids(notice) == [str(i) for i in range(1, last + 1)]
    assert codes(notice) == []


def test_articles_go_on_past_a_thousand_in_chinese() -> None:
    notice = parse("第九百九十九条 甲乙。\n第一千条 丙丁。\n第一千零一条 戊己。")
    assert ids(notice) == ["999", "1000", "1001"]


def test_a_year_at_the_start_of_a_line_is_no_number_of_a_clause() -> None:
    notice = made("1.做好工作。", "2025、2026年分别完成3个。", "（2025）第3号。", "2.加强监测。", "三千、五千都可以。")
    assert ids(notice) == ["1", "2"]


def test_a_number_that_a_line_end_has_cut_is_whole() -> None:
    notice = parse("8.甲。\n9.乙。\n1\n0.加强监测。（责任单位：县财政局）\n11.丙。")
    assert ids(notice) == ["8", "9", "10", "11"]
    assert (clause(notice, "10").marker, stretch(notice, clause(notice, "10").span)[:4]) == ("10.", "1\n0.")
    assert row(notice, "10").responsible_units[0].name == "县财政局"


def test_a_page_number_between_two_clauses_is_no_half_of_a_number() -> None:
    assert ids(parse("1.甲。\n2.乙。\n1\n3.丙。")) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text", ["8.甲。\n9.乙。\n0.丙。", "一、甲\n0.乙\n0.丙", "第零条 甲\n第一条 乙\n第零条 丙", "0.甲\n1.乙\n0.丙"]
)
def test_ids_are_unique_whatever_is_numbered_nought(text: str) -> None:
    notice = parse(text)
    all_ids = [c.id for c in notice.clauses]
    assert len(all_ids) == len(set(all_ids))


# Decimal numbering, and numbers behind numbers


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "1. 总体要求|1.1 指导思想|坚持统筹。|1.2 基本原则|坚持公平。|2. 任务|2.1 就业|2.1.1 办班|2.1.2 招聘",
            "1 1.1 1.2 2 2.1 2.1.1 2.1.2",
        ),
        (
            "1 总体目标|建成园区。|2 任务|2.1 改造。|（1）改造管网。|（2）改造泵站。|2.2 运行。",
            "1 2 2.1 2.1.1 2.1.2 2.2",
        ),
        ("一、要求|1.1指导思想|统筹。|1.2原则|公平。|二、任务|2.1就业|增加岗位。|2.5亿元用于培训。", "1 1.1 1.2 2 2.1"),
        ("一、目标|2025年增长6.5%。|2026年增长7%。|二、任务|2024.3完成立项。|2024.6开工。", "1 2"),
        ("一、任务|1.5亿元用于产业。|（一）发展产业。|3.2万亩茶园提质。", "1 1.1"),
    ],
)
def test_a_decimal_numbering_counts_where_it_runs_through(lines: str, told: str) -> None:
    assert " ".join(ids(made(*lines.split("|")))) == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("一、任务|1.60岁以上老人体检。|2.0-3岁婴幼儿照护。|3.3个乡镇试点。|4.2024-2026年推广。", "1 1.1 1.2 1.3 1.4"),
        ("一、任务|1.修建道路。|2.安排资金。|3.5亿元以上项目优先。|4.强化监管。", "1 1.1 1.2 1.3 1.4"),
        ("一、任务|1.修建道路。|2.安排资金。总投资|3.5亿元，用于道路。|3.强化监管。", "1 1.1 1.2 1.3"),
        ("一、任务|1.修建道路。|6.5亿元用于建设。|2.强化监管。", "1 1.1 1.2"),
    ],
)
def test_a_number_behind_a_marker_counts_where_the_numbering_goes_on(lines: str, told: str) -> None:
    assert " ".join(ids(made(*lines.split("|")))) == told


@pytest.mark.parametrize("heading", ["保障措施", "【保障措施】"])
def test_what_a_heading_without_a_number_makes_of_the_clauses_below_it(heading: str) -> None:
    tasks = ("总体要求", "因地制宜。", "重点任务", "1．清理垃圾。每月清理。", "2．改造厕所。加快改厕。")
    notice = made("青溪县整治方案", *tasks, heading, "3．总结经验。及时推广。", "4．加强宣传。营造氛围。")
    assert [c.kind for c in notice.clauses[1:]] == ["task", "task", "safeguard", "safeguard"]
    assert clause(notice, "2").text == "加快改厕。"
    assert ids(notice) == ["1", "2", "3", "4"]


def test_a_table_of_contents_that_the_format_tells_is_none_of_the_clauses() -> None:
    text = "一、加强监测\n二、做好帮扶\n一、加强监测\n做好台账。\n二、做好帮扶\n落实措施。\n"
    ends = [match.end() for match in re.finditer("\n", text)]
    blocks = [Paragraph(start, end, "toc 1" if i < 2 else None) for i, (start, end) in enumerate(pairwise([0, *ends]))]
    document = Document(text, None, "text/html", None, "0", tuple(blocks))
    assert [node.id for node in outline(document, load_rules()).nodes] == ["0", "1", "2"]


def test_a_table_of_contents_of_an_excerpt_that_ends_in_its_first_chapter() -> None:
    contents = ("第一章 总则", "第二章 治理", "第三章 监督", "第四章 附则")
    assert ids(made("青溪县治理细则", *contents, "第一章 总则", "第一条 为抓好治理，制定本细则。")) == ["1", "1.1"]


def test_a_table_of_contents_with_pages_and_a_preface_behind_it() -> None:
    contents = ("一、发展回顾 1", "二、发展环境 3", "（一）机遇 3", "三、保障措施 12")
    body = ("序 言", "治理是基础。制定本规划。", "一、发展回顾", "成效明显。", "二、发展环境", "机遇很多。")
    assert ids(made("青溪县治理规划", "目 录", *contents, *body)) == ["1", "2"]


def test_the_numbered_menu_of_a_page_is_none_of_the_clauses() -> None:
    menu = ("1. 目录", "2. 县人民政府", "1. 专项规划", "2. 区域规划")
    front = ("青溪县财政局", "关于做好帮扶工作的通知", "发布日期：2023-03-10", "各乡镇人民政府：", "请认真执行。")
    assert ids(made(*menu, *front, "一、摸底建档", "建好台账。", "二、扩种茶园")) == ["1", "2"]
    assert ids(made(*menu, "请认真执行。")) == ["1", "2", "1#2", "2#2"]
    # Chapters open the text too, below a title that no addressees follow.
    pages = ("1、帮扶", "2、搬迁条件", "3、搬迁办法", "4、搬迁附件")
    articles = ("青溪县搬迁工作规程", "第一章 总则", "第一条 为办好搬迁，制定本规程。")
    assert ids(made(*pages, *articles)) == ["1", "1.1"]


def test_an_entry_of_the_contents_that_an_excerpt_has_no_more_is_no_clause() -> None:
    contents = "1 总则\n1.1 目的\n1.2 原则\n2 职责\n2.1 指挥部\n7 附则\n7.1 解释\n"
    body = "1.总则\n1.1目的\n减少损失。\n1.2原则\n统一指挥。\n2.职责\n2.1指挥部\n县里设立指挥部。\n"
    notice = parse(f"某县洪涝应急预案\n目录\n{contents}{body}")
    assert [clause.id for clause in notice.clauses] == ["0", "1", "1.1", "1.2", "2", "2.1"]
