"""Tables in plain text: which lines are one, and its cells; and what looks like one and is none."""

from __future__ import annotations

import time
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_extract import parse
from fupin_extract.read import read
from fupin_extract.read.document import Document, PrintedCell, PrintedTable


def tables(document: Document) -> list[PrintedTable]:
    return [block for block in document.blocks if isinstance(block, PrintedTable)]


def cells(text: str) -> list[list[str]]:
    """The texts of the only table, the pieces of a cell joined by ``|``."""
    document = read(text)
    (table,) = tables(document)
    return [joined(document, row) for row in table.rows]


def joined(document: Document, row: tuple[PrintedCell, ...]) -> list[str]:
    found: dict[int, list[str]] = {}
    for cell in row:
        found.setdefault(cell.column, []).append(document.text[cell.start : cell.end])
    return ["|".join(found[column]) for column in sorted(found)]


HEADING = ["序号", "重点任务", "责任单位"]
PLAIN = [HEADING, ["1", "修路", "县交通局"], ["2", "办学", "县教育局"]]


def test_titles_between_the_rows_of_an_aligned_table_do_not_end_it() -> None:
    text = """
        序号  重点任务        责任单位
        一、做大做强优势产业（2项）
        （一）工业
        1     新建厂房        县工信局
        2     招引企业        县商务局
        二、民生
        1     办学            县教育局
    """
    found = [[cell for cell in row if cell] for row in cells(dedent(text).strip())]
    assert found[1:3] == [["一、做大做强优势产业（2项）"], ["（一）工业"]]
    assert found[3:] == [
        ["1", "新建厂房", "县工信局"],
        ["2", "招引企业", "县商务局"],
        ["二、民生"],
        ["1", "办学", "县教育局"],
    ]


def test_a_title_below_an_aligned_table_is_none_of_it() -> None:
    rows = "序号  重点任务        责任单位\n1     新建厂房        县工信局\n2     办学            县教育局\n"
    document = read(f"{rows}三、切实加强组织领导\n认真落实。\n")
    (table,) = tables(document)
    assert document.text[table.end :].startswith("三、切实加强组织领导")


def test_headings_below_headings_of_an_aligned_table() -> None:
    text = """
        序号  重点任务        工作目标              责任单位
                              2026年    2027年
        1     新建厂房        3座       5座         县工信局
        2     招引企业                  2家         县商务局
    """
    found = cells(dedent(text).strip())
    assert found[1] == ["", "", "2026年", "2027年", ""]
    assert found[2:] == [["1", "新建厂房", "3座", "5座", "县工信局"], ["2", "招引企业", "", "2家", "县商务局"]]


@pytest.mark.parametrize(
    "text",
    [
        "序号\t重点任务\t责任单位\n1\t修路\t县交通局\n2\t办学\t县教育局\n",
        "序号,重点任务,责任单位\n1,修路,县交通局\n2,办学,县教育局\n",
        "序号;重点任务;责任单位\r\n1;修路;县交通局\r\n2;办学;县教育局\r\n",
        "| 序号 | 重点任务 | 责任单位 |\n|:-:|:--|--|\n| 1 | 修路 | 县交通局 |\n| 2 | 办学 | 县教育局 |\n",
        "序号 | 重点任务 | 责任单位\n--- | --- | ---\n1 | 修路 | 县交通局\n2 | 办学 | 县教育局\n",
        " 序号 | 重点任务 | 责任单位\n------+------+------\n    1 | 修路 | 县交通局\n    2 | 办学 | 县教育局\n",
        "+--+--+--+\n|序号|重点任务|责任单位|\n+--+--+--+\n|1|修路|县交通局|\n|2|办学|县教育局|\n+--+--+--+\n",
        "┌─┬─┬─┐\n│序号│重点任务│责任单位│\n├─┼─┼─┤\n│1│修路│县交通局│\n├─┼─┼─┤\n│2│办学│县教育局│\n└─┴─┴─┘\n",
        "序号  重点任务    责任单位\n1     修路        县交通局\n2     办学        县教育局\n",
        "序号　　重点任务　　责任单位\n 1　　　修路　　　　县交通局\n 2　　　办学　　　　县教育局\n",
    ],
)
def test_the_same_table_in_each_way_of_writing(text: str) -> None:
    assert cells(f"一、总体要求\n附件：\n{text}\n二、保障措施\n") == PLAIN
    assert cells(text) == PLAIN


def test_a_table_takes_its_lines_whole_and_leaves_the_others() -> None:
    text = "一、总体要求\n甲|乙\n-|-\n丙|丁\n完。"
    document = read(text)
    (table,) = tables(document)
    assert document.text == text
    assert document.text[table.start : table.end] == "甲|乙\n-|-\n丙|丁\n"
    assert [text[b.start : b.end] for b in document.blocks if b is not table] == ["一、总体要求\n", "完。"]


def test_tabs_cells_left_out_at_the_end_sections_and_quoted_breaks() -> None:
    text = '序号\t任务\t单位\n一、产业发展\n1\t"修路\n架桥"\t县交通局\n2\t办学\n3\t\t县农业局\n二、保障措施。\n'
    assert cells(text) == [
        ["序号", "任务", "单位"],
        ["一、产业发展", "", ""],
        ["1", "修路\n架桥", "县交通局"],
        ["2", "办学", ""],
        ["3", "", "县农业局"],
    ]


def test_strokes_that_are_escaped_and_cells_that_are_missing() -> None:
    assert cells("|任务|单位|\n|--|--|\n|a \\| b|县<br>局|\n|c|\n") == [
        ["任务", "单位"],
        ["a \\| b", "县<br>局"],
        ["c"],
    ]


def test_quoted_fields_of_csv() -> None:
    text = '序号,任务,单位\n1,"修路,架桥","县""交通""局"\n2,办学,"教育局\n财政局"\n'
    assert cells(text)[1:] == [["1", "修路,架桥", '县""交通""局'], ["2", "办学", "教育局\n财政局"]]


def test_a_drawn_cell_of_several_lines_and_merged_ones() -> None:
    text = dedent("""\
        +----+------+------+
        | 序 | 任务 | 单位 |
        +====+======+======+
        | 1  | 修路 | 县交 |
        |    | 架桥 | 通局 |
        +----+------+------+
        | 一、产业发展     |
        +----+------+------+
        | 2  | 办学 | 教育 |
        |    +------+------+
        |    | 看病 | 卫健 |
        +----+------+------+
        """)
    assert cells(text) == [
        ["序", "任务", "单位"],
        ["1", "修路|架桥", "县交|通局"],
        ["一、产业发展"],
        ["2", "办学", "教育"],
        ["看病", "卫健"],
    ]
    (table,) = tables(read(text))
    assert (table.rows[2][0].columns, table.rows[3][0].rows, table.rows[4][0].column) == (3, 2, 1)


# As pdftotext -layout prints a table whose numbers stand beside the middle of their rows, each character a column.
CENTRED = """\
序号        任务名称            任务内容                    责任单位          时间节点
1     算力基础设施建设   科学统筹算力中心建设，鼓励建设部署边缘算力     市发改委，各区县政府           持续推进
                 制定发布《市高质量数据集建设导则》，打
2     高质量数据集建设                             市数据局，各区县政府           2026 年底
                 造形成 3 个以上行业专识数据集 1.0 版
     具身智能数据采集训   加快建设 4 个具身智能数据采集训练场，引育优   市数据局、市经信局、市产业集团，各
3                                                               2027 年底
        练场建设     质数据标注企业                   区县政府
                                                            — 11 —
"""


def test_lines_above_and_below_a_number_are_of_its_row() -> None:
    _, first, second, third = cells(CENTRED)
    assert first[2:] == ["科学统筹算力中心建设，鼓励建设部署边缘算力", "市发改委，各区县政府", "持续推进"]
    assert second[2] == "制定发布《市高质量数据集建设导则》，打|造形成 3 个以上行业专识数据集 1.0 版"
    assert second[3:] == ["市数据局，各区县政府", "2026 年底"]
    assert third[:2] == ["3", "具身智能数据采集训|练场建设"]
    assert third[3:] == ["市数据局、市经信局、市产业集团，各|区县政府", "2027 年底"]


def test_lines_below_a_number_are_of_its_row() -> None:
    text = "序号  任务      单位\n1     修路      县交通局\n      架桥到村  县财政局\n2     办学      县教育局\n"
    assert cells(text)[1:] == [["1", "修路|架桥到村", "县交通局|县财政局"], ["2", "办学", "县教育局"]]


def test_a_group_merged_downwards_leaves_its_cell_blank() -> None:
    text = (
        "类别    任务      单位\n产业    养殖      县农业局\n        种植      县林业局\n教育    办学      县教育局\n"
    )
    assert cells(text)[2] == ["", "种植", "县林业局"]


@pytest.mark.parametrize(
    "text",
    [
        "一、\t总体要求\n二、\t主要任务\n三、\t保障措施\n",
        "1.\t\t加强领导\n2.\t\t压实责任\n3.\t\t强化考核\n",
        "索引号：\tX001\t发布机构：\t县政府\n文号：\t县发1号\t日期：\t2025年\n",
        "索引号：X001        发布机构：县政府\n文号：县发1号       日期：2025年\n主题：农业          有效：是\n",
        "    县财政局        县农业局\n    2025年1月1日    2025年1月1日\n",
        "组  长：张三    县长\n副组长：李四    副县长\n成  员：王五    县财政局局长\n",
        "1.县财政局    负责资金\n2.县农业局    负责产业\n3.县交通局    负责道路\n",
        "坚持政府主导,社会参与,市场运作\n坚持精准,分类,分级负责,务求实效。\n各县区,各部门,各单位:\n",
        "为贯彻落实精神,加强领导,现通知如下:\n一要提高认识,统一思想,抓好落实;\n二要明确责任,强化考核,务求实效.\n",
        "　　一、总体要求\n　　深入贯彻落实党的精神。\n　　二、主要任务\n　　加强领导。\n",
        "通过A|B两种方式推进。\n另一行。\n",
        "- - -\n---\n***\n|\n||\n",
        "各县（区）人民政府，市直各部门：\n  现将方案印发，  请遵照执行。\n  特此通知。\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert tables(read(text)) == []


def test_a_page_break_ends_a_table() -> None:
    text = "序号\t任务\t单位\n1\t修路\t县局\n\f序号\t任务\t单位\n2\t办学\t县局\n"
    assert [len(table.rows) for table in tables(read(text))] == [2, 2]


SIGNS = st.sampled_from(
    [
        "a",
        "修",
        "1",
        "一、",
        "  ",
        "　",
        "\t",
        "|",
        "+",
        "-",
        "--",
        "│",
        "┌",
        "┼",
        "─",
        ",",
        ";",
        '"',
        "\n",
        "\r\n",
        "\f",
        "：",
        "。",
    ]
)


@given(st.lists(SIGNS, max_size=80).map("".join))
def test_blocks_tile_any_text_and_cells_lie_in_their_table(text: str) -> None:
    if not text.strip():
        return
    document = read(text)
    assert document.text == text
    assert [block.start for block in document.blocks] == [0, *(block.end for block in document.blocks[:-1])]
    assert document.blocks[-1].end == len(text)
    for table in tables(document):
        for number, row in enumerate(table.rows):
            assert row
            assert [(cell.column, cell.start) for cell in row] == sorted((cell.column, cell.start) for cell in row)
            for cell in row:
                assert table.start <= cell.start <= cell.end <= table.end
                assert cell.row == number
                printed = text[cell.start : cell.end]
                assert printed == printed.strip(" \t\u00a0\u3000")


@pytest.mark.parametrize(
    "line",
    [
        *("\t\t\n", "a\tb\tc\n", '\t"\n', "a,b,c\n", '"a","b\n', "|a|b|\n", "|a|b|\n|-|-|\n", "+--+\n"),
        *("+--+--+\n|a |b |\n", "|a +--+\n", "序号  任务    单位\n", "序号  任务    单位\n      修路\n"),
        *(
            "序号  任务    单位\n\n\n      x\n\n",
            "任务 责任单位 时限\n修路 县交通局 6月\nx\n",
            "责任单位\n",
            "任务\n部门\n\n期限\n",
        ),
    ],
)
def test_many_lines_take_no_more_than_their_share(line: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        read("序号  任务    单位\n      a\n" + line * times)
        return time.process_time() - started

    seconds(100)
    # Sixteen times the lines: what looks at each line for each takes 256 times as long.
    assert seconds(16_000) < 100 * max(seconds(1_000), 0.005)


def test_rows_that_only_their_numbers_show_a_cell_a_line() -> None:
    text = """
        重点任务分解表

        序号
        重点任务
        工作内容
        责任单位
        完成
        时限
        备注
        一、产业发展
        1
        发展产业
        1.建设基地。
        2.带动农户。
        县农业农村局
        2023年6月底前
        2
        稳定就业
        开展培训。
        县人社局
        县教育局
        2023年12月底
        已启动
        二、基础设施
        3
        修路
        硬化道路。
        县交通局
        长期坚持

        以上任务由县政府督查室督办。
    """
    assert cells(dedent(text)) == [
        ["序号", "重点任务", "工作内容", "责任单位", "完成\n时限", "备注"],
        ["一、产业发展", "", "", "", "", ""],
        ["1", "发展产业", "1.建设基地。|2.带动农户。", "县农业农村局", "2023年6月底前", ""],
        ["2", "稳定就业", "开展培训。", "县人社局|县教育局", "2023年12月底", "已启动"],
        ["二、基础设施", "", "", "", "", ""],
        ["3", "修路", "硬化道路。", "县交通局", "长期坚持", ""],
    ]


def test_a_fact_of_a_drawn_cell_of_several_lines_shows_the_cell_alone() -> None:
    text = """
        ┌────┬────┬────┐
        │任务│责任│完成│
        │    │单位│时限│
        ├────┼────┼────┤
        │修路│县交│2024│
        │    │通局│年6 │
        │    │    │月底│
        ├────┼────┼────┤
        │办学│县教│长期│
        │    │育局│坚持│
        └────┴────┴────┘
    """
    tasks = parse(dedent(text)).tasks
    assert [task.deadlines[0].text for task in tasks] == ["2024年6月底", "长期坚持"]
    assert [task.responsible_units[0].text for task in tasks] == ["县交通局", "县教育局"]


def test_a_drawn_table_that_lost_its_blanks() -> None:
    lines = ["┌──┬────┬──┐", "│工作任务│责任单位│完成时限│", "├──┼────┼──┤"]
    lines += ["│修路 │各县政│年底前│", "├──┤府,市交│ │", "│办学 │通局│ │", "│ ├────┤ │", "│改厕 │市农业│ │", "│ │局│ │"]
    tasks = parse("\n".join([*lines, "└──┴────┴──┘"])).tasks
    units = [[unit.name for unit in task.responsible_units] for task in tasks]
    assert units == [["各县政府", "市交通局"], ["各县政府", "市交通局"], ["市农业局"]]
    assert {task.deadlines[0].text for task in tasks} == {"年底前"}


def test_the_last_row_goes_on_up_to_its_time() -> None:
    rows = "1 修路 县交通局 6月底前\n2 办学 县教育局 县住建局 9月底前\n3 改厕 县农业局 县卫健局 12月底前"
    lines = ["序号", "民生实事", "责任单位", "完成时限", *rows.split(), "青溪县人民政府", "2023年1月5日"]
    assert cells("\n\n".join(lines))[-1] == ["3", "改厕", "县农业局|县卫健局", "12月底前"]


@pytest.mark.parametrize("gap", [" ", "  ", "　"])
def test_rows_that_only_their_numbers_show_with_blanks_between_cells(gap: str) -> None:
    rows = [
        ["序号", "重点任务", "责任单位", "完成时限", "备注"],
        ["1", "建设标准厂房五座", "县工信局、县城投公司", "2023年6月"],
        ["2", "办学", "县教育局", "全年", "续办"],
    ]
    text = "\n".join(gap.join(row) for row in rows)
    assert cells(f"任务表\n{text}\n\n二、保障措施\n") == [rows[0], [*rows[1], ""], rows[2]]


def test_strokes_between_cells_without_a_frame() -> None:
    assert cells("序号 | 重点任务 | 责任单位\n1 | 修路 | 县交通局\n2 | 办学 | 县教育局\n") == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "序号\n1\n2\n3\n4\n",
        "序号\n名称\n说明\n1\n修路\n",
        "序号 任务 单位\n2 修路 县交通局\n3 办学 县教育局\n",
        "按序号 逐项 办理\n1 修路\n2 办学\n",
        "甲 | 乙 | 丙\n",
        "甲 | 乙。 | 丙\n丁 | 戊 | 己\n庚 | 辛 | 壬\n",
    ],
)
def test_numbers_and_strokes_that_make_no_table(text: str) -> None:
    assert not tables(read(text))


@pytest.mark.parametrize("gap", [" ", "  ", "\u3000"])
def test_rows_without_numbers_below_a_heading_that_says_who_answers(gap: str) -> None:
    lines = ["任务 责任单位 时限", "修路 县交通局 6月底前", "办学 县教育局 9月底前"]
    text = "某县清单\n" + "\n".join(line.replace(" ", gap) for line in lines) + "\n各单位抓好落实。\n"
    (table,) = tables(read(text))
    assert [[text[cell.start : cell.end] for cell in row] for row in table.rows] == [line.split() for line in lines]
    # One row alone, and rows of another width, are none.
    assert not tables(read("任务 责任单位 时限\n修路 县交通局 6月底前\n抓好 落实\n"))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_cells_a_line_without_numbers(between: str) -> None:
    rows = [["任务", "责任单位", "完成时限"], ["修路", "县交通局", "6月底前"], ["办学", "县教育局", "9月底前"]]
    text = "某县2024年重点任务分解表\n" + between.join(cell for row in rows for cell in row) + "\n附件\n"
    (table,) = tables(read(text))
    assert [[text[cell.start : cell.end] for cell in row] for row in table.rows] == rows
    # A cell more in a row: then nobody knows where the next begins.
    assert not tables(read(text.replace("县交通局", "县交通局\n县财政局")))


@pytest.mark.parametrize(
    "text",
    [
        "类别\n序号\n任务\n责任单位\n城建\n1\n修路\n县交通局\n2\n治水\n县水利局\n民生\n3\n办学\n县教育局\n",
        "类别 序号 任务 责任单位\n城建 1 修路 县交通局\n2 治水 县水利局\n民生 3 办学 县教育局\n",
    ],
)
def test_a_group_before_the_numbers_is_the_title_of_its_rows(text: str) -> None:
    found = parse("某县清单\n" + text).tasks
    assert [(task.path[0], task.title) for task in found] == [("城建", "修路"), ("城建", "治水"), ("民生", "办学")]
    assert [task.responsible_units[0].name for task in found] == ["县交通局", "县水利局", "县教育局"]


@pytest.mark.parametrize("between", [" |\n", "\n|\n"])
def test_a_stroke_behind_each_cell_a_line(between: str) -> None:
    rows = ["序号 任务 责任单位 时限", "1 修好路。 县交通局 6月底", "2 办好学。 县教育局 9月底"]
    for first in (0, 1):
        cells = [cell for row in rows for cell in row.split()[first:]]
        found = parse("某县2024年重点任务分解表\n" + between.join(cells) + between).tasks
        assert [task.text for task in found] == ["修好路。", "办好学。"]
        assert [task.responsible_units[0].name for task in found] == ["县交通局", "县教育局"]


def test_a_cell_that_a_stroke_ends_may_be_lines_or_blank() -> None:
    text = "某县任务分解表\n任务 |\n牵头单位 |\n责任单位 |\n修路 |\n县交通局 |\n|\n"
    text += "办学 |\n县政府办公室\n县教育局 |\n各乡镇 |\n"
    first, second = parse(text).tasks
    assert ([u.name for u in first.lead_units], first.responsible_units) == (["县交通局"], ())
    assert [u.name for u in second.lead_units] == ["县政府办公室", "县教育局"]


def test_cells_of_several_lines_copied_with_tabs() -> None:
    text = "某县清单\n序号\t任务\t单位\t时限\n1\t修路\t县交通局\n县财政局\t6月底\n2\t办学\t县教育局\n"
    text += "3\t治水\t县水利局\t9月底\n"
    found = parse(text).tasks
    assert [(task.title or task.text) for task in found] == ["修路", "办学", "治水"]
    assert [[u.name for u in task.responsible_units] for task in found] == [
        ["县交通局", "县财政局"],
        ["县教育局"],
        ["县水利局"],
    ]
    assert [len(task.deadlines) for task in found] == [1, 0, 1]
    # Without numbers of rows, those of a list tell.
    text = "某县清单\n部门\t任务\t责任人\n县应急局\t1.检查企业。\n2.组织演练。\t马骏\n县住建局\t核查基坑。\t付强\n"
    found = parse(text).tasks
    assert [task.persons[0].name for task in found] == ["马骏", "付强"]


def test_one_blank_between_cells_and_two_beside_an_empty_one() -> None:
    text = "某县分解表\n序号 类别 任务 措施 牵头单位 参与单位\n"
    text += "1 保 护 严守红线 到2025年，用水总量控制在9万吨以内。 县水利局 县发改局、县工信局等\n"
    text += "2  严守 红线 落实评估，纳入考核。 县水利局 县住建局等\n3   抓好节水。加快改造。 县工信局 县发改局等\n"
    found = parse(text).tasks
    assert [[u.name for u in task.lead_units] for task in found] == [["县水利局"], ["县水利局"], ["县工信局"]]
    assert [[u.name for u in task.supporting_units] for task in found] == [
        ["县发改局", "县工信局"],
        ["县住建局"],
        ["县发改局"],
    ]


def test_a_name_of_two_letters_that_fill_their_cell() -> None:
    lines = [
        "序号  项目      责任单位  责任人  时限",
        "1     清溪水库  县水务局  杨  波  6月底",
        "2     团山水库  县水务局  陈建华  9月底",
    ]
    assert [task.persons[0].name for task in parse("某县调度表\n" + "\n".join(lines) + "\n").tasks] == [
        "杨波",
        "陈建华",
    ]


def test_an_excerpt_of_a_table_begins_with_a_later_number() -> None:
    cells = ["序号", "目标任务", "责任单位", "80", "修好路。", "县交通局", "81", "办好学。", "县教育局"]
    found = parse("某县2024年重点任务分解表\n" + "\n".join(cells) + "\n").tasks
    assert [(task.id, task.text) for task in found] == [("t1.80", "修好路。"), ("t1.81", "办好学。")]
