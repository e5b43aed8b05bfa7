"""What a notice says of itself: from when and until when it is valid, and which matters it is on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from fupin_extract.errors import RuleError
from fupin_extract.find.mention import Mention
from fupin_extract.outline.model import Node, Outline
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.models import HeaderRule, PeriodRule
from fupin_extract.ruleset.pattern import compile_sign, unnamed
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.set_wide import tightened
from fupin_extract.text.stops import SENTENCE_ENDS
from fupin_extract.values.frame_dates import read_date, read_end
from fupin_extract.values.numerals import to_number

# What the forms of a field must tell.
_TELLING: dict[str, tuple[str, ...]] = {
    "date_effective": ("value",),
    "date_effective_issue": (),
    "valid_until": ("value",),
    "valid_term": ("value", "unit"),
}
_WORD = compiled(r"\S+")
_SENTENCE = compiled(f"[^{SENTENCE_ENDS}]+[{SENTENCE_ENDS}]?")


@dataclass(frozen=True, slots=True)
class ValidityValue:
    """What a sentence says of the notice's own term: its first day (that of issue with ``on_issue``), its last day.

    ``days`` behind that of issue it is the first, ``months`` the length of a term whose last day is not told.
    """

    effective: dt.date | None
    on_issue: bool
    until: dt.date | None
    months: int | None
    days: int = 0


class ValidityForms:
    """The forms of ``rules/header.yaml`` about a notice's own term."""

    def __init__(self, rules: RuleSet) -> None:
        sentences = [rule for rule in rules.header if rule.field == "validity_sentence"]
        telling = [rule for rule in rules.header if rule.field in _TELLING]
        for rule in telling:
            _check_groups(rule)
        self._sentence = compile_pattern(either(p for rule in sentences for p in rule.patterns), sentences)
        # All that tell anything in one, to tell at once that a sentence tells nothing.
        self._telling = compile_sign(either(unnamed(p) for rule in telling for p in rule.patterns), telling)
        self._forms: dict[str, list[tuple[HeaderRule, Compiled]]] = {
            field: [
                (rule, compile_pattern(p, [rule])) for rule in telling if rule.field == field for p in rule.patterns
            ]
            for field in _TELLING
        }

    def telling(self, nodes: Iterable[Node]) -> list[Mapped]:
        """The titles and paragraphs that tell anything: few of a notice do."""
        tells = self._telling.search
        parts = (tightened(part) for node in nodes for part in node.parts)
        return [part for part in parts if tells(part.text)]

    def read(self, text: str) -> Iterator[tuple[str, int, int, ValidityValue]]:
        """What each sentence says that is about the notice itself: the rule that tells, the place, the value."""
        for sentence in _SENTENCE.finditer(text):
            if not self._telling.search(sentence[0]) or not self._sentence.search(sentence[0]):
                continue
            found = {field: self._first(field, sentence[0]) for field in _TELLING}
            rule = next((told[0] for told in found.values() if told), None)
            day, issue, until, term = (told and told[1] for told in found.values())
            if rule:
                value = ValidityValue(_day(day), issue is not None, _last_day(until), _months(term), _days(issue))
                yield rule.id, *sentence.span(), value

    def _first(self, field: str, sentence: str) -> tuple[HeaderRule, re.Match[str]] | None:
        found = ((rule, pattern.search(sentence)) for rule, pattern in self._forms[field])
        return next(((rule, match) for rule, match in found if match), None)


def find_validity(outline: Outline, rules: RuleSet) -> list[Mention]:
    """What the notice says of its own term, sentence by sentence, at its places in the source."""
    forms = rules.get(compile_validity)
    return [
        Mention("validity", rule, *part.span(start, end), value)
        for part in forms.telling(outline.nodes)
        for rule, start, end, value in forms.read(part.text)
    ]


def compile_validity(rules: RuleSet) -> ValidityForms:
    """For ``rules.get(compile_validity)``.

    Raises:
        RuleError: a pattern without a group that it must have.
    """
    return ValidityForms(rules)


def find_matters(text: str, rules: RuleSet) -> list[Mention]:
    """The matters that a text is on whose periods have years of their own (the transition of 2021 to 2025)."""
    bare = "".join(text.split())
    # Mostly they are written plainly.
    found = _matters_in(bare, rules) or _matters_in(fold(bare), rules)
    if not found:
        return []
    return [
        Mention("matter", rule.id, _printed_at(text, match.start()), _printed_at(text, match.end() - 1) + 1, rule.only)
        for rule, match in found
    ]


def _matters_in(bare: str, rules: RuleSet) -> list[tuple[PeriodRule, re.Match[str]]]:
    return [(rule, match) for rule, pattern in rules.get(compile_matters) if (match := pattern.search(bare))]


def _printed_at(text: str, count: int) -> int:
    """Where the character of a text stands before which ``count`` others do that are no blanks."""
    for word in _WORD.finditer(text):
        if count < word.end() - word.start():
            return word.start() + count
        count -= word.end() - word.start()
    return len(text)


def compile_matters(rules: RuleSet) -> tuple[tuple[PeriodRule, Compiled], ...]:
    """For ``rules.get(compile_matters)``."""
    return tuple((rule, compile_pattern(either(rule.told_by), [rule])) for rule in rules.periods if rule.told_by)


def _check_groups(rule: HeaderRule) -> None:
    for group in _TELLING[rule.field]:
        if any(f"(?P<{group}>" not in pattern for pattern in rule.patterns):
            raise RuleError(f"{rule.place}: a pattern of {rule.field} has no group (?P<{group}>…)")


def _day(match: re.Match[str] | None) -> dt.date | None:
    return read_date(match["value"])[0] if match else None


def _last_day(match: re.Match[str] | None) -> dt.date | None:
    return _day(match) or (read_end(match["value"]) if match else None)


def _days(match: re.Match[str] | None) -> int:
    days = match.groupdict().get("days") if match else None
    return int(to_number(days)) if days else 0


def _months(match: re.Match[str] | None) -> int | None:
    try:
        return int(to_number(match["value"])) * (12 if match["unit"] == "年" else 1) if match else None
    except ValueError:
        return None  # 一二年 is no number of years
