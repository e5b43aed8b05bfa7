"""A proposal and parts of its notice → the lines of cases that show it: met with it, and not without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fupin_extract.derive.suggest.proposal import Proposal
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case, Expected, parse_case
from fupin_extract.trial import FINDERS, failures
from fupin_extract.trial.runner import USUAL
from fupin_extract.trial.seen import REJECTED, Sighting

# The values that a mark tells, where there are any.
_TOLD = {
    "deadlines": ("start", "end", "duration", "working_days", "recurrence"),
    "targets": ("value", "unit", "comparator", "value_max", "per", "approximate"),
    "organizations": ("also", "kind", "level"),
}
_MARKS = "⟦⟧⏎|"


def shown(proposal: Proposal, without: RuleSet, within: RuleSet) -> Proposal | None:
    """The proposal with its cases; None where no part of the notice shows it."""
    wanted = proposal.wanted
    if wanted.about == "organizations":
        cases = _name(wanted.words, without, within)
        return replace(proposal, cases=tuple(cases)) if cases else None
    for stretch in proposal.stretches:
        line = _line(stretch, wanted.about, proposal, without, within)
        if line is not None:
            cases = [(wanted.about, line)]
            if proposal.file == "organizations":
                cases += _name(wanted.words, without, within)
            return replace(proposal, cases=tuple(cases))
    return None


def _line(text: str, about: str, proposal: Proposal, without: RuleSet, within: RuleSet) -> str | None:
    """A part of a notice, marked up with all that is found in it, if what is wanted is, and was not."""
    if set(_MARKS) & set(text) or text.startswith("#"):
        return None
    case = Case(text, ())
    seen = [s for s in FINDERS[about](case, within) if s.role != REJECTED and s.span is not None]
    if not any(_is_wanted(s, text, proposal) for s in seen):
        return None
    line = _marked(text, about, seen)
    if line is None:
        return None
    case = parse_case(line)
    return line if not failures(case, about, within) and failures(case, about, without) else None


def _is_wanted(sighting: Sighting, text: str, proposal: Proposal) -> bool:
    wanted = proposal.wanted
    words = text[slice(*sighting.span)] if sighting.span else ""
    return sighting.role in wanted.roles and "".join(words.split()) == "".join(wanted.words.split())


def _name(name: str, without: RuleSet, within: RuleSet) -> list[tuple[str, str]]:
    """The case of a name by itself."""
    whole = Case(name, (Expected("name", {}, 0, len(name)),))
    for sighting in FINDERS["organizations"](whole, within):
        line = _marked(name, "organizations", [sighting])
        if line and not failures(parse_case(line), "organizations", within):
            return [("organizations", line)] if failures(parse_case(line), "organizations", without) else []
    return []


def _marked(text: str, about: str, seen: Sequence[Sighting]) -> str | None:
    """The text with marks round what is found in it; None where they would cross."""
    ends: list[int] = []
    marks: list[tuple[int, int, int, str]] = []
    for place, sighting in enumerate(
        sorted(seen, key=lambda s: (s.span or (0, 0))[0] * 10_000 - (s.span or (0, 0))[1])
    ):
        start, end = sighting.span or (0, 0)
        if start < 0 or end > len(text) or start >= end:
            return None
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and end > ends[-1]:
            return None
        ends.append(end)
        marks.append((start, 1, place, f"⟦{_head(sighting, about)}"))
        marks.append((end, 0, -place, "⟧"))
    parts: list[str] = []
    at = 0
    for place, _, _, mark in sorted(marks):
        parts += [text[at:place], mark]
        at = place
    return "".join([*parts, text[at:]]).replace("\n", "⏎")


def _head(sighting: Sighting, about: str) -> str:
    """The role of a mark, and those of its values that it has to tell."""
    values = [f"{key}={sighting.values[key]}" for key in _TOLD.get(about, ()) if _is_told(sighting.values, key, about)]
    return f"{' '.join([sighting.role, *values])}|" if values else f"{sighting.role} "


def _is_told(values: Mapping[str, str], key: str, about: str) -> bool:
    usual = USUAL.get(about, {}).get(key, "null")
    return key in values and values[key] != usual
