"""The matrix as it is handed out: a table of Word, and Markdown for chats."""

from __future__ import annotations

import io
import re
import shutil
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import effort
from fupin_extract import Notice, compare, parse, write
from fupin_extract.derive.offices import by_unit
from fupin_extract.errors import WriteError
from fupin_extract.write import write_diff
from fupin_extract.write.formats import markdown
from fupin_extract.write.formats.docx import draw
from fupin_extract.write.registry import Looks, writer
from fupin_extract.write.sheets import Column, Sheet, plain_sheet
from made import FRONT, made, names
from processes import ended

SAMPLES = Path(__file__).parent.parent / "samples"
PLAN = made(
    *FRONT,
    "一、主要任务",
    "（一）改善设施。2024年6月底前改造农村厕所3000户。具体如下：",
    "1.开展摸排。2023年5月底前完成。（牵头单位：县农业农村局；责任单位：县财政局、各乡镇人民政府）",
    "2.组织改造。每个安置点配备2名以上管理员。（责任单位：县农业农村局）",
    "（二）促进就业。对接东部企业。（责任单位：县人力资源和社会保障局）",
    "二、保障措施",
    "（三）加强领导。长期坚持，压实责任。",
)
HOSTILE = [
    '=HYPERLINK("http://x","点")',
    "甲\u202e乙\x00丙\x1b[31m",
    "</w:t></script><b>|",
    "a\r\nb\u2028c",
    "\ud800\ufffe",
    "长" * 100_000,
]


def word(*notices: Notice, **options: Any) -> Any:
    return docx.Document(io.BytesIO(write(notices, "docx", **options)))


def texts(table: Any) -> list[list[str]]:
    """The cells of a table as they stand in the file: one that is merged into that above is empty."""
    return [["\n".join(p.text for p in _Cell(tc, table).paragraphs) for tc in row._tr.tc_lst] for row in table.rows]


def cell(text: str) -> str:
    """A text as it comes back from a table of Word."""
    [data] = draw([plain_sheet("题", ["甲", "乙"], [["1", text]])], Looks())
    table = docx.Document(io.BytesIO(data)).tables[0]
    return "\n".join(paragraph.text for paragraph in table.rows[1].cells[1].paragraphs)


def with_text(text: str) -> Notice:
    return PLAN.model_copy(update={"tasks": (PLAN.tasks[0].model_copy(update={"text": text}),), "sections": ()})


def test_the_matrix_is_a_table_of_word() -> None:
    document = word(PLAN)
    assert document.paragraphs[0].text == "青溪县后续扶持实施方案任务分解表"
    heading, section, first, second, third, last = texts(document.tables[0])
    assert heading == [
        "序号",
        "一级任务",
        "二级任务",
        "具体任务",
        "工作内容",
        "牵头单位",
        "责任单位",
        "完成时限",
        "量化目标",
    ]
    assert section[:4] == ["", "主要任务", "", "改善设施"]
    assert first[:4] == ["1", "", "改善设施", "开展摸排"]
    assert second[:4] == ["2", "", "", "组织改造"]
    assert (third[0], third[3], last[:2]) == ("3", "促进就业", ["4", "保障措施"])
    assert (first[5], first[6], first[7]) == ("县农业农村局", "县财政局、各乡镇人民政府", "2023年5月底前")
    assert second[8] == "管理员：2名以上"


def test_what_was_attached_is_read_as_the_task_table_that_it_is() -> None:
    again = parse(write(PLAN, "docx"))
    found = [(task.title, task.path[:1], names(task.lead_units), names(task.responsible_units)) for task in again.tasks]
    expected = [
        (task.title, task.path[:1], names(task.lead_units), names(task.responsible_units))
        for task in PLAN.tasks
        if task.kind != "overview"
    ]
    assert [row for row in found if row in expected] == expected


def test_it_is_made_to_be_attached() -> None:
    document = word(PLAN)
    page = document.sections[0]
    assert round(page.page_width.cm, 1) == 29.7
    assert round(page.page_height.cm, 1) == 21.0
    table = document.tables[0]._tbl
    head, *rows = table.tr_lst
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (head, *rows))
    widths = [int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst]
    assert abs(sum(widths) - (16838 - 2 * 1134)) < len(widths)
    merged = [cell.get(qn("w:val")) for cell in table.iter(qn("w:vMerge"))]
    assert (merged.count("restart"), merged.count("continue")) == (6, 4)
    footer = page.footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_its_fonts_are_those_of_official_documents() -> None:
    styles = word(PLAN).styles
    fonts = {name: styles[name].element.rPr.rFonts for name in ("Normal", "表格正文", "表格栏目", "表格标题")}
    assert [each.get(qn("w:eastAsia")) for each in fonts.values()] == [
        "仿宋_GB2312",
        "仿宋_GB2312",
        "黑体",
        "方正小标宋简体",
    ]
    assert not any(name.endswith("Theme") for each in fonts.values() for name in each.attrib)
    archive = zipfile.ZipFile(io.BytesIO(write(PLAN, "docx")))
    table = archive.read("word/fontTable.xml").decode()
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>', table)


def test_a_column_in_which_nothing_stands_is_left_out_and_headings_may_be_english() -> None:
    plain = made(*FRONT, "一、主要任务", "（一）对接东部企业，发布岗位信息，做好服务，确保稳定，并持续推进各项工作。")
    assert texts(word(plain).tables[0])[0] == ["序号", "一级任务", "工作内容"]
    assert texts(word(PLAN, headers="en").tables[0])[0][:4] == ["no", "level_1", "level_2", "task"]
    assert len(texts(word(plain, all_rows=True).tables[0])) == len(texts(word(plain).tables[0]))


def test_each_notice_begins_on_a_page_of_its_own() -> None:
    document = word(PLAN, PLAN)
    assert len(document.tables) == 2
    breaks = [p for p in document.paragraphs if p._p.find(f".//{qn('w:pageBreakBefore')}") is not None]
    assert [p.text for p in breaks] == ["青溪县后续扶持实施方案任务分解表"]
    assert word().tables == []


@pytest.mark.slow
def test_the_same_bytes_each_time() -> None:
    first = write(PLAN, "docx")
    time.sleep(2.1)  # a ZIP counts in steps of two seconds
    assert write(PLAN, "docx") == first
    about = docx.Document(io.BytesIO(first)).core_properties
    assert (about.created.year, about.modified.year, about.author, about.comments) == (2000, 2000, "", "")
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


@pytest.mark.parametrize("text", HOSTILE, ids=["formula", "marks", "mark-up", "breaks", "halves", "long"])
def test_hostile_text_is_shown_in_word(text: str) -> None:
    seen = re.sub("[\x00\x1b\u202e\ud800\ufffe]", "�", text.replace("\r\n", "\n").replace("\u2028", "\n"))
    assert cell(text) == seen
    table = word(with_text(text)).tables[0]
    assert texts(table)[1][4] == seen or texts(table)[1][3] == seen


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    found = cell(text)
    assert not text.isalnum() or found == text


def test_a_long_text_may_be_broken_over_pages_and_a_short_one_not() -> None:
    table = word(with_text("补" * 3000)).tables[0]._tbl
    assert table.tr_lst[1].find(f".//{qn('w:cantSplit')}") is None


def test_word_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(WriteError, match=r"pip install python-docx"):
        write(PLAN, "docx")


def test_what_each_office_has_to_do_and_two_plans_are_tables_of_word_too() -> None:
    view = by_unit(PLAN)
    data = b"".join(writer("offices", "docx").write([view], Looks()))
    rows = texts(docx.Document(io.BytesIO(data)).tables[0])
    assert rows[0] == ["单位", "角色", "编号", "任务", "完成时限", "量化目标", "出处"]
    assert [row[0] for row in rows[1:3]] == ["县农业农村局 2", ""]
    other = made(*FRONT, "一、主要任务", "（一）改善设施。2025年6月底前改造农村厕所5000户。")
    document = docx.Document(io.BytesIO(write_diff(compare(PLAN, other), "docx")))
    assert document.tables[1].rows[0].cells[3].text == "变化"
    assert document.paragraphs[1].text == "任务对照"


def test_many_rows_take_time_in_proportion() -> None:
    def work(count: int) -> None:
        sheet = Sheet("", [Column("甲"), Column("乙")], [[str(n), "字" * 20] for n in range(count)], joined=(0,))
        list(draw([sheet], Looks()))

    assert effort(work, 5000) < 40 * effort(work, 500)  # 10 where it is in proportion, 100 where it is not


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice prints the pages")
def test_the_pages_as_they_are_printed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(write(parse(SAMPLES / "002.txt"), "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    ended(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"])
    pages = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    said = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(re.search(rf"第\s*{number}\s*页", text) for number, text in enumerate(said, 1))
    assert all("工作内容" in text for text in said)
    assert {(round(page.get_width()), round(page.get_height())) for page in pages} == {(842, 595)}


# Markdown


def test_the_matrix_in_markdown() -> None:
    lines = write(PLAN, "markdown").decode().splitlines()
    assert lines[:3] == [
        "# 青溪县后续扶持实施方案任务分解表",
        "",
        "| 序号 | 一级任务 | 二级任务 | 具体任务 | 工作内容 | 牵头单位 | 责任单位 | 完成时限 | 量化目标 |",
    ]
    assert len(lines) == 4 + 5
    assert all(line.count("|") == 10 for line in lines[2:])
    assert "| 4 | 保障措施 |  | 加强领导 | 长期坚持，压实责任。 |" in lines[-1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("<script>&lt;", "\\<script\\>\\&lt;"),
        ("一\r\n二\n\n三\u2028四", "一 二 三 四"),
        ("$x$ `c` *b* _i_ [a](b)", "\\$x\\$ \\`c\\` \\*b\\* \\_i\\_ \\[a\\](b)"),
        ("甲\u202e乙\x1b[31m丙", "甲 乙 \\[31m丙"),
        ("\\|", "\\\\\\|"),
    ],
)
def test_nothing_in_a_text_is_mark_up(text: str, shown: str) -> None:
    assert markdown.plain(text) == shown
    [line] = [line for line in write(with_text(text), "markdown").decode().split("\n") if line.startswith("| 1 |")]
    assert shown in line


def test_a_table_without_a_title_has_no_heading() -> None:
    drawn = b"".join(markdown.draw([plain_sheet("", ["甲"], [["1"]]), plain_sheet("乙", ["乙"], [])], Looks()))
    assert drawn.decode() == "| 甲 |\n| --- |\n| 1 |\n\n# 乙\n\n| 乙 |\n| --- |\n"
