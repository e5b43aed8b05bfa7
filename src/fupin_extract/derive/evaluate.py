"""Notice × Annotation → what is right, what was missed and what is wrong, field by field.

What an annotation does not name is not judged. A phrase is known by its place: a deadline that was read and one that is
annotated are the same where they share characters; it is right where it has the right values and hangs on the right
clause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import TypeVar

from fupin_extract.derive.annotate import annotate
from fupin_extract.derive.tally import Item, Tally, plain
from fupin_extract.records.annotation import AnnotatedFact, AnnotatedTask, Annotation
from fupin_extract.records.evaluation import Assessed
from fupin_extract.records.notice import UNIT_FIELDS, Metadata, Notice, PlanPeriod

# The roles that every list of rows is judged by; a further one where a row names it.
_ROLES = {"lead", "responsible", "supporting"}
# The values that make a fact right, and those that are fields of their own, judged where an annotation names them.
_VALUES = {
    "deadlines": ("kind", "start", "end", "duration", "working_days", "recurrence"),
    "targets": ("comparator", "value", "value_max", "unit"),
}
_OWN = {
    "deadlines": {"due": "due"},
    "targets": {"role": "roles", "per": "per", "subject": "subjects", "approximate": "approximate"},
}
F = TypeVar("F", bound=AnnotatedFact)


def evaluate(notice: Notice, annotation: Annotation) -> Assessed:
    """Hold what was read from a notice against its annotation."""
    read = annotate(notice, annotation.doc)
    tally = Tally(annotation.doc)
    parts: dict[str, Callable[[Annotation, Annotation, Tally], None]] = {
        "metadata": _metadata,
        "clauses": _clauses,
        "tasks": _tasks,
        "sections": _sections,
        "deadlines": _deadlines,
        "targets": _targets,
        "citations": _citations,
    }
    for name, judge in parts.items():
        if name in annotation.model_fields_set:
            judge(annotation, read, tally)
    return Assessed(
        doc=annotation.doc,
        sha256=notice.source.sha256,
        scores=tally.scores(),
        differences=tuple(tally.differences),
    )


def misplaced(annotation: Annotation, text: str) -> str | None:
    """The first text of an annotation that does not stand in the notice's ``text`` where it says; None for none."""
    said = [(clause.marker, clause.at) for clause in annotation.clauses]
    said += [(fact.text, fact.at) for fact in (*annotation.deadlines, *annotation.targets)]
    said += [("《", citation.at) for citation in annotation.citations]
    return next((f"{phrase!r} at {at}" for phrase, at in said if not text.startswith(phrase, at)), None)


def _metadata(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    for name in Metadata.model_fields:
        if name in wanted.metadata.model_fields_set:
            tally.value(name, "", *(_written(getattr(each.metadata, name)) for each in (wanted, read)))


def _clauses(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    """Clauses by id and marker; titles and kinds of those that both have. The preamble is always there."""
    want, got = ({clause.id: clause for clause in each.clauses if clause.id != "0"} for each in (wanted, read))
    tally.items("clauses", *([(name, c.marker) for name, c in each.items()] for each in (want, got)))
    for name in [name for name in want if name in got]:
        tally.value("titles", name, *(each[name].title.removesuffix("。") for each in (want, got)))
        tally.value("kinds", name, want[name].kind, got[name].kind)


def _tasks(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    """Rows with all their units, then what they are made of; title, scope and 等 of those that both have."""
    named = {name for task in wanted.tasks for name in task.model_fields_set}
    tally.items("rows", *_rows(wanted.tasks, read.tasks))
    for role, field in UNIT_FIELDS.items():
        if role in _ROLES | named:
            tally.items(field, *_each(wanted, read, attrgetter(role)))
    if "persons" in named:
        tally.items("persons", *_each(wanted, read, lambda task: [f"{p.role}: {p.name}" for p in task.persons]))
    if "inherited" in named:
        tally.items("inherited", *_each(wanted, read, attrgetter("inherited")))
    rows = {task.id: task for task in read.tasks}
    for task in wanted.tasks:
        if task.id in rows:
            _row(task, rows[task.id], tally)


def _each(wanted: Annotation, read: Annotation, take: Callable[[AnnotatedTask], Iterable[str]]) -> Iterable[list[Item]]:
    """What the rows of both have of one kind, each with the row's id."""
    return ([(task.id, text) for task in each.tasks for text in take(task)] for each in (wanted, read))


def _row(wanted: AnnotatedTask, read: AnnotatedTask, tally: Tally) -> None:
    """What is judged of a row that both have."""
    values = {
        "title": ("row_titles", wanted.title.removesuffix("。"), read.title.removesuffix("。")),
        "open_ended": ("open_ended", _written(wanted.open_ended), _written(read.open_ended)),
        "scope": ("scopes", wanted.scope, read.scope),
    }
    for name, (field, want, got) in values.items():
        if name in wanted.model_fields_set:
            tally.value(field, wanted.id, want, got)


def _sections(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    tally.items("sections", *_rows(wanted.sections, read.sections))


def _rows(wanted: Sequence[AnnotatedTask], read: Sequence[AnnotatedTask]) -> Iterable[list[Item]]:
    """Rows as one text each: all their units, in the roles that are judged."""
    roles = [role for role in UNIT_FIELDS if role in _ROLES.union(*(task.model_fields_set for task in wanted))]

    def units(task: AnnotatedTask) -> str:
        lists = {role: _written(getattr(task, role)) for role in roles}
        return "; ".join(f"{role}: {names}" for role, names in lists.items() if names)

    return ([(task.id, units(task)) for task in tasks] for tasks in (wanted, read))


def _deadlines(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    _facts("deadlines", wanted, wanted.deadlines, read.deadlines, tally)


def _targets(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    _facts("targets", wanted, wanted.targets, read.targets, tally)


def _facts(field: str, wanted: Annotation, want: Sequence[F], got: Sequence[F], tally: Tally) -> None:
    """Facts with their values; what else is named of those that both have."""
    pairs, rest = _paired(want, got, field)
    for fact, other in pairs:
        if fact.optional:
            continue
        if other is not None and _said(fact, field) == _said(other, field):
            tally.right(field)
        else:
            tally.missed(field, fact.clause, _shown(fact, field))
            if other is not None:
                tally.beyond(field, other.clause, _shown(other, field))
        for name, own in _OWN[field].items():
            if other is not None and name in fact.model_fields_set:
                value, read_as = (_written(getattr(each, name)) for each in (fact, other))
                tally.value(own, fact.clause, value, read_as, of=fact.text)
    free = [fact for fact in (*wanted.deadlines, *wanted.targets) if fact.optional]
    for other in rest:
        if not any(_shared(other, fact) for fact in free):
            tally.beyond(field, other.clause, _shown(other, field))


def _paired(want: Sequence[F], got: Sequence[F], field: str) -> tuple[list[tuple[F, F | None]], list[F]]:
    """Each fact that is there with the one that was read in its place, and those that are left.

    The same come first, then those that are there for certain, then those that share most.
    """
    left = list(got)
    partners: dict[int, F] = {}
    order = sorted(range(len(want)), key=lambda place: want[place].optional)
    for same in (True, False):
        for place in order:
            fact = want[place]
            near = [other for other in left if _shared(fact, other)]
            if same:
                near = [other for other in near if _said(other, field) == _said(fact, field)]
            if near and place not in partners:
                partners[place] = max(near, key=partial(_shared, fact))
                left.remove(partners[place])
    return [(fact, partners.get(place)) for place, fact in enumerate(want)], left


def _shared(a: AnnotatedFact, b: AnnotatedFact) -> int:
    """How many characters of the source two facts share."""
    return max(0, min(a.at + len(a.text), b.at + len(b.text)) - max(a.at, b.at))


def _said(fact: AnnotatedFact, field: str) -> tuple[object, ...]:
    """What makes a fact right: its clause and its values."""
    return fact.clause, *(plain(text) for text in _values(fact, field).values())


def _shown(fact: AnnotatedFact, field: str) -> str:
    """A fact with its values: 2020年底前 (by, end 2020-12-31)."""
    first, *rest = ((name, text) for name, text in _values(fact, field).items() if text)
    told = ", ".join([first[1], *(f"{name} {text}" for name, text in rest)])
    return f"{' '.join(fact.text.split())} ({told})"


def _values(fact: AnnotatedFact, field: str) -> dict[str, str]:
    """The values of a fact as texts; in a rule neither the order nor INTERVAL=1 makes a difference."""
    values = {name: _written(getattr(fact, name)) for name in _VALUES[field]}
    if rule := values.get("recurrence"):
        parts = rule.upper().removeprefix("RRULE:").split(";")
        values["recurrence"] = ";".join(sorted(part for part in parts if part != "INTERVAL=1"))
    return values


def _citations(wanted: Annotation, read: Annotation, tally: Tally) -> None:
    """Documents by their titles; the numbers of those that stand in one place."""
    tally.items("citations", *([("", c.title) for c in each.citations] for each in (wanted, read)))
    placed = {citation.at: citation for citation in read.citations}
    for citation in wanted.citations:
        if citation.at in placed and "document_number" in citation.model_fields_set:
            number, read_as = (each.document_number or "" for each in (citation, placed[citation.at]))
            tally.value("cited_numbers", "", number, read_as, of=citation.title)


def _written(value: object) -> str:
    """A value as a reader writes it: nothing for none, a list in any order, 50 for 50.0."""
    match value:
        case None | False:
            return ""
        case tuple():
            return " | ".join(sorted(map(str, value), key=plain))
        case PlanPeriod():
            return f"{value.start} – {value.end}"
        case dt.date():
            return value.isoformat()
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
