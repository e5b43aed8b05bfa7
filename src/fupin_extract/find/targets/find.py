"""量化目标: which quantities of a clause are targets, in which role, and what each is counted for.

``values.quantities`` says what stands there; ``rules/targets.yaml`` says what it means where it stands. What is seen
and not taken is kept, with the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from fupin_extract.find.around import clause_start, sentence_after, sentence_before
from fupin_extract.find.mention import Mention
from fupin_extract.find.targets.counted import compile_counted
from fupin_extract.find.targets.forms import Candidate, compile_targets
from fupin_extract.find.targets.nouns import compile_nouns
from fupin_extract.find.targets.subjects import compile_subjects
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Comparator, TargetRole
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.quantity_models import TargetRule
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.title_marks import title_spans
from fupin_extract.values.measures import compile_measures
from fupin_extract.values.quantities import quantities
from fupin_extract.values.quantity import Quantity

_QUOTED = compiled('“[^“”]{1,60}”|"[^"\n]{1,60}"|‘[^‘’]{1,60}’')


@dataclass(slots=True)
class TargetValue:
    """What a target says; the fields are those of the record."""

    role: TargetRole
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    approximate: bool
    per: str | None
    subject: str | None


class Judged(NamedTuple):
    """A quantity in its context, and the rule that decides what it is there."""

    candidate: Candidate
    rule: TargetRule | None

    @property
    def taken(self) -> bool:
        """Whether it is a target in any role."""
        return self.rule is not None and self.rule.role is not None


def judge(text: str, rules: RuleSet, under: frozenset[str] = frozenset()) -> list[Judged]:
    """The quantities of one clause's folded text with what they are, whatever else may be found there.

    ``under`` are the rules that the headings of the clause ask for.
    Each is settled before the next, since what it is decides how far the next one's comparator may stand.
    """
    candidates = _candidates(text, rules)
    if not candidates:
        return []
    forms, counted = rules.get(compile_targets), rules.get(compile_counted)
    comparators = _Comparators(text, candidates, rules)
    judged: list[Judged] = []
    for i, candidate in enumerate(candidates):
        begin = clause_start(text, candidate.start)
        comparators.settle(i, begin, judged)
        counted.count(text, i, begin, candidates)
        candidate.under = under
        rule = forms.decide(candidate)
        if outer := _outer(candidate, judged):
            rule = outer.rule if rule is forms.rest else rule
            candidate.quantity.per = candidate.quantity.per or outer.candidate.quantity.per
        judged.append(Judged(candidate, rule))
    return judged


def _outer(candidate: Candidate, judged: Sequence[Judged]) -> Judged | None:
    """The amount that one in the bracket behind it is a part of: 补贴15万元（省级8万元、市级7万元）."""
    at = candidate.before.rfind("（")
    if at < 0 or "）" in candidate.before[at:] or candidate.quantity.kind not in ("money", "share"):
        return None
    opens = candidate.start - len(candidate.before) + at
    whole = next((one for one in reversed(judged) if one.candidate.end <= opens), None)
    parts = whole and whole.taken and whole.candidate.end == opens
    return whole if parts and whole and whole.candidate.quantity.kind == candidate.quantity.kind else None


def find_targets(
    text: str, rules: RuleSet, taken: Iterable[Span] = (), judged: Sequence[Judged] | None = None
) -> list[Mention]:
    """The targets of one clause's folded text, and the quantities that are none, in order.

    ``taken`` are the spans of the deadlines found there: a phrase is a deadline or a target, not both. ``judged`` is
    what ``judge`` gave for the text, where that is known.
    """
    judged = judge(text, rules) if judged is None else judged
    if not judged:
        return []
    taken = sorted(taken)
    titles = title_spans(text) if "《" in text else []
    subjects = rules.get(compile_subjects).subjects(judged)
    mentions: list[Mention] = []
    for one, subject in zip(judged, subjects, strict=True):
        candidate = one.candidate
        mention = partial(Mention, "target", start=candidate.start, end=candidate.end)
        if _inside(candidate, titles):
            mentions.append(mention("title", rejected="inside a title"))
        elif _inside(candidate, taken):
            mentions.append(mention("deadline", rejected="part of a deadline"))
        else:
            mentions.append(_decided(one, subject, mention))
    return mentions


def target_times(judged: Iterable[Judged]) -> list[Span]:
    """Where a period is a target: a time to be reached, a benefit's term, a condition. Such a period is no deadline."""
    return [
        (one.candidate.start, one.candidate.end)
        for one in judged
        if one.taken and one.candidate.quantity.kind == "time"
    ]


def _decided(one: Judged, subject: str | None, mention: partial[Mention]) -> Mention:
    quantity, rule = one.candidate.quantity, one.rule
    if quantity.unit is None and quantity.kind is None:
        return mention("none.unit", rejected="a number without a unit")
    if rule is None or rule.role is None:
        return mention(rule.id if rule else "none", rejected=(rule.reason if rule else "") or "no form fits")
    value = TargetValue(
        rule.role,
        quantity.comparator,
        quantity.value,
        quantity.value_max,
        quantity.unit,
        quantity.approximate,
        quantity.per,
        subject,
    )
    return mention(rule.id, value=value)


def _inside(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Whether it meets one of the spans, which are sorted and do not overlap."""
    last = bisect_left(spans, (candidate.end,)) - 1
    return last >= 0 and candidate.start < spans[last][1]


def _candidates(text: str, rules: RuleSet) -> list[Candidate]:
    forms = rules.get(compile_targets)
    found = _paired(quantities(text, rules.get(compile_measures)))
    covered = [Quantity(a, b, a, b, 100, "%", "coverage", "words") for a, b in forms.phrases(text)]
    if covered:
        found = sorted([*found, *covered], key=lambda q: q.start)
    if not found:
        return []
    candidates = _in_context(text, found)
    for candidate in candidates:
        forms.give_unit(candidate)
    return candidates


def _paired(found: list[Quantity]) -> list[Quantity]:
    """1户1人 made one quantity, 1人 for each 户; 1户1棚（1亩、1产业） carries on."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last and last.end == quantity.start and _one_of(last) and quantity.kind != "money":
            quantity.start, quantity.per, quantity.written = last.start, last.unit, last.written
            out[-1] = quantity
        else:
            out.append(quantity)
    return out


def _one_of(quantity: Quantity) -> bool:
    return quantity.value == 1 and quantity.kind in ("households", "people", "nouns") and not quantity.marked


def _in_context(text: str, found: Sequence[Quantity]) -> list[Candidate]:
    """Each quantity with the sentence around it; the members of a list see what stands around the whole list."""
    quotes = "“" in text or '"' in text or "‘" in text
    quoted = [m.span() for m in _QUOTED.finditer(text)] if quotes else []
    candidates: list[Candidate] = []
    for quantity in found:
        left = candidates[-1].before if quantity.joined and candidates else sentence_before(text, quantity.start)
        last = bisect_left(quoted, (quantity.start,)) - 1
        inside = last >= 0 and quantity.end < quoted[last][1]
        candidates.append(Candidate(quantity, text[quantity.start : quantity.end], left, "", inside))
    for i in range(len(candidates) - 1, -1, -1):
        joins = i + 1 < len(candidates) and found[i + 1].joined
        candidates[i].after = candidates[i + 1].after if joins else sentence_after(text, found[i].end)
        candidates[i].closes = text.startswith("）", found[i].end)
    return candidates


class _Comparators:
    """Takes comparators apart from their numbers: 不超过购买费用的60%; 至少三次讲座、一次考核 share one."""

    def __init__(self, text: str, candidates: Sequence[Candidate], rules: RuleSet) -> None:
        self._text, self._candidates = text, candidates
        self._measures, self._nouns = rules.get(compile_measures), rules.get(compile_nouns)
        self._numbers = frozenset(candidate.quantity.at for candidate in candidates)
        self._shared: Comparator | None = None

    def settle(self, i: int, begin: int, judged: Sequence[Judged]) -> None:
        """Give the candidate at ``i``, whose clause begins at ``begin``, the comparator that stands apart from it.

        ``judged`` are those before it.
        """
        quantity = self._candidates[i].quantity
        last = self._candidates[i - 1].quantity if i else None
        if last is None or last.end < begin:
            self._shared = None
        sign: Comparator | None = None
        if quantity.marked:
            self._shared = quantity.comparator if quantity.start < quantity.at else None
        elif quantity.joined:
            sign = self._shared if last and last.comparator == self._shared else None
        else:
            sign = self._shared = self._apart(quantity, last, begin, judged)
        if sign:
            quantity.comparator = sign if quantity.comparator != "range" else "range"
            quantity.marked = self._candidates[i].apart = True

    def _apart(
        self, quantity: Quantity, last: Quantity | None, begin: int, judged: Sequence[Judged]
    ) -> Comparator | None:
        found = self._measures.apart(self._text, begin, quantity.start, self._numbers)
        if found and found[0] >= _bar(judged, begin):
            return found[1]
        listed = last and self._nouns.lists(self._text[last.end : quantity.start])
        return self._shared if listed else None


def _bar(judged: Sequence[Judged], begin: int) -> int:
    """Where the last target before ends, not before ``begin``; behind it a comparator must stand.

    What is no target is no bar: 达到或超过前3年平均值的98%, 最高额度由15万元提高至20万元.
    """
    for candidate, rule in reversed(judged):
        if candidate.start < begin:
            break
        if rule is None or rule.role is not None:
            return candidate.end
    return begin
