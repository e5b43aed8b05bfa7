"""时间节点: every time that the notice sets, a row each; 量化目标表: every number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.write.ledger.ledger_page import Field, LedgerPage, PageLine
from fupin_extract.write.ledger.wording import comparator, heading, recurrence, target_role, word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from fupin_extract.records.notice import Deadline, Target
    from fupin_extract.write.ledger.keyed import Ledger
    from fupin_extract.write.ledger.ledger_page import Content

_WORK = ("task", "lead_units", "responsible_units", "supporting_units")
_SORTS = ("dated", "recurring", "open", "undated")


def times(ledger: Ledger) -> LedgerPage:
    """Those with a last day in its order, then what comes again, what has no end, and what no day is known of."""
    headers = ledger.headers
    fields = [
        Field(heading("when", headers), 10, "short"),
        Field(heading("from_day", headers), 12, "day"),
        Field(heading("to_day", headers), 12, "day"),
        Field(heading("as_printed", headers), 22),
        Field(heading("how_often", headers), 14, "short"),
        Field(heading("number", headers), 6, "link"),
        Field(heading("task", headers), 36),
        Field(heading("lead_units", headers), 24),
        Field(heading("responsible_units", headers), 34),
        Field(heading("supporting_units", headers), 24),
    ]
    found = []
    for row in ledger.rows:
        if row.task is None:
            continue
        link = ledger.to_task(row.place, row.task.id)
        work = [CELLS[name](row.notice, row.task) for name in _WORK]
        found += [(_order(deadline), _time(ledger, deadline), link, work) for deadline in row.task.deadlines]
    found.sort(key=lambda each: each[0])
    lines = (PageLine([*cells, link, *work]) for _, cells, link, work in found)
    return LedgerPage(word("dates", headers), word("dates", headers), "", fields, lines)


def _sort(deadline: Deadline) -> str:
    if deadline.end or deadline.due:
        return "dated"
    return deadline.kind if deadline.kind in _SORTS else "undated"


def _order(deadline: Deadline) -> tuple[int, dt.date]:
    return _SORTS.index(_sort(deadline)), deadline.end or deadline.due or deadline.start or dt.date.max


def _time(ledger: Ledger, deadline: Deadline) -> list[Content]:
    often = recurrence(deadline.recurrence, ledger.headers) if deadline.recurrence else ""
    return [
        word(_sort(deadline), ledger.headers),
        deadline.start,
        deadline.end or deadline.due,
        deadline.text,
        often,
    ]


def figures(ledger: Ledger) -> LedgerPage:
    """The numbers in the order of the tasks."""
    headers = ledger.headers
    fields = [
        Field(heading("number", headers), 6, "link"),
        Field(heading("task", headers), 32),
        Field(heading("subject", headers, "targets"), 26),
        Field(heading("as_printed", headers), 22),
        Field(heading("role", headers, "targets"), 10, "short"),
        Field(heading("comparator", headers, "targets"), 10, "short"),
        Field(heading("value", headers, "targets"), 14, "number"),
        Field(heading("value_max", headers, "targets"), 14, "number"),
        Field(heading("unit", headers, "targets"), 10, "short"),
        Field(heading("per", headers, "targets"), 12, "short"),
        Field(heading("approximate", headers, "targets"), 7, "short"),
        Field(heading("lead_units", headers), 20),
        Field(heading("responsible_units", headers), 30),
    ]
    return LedgerPage(word("figures", headers), word("figures", headers), "", fields, _numbers(ledger))


def _numbers(ledger: Ledger) -> Iterator[PageLine]:
    for row in ledger.rows:
        if row.task is None:
            continue
        link = ledger.to_task(row.place, row.task.id)
        for target in row.task.targets:
            work, *units = [CELLS[name](row.notice, row.task) for name in _WORK[:3]]
            yield PageLine([link, work, *_number(ledger, target), *units])


def _number(ledger: Ledger, target: Target) -> list[Content]:
    return [
        target.subject,
        target.text,
        target_role(target.role, ledger.headers),
        comparator(target.comparator, ledger.headers),
        whole(target.value),
        whole(target.value_max),
        target.unit,
        target.per,
        word("yes", ledger.headers) if target.approximate else "",
    ]


def whole(value: float | None) -> float | int | None:
    """85 for 85.0."""
    return int(value) if value is not None and value.is_integer() else value
