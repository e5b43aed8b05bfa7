"""What goes into each column of a form, and what stands there for a task."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.records.notice import UNIT_FIELDS, units_by_role
from fupin_extract.write import labels
from fupin_extract.write.ledger.wording import heading
from fupin_extract.write.notices import CELLS, last_day
from fupin_extract.write.sheets import listed

if TYPE_CHECKING:
    from fupin_extract.records.blank_form import FormColumn
    from fupin_extract.records.notice import Task, UnitRole
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.keyed import LedgerRow

Value = str | int | dt.date | None

# Columns that are known by the headings of our own ledger, before any rule is asked.
_OWN = (
    *("number", "level_1", "level_2", "task", "content", "deadlines", "due_by", "targets", "persons"),
    *UNIT_FIELDS.values(),
    *("duties", "citations", "file", "key", "state", "progress", "problems", "remarks"),
)
# What an office writes itself: nobody has to be told that it is empty.
WRITTEN = ("state", "progress", "problems", "remarks")
_HELD: dict[str, str] = {
    "number": "number",
    "target": "targets",
    "time": "deadlines",
    "person": "persons",
    **{str(role): str(name) for role, name in UNIT_FIELDS.items()},
}
_NAMES = ("task", "text", "project")
# A role that has no column stands in that of another, the first of these that there is, and is named there.
_INSTEAD: tuple[UnitRole, ...] = ("responsible", "lead", "supporting")


def fields(columns: Sequence[FormColumn]) -> list[str]:
    """The field of each column; empty for one that nothing is known for.

    ``group`` is what stands next over a task; ``work`` is its title with its text, where they share a column. A column
    of units and persons is that of the units, where they have no other.
    """
    own = {heading(name, headers): name for name in _OWN for headers in ("zh", "en")}
    found = ["" if column.units else own.get(_last(column.heading), "") for column in columns]
    free = [place for place, name in enumerate(found) if not name]
    held = Counter(columns[place].holds for place in free)
    for place in free:
        name = _HELD.get(columns[place].holds, "")
        # Of several aims (一季度目标, 二季度目标) nobody knows which is meant; a person goes under his own label.
        several = name == "targets" and held["target"] > 1
        units = _HELD.get(columns[place].units, "")
        if units and units not in (*found, *(_HELD.get(column.holds) for column in columns)):
            name = units
        found[place] = name if name == "persons" or (name not in found and not several) else ""
    groups = [place for place in free if columns[place].holds == "group"]
    names = [place for place in free if columns[place].holds in _NAMES]
    if len(names) > 2 and not groups and "level_1" not in found:
        groups = [names.pop(0)]
    for place, name in zip(groups, ["group"] if len(groups) == 1 else ["level_1", "level_2"], strict=False):
        found[place] = name
    wanted = [name for name in ("task", "content") if name not in found]
    for place, name in zip(names, wanted, strict=False):
        found[place] = name
    return _together(found)


def _last(text: str) -> str:
    """The innermost of the headings over a column."""
    return text.rpartition("/")[2]


def _together(found: list[str]) -> list[str]:
    if "task" in found and "content" in found:
        return found
    return ["work" if name in ("task", "content") else name for name in found]


def _work(task: Task) -> str:
    """The title with the text behind it, as a notice prints them in one paragraph."""
    said = "。".join(part.rstrip("。") for part in (task.title, task.text) if part)
    return f"{said}。" if task.text.endswith("。") else said


def _day(task: Task) -> dt.date | None:
    """The day of a task that has one deadline; of several none says what the others do."""
    return last_day(task.deadlines) if len(task.deadlines) == 1 else None


_OF_ROW: dict[str, Callable[[LedgerRow, Task], Value]] = {
    "number": lambda row, _: row.number,
    "key": lambda row, _: row.key,
    "due_by": lambda _, task: last_day(task.deadlines),
    "day": lambda row, task: _day(task) or CELLS["deadlines"](row.notice, task),
    "content": lambda _, task: task.text,
    "work": lambda _, task: _work(task),
    "group": lambda _, task: next((title for title in reversed(task.path[:-1]) if title), ""),
}


class Writing:
    """What stands in the columns of a form for a row of the ledger."""

    def __init__(self, found: Sequence[str], columns: Sequence[FormColumn], headers: Headers) -> None:
        self._fields = found
        self._columns = columns
        self._headers = headers
        roles = [role for role, name in UNIT_FIELDS.items() if name in found]
        self._host = next((role for role in _INSTEAD if role in roles), None)
        self._persons = [
            _last(column.heading) for name, column in zip(found, columns, strict=True) if name == "persons"
        ]
        # Where units and persons share a column, these stand behind them.
        shared = [name for name, column in zip(found, columns, strict=True) if _HELD.get(column.units) == name]
        self._shared = shared if not self._persons else []
        self._guests = [role for role in UNIT_FIELDS if role not in roles and role != "supervising"]

    def row(self, row: LedgerRow) -> Iterator[Value]:
        """A value for each column; a notice over its tasks is a row with nothing but its title."""
        for name, column in zip(self._fields, self._columns, strict=True):
            yield self._value(name, row, row.task, _last(column.heading))

    def _value(self, name: str, row: LedgerRow, task: Task | None, text: str) -> Value:
        if task is None:
            over = "level_1" if "level_1" in self._fields else "group" if "group" in self._fields else "task"
            title = row.notice.metadata.title or row.notice.source.path or ""
            return title if name in (over, "work") else row.key if name == "key" else None
        if name in UNIT_FIELDS.values():
            return self._units(name, task)
        if name == "persons":
            return listed(person.name for person in task.persons if self._label(person.role) == text)
        own = _OF_ROW.get(name)
        if own is not None:
            return own(row, task)
        return CELLS[name](row.notice, task) if name in CELLS else task.extra.get(text, "")

    def _label(self, role: str) -> str:
        """The heading that a person goes under: the own label, else 责任人, else the first."""
        general = heading("persons", "zh")
        return next((text for text in (role, general) if text in self._persons), self._persons[0])

    def _units(self, name: str, task: Task) -> str:
        """The units of a role, and behind them those of roles that have no column, each by its role."""
        own = next(role for role, known in UNIT_FIELDS.items() if known == name)
        found: dict[str, list[str]] = {}
        for role, unit in units_by_role(task):
            if role == own or (own == self._host and role in self._guests):
                found.setdefault(role, []).append(unit.name)
        said = [(labels.word(labels.ROLES, role, self._headers), listed(names)) for role, names in found.items()]
        if list(found) == [own]:
            said = [("", listed(found[own]))]
        if name in self._shared and task.persons:
            said.append((heading("persons", self._headers), listed(person.name for person in task.persons)))
        return "；".join(f"{role}：{names}" if role else names for role, names in said)
