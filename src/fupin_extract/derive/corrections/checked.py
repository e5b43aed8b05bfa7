"""Corrected notice → the annotation of what its reader has looked at: correcting is annotating."""

from __future__ import annotations

from typing import Any, TypeVar

from fupin_extract.derive.annotate import annotate
from fupin_extract.records.annotation import AnnotatedFact, AnnotatedTask, Annotation
from fupin_extract.records.notice import Clause, Fact, Notice
from fupin_extract.records.patch import Patch
from fupin_extract.text.span import Span

A = TypeVar("A", bound=AnnotatedFact)
# What a reader of the matrix sees of a row and of a fact, and would have corrected.
_ROW = {"id", "title", "lead", "responsible", "supporting", "supervising", "persons"}
_FACT = {"clause", "text", "at"}
_DEADLINE = {*_FACT, "kind", "start", "end", "duration", "working_days", "recurrence"}
_TARGET = {*_FACT, "comparator", "value", "value_max", "unit"}


def checked_spans(patch: Patch) -> list[Span]:
    """Where the rows stand that a reader has found right, or has changed; in order."""
    rows = [row.span for row in patch.rows if row.state != "untouched"]
    return sorted({*rows, *(operation.span for operation in patch.operations)})


def part_of(notice: Notice, spans: list[Span]) -> Notice:
    """The rows of a notice that stand for the most part in these spans, and the facts that stand there."""
    rows = tuple(task for task in notice.tasks if _mostly_in(task.span, spans))
    clauses = tuple(_clause(clause, spans) for clause in notice.clauses)
    return notice.model_copy(update={"tasks": rows, "sections": (), "clauses": clauses})


def _clause(clause: Clause, spans: list[Span]) -> Clause:
    def inside(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(f for f in facts if f.span[0] < f.span[1] and any(a <= f.span[0] < b for a, b in spans))

    return clause.model_copy(update={name: inside(getattr(clause, name)) for name in ("deadlines", "targets")})


def _mostly_in(span: Span, spans: list[Span]) -> bool:
    shared = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in _joined(spans))
    return 2 * shared > span[1] - span[0]


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in order as stretches that do not overlap."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def gold(corrected: Notice, spans: list[Span], doc: str) -> Annotation:
    """What a reader of a corrected notice has said of its rows, their deadlines and their targets."""
    whole = annotate(part_of(corrected, spans), doc)
    return Annotation(
        doc=doc,
        sha256=corrected.source.sha256,
        tasks=tuple(AnnotatedTask(**_only(row, _ROW)) for row in whole.tasks),
        deadlines=tuple(_fact(fact, _DEADLINE) for fact in whole.deadlines),
        targets=tuple(_fact(fact, _TARGET) for fact in whole.targets),
    )


def _fact(fact: A, names: set[str]) -> A:
    return type(fact)(**_only(fact, names))


def _only(record: Any, names: set[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}
