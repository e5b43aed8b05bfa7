"""时间节点: every time that the notice sets, a row each; 量化目标表: every number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.write.ledger.pages import Field, Line, Page
from fupin_extract.write.ledger.wording import comparator, heading, recurrence, target_role, word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from fupin_extract.records.notice import Deadline, Target
    from fupin_extract.write.ledger.pages import Content
    from fupin_extract.write.ledger.plan import Plan

_SORTS = ("dated", "recurring", "open", "undated")


def times(plan: Plan) -> Page:
    """Those with a last day in its order, then what comes again, what has no end, and what no day is known of."""
    headers = plan.headers
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
    for row in plan.rows:
        if row.task is None:
            continue
        link = plan.to_task(row.place, row.task.id)
        work = [CELLS[name](row.notice, row.task) for name in _WORK]
        found += [(_order(deadline), _time(plan, deadline), link, work) for deadline in row.task.deadlines]
    found.sort(key=lambda each: each[0])
    lines = (Line([*cells, link, *work]) for _, cells, link, work in found)
    return Page(word("dates", headers), word("dates", headers), "", fields, lines)


_WORK = ("task", "lead_units", "responsible_units", "supporting_units")


def _sort(deadline: Deadline) -> str:
    if deadline.end or deadline.due:
        return "dated"
    return deadline.kind if deadline.kind in _SORTS else "undated"


def _order(deadline: Deadline) -> tuple[int, dt.date]:
    return _SORTS.index(_sort(deadline)), deadline.end or deadline.due or deadline.start or dt.date.max


def _time(plan: Plan, deadline: Deadline) -> list[Content]:
    often = recurrence(deadline.recurrence, plan.headers) if deadline.recurrence else ""
    return [
        word(_sort(deadline), plan.headers),
        deadline.start,
        deadline.end or deadline.due,
        deadline.text,
        often,
    ]


def figures(plan: Plan) -> Page:
    """The numbers in the order of the tasks."""
    headers = plan.headers
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
        Field(heading("lead_units", headers), 24),
    ]
    return Page(word("figures", headers), word("figures", headers), "", fields, _numbers(plan))


def _numbers(plan: Plan) -> Iterator[Line]:
    for row in plan.rows:
        if row.task is None:
            continue
        link = plan.to_task(row.place, row.task.id)
        for target in row.task.targets:
            lead = CELLS["lead_units"](row.notice, row.task)
            yield Line([link, CELLS["task"](row.notice, row.task), *_number(plan, target), lead])


def _number(plan: Plan, target: Target) -> list[Content]:
    return [
        target.subject,
        target.text,
        target_role(target.role, plan.headers),
        comparator(target.comparator, plan.headers),
        whole(target.value),
        whole(target.value_max),
        target.unit,
        target.per,
        word("yes", plan.headers) if target.approximate else "",
    ]


def whole(value: float | None) -> float | int | None:
    """85 for 85.0."""
    return int(value) if value is not None and value.is_integer() else value
