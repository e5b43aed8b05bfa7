"""Files that ask for more than any document does: told in a moment, whatever they say of themselves."""

from __future__ import annotations

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from fupin_extract.errors import ReadError
from fupin_extract.read import limits, read
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.docx.counting import padded
from fupin_extract.read.layout.drawn import DrawnPage, Glyph
from fupin_extract.read.layout.written import write_pages
from fupin_extract.read.workbook.number_format import as_seen
from made_pdf import PdfPage, pdf

PAGE = "<html><head><title>t</title></head><body><p>一、做好工作，确保完成。</p>"
# Seconds of work; each of these took minutes, or hours.
PATIENCE = 5.0


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<a" * 200_000, None),
        ("<p>" + "<!--" * 100_000, None),
        ("<!-- " + "<div>" * 5_000 + "-->", None),
        ("<script>" + "if(a<b)" * 5_000 + "</script>", None),
        (f"<p title='{'<div>' * 5_000}'>", None),
        ("<a " * 200_000, "attributes"),
        ("<p " + " ".join(f"a{at}=1" for at in range(200_000)) + ">", "attributes"),
        ("<p x='a>b' " + " ".join(f"a{at}" for at in range(200_000)) + ">", "attributes"),
        ("<p a='<!--'>" + "<div>" * 200_000, "one in another"),
        ("<!-->" + "<div>" * 200_000, "one in another"),
        ("<svg><title>" + "<div>" * 200_000, "one in another"),
        ("<svg>" + "<tr>" * 200_000, "one in another"),
        ("<select>" + "<option>" * 200_000, "one in another"),
    ],
)
def test_markup_beyond_any_page_is_told_before_it_takes_for_ever(markup: str, problem: str | None) -> None:
    began = time.process_time()
    if problem is None:
        assert "一、做好工作，确保完成。" in read((PAGE + markup).encode()).text
    else:
        with pytest.raises(ReadError, match=problem):
            read((PAGE + markup).encode())
    assert time.process_time() - began < PATIENCE


def test_a_value_of_many_words_is_one_attribute() -> None:
    data = '{"a": 1, "b": [2, 3]} ' * 2_000
    assert read(f"{PAGE}<div data-of='{data}'><p>二、落实责任。</p></div>".encode()).text.endswith("二、落实责任。\n")


def archive(head: bytes, parts: bytes) -> bytes:
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; " + head + b"\r\n\r\n" + parts


PART = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode() + b"\r\n"
NESTED = b"".join(
    b'--B%d\r\nContent-Type: multipart/related; boundary="B%d"\r\n\r\n' % (at, at + 1) for at in range(3000)
)


@pytest.mark.parametrize(
    "data",
    [
        archive(b'boundary="B0"', NESTED + b"--B3000\r\n" + PART),
        archive(b'boundary="B"', b"--B\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5000 + PART),
    ],
    ids=["parts", "messages"],
)
def test_an_archive_without_end_is_told(data: bytes) -> None:
    with pytest.raises(ReadError, match="is damaged"):
        read(data)


def test_a_head_that_is_written_wrongly_costs_no_page() -> None:
    part = PART.replace(b"charset=utf-8", b"charset*=us'a'%ff%00; charset*0=x; charset*99999999999=y")
    assert read(archive(b'boundary="B"', b"--B\r\n" + part + b"--B--")).text == "一、做好工作，确保完成。\n"


def test_a_text_is_no_longer_than_any_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 10_000)
    with pytest.raises(ReadError, match="has more than 10000 characters"):
        read((PAGE + "<p>二、落实责任。</p>" * 2_000).encode())
    wide = "<table border=1>" + "<tr><td colspan=900>任务<td>单位<td>时限</tr>" * 20 + "</table>"
    with pytest.raises(ReadError, match="has more than 10000 characters"):
        read((PAGE + wide).encode())


def test_the_pages_of_a_pdf_draw_no_more_than_any_do(monkeypatch: pytest.MonkeyPatch) -> None:
    works = "改造老屋培训人员开展检查报送进展落实经费加强领导组织验收宣传引导健全机制督促整改保护环境"
    made = pdf(*(PdfPage().text(50, 300, f"第{works[at : at + 9]}项工作由县文旅局牵头") for at in range(30)))
    assert len(read(made).pages) == 30
    monkeypatch.setattr(limits, "MOST_DRAWN", 500)
    with pytest.raises(ReadError, match="has more than 500 characters"):
        read(made)


def test_a_line_of_no_width_is_read() -> None:
    pages = [DrawnPage((0.0, 0.0, 100.0, 100.0), [Glyph("一", 10.0, 10.0, 10.0, 20.0, 18.0)])]
    builder = DocumentBuilder("x")
    assert write_pages(pages, builder)
    assert builder.extracted().text == "一\n"


def test_a_number_is_no_longer_than_any_is() -> None:
    assert padded(7, "0" * 1_000_000 + ", 1") == "7".zfill(32)
    assert as_seen(1.5, f"0.{'0' * 200}") == f"1.5{'0' * 29}"
    assert as_seen(123456789.5, f"#,##0.{'0' * 40}") == f"123,456,789.5{'0' * 29}"
    assert as_seen(1e308, f"0.{'0' * 200}") == "1E+308"


def workbook(rows: list[list[str]], part: str, old: bytes, new: bytes) -> bytes:
    """A workbook of these rows, with something put in the place of something else in one of its parts."""
    made, changed = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    with ZipFile(made) as before, ZipFile(changed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name.endswith(part) else content)
    return changed.getvalue()


ROWS = [["任务", "单位", "时限"], ["任务一", "单位一", "时限一"]]


def test_columns_are_hidden_once() -> None:
    hidden = b"<cols>" + b'<col min="3" max="99999999" hidden="1"/>' * 20_000 + b"</cols><sheetData>"
    began = time.process_time()
    data = workbook(ROWS, "sheet1.xml", b"<sheetData>", hidden)
    assert read(data).text == "任务\t单位\n任务一\t单位一\n"
    assert time.process_time() - began < PATIENCE


def test_a_sheet_is_read_once() -> None:
    again = b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 1000 + b"</sheets>"
    assert (
        read(workbook(ROWS, "workbook.xml", b"</sheets>", again)).text == "任务\t单位\t时限\n任务一\t单位一\t时限一\n"
    )


def test_merged_cells_reach_no_further_than_any_do() -> None:
    rows = [[f"列{at}" for at in range(2000)], *([f"行{at}"] for at in range(1000))]
    areas = "".join(f'<mergeCell ref="A{at}:XFD{at + 1}"/>' for at in range(2, 1000))
    merged = f"</sheetData><mergeCells>{areas}</mergeCells>".encode()
    assert read(workbook(rows, "sheet1.xml", b"</sheetData>", b"</sheetData>")).text
    with pytest.raises(ReadError, match="has more than 1000000 cells"):
        read(workbook([rows[0] * 2, *rows[1:]], "sheet1.xml", b"</sheetData>", merged))
