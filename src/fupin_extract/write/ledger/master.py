"""任务分解表: a row a task, which its offices fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_extract.write import heights
from fupin_extract.write.handout import table_title
from fupin_extract.write.ledger.choices import colours_and_choices
from fupin_extract.write.ledger.keyed import COLUMNS, PRINTED
from fupin_extract.write.ledger.ledger_page import Field, LedgerPage, Look, PageLine, Style
from fupin_extract.write.ledger.wording import STATES, heading, word
from fupin_extract.write.notices import CELLS, last_day

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.records.notice import Notice
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.carried import Carried
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
    "change": 10,
    "changed": 40,
    "reported": 24,
}
# As wide is the column of texts where one of them would not go in otherwise.
WIDE = 76
# Where no row has one of these, its column is narrow.
_NARROW = 9
_MAY_BE_EMPTY = ("level_1", "level_2", "lead_units", "responsible_units", "supporting_units", "deadlines", "targets")
_STYLES: dict[str, Style] = {"number": "number", "due_by": "day", "state": "short", "row_kind": "short", "link": "link"}
_HIDDEN = ("key",)
# What a ledger has that was made of another, and how wide a column is that people have added.
_CARRIED = ("change", "changed", "reported")
_BESIDE = 20
# What an office writes: of a printed table what stands under such a heading.
_WRITTEN = ("progress", "problems", "remarks")
_KEPT = COLUMNS.index("content")


def page(ledger: Ledger, checks: Mapping[str, str]) -> LedgerPage:
    """The sheet; ``checks`` says by key what of a row is to be checked."""
    lines = [_line(ledger, row, checks) for row in ledger.rows]
    lines += _kept(ledger)
    filled = {name for place, name in enumerate(COLUMNS) if any(line.cells[place] for line in lines)}
    widths = WIDTHS | {name: _NARROW for name in _MAY_BE_EMPTY if name not in filled}
    texts = (row.task.text for row in ledger.rows if row.task)
    if not all(heights.fits(text, WIDTHS["content"], heights.SIZES[-1]) for text in texts):
        widths["content"] = WIDE
    more = _more_fields(ledger.carried, ledger.headers) if ledger.carried else ()
    return sheet_of(lines, widths, word("tasks", ledger.headers), _title(ledger), ledger.headers, more)


def sheet_of(
    lines: Iterable[PageLine],
    widths: Mapping[str, float],
    name: str,
    title: str,
    headers: Headers,
    more: Sequence[Field] = (),
) -> LedgerPage:
    """A sheet of lines that are there already, or are fetched as they are drawn; ``more`` are columns behind ours."""
    fields = [
        Field(heading(column, headers), widths[column], _STYLES.get(column, "text"), column in _HIDDEN)
        for column in COLUMNS
    ]
    return LedgerPage(
        name,
        title,
        word("filled_in", headers),
        [*fields, *more],
        lines,
        printed=len(PRINTED),
        kept=_KEPT,
        repeats=[COLUMNS.index("level_1"), COLUMNS.index("level_2")],
    )


def finish(sheet: Worksheet, book: Workbook, headers: Headers, rows: int) -> None:
    """What may be chosen as a state, and colours."""
    places = {name: place for place, name in enumerate(COLUMNS)}
    colours_and_choices(sheet, book, places, rows, headers)


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
    carried = ledger.carried.cells.get(task.id, {}) if ledger.carried else {}
    if not row.number:
        carried = {}
    own |= {name: cell for name, cell in carried.items() if name in COLUMNS and name != "check"}
    own["check"] = "\n".join(str(text) for text in (own["check"], carried.get("check")) if text)
    cells: list[Content] = [own[name] if name in own else CELLS[name](row.notice, task) for name in COLUMNS]
    if ledger.carried:
        cells += _beside(ledger, ledger.carried, row, carried)
    return PageLine(cells, _look(ledger, row))


def notice_line(notice: Notice, key: str, headers: Headers) -> PageLine:
    """The row that stands over all rows of a notice."""
    few = {
        "level_1": notice.metadata.title or notice.source.path or "",
        "row_kind": word("notice", headers),
        "key": key,
    }
    return PageLine([few.get(column) for column in COLUMNS], "notice")


def _look(ledger: Ledger, row: LedgerRow) -> Look:
    if row.kind == "section" or not ledger.carried or not row.task:
        return "section" if row.kind == "section" else "plain"
    became = ledger.carried.became.get(row.task.id)
    return became if became in ("new", "changed") else "plain"


def _more_fields(carried: Carried, headers: Headers) -> list[Field]:
    own = [Field(heading(name, headers), WIDTHS[name]) for name in _CARRIED]
    return [*own, *(Field(text, _BESIDE) for text in carried.beside)]


def _beside(ledger: Ledger, carried: Carried, row: LedgerRow, cells: Mapping[str, Content]) -> list[Content]:
    """What is carried over in columns that a new ledger has not: what became of the task, what people have added."""
    task = row.task.id if row.task and row.number else ""
    became = carried.became.get(task)
    own = {
        "change": word(f"task_{became}", ledger.headers) if became else "",
        "changed": carried.changed.get(task, ""),
        "reported": cells.get("reported", ""),
    }
    return [*(own[name] for name in _CARRIED), *(texts.get(task, "") for texts in carried.beside.values())]


def _kept(ledger: Ledger) -> list[PageLine]:
    """The rows that people had added, below all others, with numbers that go on."""
    carried = ledger.carried
    lines = []
    for number, line in enumerate(carried.kept if carried else (), 1 + sum(bool(row.number) for row in ledger.rows)):
        texts: list[Content] = [number, *(line.get(name) for name in (*COLUMNS[1:], *_CARRIED))]
        lines.append(PageLine([*texts, *(line.get(text) for text in (carried.beside if carried else ()))]))
    return lines


def dropped(ledger: Ledger) -> list[LedgerPage]:
    """The tasks of the ledger before that the revised notice has no more, with all that stood there."""
    carried = ledger.carried
    if carried is None or not carried.dropped:
        return []
    headers = ledger.headers
    names = [name for name in (*COLUMNS, "reported") if name not in ("link", "check")]
    fields = [Field(heading(name, headers), WIDTHS[name], _STYLES.get(name, "text"), name in _HIDDEN) for name in names]
    fields += [Field(text, _BESIDE) for text in carried.beside]
    lines = [PageLine([line.get(name) for name in (*names, *carried.beside)]) for line in carried.dropped]
    return [
        LedgerPage(
            word("dropped", headers), word("dropped", headers), word("dropped_note", headers), fields, lines, kept=1
        )
    ]
