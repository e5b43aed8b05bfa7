"""A unit in the place of another: in a row, and in the group of a clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fupin_extract.records.notice import (
    UNIT_FIELDS,
    Clause,
    Organization,
    Responsibility,
    Task,
    UnitField,
    units_by_role,
)
from fupin_extract.text.span import Span

R = TypeVar("R", Task, Responsibility)
FIELDS: tuple[UnitField, ...] = tuple(UNIT_FIELDS.values())


@dataclass(frozen=True, slots=True)
class Exchange:
    """A unit that goes, and those that come into ``field``."""

    old: Organization | None
    new: tuple[Organization, ...]
    field: UnitField

    def within(self, record: R) -> R:
        """The record with them exchanged, in the place of the old one, else by their place in the text."""
        lists: dict[UnitField, list[Organization]] = {field: list(getattr(record, field)) for field in FIELDS}
        at: int | None = None
        for field, units in lists.items():
            for place, unit in enumerate(units):
                if self.old and unit.name == self.old.name and unit.span == self.old.span:
                    del units[place]
                    at = place if field == self.field else None
                    break
        names = {unit.name for unit in self.new}
        for units in lists.values():
            units[:] = [unit for unit in units if unit.name not in names]
        for unit in self.new:
            units = lists[self.field]
            if at is None:
                units.insert(bisect_right([other.span for other in units], unit.span), unit)
            else:
                units.insert(min(at, len(units)), unit)
                at += 1
        return record.model_copy(update={field: tuple(units) for field, units in lists.items()})

    def inherited(self) -> Exchange:
        """The same for a row below, which has them from above."""
        new = tuple(unit.model_copy(update={"inherited": True}) for unit in self.new)
        return Exchange(self.old, new, self.field)


def place_of(units: Sequence[Organization]) -> Span | None:
    """The stretch that units stand in; None where they stand nowhere."""
    places = [unit.span for unit in units if unit.span[0] < unit.span[1]]
    return (min(a for a, _ in places), max(b for _, b in places)) if places else None


def group_of(clause: Clause) -> Responsibility:
    """The group of a clause, without anybody where it has none."""
    return clause.responsibility or Responsibility(span=(clause.span[0], clause.span[0]))


def group_with(clause: Clause, exchange: Exchange) -> Responsibility | None:
    """The group of a clause with units exchanged; None where nobody is left in it."""
    group = exchange.within(group_of(clause))
    if clause.responsibility is None and (place := place_of(exchange.new)):
        group = group.model_copy(update={"span": place})
    return group if group.persons or any(units_by_role(group)) else None


def counts_below(row: Task, group: Responsibility | None) -> bool:
    """Whether one more of the group of a clause counts for a row below it: if the row has somebody of it from there.

    Where nobody was in it: if the row names nobody. A group that was given by hand may stand nowhere.
    """
    if group is None:
        return not any(units_by_role(row)) and not row.persons
    persons = {(person.name, person.span) for person in group.persons}
    return any(has_from_above(row, unit) for _, unit in units_by_role(group)) or any(
        (person.name, person.span) in persons for person in row.persons
    )


def has_from_above(row: Task, unit: Organization, fields: Iterable[UnitField] = FIELDS) -> bool:
    """Whether a row has a unit of a clause above it, in one of these fields."""
    units = [other for field in fields for other in getattr(row, field)]
    return any(u.inherited and u.span == unit.span and u.name == unit.name for u in units)
