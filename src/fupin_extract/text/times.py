"""Where times stand in a text, and what they are: points and periods of the calendar, durations, recurrences.

Made for folded text (``fold``). What a time is for (by when, how long, how often) is for the reader of the text to say.
Patterns are compiled on first use, and every repetition in them is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fupin_extract.text import dates, durations, recurrences
from fupin_extract.text.calendar import Duration, Period, Point, Recurrence

TimeValue = Point | Period | Duration | Recurrence


@dataclass(frozen=True, slots=True)
class Time:
    """A time at ``[start, end)`` of the text."""

    start: int
    end: int
    value: TimeValue


# Signs of times in their traditional forms; a text may hold a few of them (经认定後).
_SIMPLER = str.maketrans("後內個間號週當這過時鐘從來歲屆則", "后内个间号周当这过时钟从来岁届则")


def simplify(text: str) -> str:
    """The text with the signs of times in their simplified forms, one for one."""
    return text.translate(_SIMPLER)


def find_times(text: str) -> Iterator[Time]:
    """The times of a folded text, in order and without overlap; of two that begin together the longer."""
    at = 0
    while begin := _begins().search(text, at):
        times = _at(text, begin.start())
        if times:
            yield (time := max(times, key=lambda time: time.end))
            at = time.end
        else:
            at = begin.start() + 1


@cache
def _begins() -> re.Pattern[str]:
    # The class in front lets most places of a text fail at once.
    gate = r"(?=[\d一二两三四五六七八九十百半〇零廿每按逐分年月季今本当这明来次翌下后去上前首第])"
    return re.compile(f"{gate}(?:{recurrences.BEGINS}|{dates.BEGINS}|{durations.DURATION})")


@cache
def _duration() -> re.Pattern[str]:
    return re.compile(durations.DURATION)


def _at(text: str, at: int) -> list[Time]:
    """The readings of the time that begins here, the likelier first."""
    found = [match(text, at) for match in (recurrences.match_recurrence, dates.match_period, dates.match_point)]
    times = [Time(at, pair[1], pair[0]) for pair in found if pair]
    if length := _duration().match(text, at):
        value = durations.read_duration(length.group())
        if value:
            times.append(Time(at, length.end(), value))
    return times
