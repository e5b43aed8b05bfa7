"""A Word document (.docx): each sheet as a table on A4 that lies on its side, ready to be attached to a notice.

The fonts are those of official documents (GB/T 9704): 小标宋 for the title, 黑体 for headings, 仿宋 for the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from fupin_extract.errors import WriteError
from fupin_extract.write import heights
from fupin_extract.write.formats.xlsx import CREATED, clean
from fupin_extract.write.ledger.wording import word
from fupin_extract.write.zipped_again import without_clock

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Column, Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A4 on its side and its margins, in twentieths of a point; what is left of it for a table.
_WIDE, _HIGH, _SIDE, _ENDS = 16838, 11906, 1134, 1247
_ROOM = _WIDE - 2 * _SIDE
_POINT = 20
# Fonts, each with what stands for it where it is not installed.
_BODY, _HEAVY, _TITLE, _LATIN = "仿宋_GB2312", "黑体", "方正小标宋简体", "Times New Roman"
_INSTEAD = {_BODY: "仿宋", _HEAVY: "SimHei", _TITLE: "宋体"}
# Sizes of type, in points: 五号 and 二号.
_SIZE, _TITLE_SIZE = 10.5, 22
# A cell has so much room beside its text, and above and below it, in twentieths of a point.
_PADDING, _ABOVE = 80, 30
# How wide a column is at most, in characters of which Chinese has two: one that does not say so, one of codes, one for
# the sake of its heading.
_MOST, _MOST_CODE, _MOST_HEADING = 40, 14, 10
# Lines are so far from one another, in points, whatever the font, so that it is known what a page holds: below a title
# of two lines so many. A row of more may be broken over pages.
_LEADING, _TITLE_LEADING, _MOST_LINES = 14, 32, 24
_CELL, _HEADING, _NAME = "表格正文", "表格栏目", "表格标题"
_FIELD = re.compile("(&[PN])")
_FIELDS = {"&P": "PAGE", "&N": "NUMPAGES"}


def draw(sheets: Iterable[Sheet], looks: Looks) -> Iterator[bytes]:
    """A title and a table for each sheet, from the second on each on a page of its own.

    Raises:
        WriteError: python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.oxml import parse_xml
    except ImportError as error:
        raise WriteError("Word needs python-docx: pip install python-docx") from error

    document = Document()
    _prepare(document, looks.headers)
    end: Any = document.element.body.sectPr
    titles = []
    for place, sheet in enumerate(sheets):
        titles.append(clean(sheet.title))
        for part in (_title(sheet.title, further=place > 0), _table(sheet)):
            end.addprevious(parse_xml(part))
    end.addprevious(parse_xml(_last_paragraph()))
    about = document.core_properties
    about.title = titles[0][:255] if titles else ""
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = CREATED
    file = BytesIO()
    document.save(file)
    yield without_clock(file.getvalue())


def _prepare(document: WordDocument, headers: Headers) -> None:
    """The paper, the styles, and the number of the page below."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_WIDE), Twips(_HIGH)
    section.left_margin = section.right_margin = Twips(_SIDE)
    section.top_margin = section.bottom_margin = Twips(_ENDS)
    section.footer_distance = Twips(_ENDS // 2)
    _styles(document)
    _fonts(document)
    footer: Any = section.footer.paragraphs[0]
    footer.alignment = 1
    for piece in _FIELD.split(word("page", headers)):
        if piece in _FIELDS:
            _field(footer, _FIELDS[piece])
        elif piece:
            footer.add_run(piece)


def _styles(document: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles: Any = document.styles
    language = styles.element.find(f".//{{{_W}}}lang")
    language.set(f"{{{_W}}}val", "en-US")
    # By the language lines are broken: none begins with 、 or 。.
    language.set(f"{{{_W}}}eastAsia", "zh-CN")
    _set(styles["Normal"], _BODY, _SIZE)
    for name, font, size, leading in (
        (_CELL, _BODY, _SIZE, _LEADING),
        (_HEADING, _HEAVY, _SIZE, _LEADING),
        (_NAME, _TITLE, _TITLE_SIZE, _TITLE_LEADING),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set(style, font, size)
        style.paragraph_format.line_spacing = Pt(leading)
        style.paragraph_format.space_after = 0
    styles[_HEADING].paragraph_format.alignment = 1
    title = styles[_NAME].paragraph_format
    title.alignment, title.keep_with_next, title.space_after = 1, True, Pt(_SIZE)
    # In the outline of the document a title is a heading.
    level = styles[_NAME].element.get_or_add_pPr()
    level.append(level.makeelement(f"{{{_W}}}outlineLvl", {f"{{{_W}}}val": "0"}))


def _set(style: ParagraphStyle, font: str, size: float) -> None:
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.name = _LATIN
    element: Any = style.element
    fonts = element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(f"{{{_W}}}eastAsia", font)
    fonts.set(f"{{{_W}}}cs", _LATIN)


def _fonts(document: WordDocument) -> None:
    """Say which font stands for another that a machine has not."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for font, instead in _INSTEAD.items():
        table.append(parse_xml(f'<w:font xmlns:w="{_W}" w:name="{font}"><w:altName w:val="{instead}"/></w:font>'))
    part._blob = serialize_part_xml(table)


def _field(paragraph: Any, code: str) -> None:
    """What Word reckons, with 1 until it does."""
    from docx.oxml import parse_xml

    field = f'<w:fldSimple xmlns:w="{_W}" w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _title(text: str, *, further: bool) -> str:
    before = "<w:pageBreakBefore/>" if further else ""
    return f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="{_NAME}"/>{before}</w:pPr>{_run(text)}</w:p>'


def _last_paragraph() -> str:
    """Word wants one behind a table; it is so low that it never takes a page of its own."""
    return (
        f'<w:p xmlns:w="{_W}"><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _table(sheet: Sheet) -> str:
    rows = [[clean(str(cell)) for cell in row] for row in sheet.rows]
    widths = _widths(sheet.columns, rows)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in (("top", _ABOVE), ("left", _PADDING), ("bottom", _ABOVE), ("right", _PADDING))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    parts = [head, _heading_row(sheet, widths)]
    above: Sequence[str] = ()
    for place, row in enumerate(rows):
        parts.append(_row(sheet, row, above, widths, over=place in sheet.sections))
        above = row
    return "".join([*parts, "</w:tbl>"])


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column: codes as wide as they are, others as they may be, none narrower than its heading.

    What is too much then, or too little, is that of the widest.
    """
    half = _SIZE * _POINT / 2
    longest = [max((heights.columns(row[place]) for row in rows), default=0) + 1 for place in range(len(columns))]
    least = [min(heights.columns(column.heading) + 1, _MOST_HEADING) for column in columns]
    wanted = [
        max(min(wide, _MOST_CODE if column.kind == "code" else column.most or _MOST), narrow)
        for wide, narrow, column in zip(longest, least, columns, strict=True)
    ]
    fixed = [
        column.kind == "code" or wide <= narrow for column, wide, narrow in zip(columns, wanted, least, strict=True)
    ]
    room = _ROOM / half - 2 * _PADDING / half * len(columns)
    left = room - sum(wide for wide, stays in zip(wanted, fixed, strict=True) if stays)
    scale = left / max(sum(wide for wide, stays in zip(wanted, fixed, strict=True) if not stays), 1)
    widths = [
        wide if stays else max(wide * scale, narrow) for wide, narrow, stays in zip(wanted, least, fixed, strict=True)
    ]
    widest = max(range(len(widths)), key=widths.__getitem__, default=0)
    whole = [round(wide * half) + 2 * _PADDING for wide in widths]
    if whole:
        whole[widest] = max(whole[widest] + _ROOM - sum(whole), 4 * _PADDING)
    return whole


def _heading_row(sheet: Sheet, widths: Sequence[int]) -> str:
    cells = "".join(
        _cell(clean(heading), width, _HEADING) for heading, width in zip(sheet.headings, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(sheet: Sheet, row: Sequence[str], above: Sequence[str], widths: Sequence[int], *, over: bool) -> str:
    most = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
    keep = "" if most > _MOST_LINES else "<w:cantSplit/>"
    merged = _merged(sheet.joined, row, above)
    cells = [
        _cell(text, width, _CELL, over=over, merge=merged.get(place, ""), middle=column.kind != "text")
        for place, (text, width, column) in enumerate(zip(row, widths, sheet.columns, strict=True))
    ]
    return f"<w:tr><w:trPr>{keep}</w:trPr>{''.join(cells)}</w:tr>"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: a half character is half as wide as its size."""
    return heights.lines(text, max(int((width - 2 * _PADDING) / (_SIZE * _POINT / 2)), 2))


def _merged(joined: Sequence[int], row: Sequence[str], above: Sequence[str]) -> dict[int, str]:
    """Of each joined column how its cell stands to the one above: it begins anew, or goes on."""
    found = {}
    same = bool(above)
    for place in joined:
        same = same and bool(row[place]) and row[place] == above[place]
        found[place] = '<w:vMerge w:val="continue"/>' if same else '<w:vMerge w:val="restart"/>'
    return found


def _cell(text: str, width: int, style: str, *, over: bool = False, merge: str = "", middle: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if over or style == _HEADING else ""
    look = f'<w:pStyle w:val="{style}"/>'
    # A section stays with the first of its rows, headings with the first of all.
    look += "<w:keepNext/>" if over or style == _HEADING else ""
    look += '<w:jc w:val="center"/>' if middle else ""
    said = "" if "continue" in merge else text
    lines = "".join(f"<w:p><w:pPr>{look}</w:pPr>{_run(line, bold=over)}</w:p>" for line in said.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{lines}</w:tc>"
    )


def _run(text: str, *, bold: bool = False) -> str:
    if not text:
        return ""
    heavy = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{heavy}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
