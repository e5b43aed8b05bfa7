"""Where an operation belongs: its row, and its place in the text, also in another version of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.derive.corrections.unfit import Unfit
from fupin_extract.records.notice import Clause, Task
from fupin_extract.records.patch import AddTask, Operation, SetField, SplitTask, TaskOperation
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import printed
from fupin_extract.text.span import Span

_NOT_THERE = "its place is not found in this version of the notice"
# A single character stands in one place by chance.
_TELLING = 2


def bare(text: str | None) -> str:
    """A text by which it is known again: without blanks, whatever the width of its characters."""
    return "".join(fold(text or "").split())


def holds(outer: Span, inner: Span) -> bool:
    """Whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def meets(one: Span, other: Span) -> bool:
    """Whether two spans share a character, or an empty one lies in the other."""
    return (max(one[0], other[0]) < min(one[1], other[1])) or (one[0] == one[1] and other[0] <= one[0] < other[1])


class Anchor:
    """Finds rows and places of one patch in one notice."""

    def __init__(self, draft: Draft, *, same: bool) -> None:
        self._draft = draft
        self._same = same
        # Whether the row of the operation at work is known by its id alone.
        self._by_name = False

    def moved(self, operation: Operation) -> Operation:
        """The operation with its places as they are in this notice.

        Raises:
            Unfit: they are not found, or lie outside of the text.
        """
        self._by_name = False
        shift = 0 if self._same else self._shift(operation)
        update: dict[str, object] = {}
        for name in ("span", "place", "at"):
            value = getattr(operation, name, None)
            if isinstance(value, tuple):
                update[name] = (value[0] + shift, value[1] + shift)
            elif isinstance(value, int):
                update[name] = value + shift
        sent = operation.model_copy(update=update) if shift else operation
        for name in ("place", "at") if isinstance(operation, TaskOperation) else ("span",):
            place = getattr(sent, name, None)
            last = place[1] if isinstance(place, tuple) else place
            if last is not None and not 0 <= last <= len(self._draft.text):
                raise Unfit(
                    "its place is outside of the text, which has {count} characters", count=len(self._draft.text)
                )
        return sent

    def _shift(self, operation: Operation) -> int:
        """How much further the place of an operation is in this version than in its own."""
        for words, at in self._words(operation):
            if found := self._nearest(words, at, operation):
                return found[0] - at
        if self._known_row(operation):
            # What it has is asked for later.
            self._by_name = True
            return 0
        raise Unfit(_NOT_THERE)

    def _words(self, operation: Operation) -> Iterator[tuple[str, int]]:
        """The texts that an operation is known to stand on, and where they were."""
        place = getattr(operation, "place", None)
        span: Span = operation.span  # type: ignore[attr-defined]
        start = operation.at if isinstance(operation, SplitTask) else place[0] if place else span[0]
        if operation.near:
            yield operation.near, start
        for name in ("was", "unit", "now", "title"):
            words = getattr(operation, name, None)
            if words and (place or isinstance(operation, AddTask)) and not words.endswith("_units"):
                yield words, start

    def _nearest(self, words: str, at: int, operation: Operation) -> list[int]:
        """Where words stand: where they did, else in the row, else in one place of the notice alone."""
        text = self._draft.text
        if text.startswith(words, at):
            return [at]
        found = [match.start() for match in re.finditer(re.escape(words), text)]
        if isinstance(operation, TaskOperation) and (row := self._by_id(operation.task)):
            inside = [place for place in found if row.span[0] <= place < row.span[1]]
            if len(inside) == 1:
                return inside
        return found if len(found) == 1 and len(words) >= _TELLING else []

    def _known_row(self, operation: Operation) -> bool:
        return isinstance(operation, SetField) and operation.was is not None and self._by_id(operation.task) is not None

    def _by_id(self, name: str) -> Task | Clause | None:
        draft = self._draft
        name = draft.joined.get(name, name)
        return draft.row(name) or draft.clauses.get(name)

    def holder(self, operation: TaskOperation) -> Task | Clause:
        """The row of an operation, or the clause above rows.

        Raises:
            Unfit: there is none.
        """
        draft, name = self._draft, self._draft.joined.get(operation.task, operation.task)
        clause, place = draft.clauses.get(name), _reference(operation)
        if (
            clause
            and not draft.is_row(name)
            and (self._by_name or holds(clause.span, place))
            and not any(row.span == operation.span for row in draft.rows)
        ):
            return clause
        row = self._row(operation)
        if row is None:
            raise Unfit("there is no row {task} any more", task=operation.task)
        return draft.clauses.get(row.id, row) if row in draft.sections else row

    def row(self, operation: TaskOperation) -> Task:
        """The row of an operation; no section.

        Raises:
            Unfit: there is none.
        """
        row = self._row(operation)
        if row is None or row in self._draft.sections:
            raise Unfit("there is no row {task} any more", task=operation.task)
        return row

    def _row(self, operation: TaskOperation) -> Task | None:
        """The row with its id, if the place is in it, else the one that begins or stands there: ids change."""
        name, place = self._draft.joined.get(operation.task, operation.task), _reference(operation)
        named = self._draft.row(name)
        if named and (self._by_name or holds(named.span, place) or self._has(named, place)):
            return named
        rows = [*self._draft.rows, *self._draft.sections]
        same = next((row for row in rows if row.span == operation.span), None)
        return same or _innermost(rows, place)

    @staticmethod
    def _has(row: Task, place: Span) -> bool:
        """Whether a row has something from outside of its own text, at this place."""
        units = (*row.lead_units, *row.responsible_units, *row.supporting_units, *row.supervising_units)
        spans = [unit.span for unit in units] + [person.span for person in row.persons]
        spans += [fact.span for fact in row.deadlines] + [fact.span for fact in row.targets]
        group = row.responsibility.span
        return any(meets(span, place) for span in spans) or bool(group and holds(group, place))

    def stands(self, words: str, place: Span | None) -> bool:
        """Whether these words stand at a place."""
        return place is not None and bare(printed(self._draft.text, *place)) == bare(words)


def _reference(operation: TaskOperation) -> Span:
    """The place by which the row of an operation is known, besides its id."""
    if isinstance(operation, SplitTask):
        return operation.at, operation.at
    place: Span | None = getattr(operation, "place", None)
    return place or (operation.span[0], operation.span[0])


def _innermost(rows: list[Task], place: Span) -> Task | None:
    """The shortest row that holds a place."""
    around = [row for row in rows if holds(row.span, place) and (place[0] < row.span[1])]
    return min(around, key=lambda row: row.span[1] - row.span[0], default=None)
