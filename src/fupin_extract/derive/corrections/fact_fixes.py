"""Corrections of deadlines, targets and titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from fupin_extract.derive.corrections import as_told
from fupin_extract.derive.corrections.anchor import Anchor, bare, holds, meets
from fupin_extract.derive.corrections.draft import BY_HAND, Draft
from fupin_extract.derive.corrections.own_text import without_title
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.records.notice import (
    Clause,
    Deadline,
    Diagnostic,
    Duty,
    Target,
    Task,
)
from fupin_extract.records.patch import CorrectedDeadline, CorrectedTarget, SetField
from fupin_extract.text.mapped import printed
from fupin_extract.text.span import Span

F = TypeVar("F", Deadline, Target)
R = TypeVar("R", Task, Clause)
_LETTERS = {"deadlines": "d", "targets": "t"}


def set_fact(draft: Draft, operation: SetField, anchor: Anchor) -> None:
    """A deadline or a target is another, one more, or none.

    Raises:
        Unfit: it is not in the row, or no number is in what it is to be.
    """
    row = anchor.holder(operation)
    done = False
    for each in (row, *(draft.repeats(row) if isinstance(row, Task) else ())):
        facts = getattr(each, operation.field)
        old = _found(facts, operation.was, operation.place) if operation.was else None
        if operation.was and old is None:
            done = done or operation.now is None or _found(facts, operation.now, None) is not None
        elif operation.was or each is row:
            if not _stands(facts, operation):
                _put(draft, each, operation, old)
            done = True
    if not done:
        raise missing(operation)


def as_shown(operation: SetField) -> str:
    """What a reader gave, without the line breaks that a selection has."""
    now = operation.now or ""
    return printed(now, 0, len(now)).strip()


def _stands(facts: Iterable[Deadline | Target], operation: SetField) -> bool:
    """Whether what is to be added has been read there already."""
    if operation.was or operation.value or not operation.place:
        return False
    return any(bare(fact.text) == bare(operation.now) and meets(fact.span, operation.place) for fact in facts)


def missing(operation: SetField) -> Unfit:
    """What is said of a correction of something that is not there."""
    values = {"was": operation.was, "field": operation.field, "task": operation.task}
    return Unfit("{was} is not in {field} of {task}", **values)


def _found(facts: Iterable[F], words: str, place: Span | None) -> F | None:
    """The fact with this text; of several, that which stands at the place."""
    found = [fact for fact in facts if bare(fact.text) == bare(words)]
    at_place = [fact for fact in found if place and meets(fact.span, place)]
    return next(iter(at_place or found), None)


def _put(draft: Draft, row: Task | Clause, operation: SetField, old: Deadline | Target | None) -> None:
    """Exchange a fact in a row and in the clause in whose text it stands; of a clause above rows, in these too."""
    field = operation.field
    span = operation.place or (old.span if old else (row.span[0], row.span[0]))
    outside = isinstance(row, Task) and span[0] < span[1] and not holds(row.span, span)
    clause = _clause(draft, row, old, span)
    new: Deadline | Target | None = None
    if operation.now:
        # What a row has from above is its own where it is another than there.
        own = old is not None and not (getattr(old, "inherited", False) and isinstance(row, Task))
        name = old.id if old and own else draft.next_fact(clause, _LETTERS[field])
        new = _made(draft, operation, name, span, inherited=outside)
    if isinstance(row, Clause):
        for section in [section for section in draft.sections if section.id == row.id]:
            draft.exchange(section, _within(section, field, old, new))
        for below in list(draft.below(row.id)):
            if old is not None and any(fact.id == old.id for fact in getattr(below, field)):
                told = new.model_copy(update={"inherited": True}) if isinstance(new, Deadline) else new
                draft.exchange(below, _within(below, field, old, told))
    else:
        draft.exchange(row, _within(row, field, old, new))
        if outside or getattr(old, "inherited", False):
            return
    draft.change_clause(clause, lambda c: _within(c, field, old, new))


def _clause(draft: Draft, row: Task | Clause, old: Deadline | Target | None, span: Span) -> str:
    """The id of the clause that a fact belongs to: of those of a row the innermost around it."""
    if isinstance(row, Clause):
        return row.id
    if old is not None and (name := old.id.partition("/")[0]) in (row.id, *row.measures):
        return name
    around = [clause for clause in draft.family(row) if span[0] < span[1] and holds(clause.span, span)]
    return around[-1].id if around else row.id


def _made(draft: Draft, operation: SetField, name: str, span: Span, *, inherited: bool) -> Deadline | Target:
    now, place, value = as_shown(operation), operation.place, operation.value
    told: dict[str, Any] = {"id": name, "rule": BY_HAND, "text": now, "span": span}
    if operation.field == "targets":
        assert value is None or isinstance(value, CorrectedTarget)
        fields = as_told.target_fields(draft, now, place, value)
        if fields is None:
            raise Unfit("there is no number in {now}: give its value", now=now)
        return Target(**told, **fields)
    assert value is None or isinstance(value, CorrectedDeadline)
    if value is None and not as_told.is_read(draft, now, place):
        message = f"更正的时限“{now}”读不出日期，仅按原样保留"
        draft.unread.append(Diagnostic(code="correction_unread", severity="warning", message=message, span=span))
    fields = as_told.deadline_fields(draft, now, place, value)
    return Deadline(**told, **fields, inherited=inherited)


def _within(record: R, field: str, old: Deadline | Target | None, new: Deadline | Target | None) -> R:
    """A record with one fact in the place of another; the duties of a deadline that is gone are without it."""
    facts = list(getattr(record, field))
    at = next((place for place, fact in enumerate(facts) if old is not None and fact.id == old.id), None)
    if at is not None:
        del facts[at]
    if new is not None:
        behind = sum(fact.span <= new.span for fact in facts)
        facts.insert(behind if at is None else at, new)
    update: dict[str, object] = {field: tuple(facts)}
    if field == "deadlines" and old is not None and (new is None or new.id != old.id):
        update["duties"] = tuple(_without(duty, old.id) for duty in record.duties)
    return record.model_copy(update=update)


def _without(duty: Duty, name: str) -> Duty:
    if name not in duty.deadlines:
        return duty
    return duty.model_copy(update={"deadlines": tuple(other for other in duty.deadlines if other != name)})


def set_title(draft: Draft, operation: SetField, anchor: Anchor) -> None:
    """A row, or a clause above rows, has another title; what was part of it and is none is text, and the other way.

    Raises:
        Unfit: it has another title than it had.
    """
    row = anchor.holder(operation)
    now = as_shown(operation)
    if bare(row.title) == bare(now):
        return
    if bare(row.title) != bare(operation.was):
        raise missing(operation)
    clause = row if isinstance(row, Clause) else draft.clauses.get(row.id)
    if clause is not None:
        text = without_title(clause, draft, now, operation.place if anchor.stands(now, operation.place) else None)
        draft.change_clause(clause.id, lambda c: c.model_copy(update={"title": now, "text": text}))
    if isinstance(row, Task):
        text = row.text if clause is None else text + row.text.removeprefix(clause.text)
        path = (*row.path[:-1], now) if row.path else (now,)
        draft.exchange(row, row.model_copy(update={"title": now, "path": path, "text": text.lstrip("\n")}))
    elif clause is not None:
        _rename_above(draft, clause, now)


def _rename_above(draft: Draft, clause: Clause, now: str) -> None:
    """The new title of a clause in the paths of the rows below it, and of its section."""
    for row in [*draft.below(clause.id), *(section for section in draft.sections if section.id == clause.id)]:
        named = [place for place, title in enumerate(row.path) if title == clause.title]
        if named:
            path = (*row.path[: named[0]], now, *row.path[named[0] + 1 :])
            own = {"title": now} if row.id == clause.id else {}
            draft.exchange(row, row.model_copy(update={"path": path, **own}))
