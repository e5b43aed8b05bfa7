"""Lengths of time, as they are written: 30个工作日, 一年半, 四年六个月, 3-6个月, 24小时, 半年. For folded text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fupin_extract.text.patterns import when_needed
from fupin_extract.values.calendar import Duration
from fupin_extract.values.numerals import to_number

# The unit as written, the field of Duration that counts it, and how many of these it is.
_UNITS = {
    "工作日": ("working_days", 1),
    "交易日": ("working_days", 1),
    "年": ("years", 1),
    "季度": ("months", 3),
    "月": ("months", 1),
    "旬": ("days", 10),
    "周": ("weeks", 1),
    "星期": ("weeks", 1),
    "天": ("days", 1),
    "日": ("days", 1),
    "小时": ("hours", 1),
    "分钟": ("minutes", 1),
}
# 个 tells how long from when: 3个月 against 3月. What follows 年, 周, 天 and 日 may make another word of them.
_UNIT = (
    "个[多余]?半?(?:法定)?(?:工作日|交易日|季度|月|星期|小时|学?年(?=度))"
    "|[多余]?(?:个?(?:法定)?工作日|交易日|小时|分钟|(?<=半)月|周?年(?![级代份画轮谷纪])|学年|周(?![边岁报长年])"
    "|(?:自然|日历)?[天日](?![常均产]))"
)
COUNT = r"(?:\d{1,5}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5}|半)"
"""How many: the source of a pattern."""

_TO = "(?:[-—~]{1,2}|至|到)"
_PIECE = rf"{COUNT}(?:{_UNIT})半?"
_DURATION = (
    rf"(?<![第\d一二三四五六七八九十百])(?<!\d\.)(?:{COUNT}(?:{_UNIT})?{_TO})?{_PIECE}(?:[零又]?{_PIECE}){{0,2}}"
)
_SPLIT = rf"(?P<number>{COUNT})(?P<unit>{_UNIT})(?P<half>半?)"
_RANGE = rf"(?P<number>{COUNT})(?P<unit>{_UNIT})?{_TO}(?={COUNT})"


def match_duration(text: str, at: int) -> tuple[Duration, int] | None:
    """The duration that begins at ``at``, and its end."""
    found = when_needed(_DURATION).match(text, at)
    value = _read(found[0]) if found else None
    return (value, found.end()) if found and value else None


def _read(text: str) -> Duration | None:
    """The value of what is written; ``None`` where a number in it is none (三四年)."""
    try:
        ranged = when_needed(_RANGE).match(text)
        if not ranged:
            return _sum(text)
        most = text[ranged.end() :]
        field, times = _unit(ranged["unit"] or when_needed(_SPLIT).findall(most)[0][1])
        return replace(Duration(), **{field: to_number(ranged["number"]) * times}, most=_sum(most))
    except ValueError:
        return None


def _sum(text: str) -> Duration:
    """The pieces together: 一年半 is 1.5 years, 两个半月 2.5 months."""
    amounts: dict[str, Any] = {}
    for piece in when_needed(_SPLIT).finditer(text):
        field, times = _unit(piece["unit"])
        half = 0.5 if piece["half"] or "半" in piece["unit"] else 0
        amounts[field] = amounts.get(field, 0) + (to_number(piece["number"]) + half) * times
    return Duration(**amounts)


def _unit(text: str) -> tuple[str, int]:
    return next(unit for word, unit in _UNITS.items() if text.endswith(word))
