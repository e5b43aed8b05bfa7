"""Dates of a notice's frame, as written in figures, in Chinese numerals, or with the slip 2026月3月26日."""

from __future__ import annotations

import datetime as dt
import re

from fupin_extract.values.numerals import to_number

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}) ?(?P<sep>[年月/.-]) ?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[月/.-] ?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)"
)


def read_date(text: str) -> tuple[dt.date | None, bool]:
    """The first date of a folded text, and whether it was read by its sense (年 written as 月)."""
    match = _DATE.search(text)
    if match is None:
        return None, False
    year, month, day = (int(to_number(match[part])) for part in ("year", "month", "day"))
    try:
        return dt.date(year, month, day), match["sep"] == "月"
    except ValueError:
        return None, False
