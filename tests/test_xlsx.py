"""The spreadsheet, as a program that opens it sees it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_extract import parse
from fupin_extract.write import Looks
from fupin_extract.write.formats import xlsx
from fupin_extract.write.formats.xlsx import save
from fupin_extract.write.notices import matrix
from fupin_extract.write.sheets import plain_sheet

SAMPLE = Path(__file__).parent.parent / "samples" / "004.txt"


def made(heading: list[str], lines: list[list[str]]) -> bytes:
    file = io.BytesIO()
    save(plain_sheet("任务分解表", heading, lines), file)
    return file.getvalue()


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    """The sheets by name, as rows of texts; an empty cell is an empty text."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[str(cell or "") for cell in row] for row in sheet.values] for sheet in book}


def cell(text: str) -> str:
    """A text, as it comes back from a cell."""
    [rows] = sheets(made(["内容"], [[text]])).values()
    return rows[1][0] if len(rows) > 1 else ""


def test_the_matrix_is_a_sheet(tmp_path: Path) -> None:
    notice = parse(SAMPLE)
    heading = matrix([], Looks()).headings
    lines = list(matrix([notice], Looks(all_rows=True)).rows)
    save(matrix([notice], Looks(all_rows=True)), tmp_path / "all.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["all.xlsx"]
    assert sheets((tmp_path / "all.xlsx").read_bytes()) == {"任务分解表": [heading, *lines]}
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx").active
    assert sheet["A1"].font.bold
    assert sheet["F2"].alignment.wrap_text
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:R{len(lines) + 1}")
    widths = {letter: each.width for letter, each in sheet.column_dimensions.items()}
    assert 8 <= widths["B"] < 20 < widths["F"] == max(widths.values()) <= 91


@pytest.mark.slow
def test_the_same_rows_give_the_same_bytes() -> None:
    first = made(["a"], [["1"]])
    time.sleep(2.1)  # a ZIP counts in steps of two seconds
    assert made(["a"], [["1"]]) == first


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "+1", "@x", "http://x.cn", "mailto:a@b.cn", "007", "1e5", "<r>&</r>"])
def test_a_cell_is_a_text_whatever_it_looks_like(text: str) -> None:
    data = made(["内容"], [[text]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f>|hyperlink|<v>", sheet)
    assert cell(text).strip() == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b\x0bc\ufffe", "a�b�c�"),
        ("a\ud800", "a�"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("甲\u2028乙\u202e丙", "甲\n乙�丙"),
        ("字" * 32_767, "字" * 32_767),
        ("字" * 32_768, "字" * 32_766 + "…"),
        ("😀" * 16_384, "😀" * 16_383 + "…"),
    ],
    ids=["control", "surrogate", "breaks", "turned", "just-fits", "too-long", "too-long-in-pairs"],
)
def test_what_a_cell_cannot_hold_is_seen(text: str, seen: str) -> None:
    assert cell(text) == seen


@settings(max_examples=50)
@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_any_text_makes_a_sheet_that_opens(lines: list[list[str]]) -> None:
    [rows] = sheets(made(["甲", "乙"], lines)).values()
    assert len(rows) <= len(lines) + 1
    for row, line in zip(rows[1:], lines, strict=False):
        for found, text in zip(row, line, strict=True):
            assert not text.isalnum() or found == text


def test_a_number_is_a_number_and_a_row_is_as_high_as_its_text() -> None:
    file = io.BytesIO()
    save(plain_sheet("", ["甲", "乙"], [[1, "短"], [2**60, "字" * 100], [0.5, "一\n二\n三"]]), file)
    sheet = openpyxl.load_workbook(file).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [1, str(2**60), 0.5]
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [None, 47.25, 47.25]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_a_sheet_of_many_columns_fits_on_paper_and_gives_room_to_long_texts() -> None:
    file = io.BytesIO()
    save(plain_sheet("", [f"第{n}栏" for n in range(9)], [["字" * 30] * 8 + ["字" * 400]] * 3), file)
    sheet = openpyxl.load_workbook(file).active
    found = [each.width for each in sheet.column_dimensions.values() for _ in range(each.min, each.max + 1)]
    assert sum(found) < 200
    assert max(found[:-1]) < found[-1]
    assert sheet.oddFooter.center.text == "&P / &N"


def test_no_row_is_a_sheet_too() -> None:
    assert sheets(made(["甲", "乙"], [])) == {"任务分解表": [["甲", "乙"]]}


@pytest.mark.parametrize(("count", "on"), [(3, [4]), (4, [4, 2]), (6, [4, 4]), (7, [4, 4, 2])])
def test_more_rows_than_a_sheet_holds_go_on_the_next(
    count: int, on: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    found = sheets(made(["甲"], [[f"第{number}"] for number in range(count)]))
    assert list(found) == ["任务分解表", "任务分解表 2", "任务分解表 3"][: len(on)]
    assert [len(rows) for rows in found.values()] == on
    assert [row[0] for rows in found.values() for row in rows[1:]] == [f"第{number}" for number in range(count)]
    assert {rows[0][0] for rows in found.values()} == {"甲"}


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        save(plain_sheet("任务分解表", ["甲"], [["一"]]), tmp_path / "no" / "all.xlsx", tmp_path)
    assert not list(tmp_path.iterdir())
