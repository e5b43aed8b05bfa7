"""The patches of two readers of one notice → one patch, and where the two contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fupin_extract.derive.corrections.anchor import bare, meets
from fupin_extract.records.patch import (
    AddTask,
    CheckedRow,
    JoinTask,
    MoveUnit,
    Operation,
    Patch,
    RemoveTask,
    SetField,
    SplitTask,
    TaskOperation,
    told,
)

Side = Literal["first", "second"]
_STATES = ("untouched", "confirmed", "changed")
# Fields of an operation that say nothing of what it does.
_ASIDE = {"note", "near"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two readers say different things of one place: what the first and what the second says, in a few words."""

    task: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class MergedPatch:
    """The patches put together, and what of them contradicts."""

    patch: Patch
    conflicts: tuple[Conflict, ...]


def merge(first: Patch, second: Patch, prefer: Side | None = None) -> MergedPatch:
    """Both patches of one notice: what both say once, then what the second adds.

    What contradicts is in neither, unless one side is preferred.
    """
    conflicts: list[Conflict] = []
    out: dict[Side, set[int]] = {"first": set(), "second": set()}
    again: dict[int, int] = {}
    for i, one in enumerate(first.operations):
        for j, other in enumerate(second.operations):
            if _same(one, other):
                again[j] = i
            elif _contradict(one, other):
                conflicts.append(Conflict(_task(one), _said(one), _said(other)))
                out["first"].add(i)
                out["second"].add(j)
    # What both say is contradicted by nobody: 县财政局 → A twice is not two additions.
    for j, i in again.items():
        out["first"].discard(i)
        out["second"].discard(j)
    conflicts += _against_confirmed(first, second, "first", out, set(again.values()))
    conflicts += _against_confirmed(second, first, "second", out, set(again))
    if prefer:
        out[prefer] = set()
    kept = [_with_note(op, i, again, second) for i, op in enumerate(first.operations) if i not in out["first"]]
    kept += [op for j, op in enumerate(second.operations) if j not in out["second"] and j not in again]
    rows = tuple(_rows(first.rows, second.rows, kept))
    return MergedPatch(first.model_copy(update={"operations": tuple(kept), "rows": rows}), tuple(conflicts))


def _same(one: Operation, other: Operation) -> bool:
    return type(one) is type(other) and one.model_dump(exclude=_ASIDE) == other.model_dump(exclude=_ASIDE)


def _contradict(one: Operation, other: Operation) -> bool:
    """Whether only one of two operations can be right."""
    match one, other:
        case AddTask(), AddTask():
            return meets(one.span, other.span)
        case (SetField(), SetField()):
            return _one_row(one, other) and one.field == other.field and _one_thing(one, other)
        case (MoveUnit(), MoveUnit()):
            return _one_row(one, other) and bare(one.unit) == bare(other.unit)
        case (SetField(), MoveUnit()):
            return _one_row(one, other) and one.field == other.was and bare(one.was) == bare(other.unit)
        case (MoveUnit(), SetField()):
            return _contradict(other, one)
        case (SplitTask(), SplitTask()):
            return False
        case (RemoveTask() | JoinTask(), TaskOperation()) | (TaskOperation(), RemoveTask() | JoinTask()):
            return _one_row(one, other) and not _only_joins(one, other)
    return False


def _one_row(one: Operation, other: Operation) -> bool:
    if not isinstance(one, TaskOperation) or not isinstance(other, TaskOperation):
        return False
    return one.span == other.span or (one.task == other.task and meets(one.span, other.span))


def _one_thing(one: SetField, other: SetField) -> bool:
    """Whether both speak of one fact: what was there, or what is added at one place."""
    if one.was or other.was:
        return bare(one.was) == bare(other.was) and (
            not (one.place and other.place) or meets(one.place, other.place) or one.place == other.place
        )
    if one.field == "title":
        return True
    if one.place and other.place:
        return meets(one.place, other.place)
    return bare(one.now) == bare(other.now)


def _only_joins(one: Operation, other: Operation) -> bool:
    """A row that is joined to another keeps what is corrected in it; one that is taken out does not."""
    return (isinstance(one, JoinTask) and isinstance(other, SetField | MoveUnit)) or (
        isinstance(other, JoinTask) and isinstance(one, SetField | MoveUnit)
    )


def _task(operation: Operation) -> str:
    return operation.task if isinstance(operation, TaskOperation) else told(operation)


def _said(operation: Operation) -> str:
    """What an operation does, for a person: set lead_units 县财政局 → 县发展改革局."""
    match operation:
        case SetField():
            return f"{operation.field}: {operation.was or '∅'} → {operation.now or '∅'}"
        case MoveUnit():
            return f"{operation.unit}: {operation.was} → {operation.now}"
        case SplitTask():
            return f"split {operation.at}"
        case JoinTask():
            return f"join {operation.into}"
        case AddTask():
            return f"add_task {operation.title or operation.span}"
    return "remove_task"


def _against_confirmed(
    patch: Patch, other: Patch, side: Side, out: dict[Side, set[int]], both: set[int]
) -> Iterable[Conflict]:
    """Where one changes a row that the other has found right as he left it; ``both`` is what both have changed."""
    confirmed = [row for row in other.rows if row.state == "confirmed"]
    for i, operation in enumerate(patch.operations):
        if not isinstance(operation, TaskOperation) or i in out[side] | both:
            continue
        row = next((row for row in confirmed if row.span == operation.span), None)
        if row is not None:
            out[side].add(i)
            said = _said(operation), "confirmed"
            yield Conflict(row.task, *(said if side == "first" else reversed(said)))


def _with_note(operation: Operation, i: int, again: dict[int, int], second: Patch) -> Operation:
    """An operation of both, with the words of both."""
    notes = [operation.note, *(second.operations[j].note for j, first in again.items() if first == i)]
    note = "；".join(dict.fromkeys(filter(None, notes)))
    return operation if note == operation.note else operation.model_copy(update={"note": note})


def _rows(first: Iterable[CheckedRow], second: Iterable[CheckedRow], kept: Iterable[Operation]) -> Iterable[CheckedRow]:
    """The rows of both in their order, each as far as either has looked at it; changed is what something is kept of."""
    changed = [operation.span for operation in kept if isinstance(operation, TaskOperation)]
    rows: dict[tuple[int, int], CheckedRow] = {}
    for row in (*first, *second):
        before = rows.get(row.span)
        if before is None:
            rows[row.span] = row
            continue
        state = max(before.state, row.state, key=_STATES.index)
        note = "；".join(dict.fromkeys(filter(None, [before.note, row.note])))
        rows[row.span] = before.model_copy(update={"state": state, "note": note})
    for span, row in sorted(rows.items()):
        # Nobody agrees on a row of which every correction was left out.
        undone = row.state == "changed" and span not in changed
        yield row.model_copy(update={"state": "untouched"}) if undone else row
