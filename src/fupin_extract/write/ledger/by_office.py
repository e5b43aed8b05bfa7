"""按单位: what each office has to do; 统计: how far each has got, in formulas that follow the tasks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fupin_extract.records.notice import units_by_role
from fupin_extract.write import labels
from fupin_extract.write.ledger.ledger_page import HEAD, Field, Formula, LedgerPage, PageLine, string
from fupin_extract.write.ledger.wording import DONE, STATES, heading, word
from fupin_extract.write.notices import last_day, printed_targets
from fupin_extract.write.sheets import glimpse, listed

if TYPE_CHECKING:
    from fupin_extract.records.offices import Assignment
    from fupin_extract.write.ledger.keyed import Ledger
    from fupin_extract.write.ledger.ledger_page import Content

# What a spreadsheet takes at most as a formula, and as a name in a criterion; what stands for others in one.
_MOST_FORMULA = 8000
_MOST_CRITERION = 200
_WILD = re.compile("[~*?]")
# What is counted of an office besides its tasks in each state.
_EVERY, _LEADS = "*", "**"


@dataclass(slots=True)
class Told:
    """An office with the names that are its own, and what each notice gives it to do, with the notice's place."""

    names: list[str] = field(default_factory=list)
    assignments: list[tuple[int, Assignment]] = field(default_factory=list)


def told(ledger: Ledger) -> dict[str, Told]:
    """The offices of all notices by name; a name that two have is that of the first."""
    owner: dict[str, str] = {}
    found: dict[str, Told] = {}
    for place, view in enumerate(ledger.views):
        for office in view.units:
            mine = owner.get(office.name, office.name)
            each = found.setdefault(mine, Told())
            for name in (office.name, *office.names):
                if owner.setdefault(name, mine) == mine and name not in each.names:
                    each.names.append(name)
            each.assignments += [(place, assignment) for assignment in office.assignments]
    return found


def page(ledger: Ledger, offices: dict[str, Told]) -> LedgerPage:
    """A row for each thing that an office has to do, its state from the sheet of tasks."""
    headers = ledger.headers
    fields = [
        Field(heading("office", headers), 26),
        Field(heading("role", headers), 8, "short"),
        Field(heading("number", headers), 6, "link"),
        Field(heading("work", headers), 56),
        Field(heading("deadlines", headers), 18),
        Field(heading("due_by", headers), 12, "day"),
        Field(heading("targets", headers), 32),
        Field(heading("state", headers), 10, "short"),
        Field(heading("source", headers), 10, "short"),
        Field(heading("link", headers), 12, "link"),
    ]
    name = word("by_office", headers)
    return LedgerPage(name, name, "", fields, _lines(ledger, offices), kept=1, repeats=[0])


def _lines(ledger: Ledger, offices: dict[str, Told]) -> Iterator[PageLine]:
    state = ledger.cells("state")
    for name, office in offices.items():
        for place, given in office.assignments:
            row = ledger.by_task.get((place, given.task))
            if row is None and given.source == "group":
                continue  # an overview that is left out
            follows = None
            if row is not None and row.number:
                text = f'=IFERROR(INDEX({state},{ledger.found(row.key)})&"","")'
                follows = Formula(text, ledger.state(row))
            yield PageLine(
                [
                    name,
                    labels.word(labels.ROLES, given.role, ledger.headers),
                    ledger.to_task(place, given.task),
                    given.work if given.title or given.source == "text" else glimpse(given.work),
                    listed(deadline.text for deadline in given.deadlines),
                    last_day(given.deadlines),
                    printed_targets(given.targets),
                    follows,
                    labels.word(labels.SOURCES, given.source, ledger.headers),
                    ledger.to_clause(place, given.task),
                ]
            )


def statistics(ledger: Ledger, offices: dict[str, Told]) -> LedgerPage:
    """The sums, and below them each office that answers for a task, those with most first."""
    headers = ledger.headers
    fields = [
        Field(heading("office", headers), 36),
        Field(heading("names", headers), 36),
        Field(heading("count", headers), 10, "number"),
        Field(heading("leads", headers), 10, "number"),
        *(Field(word(name, headers), 10, "number") for name in STATES),
        Field(heading("late", headers), 12, "number"),
        Field(heading("rate", headers), 10, "percent"),
    ]
    every = _counted(ledger)
    counted = [(name, office.names, _summed(every[each] for each in office.names)) for name, office in offices.items()]
    counted = sorted((each for each in counted if each[2][_EVERY]), key=lambda each: -each[2][_EVERY])
    total = Counter(_EVERY for row in ledger.rows if row.number)
    total.update(ledger.state(row) for row in ledger.rows if row.number)
    total[_LEADS] = sum(bool(row.number and row.task and row.task.lead_units) for row in ledger.rows)
    lines = [_Standing(ledger, HEAD + 1).line(word("total", headers), [], total)]
    for number, (name, names, counts) in enumerate(counted, HEAD + 2):
        lines.append(_Standing(ledger, number).line(name, names, counts))
    return LedgerPage(word("statistics", headers), word("statistics", headers), word("counted", headers), fields, lines)


def _counted(ledger: Ledger) -> defaultdict[str, Counter[str]]:
    """Of each office the tasks that name it as one that does them, those that it leads, and those in each state."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in ledger.rows:
        if row.number and row.task:
            units = [(role, unit.name) for role, unit in units_by_role(row.task) if role != "supervising"]
            for name in {name for _, name in units}:
                found[name].update((_EVERY, ledger.state(row)))
            for name in {name for role, name in units if role == "lead"}:
                found[name][_LEADS] += 1
    return found


def _summed(counts: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for each in counts:
        whole.update(each)
    return whole


class _Standing:
    """The formulas of a row of the statistics."""

    def __init__(self, ledger: Ledger, row: int) -> None:
        self._plan, self._row = ledger, row
        self._cells = ledger.cells("state")
        self._done = [f"{ledger.cells('state')},{string(word(name, ledger.headers))}" for name in DONE]
        self._tasks = f'{ledger.cells("number")},">0"'
        self._late = f'{self._tasks},{ledger.cells("due_by")},"<"&TODAY()'

    def line(self, name: str, names: Sequence[str], counts: Mapping[str, int]) -> PageLine:
        """The row of an office, or without names that of all tasks; the counts are those of now."""
        others = [other for other in names if other != name]
        row = self._row
        count = counts.get(_EVERY, 0)
        states = [word(state, self._plan.headers) for state in STATES]
        cells: list[Content] = [
            name,
            "、".join(others),
            self._sum([self._tasks], names, count),
            self._sum([self._tasks], names, counts.get(_LEADS, 0), leading=True),
            *(self._sum([f"{self._cells},{string(state)}"], names, counts.get(state, 0)) for state in states),
        ]
        done = sum(counts.get(word(state, self._plan.headers), 0) for state in DONE)
        late = self._sum([self._late], names, "", less=[f"{self._late},{state}" for state in self._done])
        rate = Formula(f'=IF(C{row}=0,"",(G{row}+H{row})/C{row})', done / count if count else "")
        return PageLine([*cells, late, rate], "plain" if names else "section")

    def _sum(
        self,
        tests: Sequence[str],
        names: Sequence[str],
        value: int | str,
        leading: bool = False,
        less: Sequence[str] = (),
    ) -> Formula | int | str:
        """The tasks that pass the tests, less those that pass others, under all names of an office."""
        signed = [*(("+", test) for test in tests), *(("-", test) for test in less)]
        criteria = self._criteria(names, leading)
        terms = [f"{sign}{self._count(test, each)}" for sign, test in signed for each in criteria]
        text = "=" + "".join(terms).removeprefix("+")
        fits = len(text) < _MOST_FORMULA and all(len(name) < _MOST_CRITERION for name in names)
        return Formula(text, value) if fits else value

    def _count(self, test: str, criterion: str) -> str:
        wanted = f"{self._plan.cells('index')},{criterion}," if criterion else ""
        return f"COUNTIFS({wanted}{test})"

    def _criteria(self, names: Sequence[str], leading: bool) -> list[str]:
        """For each name what the cell of the offices has to be like; the first stands in the row itself."""
        if not names:
            return [string("、?*、|*")] if leading else [""]
        end, made = "、*|*" if leading else "、*", []
        for place, name in enumerate(names):
            if place == 0 and not _WILD.search(name):
                made.append(f'"*、"&$A{self._row}&{string(end)}')
            else:
                literal = _WILD.sub(r"~\g<0>", name)
                made.append(string(f"*、{literal}{end}"))
        return made
