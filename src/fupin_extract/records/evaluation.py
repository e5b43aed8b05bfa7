"""The records of an evaluation: how much of what annotations name was read, what was missed, what was wrong.

``precision`` is the share of what was read that is right, ``recall`` the share of what is there that was read, ``f1``
their harmonic mean; all null where there was nothing to find and nothing was read.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from fupin_extract.records.record import Record

DifferenceKind = Literal["missed", "beyond"]


class Score(Record):
    """One field: how often it was ``right``, ``missed``, or read ``beyond`` what is there."""

    field: str
    right: int
    missed: int
    beyond: int
    precision: float | None
    recall: float | None
    f1: float | None


class Difference(Record):
    """What was missed, or read and is not so, in the notice ``doc``.

    A wrong value is both, once as it is there and once as it was read. ``place`` is the id of the clause or row, where
    one is told.
    """

    doc: str
    field: str
    kind: DifferenceKind
    place: str
    text: str


class Assessed(Record):
    """One notice with its scores and differences."""

    doc: str
    sha256: str
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]


class Shift(Record):
    """The F1 of a field then and now."""

    field: str
    before: float | None
    now: float | None


class Since(Record):
    """What changed since an earlier evaluation, over the notices (``docs``) that both have.

    ``gains`` are differences of then that are gone, ``losses`` those that are new.
    """

    docs: tuple[str, ...]
    shifts: tuple[Shift, ...]
    gains: tuple[Difference, ...]
    losses: tuple[Difference, ...]


class Evaluation(Record):
    """Notices with their annotations held against them; ``below`` are the fields whose F1 is under its floor."""

    schema_version: Literal["1"] = "1"
    notices: tuple[Assessed, ...]
    scores: tuple[Score, ...]
    floors: dict[str, float] = Field(default_factory=dict)
    below: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those of all notices."""
        return tuple(difference for notice in self.notices for difference in notice.differences)
