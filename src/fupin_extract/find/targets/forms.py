"""``rules/targets.yaml``, compiled: which form a quantity has in its context."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.choice import beginnings, closings
from fupin_extract.ruleset.pattern import Compiled, compile_sign, unnamed
from fupin_extract.ruleset.quantity_models import TargetRule
from fupin_extract.text.span import Span
from fupin_extract.values.quantity import Quantity


@dataclass(slots=True)
class Candidate:
    """A quantity with its text, the sentence around it, whether it stands in quotes and its comparator apart.

    ``under`` are the rules that the headings above it ask for; ``closes`` tells that a bracket ends behind it.
    """

    quantity: Quantity
    text: str
    before: str
    after: str
    quoted: bool
    apart: bool = False
    under: frozenset[str] = frozenset()
    closes: bool = False

    @property
    def marked(self) -> bool:
        """Whether it is more than a bare number: with a comparator, a range, or approximate."""
        return self.quantity.marked or self.quantity.comparator == "range" or self.quantity.approximate

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


class _TargetForm:
    """One rule with its patterns compiled: ``before`` at the end of what stands before, the others at the start."""

    def __init__(self, rule: TargetRule) -> None:
        self.rule = rule
        self._before = _compiled(rule, rule.before, "(?:%s)$")
        self._after = _compiled(rule, rule.after, "(?:%s)")
        self._text = _compiled(rule, rule.text, "(?:%s)$")
        self._per = _compiled(rule, rule.per, "(?:%s)$")
        self._begins = beginnings(self._text) if self._text else frozenset[str]()
        # What the text before must end with and that behind must begin with; any where they are empty.
        self.left = closings(self._before) if self._before else frozenset[str]()
        self.right = beginnings(self._after) if self._after else frozenset[str]()

    def may_fit(self, candidate: Candidate) -> bool:
        """Whether the fields that no pattern is needed for hold."""
        rule, quantity = self.rule, candidate.quantity
        return (
            (not rule.kinds or quantity.kind in rule.kinds)
            and (not rule.units or (quantity.unit or "none") in rule.units)
            and (not rule.signs or quantity.comparator in rule.signs)
            and rule.numeral in (None, quantity.written)
            and rule.quoted in (None, candidate.quoted)
            and rule.marked in (None, candidate.marked)
            and rule.counted in (None, quantity.per is not None)
            and (not rule.under or rule.id in candidate.under)
            and (not self._begins or candidate.text[:1] in self._begins)
        )

    def fits(self, candidate: Candidate) -> bool:
        """Whether the patterns hold, of a candidate that may fit."""
        return (
            (self._per is None or self._per.match(candidate.quantity.per or "") is not None)
            and (self._text is None or self._text.match(candidate.text) is not None)
            and (self._after is None or self._after.match(candidate.after) is not None)
            and (self._before is None or self._before.search(candidate.before) is not None)
        )


class TargetForms:
    """The forms in the order of the file."""

    def __init__(self, rules: Iterable[TargetRule]) -> None:
        rules = tuple(rules)
        self._units = [_TargetForm(rule) for rule in rules if rule.unit]
        self._forms = [_TargetForm(rule) for rule in rules if not (rule.unit or _helps(rule))]
        # What is left where nothing else holds.
        self.rest = self._forms[-1].rule if self._forms else None
        self._phrase = compile_pattern(any_of(p for rule in rules for p in rule.phrases), rules)
        self._under = [(rule.id, compile_pattern(either(rule.under), [rule])) for rule in rules if rule.under]
        asking = [rule for rule in rules if rule.under]
        # All of them in one, to tell at once that a heading asks for none.
        self._any_under = compile_sign(either(unnamed(p) for rule in asking for p in rule.under), asking)
        self._open: dict[tuple[object, ...], list[_TargetForm]] = {}

    def decide(self, candidate: Candidate) -> TargetRule | None:
        """The first rule that fits."""
        q = candidate.quantity
        fields = (q.kind, q.unit, q.comparator, q.written, candidate.quoted, candidate.marked, q.per is None)
        key = (*fields, candidate.text[:1], candidate.under)
        if key not in self._open:
            self._open[key] = [form for form in self._forms if form.may_fit(candidate)]
        left, right = candidate.before[-1:], candidate.after[:1]
        for form in self._open[key]:
            if (form.left and left not in form.left) or (form.right and right not in form.right):
                continue
            if form.fits(candidate):
                return form.rule
        return None

    def under(self, heading: str) -> frozenset[str]:
        """The rules that ask for such a heading."""
        if not self._any_under.search(heading):
            return frozenset()
        return frozenset([rule for rule, pattern in self._under if pattern.search(heading)])

    def phrases(self, text: str) -> list[Span]:
        """Where phrases stand that count without a number."""
        return [match.span() for match in self._phrase.finditer(text)]

    def give_unit(self, candidate: Candidate) -> None:
        """Give the candidate the unit that its words tell, where only 万 or 亿 is written (最高100万, 160万群众)."""
        quantity = candidate.quantity
        if quantity.unit is None and quantity.kind is None and quantity.scale > 1:
            form = next((f for f in self._units if f.may_fit(candidate) and f.fits(candidate)), None)
            if form is not None:
                quantity.unit, quantity.kind = form.rule.unit, "people" if form.rule.unit == "人" else "money"


def compile_targets(rules: RuleSet) -> TargetForms:
    """For ``rules.get(compile_targets)``."""
    return TargetForms(rules.targets)


def _helps(rule: TargetRule) -> bool:
    """Whether a rule only helps the others."""
    return bool(rule.counted_for)


def _compiled(rule: TargetRule, patterns: tuple[str, ...], frame: str) -> Compiled | None:
    if not patterns:
        return None
    return compile_pattern(frame % either(patterns), [rule])
