"""The records of a ledger (台账) in its year: what offices sent back, and how far the tasks have got.

``file``, ``sheet`` and ``row`` say where something stands in a workbook; rows count from 1, as a spreadsheet has them.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from fupin_extract.records.notice import AdminLevel
from fupin_extract.records.record import Record

FindingCode = Literal[
    # of files
    "unread",
    "not_returned",
    "returned_twice",
    "file_strange",
    "office_renamed",
    "base_lost",
    # of a sheet
    "sheet_renamed",
    "heading_changed",
    "heading_missing",
    "column_added",
    "order_changed",
    # of rows
    "key_lost",
    "row_missing",
    "row_twice",
    "row_unknown",
    # of cells
    "day_as_text",
    "day_unread",
    "state_reworded",
    "state_unknown",
    "cleared",
    "not_theirs",
    "contradiction",
    "master_changed",
    # of a split
    "no_office",
    # of a revised notice
    "doubtful",
]


class Finding(Record):
    """What a person should know or look at; ``notable`` where it asks for an answer.

    ``number`` is that of the task in the ledger, ``column`` the name of a column; ``before`` and ``now`` are what is
    compared: as it was sent or is in the ledger, and as it came back.
    """

    code: FindingCode
    notable: bool = True
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    office: str | None = None
    number: str | None = None
    column: str | None = None
    before: str | None = None
    now: str | None = None


class TakenOver(Record):
    """A cell of the ledger that has changed, by what an office wrote at ``row`` of ``file``."""

    number: str
    key: str
    task: str
    column: str
    office: str
    before: str
    now: str
    file: str
    row: int


class Returned(Record):
    """An office that was sent tasks, the files that came back, and of its tasks how many have been answered."""

    office: str
    tasks: int
    answered: int = 0
    files: tuple[str, ...] = ()


class Collected(Record):
    """What a collection has brought: of each office, cell by cell, and what is to be looked at."""

    schema_version: Literal["1"] = "1"
    title: str
    offices: tuple[Returned, ...]
    taken: tuple[TakenOver, ...]
    findings: tuple[Finding, ...] = ()


class TrackedTask(Record):
    """A task as it stands on a day: ``days`` until it is due, negative where that is past, null without a day."""

    number: str
    key: str
    task: str
    offices: tuple[str, ...]
    deadline: str
    due: dt.date | None = None
    days: int | None = None
    state: str
    progress: str = ""
    problems: str = ""


class OfficeStanding(Record):
    """How far an office has got: ``leads`` of its ``tasks`` it leads, ``rate`` is the share done, from 0 to 1."""

    rank: int
    office: str
    level: AdminLevel | None = None
    tasks: int
    leads: int
    done: int
    rate: float
    under_way: int
    overdue: int
    due_soon: int
    problems: int


class LedgerReport(Record):
    """How far a ledger has got on a day (通报); ``within`` are the days in which what is due soon is due.

    ``states`` counts the tasks by state, with the English name of the state. Offices stand by their share done.
    """

    schema_version: Literal["1"] = "1"
    title: str
    on: dt.date
    within: int
    tasks: int
    done: int
    rate: float
    states: dict[str, int]
    offices: tuple[OfficeStanding, ...]
    overdue: tuple[TrackedTask, ...]
    due_soon: tuple[TrackedTask, ...]
    problems: tuple[TrackedTask, ...]
    without_office: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class CarriedTask(Record):
    """A task of a revised ledger: ``change`` says what became of it, ``fields`` which columns differ.

    ``number`` is that in the new ledger, null of a dropped one; ``before`` those of the old.
    """

    change: Literal["same", "changed", "new", "dropped", "kept"]
    task: str
    number: str | None = None
    before: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Revised(Record):
    """What a revised notice made of a ledger, task by task: ``kept`` are rows that people had added."""

    schema_version: Literal["1"] = "1"
    title: str
    tasks: tuple[CarriedTask, ...]
    findings: tuple[Finding, ...] = ()
