"""Notices → the rows of the ledger, each with its number, its key and its place: what the sheets refer to.

A key is ``3f2a9c1e:2.1.1``: the beginning of the file's sha256, and the id of the task. It stays with its row however
the sheet is sorted, and finds it again in another workbook.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from fupin_extract.records.once import told_once
from fupin_extract.write.ledger.choices import letter
from fupin_extract.write.ledger.ledger_page import HEAD, MOST_LITERAL, Formula, link, quoted, string
from fupin_extract.write.ledger.wording import STATES, word

if TYPE_CHECKING:
    from fupin_extract.records.notice import Clause, Notice, Task
    from fupin_extract.records.offices import UnitsView
    from fupin_extract.text.span import Span
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.carried import Carried
    from fupin_extract.write.registry import Looks

Placed = TypeVar("Placed", "Task", "Clause")

# The columns of the sheet of tasks; the first twelve are printed.
PRINTED = (
    *("number", "level_1", "level_2", "task", "content"),
    *("lead_units", "responsible_units", "supporting_units", "deadlines", "due_by", "targets", "state"),
)
BEYOND = (
    *("progress", "problems", "persons", "remarks", "supervising_units", "duties", "citations", "extra"),
    *("row_kind", "file", "link", "check", "key"),
)
COLUMNS = PRINTED + BEYOND


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of the ledger: a task with its number, or a section or a notice, which have none.

    ``place`` is that of the notice among those of the ledger, ``line`` the row of the sheet.
    """

    place: int
    notice: Notice
    task: Task | None
    kind: str
    key: str
    line: int
    number: int | None = None


@dataclass(slots=True)
class Ledger:
    """The rows, and where what they were read from stands: ``clauses`` are rows of the sheet of clauses."""

    headers: Headers
    notices: Sequence[Notice]
    views: Sequence[UnitsView]
    rows: list[LedgerRow] = field(default_factory=list)
    # By the place of the notice, and the id of a task or of a clause.
    by_task: dict[tuple[int, str], LedgerRow] = field(default_factory=dict)
    clauses: dict[tuple[int, str], int] = field(default_factory=dict)
    carried: Carried | None = None
    _cells: dict[str, str] = field(default_factory=dict)

    def state(self, row: LedgerRow) -> str:
        """The state of a task: that which it had, or that it is not begun."""
        before = self.carried.cells.get(row.task.id, {}).get("state") if self.carried and row.task else None
        return str(before or word(STATES[0], self.headers))

    def cells(self, column: str) -> str:
        """The cells of a column of the tasks, as they stand in a formula."""
        known = self._cells.get(column)
        if known is None:
            known = self._cells[column] = self._reference(column)
        return known

    def _reference(self, column: str) -> str:
        """The whole column: what people add below is in it."""
        if column == "index":
            return f"{quoted(word('index', self.headers))}!$A:$A"
        name = letter(COLUMNS.index(column))
        return f"{quoted(word('tasks', self.headers))}!${name}:${name}"

    def found(self, key: str) -> str:
        """The row of a key in the sheet of tasks, as it stands in a formula."""
        return f"MATCH({string(key)},{self.cells('key')},0)"

    def to_task(self, place: int, task: str) -> Formula | None:
        """A link to a task, wherever it has been sorted to, under its number."""
        row = self.by_task.get((place, task))
        if row is None:
            return None
        sheet = string(f"#{quoted(word('tasks', self.headers))}!A")
        shown = row.number or string(task)
        return Formula(f"=HYPERLINK({sheet}&{self.found(row.key)},{shown})", row.number or task)

    def to_clause(self, place: int, clause: str) -> Formula | None:
        """A link to a clause, under its id."""
        row = self.clauses.get((place, clause))
        return link(word("clauses", self.headers), row, clause) if row and len(clause) < MOST_LITERAL else None


def keyed(content: Iterable[tuple[Notice, UnitsView]], looks: Looks, carried: Carried | None = None) -> Ledger:
    """The rows of notices, sections before their tasks; of several notices each under a row of its own.

    What is ``carried`` over from a ledger is told of one notice.
    """
    pairs = list(content)
    ledger = Ledger(looks.headers, [notice for notice, _ in pairs], [view for _, view in pairs], carried=carried)
    keys = carried.keys if carried else {}
    number = 0
    used: dict[str, int] = {}
    for place, notice in enumerate(ledger.notices):
        file = notice.source.sha256[:8]
        used[file] = used.get(file, 0) + 1
        if used[file] > 1:  # the same file again
            file = f"{file}-{used[file]}"
        if len(pairs) > 1:
            ledger.rows.append(LedgerRow(place, notice, None, "notice", f"{file}:", HEAD + 1 + len(ledger.rows)))
        sections = {id(section) for section in notice.sections}
        tasks = [*notice.sections, *told_once(notice.tasks)]
        for task in sorted(tasks, key=lambda row: row.span[0]) if sections else tasks:
            if task.kind == "overview" and not looks.all_rows:
                continue
            section = id(task) in sections
            number += not section
            row = LedgerRow(
                place,
                notice,
                task,
                "section" if section else task.kind,
                keys.get(task.id) or f"{file}:{task.id}",
                HEAD + 1 + len(ledger.rows),
                None if section else number,
            )
            ledger.rows.append(row)
            if len(row.key) < MOST_LITERAL:
                ledger.by_task[place, task.id] = row
    return ledger


def around(records: Sequence[Placed], span: Span) -> Placed | None:
    """The innermost of records, which are in the order of the text, in which a place is."""
    place = bisect_right(records, span[0], key=lambda record: record.span[0]) - 1
    return records[place] if place >= 0 and span[0] < max(records[place].span[1], span[0] + 1) else None
