"""Pages → sheets of a workbook: formats, heights, what stays when one scrolls, how it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from fupin_extract.errors import WriteError
from fupin_extract.write import heights
from fupin_extract.write.formats.xlsx import BODY, HEADING, HEAVY, MOST_ROWS, clean, fit, for_printing, forget_row
from fupin_extract.write.ledger.ledger_page import FIRST_DAY, HEAD, Formula
from fupin_extract.write.ledger.wording import word

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.ledger_page import Content, Field, LedgerPage, Look, Style

_MIDDLE = {"valign": "vcenter"}
_STYLES: dict[Style, dict[str, Any]] = {
    "text": {"text_wrap": True, "align": "left"},
    "short": {"text_wrap": True, "align": "center"},
    "number": {"align": "center"},
    "percent": {"align": "center", "num_format": "0.0%"},
    "day": {"align": "center", "num_format": "yyyy-mm-dd"},
    "link": {"align": "center", "font_color": "#0563C1", "underline": 1},
}
_LOOKS: dict[Look, dict[str, Any]] = {
    "plain": {},
    "new": {"bg_color": "#E2EFDA"},
    "changed": {"bg_color": "#FFF2CC"},
    "section": {"bold": True, "bg_color": "#F2F2F2"},
    "notice": {"bold": True, "bg_color": "#DDEBF7"},
}
_TITLE_SIZE, _BAND = 16, 20
_TITLE = {"font_name": HEAVY, "font_size": _TITLE_SIZE, "align": "center", "text_wrap": True}
# The heading of a column that people fill in.
_TO_FILL = {"bg_color": "#FFE699"}
_GREY = {"font_color": "#A6A6A6"}


class Printer:
    """Draws pages in a workbook, and makes each format once."""

    def __init__(self, book: Workbook, headers: Headers) -> None:
        self._book = book
        self._headers = headers
        self._formats: dict[tuple[Style, Look, int], Format] = {}

    def draw(self, page: LedgerPage) -> Worksheet:
        """The page as the next sheet.

        Raises:
            WriteError: it has more lines than a sheet holds.
        """
        sheet = self._book.add_worksheet(page.name)
        printed = page.printed or sum(not field.hidden for field in page.fields)
        for column, field in enumerate(page.fields):
            sheet.set_column(column, column, field.width, None, {"hidden": True} if field.hidden else {})
        self._head(sheet, page, printed)
        last = self._fill(sheet, page)
        self._grey(sheet, page, max(last, HEAD))
        sheet.freeze_panes(HEAD, page.kept)
        if page.filtered:
            sheet.autofilter(HEAD - 1, 0, max(last, HEAD), len(page.fields) - 1)
        for_printing(sheet, heading=HEAD - 1)
        sheet.center_horizontally()
        sheet.print_area(0, 0, max(last, HEAD - 1), printed - 1)
        sheet.set_footer(f"&C{word('page', self._headers)}")
        return sheet

    def _head(self, sheet: Worksheet, page: LedgerPage, printed: int) -> None:
        wide = sum(field.width for field in page.fields[:printed])
        title = self._book.add_format(_TITLE | _MIDDLE)
        note = self._book.add_format({"font_name": BODY, "font_size": heights.SIZES[0], "text_wrap": True} | _MIDDLE)
        heading = self._book.add_format(HEADING)
        for row, (text, size, look) in enumerate(
            ((page.title, _TITLE_SIZE, title), (page.note, heights.SIZES[0], note))
        ):
            text = heights.cut_to(fit(text), heights.room(wide, size), heights.most_lines(size), "…")
            lines = heights.lines(text, heights.room(wide, size))
            sheet.set_row(row, heights.height(lines, size) + 4)
            if printed > 1:
                sheet.merge_range(row, 0, row, printed - 1, "", look)
            sheet.write_string(row, 0, text, look)
        rooms = [heights.room(field.width - 2 * page.filtered, heights.SIZES[0]) for field in page.fields]
        # Two lines at least, so that the arrow of the filter does not stand on the heading.
        most = max(2, *(heights.lines(field.heading, room) for field, room in zip(page.fields, rooms, strict=True)))
        sheet.set_row(HEAD - 1, heights.height(most, heights.SIZES[0]) + 4)
        filled = self._book.add_format(HEADING | _TO_FILL)
        for column, field in enumerate(page.fields):
            sheet.write_string(HEAD - 1, column, field.heading, filled if field.to_fill else heading)

    def _grey(self, sheet: Worksheet, page: LedgerPage, last: int) -> None:
        """Grey what is the same as above, rather than merge it: so the lines can be sorted and filtered."""
        same: list[str] = []
        for column in page.repeats:
            letter = chr(ord("A") + column)
            same.append(f'${letter}{HEAD + 1}<>"",${letter}{HEAD + 1}=${letter}{HEAD}')
            rule = {"type": "formula", "criteria": f"=AND({','.join(same)})", "format": self._book.add_format(_GREY)}
            sheet.conditional_format(HEAD, column, last, column, rule)

    def _fill(self, sheet: Worksheet, page: LedgerPage) -> int:
        """Write the lines below the headings; the number of the last row."""
        measure = _Measure(page.fields, "" if page.whole else word("goes_on", self._headers))
        normal: dict[Look, list[Format]] = {}
        row = HEAD - 1
        for row, line in enumerate(page.lines, HEAD):
            if row >= MOST_ROWS:
                raise WriteError("{sheet}: more rows than a sheet holds: write fewer notices, or CSV", sheet=page.name)
            if line.look not in normal:
                normal[line.look] = [self._format(field.style, line.look) for field in page.fields]
            formats = normal[line.look]
            cells = [fit(cell) if type(cell) is str and cell else cell for cell in line.cells]
            if line.look == "notice":
                sheet.set_row(row, _BAND)
            else:
                high, small = measure.of(cells)
                sheet.set_row(row, high)
                if small:
                    formats = list(formats)
                    for place, size in small.items():
                        formats[place] = self._format(page.fields[place].style, line.look, size)
            _write(sheet, row, cells, formats, bare=line.look == "notice")
            forget_row(sheet, row - 1)
        return row

    def _format(self, style: Style, look: Look, size: int = heights.SIZES[0]) -> Format:
        key = (style, look, size)
        if key not in self._formats:
            shape = {"font_name": BODY, "font_size": size, **_MIDDLE, **_STYLES[style], **_LOOKS[look]}
            if look == "notice":  # its title runs on over the empty cells beside it
                shape |= {"text_wrap": False, "align": "left"}
            else:
                shape |= {"border": 1}
            self._formats[key] = self._book.add_format(shape)
        return self._formats[key]


class _Measure:
    """How high lines have to be, and in which size of type what stands in them goes in."""

    def __init__(self, fields: Sequence[Field], ending: str) -> None:
        self._widths = [field.width for field in fields]
        shown = [place for place, field in enumerate(fields) if not field.hidden]
        self._rooms = [(place, heights.room(fields[place].width, heights.SIZES[0])) for place in shown]
        self._ending = ending

    def of(self, cells: list[Content]) -> tuple[float, dict[int, int]]:
        """The height of the row, and the sizes of what goes in only in a smaller one.

        What never does is cut, unless it is to stay whole.
        """
        most = 1
        for place, room in self._rooms:
            cell = cells[place]
            if type(cell) is str and (len(cell) * 2 > room or "\n" in cell):
                most = max(most, heights.lines(cell, room))
        high = heights.height(most, heights.SIZES[0])
        return (high, {}) if high <= heights.MOST else (heights.MOST, self._smaller(cells))

    def _smaller(self, cells: list[Content]) -> dict[int, int]:
        sizes = {}
        for place, _ in self._rooms:
            cell, width = cells[place], self._widths[place]
            if type(cell) is str and not heights.fits(cell, width, heights.SIZES[0]):
                size = next((size for size in heights.SIZES if heights.fits(cell, width, size)), heights.SIZES[-1])
                if self._ending:
                    most = heights.most_lines(size)
                    cells[place] = heights.cut_to(cell, heights.room(width, size), most, self._ending)
                sizes[place] = size
        return sizes


def _write(sheet: Worksheet, row: int, cells: Sequence[Content], formats: Sequence[Format], bare: bool) -> None:
    """The cells of a row, empty ones too, unless ``bare``, for their borders."""
    for column, cell in enumerate(cells):
        look = formats[column]
        if cell is None or cell == "":
            if not bare:
                sheet.write_blank(row, column, None, look)
        elif type(cell) is str:
            sheet.write_string(row, column, cell, look)
        elif isinstance(cell, Formula):
            value = fit(cell.value) if isinstance(cell.value, str) else cell.value
            sheet.write_formula(row, column, clean(cell.text), look, value)
        elif isinstance(cell, dt.date):
            if cell < FIRST_DAY:
                sheet.write_string(row, column, cell.isoformat(), look)
            else:
                sheet.write_datetime(row, column, cell, look)
        elif isinstance(cell, (int, float)) and isfinite(cell):
            sheet.write_number(row, column, cell, look)
        else:
            sheet.write_string(row, column, str(cell), look)
