"""Workbooks that offices sent back → what changes in the ledger, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from fupin_extract.ledger.columns_found import REPORTED
from fupin_extract.ledger.returns import Back, OfficeAnswer, came_back, flat
from fupin_extract.ledger.settle import Settled, settle
from fupin_extract.ledger.shares import parted
from fupin_extract.ledger.split import Split, SplitBy, split
from fupin_extract.ledger.table import LedgerTable
from fupin_extract.records.standing import Collected, Finding, Returned
from fupin_extract.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Collection:
    """The record of a collection, and the cells of the ledger that change, by row and name of the column."""

    record: Collected
    cells: dict[tuple[int, str], str]


def collect(
    master: LedgerTable, returned: Sequence[LedgerTable], rules: RuleSet, unread: Iterable[Finding] = ()
) -> Collection:
    """What workbooks bring into the ledger; ``unread`` are findings of files that could not be read."""
    by = next((table.sent.split for table in returned if table.sent), "unit")
    made = split(master, rules, cast("SplitBy", by if by in ("unit", "level") else "unit"), master.headers)
    backs = [came_back(table, master, made) for table in returned]
    settled = list(_settled(master, made, backs))
    findings = [*unread, *(finding for back in backs for finding in back.findings), *_twice(backs)]
    findings += [finding for each in settled for finding in each.findings]
    files: dict[str, list[str]] = {}
    for back in backs:
        files.setdefault(back.office, []).append(back.table.file)
    offices = []
    for part in made.parts:
        new = {each.line.key for each in settled if part.name in each.answered}
        earlier = {line.key for line, _ in part.lines if part.name in parted(line[REPORTED], (part.name,))[1]}
        mine = tuple(files.get(part.name, ()))
        offices.append(Returned(office=part.name, tasks=len(part.lines), answered=len(new | earlier), files=mine))
        if not mine:
            findings.append(Finding(code="not_returned", office=part.name))
    record = Collected(
        title=master.title,
        offices=tuple(offices),
        taken=tuple(each for one in settled for each in one.taken),
        findings=tuple(findings),
    )
    return Collection(record, {(one.line.row, column): text for one in settled for column, text in one.cells.items()})


def _settled(master: LedgerTable, made: Split, backs: Sequence[Back]) -> Iterable[Settled]:
    by_key: dict[str, list[OfficeAnswer]] = {}
    for back in backs:
        for answer in back.answers:
            by_key.setdefault(answer.key, []).append(answer)
    for line in master.tasks:
        if line.key in by_key:
            yield settle(line, by_key[line.key], made.sharing.get(line.key, ()), master.headers)


def _twice(backs: Sequence[Back]) -> Iterable[Finding]:
    """Offices of which more than one file came back; ``now`` says where the later one differs."""
    first: dict[str, Back] = {}
    for back in backs:
        other = first.setdefault(back.office, back)
        if other is not back:
            differs = _said(other) != _said(back)
            yield Finding(
                code="returned_twice",
                file=back.table.file,
                office=back.office,
                before=other.table.file,
                notable=differs,
            )


def _said(back: Back) -> set[tuple[str, str, str]]:
    return {(answer.key, answer.column, flat(answer.said)) for answer in back.answers}
