"""Rows that are lines with a sign between cells: a tab, as a sheet gives when it is copied, or a comma (CSV)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fupin_extract.read.text_tables.heading_words import NUMBER
from fupin_extract.read.text_tables.shape import Seeker, TableLines, is_heading, is_table, row_of, trimmed, written
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

# A cell in quotation marks may go on over lines, but no further than this.
_LONGEST_QUOTED = 5_000
# Nor has the first line of a CSV, a heading or the title over it, more characters, all in all or before the first sign.
_LONGEST_LINE, _LONGEST_FIRST = 1_000, 60
# A line without tabs between rows is the heading of a section, if it is short.
_LONGEST_SECTION = 40
# What stands in a column of numbers; a row goes on over no more lines.
_NUMBER, _MOST_GONE_ON = compiled(r"\d{1,3}"), 20
# What a later item of a list begins with.
_LATER = compiled(r"[2-9][.．、](?!\d)|[（(][2-9二三四五六七八九][）)]|[②-⑨]")
# What no cell of a CSV ends with or holds, unless it is quoted: prose is cut by commas too.
_PROSE = compiled("[。；！？]|[，、：:]$")


@cache
def _field(sign: str) -> re.Pattern[str]:
    quoted = rf'[ \u3000]*"((?:[^"]|""){{0,{_LONGEST_QUOTED}}}+)"[ \u3000]*(?={sign}|[\r\n]|\Z)'
    return re.compile(rf"{quoted}|([^{sign}\r\n]*)")


def find_tabbed(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of lines with the same number of tabs; cells that are blank at the end of a line may lack theirs."""
    seeker, at = Seeker(text, lines, "\t"), 0
    while (at := seeker.line(at)) < len(lines):
        if text.find("\t", *trimmed(text, lines[at])) < 0:
            at += 1
            continue
        records, last = _tabbed(text, lines, at)
        width = max(len(fields) for fields in records)
        rows = tuple(row_of(text, _filled(fields, width), row) for row, fields in enumerate(records))
        if is_table(text, rows):
            yield TableLines(at, last, rows)
        at = last


def _tabbed(text: str, lines: Sequence[Span], first: int) -> tuple[list[list[Span]], int]:
    fields, at = _record(text, lines, first, "\t")
    records, width = [fields], len(fields)
    numbered = NUMBER.fullmatch(text, *trimmed(text, fields[0])) is not None
    while at < len(lines):
        fields, after = _record(text, lines, at, "\t")
        if len(fields) < width:
            fields, after = _gone_on(text, lines, fields, after, width, numbered=numbered)
        while len(fields) > width and trimmed(text, fields[-1])[0] == fields[-1][1]:
            fields.pop()
        short = len(fields) == 1 and not _section(text, lines, at, width)
        if len(fields) > width or short:
            break
        records.append(fields)
        at = after
    return records, at


def _gone_on(
    text: str, lines: Sequence[Span], fields: list[Span], at: int, width: int, *, numbered: bool
) -> tuple[list[Span], int]:
    """A row with the lines that its cells go on in, and the line behind, if they fill it; else what it is.

    A cell of two lines is copied from Word as it stands: 县农业农村局 / 县水利局 and a tab. That it goes on is told by
    the numbers of the rows, or by those of what a cell lists (2.…).
    """
    if numbered and not _NUMBER.fullmatch(text, *trimmed(text, fields[0])):
        return fields, at
    whole, after = list(fields), at
    while len(whole) < width and after < len(lines) and after - at < _MOST_GONE_ON:
        more, behind = _record(text, lines, after, "\t")
        begin = trimmed(text, more[0])
        if begin[0] == begin[1] or not (_LATER.match(text, *begin) or (numbered and not _NUMBER.match(text, *begin))):
            break
        whole, after = [*whole[:-1], (whole[-1][0], more[0][1]), *more[1:]], behind
    return (whole, after) if len(whole) == width else (fields, at)


def _section(text: str, lines: Sequence[Span], at: int, width: int) -> bool:
    """Whether a line without tabs stands between two rows, as the heading of a section does."""
    start, end = trimmed(text, lines[at])
    if not 0 < end - start <= _LONGEST_SECTION or at + 1 == len(lines):
        return False
    return len(_record(text, lines, at + 1, "\t")[0]) == width


def _filled(fields: list[Span], width: int) -> list[Span]:
    end = fields[-1][1]
    return fields + [(end, end)] * (width - len(fields))


def find_commas(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of a CSV, as it is written where a comma is no sign of decimals."""
    return _find_csv(text, lines, ",")


def find_semicolons(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of a CSV with semicolons between cells."""
    return _find_csv(text, lines, ";")


def _find_csv(text: str, lines: Sequence[Span], sign: str) -> Iterator[TableLines]:
    """Tables of lines with the same number of signs. Only below a heading: prose has commas too."""
    seeker, at = Seeker(text, lines, sign), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        if _begins(text, lines[at], sign):
            records, end = _csv(text, lines, at, sign)
            rows = tuple(row_of(text, fields, row) for row, fields in enumerate(records))
            quoted = text.find('"', lines[at][0], lines[end - 1][1]) >= 0
            whole = at == 0 and all(start == stop for start, stop in lines[end:])
            enough = len(rows) > (1 if quoted or whole else 2)
            heading = next(
                (cells for cells in (written(text, row) for row in rows[:5]) if 2 * len(cells) > len(rows[0])), []
            )
            if enough and is_heading(heading) and is_table(text, rows):
                yield TableLines(at, end, rows)
                last = end
        at = last


def _begins(text: str, line: Span, sign: str) -> bool:
    start, end = line
    return (
        text.find(sign, start, min(end, start + _LONGEST_FIRST)) >= 0
        and end - start < _LONGEST_LINE
        and text.count(sign, start, end) > 1
        and (text[end - 1] not in "。；：:;.," or text[end - 1] == sign)
        and (text.find("。", start, end) < 0 or text.find('"', start, end) >= 0)
    )


def _csv(text: str, lines: Sequence[Span], first: int, sign: str) -> tuple[list[list[Span]], int]:
    records: list[list[Span]] = []
    at = first
    while at < len(lines):
        fields, after = _record(text, lines, at, sign)
        if (records and len(fields) != len(records[0])) or any(_prose(text, field) for field in fields):
            break
        records.append(fields)
        at = after
    return records, max(at, first + 1)


def _prose(text: str, field: Span) -> bool:
    start, end = field
    quoted = start > 0 and text[start - 1] == '"'
    return not quoted and _PROSE.search(text, start, end) is not None


def _record(text: str, lines: Sequence[Span], at: int, sign: str) -> tuple[list[Span], int]:
    """The places of the cells of a row that begins with a line, and the line after it."""
    field = _field(sign)
    fields: list[Span] = []
    place = lines[at][0]
    while True:
        found = field.match(text, place, lines[-1][1])
        assert found is not None  # an empty cell is one
        fields.append(found.span(1) if found[1] is not None else found.span(2))
        place = found.end()
        if text[place : place + 1] != sign or place >= lines[-1][1]:
            break
        place += 1
    while at < len(lines) and lines[at][1] < place:
        at += 1
    return fields, at + 1
