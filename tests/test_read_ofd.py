"""OFD files: lines by their places, tables by their paths, clear words for what cannot be read."""

from __future__ import annotations

import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fupin_extract.errors import ReadError
from fupin_extract.read import Document, limits, read
from fupin_extract.read.document import PrintedTable

pytest.importorskip("ofdkit", reason="needs the extra ofd")

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 5.6) -> str:
    """A text object whose line is ``y`` millimetres from the top."""
    deltas = " ".join([str(size)] * (len(words) - 1))
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{words}</ofd:TextCode>'
    place = f"{x} {y - size} {size * len(words)} {2 * size}"
    return f'<ofd:TextObject ID="9" Font="1" Size="{size}" Boundary="{place}">{code}</ofd:TextObject>'


def path(x: float, y: float, width: float, height: float, steps: str, more: str = "") -> str:
    place = f"{x} {y} {width} {height}"
    data = f"<ofd:AbbreviatedData>{steps}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="8" LineWidth="0.2" Boundary="{place}" {more}>{data}</ofd:PathObject>'


def ofd(*pages: str, bodies: int = 1, member: tuple[str, str] | None = None) -> bytes:
    """A file of these pages, the same in each of its documents; a page that begins with <! stands as it is."""
    box = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    roots = [f"<ofd:DocRoot>Doc_{at}/Document.xml</ofd:DocRoot>" for at in range(bodies)]
    parts = {"OFD.xml": f"<ofd:OFD {_SPACE}>{''.join(f'<ofd:DocBody>{r}</ofd:DocBody>' for r in roots)}</ofd:OFD>"}
    for body in range(bodies):
        parts[f"Doc_{body}/Document.xml"] = (
            f"<ofd:Document {_SPACE}>{box}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for at, drawn in enumerate(pages):
            layer = f'<ofd:Content><ofd:Layer ID="7">{drawn}</ofd:Layer></ofd:Content>'
            parts[f"Doc_{body}/Pages/{at}.xml"] = (
                drawn if drawn[:2] == "<!" else f"<ofd:Page {_SPACE}>{layer}</ofd:Page>"
            )
    parts.update([member] if member else [])
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def tables(document: Document) -> list[PrintedTable]:
    return [block for block in document.blocks if isinstance(block, PrintedTable)]


def test_lines_are_read_by_their_places_without_numbers_of_pages() -> None:
    page = text(100, 60, "号") + text(40, 60, "某政发〔2020〕1") + text(40, 80, "关 于 批 复", 5) + text(40, 70, "正文")
    document = read(ofd(page + text(40, 280, "— 1 —"), text(40, 60, "第二页") + text(150, 280, "— 2 —")))
    assert document.text == "某政发〔2020〕1 号\n正文\n关于批复\n\f第二页\n"
    assert (document.media_type, document.layout_known, len(document.pages)) == ("application/ofd", False, 2)


@pytest.mark.parametrize("way", ["lines", "one path", "areas", "block", "scaled"])
def test_paths_that_rule_a_table_make_a_grid(way: str) -> None:
    columns, rows = (20, 40, 120, 180), (50, 60, 80, 90)
    lines = [(x, rows[0], x, rows[-1]) for x in columns[1:-1]] + [(columns[0], y, columns[-1], y) for y in rows]
    if way == "one path":
        steps = " ".join(f"M {a} {b} L {c} {d}" for a, b, c, d in lines)
        drawn = path(0, 0, 210, 297, steps)
    elif way == "areas":
        area = "M 0 0 L {0} 0 L {0} {1} L 0 {1} C"
        drawn = "".join(
            path(a, b, c - a + 0.2, d - b + 0.2, area.format(c - a + 0.2, d - b + 0.2), 'Stroke="false" Fill="true"')
            for a, b, c, d in lines
        )
    elif way == "scaled":
        steps = "M 0 0 L {} {}"
        drawn = "".join(
            path(a, b, c - a, d - b, steps.format(c - a, b - d), 'CTM="1 0 0 -1 0 0"') for a, b, c, d in lines
        )
    else:
        drawn = "".join(path(a, b, c - a, d - b, f"S 0 0 L {c - a} {d - b}") for a, b, c, d in lines)
    if way == "block":
        drawn = f'<ofd:PageBlock ID="6">{drawn}</ofd:PageBlock>'
    cells = text(22, 57, "序号") + text(50, 57, "工作任务") + text(130, 57, "责任单位") + text(22, 67, "1")
    cells += (
        text(50, 67, "建设")
        + text(50, 76, "平台")
        + text(130, 67, "市发改委")
        + text(22, 87, "2")
        + text(50, 87, "推进")
    )
    document = read(ofd(text(80, 45, "分工表") + drawn + cells))
    assert document.text == "分工表\n序号\t工作任务\t责任单位\n1\t建设\u2028平台\t市发改委\n2\t推进\t\n"
    assert tables(document)[0].edges == pytest.approx([x * 72 / 25.4 for x in columns], abs=1)


def test_every_document_of_a_file_is_read() -> None:
    assert read(ofd(text(40, 60, "一、总体要求"), bodies=2)).text == "一、总体要求\n\f一、总体要求\n"


def test_a_scan_a_damaged_and_an_encrypted_file_are_told() -> None:
    picture = '<ofd:ImageObject ID="5" ResourceID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    with pytest.raises(ReadError, match=r"has no text layer, .*\(OCR\)"):
        read(ofd(picture))
    document = read(ofd(picture, text(40, 60, "各级各部门要认真落实，确保各项任务取得实效。")))
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["page_scanned"]
    whole = ofd(text(40, 60, "一、总体要求"))
    locked = bytearray(whole)
    for at in range(len(whole)):
        if whole[at : at + 4] in {b"PK\x03\x04", b"PK\x01\x02"}:
            locked[at + (6 if whole[at + 2] == 3 else 8)] |= 1
    for data in (whole[: len(whole) // 2], bytes(locked)):
        with pytest.raises(ReadError, match="is a damaged or encrypted OFD file"):
            read(data)


def test_a_page_that_is_damaged_is_told_and_the_others_are_read() -> None:
    document = read(ofd("<broken", text(40, 60, "一、总体要求")))
    assert document.text == "\f一、总体要求\n"
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["page_damaged"]


def test_entities_are_not_expanded_and_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    page = '<!DOCTYPE x [<!ENTITY e "boom">]><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>'
    document = read(ofd(text(40, 60, "一、总体要求"), page))
    assert document.text == "一、总体要求\n\f"
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["page_damaged"]
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(ReadError, match="unpacks to more than any document holds"):
        read(ofd(text(40, 60, "一、总体要求"), member=("big.xml", "0" * 1_000_001)))


def test_without_the_library_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ofdkit", None)
    with pytest.raises(ReadError, match=r"the input: is an OFD file: pip install ofdkit first"):
        read(ofd(text(40, 60, "一、总体要求")))
