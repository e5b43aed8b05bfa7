"""Deadlines earlier or later, targets raised or lowered: the same fact of both tasks found, and its two values
compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from fupin_extract.compare.assign import assign
from fupin_extract.records.diff import Change, ChangeField, ChangeKind
from fupin_extract.records.notice import Deadline, Target
from fupin_extract.text.fold import fold

F = TypeVar("F", Deadline, Target)

_DURATION = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?)?")
_DAYS = (365.0, 30.5, 7.0, 1.0, 1 / 24, 1 / 1440)
# Units of which one is so many of the other.
_IN_OTHERS = {"年": ("个月", 12.0), "小时": ("分钟", 60.0), "公顷": ("亩", 15.0)}
# What speaks for two facts being the same one: the same value, its sentence, its subject.
_EQUAL, _SENTENCE, _SUBJECT, _ORDER = 4.0, 2.0, 2.0, 1e-3
# Facts with another value are the same one only with so much beside it.
_ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Placed(Generic[F]):
    """A fact and the sentence of its part that it stands in; None for one of the group of units."""

    fact: F
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Kind(Generic[F]):
    """How facts of a kind are compared: which may be the same at all, which are equal, and how two values differ.

    Where ``alone``, the only fact of one task and the only one of the other are the same one.
    """

    field: ChangeField
    comparable: Callable[[F, F], bool]
    equal: Callable[[F, F], bool]
    subject: Callable[[F, F], float]
    change: Callable[[F, F], ChangeKind]
    alone: bool = False


def placed(facts: Sequence[F], sentences: Sequence[str]) -> list[Placed[F]]:
    """The facts in the order of the text with their sentences."""
    texts = [fold(sentence).replace(" ", "") for sentence in sentences] if facts else []
    found: list[Placed[F]] = []
    at = (0, 0)
    for fact in sorted(facts, key=lambda f: f.span):
        printed = fold(fact.text).replace(" ", "")
        place = _find(printed, texts, at) or _find(printed, texts, (0, 0))
        found.append(Placed(fact, place[0] if place else None))
        at = (place[0], place[1] + len(printed)) if place else at
    return found


def _find(printed: str, texts: Sequence[str], start: tuple[int, int]) -> tuple[int, int] | None:
    for i in range(start[0], len(texts)):
        if (at := texts[i].find(printed, start[1] if i == start[0] else 0)) >= 0:
            return i, at
    return None


# Of more facts than any task has, those that stand near one another are compared.
_MOST_COMPARED, _NEAR = 40_000, 50


def pairs(
    a: Sequence[Placed[F]], b: Sequence[Placed[F]], kind: Kind[F], aligned: Mapping[int, int]
) -> list[tuple[int, int]]:
    """The facts of two tasks that are the same one, by place; ``aligned`` are the sentences that are."""
    alone = _ENOUGH if kind.alone and len(a) == len(b) == 1 else 0.0
    near = max(len(a), len(b)) if len(a) * len(b) <= _MOST_COMPARED else _NEAR
    scores: dict[tuple[int, int], float] = {}
    for i, one in enumerate(a):
        for j, other in enumerate(b[max(i - near, 0) : i + near + 1], max(i - near, 0)):
            if kind.comparable(one.fact, other.fact):
                scores[i, j] = alone + _likeness(one, other, kind, aligned) - _ORDER * abs(i - j)
    return assign({pair: score for pair, score in scores.items() if score >= _ENOUGH})


def _likeness(one: Placed[F], other: Placed[F], kind: Kind[F], aligned: Mapping[int, int]) -> float:
    value = _EQUAL if kind.equal(one.fact, other.fact) else 0.0
    if one.sentence is None or other.sentence is None:
        value += _SENTENCE if one.sentence is other.sentence else 0.0
    elif aligned.get(one.sentence) == other.sentence:
        value += _SENTENCE
    return value + _SUBJECT * kind.subject(one.fact, other.fact)


def changes(
    a: Sequence[Placed[F]],
    b: Sequence[Placed[F]],
    kind: Kind[F],
    aligned: Mapping[int, int],
    elsewhere_a: Sequence[F] | None = None,
    elsewhere_b: Sequence[F] | None = None,
) -> Iterator[Change]:
    """What changed of the facts, those of A first; ``elsewhere_a`` and ``elsewhere_b`` as for offices."""
    same = pairs(a, b, kind, aligned)
    with_a, with_b = dict(same), {j: i for i, j in same}
    for i, one in enumerate(a):
        if i in with_a:
            other = b[with_a[i]]
            if not kind.equal(one.fact, other.fact):
                how = kind.change(one.fact, other.fact)
                yield Change(field=kind.field, kind=how, a=one.fact.text, b=other.fact.text)
        elif elsewhere_a is not None and not any(kind.equal(one.fact, fact) for fact in elsewhere_a):
            yield Change(field=kind.field, kind="removed", a=one.fact.text)
    for j, one in enumerate(b):
        if j not in with_b and elsewhere_b is not None and not any(kind.equal(one.fact, f) for f in elsewhere_b):
            yield Change(field=kind.field, kind="added", b=one.fact.text)


def _day(deadline: Deadline) -> dt.date | None:
    """The last day, or the first of one that only begins."""
    return deadline.end or deadline.due or deadline.start


def _days(deadline: Deadline) -> float | None:
    """How long, in days; working days count as such, since no other term of the same task is in days of the week."""
    if deadline.working_days is not None:
        return float(deadline.working_days)
    found = _DURATION.fullmatch(deadline.duration or "")
    return sum(float(n) * days for n, days in zip(found.groups(), _DAYS, strict=True) if n) if found else None


def _deadline_value(deadline: Deadline) -> tuple[object, ...]:
    """What a deadline says; one whose end is an event says what is printed."""
    said = (deadline.start, deadline.end, deadline.duration, deadline.working_days, deadline.recurrence)
    return (deadline.kind, *said) if any(part is not None for part in said) else (deadline.kind, fold(deadline.text))


def _deadlines_comparable(a: Deadline, b: Deadline) -> bool:
    """每年 and 2025年底前 are not one deadline that changed; 2025年底前 and 2023年-2025年 are."""
    return (a.recurrence is None) == (b.recurrence is None)


def _deadline_change(a: Deadline, b: Deadline) -> ChangeKind:
    for one, other in ((_day(a), _day(b)), (a.start, b.start)):
        if one and other and one != other and not (a.kind == b.kind == "within"):
            return "later" if other > one else "earlier"
    long, longer = _days(a), _days(b)
    if long is not None and longer is not None and long != longer:
        return "later" if longer > long else "earlier"
    return "reworded"


def _scaled(target: Target) -> tuple[str | None, float, float | None]:
    # 畝 of a traditional text is 亩.
    told = _fold(target.unit) or None
    unit, times = _IN_OTHERS.get(told or "", (told, 1.0))
    return unit, target.value * times, target.value_max * times if target.value_max is not None else None


def _targets_equal(a: Target, b: Target) -> bool:
    return _scaled(a) == _scaled(b) and a.comparator == b.comparator and _fold(a.per) == _fold(b.per)


def _targets_comparable(a: Target, b: Target) -> bool:
    """The same unit, a condition with a condition only."""
    return _scaled(a)[0] == _scaled(b)[0] and (a.role == "condition") == (b.role == "condition")


def _fold(text: str | None) -> str:
    return fold(text or "")


def _subjects(a: Target, b: Target) -> float:
    """How alike two subjects are, by pairs of characters; none says nothing."""
    one, other = _fold(a.subject), _fold(b.subject)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    left, right = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _target_change(a: Target, b: Target) -> ChangeKind:
    (_, low_a, high_a), (_, low_b, high_b) = _scaled(a), _scaled(b)
    one, other = (high_a or low_a, low_a), (high_b or low_b, low_b)
    return "reworded" if one == other else "raised" if other > one else "lowered"


DEADLINES: Kind[Deadline] = Kind(
    "deadlines",
    _deadlines_comparable,
    lambda a, b: _deadline_value(a) == _deadline_value(b),
    lambda a, b: 0.0,  # noqa: ARG005 - a deadline has no subject
    _deadline_change,
    alone=True,
)
TARGETS: Kind[Target] = Kind("targets", _targets_comparable, _targets_equal, _subjects, _target_change)
