"""``rules/deadlines.yaml`` and ``rules/periods.yaml``, compiled: which forms a time has where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from fupin_extract.errors import RuleError
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.choice import Choice, closings
from fupin_extract.ruleset.models import DeadlineRule, PeriodRule
from fupin_extract.ruleset.pattern import Compiled, compile_sign, unnamed
from fupin_extract.text.patterns import compiled
from fupin_extract.values.calendar import CalendarPart, Duration, Period, Point, Recurrence
from fupin_extract.values.numerals import to_number
from fupin_extract.values.times import TimeValue, find_times

# How far a form reaches before its time, and how far is looked to either side of it.
REACH, LEFT, RIGHT = 32, 80, 60

# Marks that a name may stand in, one before it beside one of its own (““两会””).
_QUOTES, _MOST_QUOTES = '“”"', 2
_SLOT = compiled(r"(?<![?]P)<([a-z]+)>")
_SLOTS = {Point: "point", Period: "period", Duration: "duration", Recurrence: "recurrence"}


class Seen(NamedTuple):
    """A time at ``text[start:end]``: of the calendar, or a period by its ``name``, whose years may be unknown."""

    start: int
    end: int
    value: TimeValue | None
    name: PeriodRule | None = None
    bare: bool = False  # 年底 and 年内, which are of no year that they tell

    @property
    def slot(self) -> str:
        return self.name.slot if self.name else _SLOTS[type(self.value)]

    @property
    def unit(self) -> str | None:
        """The finest unit of a point; 底 and 末 are ``end``."""
        if not isinstance(self.value, Point):
            return None
        return "end" if self.value.parts[-1:] == (CalendarPart("day", -1, -1),) else self.value.unit


class Hit(NamedTuple):
    """A form of ``rule`` at ``text[start:end]``, around ``seen`` where it has a time in it."""

    rule: DeadlineRule
    start: int
    end: int
    seen: Seen | None
    value: TimeValue | None


class _Ending:
    """A pattern for what ends at a place."""

    def __init__(self, pattern: Compiled) -> None:
        self._pattern, self._ends = pattern, closings(pattern)

    def at(self, text: str, end: int, reach: int = LEFT) -> re.Match[str] | None:
        """The longest match that ends at ``end``, of at most ``reach`` characters."""
        if self._ends and text[end - 1 : end] not in self._ends:
            return None
        return self._pattern.search(text, max(0, end - reach), end)


class _DeadlineForm:
    """One form of a rule, with what must and must not stand around it."""

    def __init__(self, rule: DeadlineRule, source: str) -> None:
        left, self.slot, right = (*_SLOT.split(source, maxsplit=1), "", "")[:3]
        self.rule, self.source = rule, source
        compiled = partial(compile_pattern, rules=[rule])
        self._left = _Ending(compiled(rf"(?:{left})\Z")) if self.slot and left else None
        self.right = compiled(right)
        self._text = compiled("|".join(rule.text)) if rule.text else None
        self.whole = compiled("" if self.slot else left)
        self._before, self._not_before = (
            _Ending(compiled(rf"(?:{'|'.join(p)})\Z")) if p else None for p in (rule.before, rule.not_before)
        )
        self._after, self._not_after = (compiled("|".join(p)) if p else None for p in (rule.after, rule.not_after))

    def phrase(self, text: str, whole: re.Match[str]) -> Hit | None:
        """A form without a time, which fits as ``whole``."""
        stands = whole.end() > whole.start() and self._stands(text, *whole.span())
        return Hit(self.rule, *whole.span(), None, None) if stands else None

    def around(self, text: str, seen: Seen, right: re.Match[str]) -> Hit | None:
        """The form around a time of its slot and of one of its units, behind which ``right`` fits."""
        if self._text and not self._text.fullmatch(text, seen.start, seen.end):
            return None
        start = seen.start
        if self._left:
            left = self._left.at(text, start, REACH)
            if not left:
                return None
            start = left.start()
        if not self._stands(text, start, right.end()):
            return None
        return Hit(self.rule, start, right.end(), seen, _counted(seen.value, right))

    def _stands(self, text: str, start: int, end: int) -> bool:
        """Whether what must stand around the phrase does, and what must not does not."""
        return (
            (self._after is None or self._after.match(text, end, end + RIGHT) is not None)
            and (self._not_after is None or self._not_after.match(text, end, end + RIGHT) is None)
            and (self._before is None or self._before.at(text, start) is not None)
            and (self._not_before is None or self._not_before.at(text, start) is None)
        )


class DeadlineForms:
    """The forms of the rules, in the order of their file."""

    def __init__(self, rules: Iterable[DeadlineRule], periods: Iterable[PeriodRule]) -> None:
        rules, periods = tuple(rules), tuple(periods)
        _check_slots(rules, periods)
        forms = [_DeadlineForm(rule, source) for rule in rules for source in rule.forms]
        phrases = [form for form in forms if not form.slot]
        self._phrases = Choice((form, form.whole) for form in phrases)
        self._around = {slot: [f for f in forms if f.slot == slot] for slot in {form.slot for form in forms}}
        # What stands behind is asked for first: a match costs less than a search to the left.
        self._fitting: dict[tuple[str, str | None], Choice[_DeadlineForm]] = {}
        self._periods = {name: period for period in periods for name in period.names}
        self._names = compile_pattern(f'[“"]?({any_of(self._periods)})[”"]?', periods)
        # Without the marks around them, which may stand there or not, a text is soon searched through.
        bare = any_of(name.strip(_QUOTES) for name in self._periods)
        self._bare = compile_pattern(bare, periods)
        # Where any name or any form without a time begins; then each is asked for there.
        self._any = compile_sign(
            either([bare, *(unnamed(f.source) for f in phrases)]), [*periods, *(f.rule for f in phrases)]
        )

    def places(self, text: str) -> list[int]:
        """Where names of periods and forms without a time may begin."""
        places: list[int] = []
        at = 0
        while sign := self._any.search(text, at):
            places.append(sign.start())
            at = sign.start() + 1
        return places

    def seen(self, text: str, places: Iterable[int]) -> list[Seen]:
        """The times of a simplified text, of the calendar and, at some of its ``places``, by name; in order."""
        times = [Seen(time.start, time.end, time.value, bare=text[time.start] == "年") for time in find_times(text)]
        for match in self._named(text, places) if places else ():
            rule = self._periods[match[1]]
            value = Period(Point(rule.first), Point(rule.last)) if rule.first and rule.last else None
            times.append(Seen(match.start(), match.end(), value, rule))
        return sorted(times, key=attrgetter("start")) if len(times) > 1 else times

    def _named(self, text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
        """The periods by name, with the marks around them."""
        at = 0
        for place in places:
            if place >= at and self._bare.match(text, place):
                starts = range(max(at, place - _MOST_QUOTES), place + 1)
                match = next((m for start in starts if (m := self._names.match(text, start))), None)
                if match:
                    yield match
                at = match.end() if match else place + 1

    def around(self, text: str, seen: Seen) -> list[Hit]:
        """Every form that a time has, those that reject it too."""
        key = seen.slot, seen.unit
        if key not in self._fitting:
            forms = self._around.get(seen.slot, ())
            fitting = (f for f in forms if not (f.rule.units and seen.unit and seen.unit not in f.rule.units))
            self._fitting[key] = Choice((form, form.right) for form in fitting)
        behind = self._fitting[key].at(text, seen.end)
        return [hit for form, right in behind if (hit := form.around(text, seen, right))]

    def phrases(self, text: str, places: Iterable[int]) -> list[Hit]:
        """Every form without a time that begins at one of the ``places``, of each those that do not overlap."""
        hits: list[Hit] = []
        ends: dict[_DeadlineForm, int] = {}
        for at in places:
            for form, whole in self._phrases.at(text, at):
                if at >= ends.get(form, 0):
                    ends[form] = whole.end()
                    if hit := form.phrase(text, whole):
                        hits.append(hit)
        return hits


def compile_deadlines(rules: RuleSet) -> DeadlineForms:
    """For ``rules.get(compile_deadlines)``.

    Raises:
        RuleError: a period that is none, a user's form with two times, or with one that no slot names.
    """
    return DeadlineForms(rules.deadlines, rules.periods)


def _check_slots(rules: Iterable[DeadlineRule], periods: Iterable[PeriodRule]) -> None:
    # Ours are not asked: who disables all names of a slot keeps its forms.
    own = set(_SLOTS.values())
    known = own | {period.slot for period in periods}
    for period in periods:
        if period.slot in own:
            raise RuleError(f"{period.place}: the slot <{period.slot}> is of the calendar: name another")
        if period.first and period.last and period.first > period.last:
            raise RuleError(f"{period.place}: the first year {period.first} comes after the last, {period.last}")
    for rule in rules:
        for form in () if rule.trusted else rule.forms:
            slots = _SLOT.findall(form)
            if len(slots) > 1:
                raise RuleError(f"{rule.place}: the form {form[:80]!r} has more than one time")
            if not known.issuperset(slots):
                raise RuleError(f"{rule.place}: unknown slot <{slots[0]}>: known are {', '.join(sorted(known))}")


def _counted(value: TimeValue | None, right: re.Match[str]) -> TimeValue | None:
    """The years of a period that its form counts: 过渡期前3年, “十四五”后两年."""
    groups = right.groupdict()
    if not isinstance(value, Period) or not (groups.get("first") or groups.get("last")):
        return value
    start, end = value.start.year, value.end.year
    if start is None or end is None:
        return value
    if groups.get("first"):
        return Period(value.start, Point(min(end, start + int(to_number(groups["first"])) - 1)))
    return Period(Point(max(start, end - int(to_number(groups["last"])) + 1)), value.end)
