"""A deadline or a target in a reader's words, read with the rules: in its sentence, else alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fupin_extract.derive.corrections.anchor import bare
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.find.frame import find_matters
from fupin_extract.find.mention import Mention
from fupin_extract.find.targets.find import TargetValue, find_targets, judge
from fupin_extract.records.notice import DeadlineKind
from fupin_extract.records.patch import CorrectedDeadline, CorrectedTarget
from fupin_extract.resolve.deadlines import DeadlineContext, DeadlineFields, resolve_deadline
from fupin_extract.text.fold import fold
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAKS, SENTENCE_ENDS
from fupin_extract.values.calendar import Duration, Period, Point, Recurrence
from fupin_extract.values.numerals import NUMBER, to_number

_STOPS = SENTENCE_ENDS + LINE_BREAKS
# A number and the word behind it: 800垛.
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>[^\d，。；、（） ]{{1,6}}?)(?:及?以[上下内]|左右)?$")


def deadline_fields(draft: Draft, now: str, place: Span | None, value: CorrectedDeadline | None) -> dict[str, Any]:
    """The fields of a deadline that say when; where nothing tells them, it is a ``by`` without days."""
    fields: dict[str, Any] = dict(_read_deadline(draft, now, place) or {"kind": "by"})
    if value is not None:
        given = value.model_dump(exclude_unset=True, exclude_none=True)
        if given.keys() - {"kind"}:
            # Days that are given are all of them: an end given to 每月 leaves no recurrence.
            fields = {"kind": fields["kind"]}
        fields |= given
    return fields


def is_read(draft: Draft, now: str, place: Span | None) -> bool:
    """Whether the rules find a time in it."""
    return _read_deadline(draft, now, place) is not None


def _read_deadline(draft: Draft, now: str, place: Span | None) -> DeadlineFields | None:
    value = _found(_deadlines(draft, now, place))
    if value is None:
        return None
    issued = draft.metadata.date_signed or draft.metadata.date_published
    matters = find_matters(fold(draft.text), draft.rules) if value.only else []
    return resolve_deadline(value, DeadlineContext(issued, frozenset(m.value for m in matters)))


def _deadlines(draft: Draft, now: str, place: Span | None) -> list[list[Mention]]:
    """The times in a sentence at a place, then those in the words alone; both as if a label told them."""
    alone = find_deadlines(fold(now), draft.rules, [(0, len(now))])
    if place is None or bare(draft.text[slice(*place)]) != bare(now):
        return [alone]
    start, end = _sentence(draft.text, place)
    told = (place[0] - start, place[1] - start)
    around = find_deadlines(fold(draft.text[start:end]), draft.rules, [told])
    return [[m for m in around if told[0] <= m.start and m.end <= told[1]], alone]


def _found(several: Sequence[list[Mention]]) -> DeadlineValue | None:
    """The longest that counts, else the longest that is a time at all."""
    for counts in (True, False):
        for mentions in several:
            for mention in sorted(mentions, key=lambda m: m.start - m.end):
                value = mention.value
                if isinstance(value, DeadlineValue) and (mention.rejected is None) == counts:
                    kind = value.kind or _kind(value)
                    if kind is not None:
                        return replace(value, kind=kind)
    return None


def _kind(value: DeadlineValue) -> DeadlineKind | None:
    """What a time is where no form says it."""
    match value.time:
        case Point():
            return "by"
        case Period():
            return "during"
        case Duration():
            return "within"
        case Recurrence():
            return "recurring"
    return None


def target_fields(draft: Draft, now: str, place: Span | None, value: CorrectedTarget | None) -> dict[str, Any] | None:
    """The fields of a target; None where there is no number in it and none is given."""
    fields = _read_target(draft, now, place)
    given = value.model_dump(exclude_unset=True, exclude_none=True) if value else {}
    if fields is None and "value" not in given:
        return None
    found = {"role": "target", "comparator": "=", **(fields or {}), **given}
    if found.get("unit") is None and (unit := counted_word(fold(now))):
        # Whatever it counts in, its reader has said that it is a target.
        found["unit"] = unit
    return found


def counted_word(text: str) -> str | None:
    """The word behind the number of a folded text, as a unit of measure is written: 垛 of 800垛."""
    found = _COUNT.search(text)
    return found["unit"] if found else None


def _read_target(draft: Draft, now: str, place: Span | None) -> dict[str, Any] | None:
    if place is not None and bare(draft.text[slice(*place)]) == bare(now):
        start, end = _sentence(draft.text, place)
        inside = (place[0] - start, place[1] - start)
        if found := _target(fold(draft.text[start:end]), draft, inside):
            return found
    return _target(fold(now), draft, (0, len(now)))


def _target(text: str, draft: Draft, inside: Span) -> dict[str, Any] | None:
    """The longest target in a stretch of a text, else its first quantity, whatever it is there."""
    found = [m for m in find_targets(text, draft.rules) if inside[0] <= m.start and m.end <= inside[1]]
    for mention in sorted(found, key=lambda m: m.start - m.end):
        if isinstance(told := mention.value, TargetValue):
            names = ("role", "comparator", "value", "value_max", "unit", "approximate", "per", "subject")
            return {name: getattr(told, name) for name in names}
    for one in judge(text, draft.rules):
        if inside[0] <= one.candidate.start and one.candidate.end <= inside[1]:
            quantity = one.candidate.quantity
            known = ("comparator", "value", "value_max", "unit", "approximate", "per")
            return {name: getattr(quantity, name) for name in known}
    counted = _COUNT.search(text[slice(*inside)])
    return {"value": float(to_number(counted["number"])), "unit": counted["unit"]} if counted else None


def _sentence(text: str, place: Span) -> Span:
    """The sentence around a place."""
    start = max(text.rfind(stop, 0, place[0]) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, place[1])) >= 0]
    return start, min(ends, default=len(text))
