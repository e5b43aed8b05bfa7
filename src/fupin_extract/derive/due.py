"""Notice → when its tasks are due: a day, or a rule with the day on which it begins, or why neither is known.

A rule says how often, and rarely on which day: then it is the last one of each month, quarter or year, as of a deadline
that names no more than that.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fupin_extract.records.due import DueTime
from fupin_extract.records.once import shown_tasks

if TYPE_CHECKING:
    from fupin_extract.records.notice import Deadline, Notice, Task

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# A rule whose first day is further away has none: 29 February is eight years from the next where a century turns.
_FAR = 366 * 9


def with_times(notices: Sequence[Notice], looks: Any) -> list[tuple[Notice, list[DueTime]]]:
    """Notices, each with its times."""
    return [(notice, [*due_times(notice, all_rows=looks.all_rows)]) for notice in notices]


def due_times(notice: Notice, *, all_rows: bool = False) -> Iterator[DueTime]:
    """The times of the tasks and sections in their order; one that a task names twice is there once."""
    for task, _ in shown_tasks(notice, all_rows=all_rows):
        seen = set()
        for deadline in task.deadlines:
            time = _time(notice, task, deadline)
            same = (deadline.text, time.day, time.rule)
            if same not in seen:
                seen.add(same)
                yield time


def _time(notice: Notice, task: Task, deadline: Deadline) -> DueTime:
    if day := deadline.end or deadline.due:
        return DueTime(task, deadline, "ends", day)
    if deadline.recurrence:
        return _again(notice, task, deadline, deadline.recurrence)
    if deadline.kind == "from" and deadline.start:
        return DueTime(task, deadline, "begins", deadline.start)
    return DueTime(task, deadline, "open" if deadline.kind == "open" else "unknown")


def _again(notice: Notice, task: Task, deadline: Deadline, recurrence: str) -> DueTime:
    """What comes again: from the day on which the notice takes effect to the last one of its plan."""
    data = notice.metadata
    plan = data.plan_period
    begins = deadline.start or data.date_effective or data.date_signed or data.date_published or (plan and plan.start)
    until = data.valid_until or (plan.end if plan else None)
    rule, by_period = with_days(recurrence)
    day = first_day(rule, begins) if begins else None
    if day is None or (until and until < day):
        return DueTime(task, deadline, "unknown")
    return DueTime(task, deadline, "again", day, rule, until, by_period)


def with_days(rule: str) -> tuple[str, bool]:
    """The rule with the last day of each period where it names none, and whether it named none.

    ``FREQ=MONTHLY;INTERVAL=3`` is ``FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1``.
    """
    parts = _parts(rule)
    often = parts.get("FREQ")
    if often == "WEEKLY" and "BYDAY" not in parts:
        parts["BYDAY"] = _WEEKDAYS[-1]
    elif often == "MONTHLY" and "BYMONTHDAY" not in parts:
        parts["BYMONTHDAY"] = "-1"
    elif often == "YEARLY" and "BYMONTHDAY" not in parts:
        months = [int(month) for month in parts.get("BYMONTH", "12").split(",")]
        # Months in a row are one period: 每年第一季度 is due on 31 March.
        parts["BYMONTH"] = ",".join(str(month) for month in months if month + 1 not in months)
        parts["BYMONTHDAY"] = "-1"
    else:
        return rule, False
    return ";".join(f"{name}={value}" for name, value in parts.items()), True


def first_day(rule: str, begins: dt.date) -> dt.date | None:
    """The first day from ``begins`` on, on which a rule with days comes true; None where that cannot be said.

    Quarters and half years are those of the calendar: the last day of ``INTERVAL=3`` is in March, June, September or
    December; of the 10th of a quarter nobody knows the month. What comes every few hours has no day.
    """
    parts = _parts(rule)
    every = int(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") == "MONTHLY" and every > 1 and parts.get("BYMONTHDAY") != "-1" and "BYMONTH" not in parts:
        return None
    if parts.get("FREQ") == "HOURLY":
        return None
    if parts.get("FREQ") == "DAILY":
        return begins + dt.timedelta(days=every - 1)
    months = {int(month) for month in parts["BYMONTH"].split(",")} if "BYMONTH" in parts else set(range(1, 13))
    if parts.get("FREQ") == "MONTHLY" and 12 % every == 0:
        months = {month for month in months if month % every == 0}
    days = [int(day) for day in parts["BYMONTHDAY"].split(",")] if "BYMONTHDAY" in parts else []
    weekdays = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    for later in range(_FAR):
        day = begins + dt.timedelta(days=later)
        on_day = not days or _is_one_of(day, days)
        if day.month in months and on_day and (not weekdays or _WEEKDAYS[day.weekday()] in weekdays):
            return day
    return None


def _is_one_of(day: dt.date, days: Sequence[int]) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    return day.day in days or day.day - last - 1 in days


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
