"""完成时限: which times of a clause are deadlines, and of which kind.

``values.times`` says where times stand; ``rules/deadlines.yaml`` says what they are there. What is seen and not taken
is kept, with the reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from sys import maxsize
from typing import Literal

from fupin_extract.find.deadlines.forms import Hit, Seen, compile_deadlines
from fupin_extract.find.mention import Mention, settled
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import DeadlineKind
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import SENTENCE_ENDS
from fupin_extract.values.calendar import Period, Point
from fupin_extract.values.times import TimeValue

_SENTENCE_END = compiled(f"[{SENTENCE_ENDS}\n]")


@dataclass(slots=True)
class DeadlineValue:
    """What a deadline says, before any day is known.

    ``time`` is None where no calendar tells it (党的二十大前). ``year`` is the year that stands before in the
    sentence, for a time without one, and for a ``bare`` 年底 that says of no year. A start or a duration
    ``counts_from`` the day of signing; a time of the year that counts from an event (考核期第2年10月底) has no
    dates. ``only`` limits the dates to notices of one matter; ``recurrence`` is an RFC 5545 rule that no
    calendar says (月监测); ``past`` says that it counts even where it was over on the day of signing; ``told``
    that a label tells it (完成时限：), or that it stands in a responsibility group.
    """

    kind: DeadlineKind | None
    time: TimeValue | None = None
    year: int | None = None
    counts_from: Literal["signing", "event"] | None = None
    only: Literal["transition"] | None = None
    recurrence: str | None = None
    past: bool = False
    told: bool = False
    bare: bool = False


def find_deadlines(text: str, rules: RuleSet, told: Sequence[Span] = ()) -> list[Mention]:
    """The deadlines of one clause's folded text, and the times that are none, in order and without overlap.

    ``told`` is where a label tells of time, and where responsibility groups stand, in order.
    """
    forms = rules.get(compile_deadlines)
    places = forms.places(text)
    found: list[Mention] = []
    year: int | None = (
        None  # the last that was written in this sentence, which is looked through for its end up to ``at``
    )
    at = 0
    for seen in forms.seen(text, places):
        if year is not None and _SENTENCE_END.search(text, at, seen.start):
            year = None
        at = max(at, seen.start)
        hits = [hit for hit in forms.around(text, seen) if not hit.rule.told or _inside(told, hit.start)]
        if hits or not seen.name:
            # A name alone says nothing of time: 巩固脱贫攻坚成果.
            found.append(_decided(hits, seen, year))
        if (written := _year(seen)) is not None:
            year = written
    phrases = forms.phrases(text, places) if places else ()
    found += [_mention(hit) for hit in phrases if not hit.rule.told or _inside(told, hit.start)]
    found = settled(found)
    return [_told(mention) if _inside(told, mention.start) else mention for mention in found] if told else found


def _inside(spans: Sequence[Span], at: int) -> bool:
    before = bisect_right(spans, (at, maxsize)) - 1
    return before >= 0 and at < spans[before][1]


def _told(mention: Mention) -> Mention:
    assert isinstance(mention.value, DeadlineValue)
    return mention._replace(value=replace(mention.value, told=True))


def _decided(hits: list[Hit], seen: Seen, year: int | None) -> Mention:
    """The longest form that takes the time, of two as long the first, unless a form rejects it."""
    takes = max((hit for hit in hits if hit.rule.kind), key=_length, default=None)
    rejects = next((hit for hit in hits if not hit.rule.kind), None)
    if rejects:
        whole = _mention(max(hits, key=_length), year)
        return whole._replace(rule=rejects.rule.id, rejected=rejects.rule.reject)
    if takes:
        return _mention(takes, year)
    return Mention("deadline", "none", seen.start, seen.end, DeadlineValue(None, seen.value), "no form fits")


def _mention(hit: Hit, year: int | None = None) -> Mention:
    rule = hit.rule
    only = hit.seen.name.only if hit.seen and hit.seen.name else None
    value = DeadlineValue(rule.kind, hit.value, year, rule.counts_from, only, rule.recurrence or None, rule.past)
    value.bare = hit.seen is not None and hit.seen.bare
    return Mention("deadline", rule.id, hit.start, hit.end, value, rule.reject or None)


def _year(seen: Seen) -> int | None:
    """The year that a time writes, of a period the last: 2022年11月至2023年3月, 2023年1-3月."""
    value = seen.value
    point = value.end if isinstance(value, Period) else value
    if isinstance(value, Period) and isinstance(point, Point) and point.year is None and point.shift is None:
        days = value.days()
        return days[1].year if days and not seen.name else None
    return point.year if isinstance(point, Point) and not seen.name else None


def _length(hit: Hit) -> int:
    return hit.end - hit.start
