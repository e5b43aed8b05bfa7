"""Cases of names: what an organisation's tells, and which 和 stands between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from fupin_extract.names.describe import describe
from fupin_extract.names.places import compile_places
from fupin_extract.names.reading import is_organization, parting_conjunctions
from fupin_extract.records.notice import AdminLevel
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case
from fupin_extract.trial.seen import Sighting, written

_LEVELS: dict[str, AdminLevel] = {level: level for level in get_args(AdminLevel)}


def organizations(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Names of organisations, those that are marked; a line without mark-up is tried as one.

    The role is the first function of a name, ``none`` where it has none; ``also`` are the others. ``notice``,
    ``previous`` and ``region`` in a mark say what is known besides the name.
    """
    for mark in case.expected:
        span = mark.start, mark.end
        if is_organization(case.text[slice(*span)], rules):
            role, values = _told(case.text[slice(*span)], rules, mark.values)
            yield Sighting(role, span, {**mark.values, **values})
    if not case.expected and is_organization(case.text, rules):
        yield Sighting(_told(case.text, rules, {})[0], (0, len(case.text)))


def _told(name: str, rules: RuleSet, known: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    found = describe(
        name,
        rules,
        notice_level=_LEVELS.get(known.get("notice", "")),
        previous_level=_LEVELS.get(known.get("previous", "")),
        region=known.get("region"),
    )
    first, *others = found.functions or ("none",)
    return first, {"also": written(tuple(others)), "kind": found.kind, "level": written(found.level)}


def conjunctions(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Each 和, 与 or 及 between two names."""
    for at in sorted(parting_conjunctions(case.text, rules)):
        yield Sighting("parts", (at, at + 1))


def places(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """The place that a name or a title begins with, with all its levels, or what else tells its level there.

    The role is the level of the last.
    """
    if place := rules.get(compile_places).told_by(case.text):
        start = case.text.index(place.text)
        yield Sighting(place.level or "none", (start, start + len(place.text)))
