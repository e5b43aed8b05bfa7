"""A number and its format → what a person sees in the cell: 0.8 as ``0%`` is 80%, 45838 as ``yyyy/m/d`` 2025年6月30日.

Dates come out in Chinese with as much as the format shows, so that a month stays a month.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from math import isfinite
from typing import NamedTuple

from fupin_extract.text.patterns import compiled

GENERAL = "General"
# Formats that have a number only: those of all languages, and from 27 on those of a Chinese Excel.
BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    16: "m/d",
    17: "yyyy/m",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), "yyyy/m/d"),
    **dict.fromkeys((32, 34, 55), "h:mm"),
    **dict.fromkeys((33, 35, 56), "h:mm:ss"),
}

# What a program writes of a number without a format; so many digits are sure.
_SURE = 15
_LONGEST = 400
# A format cut into what it is made of: literals, what only makes room or colours, places of digits, letters of dates.
_TOKEN = re.compile(
    r'(?P<general>General)|"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|(?P<hours>\[[hms]+\])|\[[^\]]*\]?|(?P<meridiem>AM/PM|A/P|上午/下午)'
    r"|(?P<date>[ymdhs]+|a{3,}|e+|g+|b+)|(?P<number>[0#?](?:[0#?,. ]*[0#?])?\.?)|(?P<power>E[+-])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# What parts the sections of a format: no semicolon in quotation marks.
_BETWEEN = compiled(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - what a sheet shows is in no time zone
# Behind the point a sheet shows no more; and room for them and all that may stand before it.
_MOST_PLACES = 30
_EXACT = Context(prec=100)
_LAST_DAY = 2_958_466  # the day after 9999-12-31


class _Format(NamedTuple):
    """What a format shows: parts of a date in order, or digits, if it ``shows`` any, with what stands before and after.

    Without ``places`` behind the point it shows as many as there are.
    """

    date: tuple[str, ...] = ()
    before: str = ""
    places: int | None = None
    least: int = 1
    thousands: bool = False
    after: str = ""
    percent: int = 0
    shows: bool = True


def as_seen(number: float, code: str, *, since_1904: bool = False) -> str:
    """A number as a cell of a format shows it."""
    if not isfinite(number):
        return ""
    section, sign = _section(code, number)
    form = _parsed(section)
    if form.date:
        days = number + 1462 * since_1904
        if not 0 <= days < _LAST_DAY:
            return plain(number)
        return date_as_seen(_EPOCH + dt.timedelta(seconds=round(days * 86400)), form.date)
    shown = _digits(abs(number), form) if form.places is not None else plain(abs(number)) if form.shows else ""
    return f"{sign}{form.before}{shown}{form.after}"


def plain(number: float) -> str:
    """A number without a format: 1.0 → 1."""
    return f"{number:.{_SURE}g}".replace("e+", "E+").replace("e-", "E-")


def date_as_seen(moment: dt.datetime, shown: tuple[str, ...]) -> str:
    """A time with the parts that are shown of it: y, m, d, h, and n for minutes, s for seconds."""
    day = (
        f"{moment.year}年" * ("y" in shown) + f"{moment.month}月" * ("m" in shown) + f"{moment.day}日" * ("d" in shown)
    )
    clock = [f"{moment.hour:02}"] * ("h" in shown) + [f"{moment.minute:02}"] * ("n" in shown)
    clock += [f"{moment.second:02}"] * ("s" in shown)
    return " ".join(part for part in (day, ":".join(clock)) if part)


def _section(code: str, number: float) -> tuple[str, str]:
    """Of a format in sections, for numbers above, below and at zero, the one for a number, and what sign is added."""
    sections = _BETWEEN.split(code[:_LONGEST] or GENERAL)
    if number == 0 and len(sections) > 2:
        return sections[2], ""
    if number < 0 and len(sections) > 1:
        return sections[1], ""
    return sections[0], "-" * (number < 0)


@cache
def _parsed(section: str) -> _Format:
    date: list[str] = []
    before, after, digits, percent = "", "", "", 0
    for token in _TOKEN.finditer(section):
        literal = token["quoted"] or token["escaped"] or ""
        if letters := (token["date"] or (token["hours"] or "").strip("[]")).lower():
            date += _part(letters[0], date)
        elif token["power"] or (token["number"] and digits):
            return _Format(before=before)  # powers and fractions: as without a format
        elif shown := token["number"] or token["general"]:
            digits = shown
        elif token["other"] == "@":
            digits = GENERAL
        elif token["other"]:
            percent += token["other"] == "%"
            literal = token["other"]
        if digits:
            after += literal
        else:
            before += literal
    if date:
        return _Format(tuple(date))
    if digits.lower() in ("", GENERAL.lower()):
        return _Format(before=before, after=after, shows=digits != "")
    whole, _, places = digits.partition(".")
    least = sum(sign == "0" for sign in whole)
    return _Format((), before, sum(sign in "0#?" for sign in places), least, "," in whole, after, percent)


def _part(letter: str, before: list[str]) -> list[str]:
    """What a letter stands for: an m behind hours or before seconds is minutes, known as n."""
    if letter == "m" and before[-1:] == ["h"]:
        return ["n"]
    if letter == "s" and before[-1:] == ["m"]:
        before[-1] = "n"
    return [{"e": "y"}.get(letter, letter)] if letter in "ymdhse" else []


def _digits(number: float, form: _Format) -> str:
    places = min(form.places or 0, _MOST_PLACES)
    exact = Decimal(repr(float(number))) * (Decimal(100) ** form.percent)
    if exact.adjusted() > _SURE * 2:
        return plain(number)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    text = f"{rounded:,f}" if form.thousands else f"{rounded:f}"
    whole, dot, rest = text.partition(".")
    return f"{whole.rjust(form.least, '0')}{dot}{rest}"
