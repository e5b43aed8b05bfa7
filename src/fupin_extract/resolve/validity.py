"""When a notice takes effect (施行) and until when it is valid (有效期), from the sentences about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fupin_extract.outline.model import Outline
from fupin_extract.resolve.dates import read_date
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.calendar import add_months
from fupin_extract.text.numerals import to_number

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


@dataclass(frozen=True, slots=True)
class ValidityForms:
    """The forms of ``rules/header.yaml`` about a notice's own term."""

    sentence: re.Pattern[str]
    day: tuple[re.Pattern[str], ...]
    issue: tuple[re.Pattern[str], ...]
    until: tuple[re.Pattern[str], ...]
    term: tuple[re.Pattern[str], ...]


def compile_validity(rules: RuleSet) -> ValidityForms:
    """The forms, compiled."""

    def of(field: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(p) for r in rules.header if r.field == field for p in r.patterns)

    sentence = re.compile("|".join(p.pattern for p in of("validity_sentence")) or "(?!)")
    return ValidityForms(
        sentence, of("date_effective"), of("date_effective_issue"), of("valid_until"), of("valid_term")
    )


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
                if forms.sentence.search(match[0]):
                    yield match[0]


def _day(patterns: tuple[re.Pattern[str], ...], sentence: str) -> dt.date | None:
    for pattern in patterns:
        if match := pattern.search(sentence):
            return read_date(match["value"])[0]
    return None


def _term(patterns: tuple[re.Pattern[str], ...], sentence: str, start: dt.date | None) -> dt.date | None:
    for pattern in patterns:
        if start and (match := pattern.search(sentence)):
            return add_months(start, int(to_number(match["value"])) * (12 if match["unit"] == "年" else 1))
    return None
