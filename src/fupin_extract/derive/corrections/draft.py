"""A notice while it is corrected: its rows and clauses, exchanged one by one, each with what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

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
        self.rows: list[Task] = list(notice.tasks)
        self.sections: list[Task] = list(notice.sections)
        self.unread: list[Diagnostic] = []
        # Where something was made right, and rows that were cut or joined.
        self.answered: list[Span] = []
        self.renumbered: list[Span] = []
        # Rows that are part of another now.
        self.joined: dict[str, str] = {}
        self._notice = notice

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

    def exchange(self, old: Task, new: Task) -> None:
        """A row, or a section, in place of another."""
        for records in (self.rows, self.sections):
            for place, record in enumerate(records):
                if record.id == old.id:
                    records[place] = new

    def add_row(self, row: Task) -> None:
        """A row behind the last that begins where it does, or before."""
        behind = [place for place, other in enumerate(self.rows) if other.span[0] <= row.span[0]]
        self.rows.insert(max(behind, default=-1) + 1, row)

    def change_clause(self, name: str, change: Callable[[Clause], Clause]) -> None:
        """The clause of this id as it is after a change, where there is one."""
        if name in self.clauses:
            self.clauses[name] = change(self.clauses[name])

    def family(self, row: Task) -> list[Clause]:
        """The clause of a row and those of its measures."""
        return [self.clauses[name] for name in (row.id, *row.measures) if name in self.clauses]

    def repeats(self, row: Task) -> list[Task]:
        """The rows of tables that tell the same task again."""
        return [other for other in self.rows if other.duplicate_of == row.id]

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
