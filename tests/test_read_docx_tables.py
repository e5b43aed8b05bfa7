"""Tables of Word as true grids: what each cell covers, and what stands in it."""

from __future__ import annotations

import io

from docx import Document as NewDocument

from fupin_extract.read import read
from fupin_extract.read.document import PrintedTable
from word_files import abstract, docx, item, level, num, p, tbl, tc, tr

NUMBERS = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
DOWN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def cells(body: str, **parts: str) -> list[tuple[str, int, int, int, int]]:
    """The cells of the first table: text, row, column, rows, columns."""
    document = read(docx(body, **parts))
    table = next(block for block in document.blocks if isinstance(block, PrintedTable))
    return [
        (document.text[cell.start : cell.end], cell.row, cell.column, cell.rows, cell.columns)
        for row in table.rows
        for cell in row
    ]


def test_a_table_stands_in_its_place() -> None:
    document = read(docx(p("前") + tbl(tr(tc("序号"), tc("任务")), tr(tc("1"), tc("监测"))) + p("后")))
    assert document.text == "前\n序号\t任务\n1\t监测\n后\n"
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "PrintedTable", "Paragraph"]


def test_merged_cells_cover_what_they_cover() -> None:
    body = tbl(
        tr(tc("类别", DOWN), tc("任务", wide(2)), tc("单位")),
        tr(tc("看不见", GO_ON), tc("甲"), tc("乙", DOWN), tc("丙")),
        tr(tc("", GO_ON), tc("丁"), tc("", GO_ON), tc("戊")),
    )
    assert cells(body) == [
        ("类别", 0, 0, 3, 1), ("任务", 0, 1, 1, 2), ("单位", 0, 3, 1, 1),
        ("甲", 1, 1, 1, 1), ("乙", 1, 2, 2, 1), ("丙", 1, 3, 1, 1),
        ("丁", 2, 1, 1, 1), ("戊", 2, 3, 1, 1),
    ]  # fmt: skip


def test_rows_may_begin_late_and_end_early() -> None:
    body = tbl(
        tr(tc("一"), tc("二"), tc("三")),
        tr(tc("乙"), about='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert cells(body)[3:] == [("乙", 1, 1, 1, 1)]
    assert read(docx(body)).text == "一\t二\t三\n\t乙\n"


def test_cells_merged_sideways_in_the_old_way() -> None:
    body = tbl(tr(tc("宽", '<w:hMerge w:val="restart"/>'), tc("藏", "<w:hMerge/>"), tc("后")))
    assert cells(body) == [("宽", 0, 0, 1, 2), ("后", 0, 2, 1, 1)]


def test_what_goes_on_without_a_beginning_is_a_cell_of_its_own() -> None:
    assert cells(tbl(tr(tc("甲", GO_ON)), tr(tc("", GO_ON)), tr(tc("乙")))) == [("甲", 0, 0, 2, 1), ("乙", 2, 0, 1, 1)]
    narrow = tbl(tr(tc("甲", wide(2) + DOWN)), tr(tc("乙", GO_ON), tc("丙")))
    assert cells(narrow) == [("甲", 0, 0, 1, 2), ("乙", 1, 0, 1, 1), ("丙", 1, 1, 1, 1)]


def test_rows_and_cells_stand_in_controls() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = tbl(control(tr(tc("甲"), control(tc("乙")))), tr(f"<w:customXml>{tc(control(p('丙')))}</w:customXml>"))
    assert [cell[0] for cell in cells(control(body))] == ["甲", "乙", "丙"]


def test_a_cell_keeps_its_lines_and_a_table_in_it_its_rows() -> None:
    inner = tbl(tr(tc("子一"), tc("子二")), tr(tc("子三"), tc("")))
    assert cells(tbl(tr(tc(p("县财政局") + p("县发改局")), tc(p("前") + inner + p("后")))))[:2] == [
        ("县财政局\u2028县发改局", 0, 0, 1, 1),
        ("前\u2028子一 子二\u2028子三\u2028后", 0, 1, 1, 1),
    ]


def test_a_table_that_is_but_a_frame_is_none() -> None:
    inner = tbl(tr(tc("任务"), tc("单位")))
    document = read(docx(tbl(tr(tc(item("甲") + inner + item("乙")))), numbering=NUMBERS))
    assert document.text == "1 甲\n任务\t单位\n2 乙\n"
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "PrintedTable", "Paragraph"]
    assert cells(tbl(tr(tc("一格")))) == [("一格", 0, 0, 1, 1)]


def test_numbers_count_through_tables_but_not_in_what_is_merged_away() -> None:
    rows = (
        tr(tc(item("")), tc("甲", DOWN)),
        tr(tc(item("")), tc(item("藏"), GO_ON)),
        tr(tc(item("")), tc("乙")),
    )
    body = item("前") + tbl(*rows) + item("后")
    assert read(docx(body, numbering=NUMBERS)).text == "1 前\n2\t甲\n3\t\n4\t乙\n5 后\n".replace("3\t\n", "3\n")


def test_hidden_and_deleted_rows_are_none() -> None:
    body = tbl(tr(tc("甲")), tr(tc("藏"), about="<w:hidden/>"), tr(tc("乙")))
    assert cells(body) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]


def test_a_table_of_absurd_width_is_cut() -> None:
    wide_row = tr(tc("甲", wide(900_000_000)), tc("乙"), about='<w:gridBefore w:val="999999999"/>')
    assert cells(tbl(wide_row)) == [("甲", 0, 63, 1, 63), ("乙", 0, 126, 1, 1)]


def test_a_table_that_python_docx_made() -> None:
    new = NewDocument()
    table = new.add_table(rows=3, cols=3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(at)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并"
    out = io.BytesIO()
    new.save(out)
    document = read(out.getvalue())
    (table_block,) = [block for block in document.blocks if isinstance(block, PrintedTable)]
    first = table_block.rows[0][0]
    assert (document.text[first.start : first.end], first.rows, first.columns) == ("合并", 2, 2)
    assert document.text == "合并\t\t2\n\t\t5\n6\t7\t8\n"


def test_tables_side_by_side_in_a_frame_are_tables() -> None:
    left, right = (tbl(tr(tc("序号"), tc("任务")), tr(tc(n), tc("监测"))) for n in "12")
    frame = tbl(f"<w:tr><w:tc>{left}{p('')}</w:tc><w:tc>{right}{p('')}</w:tc></w:tr>")
    document = read(docx(frame))
    assert [b.rows[1][0].row for b in document.blocks if isinstance(b, PrintedTable)] == [1, 1]
    assert document.text.split() == ["序号", "任务", "1", "监测", "序号", "任务", "2", "监测"]
