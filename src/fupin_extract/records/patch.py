"""The records of corrections (更正): what a reader of a notice's matrix changed in it, operation by operation.

A patch is of one notice, known by the bytes that it was read from (``sha256``). Places are spans in characters of the
decoded source text, as in all records. ``docs/corrections.md`` tells what each operation does.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from fupin_extract.records.notice import Comparator, DeadlineKind, TargetRole, UnitField
from fupin_extract.records.record import Record
from fupin_extract.text.span import Span

CorrectedField = Literal[
    "lead_units", "responsible_units", "supporting_units", "supervising_units",
    "persons", "deadlines", "targets", "title",
]  # fmt: skip
RowState = Literal["untouched", "confirmed", "changed"]


def _in_order(span: Span) -> Span:
    if not 0 <= span[0] <= span[1]:
        raise ValueError("a span is two places, the first not behind the second")
    return span


Place = Annotated[Span, AfterValidator(_in_order)]


class CorrectedDeadline(Record):
    """What a deadline means, where its words do not tell it: fields as in the record of a deadline."""

    kind: DeadlineKind | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    duration: str | None = None
    working_days: int | None = None
    due: dt.date | None = None
    recurrence: str | None = None


class CorrectedTarget(Record):
    """What a target means, where its words do not tell it: fields as in the record of a target."""

    role: TargetRole | None = None
    comparator: Comparator | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    approximate: bool | None = None
    per: str | None = None
    subject: str | None = None


class CorrectedPerson(Record):
    """Under which label (责任领导) a person answers."""

    role: str


_VALUES: dict[str, type[Record]] = {
    "deadlines": CorrectedDeadline,
    "targets": CorrectedTarget,
    "persons": CorrectedPerson,
}


class Operation(Record):
    """One correction. ``note`` is a word of its author.

    ``near`` is the text that stands at its place, by which that is found in another version of the file.
    """

    note: str = ""
    near: str = ""


class TaskOperation(Operation):
    """A correction of the row ``task``, which stands at ``span``."""

    task: str
    span: Place


class SetField(TaskOperation):
    """What a row has in one field is another thing: ``was`` → ``now``; without ``was`` one more, without ``now`` none.

    ``place`` is where it stands, None where nowhere; ``value`` is what it means, where the rules are not to read it.
    """

    op: Literal["set"] = "set"
    field: CorrectedField
    was: str | None = None
    now: str | None = None
    place: Place | None = None
    value: CorrectedDeadline | CorrectedTarget | CorrectedPerson | None = None

    @field_validator("value", mode="before")
    @classmethod
    def _of_its_field(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, dict):
            return value
        model = _VALUES.get(info.data.get("field", ""))
        if model is None:
            raise ValueError("only deadlines, targets and persons have one")
        return model.model_validate(value)

    @model_validator(mode="after")
    def _says_something(self) -> SetField:
        if not (self.was or self.now):
            raise ValueError("was and now are both empty")
        return self


class MoveUnit(TaskOperation):
    """A unit answers in another role."""

    op: Literal["role"] = "role"
    unit: str
    place: Place | None = None
    was: UnitField
    now: UnitField


class SplitTask(TaskOperation):
    """A row is two: the second begins ``at`` this place."""

    op: Literal["split"] = "split"
    at: int = Field(ge=0)


class JoinTask(TaskOperation):
    """A row is part of the one before it, ``into``."""

    op: Literal["join"] = "join"
    into: str


class AddTask(Operation):
    """A stretch of the text is a row."""

    op: Literal["add_task"] = "add_task"
    span: Place
    title: str = ""


class RemoveTask(TaskOperation):
    """A row is none."""

    op: Literal["remove_task"] = "remove_task"


AnyOperation = Annotated[SetField | MoveUnit | SplitTask | JoinTask | AddTask | RemoveTask, Field(discriminator="op")]


class PatchSource(Record):
    """The notice that a patch is of; ``path`` is what it was called."""

    sha256: str
    path: str | None = None
    characters: int | None = None


class CheckedRow(Record):
    """A row of the matrix as its reader left it: not looked at, found right (核对无误), or changed."""

    task: str
    span: Place
    state: RowState = "untouched"
    note: str = ""


class Patch(Record):
    """The corrections of one notice, in the order in which they are to be made, and how far its rows were looked at."""

    schema_version: Literal["1"] = "1"
    kind: Literal["fupin-patch"]
    source: PatchSource
    operations: tuple[AnyOperation, ...] = ()
    rows: tuple[CheckedRow, ...] = ()


def told(operation: Operation) -> str:
    """An operation in a few words that are the same in every language: set lead_units 2.1, split 2.2."""
    match operation:
        case SetField():
            return f"set {operation.field} {operation.task}"
        case AddTask():
            return f"add_task {operation.span[0]}–{operation.span[1]}"
        case TaskOperation():
            return f"{getattr(operation, 'op', '')} {operation.task}"
    return ""
