"""A row cut in two at a place, with its clause: what stands behind the place goes into the second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fupin_extract.derive.corrections.anchor import Anchor, holds
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.own_text import joined, own_characters
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.records.notice import UNIT_FIELDS, Clause, Organization, Task, TaskResponsibility
from fupin_extract.records.patch import SplitTask
from fupin_extract.resolve.tasks import measure_line
from fupin_extract.text.span import Span

# What a row has by fields: its units, and the facts of its clauses.
UNITS = tuple(UNIT_FIELDS.values())
FACTS = ("deadlines", "targets", "citations", "duties")


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
    kept, begun = cut_clause(draft, cut, name, (at, row.span[1]), lambda span: span[0] >= at)
    if cut is not clause:
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"span": (c.span[0], at)}))
    begun = begun.model_copy(update={"parent_id": clause.parent_id, "level": clause.level, "kind": clause.kind})
    _replace(draft, kept, begun, behind, row)
    second = _part(row, begun, behind, (at, row.span[1]), lambda span: span[0] >= at, draft)
    first = _part(row, draft.clauses[row.id], [], (row.span[0], at), lambda span: span[0] < at, draft)
    measures = tuple(each for each in row.measures if each not in second.measures)
    head = [draft.clauses[row.id], *(draft.clauses[each] for each in measures if each in draft.clauses)]
    first = first.model_copy(update={"measures": measures, "title": row.title, "path": row.path, "text": text_of(head)})
    first, second = _share(first, second)
    draft.exchange(row, first)
    draft.add_row(second)
    draft.renumbered.append(row.span)


def cut_clause(draft: Draft, clause: Clause, name: str, span: Span, goes: Belongs) -> tuple[Clause, Clause]:
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
    for field in FACTS:
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
    """The part of a row at ``span``, with what belongs to it there; what it has from above stays with all."""

    def mine(records: tuple[P, ...]) -> tuple[P, ...]:
        return tuple(r for r in records if not holds(row.span, r.span) or goes(r.span))

    update: dict[str, object] = {field: mine(getattr(row, field)) for field in (*UNITS, "persons", *FACTS)}
    lines = [clause, *(draft.clauses[each.id] for each in measures)]
    update |= {"id": clause.id, "title": clause.title, "span": span, "text": text_of(lines)}
    update |= {"measures": tuple(each.id for each in measures), "path": (*row.path[:-1], clause.title)}
    group = row.responsibility.span
    if group is not None and holds(row.span, group) and not goes(group):
        update["responsibility"] = TaskResponsibility(scope="none")
    return row.model_copy(update=update)


def text_of(clauses: Sequence[Clause]) -> str:
    """The text of a row: its own clause's, then its measures."""
    first, *measures = clauses
    return "\n".join(filter(None, [first.text, *map(measure_line, measures)]))


def _named(row: Task) -> bool:
    return bool(row.persons) or any(getattr(row, field) for field in UNITS)


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

    units: dict[str, object] = {field: inherited(getattr(other, field)) for field in UNITS}
    told = TaskResponsibility(scope="section", span=other.responsibility.span)
    return row.model_copy(update={**units, "persons": other.persons, "responsibility": told})
