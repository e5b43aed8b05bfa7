"""A deadline's own words and the day of signing → dates, durations, working days and recurrences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypedDict

from fupin_extract.find.deadlines.find import DeadlineValue
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import DeadlineKind
from fupin_extract.values.calendar import Days, Duration, Period, Point, Recurrence
from fupin_extract.values.workdays import add_working_days

# How long before the day of signing a day without a year may have been, where something starts with it.
_LATELY = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What a notice says for all its deadlines: the day that relative ones count from, and the matters that it is on.

    A matter has a period with years of its own (过渡期 of 2021 to 2025). ``year`` is the only one that the plan is for:
    in a list of tasks without a day, 6月底前 is of that year.
    """

    date_signed: dt.date | None = None
    matters: frozenset[object] = frozenset()
    year: int | None = None


class DeadlineFields(TypedDict):
    """The fields of the record that say when; what cannot be told is None."""

    kind: DeadlineKind
    start: dt.date | None
    end: dt.date | None
    duration: str | None
    working_days: int | None
    due: dt.date | None
    recurrence: str | None


def resolve_deadline(value: DeadlineValue, context: DeadlineContext) -> DeadlineFields:
    """The fields of a deadline that was taken."""
    assert value.kind, "a rejected time has no record"
    fields = DeadlineFields(
        kind=value.kind, start=None, end=None, duration=None, working_days=None, due=None, recurrence=value.recurrence
    )
    signing = context.date_signed if value.counts_from == "signing" else None
    time = value.time
    if isinstance(time, Recurrence):
        fields["recurrence"] = time.rrule
    elif isinstance(time, Duration):
        longest = time.most or time
        whole = longest.working_days == int(longest.working_days)
        fields["working_days"] = int(longest.working_days) or None if whole else None
        fields["duration"] = time.iso
        fields["due"] = _due(longest, signing) if signing else None
    elif value.kind == "open":
        # 全年 of the plan's year, or that in which it was signed; 长期坚持 has no days.
        year = (context.year or (signing and signing.year)) if value.counts_from == "signing" else None
        fields["start"] = dt.date(year, 1, 1) if year else None
        fields["end"] = dt.date(year, 12, 31) if year else None
    else:
        start, end = _days(value, context) or (None, None)
        if value.kind in ("during", "from"):
            fields["start"] = signing if value.counts_from == "signing" else start
        if value.kind in ("during", "by"):
            fields["end"] = end
    return fields


def is_past(value: DeadlineValue, fields: DeadlineFields, context: DeadlineContext) -> bool:
    """Whether it ended before the notice was signed: a report of what was done, unless its form says otherwise."""
    end, signed = fields["end"], context.date_signed
    return not value.past and end is not None and signed is not None and end < signed


def _due(time: Duration, start: dt.date) -> dt.date | None:
    if time.working_days:
        return add_working_days(start, int(time.working_days))
    return time.after(start)


def _days(value: DeadlineValue, context: DeadlineContext) -> Days | None:
    time, signed = value.time, context.date_signed
    if (
        not isinstance(time, Point | Period)
        or value.counts_from == "event"
        or (value.only is not None and value.only not in context.matters)
    ):
        return None
    if value.year is not None:
        # 2024年开工，年底竣工
        dated = replace(time, shift=None) if value.bare and isinstance(time, Point) else time
        # 与2019年相比，6月底前…: a year that is over was named for another reason.
        days = dated.days(signed, value.year)
        # In a table for the year the months before it was signed are that year's too.
        if days and not (signed and days[1] < signed and not (value.told and value.year == signed.year)):
            return days
    days = time.days(signed)
    if days is None and signed is None and context.year:
        days = _in_year(time, context.year).days(year=context.year)
    if value.kind == "from" and days and signed and isinstance(time, Point) and not (time.year or time.shift):
        return _nearest(time, days, signed)
    return days


def _in_year(time: Point | Period, year: int) -> Point | Period:
    """年底 and 明年6月 of a plan that is for one year, which no day of signing tells."""
    if not isinstance(time, Point) or not time.shift or time.shift[0] != "year":
        return time
    return replace(time, year=year + time.shift[1], shift=None)


def _nearest(time: Point, days: Days, signed: dt.date) -> Days:
    """从2月1日起 in a notice of 10 February began this month: what starts may have started, but not long ago."""
    earlier = time.days(year=days[0].year - 1)
    return earlier if earlier and signed - earlier[0] <= _LATELY else days
