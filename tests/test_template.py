"""``--template``: the tasks in a workbook of the user's own, of which nothing else changes."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from fupin_extract import Notice, load_rules, parse, write
from fupin_extract.cli import run
from fupin_extract.derive.form_heading import form_heading
from fupin_extract.errors import WriteError
from fupin_extract.records.blank_form import FormColumn
from fupin_extract.write.registry import Looks
from fupin_extract.write.template.fields import fields
from fupin_extract.write.template.fill import Message, filled
from fupin_extract.write.template.moved import RowMap, _moved
from fupin_extract.write.template.number_style import chinese, numbered_like
from fupin_extract.write.template.opened import opened
from made import FRONT, made
from processes import ended

SAMPLES = Path(__file__).parent.parent / "samples"
PLAN = made(
    *FRONT,
    "一、主要任务",
    "（一）改善设施",
    "1.开展摸排。2023年5月底前完成。（牵头单位：县农业农村局；责任单位：县财政局、各乡镇人民政府；配合单位：县住建局）",
    "2.组织改造。每个安置点配备2名以上管理员，每季度末报送。（责任单位：县农业农村局）",
    "（二）促进就业",
    "1.对接企业。发布岗位信息。（责任单位：县人力资源和社会保障局）",
)
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MESSAGE_EMPTY = "{path}: nothing is read for these columns, which stay empty: {names}"


def fill(book: Any, *notices: Notice, **looks: Any) -> tuple[Any, list[Message]]:
    """A workbook with the tasks in it, opened again, and what is said to its user."""
    data, messages = fill_bytes(saved(book), *notices, **looks)
    return openpyxl.load_workbook(io.BytesIO(data)), messages


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill_bytes(data: bytes, *notices: Notice, **looks: Any) -> tuple[bytes, list[Message]]:
    form = opened(data, "台账.xlsx")
    for sheet in form.sheets():
        if heading := form_heading(form.cells(sheet), load_rules()):
            return filled(form, sheet, heading, notices or (PLAN,), Looks(**looks))
    raise AssertionError("no headings")


def simple(*headings: str, rows: int = 0) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, rows + 2):
        for column, text in enumerate(headings, 1):
            cell = sheet.cell(row, column, text if row == 1 else None)
            cell.border = BOX
    return book


def below(sheet: Any, first: int = 2) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def plain(cell: Any) -> Any:
    """A day as a day."""
    return cell.date() if isinstance(cell, dt.datetime) else cell


def ledger() -> Any:
    """The ledger of an office: headings in two rows, six rows ready to be filled, a sum, signatures, a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点工作"
    sheet["A1"] = "青溪县重点工作任务台账"
    sheet.merge_cells("A1:J1")
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet["A2"], sheet["H2"] = "填报单位：", "填报日期："
    whole = {1: "序号", 2: "类别", 3: "重点任务", 7: "完成时限", 8: "截止日期", 9: "剩余天数", 10: "进展情况"}
    for column, text in whole.items():
        sheet.cell(3, column, text)
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet["D3"] = "责任分工"
    sheet.merge_cells("D3:F3")
    sheet["D4"], sheet["E4"], sheet["F4"] = "牵头单位", "责任单位", "配合单位"
    for row in range(3, 12):
        for column in range(1, 11):
            cell = sheet.cell(row, column)
            cell.border, cell.font = BOX, Font(name="仿宋", size=11, bold=row < 5)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for row in range(5, 11):
        sheet.cell(row, 1, f"{row - 4:02d}")
        sheet.cell(row, 8).number_format = "yyyy/m/d"
        sheet.cell(row, 9, f'=IF(H{row}="","",H{row}-$I$2)')
    sheet["A11"], sheet["C11"], sheet["I11"] = "合计", "=COUNTA(C5:C10)", "=SUM(I5:I10)"
    sheet.merge_cells("A11:B11")
    sheet["A13"] = "填表人：            审核人："
    for letter, width in zip("ABCDEFGHIJ", (6, 12, 40, 16, 20, 16, 14, 12, 9, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    choice = DataValidation(type="list", formula1='"推进中,已完成"')
    choice.add("J5:J10")
    sheet.add_data_validation(choice)
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add("H5:H10", FormulaRule(formula=["$H5<$I$11"], fill=red))
    sheet.print_area, sheet.print_title_rows, sheet.auto_filter.ref = "A1:J13", "3:4", "A4:J10"
    sheet.freeze_panes = "A5"
    sheet.oddFooter.center.text = "第 &P 页"
    other = book.create_sheet("汇总")
    other["A1"], other["B1"], other["B2"] = "任务数", "=重点工作!C11", "=COUNTA(重点工作!$C$5:$C$10)"
    other["B3"] = "='重点工作'!C5"
    book.defined_names["全部任务"] = DefinedName("全部任务", attr_text="重点工作!$C$5:$C$10")
    return book


@pytest.mark.parametrize(("notice", "count"), [(PLAN, 3), (parse(SAMPLES / "004.txt"), 25)], ids=["fewer", "more"])
def test_a_ledger_of_two_heading_rows_is_filled_and_the_rest_of_it_stays(notice: Notice, count: int) -> None:
    book, messages = fill(ledger(), notice)
    sheet, last = book["重点工作"], 4 + count
    assert [values["names"] for _, values in messages] == (["重点任务"] if count == 25 else [])
    assert [sheet.cell(row, 1).value for row in range(5, last + 1)] == [f"{n:02d}" for n in range(1, count + 1)]
    assert all(sheet.cell(row, 3).value and sheet.cell(row, 3).border.left.style for row in range(5, last + 1))
    assert sheet.cell(last, 9).value == f'=IF(H{last}="","",H{last}-$I$2)'
    assert sheet.cell(last, 3).font.name == "仿宋"
    # What stood below has moved, and counts all tasks.
    assert sheet.cell(last + 1, 1).value == "合计"
    assert sheet.cell(last + 1, 3).value == f"=COUNTA(C5:C{last})"
    assert sheet.cell(last + 1, 9).value == f"=SUM(I5:I{last})"
    assert sheet.cell(last + 3, 1).value.startswith("填表人：")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:J1", "D3:F3", "A3:A4", f"A{last + 1}:B{last + 1}"} <= merged
    assert sheet.print_area == f"'重点工作'!$A$1:$J${last + 3}"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$4", "A5")
    assert sheet.auto_filter.ref == f"A4:J{last}"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == [f"J5:J{last}"]
    [area] = sheet.conditional_formatting
    assert (str(area.sqref), area.rules[0].formula) == (f"H5:H{last}", [f"$H5<$I${last + 1}"])
    assert sheet.oddFooter.center.text == "第 &P 页"
    assert sheet.column_dimensions["C"].width == 40
    other = book["汇总"]
    assert other["B1"].value == f"=重点工作!C{last + 1}"
    assert other["B2"].value == f"=COUNTA(重点工作!$C$5:$C${last})"
    assert other["B3"].value == "='重点工作'!C5"
    assert book.defined_names["全部任务"].attr_text == f"重点工作!$C$5:$C${last}"


def test_each_column_has_what_its_heading_says() -> None:
    book, _ = fill(ledger())
    rows = [[plain(cell) for cell in row[:8]] for row in below(book["重点工作"], 5)[:3]]
    first, second, third = rows
    assert first == [
        *("01", "改善设施", "开展摸排。2023年5月底前完成。", "县农业农村局", "县财政局、各乡镇人民政府", "县住建局"),
        *("2023年5月底前", dt.date(2023, 5, 31)),
    ]
    assert second[6:] == ["每季度末", None]
    assert third[:3] == ["03", "促进就业", "对接企业。发布岗位信息。"]
    assert book["重点工作"]["H5"].number_format == "yyyy/m/d"


def test_a_time_whose_cells_are_dates_is_a_date_where_one_day_is_known() -> None:
    book = simple("任务名称", "工作内容", "责任单位", "完成时限", "剩余天数", rows=1)
    book.active["D2"].number_format = 'yyyy"年"m"月"d"日"'
    book.active["E2"] = '=IF(ISNUMBER(D2),D2-DATE(2023,1,1),"")'
    two = made(*FRONT, "一、修路。2023年5月底前开工，2024年6月底前完工。（责任单位：县住建局）")
    sheet = fill(book, PLAN, two)[0].active
    assert [plain(row[3]) for row in below(sheet)][:3] == [None, dt.date(2023, 5, 31), "每季度末"]
    assert "、" in below(sheet)[-1][3]
    assert sheet["D3"].number_format == 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize("text", ["责任单位及责任人", "责任单位/责任人", "责任单位和负责人"])
def test_units_and_persons_in_one_column(text: str) -> None:
    plan = made(
        *FRONT,
        "一、修路。2023年5月底前完成。（责任单位：县住建局；责任人：张三）",
        "二、建厂。（牵头单位：县工信局；责任单位：县财政局）",
    )
    book, messages = fill(simple("任务名称", text, "完成时限", rows=1), plan)
    assert [row[1] for row in below(book.active)] == ["县住建局；责任人：张三", "牵头：县工信局；责任：县财政局"]
    assert not messages


def test_a_section_over_the_first_task_is_no_pattern_for_tasks() -> None:
    book = simple("序号", "任务名称", "工作内容", "责任单位", "完成时限", rows=5)
    sheet = book.active
    for row in (2, 5):
        sheet.cell(row, 1, "一、产业发展")
        sheet.merge_cells(f"A{row}:E{row}")
    sheet["C3"].font = Font(name="仿宋", size=13)
    sheet["A7"] = "合计"
    sheet["D7"] = "=COUNTA(D2:D6)"
    filled = fill(book)[0].active
    assert [row[1] for row in below(filled)] == ["开展摸排", "组织改造", "对接企业", None]
    assert filled["C4"].font.name == "仿宋"
    assert [str(area) for area in filled.merged_cells.ranges] == []
    assert filled["D5"].value == "=COUNTA(D2:D4)"


def test_what_stands_in_all_rows_of_a_state_is_kept_and_not_called_replaced() -> None:
    book = simple("任务名称", "责任单位", "完成时限", "状态", rows=2)
    for row in (2, 3):
        book.active.cell(row, 4, "未启动")
    filled, messages = fill(book)
    assert [row[3] for row in below(filled.active)] == ["未启动"] * 3
    assert messages == []


@pytest.mark.parametrize(("count", "told"), [(1, "stands in row {first} is"), (2, "stands in rows {first} to {last} ")])
def test_examples_that_are_replaced_are_told(count: int, told: str) -> None:
    book = simple("任务名称", "责任单位", "完成时限", rows=2)
    for row in range(2, 2 + count):
        for column in range(1, 4):
            book.active.cell(row, column, f"例{row}")
    assert [told in message for message, _ in fill(book)[1]] == [True]


def test_rows_are_as_high_as_their_texts() -> None:
    book, _ = fill(ledger(), parse(SAMPLES / "004.txt"))
    sheet = book["重点工作"]
    texts = [len(sheet.cell(row, 3).value) for row in range(5, 30)]
    tall = [sheet.row_dimensions[row].height for row in range(5, 30)]
    assert tall[texts.index(max(texts))] > 200 > min(tall)


def test_covered_cells_keep_their_borders() -> None:
    sheet = fill(ledger())[0]["重点工作"]
    assert sheet["F3"].border.right.style == "thin"
    xml = zipfile.ZipFile(io.BytesIO(fill_bytes(saved(ledger()))[0])).read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="E3" s=' in xml


def test_a_form_without_a_row_gets_rows_in_the_lines_of_its_headings() -> None:
    book = simple("序号", "任务名称", "工作内容", "责任单位", "完成时限")
    book.active["A1"].font = Font(name="黑体", size=12, bold=True)
    book.active["A1"].fill = PatternFill("solid", fgColor="DDEEFF")
    sheet = fill(book)[0].active
    assert [row[0] for row in below(sheet)] == [1, 2, 3]
    assert sheet["B2"].border.left.style == "thin"
    assert (sheet["A2"].font.name, sheet["A2"].font.bold) == ("黑体", False)
    assert sheet["A2"].fill.fill_type is None


def test_roles_without_a_column_are_not_lost() -> None:
    [first, *_] = below(fill(simple("序号", "任务名称", "工作内容", "责任单位", "完成时限", rows=1))[0].active)
    assert first[1:3] == ["开展摸排", "2023年5月底前完成。"]
    assert first[3] == "牵头：县农业农村局；责任：县财政局、各乡镇人民政府；配合：县住建局"
    [_, second, _] = below(fill(simple("任务名称", "牵头单位", "配合单位", rows=1))[0].active)
    assert second[1:] == ["责任：县农业农村局", None]


def test_a_person_stands_under_the_own_label() -> None:
    plan = made(
        *FRONT,
        "一、主要任务",
        "1.开展摸排。2023年5月底前完成。（责任单位：县财政局；责任领导：张三；责任人：李四；联系人：王五）",
    )
    [row] = below(fill(simple("重点任务", "责任单位", "责任领导", "责任人", rows=1), plan)[0].active)
    assert row[2:] == ["张三", "李四、王五"]


def test_columns_that_nobody_knows_stay_empty_and_are_told() -> None:
    book, messages = fill(simple("重点任务", "责任单位", "佐证材料", "吉祥数字", "进展情况", rows=2))
    assert messages == [(MESSAGE_EMPTY, {"path": "台账.xlsx", "names": "佐证材料、吉祥数字"})]
    assert {row[2:] == [None] * 3 for row in below(book.active)} == {True}


def test_examples_are_replaced_and_that_is_told_and_a_state_stays() -> None:
    book = simple("序号", "重点任务", "责任单位", "状态")
    for row in (("（一）", "示例", "某局", "未启动"), ("（二）", "又一例", "某局", "未启动")):
        book.active.append(row)
    for column in range(1, 5):
        book.active.cell(2, column).border = book.active.cell(3, column).border = BOX
    book.active["A4"] = "注：请如实填写。"
    found, messages = fill(book)
    assert [values for _, values in messages] == [{"path": "台账.xlsx", "first": 2, "last": 3}]
    rows = below(found.active)
    assert [row[0] for row in rows] == ["（一）", "（二）", "（三）", "注：请如实填写。"]
    assert [row[3] for row in rows[:3]] == ["未启动"] * 3


def test_merged_cells_of_a_row_are_merged_in_every_row() -> None:
    book = simple("序号", "重点任务", "", "责任单位", rows=1)
    for row in (1, 2):
        book.active.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    sheet = fill(book)[0].active
    assert {str(area) for area in sheet.merged_cells.ranges} == {"B1:C1", "B2:C2", "B3:C3", "B4:C4"}
    assert [row[3] for row in below(sheet)][1] == "县农业农村局"


def test_a_column_that_was_merged_downwards_is_merged_where_it_says_the_same() -> None:
    book = simple("类别", "重点任务", "责任单位", rows=3)
    book.active.merge_cells("A2:A3")
    sheet = fill(book)[0].active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:A3"]
    assert [row[0] for row in below(sheet)] == ["改善设施", None, "促进就业"]


def test_several_notices_and_sections_and_none() -> None:
    book, _ = fill(simple("序号", "重点任务", "责任单位", rows=1), PLAN, PLAN)
    rows = below(book.active)
    assert [row[0] for row in rows] == [None, 1, 2, 3, None, 4, 5, 6]
    assert rows[0][1] == "青溪县后续扶持实施方案"
    empty = made(*FRONT, "一、总体要求", "坚持以人民为中心。")
    assert len(below(fill(simple("序号", "重点任务", "责任单位", rows=4), empty)[0].active)) == 1


def test_our_own_ledger_is_a_template_too() -> None:
    data, _ = fill_bytes(write(parse(SAMPLES / "004.txt"), "xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["任务分解表"]
    assert [sheet.cell(row, 1).value for row in range(4, 7)] == [1, 2, 3]
    assert sheet.cell(4, 25).value == f"{PLAN.source.sha256[:8]}:1.1.1"
    assert [sheet.cell(row, 23).value for row in range(4, 7)] == [None] * 3  # links to the clauses of the other notice


@pytest.mark.parametrize("text", ["=1+1", "+1", "甲\x00乙\u202e丙", "<r>x</r>", "字" * 40_000])
def test_hostile_text_is_a_text(text: str) -> None:
    task = PLAN.tasks[0].model_copy(update={"title": text, "text": text})
    book, _ = fill(
        simple("任务名称", "工作内容", "责任单位", rows=1), PLAN.model_copy(update={"tasks": (task,)}), all_rows=True
    )
    cell = book.active["B2"]
    assert cell.data_type == "s"
    assert cell.value.strip()[:2] == text[:2].replace("\x00", "�")


@pytest.mark.slow
def test_the_same_bytes_each_time() -> None:
    data = saved(ledger())
    first = fill_bytes(data)[0]
    time.sleep(2.1)
    assert fill_bytes(data)[0] == first


def test_other_readers_open_it() -> None:
    data = fill_bytes(saved(ledger()))[0]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("重点工作").to_python()
    assert sheet[4][:2] == ["01", "改善设施"]
    assert sheet[4][7] == dt.date(2023, 5, 31)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice saves the template and reckons the formulas")
def test_a_template_that_libreoffice_has_saved_and_what_it_reckons(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(saved(ledger()))
    call = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    ended([*call, "--outdir", tmp_path / "lo", tmp_path / "a.xlsx"])
    data, messages = fill_bytes((tmp_path / "lo" / "a.xlsx").read_bytes())
    assert messages == []
    (tmp_path / "b.xlsx").write_bytes(data)
    ended([*call, "--outdir", tmp_path / "out", tmp_path / "b.xlsx"])
    book = openpyxl.load_workbook(tmp_path / "out" / "b.xlsx", data_only=True)
    sheet = book["重点工作"]
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == ["01", "02", "03", "合计"]
    assert (sheet["C8"].value, book["汇总"]["B1"].value, book["汇总"]["B2"].value) == (3, 3, 3)
    assert {"D3:F3", "A8:B8", "B5:B6"} - {str(area) for area in sheet.merged_cells.ranges} <= {"B5:B6"}


def test_a_chart_goes_along_with_what_it_draws() -> None:
    book = ledger()
    chart = BarChart()
    chart.add_data(Reference(book["重点工作"], min_col=9, min_row=5, max_row=10))
    book["汇总"].add_chart(chart, "D2")
    found, _ = fill(book, parse(SAMPLES / "004.txt"))
    [series] = found["汇总"]._charts[0].series
    assert series.val.numRef.f == "'重点工作'!$I$5:$I$29"


# the command


def test_the_command_fills_and_says_what_it_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.xlsx").write_bytes(saved(simple("重点任务", "责任单位", "佐证材料", rows=1)))
    call = ["parse", str(SAMPLES / "004.txt"), "--template", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "o.xlsx")]
    assert run(call) == 0
    assert "t.xlsx: nothing is read for these columns, which stay empty: 佐证材料" in capsys.readouterr().err
    assert openpyxl.load_workbook(tmp_path / "o.xlsx").active.max_row == 26


@pytest.mark.parametrize(
    ("name", "content", "output", "said"),
    [
        ("t.xlsx", b"no workbook", "o.xlsx", "t.xlsx: is no workbook (.xlsx) that can be filled"),
        ("t.xlsx", b"PK\x03\x04no", "o.xlsx", "t.xlsx: is damaged"),
        ("t.xlsx", None, "o.xlsx", "t.xlsx: no such file"),
        ("t.xlsx", b"headings", "o.xlsx", "t.xlsx: no sheet has a row of headings"),
        ("t.xlsx", b"headings", "t.xlsx", "t.xlsx: it is the template; choose another file to write"),
        ("t.xlsx", b"headings", "o.csv", "--template is for a workbook: give -o FILE.xlsx"),
    ],
)
def test_what_cannot_be_filled_is_told_in_a_line(
    name: str, content: bytes | None, output: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = saved(simple("姓名", "电话", rows=1)) if content == b"headings" else content
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = sorted(path.name for path in tmp_path.iterdir())
    call = ["parse", str(SAMPLES / "004.txt"), "--template", str(tmp_path / name), "-o", str(tmp_path / output)]
    assert run(call) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def with_picture(name: str, more: str = "") -> bytes:
    """The ledger with a picture over its first cell, as Excel writes one."""
    place = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{place}/spreadsheetDrawing" xmlns:a="{place}/main" xmlns:r="{office}">'
        "<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0"
        "</xdr:rowOff></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>13</xdr:row><xdr:rowOff>0"
        '</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="章"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr/></xdr:pic>'
        f"<xdr:clientData/></xdr:twoCellAnchor>{more}</xdr:wsDr>"
    )
    relation = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(ledger()))) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                mark = f'<drawing xmlns:r="{office}" r:id="rId1"/></worksheet>'
                part = part.replace(b"</worksheet>", mark.encode())
            new.writestr(entry, part)
        new.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", relation.format(rels, office, "drawing", "/xl/drawings/drawing1.xml")
        )
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr("xl/drawings/_rels/drawing1.xml.rels", relation.format(rels, office, "image", f"/xl/media/{name}"))
        new.writestr(f"xl/media/{name}", b"\x89PNG a picture")
    return file.getvalue()


def test_a_picture_stays_and_goes_along() -> None:
    data, messages = fill_bytes(with_picture("a.png"))
    assert messages == []
    archive = zipfile.ZipFile(io.BytesIO(data))
    [name] = [name for name in archive.namelist() if name.startswith("xl/media/")]
    assert archive.read(name) == b"\x89PNG a picture"
    assert "<row>9</row>" in archive.read("xl/drawings/drawing1.xml").decode()
    assert 'Extension="png"' in archive.read("[Content_Types].xml").decode()


def test_what_cannot_be_kept_is_told() -> None:
    assert opened(with_picture("a.emf"), "a").lost == ("pictures",)
    shape = "<xdr:twoCellAnchor><xdr:sp></xdr:sp></xdr:twoCellAnchor>"
    assert "shapes and text boxes" in opened(with_picture("a.png", shape), "a").lost
    file = io.BytesIO(saved(ledger()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", "x")
    assert opened(file.getvalue(), "a").lost == ("macros",)
    with pytest.raises(WriteError, match="is no workbook"):
        opened(b"PK", "a")


def test_choices_that_stand_on_another_sheet_are_kept() -> None:
    apart = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>汇总!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>G5:G10</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(ledger()))) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</worksheet>", apart.encode())
            new.writestr(entry, part)
    data, messages = fill_bytes(file.getvalue())
    assert messages == []
    found = openpyxl.load_workbook(io.BytesIO(data))["重点工作"].data_validations.dataValidation
    assert ("G5:G7", "汇总!$A$1:$A$3") in [(str(each.sqref), each.formula1) for each in found]


# its parts


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            "number:序号 group:类别 task:任务 text:内容 responsible:单位 time:时间",
            "number group task content responsible_units deadlines",
        ),
        ("task:重点任务 lead:牵头 time:时限", "work lead_units deadlines"),
        ("group:一级 group:二级 task:任务 time:时限", "level_1 level_2 work deadlines"),
        ("task:重点任务 task:工作任务 text:举措 lead:牵头", "group task content lead_units"),
        ("number:序号 task:具体任务 text:工作内容 time:完成时限 time:截止日期", "number task content deadlines due_by"),
        ("task:任务 target:一季度目标 target:二季度目标 time:时限", "work . . deadlines"),
        ("task:任务 target:目标 person:责任领导 person:责任人", "work targets persons persons"),
        ("task:任务 unknown:状态 extra:进展情况 unknown:吉祥 person:责任人", "work state progress . persons"),
    ],
)
def test_what_goes_into_which_column(headings: str, found: str) -> None:
    columns = [FormColumn(text, holds) for holds, _, text in (each.partition(":") for each in headings.split())]
    assert [name or "." for name in fields(columns)] == found.split()


@pytest.mark.parametrize(
    ("sample", "third", "twelfth"),
    [
        (None, 3, 12),
        (1, 3, 12),
        ("1", "3", "12"),
        ("01", "03", "12"),
        ("（1）", "（3）", "（12）"),
        ("1.", "3.", "12."),
        ("A-001", "A-003", "A-012"),
        ("一", "三", "十二"),
        ("（一）", "（三）", "（十二）"),
        ("①", "③", "⑫"),
        ("甲", 3, 12),
    ],
)
def test_numbers_in_the_style_of_the_form(sample: object, third: object, twelfth: object) -> None:
    write_number = numbered_like(sample)
    assert (write_number(3), write_number(12)) == (third, twelfth)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (3004, "三千零四"),
    ],
)
def test_numbers_in_words(number: int, said: str) -> None:
    assert chinese(number) == said


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=SUM(F5:F10)", "=SUM(F5:F24)"),
        ("=SUM(F$5:$F$10)+F11", "=SUM(F$5:$F$24)+F25"),
        ("=SUM(F4:F10)", "=SUM(F4:F24)"),
        ("=SUM(F1:F3)", "=SUM(F1:F3)"),
        ("=F5+F12", "=F5+F26"),
        ('=COUNTIF(A5:A10,"F12")', '=COUNTIF(A5:A24,"F12")'),
        ("=SUM(5:10)", "=SUM(5:24)"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=汇总!F12+'台 账'!F12", "=汇总!F12+'台 账'!F26"),
        ("=IF(LOG10(F12)>1,全部任务,F5)", "=IF(LOG10(F26)>1,全部任务,F5)"),
    ],
)
def test_references_go_along(formula: str, moved: str) -> None:
    assert _moved(formula, RowMap(5, 10, 20), own=True, sheet="台 账") == moved


def test_fewer_rows_pull_what_is_below_up() -> None:
    rows = RowMap(5, 10, 2)
    assert [rows.row(row) for row in (4, 5, 6, 10, 11)] == [4, 5, 6, 6, 7]
    assert rows.span(5, 10) == (5, 6)
    assert RowMap(5, 4, 3).row(5) == 8
