"""Corrections of the rows themselves: joined, added, taken out; ``cutting`` has those that are cut in two."""

from __future__ import annotations

from fupin_extract.derive.corrections.anchor import Anchor, holds
from fupin_extract.derive.corrections.cutting import FACTS, UNITS, cut_clause, text_of
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.records.notice import (
    Clause,
    Responsibility,
    Task,
    TaskResponsibility,
)
from fupin_extract.records.patch import AddTask, JoinTask, RemoveTask
from fupin_extract.resolve.tasks import measure_line
from fupin_extract.text.span import Span


def join(draft: Draft, operation: JoinTask, anchor: Anchor) -> None:
    """A row is a measure of the one directly before it.

    Raises:
        Unfit: that is not there, or not directly before it.
    """
    if operation.task in draft.joined:
        return
    row = anchor.row(operation)
    into = draft.joined.get(operation.into, operation.into)
    rows = draft.rows
    place = rows.index(row)
    before = rows[place - 1] if place else None
    if before is None or (before.id != into and operation.into in {other.id for other in rows}):
        raise Unfit("{into} does not stand directly before {task}", into=operation.into, task=row.id)
    clause = draft.clauses[row.id]
    deeper = (draft.clauses[before.id].level if before.id in draft.clauses else 0) + 1 - clause.level
    family = draft.family(row)
    for each in family:
        draft.change_clause(each.id, lambda c: c.model_copy(update={"level": c.level + deeper}))
    draft.change_clause(clause.id, lambda c: c.model_copy(update={"parent_id": before.id}))
    draft.exchange(before, _together(before, row, clause))
    draft.drop_row(row.id)
    for other in draft.repeats(row):
        draft.exchange(other, other.model_copy(update={"duplicate_of": before.id}))
    draft.joined[row.id] = before.id
    draft.renumbered.append((before.span[0], row.span[1]))


def _together(row: Task, other: Task, clause: Clause) -> Task:
    """A row with another behind it; who leads in one of them leads."""
    update: dict[str, object] = {}
    told: set[str] = set()
    for field in UNITS:
        units = {unit.name: unit for each in (row, other) for unit in getattr(each, field) if unit.name not in told}
        update[field] = tuple(units.values())
        told |= units.keys()
    for name in ("persons", *FACTS):
        mine = getattr(row, name)
        update[name] = (*mine, *(fact for fact in getattr(other, name) if fact not in mine))
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

    kept, begun = cut_clause(draft, clause, name, span, goes)
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
    facts: dict[str, object] = {field: getattr(clause, field) for field in FACTS}
    if group is not None:
        facts |= {field: getattr(group, field) for field in (*UNITS, "persons")}
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"responsibility": group}))
    draft.add_row(task.model_copy(update=facts))
    if row is None:
        return

    def stays(span: Span) -> bool:
        return not holds(clause.span, span)

    left = {field: tuple(r for r in getattr(row, field) if stays(r.span)) for field in (*UNITS, "persons", *FACTS)}
    draft.exchange(row, row.model_copy(update={**left, "text": text_of(draft.family(row))}))


def _part_of_group(row: Task | None, span: Span) -> Responsibility | None:
    """What of the group of a row stands in the part that is taken out of it."""
    if row is None:
        return None
    inside = {field: tuple(r for r in getattr(row, field) if holds(span, r.span)) for field in (*UNITS, "persons")}
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
    for other in (row, *draft.repeats(row)):
        draft.drop_row(other.id)
    draft.renumbered.append(row.span)
