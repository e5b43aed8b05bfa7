"""任务分解表: a row a task, which its offices fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fupin_extract.write import heights
from fupin_extract.write.handout import table_title
from fupin_extract.write.ledger.keyed import COLUMNS, PRINTED
from fupin_extract.write.ledger.ledger_page import FIRST_DAY, HEAD, Field, Formula, LedgerPage, PageLine, Style
from fupin_extract.write.ledger.wording import DONE, STATES, heading, word
from fupin_extract.write.notices import CELLS, last_day

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.records.notice import Notice
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.keyed import Ledger, LedgerRow
    from fupin_extract.write.ledger.ledger_page import Content

WIDTHS: dict[str, float] = {
    "number": 5,
    "level_1": 12,
    "level_2": 12,
    "task": 18,
    "content": 50,
    "lead_units": 14,
    "responsible_units": 18,
    "supporting_units": 14,
    "deadlines": 12,
    "due_by": 11,
    "targets": 20,
    "state": 10,
    "progress": 30,
    "problems": 30,
    "persons": 12,
    "remarks": 20,
    "supervising_units": 14,
    "duties": 50,
    "citations": 36,
    "extra": 50,
    "row_kind": 9,
    "file": 20,
    "link": 10,
    "check": 30,
    "key": 18,
    "index": 18,
}
# As wide is the column of texts where one of them would not go in otherwise.
WIDE = 76
# Where no row has one of these, its column is narrow.
_NARROW = 9
_MAY_BE_EMPTY = ("level_1", "level_2", "lead_units", "responsible_units", "supporting_units", "deadlines", "targets")
_STYLES: dict[str, Style] = {"number": "number", "due_by": "day", "state": "short", "row_kind": "short", "link": "link"}
_HIDDEN = ("key", "index")
# What an office writes: of a printed table what stands under such a heading.
_WRITTEN = ("progress", "problems", "remarks")
_KEPT = COLUMNS.index("content")
_RED, _YELLOW, _GREEN = "#FFC7CE", "#FFEB9C", "#E2EFDA"


def page(ledger: Ledger, checks: Mapping[str, str]) -> LedgerPage:
    """The sheet; ``checks`` says by key what of a row is to be checked."""
    lines = [_line(ledger, row, checks) for row in ledger.rows]
    filled = {name for place, name in enumerate(COLUMNS) if any(line.cells[place] for line in lines)}
    widths = WIDTHS | {name: _NARROW for name in _MAY_BE_EMPTY if name not in filled}
    texts = (row.task.text for row in ledger.rows if row.task)
    if not all(heights.fits(text, WIDTHS["content"], heights.SIZES[-1]) for text in texts):
        widths["content"] = WIDE
    return sheet_of(lines, widths, word("tasks", ledger.headers), _title(ledger), ledger.headers)


def sheet_of(
    lines: Iterable[PageLine], widths: Mapping[str, float], name: str, title: str, headers: Headers
) -> LedgerPage:
    """A sheet of lines that are there already, or are fetched as they are drawn."""
    fields = [
        Field(heading(column, headers), widths[column], _STYLES.get(column, "text"), column in _HIDDEN)
        for column in COLUMNS
    ]
    return LedgerPage(
        name,
        title,
        word("filled_in", headers),
        fields,
        lines,
        printed=len(PRINTED),
        kept=_KEPT,
        repeats=[COLUMNS.index("level_1"), COLUMNS.index("level_2")],
    )


def finish(sheet: Worksheet, book: Workbook, headers: Headers, rows: int) -> None:
    """What may be chosen as a state; the colours of days that are near or past, and of what is done."""
    first, last = HEAD + 1, HEAD + max(rows, 1)
    letter = {name: chr(ord("A") + place) for place, name in enumerate(COLUMNS)}
    state, due = f"${letter['state']}{first}", f"${letter['due_by']}{first}"
    done = ",".join(f'{state}="{word(name, headers)}"' for name in DONE)
    waits = f"AND(ISNUMBER({due}),NOT(OR({done}))"
    near = word("warn_name", headers)
    for columns, test, look in (
        ("due_by", f"={waits},{due}<TODAY())", {"bg_color": _RED}),
        ("due_by", f"={waits},{due}>=TODAY(),{due}-TODAY()<={near})", {"bg_color": _YELLOW}),
        ("state", f'={state}="{word("overdue", headers)}"', {"bg_color": _RED}),
        ("state", f"=OR({done})", {"bg_color": _GREEN}),
    ):
        cells = f"{letter[columns]}{first}:{letter[columns]}{last}"
        rule = {"type": "formula", "criteria": test, "format": book.add_format(look)}
        sheet.conditional_format(cells, rule)
    choice: dict[str, Any] = {"validate": "list", "source": [word(name, headers) for name in STATES]}
    sheet.data_validation(f"{letter['state']}{first}:{letter['state']}{last}", choice)
    sheet.data_validation(
        f"{letter['due_by']}{first}:{letter['due_by']}{last}",
        {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_type": "warning", "ignore_blank": True},
    )


def _title(ledger: Ledger) -> str:
    if len(ledger.notices) != 1:
        return word("several", ledger.headers, count=len(ledger.notices))
    return table_title(ledger.notices[0], ledger.headers)


def _line(ledger: Ledger, row: LedgerRow, checks: Mapping[str, str]) -> PageLine:
    task = row.task
    if task is None:
        return notice_line(row.notice, row.key, ledger.headers)
    own: dict[str, Content] = {
        "number": row.number,
        "content": task.text,
        "due_by": last_day(task.deadlines),
        "state": word(STATES[0], ledger.headers) if row.number else "",
        "row_kind": word(row.kind, ledger.headers),
        "link": ledger.to_clause(row.place, task.id),
        "check": checks.get(row.key, ""),
        "key": row.key,
    }
    for name in _WRITTEN:
        own[name] = task.extra.get(heading(name, "zh"), "")
    cells: list[Content] = [own[name] if name in own else CELLS[name](row.notice, task) for name in COLUMNS[:-1]]
    return PageLine([*cells, _index(row.line, cells)], "section" if row.kind == "section" else "plain")


def notice_line(notice: Notice, key: str, headers: Headers) -> PageLine:
    """The row that stands over all rows of a notice."""
    few = {
        "level_1": notice.metadata.title or notice.source.path or "",
        "row_kind": word("notice", headers),
        "key": key,
    }
    return PageLine([few.get(column) for column in COLUMNS], "notice")


def _index(line: int, cells: list[Content]) -> Formula:
    """The offices of a row between marks, by which they are counted: it follows what is changed in the row."""
    lead, responsible, supporting = (
        f"{chr(ord('A') + COLUMNS.index(name))}{line}"
        for name in ("lead_units", "responsible_units", "supporting_units")
    )
    texts = [cells[COLUMNS.index(name)] for name in ("lead_units", "responsible_units", "supporting_units")]
    return Formula(
        f'="、"&{lead}&"、|、"&{responsible}&"、"&{supporting}&"、"',
        f"、{texts[0]}、|、{texts[1]}、{texts[2]}、",
    )
