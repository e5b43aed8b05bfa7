"""How a ledger stands (通报), what a collection has brought, and what a revised notice has made of it, as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.write import labels
from fupin_extract.write.ledger.findings import findings_sheet
from fupin_extract.write.ledger.wording import STATES, heading, word
from fupin_extract.write.sheets import Column, Sheet

if TYPE_CHECKING:
    from fupin_extract.records.standing import Collected, LedgerReport, Revised, TrackedTask
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Cell

# How wide a column of texts is at most, in characters of which Chinese has two.
_SHARES = {
    "office": 24,
    "task": 30,
    "offices": 30,
    "problems": 40,
    "before": 24,
    "now": 36,
    "files": 36,
    "file": 24,
    "changed": 36,
}
_NUMBERS = (
    *("rank", "count", "leads", "done", "under_way", "overdue", "due_soon", "open_problems", "answered"),
    *("days_past", "days_left", "row"),
)
_CODES = ("number", "rate", "due_by", "state", "change", "before_number")


def report_sheets(report: LedgerReport, looks: Looks) -> Iterator[Sheet]:
    """The whole in numbers, the offices by rank, what is late, what will be, what hinders; no table without a row."""
    headers = looks.headers
    title = _of_what(report.title)
    whole = list(_summary(report, headers))
    yield Sheet(
        word("report_title", headers, title=title, on=_day(report.on, headers)),
        [Column(name, "number") for name, _ in whole],
        [[said for _, said in whole]],
    )
    names = (
        "rank",
        "office",
        "level",
        "count",
        "leads",
        "done",
        "rate",
        "under_way",
        "overdue",
        "due_soon",
        "open_problems",
    )
    rows: list[list[Cell]] = [
        [
            *(one.rank, one.office, labels.word(labels.LEVELS, one.level, headers) if one.level else ""),
            *(one.tasks, one.leads, one.done, _percent(one.rate)),
            *(one.under_way, one.overdue, one.due_soon, one.problems),
        ]
        for one in report.offices
    ]
    yield from _told(word("report_offices", headers), names, rows, headers)
    due = ("number", "task", "offices", "due_by")
    late = [
        [*_due(task, headers), -task.days if task.days is not None else "", _state(task, headers)]
        for task in report.overdue
    ]
    yield from _told(word("report_overdue", headers), (*due, "days_past", "state"), late, headers)
    soon = [[*_due(task, headers), task.days or 0, _state(task, headers)] for task in report.due_soon]
    title = word("report_due_soon", headers, days=report.within)
    yield from _told(title, (*due, "days_left", "state"), soon, headers)
    hinders = [[task.number, task.task, "、".join(task.offices), task.problems] for task in report.problems]
    yield from _told(word("report_problems", headers), ("number", "task", "offices", "problems"), hinders, headers)
    if report.findings:
        yield findings_sheet(word("report_findings", headers), report.findings, headers)


def _of_what(title: str) -> str:
    """The title of a ledger without what it says of its being one."""
    return title.removesuffix(word("tasks", "zh")).removesuffix(": tasks")


def _summary(report: LedgerReport, headers: Headers) -> Iterator[tuple[str, Cell]]:
    yield heading("count", headers), report.tasks
    for name in STATES:
        yield word(name, headers), report.states.get(name, 0)
    yield heading("rate", headers), _percent(report.rate)
    yield word("report_overdue", headers), len(report.overdue)
    yield word("report_due_soon", headers, days=report.within), len(report.due_soon)
    yield word("report_problems", headers), len(report.problems)
    if report.without_office:
        yield word("no_office", headers), len(report.without_office)


def _due(task: TrackedTask, headers: Headers) -> list[Cell]:
    due = _day(task.due, headers) if task.due else task.deadline
    return [task.number, task.task, "、".join(task.offices), due]


def _day(day: dt.date, headers: Headers) -> str:
    """A day as a notice writes it: 2024年6月30日."""
    return day.isoformat() if headers == "en" else f"{day.year}年{day.month}月{day.day}日"


def _state(task: TrackedTask, headers: Headers) -> str:
    return word(task.state, headers)


def _percent(rate: float) -> str:
    return f"{rate:.1%}".replace(".0%", "%")


def collected_sheets(collected: Collected, looks: Looks) -> Iterator[Sheet]:
    """Who has sent back, what came into the ledger, and what is to be looked at."""
    headers = looks.headers
    offices: list[list[Cell]] = [
        [one.office, one.tasks, one.answered, "、".join(one.files)] for one in collected.offices
    ]
    title = word("collected_title", headers, title=_of_what(collected.title))
    yield from _told(title, ("office", "count", "answered", "files"), offices, headers)
    taken: list[list[Cell]] = [
        [one.number, one.task, heading(one.column, headers), one.office, one.before, one.now, f"{one.file}:{one.row}"]
        for one in collected.taken
    ]
    names = ("number", "task", "column", "office", "before", "now", "file")
    yield from _told(word("collected_taken", headers), names, taken, headers)
    if collected.findings:
        yield findings_sheet(word("report_findings", headers), collected.findings, headers)


def revised_sheets(revised: Revised, looks: Looks) -> Iterator[Sheet]:
    """What became of each task."""
    headers = looks.headers
    rows: list[list[Cell]] = [
        [
            one.number or "",
            "、".join(one.before),
            one.task,
            word(f"task_{one.change}", headers),
            "、".join(heading(name, headers) for name in one.fields),
        ]
        for one in revised.tasks
    ]
    names = ("number", "before_number", "task", "change", "changed")
    yield from _told(word("revised_title", headers, title=_of_what(revised.title)), names, rows, headers)
    if revised.findings:
        yield findings_sheet(word("report_findings", headers), revised.findings, headers)


def _told(title: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], headers: Headers) -> Iterator[Sheet]:
    """The table, unless nothing stands in it."""
    if rows:
        columns = [
            Column(
                heading(name, headers),
                "number" if name in _NUMBERS else "code" if name in _CODES else "text",
                _SHARES.get(name),
            )
            for name in names
        ]
        yield Sheet(title, columns, rows)


def record(thing: Collected | LedgerReport | Revised, _: Looks) -> list[object]:
    """The record itself."""
    return [thing]
