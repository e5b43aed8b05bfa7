"""The runner: a case, the name of its file and the rules → what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case, Expected
from fupin_extract.trial.facts import citations, deadlines, duties, targets, units
from fupin_extract.trial.form import breaks, chrome, columns, header, headings, kinds, numbering, paragraphs, validity
from fupin_extract.trial.offices import conjunctions, organizations, places
from fupin_extract.trial.seen import REJECTED, Sighting

# What a file of cases is about, by its name: a function that yields what is found in the text of one.
FINDERS: dict[str, Callable[[Case, RuleSet], Iterator[Sighting]]] = {
    find.__name__: find
    for find in (
        *(units, deadlines, targets, citations, duties, organizations, conjunctions, places),
        *(numbering, header, breaks, headings, paragraphs, validity, chrome, kinds, columns),
    )
}
# What is so where a mark does not tell: a number is exact, a name is that of a department without a level.
USUAL: dict[str, Mapping[str, str]] = {
    "targets": {"comparator": "=", "value_max": "null", "approximate": "false", "per": "null"},
    "organizations": {"also": "", "kind": "department", "level": "null"},
}


def failures(case: Case, about: str, rules: RuleSet) -> list[str]:
    """What is wrong with a case of the file ``about``, a line each; nothing where it is met exactly."""
    seen = list(FINDERS[about](case, rules))
    usual = USUAL.get(about, {})
    wrong: list[str] = []
    for mark in case.expected:
        span = (mark.start, mark.end)
        match = next((s for s in seen if s.role == mark.role and s.span in (span, None)), None)
        if match is None:
            wrong.append(f"not found: {mark.role} {case.text[slice(*span)]}")
        else:
            seen.remove(match)
            wrong.extend(_differences(mark, match, usual))
    wrong.extend(f"found, not marked: {_shown(case, s)}" for s in seen if s.role != REJECTED)
    return wrong


def _differences(mark: Expected, seen: Sighting, usual: Mapping[str, str]) -> Iterator[str]:
    for key, value in {**usual, **mark.values}.items():
        found = seen.values.get(key, "no such field")
        if found.casefold() != value.casefold():
            yield f"{mark.role} {key} is {found or 'nothing'}, not {value or 'nothing'}"


def _shown(case: Case, seen: Sighting) -> str:
    """What was found, as the mark-up would have it, where it has a place."""
    if seen.span is None:
        return " ".join([seen.role, *(f"{key}={value}" for key, value in seen.values.items())])
    return f"{seen.role} {case.text[slice(*seen.span)]}"
