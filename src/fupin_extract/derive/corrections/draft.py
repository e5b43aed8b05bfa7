"""A notice while it is corrected: its rows and clauses, exchanged one by one, each with what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from string import digits

from fupin_extract.records.notice import Clause, Diagnostic, Notice, Task
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.span import Span

# The rule of what no form found.
BY_HAND = "correction"


class Draft:
    """What the operations work on; ``text`` is the source."""

    def __init__(self, notice: Notice, rules: RuleSet) -> None:
        if notice.source.text is None:
            raise ValueError("a notice without its source text cannot be corrected")
        self.text: str = notice.source.text
        self.metadata = notice.metadata
        self.rules = rules
        self.clauses: dict[str, Clause] = {clause.id: clause for clause in notice.clauses}
        self._rows: dict[str, Task] = {task.id: task for task in notice.tasks}
        self.sections: list[Task] = list(notice.sections)
        self.unread: list[Diagnostic] = []
        # Where something was made right, and rows that were cut or joined.
        self.answered: list[Span] = []
        self.renumbered: list[Span] = []
        # Rows that are part of another now.
        self.joined: dict[str, str] = {}
        self._repeating = [task.id for task in notice.tasks if task.duplicate_of]
        self._notice = notice
        self._numbers = self._highest()

    @property
    def rows(self) -> list[Task]:
        """The rows in their order."""
        return list(self._rows.values())

    def row(self, name: str) -> Task | None:
        """The row, or the section, of this id."""
        return self._rows.get(name) or next((section for section in self.sections if section.id == name), None)

    def is_row(self, name: str) -> bool:
        """Whether a row has this id, or a measure of one."""
        return name in self._rows or any(name in row.measures for row in self._rows.values())

    @cached_property
    def taken(self) -> set[str]:
        """The ids that there are, and were."""
        return {*self.clauses, *(row.id for row in (*self.rows, *self.sections))}

    def free_id(self, base: str, first: int, joint: str) -> str:
        """An id that nothing has: 2.1#2, n1."""
        number = first
        while f"{base}{joint}{number}" in self.taken:
            number += 1
        self.taken.add(made := f"{base}{joint}{number}")
        return made

    def _highest(self) -> dict[str, int]:
        """The highest number of the deadlines (2.1/d) and targets (2.1/t) of each clause."""
        highest: dict[str, int] = {}
        for clause in self.clauses.values():
            for fact in (*clause.deadlines, *clause.targets):
                start = fact.id.rstrip(digits)
                highest[start] = max(highest.get(start, 0), int(fact.id[len(start) :] or 0))
        return highest

    def next_fact(self, clause: str, letter: str) -> str:
        """An id for one more fact of a clause, which none has or had."""
        start = f"{clause}/{letter}"
        self._numbers[start] = self._numbers.get(start, 0) + 1
        return f"{start}{self._numbers[start]}"

    def exchange(self, old: Task, new: Task) -> None:
        """A row, or a section, in place of another."""
        if old.id in self._rows:
            self._rows[old.id] = new
        self.sections = [new if section.id == old.id else section for section in self.sections]

    def add_row(self, row: Task) -> None:
        """A row behind the last that begins where it does, or before."""
        rows = self.rows
        behind = [place for place, other in enumerate(rows) if other.span[0] <= row.span[0]]
        rows.insert(max(behind, default=-1) + 1, row)
        self._rows = {each.id: each for each in rows}

    def drop_row(self, name: str) -> None:
        """The row of this id is none."""
        del self._rows[name]

    def change_clause(self, name: str, change: Callable[[Clause], Clause]) -> None:
        """The clause of this id as it is after a change, where there is one."""
        if name in self.clauses:
            self.clauses[name] = change(self.clauses[name])

    def family(self, row: Task) -> list[Clause]:
        """The clause of a row and those of its measures."""
        return [self.clauses[name] for name in (row.id, *row.measures) if name in self.clauses]

    def repeats(self, row: Task) -> list[Task]:
        """The rows of tables that tell the same task again."""
        others = (self._rows.get(name) for name in self._repeating)
        return [other for other in others if other and other.duplicate_of == row.id]

    def below(self, name: str) -> Iterator[Task]:
        """The rows below a clause, at any depth."""
        for row in self.rows:
            above = self.clauses[row.id].parent_id if row.id in self.clauses else None
            while above is not None:
                if above == name:
                    yield row
                    break
                above = self.clauses[above].parent_id if above in self.clauses else None

    def add_clause(self, clause: Clause, behind: Callable[[Clause], bool]) -> None:
        """A clause behind the last for which this holds."""
        order = list(self.clauses.values())
        at = max((place for place, other in enumerate(order) if behind(other)), default=-1) + 1
        order.insert(at, clause)
        self.clauses = {each.id: each for each in order}

    def notice(self, diagnostics: Callable[[Diagnostic], bool]) -> Notice:
        """The notice as it is now, with those of its diagnostics for which this holds, and those of unread words."""
        kept = [diagnostic for diagnostic in self._notice.diagnostics if diagnostics(diagnostic)]
        return self._notice.model_copy(
            update={
                "clauses": tuple(self.clauses.values()),
                "tasks": tuple(self.rows),
                "sections": tuple(self.sections),
                "diagnostics": tuple(sorted([*kept, *self.unread], key=lambda d: d.span or (0, 0))),
            }
        )
