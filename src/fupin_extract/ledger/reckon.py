"""A ledger on a day: how much is done, by whom, what is late, what will be due, what hinders."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fupin_extract.ledger.days import day_of
from fupin_extract.ledger.split import Part, split, year_of
from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.records.standing import Finding, LedgerReport, OfficeStanding, TrackedTask
from fupin_extract.ruleset import RuleSet
from fupin_extract.write.ledger.wording import DAYS_OF_WARNING, DONE, STATES, both, state_of

# What people write where there is no problem.
_NONE = ("", "无", "暂无", "没有", "无问题", "/", "-", "—", "none")
# 【县教育局】 before what an office has written.
_NAMED = re.compile("^【[^【】]*】")


@dataclass(slots=True)
class _Stand:
    """A task: its state, its day, and the days until then."""

    line: SheetLine
    state: str
    due: dt.date | None
    days: int | None
    offices: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return self.state in DONE

    @property
    def late(self) -> bool:
        return not self.done and ((self.days is not None and self.days < 0) or self.state == "overdue")

    def soon(self, within: int) -> bool:
        return not self.done and not self.late and self.days is not None and self.days <= within

    @property
    def problem(self) -> str:
        said = self.line["problems"]
        told = [_NAMED.sub("", each).strip("。. ").lower() for each in said.split("\n")]
        return "" if self.done or all(each in _NONE for each in told) else said

    def record(self) -> TrackedTask:
        line = self.line
        return TrackedTask(
            number=line["number"],
            key=line.key,
            task=line["task"] or line["content"][:30],
            offices=self.offices,
            deadline=line["deadlines"],
            due=self.due,
            days=self.days,
            state=self.state,
            progress=line["progress"],
            problems=line["problems"],
        )


def reckon(table: LedgerTable, rules: RuleSet, on: dt.date, within: int | None = None) -> LedgerReport:
    """How far a ledger has got on a day; ``within`` days are those of the ledger's own sheet 说明 unless given."""
    days = _own_days(table) if within is None else within
    made = split(table, rules)
    findings: list[Finding] = []
    stands = {line.key: _stand(table, line, on, findings) for line in table.tasks}
    for key, sharing in made.sharing.items():
        stands[key].offices = sharing
    every = list(stands.values())
    done = sum(stand.done for stand in every)
    return LedgerReport(
        title=table.title,
        on=on,
        within=days,
        tasks=len(every),
        done=done,
        rate=_rate(done, len(every)),
        states={name: count for name in STATES if (count := sum(stand.state == name for stand in every))},
        offices=_ranked([_office(part, [stands[line.key] for line, _ in part.lines], days) for part in made.parts]),
        overdue=_tracked(stand for stand in every if stand.late),
        due_soon=_tracked(stand for stand in every if stand.soon(days)),
        problems=_tracked(stand for stand in every if stand.problem),
        without_office=tuple(stand.line["number"] for stand in every if not stand.offices),
        findings=tuple(findings),
    )


def _own_days(table: LedgerTable) -> int:
    said = next((table.facts[text] for text in both("warn") if text in table.facts), "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else DAYS_OF_WARNING


def _stand(table: LedgerTable, line: SheetLine, on: dt.date, findings: list[Finding]) -> _Stand:
    """A task on the day; what cannot be read in it is told."""

    def tell(code: str, column: str, now: str, *, notable: bool) -> None:
        place = {"file": table.file, "sheet": table.sheet, "row": line.row, "number": line["number"]}
        findings.append(Finding(code=code, column=column, now=now, notable=notable, **place))

    state = state_of(line["state"]) if line["state"] else STATES[0]
    if state is None:
        tell("state_unknown", "state", line["state"], notable=True)
    said = line["due_by"]
    known = year_of(line)
    found = day_of(said, known or on.year) if said else None
    if said and found is None:
        tell("day_unread", "due_by", said, notable=True)
    elif found and not found.is_date:
        tell("day_as_text", "due_by", f"{said} → {found.day.isoformat()}", notable=False)
    due = found.day if found else None
    return _Stand(line, state or STATES[0], due, (due - on).days if due else None)


def _tracked(stands: Iterable[_Stand]) -> tuple[TrackedTask, ...]:
    """The tasks by their day, those without one last; of one day as they stand in the ledger."""
    return tuple(stand.record() for stand in sorted(stands, key=lambda stand: stand.due or dt.date.max))


def _office(part: Part, stands: Sequence[_Stand], within: int) -> OfficeStanding:
    states = Counter(stand.state for stand in stands)
    done = sum(stand.done for stand in stands)
    return OfficeStanding(
        rank=0,
        office=part.name,
        level=part.level,
        tasks=len(stands),
        leads=part.leads,
        done=done,
        rate=_rate(done, len(stands)),
        under_way=states["under_way"],
        overdue=sum(stand.late for stand in stands),
        due_soon=sum(stand.soon(within) for stand in stands),
        problems=sum(bool(stand.problem) for stand in stands),
    )


def _ranked(offices: Sequence[OfficeStanding]) -> tuple[OfficeStanding, ...]:
    """By the share done, then by what is late; those that are alike in both have one rank."""
    ranked: list[OfficeStanding] = []
    for place, office in enumerate(sorted(offices, key=lambda one: (-one.rate, one.overdue)), 1):
        last = ranked[-1] if ranked else None
        alike = last is not None and (last.rate, last.overdue) == (office.rate, office.overdue)
        ranked.append(office.model_copy(update={"rank": last.rank if last and alike else place}))
    return tuple(ranked)


def _rate(done: int, tasks: int) -> float:
    return round(done / tasks, 4) if tasks else 0.0
