"""The ledger: the workbook of a notice, as a spreadsheet, a reader without formulas and a printer see it."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import time
import tracemalloc
import unicodedata
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fupin_extract import Notice, parse, write
from fupin_extract.cli import run
from fupin_extract.errors import WriteError
from fupin_extract.records.notice import Diagnostic
from fupin_extract.write import Headers, heights
from fupin_extract.write.ledger import pooled as pooled_module
from fupin_extract.write.ledger import printer
from fupin_extract.write.ledger.pooled import save
from fupin_extract.write.ledger.wording import recurrence
from fupin_extract.write.registry import Looks, writer
from made import FRONT, made

SAMPLES = Path(__file__).parent.parent / "samples"
SHEETS = ["任务分解表", "按单位", "时间节点", "量化目标", "统计", "原文", "待核对", "说明", "单位索引"]
LEDGER = SHEETS[0]
PRINTED = [
    "序号",
    "一级任务",
    "二级任务",
    "具体任务",
    "工作内容",
    "牵头单位",
    "责任单位",
    "配合单位",
    "完成时限",
    "截止日期",
    "量化目标",
    "状态",
]
BEYOND = [
    "进展情况",
    "存在问题",
    "责任人",
    "备注",
    "督导单位",
    "文中职责",
    "依据",
    "其他栏目",
    "类别",
    "文件",
    "条款",
    "待核对",
    "任务标识",
]
STATES = ["未启动", "推进中", "已完成", "已销号", "逾期", "暂缓"]
PLAN = made(
    *FRONT,
    "一、主要任务",
    "（一）改善设施。2024年6月底前改造农村厕所3000户。具体如下：",
    "1.开展摸排。2023年5月底前完成。（牵头单位：县农业农村局；责任单位：县财政局、各乡镇人民政府）",
    "2.组织改造。每个安置点配备2名以上管理员，每季度末报送。（责任单位：县农业农村局）",
    "（二）促进就业。对接东部企业。县人力资源和社会保障局要每月发布岗位信息。（责任单位：县人力资源和社会保障局）",
    "二、保障措施",
    "（三）加强领导。长期坚持，压实责任。",
)


def book(*notices: Notice, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(notices, "xlsx", **options)))


def values(*notices: Notice, **options: Any) -> dict[str, list[list[Any]]]:
    """What a reader without formulas sees of each sheet, below the headings."""
    data = openpyxl.load_workbook(io.BytesIO(write(notices, "xlsx", **options)), data_only=True)
    return {sheet.title: [[plain(cell) for cell in row] for row in sheet.values][3:] for sheet in data}


def plain(cell: Any) -> Any:
    """A day as a day."""
    return cell.date() if isinstance(cell, dt.datetime) else cell


def rows(*notices: Notice, **options: Any) -> list[dict[str, Any]]:
    """The lines of the first sheet by heading."""
    return [dict(zip(PRINTED + BEYOND, row, strict=True)) for row in values(*notices, **options)[LEDGER]]


def widths(sheet: Any) -> list[float]:
    """How wide each column is: those of one width stand together in the file."""
    found = [0.0] * sheet.max_column
    for each in sheet.column_dimensions.values():
        for column in range(each.min - 1, min(each.max, sheet.max_column)):
            found[column] = each.width
    return found


def test_the_sheets_in_chinese_and_in_english() -> None:
    assert book(PLAN).sheetnames == SHEETS
    sheet = book(PLAN)[LEDGER]
    assert sheet["A1"].value == "青溪县后续扶持实施方案任务分解表"
    assert sheet["A2"].value.startswith("填报单位：")
    assert [cell.value for cell in sheet[3]] == PRINTED + BEYOND
    english = book(PLAN, headers="en")
    assert english.sheetnames[:4] == ["Tasks", "By office", "Dates", "Targets"]
    assert english.sheetnames[4:] == ["Statistics", "Clauses", "To check", "About", "Office index"]
    cells = [cell.value for sheet in english for row in sheet.iter_rows(max_row=3) for cell in row if cell.value]
    assert [cell for cell in cells if not cell.isascii()] == [f"{PLAN.metadata.title}: tasks"]


def test_a_row_a_task_and_a_section_over_its_tasks() -> None:
    section, first, second, third, last = rows(PLAN)
    assert (section["类别"], section["序号"], section["状态"]) == ("章节", None, None)
    assert section["截止日期"] == dt.date(2024, 6, 30)
    assert [row["序号"] for row in (first, second, third, last)] == [1, 2, 3, 4]
    assert {row["状态"] for row in (first, second, third, last)} == {"未启动"}
    assert (first["一级任务"], first["二级任务"], first["具体任务"]) == ("主要任务", "改善设施", "开展摸排")
    assert (first["牵头单位"], first["责任单位"]) == ("县农业农村局", "县财政局、各乡镇人民政府")
    assert (first["完成时限"], first["截止日期"]) == ("2023年5月底前", dt.date(2023, 5, 31))
    assert (second["完成时限"], second["截止日期"]) == ("每季度末", None)
    assert second["量化目标"] == "管理员：2名以上"
    assert last["类别"] == "保障"
    assert last["待核对"] == "没有读到责任单位；没有读到完成时限"
    assert first["任务标识"] == f"{PLAN.source.sha256[:8]}:1.1.1"


def test_it_is_made_for_paper_and_for_the_screen() -> None:
    sheet = book(PLAN)[LEDGER]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'任务分解表'!$A$1:$L$8"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E4", "A3:Y8")
    assert sorted(str(cells) for cells in sheet.merged_cells.ranges) == ["A1:L1", "A2:L2"]
    hidden = {openpyxl.utils.get_column_letter(n) for d in sheet.column_dimensions.values() if d.hidden
              for n in range(d.min, d.max + 1)}  # fmt: skip
    assert hidden == {"Y"}
    assert book(PLAN)["单位索引"].sheet_state == "hidden"


def test_a_state_is_chosen_and_colours_follow_the_day() -> None:
    workbook = book(PLAN)
    sheet = workbook[LEDGER]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {"L4:L208": '"' + ",".join(STATES) + '"'}
    rules = {str(cells.sqref): [rule.formula[0] for rule in cells.rules] for cells in sheet.conditional_formatting}
    assert rules["B4:B8"] == ['AND($B4<>"",$B4=$B3)']
    past, near = rules["J4:J208"]
    assert "$J4<TODAY()" in past
    assert near.endswith("$J4-TODAY()<=提前提醒天数)")
    place = workbook.defined_names["提前提醒天数"].attr_text
    assert place == "'说明'!$B$4"
    assert (workbook["说明"]["A4"].value, workbook["说明"]["B4"].value) == ("提前提醒天数", 30)


def test_what_each_office_has_to_do() -> None:
    by_office = values(PLAN)["按单位"]
    mine = [row for row in by_office if row[0] == "县人力资源和社会保障局"]
    assert [(row[1], row[2], row[7], row[8]) for row in mine] == [
        ("责任", 3, "未启动", "责任分工"),
        ("责任", 3, "未启动", "正文"),
    ]
    assert [row[2] for row in by_office if row[0] == "县农业农村局"] == [1, 2]


def test_times_in_their_order_and_numbers_as_numbers() -> None:
    sheets = values(PLAN)
    assert [(row[0], row[2], row[3], row[4], row[5]) for row in sheets["时间节点"]] == [
        ("有日期", dt.date(2023, 5, 31), "2023年5月底前", None, 1),
        ("有日期", dt.date(2024, 6, 30), "2024年6月底前", None, "1.1"),
        ("定期", None, "每季度末", "每季度末", 2),
        ("定期", None, "每月", "每月", 3),
    ]
    target = sheets["量化目标"][-1]
    assert [target[0], *target[2:10]] == [2, "管理员", "2名以上", "目标值", "不低于", 2, None, "名", "安置点"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=MONTHLY", "每月"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "每月25日"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "每季度末"),
        ("FREQ=MONTHLY;INTERVAL=6", "每6个月"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "每年6月末"),
        ("FREQ=HOURLY;INTERVAL=2", "每2小时"),
        ("FREQ=MINUTELY", "FREQ=MINUTELY"),
    ],
)
def test_what_comes_again_is_said_in_words(rule: str, said: str) -> None:
    assert recurrence(rule, "zh") == said
    assert recurrence(rule, "en") == rule


def test_statistics_hold_their_values_before_they_are_reckoned() -> None:
    total, *offices = values(PLAN)["统计"]
    assert total[:6] == ["合计", None, 4, 1, 4, 0]
    by_name = {row[0]: row[2:4] for row in offices}
    assert by_name == {
        "县农业农村局": [2, 1],
        "县财政局": [1, 0],
        "各乡镇人民政府": [1, 0],
        "县人力资源和社会保障局": [1, 0],
    }


def test_clauses_and_tasks_lead_to_one_another() -> None:
    workbook = book(PLAN)
    task = workbook[LEDGER]["W5"].value
    sheet, line = re.fullmatch(r'=HYPERLINK\("#\'(.+)\'!A(\d+)","1.1.1"\)', task).groups()  # type: ignore[union-attr]
    assert [cell.value for cell in workbook[sheet][int(line)][1:4]] == ["1.1.1", "1.", "开展摸排"]
    back = workbook[sheet].cell(int(line), 1).value
    key = workbook[LEDGER]["Y5"].value
    assert back == f"=HYPERLINK(\"#'任务分解表'!A\"&MATCH(\"{key}\",'任务分解表'!$Y:$Y,0),1)"
    assert [row[5] for row in values(PLAN)["原文"] if row[1] == "1.1.1"] == [
        "牵头：县农业农村局；责任：县财政局、各乡镇人民政府"
    ]


def test_what_is_to_be_checked_is_a_sentence_at_its_task() -> None:
    span = PLAN.tasks[1].span
    doubt = Diagnostic(code="date_slip", severity="warning", message="日期有误", span=(span[0] + 2, span[0] + 3))
    notice = PLAN.model_copy(update={"diagnostics": (doubt,)})
    assert values(notice)["待核对"][0] == ["提醒", "日期有误。请以原件上的日期为准。", 2, "组织改造", "1.1.2"]
    assert [row["待核对"] for row in rows(notice) if row["具体任务"] == "组织改造"] == ["日期有误"]
    what = [row[1] for row in values(notice)["待核对"]]
    assert what.count("没有读到责任单位") == 1
    assert what.count("没有读到完成时限") == 1


def test_where_it_comes_from_is_said() -> None:
    said = {row[0]: row[1] for row in values(PLAN)["说明"]}
    assert (said["标题"], said["发文字号"]) == ("青溪县后续扶持实施方案", "青政办发〔2023〕7号")
    assert said["校验值"] == PLAN.source.sha256


def test_several_notices_stand_under_their_titles_and_have_keys_of_their_own() -> None:
    other = made("关于加强监测的通知", "一、加强监测。（责任单位：县财政局）")
    lines = rows(PLAN, other, other)
    assert [line["一级任务"] for line in lines if line["类别"] == "通知"] == [
        "青溪县后续扶持实施方案",
        "关于加强监测的通知",
        "关于加强监测的通知",
    ]
    assert [line["序号"] for line in lines if line["序号"]] == [1, 2, 3, 4, 5, 6]
    assert len({line["任务标识"] for line in lines}) == len(lines)
    assert {row[0]: row[2] for row in values(PLAN, other, other)["统计"]}["县财政局"] == 3


@pytest.mark.parametrize(
    ("title", "printed"),
    [("方案", "方案任务分解表"), ("重点任务分解表", "重点任务分解表"), (None, "任务分解表")],
)
def test_the_title_is_that_of_the_plan(title: str | None, printed: str) -> None:
    notice = PLAN.model_copy(update={"metadata": PLAN.metadata.model_copy(update={"title": title})})
    assert book(notice)[LEDGER]["A1"].value == printed


def test_overview_rows_are_left_out_unless_asked_for() -> None:
    lines = ("一、总体要求", "坚持因地制宜。", "二、主要任务", "（一）加强监测。（责任单位：县财政局）")
    notice = made(*lines)
    assert [row["具体任务"] for row in rows(notice)] == ["加强监测"]
    assert [row["类别"] for row in rows(notice, all_rows=True)] == ["总体要求", "任务"]


def test_a_row_of_a_table_that_repeats_a_task_is_told_once_and_its_columns_are_kept() -> None:
    task = PLAN.tasks[0]
    again = task.model_copy(
        update={
            "id": "t1.1",
            "duplicate_of": task.id,
            "extra": {"备注": "省级试点", "进展情况": "已摸排", "资金": "5万元"},
            "supporting_units": PLAN.tasks[2].responsible_units,
        }
    )
    lines = rows(PLAN.model_copy(update={"tasks": (*PLAN.tasks, again)}))
    assert len(lines) == len(rows(PLAN))
    assert (lines[1]["备注"], lines[1]["进展情况"]) == ("省级试点", "已摸排")
    assert "资金：5万元" in lines[1]["其他栏目"]
    assert lines[1]["配合单位"] == "县人力资源和社会保障局"


def test_no_notice_and_no_task_are_workbooks_too() -> None:
    assert book().sheetnames == SHEETS
    assert rows(made("今天天气很好。")) == []


@pytest.mark.slow
def test_the_same_bytes_each_time() -> None:
    first = write([PLAN, PLAN], "xlsx")
    time.sleep(2.1)  # a ZIP counts in steps of two seconds
    assert write([PLAN, PLAN], "xlsx") == first


HOSTILE = {
    "=HYPERLINK(1)": "=HYPERLINK(1)",
    '=cmd|"/c calc"!A1': '=cmd|"/c calc"!A1',
    "http://x.cn/": "http://x.cn/",
    "安全\u202egpj.exe": "安全\ufffdgpj.exe",
    "a\x00\x07b\ud800": "a\ufffd\ufffdb\ufffd",
    "甲\u2028乙": "甲\n乙",
    '"&A1&"': '"&A1&"',
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_and_not_run(text: str) -> None:
    task = PLAN.tasks[0]
    unit = task.lead_units[0].model_copy(update={"name": text})
    hostile = task.model_copy(update={"title": text, "text": text, "lead_units": (unit,), "path": (text, text, text)})
    notice = PLAN.model_copy(
        update={
            "tasks": (hostile,),
            "sections": (),
            "diagnostics": (Diagnostic(code="x", severity="error", message=text, span=hostile.span),),
            "metadata": PLAN.metadata.model_copy(update={"title": text}),
        }
    )
    (line,) = rows(notice)
    seen = HOSTILE[text]
    assert [line[name] for name in ("一级任务", "具体任务", "工作内容", "牵头单位", "待核对")] == [seen] * 5
    data = write(notice, "xlsx")
    parts = zipfile.ZipFile(io.BytesIO(data))
    formulas = "".join(
        formula
        for name in parts.namelist()
        if name.startswith("xl/worksheets/sheet")
        for formula in re.findall("<f>(.*?)</f>", parts.read(name).decode())
    )
    assert "cmd|" not in formulas
    assert "x.cn" not in formulas
    assert not any("hyperlink" in parts.read(name).decode() for name in parts.namelist() if "sheet1.xml" in name)


def test_what_no_formula_can_name_has_no_link() -> None:
    long = "1" + ".1" * 200
    unit = PLAN.tasks[0].lead_units[0].model_copy(update={"name": "局" * 250})
    task = PLAN.tasks[0].model_copy(update={"id": long, "lead_units": (unit,)})
    clause = PLAN.clauses[1].model_copy(update={"id": long})
    notice = PLAN.model_copy(update={"tasks": (task,), "sections": (), "clauses": (clause,)})
    workbook = book(notice)
    formulas = [
        cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert formulas
    assert max(len(literal) for formula in formulas for literal in re.findall('"([^"]*)"', formula)) <= 255
    assert rows(notice)[0]["任务标识"].endswith(long)
    assert values(notice)["统计"][1][:4] == ["局" * 250, None, 1, 1]


def test_a_text_that_no_row_holds_goes_on_in_the_sheet_of_clauses() -> None:
    long = "".join(f"第{number}项工作要按时完成。" for number in range(9_000))
    notice = made("一、主要任务", f"（一）加强监测。{long}（责任单位：县财政局）")
    (line,) = rows(notice)
    assert line["工作内容"].endswith("…（全文见“原文”）")
    whole = "".join(row[4] for row in values(notice)["原文"][2:])
    assert whole == notice.clauses[-1].text
    assert len(whole) > 90_000


@given(st.text(st.sampled_from("中文，。a1 \n"), max_size=400), st.integers(2, 40), st.integers(1, 5))
@example("\n1111\n111", 2, 2)
def test_pieces_are_the_text_and_go_in(text: str, room: int, most: int) -> None:
    pieces = list(heights.pieces(text, room, most))
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(heights.lines(piece, room) <= most for piece in pieces)


def shown_wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


@pytest.mark.parametrize("name", ["001", "003"])
def test_no_text_is_cut_by_its_row(name: str) -> None:
    for sheet in book(parse(SAMPLES / f"{name}.txt")):
        wide = widths(sheet)
        for row in sheet.iter_rows(min_row=3):
            high = sheet.row_dimensions[row[0].row].height
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("=") and not cell.font.color:
                    room = (wide[cell.column - 1] * 7 + 5 - 4) / (cell.font.size * 96 / 72 / 2)
                    lines = sum(-(-shown_wide(line) // int(room)) or 1 for line in cell.value.split("\n"))
                    assert lines * cell.font.size * 1.25 <= high, (sheet.title, cell.coordinate)
                if isinstance(cell.value, dt.date):
                    assert wide[cell.column - 1] >= 10.5


def test_calamine_reads_it() -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(write(PLAN, "xlsx")))
    assert workbook.sheet_names == SHEETS
    lines = workbook.get_sheet_by_name(LEDGER).to_python()
    assert lines[2] == PRINTED + BEYOND
    assert (lines[4][0], lines[4][9], lines[4][11]) == (1, dt.date(2023, 5, 31), "未启动")
    assert workbook.get_sheet_by_name("统计").to_python()[3][2] == 4


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "MOST_ROWS", 6)
    with pytest.raises(WriteError, match="任务分解表: more rows than a sheet holds"):
        write(PLAN, "xlsx")


def soffice(folder: Path, *arguments: str) -> None:
    """LibreOffice, with a profile of its own in the folder."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)


def below_the_headings(path: Path) -> dict[str, list[list[Any]]]:
    data = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [[plain(cell) for cell in row] for row in sheet.values][3:] for sheet in data}


@cache
def three() -> tuple[Notice, ...]:
    return (parse(SAMPLES / "003.txt"), PLAN, PLAN)


TODAY = 10  # the column of what is past due, which is reckoned of today


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice reckons the formulas")
def test_a_spreadsheet_reckons_what_was_written(tmp_path: Path) -> None:
    book(*three()).save(tmp_path / "a.xlsx")  # without the values of its formulas
    soffice(tmp_path, "--convert-to", "xlsx", "--outdir", "out", "a.xlsx")
    found = below_the_headings(tmp_path / "out" / "a.xlsx")
    for title, lines in values(*three()).items():
        known = [column for column in range(len(lines[0])) if (title, column) != ("统计", TODAY)]
        for old, new in zip(lines, found[title], strict=False):
            assert [new[column] or None for column in known] == [old[column] or None for column in known], title
    assert {type(line[TODAY]) for line in found["统计"]} == {int}


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("file://FOLDER/a.xlsx", "_blank", 0, hidden())
  sheet = book.Sheets.getByIndex(0)
  For row = 3 To LAST
    units = sheet.getCellByPosition(5, row).String &amp; sheet.getCellByPosition(6, row).String
    If InStr(units, "县农业农村局") &gt; 0 Then sheet.getCellByPosition(11, row).String = "已完成"
  Next
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = 6
  fields(0).IsAscending = False
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = fields()
  sheet.getCellRangeByPosition(0, 3, 24, LAST).sort(how())
  Dim wanted(0) As New com.sun.star.sheet.TableFilterField
  wanted(0).Field = 11
  wanted(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
  wanted(0).StringValue = "已完成"
  lines = sheet.getCellRangeByPosition(0, 2, 24, LAST)
  filter = lines.createFilterDescriptor(True)
  filter.ContainsHeader = True
  filter.setFilterFields(wanted())
  lines.filter(filter)
  book.calculateAll()
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("file://FOLDER/b.xlsx", kind())
  book.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice sorts and filters")
def test_sorted_and_filtered_the_rows_keep_their_keys_and_the_sheets_follow(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(write(three(), "xlsx"))
    before = {row[24]: row for row in values(*three())[LEDGER]}
    soffice(tmp_path, "--convert-to", "csv", "a.xlsx")  # makes the profile
    standard = tmp_path / "profile" / "user" / "basic" / "Standard"
    macro = MACRO.replace("FOLDER", str(tmp_path)).replace("LAST", str(len(before) + 2))
    (standard / "Module1.xba").write_text(macro, "utf-8")
    (standard / "script.xlb").write_text(LIBRARY, "utf-8")
    soffice(tmp_path, "macro:///Standard.Module1.Main")
    after = below_the_headings(tmp_path / "b.xlsx")
    done = {key for key, row in before.items() if "县农业农村局" in f"{row[5]}{row[6]}"}
    assert [row[24] for row in after[LEDGER]] != list(before)
    assert {row[24]: row for row in after[LEDGER]} == {
        key: [*row[:11], "已完成" if key in done else row[11], *row[12:]] for key, row in before.items()
    }
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")[LEDGER]
    shown = {row[24].value for row in sheet.iter_rows(min_row=4) if not sheet.row_dimensions[row[0].row].hidden}
    assert shown == done
    counts = {row[0]: row for row in after["统计"]}
    assert counts["县农业农村局"][6] == counts["县农业农村局"][2] == len(done)
    assert counts["县农业农村局"][11] == 1
    assert counts["合计"][6] == len(done)
    assert {row[7] for row in after["按单位"] if row[0] == "县农业农村局"} == {"已完成"}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice prints the pages")
def test_it_prints_on_pages_as_wide_as_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(write(PLAN, "xlsx"))
    soffice(tmp_path, "--convert-to", "pdf", "a.xlsx")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    assert [(round(page.get_width()), round(page.get_height())) for page in document] == [(842, 595)] * (
        len(SHEETS) - 1
    )
    assert all(heading in pages[0] for heading in PRINTED)
    assert "进展情况" not in pages[0]
    assert "2023-05-31" in pages[0]
    assert f"第 1 页，共 {len(SHEETS) - 1} 页" in pages[0]
    assert not any("##" in page for page in pages)


def test_parse_writes_it(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    target = tmp_path / "plan.xlsx"
    assert run(["parse", str(SAMPLES / "002.txt"), str(SAMPLES / "001.txt"), "-o", str(target)]) == 0
    assert openpyxl.load_workbook(target).sheetnames == SHEETS
    assert run(["parse", str(SAMPLES / "002.txt"), "-f", "xlsx"]) == 0
    assert openpyxl.load_workbook(io.BytesIO(capsysbinary.readouterr().out)).sheetnames == SHEETS


def test_a_terminal_is_not_given_a_workbook(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("fupin_extract.cli.output.has_terminal", lambda: True)
    assert run(["parse", str(SAMPLES / "002.txt"), "-f", "xlsx"]) == 2
    done = capsysbinary.readouterr()
    assert not done.out
    assert b"-o" in done.err


@pytest.mark.parametrize("command", ["units", "diff"])
def test_other_commands_write_workbooks_too(command: str, tmp_path: Path) -> None:
    files = [str(SAMPLES / "002.txt"), str(SAMPLES / "001.txt")]
    assert run([command, *files, "-o", str(tmp_path / "a.xlsx")]) in (0, 1)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.max_row > 5
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice reckons the formulas")
def test_a_row_that_is_added_below_is_counted(tmp_path: Path) -> None:
    workbook = book(PLAN)
    sheet = workbook[LEDGER]
    last = sheet.max_row + 1
    for column, value in ((1, 5), (4, "修桥"), (6, "县财政局"), (7, "县农业农村局"), (12, "已完成")):
        sheet.cell(last, column).value = value
    workbook.save(tmp_path / "a.xlsx")
    soffice(tmp_path, "--convert-to", "xlsx", "--outdir", "out", "a.xlsx")
    counts = {row[0]: row[2:8] for row in below_the_headings(tmp_path / "out" / "a.xlsx")["统计"]}
    assert counts["合计"] == [5, 2, 4, 0, 1, 0]
    assert counts["县财政局"] == [2, 1, 1, 0, 1, 0]
    assert counts["县农业农村局"] == [3, 1, 2, 0, 1, 0]


# all notices of a batch in one workbook


def pooled(tmp_path: Path, notices: list[Notice], headers: Headers = "zh") -> Any:
    pieces = [b"".join(writer("piece", "ledger-rows").write([notice], Looks(headers=headers))) for notice in notices]
    save(tmp_path / "all.xlsx", (row for piece in pieces for row in piece.splitlines()), tmp_path, headers)
    return openpyxl.load_workbook(tmp_path / "all.xlsx")


def test_the_notices_of_a_batch_are_the_first_sheet_of_a_ledger(tmp_path: Path) -> None:
    found = pooled(tmp_path, [PLAN, parse(SAMPLES / "004.txt")])
    assert found.sheetnames == [LEDGER, "说明"]
    sheet = found[LEDGER]
    assert [cell.value for cell in sheet[3]] == PRINTED + BEYOND
    lines = [[plain(cell) for cell in row] for row in sheet.values][3:]
    alone = rows(PLAN) + rows(parse(SAMPLES / "004.txt"))
    assert [row[24] for row in lines if row[20] != "通知"] == [row["任务标识"] for row in alone]
    numbers = [row[0] for row in lines if row[0]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row[1] for row in lines if row[20] == "通知"] == [
        PLAN.metadata.title,
        parse(SAMPLES / "004.txt").metadata.title,
    ]
    assert dt.date(2023, 5, 31) in [row[9] for row in lines]
    last = sheet.max_row
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E4", f"A3:Y{last}")
    chosen = {str(each.sqref) for each in sheet.data_validations.dataValidation}
    assert chosen == {f"L4:L{last + 200}", f"J4:J{last + 200}"}
    assert found.defined_names["提前提醒天数"].attr_text == "'说明'!$B$4"
    assert max(sheet.row_dimensions[row].height or 0 for row in range(4, last + 1)) > 60


def test_a_text_that_no_row_holds_stays_whole_where_nothing_else_holds_it(tmp_path: Path) -> None:
    text = "补助资金按标准足额发放到户。" * 1000
    long = PLAN.model_copy(update={"tasks": (PLAN.tasks[0].model_copy(update={"text": text}),), "sections": ()})
    assert pooled(tmp_path, [long])[LEDGER]["E5"].value == text


def test_a_batch_of_more_rows_than_a_sheet_holds_goes_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pooled_module, "MOST_ROWS", 6)
    found = pooled(tmp_path, [PLAN, PLAN], headers="en")
    assert found.sheetnames == ["Tasks", "Tasks 2", "Tasks 3", "Tasks 4", "About"]
    assert [found[name].max_row - 3 for name in found.sheetnames[:4]] == [3, 3, 3, 3]
    keys = [row[24] for name in found.sheetnames[:4] for row in list(found[name].values)[3:]]
    assert len(keys) == 12
    assert pooled(tmp_path, []).sheetnames == [LEDGER, "说明"]


def test_the_rows_of_a_batch_are_written_as_they_come(tmp_path: Path) -> None:
    piece = b"".join(writer("piece", "ledger-rows").write([PLAN], Looks()))
    lines = piece.splitlines()

    def peak(times: int) -> int:
        tracemalloc.start()
        save(tmp_path / "all.xlsx", (row for _ in range(times) for row in lines), tmp_path, "zh")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    few, many = peak(50), peak(500)
    assert many < few + 2_000_000
