"""量化目标: which quantities of a clause are targets, in which role, and what each is counted for.

``text.quantities`` says what stands there; ``rules/targets.yaml`` says what it means where it stands. What is seen and
not taken is kept, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from fupin_extract.find.around import clause_start, sentence_after, sentence_before
from fupin_extract.find.counted import Counted, compile_counted
from fupin_extract.find.mention import Mention
from fupin_extract.find.target_forms import Candidate, TargetForms, compile_targets
from fupin_extract.records import Comparator, Span, TargetRole
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.measures import compile_measures
from fupin_extract.text.quantities import Quantity, quantities
from fupin_extract.text.titles import title_spans

_QUOTED = re.compile('“[^“”]{1,60}”|"[^"\n]{1,60}"|‘[^‘’]{1,60}’')
_LISTED = re.compile("(?:、|和|或|及|以及) ?$")


@dataclass(frozen=True, slots=True)
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


def find_targets(text: str, rules: RuleSet, taken: Iterable[Span] = ()) -> list[Mention]:
    """The targets of one clause's folded text, and the quantities that are none, in order.

    ``taken`` are the spans of the deadlines found there: a phrase is a deadline or a target, not both.
    """
    forms = rules.get(compile_targets)
    counted = rules.get(compile_counted)
    taken = sorted(taken)
    titles = title_spans(text) if "《" in text else []
    mentions: list[Mention] = []
    for candidate in _candidates(text, rules):
        mention = partial(Mention, "target", start=candidate.start, end=candidate.end)
        if _inside(candidate, titles):
            mentions.append(mention("title", rejected="inside a title"))
        elif _inside(candidate, taken):
            mentions.append(mention("deadline", rejected="part of a deadline"))
        else:
            mentions.append(_decided(candidate, forms, counted, mention))
    return mentions


def target_times(text: str, rules: RuleSet) -> list[Span]:
    """Where a period is a target: a time to be reached, a benefit's term, a condition. Such a period is no deadline."""
    forms = rules.get(compile_targets)
    spans = []
    for candidate in _candidates(text, rules):
        if candidate.quantity.kind == "time":
            form = forms.decide(candidate)
            if form is not None and form.role is not None:
                spans.append((candidate.start, candidate.end))
    return spans


def _decided(candidate: Candidate, forms: TargetForms, counted: Counted, mention: partial[Mention]) -> Mention:
    quantity = candidate.quantity
    if quantity.unit is None and quantity.kind is None:
        return mention("none.unit", rejected="a number without a unit")
    form = forms.decide(candidate)
    if form is None or form.role is None:
        return mention(form.id if form else "none", rejected=(form.reason if form else "") or "no form fits")
    value = TargetValue(
        form.role,
        quantity.comparator,
        quantity.value,
        quantity.value_max,
        quantity.unit,
        quantity.approximate,
        quantity.per,
        counted.subject(candidate),
    )
    return mention(form.id, value=value)


def _inside(candidate: Candidate, spans: Sequence[Span]) -> bool:
    return any(start < candidate.end and candidate.start < end for start, end in spans)


def _candidates(text: str, rules: RuleSet) -> list[Candidate]:
    forms = rules.get(compile_targets)
    found = _paired(quantities(text, rules.get(compile_measures)))
    covers = {m.start(): m for m in forms.phrases(text)}
    found += [Quantity(m.start(), m.end(), m.start(), 100, "%", "coverage", "words") for m in covers.values()]
    found.sort(key=lambda q: q.start)
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    candidates = list(_in_context(text, found, quoted))
    candidates = [forms.with_unit(candidate) for candidate in candidates]
    candidates = _compared(text, candidates, rules)
    return rules.get(compile_counted).counted(text, candidates)


def _paired(found: list[Quantity]) -> list[Quantity]:
    """1户1人 made one quantity, 1人 for each 户; 1户1棚（1亩、1产业） carries on."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last and last.end == quantity.start and _one_of(last) and quantity.kind != "money":
            out[-1] = replace(quantity, start=last.start, per=last.unit, written=last.written)
        else:
            out.append(quantity)
    return out


def _one_of(quantity: Quantity) -> bool:
    return quantity.value == 1 and quantity.kind in ("households", "people", "nouns") and not quantity.marked


def _in_context(text: str, found: Sequence[Quantity], quoted: Sequence[Span]) -> Iterator[Candidate]:
    """Each quantity with the sentence around it; the members of a list see what stands around the whole list."""
    heads = list(range(len(found)))
    tails = list(range(len(found)))
    for i in range(1, len(found)):
        if found[i].joined:
            heads[i] = heads[i - 1]
    for i in range(len(found) - 2, -1, -1):
        if found[i + 1].joined:
            tails[i] = tails[i + 1]
    for i, quantity in enumerate(found):
        before = sentence_before(text, found[heads[i]].start)
        after = sentence_after(text, found[tails[i]].end)
        inside = any(a < quantity.start and quantity.end < b for a, b in quoted)
        yield Candidate(quantity, text[quantity.start : quantity.end], before, after, inside)


def _compared(text: str, candidates: Sequence[Candidate], rules: RuleSet) -> list[Candidate]:
    """A comparator apart from its number (不超过购买费用的60%), and one that a list shares (至少三次讲座、一次考试)."""
    measures, forms = rules.get(compile_measures), rules.get(compile_targets)
    out: list[Candidate] = []
    bar = 0
    numbers = frozenset(candidate.quantity.at for candidate in candidates)
    shared: Comparator | None = None
    for candidate in candidates:
        quantity = candidate.quantity
        last = out[-1].quantity if out else None
        begin = clause_start(text, quantity.start)
        if last is None or last.end < begin:
            shared = None
        begin = max(begin, bar)
        sign: Comparator | None = None
        if quantity.marked:
            shared = quantity.comparator if quantity.start < quantity.at else None
        elif quantity.joined:
            sign = shared if last and last.comparator == shared else None
        else:
            listed = last and _LISTED.search(text[last.end : quantity.start])
            sign = measures.apart(text, begin, quantity.start, numbers) or (shared if listed else None)
            shared = sign
        if sign and quantity.comparator != "range":
            candidate = replace(candidate, quantity=replace(quantity, comparator=sign, marked=True), apart=True)
        elif sign:
            candidate = replace(candidate, quantity=replace(quantity, marked=True), apart=True)
        out.append(candidate)
        # What is no target is no bar: 达到或超过前3年平均值的98%, 最高额度由15万元提高至20万元.
        form = forms.decide(candidate)
        bar = candidate.end if form is None or form.role is not None else bar
    return out
