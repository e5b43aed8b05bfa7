"""待核对: what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.write import labels
from fupin_extract.write.advice import said, sentence
from fupin_extract.write.ledger.keyed import around
from fupin_extract.write.ledger.ledger_page import Field, LedgerPage, PageLine
from fupin_extract.write.ledger.wording import heading, word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from fupin_extract.records.notice import Task
    from fupin_extract.write.ledger.keyed import Ledger, LedgerRow

# Who does a task; those who watch over it do not.
DOERS = ("lead_units", "responsible_units", "supporting_units", "persons")


def by_key(ledger: Ledger) -> dict[str, str]:
    """What is to be checked of each row, by its key."""
    found: dict[str, list[str]] = {}
    for place, (notice, tasks) in enumerate(zip(ledger.notices, _in_order(ledger), strict=True)):
        for diagnostic in notice.diagnostics:
            task = around(tasks, diagnostic.span) if diagnostic.span else None
            row = ledger.by_task.get((place, task.id)) if task else None
            if row is not None:
                found.setdefault(row.key, []).append(said(diagnostic, ledger.headers))
    for each, what in _wanting(ledger):
        found.setdefault(each.key, []).append(word(what, ledger.headers))
    return {key: "；".join(dict.fromkeys(messages)) for key, messages in found.items()}


def _in_order(ledger: Ledger) -> list[list[Task]]:
    """The tasks and sections of each notice, in the order of its text."""
    found: list[list[Task]] = [[] for _ in ledger.notices]
    for row in ledger.rows:
        if row.task is not None:
            found[row.place].append(row.task)
    return [sorted(tasks, key=lambda task: task.span) for tasks in found]


def _wanting(ledger: Ledger) -> Iterator[tuple[LedgerRow, str]]:
    """The tasks of which something is not known that an office has to know."""
    for row in ledger.rows:
        if row.number and row.task:
            if not any(getattr(row.task, name) for name in DOERS):
                yield row, "no_office"
            if not row.task.deadlines:
                yield row, "no_date"


def page(ledger: Ledger) -> LedgerPage:
    """The diagnostics, then the tasks without an office or a time."""
    headers = ledger.headers
    fields = [
        Field(labels.heading("severity", headers), 10, "short"),
        Field(heading("problem", headers), 70),
        Field(heading("number", headers), 8, "link"),
        Field(heading("task", headers), 50),
        Field(heading("link", headers), 14, "link"),
    ]
    return LedgerPage(word("to_check", headers), word("to_check", headers), "", fields, _lines(ledger))


def _lines(ledger: Ledger) -> Iterator[PageLine]:
    for place, (notice, tasks) in enumerate(zip(ledger.notices, _in_order(ledger), strict=True)):
        for diagnostic in notice.diagnostics:
            task = around(tasks, diagnostic.span) if diagnostic.span else None
            clause = around(notice.clauses, diagnostic.span) if diagnostic.span else None
            yield PageLine(
                [
                    labels.word(labels.SEVERITIES, diagnostic.severity, ledger.headers),
                    sentence(diagnostic, ledger.headers),
                    ledger.to_task(place, task.id) if task else None,
                    CELLS["task"](notice, task) if task else clause.title if clause else "",
                    ledger.to_clause(place, clause.id) if clause else None,
                ]
            )
    for row, what in _wanting(ledger):
        if row.task:
            yield PageLine(
                [
                    labels.word(labels.SEVERITIES, "info", ledger.headers),
                    word(what, ledger.headers),
                    ledger.to_task(row.place, row.task.id),
                    CELLS["task"](row.notice, row.task),
                    ledger.to_clause(row.place, row.task.id),
                ]
            )
