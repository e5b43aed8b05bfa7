"""Corrections of the rows themselves: cut in two, joined, added, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fupin_extract.derive.corrections.anchor import Anchor, holds
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.own_text import joined, own_characters
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.records.notice import (
    UNIT_FIELDS,
    Clause,
    Organization,
    Responsibility,
    Task,
    TaskResponsibility,
)
from fupin_extract.records.patch import AddTask, JoinTask, RemoveTask, SplitTask
from fupin_extract.resolve.tasks import measure_line
from fupin_extract.text.span import Span

_FIELDS = tuple(UNIT_FIELDS.values())
_FACTS = ("deadlines", "targets", "citations", "duties")


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)
Belongs = Callable[[Span], bool]


def split(draft: Draft, operation: SplitTask, anchor: Anchor) -> None:
    """A row is two from a place on.

    Raises:
        Unfit: the place is not inside of it, or its clause is not known.
    """
    row, at = anchor.row(operation), operation.at
    clause = draft.clauses.get(row.id)
    if clause is None or not row.span[0] < at < row.span[1]:
        if any(other.span[0] == at for other in draft.rows):
            return
        raise Unfit("{at} is not inside of {task}", at=at, task=row.id)
    name = draft.free_id(row.id, 2, "#")
    cut = next((each for each in reversed(draft.family(row)) if each.span[0] < at < each.span[1]), clause)
    behind = [each for each in draft.family(row)[1:] if each.span[0] >= at]
    kept, begun = _cut(draft, cut, name, (at, row.span[1]), lambda span: span[0] >= at)
    if cut is not clause:
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"span": (c.span[0], at)}))
    begun = begun.model_copy(update={"parent_id": clause.parent_id, "level": clause.level, "kind": clause.kind})
    _replace(draft, kept, begun, behind, row)
    second = _part(row, begun, behind, (at, row.span[1]), lambda span: span[0] >= at, draft)
    first = _part(row, draft.clauses[row.id], [], (row.span[0], at), lambda span: span[0] < at, draft)
    measures = tuple(each for each in row.measures if each not in second.measures)
    head = [draft.clauses[row.id], *(draft.clauses[each] for each in measures if each in draft.clauses)]
    first = first.model_copy(update={"measures": measures, "title": row.title, "path": row.path, "text": _text(head)})
    first, second = _share(first, second)
    place = draft.rows.index(row)
    draft.rows[place : place + 1] = [first, second]
    draft.renumbered.append(row.span)


def _cut(draft: Draft, clause: Clause, name: str, span: Span, goes: Belongs) -> tuple[Clause, Clause]:
    """A clause in two: what stays, and what goes into a new one called ``name`` at ``span``."""
    characters = own_characters(clause, draft)
    titled = len(clause.title)
    stays = [pair for pair in characters if pair[1] < 0 or not goes((pair[1], pair[1] + 1))]
    gone = [pair for pair in characters if pair[1] < 0 or goes((pair[1], pair[1] + 1))]
    title = clause.title if all(pair in stays for pair in characters[:titled]) else ""
    text = joined(stays[len(title) :] if title else stays).lstrip("。：\n")
    group = clause.responsibility
    moves = group is not None and goes(group.span)
    update: dict[str, object] = {"title": title, "text": text, "responsibility": None if moves else group}
    other: dict[str, object] = {"responsibility": group if moves else None}
    for field in _FACTS:
        facts = getattr(clause, field)
        update[field] = tuple(fact for fact in facts if not goes(fact.span))
        other[field] = tuple(fact for fact in facts if goes(fact.span))
    if span[0] > clause.span[0] and span[1] >= clause.span[1]:
        update["span"] = (clause.span[0], span[0])
    begun = Clause(
        id=name,
        parent_id=clause.parent_id,
        level=clause.level,
        marker="",
        title="",
        text=joined(gone),
        kind=clause.kind,
        span=span,
    )
    return clause.model_copy(update=update), begun.model_copy(update=other)


def _replace(draft: Draft, kept: Clause, begun: Clause, behind: Sequence[Clause], row: Task) -> None:
    """Put both halves of a clause in, and the measures behind the cut below the second."""
    draft.change_clause(kept.id, lambda _: kept)
    for each in behind:
        if each.parent_id in (row.id, kept.id):
            draft.change_clause(each.id, lambda c: c.model_copy(update={"parent_id": begun.id}))
    family = {row.id, *row.measures}
    draft.add_clause(begun, lambda other: other.id in family and other.span[0] < begun.span[0])


def _part(row: Task, clause: Clause, measures: Sequence[Clause], span: Span, goes: Belongs, draft: Draft) -> Task:
    """The part of a row that stands at ``span``, with what belongs to it there; what it has from above stays with all."""

    def mine(records: tuple[P, ...]) -> tuple[P, ...]:
        return tuple(r for r in records if not holds(row.span, r.span) or goes(r.span))

    update: dict[str, object] = {field: mine(getattr(row, field)) for field in (*_FIELDS, "persons", *_FACTS)}
    lines = [clause, *(draft.clauses[each.id] for each in measures)]
    update |= {"id": clause.id, "title": clause.title, "span": span, "text": _text(lines)}
    update |= {"measures": tuple(each.id for each in measures), "path": (*row.path[:-1], clause.title)}
    group = row.responsibility.span
    if group is not None and holds(row.span, group) and not goes(group):
        update["responsibility"] = TaskResponsibility(scope="none")
    return row.model_copy(update=update)


def _text(clauses: Sequence[Clause]) -> str:
    first, *measures = clauses
    return "\n".join(filter(None, [first.text, *map(measure_line, measures)]))


def _named(row: Task) -> bool:
    return bool(row.persons) or any(getattr(row, field) for field in _FIELDS)


def _share(first: Task, second: Task) -> tuple[Task, Task]:
    """Two parts of a row, of which one that names nobody has who answers for the other."""
    if _named(first) == _named(second):
        return first, second
    if _named(first):
        return first, _with_those_of(second, first)
    return _with_those_of(first, second), second


def _with_those_of(row: Task, other: Task) -> Task:
    def inherited(units: tuple[Organization, ...]) -> tuple[Organization, ...]:
        return tuple(unit.model_copy(update={"inherited": True}) for unit in units)

    units = {field: inherited(getattr(other, field)) for field in _FIELDS}
    told = TaskResponsibility(scope="section", span=other.responsibility.span)
    return row.model_copy(update={**units, "persons": other.persons, "responsibility": told})


def join(draft: Draft, operation: JoinTask, anchor: Anchor) -> None:
    """A row is a measure of the one directly before it.

    Raises:
        Unfit: that is not there, or not directly before it.
    """
    if operation.task in draft.joined:
        return
    row = anchor.row(operation)
    into = draft.joined.get(operation.into, operation.into)
    place = draft.rows.index(row)
    before = draft.rows[place - 1] if place else None
    if before is None or (before.id != into and operation.into in {other.id for other in draft.rows}):
        raise Unfit("{into} does not stand directly before {task}", into=operation.into, task=row.id)
    clause = draft.clauses[row.id]
    deeper = (draft.clauses[before.id].level if before.id in draft.clauses else 0) + 1 - clause.level
    family = draft.family(row)
    for each in family:
        draft.change_clause(each.id, lambda c: c.model_copy(update={"level": c.level + deeper}))
    draft.change_clause(clause.id, lambda c: c.model_copy(update={"parent_id": before.id}))
    draft.rows[place - 1 : place + 1] = [_together(before, row, clause)]
    for other in draft.repeats(row):
        draft.exchange(other, other.model_copy(update={"duplicate_of": before.id}))
    draft.joined[row.id] = before.id
    draft.renumbered.append((before.span[0], row.span[1]))


def _together(row: Task, other: Task, clause: Clause) -> Task:
    """A row with another behind it; who leads in one of them leads."""
    update: dict[str, object] = {}
    told: set[str] = set()
    for field in _FIELDS:
        units = {unit.name: unit for each in (row, other) for unit in getattr(each, field) if unit.name not in told}
        update[field] = tuple(units.values())
        told |= units.keys()
    for field in ("persons", *_FACTS):
        mine = getattr(row, field)
        update[field] = (*mine, *(fact for fact in getattr(other, field) if fact not in mine))
    rest = other.text.removeprefix(clause.text).lstrip("\n")
    update["text"] = "\n".join(filter(None, [row.text, measure_line(clause), rest]))
    update["measures"] = (*row.measures, other.id, *other.measures)
    update["extra"] = {**other.extra, **row.extra}
    update["span"] = (min(row.span[0], other.span[0]), max(row.span[1], other.span[1]))
    if row.responsibility.scope == "none":
        update["responsibility"] = other.responsibility
    return row.model_copy(update=update)


def add(draft: Draft, operation: AddTask, _: Anchor) -> None:
    """A stretch of the text is a row, with what was read from it.

    Raises:
        Unfit: there is a row in it already, or nothing but blanks.
    """
    span = operation.span
    if any(row.span == span for row in draft.rows):
        return
    if inside := next((row for row in draft.rows if holds(span, row.span)), None):
        raise Unfit("there is a row in this place already: {task}", task=inside.id)
    if not draft.text[slice(*span)].strip():
        raise Unfit("there is no text in this place")
    name = draft.free_id("", 1, "n")
    around = [clause for clause in draft.clauses.values() if holds(clause.span, span)]
    clause = min(around, key=lambda c: c.span[1] - c.span[0], default=draft.clauses.get("0"))
    row = next((row for row in draft.rows if holds(row.span, span)), None)
    if clause is None:
        raise Unfit("there is no text in this place")

    def goes(place: Span) -> bool:
        return holds(span, place)

    kept, begun = _cut(draft, clause, name, span, goes)
    kept = kept.model_copy(update={"span": clause.span})
    level = (draft.clauses[row.id].level if row and row.id in draft.clauses else clause.level + 1) or 1
    parent = draft.clauses[row.id].parent_id if row and row.id in draft.clauses else clause.id if clause.level else None
    begun = begun.model_copy(update={"kind": "task", "level": level, "parent_id": parent, "title": operation.title})
    begun = begun.model_copy(update={"text": _behind_title(begun.text, operation.title)})
    draft.change_clause(kept.id, lambda _: kept)
    draft.add_clause(begun, lambda other: other.span[0] <= span[0])
    _add_row(draft, begun, row)
    draft.renumbered.append(span)


def _behind_title(text: str, title: str) -> str:
    return text.removeprefix(title).lstrip("。：\n ") if title and text.startswith(title) else text


def _add_row(draft: Draft, clause: Clause, row: Task | None) -> None:
    """The row of a new clause; the one that it is taken out of has the rest."""
    group = clause.responsibility or _part_of_group(row, clause.span)
    task = Task(
        id=clause.id,
        path=(*_path_above(draft, clause), clause.title),
        title=clause.title,
        text=clause.text,
        kind=clause.kind,
        responsibility=TaskResponsibility(scope="own" if group else "none", span=group.span if group else None),
        span=clause.span,
    )
    facts: dict[str, object] = {field: getattr(clause, field) for field in _FACTS}
    if group is not None:
        facts |= {field: getattr(group, field) for field in (*_FIELDS, "persons")}
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"responsibility": group}))
    draft.rows.append(task.model_copy(update=facts))
    draft.rows.sort(key=lambda each: each.span[0])
    if row is None:
        return

    def stays(span: Span) -> bool:
        return not holds(clause.span, span)

    left = {
        field: tuple(r for r in getattr(row, field) if stays(r.span)) for field in (*_FIELDS, "persons", *_FACTS)
    }
    draft.exchange(row, row.model_copy(update={**left, "text": _text(draft.family(row))}))


def _part_of_group(row: Task | None, span: Span) -> Responsibility | None:
    """What of the group of a row stands in the part that is taken out of it."""
    if row is None:
        return None
    inside = {
        field: tuple(r for r in getattr(row, field) if holds(span, r.span)) for field in (*_FIELDS, "persons")
    }
    places = [record.span for records in inside.values() for record in records]
    if not places:
        return None
    return Responsibility(span=(min(a for a, _ in places), max(b for _, b in places))).model_copy(update=inside)


def _path_above(draft: Draft, clause: Clause) -> tuple[str, ...]:
    titles: list[str] = []
    above = draft.clauses.get(clause.parent_id or "")
    while above is not None:
        titles.append(above.title)
        above = draft.clauses.get(above.parent_id or "")
    return tuple(reversed(titles))


def remove(draft: Draft, operation: RemoveTask, anchor: Anchor) -> None:
    """A row is none, nor is one of a table that repeats it.

    Raises:
        Unfit: it is not there.
    """
    if not any(row.span[0] <= operation.span[0] < row.span[1] for row in draft.rows):
        return
    row = anchor.row(operation)
    if operation.task not in (row.id, *row.measures) and row.span != operation.span:
        # What stands there is more than was meant.
        raise Unfit("there is no row {task} any more", task=operation.task)
    gone = {row.id, *(other.id for other in draft.repeats(row))}
    draft.rows[:] = [other for other in draft.rows if other.id not in gone]
    draft.renumbered.append(row.span)
