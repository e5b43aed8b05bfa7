"""How often, as it is written: 每月, 每两年, 每季度末, 每年6月底, 每月5日和20日, 按季度, 逐月. For folded text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from fupin_extract.text.patterns import when_needed
from fupin_extract.values.calendar import Recurrence
from fupin_extract.values.dates import END
from fupin_extract.values.durations import COUNT
from fupin_extract.values.numerals import to_number

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]

_FREQUENCIES: dict[str, tuple[Frequency, int]] = {
    "年度": ("YEARLY", 1),
    "学年": ("YEARLY", 1),
    "年": ("YEARLY", 1),
    "半年": ("MONTHLY", 6),
    "学期": ("MONTHLY", 6),
    "季度": ("MONTHLY", 3),
    "季": ("MONTHLY", 3),
    "月": ("MONTHLY", 1),
    "半月": ("DAILY", 15),
    "旬": ("DAILY", 10),
    "周": ("WEEKLY", 1),
    "星期": ("WEEKLY", 1),
    "工作日": ("WEEKLY", 1),
    "日": ("DAILY", 1),
    "天": ("DAILY", 1),
    "小时": ("HOURLY", 1),
}
_WORKWEEK = ("MO", "TU", "WE", "TH", "FR")
_WEEKDAYS = dict(zip("一二三四五六日", (*_WORKWEEK, "SA", "SU"), strict=True))

# 每周岁, 每日常 and 每季节 are no recurrences, 每小时 is what a rate is counted for; nor are 按年龄, 按日程 and 按月份.
_EACH = (
    rf"每[隔逢]?(?P<count>{COUNT}|双(?=月))?个?(?:自然|完整)?"
    r"(?P<each>工作日|年度?(?![级代龄])|学年|学期|季度?(?!节)|月(?!亮)|旬|周(?![岁边])|星期|日(?!常)|天"
    r"|(?<=[\d一二两三四五六七八九十个])小时)"
)
_BY = (
    r"(?:(?:按|分)(?P<by>年度|半年|年(?![龄份均级限费产利化息])|季度?(?!节)|月(?![份均利息])|半月|旬|周(?!边)|日(?![程常均])|学期|学年)"
    r"|逐(?P<step>年|季度?|月|周|日)(?!均))"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_AND = "(?:[、，和及与]|以及)"
_TO = "(?:[-—~]{1,2}|至|到)"
_MONTHS = rf"的?({_MONTH}月?(?:(?:{_AND}|{_TO}){_MONTH}月?){{0,11}}(?<=月))份?"
_DAYS = rf"的?({_DAY}[日号]?(?:{_AND}{_DAY}[日号]?){{0,9}}(?<=[日号]))(?!均)"
_PART = r"的?(?:第?(?P<quarter>[一二三四1-4])个?季度|(?P<half>[上下])半年)"
_THIRD = "([上中下])旬"
_END = f"的?(?:年|月|季度?)?{END}"
_OF_QUARTER = "的?(?:首|第[一二三1-3]个|末|最后一?个)月"
_OF_WEEK = rf"([一二三四五六日](?:(?:{_AND}|{_TO})(?:每?周)?[一二三四五六日]){{0,6}})(?![次场轮期个项天均])"
_BEFORE = "(?:之|以)?前(?![一二两三四五六七八九十\\d])"
_THIRDS = {"上": (10,), "中": (20,), "下": (-1,)}
_LAST = (-1,)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def match_recurrence(text: str, at: int) -> tuple[Recurrence, int] | None:
    """The recurrence that begins at ``at`` with its days, and its end; ``None`` where its count is no number."""
    if found := when_needed(_BY).match(text, at):
        unit, interval = _FREQUENCIES[found["by"] or found["step"]]
        return Recurrence(unit, interval), found.end()
    found = when_needed(_EACH).match(text, at)
    if not found:
        return None
    try:
        count = 1 if not found["count"] else 2 if found["count"] == "双" else to_number(found["count"])
    except ValueError:
        return None
    word, end = found["each"], found.end()
    if count == 0.5:
        word, count = {"年": "半年", "月": "半月"}.get(word, word), 1
    unit, interval = _FREQUENCIES[word]
    plain = Recurrence(unit, int(interval * count), weekdays=_WORKWEEK if word == "工作日" else ())
    return _with_days(plain, text, end) if count == 1 or found["count"] == "双" else (plain, end)


def _with_days(each: Recurrence, text: str, at: int) -> tuple[Recurrence, int]:
    """When in the year, the quarter, the month or the week; the same where nothing is said."""
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    end = at
    if each.unit == "WEEKLY" and (found := when_needed(_OF_WEEK).match(text, at)):
        return replace(each, weekdays=tuple(_WEEKDAYS[d] for d in _listed(found[1], "一二三四五六日"))), found.end()
    if each.unit == "YEARLY":
        months, days, end = _of_year(text, at)
    elif each.unit == "MONTHLY":
        if each.interval == 3 and (found := when_needed(_OF_QUARTER).match(text, at)):
            end = found.end()
        days, end = _of_month(text, end)
    return replace(each, months=months, days=days), end


def _of_year(text: str, at: int) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Months, days and end: 6月底, 1月和7月, 6月30日、12月31日, 第一季度末, 上半年, 年底."""
    if found := when_needed(_PART).match(text, at):
        size = 3 if found["quarter"] else 6
        number = int(to_number(found["quarter"])) if found["quarter"] else " 上下".index(found["half"])
        last, end = number * size, found.end()
        if closing := when_needed(_END).match(text, end):
            return (last,), _LAST, closing.end()
        before = when_needed(_BEFORE).match(text, end)
        return ((last,), _LAST, end) if before else (tuple(range(last - size + 1, last + 1)), (), end)
    found = when_needed(_MONTHS).match(text, at)
    if not found:
        closing = when_needed(_END).match(text, at)
        return ((12,), _LAST, closing.end()) if closing else ((), (), at)
    months = _numbers(found[1])
    days, end = _of_month(text, found.end())
    while days and (more := when_needed(rf"(?:[之以]?前)?{_AND}({_MONTH})月").match(text, end)):
        more_days, more_end = _of_month(text, more.end())
        month = int(to_number(more[1]))
        if more_days != days:
            # 6月30日 and 12月31日 are one rule only as the last days of their months.
            if not all(_is_last(m, d) for m, d in [(months[-1], days), (month, more_days)]):
                break
            days = _LAST
        months, end = (*months, month), more_end
    if not days and when_needed(_BEFORE).match(text, end):
        days = _LAST
    return months, days, end


def _of_month(text: str, at: int) -> tuple[tuple[int, ...], int]:
    """Days of the month and end: 25日, 5日和20日, 上旬, 底."""
    if found := when_needed(_DAYS).match(text, at):
        return _numbers(found[1]), found.end()
    if found := when_needed(_THIRD).match(text, at):
        return _THIRDS[found[1]], found.end()
    if found := when_needed(_END).match(text, at):
        return _LAST, found.end()
    return (), at


def _is_last(month: int, days: tuple[int, ...]) -> bool:
    return days in (_LAST, (_LENGTHS[month - 1],))


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a list, and those between the ends of a range: 1、3-5月."""
    numbers: list[int] = []
    for item in re.split(_AND, text):
        ends = [int(to_number(end.rstrip("月日号"))) for end in re.split(_TO, item)]
        numbers.extend(range(ends[0], ends[-1] + 1))
    return tuple(numbers)


def _listed(text: str, order: str) -> str:
    """The characters of a list such as 一、三 or 一至五, those between the ends of a range too."""
    items = [re.sub("[每周]", "", item) for item in re.split(_AND, text)]
    return "".join(order[order.index(item[0]) : order.index(item[-1]) + 1] for item in items)
