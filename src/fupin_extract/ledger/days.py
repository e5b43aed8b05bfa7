"""A day in a cell, as a date or as people type it: 2026-06-30, 2026.6.30, 2026年6月底, 6月30日."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from fupin_extract.text.fold import fold
from fupin_extract.values.dates import match_date

_ISO = re.compile(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?(?:[ T]0?0：00(?:：00)?)?")
_MONTH_AND_DAY = re.compile(r"(1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])")
# The number of a day, which a cell shows that is formatted as a number: 46203.
_SERIAL = re.compile(r"[345]\d{4}")
_FIRST = dt.date(1899, 12, 30)


class CellDay(NamedTuple):
    """The day, and whether it stands there as a date does."""

    day: dt.date
    is_date: bool = False


def day_of(text: str, year: int | None = None) -> CellDay | None:
    """The last day of what a cell says; of one without a year that of ``year``. None where it says no day."""
    plain = fold(text).strip(" 。前")
    found = _ISO.fullmatch(plain)
    if found:
        try:
            return CellDay(dt.date(*map(int, found.groups())), is_date=True)
        except ValueError:
            return None
    if _SERIAL.fullmatch(plain):
        return CellDay(_FIRST + dt.timedelta(days=int(plain)))
    short = _MONTH_AND_DAY.fullmatch(plain)
    if short:
        plain = f"{short[1]}月{short[2]}日"
    matched = match_date(plain, 0)
    if matched is None or matched[1] < len(plain):
        return None
    days = matched[0].days(year=year)
    return CellDay(days[1]) if days else None
