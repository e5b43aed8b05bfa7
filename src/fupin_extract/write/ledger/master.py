"""任务分解表: a row a task, which its offices fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fupin_extract.write import heights
from fupin_extract.write.handout import table_title
from fupin_extract.write.ledger.choices import colours_and_choices
from fupin_extract.write.ledger.keyed import COLUMNS, PRINTED, last_day
from fupin_extract.write.ledger.ledger_page import Field, LedgerPage, PageLine, Style
from fupin_extract.write.ledger.wording import STATES, heading, word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.write.ledger.keyed import Ledger, LedgerRow
    from fupin_extract.write.ledger.ledger_page import Content

_WIDTHS = {
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
}
# As wide is the column of texts where one of them would not go in otherwise.
_WIDE = 76
# Where no row has one of these, its column is narrow.
_NARROW = 9
_MAY_BE_EMPTY = ("level_1", "level_2", "lead_units", "responsible_units", "supporting_units", "deadlines", "targets")
_STYLES: dict[str, Style] = {"number": "number", "due_by": "day", "state": "short", "row_kind": "short", "link": "link"}
_HIDDEN = ("key",)
# What an office writes: of a printed table what stands under such a heading.
_WRITTEN = ("progress", "problems", "remarks")
_KEPT = COLUMNS.index("content")


def page(ledger: Ledger, checks: Mapping[str, str]) -> LedgerPage:
    """The sheet; ``checks`` says by key what of a row is to be checked."""
    lines = [_line(ledger, row, checks) for row in ledger.rows]
    filled = {name for place, name in enumerate(COLUMNS) if any(line.cells[place] for line in lines)}
    widths = _WIDTHS | {name: _NARROW for name in _MAY_BE_EMPTY if name not in filled}
    texts = (row.task.text for row in ledger.rows if row.task)
    if not all(heights.fits(text, _WIDTHS["content"], heights.SIZES[-1]) for text in texts):
        widths["content"] = _WIDE
    fields = [
        Field(
            heading(name, ledger.headers),
            widths[name],
            _STYLES.get(name, "text"),
            name in _HIDDEN,
        )
        for name in COLUMNS
    ]
    return LedgerPage(
        word("tasks", ledger.headers),
        _title(ledger),
        word("filled_in", ledger.headers),
        fields,
        lines,
        printed=len(PRINTED),
        kept=_KEPT,
        repeats=[COLUMNS.index("level_1"), COLUMNS.index("level_2")],
    )


def finish(sheet: Worksheet, book: Workbook, ledger: Ledger) -> None:
    """What may be chosen as a state, and colours."""
    places = {name: place for place, name in enumerate(COLUMNS)}
    colours_and_choices(sheet, book, places, len(ledger.rows), ledger.headers)


def _title(ledger: Ledger) -> str:
    if len(ledger.notices) != 1:
        return word("several", ledger.headers, count=len(ledger.notices))
    return table_title(ledger.notices[0], ledger.headers)


def _line(ledger: Ledger, row: LedgerRow, checks: Mapping[str, str]) -> PageLine:
    task = row.task
    if task is None:
        name = row.notice.metadata.title or row.notice.source.path or ""
        few = {"level_1": name, "row_kind": word(row.kind, ledger.headers), "key": row.key}
        return PageLine([few.get(column) for column in COLUMNS], "notice")
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
    cells: list[Content] = [own[name] if name in own else CELLS[name](row.notice, task) for name in COLUMNS]
    return PageLine(cells, "section" if row.kind == "section" else "plain")
