"""Points and periods of the calendar, as they are written.

A point is 2025年6月底, 明年上半年, 10月下旬, 年底; a period is 2023年-2025年, 2021年9月至12月, 4月12-19日.
Texts are folded. A point is read piece by piece, coarse to fine, and every piece is bounded.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fupin_extract.text.patterns import when_needed
from fupin_extract.values.calendar import CalendarPart, Period, Point, Unit
from fupin_extract.values.numerals import to_number

_FIGURES = "〇零一二三四五六七八九"
_FREE = rf"(?<![\d{_FIGURES}十百第])(?<!\d\.)"

# The lookbehinds keep out words that only seem to hold a year: 目前年均, 文明年画, 以上年营收.
_YEAR_WORDS = {
    "(?<!至)今年|(?<![成基资])本年|(?<![适相])当年|这一年": 0,
    "(?<![文说证声])明年|(?<![近以未年])来年|(?<![层首批])次年|翌年|(?<!以)下一?年": 1,
    "(?<![今然以之最先])后年": 2,
    "(?<!过)去年|(?<!以)上一?年": -1,
    "(?<![目以之])前年": -2,
}
_STEPS = {
    "本|当|这个?": 0,
    "次|翌|(?<!以)下一?个?": 1,
    "(?<!以)下下个?": 2,
    "(?<!以)上一?个?": -1,
    "(?<!以)上上个?": -2,
}
_STEP = "|".join(reversed(_STEPS))
_MONTH_NUMBER = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY_NUMBER = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
_COUNT = r"[1-9]\d?|[一二两三四五六七八九十]{1,2}"
# 5月龄 and 一月一次 are no months.
_MONTH_SIGN = "月份?(?!龄|(?:至少|不少于)?[\\d一两二三四]{1,2}次|一[调督研通考汇])"
END = "(?:底(?![数线层子座部板盘账价蕴色气片])|末(?![端位梢]))"
"""The end of a year, quarter or month (年底, 月末): the source of a pattern."""
_START = "(?:伊始|初(?![步级中次始期审评稿选赛心创]))"

_SEPARATOR = r"(?:起?[至到]|[-—~]{1,3}|[与和](?=[\d〇零一二三四五六七八九十年月日号底]{2,12}之?间))"
# A year of two figures stands only before a part of a year, since 20年 alone is how long.
_TWO = (
    rf"(?=年度?(?:年?(?:{_START}|{END})|[上下]半年|第?[一二三四1-4]个?季度|(?:{_MONTH_NUMBER})月"
    rf"|[前第](?:{_COUNT})个月))"
)
_YEAR_NUMBER = (
    rf"(?<!\d)(?:19|20|21)\d\d(?!\d)|[一二][{_FIGURES}]{{3}}"
    "|[二两]千(?:[〇零][一二三四五六七八九]|[〇零]?二?十[一二三四五六七八九]?)?"
)
# 2022-2025年, 2023、2024、2025年: the first has no sign of its own. So with months and days.
_YEAR_LIST = rf"[、和及](?:(?:{_YEAR_NUMBER})[、和及]){{0,8}}(?:{_YEAR_NUMBER})年"
_YEAR = (
    rf"(?:(?:(?P<year>{_YEAR_NUMBER})(?:年|(?={_SEPARATOR}(?:{_YEAR_NUMBER}|\d\d)年|{_YEAR_LIST}))"
    rf"|(?P<two>(?<!\d)0\d(?=年)|(?:(?<!\d)\d\d|(?<![{_FIGURES}十])[{_FIGURES}]{{2}}){_TWO})年)|{'|'.join(_YEAR_WORDS)})(?:度(?!假))?"
)
_HALF = "(?<!以)(?P<half>[上下])半年"
_QUARTER = (
    rf"(?:第(?P<quarter_th>[一二三四1-4])个?|{_FREE}(?P<quarter>[一二三四1-4])|(?P<first>首)|(?P<step>{_STEP}))"
    "季度(?![一两二三四]次)"
)
_QUARTERS = "(?<![目之以])前(?P<quarters>[一两二三23])个?季度"
# Counted within a year: 2022年前11个月, 2021年的最后4个月.
_COUNTED = rf"的?(?P<side>前|后|最后)(?P<count>{_COUNT})个?(?P<of>月|周|季度)"
_COUNTED_DAYS = rf"的?(?P<side>前|最后)(?P<count>{_COUNT})[天日]"
_MONTH = (
    rf"(?:{_FREE}(?P<month>{_MONTH_NUMBER})(?:{_MONTH_SIGN}|(?={_SEPARATOR}(?:{_MONTH_NUMBER})月))"
    rf"|(?P<first>首)月|第(?P<nth>{_COUNT})个月)"
)
_MONTH_STEP = rf"(?P<step>{_STEP})月(?!均)"
_WEEKDAY = rf"(?P<step>{_STEP})周(?P<weekday>[一二三四五六日])?(?![期边])"
_DAY = (
    rf"(?P<day>{_DAY_NUMBER})(?:[日号](?!均)|(?={_SEPARATOR}(?:{_DAY_NUMBER})[日号]))"
    "|(?P<third>[上中下])旬|的?第(?P<week>[一二三四五1-5])周"
)
# Parts of a year without fixed days.
_VAGUE = (
    "[春夏秋冬]季?学期|[春夏秋冬]季|暑[期假]|寒假|汛期|[采供]暖[季期]|春节|元旦|国庆节?|中秋节?|清明节?|端午节?|年中"
    "|“(?:[五七八十]一|两会|两节)”|五一|(?:全国)?两会"
)
_EDGE = rf"(?:年|月|季度?)?(?:(?P<end>{END})|{_START})"

_ISO = r"(?<![\d./-])((?:19|20)\d\d)[-./](1[0-2]|0?[1-9])[-./](3[01]|[12]\d|0?[1-9])(?!\d)"
_COMPACT = r"(?<![\d.])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.])"
# 2023.12 alone is a month: 2022.6-2023.12, 2023.12前.
_ISO_MONTH = (
    r"(?<![\d./])((?:19|20)\d\d)\.(1[0-2]|0[1-9]|[1-9](?=[-—~至到](?:19|20)\d\d))"
    r"(?=[-—~至到。；，、）\s前底]|$)(?!\.\d)"
)
# 年底 and 月底 without a number are this year's and this month's.
_BARE = rf"(?<![\d{_FIGURES}十两几多半每近全当学财往同])(?P<bare>年|月|季度?)(?:{END}|(?<=年)(?=内))"

# What is added to a day: 2月15日（正月初六）至3月10日.
_ADDED = r"（[^（）\d]{1,8}）"

# Nothing of a point read yet.
_NOTHING = Point()
_LAST_DAY = CalendarPart("day", -1, -1)
_NO_DAYS = CalendarPart("vague", 0, 0)
_UNITS: dict[str, Unit] = {"年": "year", "月": "month", "季": "quarter", "季度": "quarter", "周": "week"}
_THIRDS = {"上": 1, "中": 2, "下": 3}


def match_point(text: str, at: int) -> tuple[Point, int] | None:
    """The point that begins at ``at``, and its end; the 2022 of 2022-2025年 is one too."""
    numeric = _numeric(text, at) if text.startswith(("19", "20"), at) else None
    return numeric or _written(text, at) or _bare(text, at)


def match_date(text: str, at: int) -> tuple[Point | Period, int] | None:
    """The period that begins at ``at``, else the point, and its end.

    What one half of a period leaves out is taken from the other: 2022-2025年, 4月12-19日.
    """
    found = match_point(text, at)
    if not found:
        return None
    added = when_needed(_ADDED).match(text, found[1]) if text.startswith("（", found[1]) else None
    sign = when_needed(_SEPARATOR).match(text, added.end() if added else found[1])
    if not sign:
        return found
    start = found[0]
    last = match_point(text, sign.end()) or _day_of(start, text, sign.end())
    if last is None:
        return found
    end = last[0]
    if text.startswith(("次年", "翌年"), sign.end()) and start.year:
        end = replace(end, year=start.year + 1, shift=None)
    return Period(start, end), last[1]


def _numeric(text: str, at: int) -> tuple[Point, int] | None:
    """2025-06-30, 2025.6.30, 20250630, 2025.06."""
    found = when_needed(_ISO).match(text, at) or when_needed(_COMPACT).match(text, at)
    if not found:
        found = when_needed(_ISO_MONTH).match(text, at)
        return (Point(int(found[1]), parts=(_part("month", int(found[2])),)), found.end()) if found else None
    year, month, day = (int(figures) for figures in found.groups())
    end = found.end() + (text[found.end() : found.end() + 1] == "日")
    return Point(year, parts=(_part("month", month), _part("day", day))), end


def _bare(text: str, at: int) -> tuple[Point, int] | None:
    found = when_needed(_BARE).match(text, at)
    if not found:
        return None
    unit = _UNITS[found["bare"]]
    return Point(shift=(unit, 0), parts=(_LAST_DAY,) if found.end() - at > len(found["bare"]) else ()), found.end()


def _written(text: str, at: int) -> tuple[Point, int] | None:
    point, end = _year(text, at) or (_NOTHING, at)
    for read in (_part_of_year, _month, _part_of_month, _edge):
        if found := read(point, text, end):
            point, end = found
    return (point, end) if end > at else None


def _year(text: str, at: int) -> tuple[Point, int] | None:
    found = when_needed(_YEAR).match(text, at)
    if not found:
        return None
    if found["year"]:
        return Point(int(to_number(found["year"]))), found.end()
    if found["two"]:
        year = int("".join(str(_figure(c)) for c in found["two"]))
        return Point(year + (2000 if year < 50 else 1900)), found.end()
    word = text[max(0, at - 1) : found.end()].removesuffix("度")
    for words, step in _YEAR_WORDS.items():
        if when_needed(f"(?:{words})$").search(word):
            return Point(shift=("year", step)), found.end()
    raise AssertionError(word)


def _part_of_year(point: Point, text: str, at: int) -> tuple[Point, int] | None:
    dated = point is not _NOTHING
    if found := when_needed(_HALF).match(text, at):
        return _with(point, _part("half", _THIRDS[found["half"]] // 2 + 1)), found.end()
    if found := when_needed(_QUARTERS).match(text, at):
        return _with(point, CalendarPart("quarter", 1, _number(found["quarters"]))), found.end()
    if found := when_needed(_QUARTER).match(text, at):
        if found["step"]:
            return None if dated else (Point(shift=("quarter", _step(text, found))), found.end())
        return _with(point, _part("quarter", _number(found["quarter_th"] or found["quarter"] or "一"))), found.end()
    if not dated:
        return None
    if found := when_needed(_COUNTED).match(text, at):
        return _with(point, _counted(_UNITS[found["of"]], found)), found.end()
    if found := when_needed(_VAGUE).match(text, at):
        return _with(point, _NO_DAYS), found.end()
    return None


def _month(point: Point, text: str, at: int) -> tuple[Point, int] | None:
    dated = point is not _NOTHING
    if dated and text.startswith("的", at):
        at += 1
    if found := when_needed(_MONTH).match(text, at):
        if found["month"] is None and not dated:
            return None
        return _with(point, _part("month", _number(found["month"] or found["nth"] or "一"))), found.end()
    if not dated and (found := when_needed(_MONTH_STEP).match(text, at)):
        return Point(shift=("month", _step(text, found))), found.end()
    if not dated and (found := when_needed(_WEEKDAY).match(text, at)):
        week = Point(shift=("week", _step(text, found)))
        weekday = found["weekday"]
        return (_with(week, _part("day", "一二三四五六日".index(weekday) + 1)) if weekday else week), found.end()
    return None


def _part_of_month(point: Point, text: str, at: int) -> tuple[Point, int] | None:
    if point is _NOTHING:
        return None
    if point.unit == "month" and (counted := when_needed(_COUNTED_DAYS).match(text, at)):
        return _with(point, _counted("day", counted)), counted.end()
    found = when_needed(_DAY).match(text, at)
    if not found:
        return None
    if found["week"]:
        return _with(point, _part("week", _number(found["week"]))), found.end()
    if point.unit != "month":
        return None
    if found["third"]:
        return _with(point, _part("tenday", _THIRDS[found["third"]])), found.end()
    return _with(point, _part("day", _number(found["day"]))), found.end()


def _edge(point: Point, text: str, at: int) -> tuple[Point, int] | None:
    found = when_needed(_EDGE).match(text, at)
    if not found or point is _NOTHING or point.unit in ("day", "vague"):
        return None
    return _with(point, _LAST_DAY if found["end"] else _NO_DAYS), found.end()


def _day_of(start: Point, text: str, at: int) -> tuple[Point, int] | None:
    """The 19日 of 4月12-19日: in the month of the start."""
    found = when_needed(rf"({_DAY_NUMBER})[日号]").match(text, at)
    if not found or not start.parts or start.unit != "day":
        return None
    return replace(start, parts=(*start.parts[:-1], _part("day", _number(found[1])))), found.end()


def _with(point: Point, part: CalendarPart) -> Point:
    return replace(point, parts=(*point.parts, part))


def _part(unit: Unit, number: int) -> CalendarPart:
    return CalendarPart(unit, number, number)


def _counted(unit: Unit, found: re.Match[str]) -> CalendarPart:
    """前三个月, 最后5天: so many from the front or from the back."""
    count = _number(found["count"])
    return CalendarPart(unit, 1, count) if found["side"] == "前" else CalendarPart(unit, -count, -1)


def _step(text: str, found: re.Match[str]) -> int:
    """How far 本, 下个 or 上上个 is from now."""
    word = text[max(0, found.start() - 1) : found.end("step")]
    return next(step for words, step in reversed(_STEPS.items()) if when_needed(f"(?:{words})$").search(word))


def _number(text: str) -> int:
    return int(to_number(text))


def _figure(character: str) -> int:
    return int(to_number(character))
