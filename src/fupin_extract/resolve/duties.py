"""Duties that were found → their records: actors as organisations, the action as printed, deadlines by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from fupin_extract.find.duties.find import DutyValue
from fupin_extract.find.search import Found
from fupin_extract.names.describe import describe
from fupin_extract.names.lists import NamedUnit
from fupin_extract.records.notice import AdminLevel, Organization, UnitRole
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import at_offsets
from fupin_extract.text.span import Span


class DutyFields(TypedDict):
    """What a duty has beside its place."""

    actors: tuple[Organization, ...]
    role: UnitRole
    action: str
    deadlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """Makes records of those who act, in a notice of ``level`` for ``region``."""

    rules: RuleSet
    level: AdminLevel | None
    region: str | None

    def records(self, units: Iterable[NamedUnit], found: Found) -> tuple[Organization, ...]:
        """The organisations of one list, in its order."""
        records: list[Organization] = []
        previous: AdminLevel | None = None
        for unit in units:
            known = describe(
                unit.name, self.rules, notice_level=self.level, previous_level=previous, region=self.region
            )
            previous = known.level or previous
            records.append(
                Organization(
                    name=unit.name,
                    text=unit.text,
                    functions=known.functions,
                    level=known.level,
                    kind=known.kind,
                    open_ended=unit.open_ended,
                    span=found.own.span(unit.start, unit.end),
                )
            )
        return tuple(records)


def resolve_duty(value: DutyValue, found: Found, ids: Mapping[Span, str], text: str, actors: Actors) -> DutyFields:
    """The fields of one duty of a clause; ``ids`` are those of its deadlines by place, ``text`` is the source."""
    start, end = value.action
    places = (found.own.span(*place) for place in value.deadlines)
    return {
        "actors": actors.records(value.actors, found),
        "role": value.role,
        # Not the whole span: a passage that stands twice at a page break is read once.
        "action": at_offsets(text, found.own.offsets[start:end]),
        # A deadline that was over on the day of signing has no record.
        "deadlines": tuple(ids[place] for place in places if place in ids),
    }
