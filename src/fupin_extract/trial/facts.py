"""Cases of what clauses tell: who answers, until when, how much, by which document.

A line without a numbered clause of its own is read as the text of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from fupin_extract.pipeline import Reading, read_notice
from fupin_extract.records.notice import Clause, Fact, Organization, UnitRole
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case
from fupin_extract.trial.seen import REJECTED, Sighting, values_of

_MARKER = "一、"


def units(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Units of rows, also those that a remark adds, and persons, each once; then what of a group was left aside."""
    reading, shift = _read(case.text, rules)
    found: dict[tuple[str, tuple[int, int]], Organization] = {}
    for task in reading.notice.tasks:
        for role in get_args(UnitRole):
            for unit in getattr(task, f"{role}_units"):
                found.setdefault((role, unit.span), unit)
    for (role, _), unit in found.items():
        yield _seen(role, unit, shift)
    persons = {person.span: person for task in reading.notice.tasks for person in task.persons}
    for (start, end), person in persons.items():
        yield Sighting("person", (start - shift, end - shift), values_of(person))
    yield from _left_aside(reading, "responsibility", shift)


def deadlines(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Deadlines of clauses; the role is their kind."""
    yield from _facts(case, rules, "deadline", lambda clause: [(d.kind, d) for d in clause.deadlines])


def targets(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Targets of clauses; the role is theirs."""
    yield from _facts(case, rules, "target", lambda clause: [(t.role, t) for t in clause.targets])


def citations(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Documents that clauses refer to."""
    yield from _facts(case, rules, "citation", lambda clause: [("citation", c) for c in clause.citations])


def duties(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Work that the text of clauses assigns."""
    yield from _facts(case, rules, "duty", lambda clause: [("duty", d) for d in clause.duties])


def _facts(case: Case, rules: RuleSet, kind: str, of: Callable[[Clause], list[tuple[str, Fact]]]) -> Iterator[Sighting]:
    """The facts of one kind, then what was seen and not taken, with its rule, as ``--explain`` tells it."""
    reading, shift = _read(case.text, rules)
    for clause in reading.notice.clauses:
        yield from (_seen(role, fact, shift) for role, fact in of(clause))
    yield from _left_aside(reading, kind, shift)


def _left_aside(reading: Reading, kind: str, shift: int) -> Iterator[Sighting]:
    """What was seen and not taken, of one kind."""
    for found in reading.findings.clauses.values():
        for mention in found.mentions:
            if mention.kind == kind and mention.rejected:
                start, end = found.own.span(mention.start, mention.end)
                yield Sighting(REJECTED, (start - shift, end - shift), {"rule": mention.rule})


def _read(text: str, rules: RuleSet) -> tuple[Reading, int]:
    """The notice that a case is, and how many characters were put before its text."""
    reading = read_notice(text, rules=rules)
    if len(reading.notice.clauses) > 1:
        return reading, 0
    return read_notice(_MARKER + text, rules=rules), len(_MARKER)


def _seen(role: str, record: Organization | Fact, shift: int) -> Sighting:
    start, end = record.span
    return Sighting(role, (start - shift, end - shift), values_of(record))
