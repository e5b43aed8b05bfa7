"""Notice × Patch → the corrected notice, and what of the patch no longer fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fupin_extract.derive.corrections.anchor import Anchor, holds
from fupin_extract.derive.corrections.cutting import split
from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.fact_fixes import set_fact, set_title
from fupin_extract.derive.corrections.person_fixes import set_person
from fupin_extract.derive.corrections.row_fixes import add, join, remove
from fupin_extract.derive.corrections.unfit import Misfit, Unfit
from fupin_extract.derive.corrections.unit_fixes import move_unit, set_unit
from fupin_extract.records.notice import UNIT_FIELDS, Diagnostic, Notice
from fupin_extract.records.patch import (
    AddTask,
    JoinTask,
    MoveUnit,
    Operation,
    Patch,
    RemoveTask,
    SetField,
    SplitTask,
    TaskOperation,
)
from fupin_extract.ruleset import RuleSet

_UNITS = set(UNIT_FIELDS.values())
_OF_ROWS: dict[type[Operation], Callable[[Draft, Any, Anchor], None]] = {
    MoveUnit: move_unit,
    SplitTask: split,
    JoinTask: join,
    AddTask: add,
    RemoveTask: remove,
}
_NUMBERS = {"numbering_gap", "numbering_restart", "duplicate_number"}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A notice with its corrections made, and those that could not be."""

    notice: Notice
    misfits: tuple[Misfit, ...] = ()


def apply(notice: Notice, patch: Patch, rules: RuleSet) -> Corrected:
    """The notice with the operations made, one after another; one that does not fit is left out, all others are made.

    In another version of the notice (other bytes) each is looked for by the text at its place. What depends on a
    correction is as if it had been read: the business lines of a unit, the days of a deadline, what rows inherit. What
    of the diagnostics is answered by one is gone; what does not fit is a diagnostic (``correction_unfit``).

    Raises:
        ValueError: the notice comes without its source text.
    """
    draft = Draft(notice, rules)
    same = patch.source.sha256 == notice.source.sha256
    anchor = Anchor(draft, same=same)
    misfits: list[Misfit] = []
    for number, operation in enumerate(patch.operations, 1):
        try:
            sent = anchor.moved(operation)
            _make(draft, sent, anchor)
        except Unfit as why:
            misfits.append(Misfit(number, operation, why.template, why.values))
    if same:
        draft.answered += [row.span for row in patch.rows if row.state == "confirmed"]
    draft.unread += [_told(misfit) for misfit in misfits]
    return Corrected(draft.notice(lambda found: not _is_answered(found, draft)), tuple(misfits))


def _make(draft: Draft, operation: Operation, anchor: Anchor) -> None:
    if not isinstance(operation, SetField):
        _OF_ROWS[type(operation)](draft, operation, anchor)
    elif operation.field in _UNITS:
        set_unit(draft, operation, anchor)
    else:
        fixes = {"persons": set_person, "title": set_title}
        fixes.get(operation.field, set_fact)(draft, operation, anchor)
    answers = isinstance(operation, MoveUnit) or (
        isinstance(operation, SetField) and operation.field in {*_UNITS, "persons"}
    )
    if answers and isinstance(operation, TaskOperation):
        draft.answered.append(operation.span)


def _is_answered(found: Diagnostic, draft: Draft) -> bool:
    """Whether a correction answers a diagnostic: who answers was set right, rows were cut, joined, added, taken out."""
    if found.code == "no_clauses":
        return bool(draft.rows)
    if found.span is None:
        return False
    rows = draft.answered if found.code == "group_unread" else draft.renumbered if found.code in _NUMBERS else []
    return any(holds(row, found.span) for row in rows)


def _told(misfit: Misfit) -> Diagnostic:
    message = f"第{misfit.number}项更正（{misfit.what}）与通知不符，没有采用"
    return Diagnostic(code="correction_unfit", severity="warning", message=message)
