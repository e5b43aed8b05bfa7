"""When a notice takes effect (施行) and until when it is valid (有效期), from the sentences about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fupin_extract.errors import RuleError
from fupin_extract.outline.model import Outline
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.pattern import unnamed
from fupin_extract.values.calendar import add_months
from fupin_extract.values.frame_dates import read_date
from fupin_extract.values.numerals import to_number

_TELLING = {"date_effective", "date_effective_issue", "valid_until", "valid_term"}
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True, slots=True)
class ValidityForms:
    """The forms of ``rules/header.yaml`` about a notice's own term."""

    sentence: Compiled
    day: tuple[Compiled, ...]
    issue: tuple[Compiled, ...]
    until: tuple[Compiled, ...]
    term: tuple[Compiled, ...]
    telling: Compiled  # all of them but the first in one, to tell at once that a sentence tells nothing


def compile_validity(rules: RuleSet) -> ValidityForms:
    """The forms, compiled.

    Raises:
        RuleError: a pattern without a group that it must have.
    """
    sentences = [r for r in rules.header if r.field == "validity_sentence"]
    telling = [r for r in rules.header if r.field in _TELLING]
    return ValidityForms(
        sentence=compile_pattern(either(p for r in sentences for p in r.patterns), sentences),
        day=_forms(rules, "date_effective", "value"),
        issue=_forms(rules, "date_effective_issue"),
        until=_forms(rules, "valid_until", "value"),
        term=_forms(rules, "valid_term", "value", "unit"),
        telling=compile_pattern(either(unnamed(p) for r in telling for p in r.patterns), telling),
    )


def _forms(rules: RuleSet, field: str, *groups: str) -> tuple[Compiled, ...]:
    found = [r for r in rules.header if r.field == field]
    for rule in found:
        for group in groups:
            if any(f"(?P<{group}>" not in pattern for pattern in rule.patterns):
                raise RuleError(f"{rule.place}: a pattern of {field} has no group (?P<{group}>…)")
    return tuple(compile_pattern(p, [r]) for r in found for p in r.patterns)


def read_validity(outline: Outline, rules: RuleSet, issued: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The first day and the last day of a notice's term; ``issued`` is the day that 印发之日 means."""
    forms = rules.get(compile_validity)
    effective: dt.date | None = None
    until: dt.date | None = None
    for sentence in _sentences(outline, forms):
        day = _day(forms.day, sentence)
        if day is None and issued and any(p.search(sentence) for p in forms.issue):
            day = issued
        effective = day or effective
        until = _day(forms.until, sentence) or _term(forms.term, sentence, effective or issued) or until
    return effective, until


def _sentences(outline: Outline, forms: ValidityForms) -> Iterator[str]:
    for node in outline.nodes:
        for part in node.parts:
            for match in _SENTENCE.finditer(part.text):
                if forms.telling.search(match[0]) and forms.sentence.search(match[0]):
                    yield match[0]


def _day(patterns: tuple[Compiled, ...], sentence: str) -> dt.date | None:
    for pattern in patterns:
        if match := pattern.search(sentence):
            return read_date(match["value"])[0]
    return None


def _term(patterns: tuple[Compiled, ...], sentence: str, start: dt.date | None) -> dt.date | None:
    for pattern in patterns:
        if start and (match := pattern.search(sentence)):
            return add_months(start, int(to_number(match["value"])) * (12 if match["unit"] == "年" else 1))
    return None
