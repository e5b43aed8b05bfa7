"""Dates and years of a notice's frame, as written in figures, in Chinese numerals, or with the slip 2026月3月26日."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from fupin_extract.text.patterns import compiled
from fupin_extract.values.numerals import to_number

_DATE = compiled(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零Oo0一二三四五六七八九]{3}) ?(?P<sep>[年月/.-]) ?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[月/.-] ?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)"
)
# 二OO六年: a letter or a figure for the nought.
_NOUGHT = str.maketrans("Oo0", "〇〇〇")
_END = compiled(r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?[底末]")
# 2022-2025年, 2018年; “十四五”.
_YEARS = compiled(r"(?P<start>20\d\d) ?年? ?[-—~至]+ ?(?P<end>20\d\d) ?年")
# That of a revision (2024年修订) is none.
_YEAR = compiled(r"(?P<start>20\d\d)年(?!(?:\d{1,2}月)?修[订正改])")
_PLAN = compiled("十(?P<n>[二三四五])五")
# When the eleventh five-year plan began, and how many years each has.
_ELEVENTH, _FIVE = 2006, 5


def read_date(text: str) -> tuple[dt.date | None, bool]:
    """The first date of a folded text, and whether it was read by its sense (年 written as 月)."""
    match = _DATE.search(text)
    if match is None:
        return None, False
    year, month, day = (match[part] for part in ("year", "month", "day"))
    if not year.isdecimal():
        year = year.translate(_NOUGHT)
    try:
        return dt.date(*(int(to_number(part)) for part in (year, month, day))), match["sep"] == "月"
    except ValueError:
        return None, False


def read_end(text: str) -> dt.date | None:
    """The last day of a month or a year: 2025年底, 2025年6月底."""
    match = _END.fullmatch(text)
    month = int(match["month"] or 12) if match else 0
    if match is None or not 0 < month <= 12:
        return None
    year = int(match["year"])
    return dt.date(year, month, monthrange(year, month)[1])


def years_named(title: str) -> tuple[int, int] | None:
    """The first and the last year that a title without blanks names: 2022-2025年, 2018年, “十四五”."""
    if found := _YEARS.search(title) or _YEAR.search(title):
        return int(found["start"]), int(found.groupdict().get("end") or found["start"])
    if plan := _PLAN.search(title):
        start = _ELEVENTH + _FIVE * int(to_number(plan["n"])) - _FIVE
        return start, start + _FIVE - 1
    return None
