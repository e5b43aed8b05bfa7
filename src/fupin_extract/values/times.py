"""Where times stand in a text, and what they are: points and periods of the calendar, durations, recurrences.

Texts are folded (``fold``). What a time is for (by when, how long, how often) is for the
reader of the text to say. Patterns are compiled on first use, and every repetition in them is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from fupin_extract.text.patterns import compiled
from fupin_extract.values import dates, durations, recurrences
from fupin_extract.values.calendar import Duration, Period, Point, Recurrence

TimeValue = Point | Period | Duration | Recurrence


class Time(NamedTuple):
    """A time at ``[start, end)`` of the text."""

    start: int
    end: int
    value: TimeValue


# Each reader with the characters other than digits that what it reads can begin with.
_MATCHERS: tuple[tuple[Callable[[str, int], tuple[TimeValue, int] | None], str], ...] = (
    (recurrences.match_recurrence, "每按分逐"),
    (dates.match_date, "一二两三四五六七八九十〇零廿年月季今本当这明来次翌下后去上前首第"),
    (durations.match_duration, "一二两三四五六七八九十百半"),
)


def find_times(text: str) -> Iterator[Time]:
    """The times of a folded text, in order and without overlap; of two that begin together the longer."""
    at = 0
    for sign in _may_begin().finditer(text):
        start = sign.start()
        if start >= at and (time := _at(text, start)):
            yield time
            at = time.end


@cache
def _may_begin() -> re.Pattern[str]:
    # Few places have both a first character of a time, one that may stand next and a sign of a time soon after; only
    # these are read.
    figures = "0-9一二两三四五六七八九十百〇零"
    words = "今本当这明来次翌下后去上首"
    sign = "(?=[^年月日天号周时钟季期旬]{0,20}+[年月日天号周时钟季期旬])"
    each, by, counted = f"[{figures}半双个隔逢自完工年学季月旬周星日天]", "[年半季月旬周日学]", f"[{figures}年]"
    behind_figure = f"[{figures}.千个多余工交小分月周年学自日天法季起至到—~与和-]"
    starts = (
        f"[{figures}半廿](?={behind_figure}){sign}",
        f"[{words}](?=[一下上个半]{{0,2}}+[年月季周])",
        f"每(?={each}){sign}",
        f"[按逐分](?={by})",
        f"[前第](?={counted}){sign}",
        "[年月季](?=度?[底末内])",
        r"(?:19|20)(?=\d\d[-./\d])",
    )
    first = f"[{figures}半廿每按逐分年月季{words}前第]"
    return compiled(f"{first}(?<=(?={'|'.join(starts)}){first})")


def _at(text: str, at: int) -> Time | None:
    """The longest reading of the time that begins here, of two as long the likelier."""
    first = text[at]
    figure = first.isdecimal()
    best: tuple[TimeValue, int] | None = None
    for match, begins in _MATCHERS:
        if (figure or first in begins) and (found := match(text, at)) and (best is None or found[1] > best[1]):
            best = found
    return Time(at, best[1], best[0]) if best else None
