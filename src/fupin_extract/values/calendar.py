"""What a written time means: stretches of the calendar, periods, durations and recurrences, and their dates.

They know nothing of policies and are what ``values.times`` finds: a ``Point`` (2025年6月底, 明年上半年), a ``Period``
(2023年-2025年), a ``Duration`` (30个工作日, 一年半) and a ``Recurrence`` (每年6月底, 按月). A value keeps what was
written; ``days`` makes dates of it, counting from a reference day where the year was left out.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

from fupin_extract.plain_class import dataclass

Unit = Literal["year", "half", "quarter", "month", "tenday", "week", "day", "vague"]
Days = tuple[dt.date, dt.date]

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The ``first`` to ``last`` of a unit within what stands before it.

    前三季度 is quarters 1 to 3, 底 is day -1, the last; a ``vague`` part (初, 秋季) has no fixed days.
    """

    unit: Unit
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar, coarse to fine: 2025年6月底 is year 2025, month 6, day -1.

    ``shift`` stands where the unit is told from the reference day: 明年 is ``("year", 1)``, 本月 ``("month", 0)``.
    """

    year: int | None = None
    shift: tuple[Unit, int] | None = None
    parts: tuple[CalendarPart, ...] = ()

    @property
    def unit(self) -> Unit:
        """The finest unit that is told."""
        if self.parts:
            return self.parts[-1].unit
        return self.shift[0] if self.shift else "year"

    def days(self, reference: dt.date | None = None, year: int | None = None) -> Days | None:
        """First and last day; ``None`` where they cannot be told.

        Where no year is written it is ``year``, else the first that does not end the stretch before ``reference``.
        """
        if self.shift:
            return self._narrowed(_around(reference, *self.shift)) if reference else None
        known = self.year if self.year is not None else year
        if known is not None:
            return self._narrowed(_year(known))
        if reference is None or not self.parts:
            return None
        found = self._narrowed(_year(reference.year))
        return found if found and found[1] >= reference else self._narrowed(_year(reference.year + 1))

    def _narrowed(self, days: Days | None) -> Days | None:
        for part in self.parts:
            days = _narrow(days, part) if days else None
        return days


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of ``start`` to the last day of ``end``: 2021年9月至2022年3月."""

    start: Point
    end: Point

    def days(self, reference: dt.date | None = None, year: int | None = None) -> Days | None:
        """First and last day, as ``Point.days``; the end is the first such day that is not before the start."""
        first = self.start.days(reference, year)
        if first is None:
            return None
        last = self.end.days(reference if self.end.year or self.end.shift else first[0])
        return (first[0], last[1]) if last and first[0] <= last[1] else None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in its units as written; ``most`` is the longer end of a range (3-6个月)."""

    years: float = 0
    months: float = 0
    weeks: float = 0
    days: float = 0
    working_days: float = 0
    hours: float = 0
    minutes: float = 0
    most: Duration | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601 (P30D, P1Y6M, PT24H), of a range the longest; ``None`` for working days and without whole units."""
        if self.most:
            return self.most.iso
        if self.working_days:
            return None
        months = self.months + (self.years % 1) * 12
        days = self.days + (months % 1) * 30
        hours, minutes = self.hours + (days % 1) * 24, self.minutes
        hours, minutes = hours // 1, minutes + (hours % 1) * 60
        if minutes % 1 or self.weeks % 1:
            return None
        date = _counts((self.years // 1, "Y"), (months // 1, "M"), (self.weeks, "W"), (days // 1, "D"))
        time = _counts((hours, "H"), (minutes, "M"))
        return f"P{date}T{time}" if time else f"P{date}" if date else None

    def after(self, day: dt.date) -> dt.date | None:
        """The day this long after ``day``, which does not count itself; ``None`` for working days, hours and ranges."""
        if self.most or self.working_days or self.hours or self.minutes:
            return None
        months = self.years * 12 + self.months
        moved = add_months(day, int(months // 1))
        return moved + dt.timedelta(days=int(self.weeks * 7 + self.days + (months % 1) * 30)) if moved else None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: each ``interval`` of ``unit``; ``points`` say when in it (每年6月底: month 6, its last day)."""

    unit: Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()

    @property
    def rrule(self) -> str:
        """RFC 5545, without the ``RRULE:`` prefix."""
        parts = [f"FREQ={self.unit}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        for key, values in (("BYMONTH", self.months), ("BYMONTHDAY", self.days), ("BYDAY", self.weekdays)):
            if values:
                parts.append(f"{key}={','.join(map(str, values))}")
        return ";".join(parts)


def add_months(day: dt.date, months: int) -> dt.date | None:
    """The same day ``months`` later, or the last of a shorter month; ``None`` outside the years of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _counts(*pairs: tuple[float, str]) -> str:
    return "".join(f"{int(count)}{letter}" for count, letter in pairs if count)


def _year(year: int) -> Days | None:
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)) if dt.MINYEAR <= year < dt.MAXYEAR else None


def _months(first: dt.date, count: int) -> Days | None:
    """The ``count`` months from the first of a month on."""
    last = add_months(first, count)
    return (first, last - _DAY) if last else None


def _around(reference: dt.date, unit: Unit, shift: int) -> Days | None:
    """The unit of the calendar that holds the reference day, moved by ``shift`` units."""
    if unit not in _MONTHS:
        days = {"week": 7, "day": 1}.get(unit)
        if days is None:
            return None
        first = reference - dt.timedelta(days=reference.weekday() if days == 7 else 0) + dt.timedelta(days=days * shift)
        return first, first + dt.timedelta(days=days - 1)
    size = _MONTHS[unit]
    month = (reference.month - 1) // size * size + 1
    first_month = add_months(dt.date(reference.year, month, 1), size * shift)
    return _months(first_month, size) if first_month else None


def _narrow(days: Days, part: CalendarPart) -> Days | None:
    """The part of a stretch: its third quarter, its last day; ``None`` where it has none such."""
    first = _nth(days, part.unit, part.first)
    last = _nth(days, part.unit, part.last)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _nth(days: Days, unit: Unit, n: int) -> Days | None:
    start, end = days
    if unit in _MONTHS:
        size = _MONTHS[unit]
        total = (end.year * 12 + end.month - start.year * 12 - start.month + 1) // size
        index = n - 1 if n > 0 else total + n
        first = add_months(start, index * size) if 0 <= index < total else None
        return _months(first, size) if first else None
    if unit == "tenday":
        first = start + dt.timedelta(days=10 * (n - 1))
        return first, (end if n == 3 else first + dt.timedelta(days=9))
    if unit == "week":
        # The first week is the first that begins, on a Monday, within the stretch.
        first = start + dt.timedelta(days=-start.weekday() % 7 + 7 * (n - 1))
        return first, first + dt.timedelta(days=6)
    if unit == "day":
        day = start + dt.timedelta(days=n - 1) if n > 0 else end + dt.timedelta(days=n + 1)
        return (day, day) if start <= day <= end else None
    return None  # 初 and 秋季 have no fixed days
