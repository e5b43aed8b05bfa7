"""PDF files: lines in the order of reading, tables as true grids, what belongs to pages alone left out."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from fupin_extract.errors import ReadError
from fupin_extract.pipeline import parse
from fupin_extract.read import Document, limits, read
from fupin_extract.read.document import PrintedTable
from fupin_extract.read.layout import laid
from fupin_extract.read.pdf import meanings
from made_pdf import PdfPage, pdf

BODY = ["一、总体要求。认真落实各项工作任务，", "确保取得实效。"]
COLUMNS = (80, 120, 300, 420)
ROWS = (200, 230, 290, 320)


def codes(document: Document) -> list[str]:
    return [diagnostic.code for diagnostic in document.diagnostics]


def tables(document: Document) -> list[PrintedTable]:
    return [block for block in document.blocks if isinstance(block, PrintedTable)]


def grid(document: Document) -> list[tuple[str, int, int, int, int]]:
    """The cells of the first table: text, row, column, rows, columns."""
    rows = tables(document)[0].rows
    return [(document.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for row in rows for c in row]


def plan(page: PdfPage) -> PdfPage:
    """The text of a table of three columns, without its rules."""
    page.text(85, 220, "序号").text(130, 220, "工作任务").text(310, 220, "责任单位")
    page.text(85, 250, "1").text(130, 250, "建设公共服务").text(130, 270, "平台").text(310, 250, "市发改委")
    return page.text(85, 310, "2").text(130, 310, "推进数据共享").text(310, 310, "市经信局")


PLAN = "序号\t工作任务\t责任单位\n1\t建设公共服务\u2028平台\t市发改委\n2\t推进数据共享\t市经信局\n"


def test_a_printed_line_is_a_line_and_a_page_ends_with_a_form_feed() -> None:
    document = read(pdf(PdfPage().lines(90, 100, BODY), PdfPage().text(90, 100, "二、重点任务")))
    assert document.text == "".join(f"{line}\n" for line in BODY) + "\f二、重点任务\n"
    assert (document.media_type, document.encoding, document.layout_known) == ("application/pdf", None, False)
    assert document.pages == (0, document.text.index("\f") + 1)
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        f"{BODY[0]}\n",
        f"{BODY[1]}\n",
        "\f",
        "二、重点任务\n",
    ]


def test_letters_that_are_spread_are_joined_and_spaces_between_words_stay() -> None:
    page = PdfPage().text(100, 80, "关于印发方案的通知", 16, wide=12).text(100, 120, "组　长：张　三　　　李　四")
    page.text(100, 150, "附　件").text(100, 180, "省发展改革委　　　省财政厅").text(100, 210, "第一章　总　则")
    page.text(100, 240, "应用 AI for Science 平台，到 2027 年")
    assert read(pdf(page)).text.splitlines() == [
        "关于印发方案的通知",
        "组长：张三 李四",
        "附件",
        "省发展改革委 省财政厅",
        "第一章 总则",
        "应用 AI for Science 平台，到 2027 年",
    ]


def test_what_is_drawn_twice_or_beside_the_page_counts_once_or_not() -> None:
    page = PdfPage().text(100, 100, "重点任务").text(100.3, 100, "重点任务").text(700, 100, "页外的字")
    page.raw("3 Tr").text(100, 130, "看不见的文字层")
    assert read(pdf(page)).text == "重点任务\n看不见的文字层\n"


def test_the_text_of_a_line_may_be_drawn_in_any_order_and_in_fonts_of_any_size() -> None:
    page = PdfPage().text(160, 100, "平台").text(100, 100, "建设公共").text(148, 96, "②", 6)
    page.text(100, 130, "下一行")
    assert read(pdf(page)).text == "建设公共②平台\n下一行\n"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(rotate: int, angle: int) -> None:
    page = PdfPage(rotate=rotate)
    step = {0: (0, 30), 90: (30, 0), 180: (0, -30), 270: (-30, 0)}[angle]
    for at, line in enumerate(["第一行的文字", "第二行的文字", "第三行的文字"]):
        page.text(300 + at * step[0], 400 + at * step[1], line, angle=angle)
    assert read(pdf(page)).text == "第一行的文字\n第二行的文字\n第三行的文字\n"


def test_a_watermark_is_told_and_is_no_text() -> None:
    document = read(pdf(PdfPage().lines(90, 100, BODY).text(150, 500, "征求意见稿", 60, angle=45)))
    assert document.text.splitlines() == BODY
    assert codes(document) == ["watermark_dropped"]
    assert "征求意见稿" in document.diagnostics[0].message


# What belongs to pages alone


def many(number: str, *, pages: int = 4, head: str = "") -> str:
    drawn = []
    for at in range(1, pages + 1):
        page = PdfPage().text(250, 60, head) if head else PdfPage()
        page.lines(90, 120, [f"第{'一二三四五六七'[at]}部分的正文写在这里", "2026"])
        drawn.append(page.text(420 if at % 2 else 100, 800, number.format(at + 6, pages)))
    return read(pdf(*drawn)).text


@pytest.mark.parametrize(
    "number", ["— {} —", "－{}－", "- {} -", "{}", "第{}页", "第 {} 页 共 {} 页", "{}/{}", "·{}·", "Page {} of {}"]
)
def test_numbers_of_pages_are_left_out_and_other_numbers_are_not(number: str) -> None:
    text = many(number)
    assert text.replace("\f", "").splitlines()[:2] == ["第二部分的正文写在这里", "2026"]
    assert len(text.splitlines()) == 11, text


def test_a_running_head_is_left_out_where_it_runs() -> None:
    assert "公报" not in many("— {} —", head="某市人民政府公报 2026年第3期")
    once = PdfPage().text(250, 60, "某市人民政府公报").lines(90, 120, BODY)
    assert "公报" in read(pdf(once, *(PdfPage().lines(90, 120, BODY) for _ in range(3)))).text


def test_titles_and_attachments_at_the_top_of_pages_stay() -> None:
    attachments = [PdfPage().text(90, 70, f"附件{at}").lines(90, 120, BODY) for at in (1, 2, 3)]
    assert re.findall("附件.", read(pdf(*attachments)).text) == ["附件1", "附件2", "附件3"]
    titled = [PdfPage().text(200, 70, "重点任务分工表", 22).lines(90, 120, BODY) for _ in range(3)]
    assert read(pdf(*titled)).text.count("重点任务分工表") == 1
    feet = [
        PdfPage().lines(90, 120, BODY).text(90, 800, f"https://www.gov.cn/a1.html 第{at}页/共3页") for at in (1, 2, 3)
    ]
    assert "gov" not in read(pdf(*feet)).text


def test_a_lone_number_at_the_foot_of_a_page_is_text_where_it_does_not_count_pages() -> None:
    assert read(pdf(*(PdfPage().text(90, 100, "正文").text(90, 800, n) for n in ("35", "12", "77")))).text.split() == [
        *("正文", "35", "正文", "12", "正文", "77")
    ]


def test_balloons_of_revisions_and_numbers_of_lines_are_left_out() -> None:
    page = PdfPage()
    for at in range(12):
        page.text(60, 100 + 20 * at, "正文的一行写得很长很长很长很长很长很长很长")
    page.text(420, 120, "删除[张三]: 旧的文字", 8).text(420, 132, "还有一行", 8).text(
        420, 190, "设置格式[张三]: 字体: 仿宋", 8
    )
    document = read(pdf(page))
    assert document.text == "正文的一行写得很长很长很长很长很长很长很长\n" * 12
    assert codes(document) == ["balloons_dropped"]
    numbered = PdfPage()
    for at in range(12):
        numbered.text(40, 100 + 20 * at, f"{at + 1}", 8).text(80, 100 + 20 * at, "正文的一行")
    assert read(pdf(numbered)).text == "正文的一行\n" * 12
    listed = PdfPage()
    for at in range(12):
        listed.text(40, 100 + 20 * at, f"{at + 1}").text(80, 100 + 20 * at, "某公司" * (1 + at % 4))
    assert read(pdf(listed)).text.splitlines()[11] == "12 某公司某公司某公司某公司"


def test_a_rule_of_characters_is_no_text() -> None:
    page = PdfPage().text(230, 100, "某政发〔2020〕21号").text(60, 103, "━" * 30).text(90, 140, "正文——如此")
    assert read(pdf(page)).text == "某政发〔2020〕21号\n正文——如此\n"


def test_two_columns_are_read_one_after_the_other_and_a_list_side_by_side_is_not() -> None:
    left = [f"左栏的第{n}行写满整整一栏" for n in "一二三四五六七八"]
    right = [f"右栏的第{n}行写满整整一栏" for n in "一二三四五六七八"]
    page = PdfPage().text(200, 60, "关于做好工作的通知", 18).lines(90, 100, left).lines(300, 106, right)
    assert read(pdf(page.text(350, 300, "市人民政府"))).text.splitlines() == [
        "关于做好工作的通知",
        *left,
        *right,
        "市人民政府",
    ]
    units = PdfPage().lines(90, 100, ["市发改委", "局", "市教育局"] * 4).lines(300, 100, ["张三", "李四", "王五"] * 4)
    assert read(pdf(units)).text.splitlines()[:2] == ["市发改委 张三", "局 李四"]


# Tables


def test_a_ruled_table_is_a_grid_and_its_text_stands_once() -> None:
    page = plan(PdfPage().text(200, 180, "重点任务分解表")).grid(COLUMNS, ROWS).text(90, 350, "表后的文字")
    document = read(pdf(page))
    assert document.text == f"重点任务分解表\n{PLAN}表后的文字\n"
    assert tables(document)[0].edges == COLUMNS
    assert len(grid(document)) == 9


@pytest.mark.parametrize("way", ["open", "thin", "pieces", "dashed", "dotted", "double", "form", "slanted"])
def test_a_table_is_found_however_its_rules_are_drawn(way: str) -> None:
    page = plan(PdfPage())
    columns = COLUMNS[1:-1] if way == "open" else COLUMNS
    for x in columns:
        for top, bottom in pairwise(ROWS):
            _draw(page, way, x, top, x, bottom)
    for y in ROWS:
        for start, end in pairwise(COLUMNS):
            _draw(page, way, start, y, end, y)
    document = read(pdf(page))
    assert document.text == PLAN
    assert [round(x) for x in tables(document)[0].edges] == pytest.approx(list(COLUMNS), abs=2)


def _draw(page: PdfPage, way: str, x0: float, y0: float, x1: float, y1: float) -> None:
    if way == "thin":
        page.thin(x0, y0, x1, y1)
    elif way == "pieces":
        page.rule(x0, y0, (x0 + x1) / 2, (y0 + y1) / 2).rule((x0 + x1) / 2, (y0 + y1) / 2, x1, y1)
    elif way == "dashed":
        page.rule(x0, y0, x1, y1, dash="3 2")
    elif way == "dotted":
        for at in range(0, round(x1 - x0 + y1 - y0), 3):
            page.thin(x0 + at * (x1 > x0), y0 + at * (y1 > y0), x0 + at * (x1 > x0), y0 + at * (y1 > y0))
    elif way == "double":
        page.rule(x0, y0, x1, y1).rule(x0 + 2, y0 + 2, x1 + 2, y1 + 2)
    elif way == "form":
        page.raw("q 2 0 0 2 10 20 cm")
        flip = page.height - 20
        page.raw(f"{(x0 - 10) / 2} {(flip - y0) / 2} m {(x1 - 10) / 2} {(flip - y1) / 2} l S Q")
    else:
        page.rule(x0, y0, x1 + 0.3 * (x0 == x1), y1 + 0.3 * (y0 == y1))


def test_merged_cells_cover_what_no_rule_parts() -> None:
    page = PdfPage().rule(80, 100, 400, 100).rule(80, 200, 400, 200).rule(140, 130, 400, 130).rule(80, 160, 400, 160)
    page.rule(80, 100, 80, 200).rule(140, 100, 140, 200).rule(400, 100, 400, 200).rule(270, 130, 270, 160)
    page.text(85, 120, "举措").text(85, 140, "一").text(150, 120, "目标").text(150, 150, "2026年").text(
        280, 150, "2027年"
    )
    page.text(150, 190, "全市")
    assert grid(read(pdf(page))) == [
        ("举措\u2028一", 0, 0, 2, 1),
        ("目标", 0, 1, 1, 2),
        ("2026年", 1, 1, 1, 1),
        ("2027年", 1, 2, 1, 1),
        ("", 2, 0, 1, 1),
        ("全市", 2, 1, 1, 2),
    ]


def test_what_ran_over_the_page_is_a_table_though_one_cell_is_filled() -> None:
    rest = PdfPage().grid(COLUMNS, (100, 140), sides=False).text(130, 120, "数据共享。")
    document = read(pdf(plan(PdfPage()).grid(COLUMNS, ROWS), rest))
    assert [len(table.rows) for table in tables(document)] == [3, 1]
    assert tables(document)[0].edges == tables(document)[1].edges
    assert document.text.endswith("\f\t数据共享。\t\n")


def test_a_table_cut_by_the_page_may_lack_its_last_rule() -> None:
    page = plan(PdfPage())
    for y in ROWS[:-1]:
        page.rule(80, y, 420, y)
    for x in COLUMNS:
        page.rule(x, 200, x, 330)
    assert read(pdf(page)).text == PLAN


def test_a_cell_that_the_page_cuts_may_go_on_below_the_last_rule() -> None:
    page = plan(PdfPage())
    for y in ROWS:
        page.rule(80, y, 420 if y != ROWS[-1] else COLUMNS[-2], y)
    for x in COLUMNS:
        page.rule(x, ROWS[0], x, ROWS[-1])
    page.text(COLUMNS[-2] + 5, ROWS[-1] + 10, "、市数据局").text(85, ROWS[-1] + 40, "表外")
    document = read(pdf(page))
    assert grid(document)[-1][0].endswith("\u2028、市数据局")
    assert document.text.endswith("表外\n")


def test_rows_of_one_cell_do_not_part_a_table_that_is_open_at_its_sides() -> None:
    page = PdfPage()
    for y in (100, 130, 160, 190, 220, 250):
        page.rule(80, y, 420, y)
    for top in (100, 160, 220):
        page.rule(130, top, 130, top + 30).rule(300, top, 300, top + 30)
        page.text(85, top + 20, "1").text(135, top + 20, "任务").text(305, top + 20, "单位")
    page.text(85, 150, "一、产业").text(85, 210, "二、民生").text(85, 280, "表外").rule(80, 400, 420, 400)
    document = read(pdf(page))
    (table,) = tables(document)
    assert [len(row) for row in table.rows] == [3, 1, 3, 1, 3]
    assert document.text.endswith("表外\n")


def test_rules_across_alone_part_rows_and_the_blanks_columns() -> None:
    page = plan(PdfPage())
    for y in ROWS:
        page.rule(80, y, 420, y)
    assert read(pdf(page)).text == PLAN
    merged = plan(PdfPage()).text(45, 260, "组")
    for y in ROWS:
        merged.rule(40 if y != 290 else 80, y, 420, y)
    assert ("组", 1, 0, 2, 1) in grid(read(pdf(merged)))
    # Of three rules none parts the rows: lines of text are all that is known.
    three = plan(PdfPage()).rule(80, 200, 420, 200).rule(80, 230, 420, 230).rule(80, 320, 420, 320)
    document = read(pdf(three))
    assert not tables(document)
    assert document.text.splitlines()[:2] == ["序号 工作任务 责任单位", "1 建设公共服务 市发改委"]


def test_frames_underlines_and_lines_across_are_no_table() -> None:
    page = PdfPage().lines(100, 100, ["公告：框中的文字", "不是表格"]).rule(90, 80, 300, 80).rule(90, 140, 300, 140)
    page.rule(90, 80, 90, 140).rule(300, 80, 300, 140)
    page.text(100, 200, "划线的文字").rule(100, 203, 160, 203).rule(60, 230, 500, 230).rule(60, 233, 500, 233)
    page.text(100, 260, "印发机关").text(400, 260, "2026年1月1日印发").rule(60, 270, 500, 270)
    document = read(pdf(page))
    assert not tables(document)
    assert document.text.splitlines()[:3] == ["公告：框中的文字", "不是表格", "划线的文字"]


def test_an_underline_in_a_cell_parts_nothing_and_a_table_may_stand_in_a_frame() -> None:
    page = plan(PdfPage().grid(COLUMNS, ROWS)).rule(130, 273, 160, 273)
    page.rule(40, 40, 550, 40).rule(40, 800, 550, 800).rule(40, 40, 40, 800).rule(550, 40, 550, 800)
    assert read(pdf(page.text(90, 500, "框内表外"))).text == f"{PLAN}框内表外\n"


def test_a_table_that_is_printed_sideways_is_read_upright() -> None:
    page = PdfPage().text(300, 820, "— 7 —")
    for x in (100, 150, 300):
        page.rule(x, 700, x, 100)
    for y in (700, 600, 300, 100):
        page.rule(100, y, 300, y)
    for x, y, text in (
        (120, 690, "序号"),
        (120, 590, "工作任务"),
        (120, 290, "单位"),
        (200, 690, "1"),
        (200, 590, "建设"),
    ):
        page.text(x, y, text, angle=90)
    assert read(pdf(page)).text == "序号\t工作任务\t单位\n1\t建设\t\n"


def test_text_that_is_printed_downwards_in_a_cell_is_read() -> None:
    page = plan(PdfPage().grid((40, *COLUMNS), ROWS)).text(55, 240, "产业", angle=270)
    assert "产业\t1\t" in read(pdf(page)).text


def test_rules_that_run_through_the_text_make_no_table() -> None:
    page = PdfPage().grid((100, 128, 152, 187, 214, 239, 300), (100, 110, 120, 130, 140))
    for at in range(4):
        page.text(105, 108 + 10 * at, "图上的文字盖住了线条", 9)
    document = read(pdf(page))
    assert document.text == "图上的文字盖住了线条\n" * 4
    assert codes(document) == ["tables_unread"]


def test_a_drawing_of_many_rules_is_no_table_and_takes_no_text_with_it() -> None:
    page = PdfPage().text(100, 750, "图1")
    for at in range(60):
        page.rule(100 + 3 * at, 100 + 3 * at, 400, 100 + 3 * at).rule(100 + 3 * at, 100, 100 + 3 * at, 400)
    page.raw(" ".join(f"{at % 500} {at // 500} m {at % 500 + 1} {at // 500} l" for at in range(21_000)) + " S")
    document = read(pdf(page))
    assert document.text == "图1\n"
    assert codes(document) == ["tables_unread"]


def test_a_mistake_with_rules_costs_the_table_and_not_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise IndexError

    monkeypatch.setattr(laid, "grids", fail)
    document = read(pdf(plan(PdfPage().grid(COLUMNS, ROWS))))
    assert document.text.splitlines()[0] == "序号 工作任务 责任单位"
    assert codes(document) == ["tables_unread"]


# Files that cannot be read, or not wholly


def test_a_scan_is_told_as_one_with_the_way_to_go_on() -> None:
    scan = PdfPage().picture(0, 0, 595, 842).text(280, 800, "— 1 —")
    with pytest.raises(ReadError, match=r"the input: has no text layer, .*\(OCR\), such as with ocrmypdf"):
        read(pdf(scan, scan))
    with pytest.raises(ReadError, match="has no text layer"):
        read(pdf(PdfPage()))
    document = read(pdf(PdfPage().lines(90, 100, [*BODY, *BODY]), scan, scan))
    assert codes(document) == ["page_scanned"]
    assert "第 2、3 页" in document.diagnostics[0].message
    assert len(document.pages) == 3


def test_a_password_is_asked_for_unless_it_is_empty() -> None:
    page = PdfPage().lines(90, 100, BODY)
    assert read(pdf(page, password=b"")).text == read(pdf(page)).text
    with pytest.raises(ReadError, match="needs a password"):
        read(pdf(page, password=b"secret"))


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.9])
def test_a_damaged_file_is_told_or_read_as_far_as_it_goes(part: float) -> None:
    data = pdf(PdfPage().lines(90, 100, BODY), PdfPage().lines(90, 100, BODY))
    cut = data[: 8 + round(part * len(data))]
    try:
        lines = read(cut).text.splitlines()
    except ReadError as error:
        lines = re.findall("damaged PDF file|no text layer", str(error))
    assert lines[:1] in ([BODY[0]], ["damaged PDF file"], ["no text layer"])


def test_characters_without_a_meaning_are_told() -> None:
    page = PdfPage().lines(90, 100, BODY).text(90, 200, "\ue5e5\ue5e6\ue5e7\ue5e8")
    assert codes(read(pdf(page))) == ["unmapped_text"]


def test_radicals_and_symbols_that_look_like_characters_are_read_as_them() -> None:
    page = PdfPage().text(90, 100, "推\u2f8f实\u2ed3效机制").text(90, 130, "年产\uf031\uf02e\uf036亿套")
    assert read(pdf(page)).text == "推行实长效机制\n年产1.6亿套\n"
    assert meanings.symbol(0xF031, "Symbol") == "1"
    assert meanings.symbol(0xF031, "Wingdings") is None


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PAGES", 2)
    with pytest.raises(ReadError, match="has more than 2 pages"):
        read(pdf(*(PdfPage().lines(90, 100, BODY) for _ in range(3))))


def test_a_sentence_goes_on_over_the_page() -> None:
    lines = [
        "各级各部门要提高认识，加强组织领导，落实工作责任，强化",
        "督促检查，确保各项任务落到实处，取得实效，提高群众满意",
    ] * 8
    first = PdfPage().text(150, 80, "工作方案").lines(90, 110, ["一、加强组织领导", *lines]).text(420, 800, "— 1 —")
    second = PdfPage().lines(90, 100, ["度。（责任单位：市财政局）"]).text(100, 800, "— 2 —")
    notice = parse(pdf(first, second))
    assert notice.tasks[0].text.endswith("提高群众满意度。")


# Files as programs print them


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
@pytest.mark.parametrize(
    "border",
    [
        "td,th{border:1px solid}",
        "td,th{border:1px dashed}",
        "td,th{border:3px double}",
        "td,th{border:1px solid}tr>:last-child{border-right:0}",
    ],
)
def test_a_table_that_a_browser_prints_over_pages_keeps_its_rows(border: str, tmp_path: Path) -> None:
    row = "<tr>{}<td>{}</td><td>建设公共服务平台，推进数据共享开放，提升治理能力。</td><td>市发改委、市经信局</td></tr>"
    rows = "".join(
        row.format(f"<td rowspan=4>举措{at // 4 + 1}</td>" if at % 4 == 0 else "", at + 1) for at in range(48)
    )
    head = "<thead><tr><th>重点举措</th><th>序号</th><th>工作任务</th><th>责任单位</th></tr></thead>"
    style = f"<meta charset=utf-8><style>table{{border-collapse:collapse;width:80%}}td{{padding:9px}}{border}</style>"
    (tmp_path / "plan.html").write_text(
        f"{style}<h3>分工表</h3><table>{head}{rows}</table><p>表后</p>", encoding="utf-8"
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={tmp_path / 'plan.pdf'}"]
    subprocess.run([*command, str(tmp_path / "plan.html")], check=True, capture_output=True, timeout=120)
    document = read(tmp_path / "plan.pdf")
    found = tables(document)
    assert len(found) == len(document.pages) > 1
    numbers = [
        document.text[cell.start : cell.end]
        for table in found
        for row in table.rows
        for cell in row
        if cell.column == 1
    ]
    assert [number for number in numbers if number.isdigit()] == [str(at) for at in range(1, 49)]
    assert document.text.replace("\f", "").endswith("\n表后\n")
