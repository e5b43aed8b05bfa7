"""Corrections of who answers: units and their roles, in rows, in the groups of clauses, and where rows inherit them."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.derive.corrections.anchor import Anchor, bare, holds, meets
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.exchange import (
    FIELDS,
    Exchange,
    counts_below,
    group_of,
    group_with,
    has_from_above,
    place_of,
)
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.names.describe import describe
from fupin_extract.names.lists import split_units
from fupin_extract.names.reading import is_organization
from fupin_extract.names.unit_forms import compile_units
from fupin_extract.records.notice import (
    AdminLevel,
    Clause,
    Organization,
    Responsibility,
    Task,
    TaskResponsibility,
    UnitField,
    units_by_role,
)
from fupin_extract.records.patch import MoveUnit, SetField
from fupin_extract.resolve.organizations import level_told
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import printed
from fupin_extract.text.span import Span


def set_unit(draft: Draft, operation: SetField, anchor: Anchor) -> None:
    """A unit is another, one more, or none.

    Raises:
        Unfit: it is not in the row.
    """
    assert operation.field in FIELDS
    field: UnitField = operation.field
    row = anchor.holder(operation)
    if isinstance(row, Clause):
        _set_above(draft, operation, row, field)
        return
    done = False
    for each in (row, *draft.repeats(row)):
        old = _found(each, operation.was, field, operation.place) if operation.was else None
        if operation.was and old is None:
            done = done or _already(each, operation, field)
            continue
        if operation.was is None and (done or each is not row):
            continue
        new = _new_units(draft, operation, old, each)
        _put(draft, each, Exchange(old, new, field))
        done = True
    if not done:
        raise Unfit("{was} is not in {field} of {task}", was=operation.was, field=field, task=operation.task)


def move_unit(draft: Draft, operation: MoveUnit, anchor: Anchor) -> None:
    """A unit answers in another role.

    Raises:
        Unfit: it does not answer in the role that it had.
    """
    missing = Unfit("{was} is not in {field} of {task}", was=operation.unit, field=operation.was, task=operation.task)
    row = anchor.holder(operation)
    if isinstance(row, Clause):
        group = row.responsibility
        old = _found(group, operation.unit, operation.was, operation.place) if group else None
        if group is None or old is None:
            raise missing
        _put_above(draft, row, Exchange(old, (old,), operation.now))
        return
    done = False
    for each in (row, *draft.repeats(row)):
        old = _found(each, operation.unit, operation.was, operation.place)
        if old is not None:
            _put(draft, each, Exchange(old, (old,), operation.now))
            done = True
        done = done or _found(each, operation.unit, operation.now, None) is not None
    if not done:
        raise missing


def _found(record: Task | Responsibility, name: str, field: UnitField, place: Span | None) -> Organization | None:
    """The unit of this name in a field; of several, that which stands at the place."""
    found = [unit for unit in getattr(record, field) if _is_called(unit, bare(name))]
    at_place = [unit for unit in found if place and meets(unit.span, place)]
    return next(iter(at_place or found), None)


def _is_called(unit: Organization, name: str) -> bool:
    """Whether a unit has this name, or is written so and has only been given back what its list shares (统计部门)."""
    full, written = bare(unit.name), bare(unit.text)
    return name == full or (name == written and full.startswith(written))


def _already(record: Task | Responsibility, operation: SetField, field: UnitField) -> bool:
    """Whether it is so already: a rule has learned it since."""
    return operation.now is None or _found(record, operation.now, field, None) is not None


def _new_units(
    draft: Draft, operation: SetField, old: Organization | None, row: Task | Responsibility
) -> tuple[Organization, ...]:
    """The units that ``now`` names: mostly one, but a reader may select a list."""
    now = operation.now
    if not now:
        return ()
    span = operation.place or (old.span if old else None)
    whole = draft.text[slice(*span)] == now if span else False
    made: list[Organization] = []
    previous = _level_before(row, span, old)
    for name, start, end in _named(now, draft):
        # A part of the place where the whole of it stands there as it is written.
        at: Span | None = (span[0] + start, span[0] + end) if span and whole else span
        unit = _unit(draft, name, at, row, previous)
        last = old is not None and old.open_ended and not made
        made.append(unit.model_copy(update={"open_ended": last, "inherited": _is_inherited(old, unit, row)}))
        previous = level_told(unit) or previous
    return tuple(made)


def _named(now: str, draft: Draft) -> Iterable[tuple[str, int, int]]:
    """The names in what a reader gave as a unit, each with its place in it: several only where all are names."""
    found = {unit.name: unit for unit in split_units(fold(now), 0, len(now), draft.rules.get(compile_units))}
    if len(found) < 2 or not all(is_organization(name, draft.rules) for name in found):
        return [(printed(now, 0, len(now)).strip(), 0, len(now))]
    written = ((printed(now, u.start, u.end) if u.name == u.text else u.name, u) for u in found.values())
    return [(name, unit.start, unit.end) for name, unit in written]


def _unit(
    draft: Draft, name: str, span: Span | None, row: Task | Responsibility, previous: AdminLevel | None
) -> Organization:
    """The record of a unit; one that stands nowhere has an empty span where its row begins."""
    level, region = draft.metadata.admin_level, draft.metadata.region
    known = describe(name, draft.rules, notice_level=level, previous_level=previous, region=region)
    at = span or (row.span[0], row.span[0])
    text = printed(draft.text, *span) if span else name
    return Organization(name=name, text=text, functions=known.functions, level=known.level, kind=known.kind, span=at)


def _is_inherited(old: Organization | None, unit: Organization, row: Task | Responsibility) -> bool:
    if isinstance(row, Responsibility):
        return False
    if old is not None and old.span == unit.span:
        return old.inherited
    return unit.span[0] < unit.span[1] and not holds(row.span, unit.span)


def _level_before(row: Task | Responsibility, span: Span | None, old: Organization | None) -> AdminLevel | None:
    """The level that the unit before a place hands on to the next of its list."""
    if span is None:
        return None
    group = row.responsibility.span if isinstance(row, Task) else row.span
    if group is None:
        return None
    before = [unit for _, unit in units_by_role(row) if group[0] <= unit.span[0] < span[0] and unit is not old]
    levels = [level_told(unit) for unit in sorted(before, key=lambda unit: unit.span)]
    return next((level for level in reversed(levels) if level), None)


def _put(draft: Draft, row: Task, exchange: Exchange) -> None:
    """Exchange units in a row, and in the group of the clause where they stand."""
    old, new = exchange.old, exchange.new
    changed = exchange.within(row)
    if changed.responsibility.scope == "none" and new:
        changed = changed.model_copy(update={"responsibility": TaskResponsibility(scope="own", span=place_of(new))})
    draft.exchange(row, _level_handed_on(draft, changed, new))
    standing = old or next(iter(new), None)
    if standing is None or standing.inherited or (new and new[0].inherited):
        return
    clause = _holder(draft.family(row), old, new)
    if clause is not None:
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"responsibility": group_with(c, exchange)}))


def _holder(family: list[Clause], old: Organization | None, new: tuple[Organization, ...]) -> Clause | None:
    """The clause whose group has the old unit, else the one in whose text the new one stands, else the row's own."""
    groups = [clause for clause in family if clause.responsibility]
    for clause in groups:
        if old and any(u.span == old.span and u.name == old.name for _, u in units_by_role(group_of(clause))):
            return clause
    place = place_of(new)
    around = [clause for clause in family if place and holds(clause.span, place)]
    return around[-1] if around else groups[0] if groups else family[0] if family else None


def _level_handed_on(draft: Draft, row: Task, new: tuple[Organization, ...]) -> Task:
    """The row in which the units behind new ones have the level that these hand on to them (省教育厅、财政厅)."""
    place, group = place_of(new), row.responsibility.span
    if place is None or group is None or not holds(group, place):
        return row
    previous = level_told(new[-1])
    behind = sorted((u.span, u.name) for _, u in units_by_role(row) if place[1] <= u.span[0] < group[1])
    levels: dict[tuple[Span, str], AdminLevel | None] = {}
    own, region = draft.metadata.admin_level, draft.metadata.region
    for key in behind:
        alone = describe(key[1], draft.rules, notice_level=own, region=region)
        told = describe(key[1], draft.rules, notice_level=own, previous_level=previous, region=region)
        if alone.kind == "collective" or previous is None:
            break
        if alone.level == told.level:
            break
        levels[key] = told.level
        previous = told.level or previous

    def mended(unit: Organization) -> Organization:
        key = (unit.span, unit.name)
        return unit.model_copy(update={"level": levels[key]}) if key in levels else unit

    return row.model_copy(update={f: tuple(map(mended, getattr(row, f))) for f in FIELDS}) if levels else row


def _set_above(draft: Draft, operation: SetField, clause: Clause, field: UnitField) -> None:
    """The same in a clause above rows."""
    group = group_of(clause)
    old = _found(group, operation.was, field, operation.place) if operation.was else None
    if operation.was and old is None:
        if not _already(group, operation, field):
            raise Unfit("{was} is not in {field} of {task}", was=operation.was, field=field, task=operation.task)
        return
    there = _found(group, operation.now, field, operation.place) if operation.now and not operation.was else None
    if there and operation.place and meets(there.span, operation.place):
        return
    new = _new_units(draft, operation, old, group)
    _put_above(draft, clause, Exchange(old, new, field))


def _put_above(draft: Draft, clause: Clause, exchange: Exchange) -> None:
    """Exchange units in a clause above rows, and in the rows that have them from there.

    One more counts for the rows that its group counts for, else for those that name nobody. A row in which the old one
    has been given another role is as its reader wanted it.
    """
    group, handed = clause.responsibility, exchange.inherited()
    for section in [section for section in draft.sections if section.id == clause.id]:
        draft.exchange(section, exchange.within(section))
    draft.change_clause(clause.id, lambda c: c.model_copy(update={"responsibility": group_with(c, exchange)}))
    for row in list(draft.below(clause.id)):
        if exchange.old:
            roles = [field for field in FIELDS if exchange.old in getattr(group, field, ())]
            counts = has_from_above(row, exchange.old, roles)
        else:
            counts = counts_below(row, group)
        if counts:
            below = handed.within(row)
            if group is None:
                told = TaskResponsibility(scope="section", span=place_of(exchange.new))
                below = below.model_copy(update={"responsibility": told})
            draft.exchange(row, below)
