"""Corrections of the persons who answer: in rows, in the groups of clauses, and where rows have them from above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fupin_extract.derive.corrections.anchor import Anchor, bare, meets
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.exchange import counts_below, group_of
from fupin_extract.derive.corrections.fact_fixes import as_shown, missing
from fupin_extract.records.notice import Clause, Person, Responsibility, Task, TaskResponsibility, units_by_role
from fupin_extract.records.patch import CorrectedPerson, SetField
from fupin_extract.text.mapped import printed
from fupin_extract.text.span import Span


def set_person(draft: Draft, operation: SetField, anchor: Anchor) -> None:
    """A person is another, one more, or none.

    Raises:
        Unfit: it is not in the row.
    """
    row = anchor.holder(operation)
    if isinstance(row, Clause):
        _set_above(draft, operation, row)
        return
    done = False
    for each in (row, *draft.repeats(row)):
        old = _person(each.persons, operation.was, operation.place) if operation.was else None
        if operation.was and old is None:
            done = done or _already(each, operation)
        elif operation.was or each is row:
            if not _stands(each, operation):
                _put(draft, each, operation, old)
            done = True
    if not done:
        raise missing(operation)


def _person(persons: Iterable[Person], words: str, place: Span | None) -> Person | None:
    found = [person for person in persons if bare(words) in (bare(person.name), bare(person.text))]
    at_place = [person for person in found if place and meets(person.span, place)]
    return next(iter(at_place or found), None)


def _already(record: Task | Responsibility, operation: SetField) -> bool:
    """Whether it is so already: a rule has learned it since."""
    return operation.now is None or _person(record.persons, operation.now, None) is not None


def _stands(record: Task | Responsibility, operation: SetField) -> bool:
    """Whether who is to be added has been read there already."""
    if operation.was or operation.value or not operation.place or not operation.now:
        return False
    found = _person(record.persons, operation.now, operation.place)
    return found is not None and meets(found.span, operation.place)


def _made(draft: Draft, operation: SetField, old: Person | None, record: Task | Responsibility) -> Person | None:
    now = as_shown(operation)
    if not now:
        return None
    span = operation.place or (old.span if old else (record.span[0], record.span[0]))
    text = printed(draft.text, *span) if span[0] < span[1] else now
    told = operation.value.role if isinstance(operation.value, CorrectedPerson) else None
    label = told or (old.role if old else record.persons[0].role if record.persons else _usual_label(draft))
    return Person(role=label, name=now, text=text, span=span)


def _put(draft: Draft, row: Task, operation: SetField, old: Person | None) -> None:
    new = _made(draft, operation, old, row)
    _exchange(draft, row, old, new, "own")
    for clause in draft.family(row):
        group = clause.responsibility
        if group and (old in group.persons if old else True):
            _put_in_group(draft, clause, old, new)
            return


def _set_above(draft: Draft, operation: SetField, clause: Clause) -> None:
    """The same in a clause above rows, and in the rows that have it from there.

    One more counts for the rows that its group counts for, else for those that name nobody.
    """
    group = group_of(clause)
    old = _person(group.persons, operation.was, operation.place) if operation.was else None
    if operation.was and old is None:
        if not _already(group, operation):
            raise missing(operation)
        return
    if _stands(group, operation):
        return
    new = _made(draft, operation, old, group)
    _put_in_group(draft, clause, old, new)
    for section in [section for section in draft.sections if section.id == clause.id]:
        _exchange(draft, section, old, new, "own")
    for row in list(draft.below(clause.id)):
        if old in row.persons if old else counts_below(row, clause.responsibility):
            _exchange(draft, row, old, new, "section")


def _exchange(
    draft: Draft, row: Task, old: Person | None, new: Person | None, scope: Literal["own", "section"]
) -> None:
    """A row, or a section, with one person in the place of another."""
    update: dict[str, object] = {"persons": _exchanged(row.persons, old, new)}
    if new and row.responsibility.scope == "none":
        place = new.span if new.span[0] < new.span[1] else None
        update["responsibility"] = TaskResponsibility(scope=scope, span=place)
    draft.exchange(row, row.model_copy(update=update))


def _put_in_group(draft: Draft, clause: Clause, old: Person | None, new: Person | None) -> None:
    group = group_of(clause)
    changed = group.model_copy(update={"persons": _exchanged(group.persons, old, new)})
    if clause.responsibility is None and new and new.span[0] < new.span[1]:
        changed = changed.model_copy(update={"span": new.span})
    kept = changed if changed.persons or any(units_by_role(changed)) else None
    draft.change_clause(clause.id, lambda c: c.model_copy(update={"responsibility": kept}))


def _exchanged(persons: tuple[Person, ...], old: Person | None, new: Person | None) -> tuple[Person, ...]:
    """Persons with one in the place of another."""
    kept = [person for person in persons if person != old]
    if new is not None:
        kept.insert(persons.index(old) if old in persons else len(kept), new)
    return tuple(kept)


def _usual_label(draft: Draft) -> str:
    """The label of a person who is given none: the first of the rules' own that is a person's (责任人)."""
    labels = (word for rule in draft.rules.labels if rule.tells == "person" for word in rule.words)
    return next((word for word in labels if word.endswith("人")), "")
