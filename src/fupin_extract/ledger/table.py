"""A workbook that people have filled in → the lines of its ledger, with where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from fupin_extract.errors import ReadError
from fupin_extract.ledger.columns_found import ROLE, exact, headed, plain
from fupin_extract.read.workbook import stored_sheets
from fupin_extract.read.workbook.sheet import StoredSheet
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.choices import letter
from fupin_extract.write.ledger.keyed import COLUMNS
from fupin_extract.write.ledger.sent import OFFICE, SIGN, SPLIT, TITLE
from fupin_extract.write.ledger.wording import both

# The headings of a ledger are looked for in so many rows, and so many of them make one.
_ROWS_LOOKED_AT = 40
_ENOUGH = 4
# A line without any of these is no task.
_TELLING = ("task", "content", "key", "number")
_KINDS = ("notice", "section")


@dataclass(slots=True)
class SheetLine:
    """A line of a ledger: its row, counted from 1, and its texts by the name of the column.

    ``beside`` are those of columns that people have added, by heading. A line that has no key has one of its text.
    """

    row: int
    values: dict[str, str]
    beside: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def key(self) -> str:
        """What it is known by."""
        return self["key"] or f"+{sha256(self.text.encode()).hexdigest()[:8]}"

    @property
    def text(self) -> str:
        """What it says is to be done, without blanks: by it a line is known whose key was lost."""
        return plain(self["task"] + self["content"])

    @property
    def is_task(self) -> bool:
        """Whether it is a task, rather than a section or the title of a notice."""
        return self["row_kind"] not in _over_tasks()


@dataclass(slots=True)
class Sent:
    """What was sent to an office: its name, how the ledger was split, and the texts of its lines by key."""

    office: str
    split: str
    title: str
    lines: dict[str, dict[str, str]]


@dataclass(slots=True)
class LedgerTable:
    """The ledger of a file: the sheet and the row of its headings, from 1; ``columns`` from 0, by name.

    ``changed`` are the headings that are not as we write them; ``added`` the columns that are none of ours.
    """

    file: str
    sheet: str
    head: int
    columns: dict[str, int]
    changed: dict[str, str]
    added: dict[int, str]
    lines: list[SheetLine]
    title: str
    filled_in_by: str
    facts: dict[str, str]
    sent: Sent | None = None
    sources: int = 1
    state_heading: str = ""
    # What an earlier revision has left of tasks that are no more.
    dropped: list[SheetLine] = field(default_factory=list)

    @property
    def headers(self) -> Headers:
        """The language of its headings."""
        return "en" if self.state_heading.isascii() else "zh"

    @property
    def tasks(self) -> list[SheetLine]:
        """The lines that are tasks."""
        return [line for line in self.lines if line.is_task]


def read_ledger(data: bytes, name: str) -> LedgerTable:
    """The ledger in a workbook (.xlsx, .xls, .et, .ods) of whatever program.

    Raises:
        ReadError: it is no workbook, it is damaged, or no sheet of it has the headings of a ledger.
    """
    sheets = stored_sheets(data, name)
    sent = next((found for sheet in sheets if (found := _sent(sheet))), None)
    others = [sheet for sheet in sheets if not _is_sent(sheet)]
    best, head = max(
        ((sheet, row) for sheet in others for row in sorted(sheet.cells)[:_ROWS_LOOKED_AT]),
        key=lambda place: exact(place[0].cells[place[1]].values()),
        default=(None, 0),
    )
    if best is None or exact(best.cells[head].values()) < _ENOUGH:
        raise ReadError(
            "{path}: no sheet has the headings of a ledger: give a workbook that parse -o or ledger split wrote",
            path=name,
        )
    heading = headed(best.cells[head])
    added = _added(best, head, heading.columns)
    above = [best.cells[row][column] for row in sorted(best.cells) if row < head for column in sorted(best.cells[row])]
    table = LedgerTable(
        name,
        best.name,
        head + 1,
        heading.columns,
        heading.changed,
        added,
        _lines(best, head, heading.columns, added),
        above[0].strip() if above and not _filled_in_by(above[:1]) else "",
        _filled_in_by(above),
        _facts(others),
        sent,
    )
    table.dropped = _dropped(others, best)
    table.state_heading = best.cells[head].get(heading.columns.get("state", -1), "状态")
    table.sources = sum(line["row_kind"] in both("notice") for line in table.lines) or 1
    return table


def _lines(sheet: StoredSheet, head: int, columns: Mapping[str, int], added: Mapping[int, str]) -> list[SheetLine]:
    lines = []
    for row in sorted(row for row in sheet.cells if row > head):
        cells = sheet.cells[row]
        values = {name: cells[column].strip() for name, column in columns.items() if column in cells}
        line = SheetLine(row + 1, values, {text: cells[c].strip() for c, text in added.items() if c in cells})
        if any(line[name] for name in _TELLING) and (line.text or line["key"]):
            lines.append(line)
    return lines


def _added(sheet: StoredSheet, head: int, columns: Mapping[str, int]) -> dict[int, str]:
    """The columns that are none of ours, by headings of their own, or where they have none by their letters."""
    below = {column for row, cells in sheet.cells.items() if row > head for column in cells}
    added: dict[int, str] = {}
    for column in sorted({*sheet.cells[head], *below} - set(columns.values())):
        text = sheet.cells[head].get(column, "").strip() or letter(column)
        added[column] = f"{text} {letter(column)}" if text in added.values() else text
    return added


def _dropped(sheets: Sequence[StoredSheet], best: StoredSheet) -> list[SheetLine]:
    sheet = next((each for each in sheets if each is not best and each.name.strip() in both("dropped")), None)
    if sheet is None:
        return []
    rows = sorted(sheet.cells)[:_ROWS_LOOKED_AT]
    head = max(rows, key=lambda row: exact(sheet.cells[row].values()))
    columns = headed(sheet.cells[head]).columns
    return _lines(sheet, head, columns, _added(sheet, head, columns))


def _over_tasks() -> frozenset[str]:
    return frozenset(text for kind in _KINDS for text in both(kind))


def _filled_in_by(texts: Sequence[str]) -> str:
    """The office that the line 填报单位：县教育局　填报日期：… names."""
    for text in texts:
        for label in both("filled_in_label"):
            _, found, behind = text.replace(":", "：").partition(f"{label}：")
            if found:
                name = behind.split("填报日期")[0].split("Date：")[0].strip(" \u3000_＿")
                return name.split("\u3000")[0].strip()
    return ""


def _facts(sheets: Sequence[StoredSheet]) -> dict[str, str]:
    """What the sheet 说明 says, by its labels."""
    about = next((sheet for sheet in sheets if sheet.name.strip() in both("about")), None)
    rows = about.cells.values() if about else ()
    return {cells[0].strip(): cells[1].strip() for cells in rows if 0 in cells and 1 in cells}


def _is_sent(sheet: StoredSheet) -> bool:
    return sheet.cells.get(0, {}).get(0) == SIGN


def _sent(sheet: StoredSheet) -> Sent | None:
    """What ``write.ledger.sent`` has laid down in an office's workbook."""
    if not _is_sent(sheet):
        return None
    facts = {cells.get(0, ""): cells.get(1, "") for row, cells in sheet.cells.items() if 0 < row < len(sheet.cells)}
    head = next((row for row in sorted(sheet.cells) if sheet.cells[row].get(0) == "key"), None)
    if head is None:
        return None
    names = {column: name for column, name in sheet.cells[head].items() if name in (*COLUMNS, ROLE)}
    lines = {}
    for row in sorted(row for row in sheet.cells if row > head):
        line = {names[column]: text.strip() for column, text in sheet.cells[row].items() if column in names}
        if "key" in line:
            lines[line["key"]] = line
    return Sent(facts.get(OFFICE, ""), facts.get(SPLIT, ""), facts.get(TITLE, ""), lines)
