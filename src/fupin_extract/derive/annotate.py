"""Notice → the annotation that it would have if all that was read were right: a draft for a reader to correct."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

from fupin_extract.records.annotation import (
    AnnotatedCitation,
    AnnotatedClause,
    AnnotatedDeadline,
    AnnotatedFact,
    AnnotatedPerson,
    AnnotatedTarget,
    AnnotatedTask,
    Annotation,
)
from fupin_extract.records.notice import UNIT_FIELDS, Citation, Clause, Fact, Metadata, Notice, Task, units_by_role

F = TypeVar("F", bound=AnnotatedFact)


def annotate(notice: Notice, doc: str) -> Annotation:
    """The annotation of a notice that names all that was read; ``doc`` is to be its short name."""
    text = notice.source.text or ""
    return Annotation(
        doc=doc,
        sha256=notice.source.sha256,
        metadata=Metadata(**dict(notice.metadata)),
        clauses=tuple(
            AnnotatedClause(id=c.id, marker=c.marker, title=c.title, kind=c.kind, at=c.span[0])
            for c in notice.clauses
            if c.level
        ),
        tasks=tuple(map(_row, notice.tasks)),
        sections=tuple(map(_row, notice.sections)),
        deadlines=tuple(_facts(AnnotatedDeadline, notice, attrgetter("deadlines"), text)),
        targets=tuple(_facts(AnnotatedTarget, notice, attrgetter("targets"), text)),
        citations=tuple(_citation(c, text) for clause in notice.clauses for c in clause.citations),
    )


def blank(notice: Notice, doc: str) -> Annotation:
    """The annotation of a notice with nothing in it yet, for a reader who is not to be led by what was read."""
    nothing = Annotation(doc=doc, sha256=notice.source.sha256, metadata=Metadata(**dict(Metadata())))
    return Annotation(**dict(nothing))


def _row(task: Task) -> AnnotatedTask:
    names = {role: tuple(unit.name for unit in getattr(task, field)) for role, field in UNIT_FIELDS.items()}
    units = [unit for _, unit in units_by_role(task)]
    return AnnotatedTask(
        id=task.id,
        title=task.title,
        lead=names["lead"],
        responsible=names["responsible"],
        supporting=names["supporting"],
        supervising=names["supervising"],
        persons=tuple(AnnotatedPerson(role=person.role, name=person.name) for person in task.persons),
        inherited=tuple(unit.name for unit in units if unit.inherited),
        scope=task.responsibility.scope,
        open_ended=any(unit.open_ended for unit in units),
    )


def _facts(form: type[F], notice: Notice, facts: Callable[[Clause], Iterable[Fact]], text: str) -> Iterator[F]:
    """The facts of all clauses as annotations of one ``form``, with those of their values that it has."""
    for clause in notice.clauses:
        for fact in facts(clause):
            place = {"clause": clause.id, "text": text[slice(*fact.span)], "at": fact.span[0]}
            values = {**dict(fact), **place}
            yield form(**{name: values[name] for name in form.model_fields if name in values})


def _citation(citation: Citation, text: str) -> AnnotatedCitation:
    """A citation that begins at its 《, before which its issuer may stand."""
    at = max(text.find("《", *citation.span), citation.span[0])
    return AnnotatedCitation(title=citation.title, document_number=citation.document_number, at=at)
