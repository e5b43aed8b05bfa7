"""Reading → for each fact the form that found it, and what was seen but not taken, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from fupin_extract.find.groups.conventions import Convention
from fupin_extract.find.groups.find import Group
from fupin_extract.pipeline import Reading
from fupin_extract.records.explained import Explained, ExplainedNotice
from fupin_extract.records.notice import Clause, Fact
from fupin_extract.text.span import Span

# Why a mention that a form took is no fact after all.
_DROPPED = {"deadline": "over on the day of signing", "citation": "the notice's own plan"}
# What of a fact tells how it was read.
_TOLD = {
    "deadline": ("kind", "start", "end", "duration", "working_days", "due", "recurrence"),
    "target": ("role", "comparator", "value", "value_max", "unit", "per", "subject"),
    "citation": ("title", "document_number", "issuer", "refers_to"),
    "duty": ("role", "actors", "action", "deadlines"),
}


def explain(reading: Reading) -> ExplainedNotice:
    """Everything that was seen in a notice."""
    notice = reading.notice
    rows = tuple(_Teller(reading).rows())
    return ExplainedNotice(file=notice.source.path, title=notice.metadata.title, rows=rows)


class _Teller:
    """Tells what was seen in one notice."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._breaks = [match.start() for match in re.finditer("\n", reading.document.text)]

    def rows(self) -> Iterator[Explained]:
        """The elements of the notice's form, then clause by clause; each in the order of the text."""
        yield from self._frame()
        for clause in self._reading.notice.clauses:
            yield from sorted(self._mentions(clause), key=lambda row: (row.span, row.kind))

    def _frame(self) -> Iterator[Explained]:
        """The elements of header and signature."""
        for part in self._reading.outline.header:
            told = {"reason": "no record"} if part.field == "other" else {"means": part.text}
            yield self._row("", part.field, part.rule, part.span, **told)

    def _mentions(self, clause: Clause) -> Iterator[Explained]:
        """The mentions of a clause, with the facts that they became."""
        found = self._reading.findings.clauses[clause.id]
        kinds = {
            "deadline": clause.deadlines,
            "target": clause.targets,
            "citation": clause.citations,
            "duty": clause.duties,
        }
        facts: dict[tuple[str, Span], Fact] = {(k, fact.span): fact for k, of_kind in kinds.items() for fact in of_kind}
        for mention in found.mentions:
            span = found.own.span(mention.start, mention.end)
            fact = None if mention.rejected else facts.get((mention.kind, span))
            if fact:
                told = {"id": fact.id, "means": _means(mention.kind, fact)}
            elif mention.rejected is None and mention.kind in _SAID:
                told = {"means": _SAID[mention.kind](mention.value)}
            else:
                told = {"reason": mention.rejected or _DROPPED.get(mention.kind, "no record")}
            yield self._row(clause.id, mention.kind, mention.rule, span, **told)

    def _row(self, clause: str, kind: str, rule: str, span: Span, **told: str) -> Explained:
        return Explained(
            file=self._reading.document.path,
            clause=clause,
            kind=kind,
            rule=rule,
            text=re.sub(r"\s*[\r\n\f]+\s*", "", self._reading.document.text[slice(*span)]),
            span=span,
            line=bisect_right(self._breaks, span[0]) + 1,
            **told,
        )


def _group_says(value: object) -> str:
    """The units of a group by role, and its persons."""
    assert isinstance(value, Group)
    said: dict[str, list[str]] = {}
    for answer in value.content.answers:
        said.setdefault(answer.role or "open", []).append(answer.unit.name)
    for person in value.content.persons:
        said.setdefault(person.role, []).append(person.name)
    return "; ".join(f"{role}: {'、'.join(names)}" for role, names in said.items())


def _convention_says(value: object) -> str:
    """Who leads by a convention."""
    assert isinstance(value, Convention)
    return f"{value.leads} leads" + (f", others {value.others}" if value.others else "")


_SAID: dict[str, Callable[[object], str]] = {"responsibility": _group_says, "convention": _convention_says}


def _means(kind: str, fact: Fact) -> str:
    """What was read, in a few words."""
    told = [(name, getattr(fact, name)) for name in _TOLD[kind]]
    return " ".join(_written(value) for _, value in told if value not in (None, ()))


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_written, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    name = getattr(value, "name", None)
    return str(name if name is not None else value)
