"""Workbooks: each sheet as a person sees it, in every format that programs save it in."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from fupin_extract.errors import ReadError
from fupin_extract.read import limits, read
from fupin_extract.read.document import Document, PrintedTable
from fupin_extract.read.workbook.number_format import as_seen


def made(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        write(book)
    return out.getvalue()


def rows(table: PrintedTable, document: Document) -> list[list[str]]:
    return [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]


def tables(document: Document) -> list[PrintedTable]:
    return [block for block in document.blocks if isinstance(block, PrintedTable)]


def paragraphs(document: Document) -> list[str]:
    texts = [document.text[b.start : b.end].strip() for b in document.blocks if not isinstance(b, PrintedTable)]
    return [text for text in texts if text]


def plan(book: xlsxwriter.Workbook) -> None:
    """A task table as an office makes it, beginning at B2, with what is hidden and a second table below."""
    sheet = book.add_worksheet("任务分工")

    def form(code: str) -> xlsxwriter.format.Format:
        return book.add_format({"num_format": code})

    sheet.merge_range("B2:G2", "2025年重点任务分工表")
    sheet.write_row("B3", ["序号", "任务", "目标", "责任单位", "完成时限", "备注"])
    sheet.write_row("B4", [1, "修路\n架桥"])
    sheet.write("D4", 0.8, form("0%"))
    sheet.merge_range("E4:E5", "县交通局\n县财政局")
    sheet.write("F4", dt.date(2025, 6, 30), form('yyyy"年"m"月"d"日"'))
    sheet.write("G4", 1.1)
    sheet.write_row("B5", [2, "办学"])
    sheet.write("D5", 0.855, form("0.0%"))
    sheet.write("F5", dt.date(2025, 12, 31), book.add_format({"num_format": 14}))
    sheet.write("G5", 1.1, form("0.00"))
    sheet.merge_range("B6:G6", "二、产业发展")
    sheet.write_row("B7", [3, "养殖"])
    sheet.write("D7", 100, form('0"户"'))
    sheet.write("E7", "县农业局")
    sheet.write("F7", dt.date(2025, 6, 1), form('yyyy"年"m"月"'))
    sheet.write_formula("G7", "=1+1", None, 2)
    sheet.write("B8", "注：按季度报送。")
    sheet.write_row("B11", ["名称", "数量"])
    sheet.write_row("B12", ["甲", 12345.5])
    hidden = book.add_worksheet("底稿")
    hidden.write("A1", "秘密")
    hidden.hide()
    last = book.add_worksheet("Sheet3")
    last.write_row("A1", ["任务", "责任单位", "隐列"])
    last.write_row("A2", ["甲", "县局", "隐"])
    last.write_row("A3", ["隐行", "隐"])
    last.write_row("A4", ["乙", "2.10"])
    last.set_row(2, None, None, {"hidden": 1})
    last.set_column("C:C", 8, None, {"hidden": 1})


PLAN = [
    ["序号", "任务", "目标", "责任单位", "完成时限", "备注"],
    ["1", "修路\u2028架桥", "80%", "县交通局\u2028县财政局", "2025年6月30日", "1.1"],
    ["2", "办学", "85.5%", "2025年12月31日", "1.10"],
    ["二、产业发展"],
    ["3", "养殖", "100户", "县农业局", "2025年6月", "2"],
]


def check_plan(document: Document) -> None:
    tasks, more, last = tables(document)
    assert rows(tasks, document) == PLAN
    units, section = tasks.rows[1][3], tasks.rows[3][0]
    assert (units.row, units.column, units.rows, units.columns) == (1, 3, 2, 1)
    assert (section.column, section.columns) == (0, 6)
    assert rows(more, document) == [["名称", "数量"], ["甲", "12345.5"]]
    assert rows(last, document) == [["任务", "责任单位"], ["甲", "县局"], ["乙", "2.10"]]
    assert paragraphs(document) == ["2025年重点任务分工表", "注：按季度报送。"]
    assert [remark.code for remark in document.diagnostics] == ["hidden_cells"]


def test_xlsx() -> None:
    document = read(made(plan))
    assert document.media_type.endswith("spreadsheetml.sheet")
    check_plan(document)


def many_texts(book: xlsxwriter.Workbook) -> None:
    """So many texts, of one and of two bytes a character, that an XLS parts them among several records."""
    book.add_worksheet().write_column(
        "A1", [f"{n} 号任务：改造道路" if n % 2 else f"row {n} abcdefgh" for n in range(3000)]
    )


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbooks as LibreOffice saves them, by name and format."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice saves the other formats")
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.xlsx").write_bytes(made(plan))
    (folder / "many.xlsx").write_bytes(made(many_texts))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("xls", "ods"):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        command += [str(folder / "plan.xlsx"), str(folder / "many.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.name: path.read_bytes() for path in folder.glob("*.*")}


@pytest.mark.slow
def test_the_same_in_the_other_formats(converted: dict[str, bytes]) -> None:
    for kind in ("xls", "ods"):
        check_plan(read(converted[f"plan.{kind}"]))
        assert read(converted[f"many.{kind}"]).text == read(converted["many.xlsx"]).text


@pytest.mark.slow
def test_a_damaged_old_file_is_read_or_told_in_one_line(converted: dict[str, bytes]) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(300):
        data = bytearray(converted["plan.xls"])
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(30, len(data))] = chance.choice((0, 1, 255, chance.randrange(256)))
        with suppress(ReadError):
            assert isinstance(read(bytes(data)), Document)


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (-3.5, "General", "-3.5"),
        (12345678.0, "General", "12345678"),
        (0.8, "0%", "80%"),
        (0.125, "0%", "13%"),
        (0.8555, "0.00%", "85.55%"),
        (1.1, "0.00", "1.10"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (7, "000", "007"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (100, '0"户"', "100户"),
        (100, '#,##0.0_ ;[Red]-#,##0.0"元"', "100.0"),
        (3, '"第"0"名"', "第3名"),
        (45838, "yyyy/m/d", "2025年6月30日"),
        (45838, "[$-804]yyyy\\年m\\月;@", "2025年6月"),
        (45838, 'm"月"d"日"', "6月30日"),
        (45838, "yyyy", "2025年"),
        (45838.395833, "yyyy-mm-dd hh:mm", "2025年6月30日 09:30"),
        (0.395833, "h:mm", "09:30"),
        (0.0003472, "mm:ss", "00:30"),
        (12, "@", "12"),
        (12, ";;;", ""),
        (12, 'General"户"', "12户"),
        (0.5, "# ?/?", "0.5"),
        (-1, "yyyy/m/d", "-1"),
        (float("nan"), "0", ""),
        (1e300, "0.00", "1E+300"),
    ],
)
def test_a_number_as_its_format_shows_it(number: float, code: str, seen: str) -> None:
    assert as_seen(number, code) == seen


def test_a_sheet_s_name_stands_where_no_title_does() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for name in ("产业组任务", "Sheet2"):
            book.add_worksheet(name).write_row("A1", ["任务", "单位"])

    assert paragraphs(read(made(write))) == ["产业组任务"]


def test_an_empty_row_parts_tables_unless_the_numbers_go_on() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row, cells in {0: ["序号", "任务"], 1: [1, "甲"], 3: [2, "乙"], 5: ["名称", "数"], 6: ["丙", "丁"]}.items():
            sheet.write_row(row, 0, cells)

    document = read(made(write))
    assert [rows(table, document) for table in tables(document)] == [
        [["序号", "任务"], ["1", "甲"], ["2", "乙"]],
        [["名称", "数"], ["丙", "丁"]],
    ]


def test_a_notice_in_one_column_is_paragraphs() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_column("A1", ["关于做好工作的通知", "一、总体要求", "", "二、主要任务"])

    document = read(made(write))
    assert document.text == "关于做好工作的通知\n一、总体要求\n二、主要任务\n"


def test_a_formula_without_its_value_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["任务", "=1+1"])
    book.save(out := BytesIO())
    document = read(out.getvalue())
    assert [(d.code, d.severity) for d in document.diagnostics] == [("formula_unread", "warning")]


def test_cells_far_apart_cost_nothing() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["任务", "单位"])
        sheet.write("XFD1048576", "远")
        book.add_worksheet().write("XFD1048576", "远")

    assert read(made(write)).text == "任务\t单位\n远\n远\n"


def test_a_merged_cell_as_large_as_a_sheet_costs_nothing() -> None:
    sheet = b"""<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"""
    assert read(changed(made(plan), "xl/worksheets/sheet1.xml", sheet)).text.startswith("a\n")


def test_more_cells_than_any_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        for row in range(30):
            book.worksheets() or book.add_worksheet()
            book.worksheets()[0].write_row(row, 0, ["a", "b"])

    monkeypatch.setattr(limits, "MOST_CELLS", 59)
    with pytest.raises(ReadError, match=r"^the input: has more than 59 cells of tables$"):
        read(made(write))


def changed(data: bytes, part: str, new: bytes) -> bytes:
    """The archive with another content of a part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in old.namelist():
            file.writestr(name, new if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "new",
    [
        b"<worksheet><sheetData><row>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>',
        b"<a>" * 300 + b"</a>" * 300,
        b"",
    ],
)
def test_a_damaged_sheet_is_an_error_of_one_line(new: bytes) -> None:
    with pytest.raises(ReadError, match=r"^the input: is damaged"):
        read(changed(made(plan), "xl/worksheets/sheet1.xml", new))


def test_a_sheet_that_unpacks_to_more_than_any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(ReadError, match=r"^the input: unpacks to more than any document holds$"):
        read(changed(made(plan), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 1_000_000))


def test_references_that_lead_nowhere_cost_their_cell_only() -> None:
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c t="s"><v>99999</v></c><c t="s"><v>x</v></c><c s="999"><v>5</v></c><c><v>abc</v></c>
        <c t="inlineStr"><is><t>a_x4E2D_</t><rPh><t>no</t></rPh></is></c></row>
        <row><c r="C2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="rubbish"/></mergeCells></worksheet>"""
    document = read(changed(made(plan), "xl/worksheets/sheet1.xml", sheet))
    assert rows(tables(document)[0], document) == [["5", "abc", "a中"], ["1"]]
