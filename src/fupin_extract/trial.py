"""A user's cases, tried: what a parse finds in each against what is marked up in it.

A case is a line of text (``ruleset.cases``). One without a numbered clause of its own is read as the text of one. The
name of its file says what it is about, so that a line of ``units.txt`` may hold a deadline that it does not mark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fupin_extract import parse
from fupin_extract.records.notice import Clause, Fact, Notice, Organization
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case, Expected
from fupin_extract.text.span import Span

# What a file is about, by its name: the roles that are looked at in it.
ABOUT = {
    "units": {"lead", "responsible", "supporting"},
    "deadlines": {"by", "during", "within", "recurring", "from"},
    "targets": {"target", "standard", "limit", "condition", "frequency", "coverage"},
    "citations": {"citation"},
    "duties": {"duty"},
}

_MARKER = "一、"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A record that was found, in its role, at a span of the case's text."""

    role: str
    span: Span
    record: Organization | Fact


def failures(case: Case, about: str, rules: RuleSet) -> list[str]:
    """What is wrong, a line each; nothing where the case is met exactly."""
    seen = {(s.role, s.span): s.record for s in _seen(case.text, rules) if s.role in ABOUT[about]}
    wrong = []
    for expected in case.expected:
        span = (expected.start, expected.end)
        record = seen.pop((expected.role, span), None)
        if record is None:
            wrong.append(f"not found: {expected.role} {case.text[slice(*span)]}")
        else:
            wrong.extend(_differences(expected, record))
    wrong.extend(f"found, not marked: {role} {case.text[slice(*span)]}" for role, span in seen)
    return wrong


def _seen(text: str, rules: RuleSet) -> Iterator[_Seen]:
    notice, shift = parse(text, rules=rules), 0
    if len(notice.clauses) == 1:
        notice, shift = parse(_MARKER + text, rules=rules), len(_MARKER)
    for role, record in _records(notice):
        start, end = record.span
        yield _Seen(role, (start - shift, end - shift), record)


def _records(notice: Notice) -> Iterator[tuple[str, Organization | Fact]]:
    for clause in notice.clauses:
        yield from _units(clause)
        yield from ((deadline.kind, deadline) for deadline in clause.deadlines)
        yield from ((target.role, target) for target in clause.targets)
        yield from (("citation", citation) for citation in clause.citations)
        yield from (("duty", duty) for duty in clause.duties)


def _units(clause: Clause) -> Iterator[tuple[str, Organization]]:
    if clause.responsibility:
        yield from (("lead", unit) for unit in clause.responsibility.lead_units)
        yield from (("responsible", unit) for unit in clause.responsibility.responsible_units)
        yield from (("supporting", unit) for unit in clause.responsibility.supporting_units)


def _differences(expected: Expected, record: Organization | Fact) -> Iterator[str]:
    for key, value in expected.values.items():
        found = _written(getattr(record, key, "no such field"))
        if found != value:
            yield f"{expected.role} {key} is {found}, not {value}"


def _written(value: object) -> str:
    """A value as a case writes it: 2020-12-31, 0.5, true, null, a,b."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, tuple):
        return ",".join(map(_written, value))
    if isinstance(value, Organization):
        return value.name
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)
