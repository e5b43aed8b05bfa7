"""A corrected notice against the same notice as rules read it: what of that which its reader looked at is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_extract.derive.corrections.checked import checked_spans, gold, part_of
from fupin_extract.derive.evaluate import evaluate
from fupin_extract.derive.suggest.proposal import MeantLines
from fupin_extract.records.annotation import Annotation
from fupin_extract.records.notice import Notice, units_by_role
from fupin_extract.records.patch import Patch
from fupin_extract.text.span import Span


def is_meant(notice: Notice, meaning: MeantLines) -> bool:
    """Whether the unit at a place has the business lines that it should have."""
    units = (unit for task in notice.tasks for _, unit in units_by_role(task))
    return any(unit.span == meaning.place and unit.functions == meaning.functions for unit in units)


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reader of one notice has said, and where."""

    said: Annotation
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, corrected: Notice, patch: Patch) -> Reader:
        """Of a corrected notice and its patch."""
        spans = checked_spans(patch)
        return cls(gold(corrected, spans, "notice"), tuple(spans))

    def mistakes(self, notice: Notice) -> frozenset[str]:
        """What is wrong with a notice, each in words of its own; nothing of what nobody has looked at."""
        found = evaluate(part_of(notice, list(self.spans)), self.said)
        # A whole row is told by its parts, and is another where one of them is better.
        return frozenset(f"{d.place} {d.field} {d.kind} {d.text}" for d in found.differences if d.field != "rows")
