"""Outline and resolved facts → the clause and task records of a notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fupin_extract.find.responsibility import Group
from fupin_extract.outline.model import Node, Outline
from fupin_extract.records import Citation, Clause, Deadline, Duty, Span, Target, Task
from fupin_extract.resolve.responsibility import Answers, Rights, task_responsibility
from fupin_extract.text.mapped import at_offsets, printed


@dataclass(slots=True)
class Facts:
    """The resolved facts of one clause, each list in the order of the text."""

    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)


def build_clauses(
    outline: Outline, groups: dict[str, list[Group]], facts: dict[str, Facts], answers: Answers
) -> tuple[Clause, ...]:
    """Every clause in document order, the preamble first."""
    clauses, none = [], Facts()
    for node in outline.nodes:
        mine = facts.get(node.id, none)
        clauses.append(
            Clause(
                id=node.id,
                parent_id=node.parent.id if node.parent else None,
                level=node.level,
                marker=_written(outline, node.marker.span(0, len(node.marker))) if node.level else "",
                title=_title(outline, node),
                text=_text(outline, node, groups.get(node.id, [])),
                kind=node.kind,
                responsibility=answers.clauses.get(node.id),
                deadlines=tuple(mine.deadlines),
                targets=tuple(mine.targets),
                citations=tuple(mine.citations),
                duties=tuple(mine.duties),
                span=node.span,
            )
        )
    return tuple(clauses)


def build_tasks(
    outline: Outline, clauses: tuple[Clause, ...], facts: dict[str, Facts], answers: Answers
) -> tuple[Task, ...]:
    """The rows of the task matrix, each with the facts of its clause and of the clauses below it."""
    by_id = {clause.id: clause for clause in clauses}
    tasks, none = [], Facts()
    for row in outline.rows:
        family = _family(row)
        found = [facts.get(n.id, none) for n in family]
        rights = answers.rows.get(row.id, Rights())
        clause = by_id[row.id]
        texts = [clause.text, *(_measure(by_id[n.id]) for n in family[1:])]
        tasks.append(
            Task(
                id=row.id,
                path=_path(row, by_id),
                title=clause.title,
                text="\n".join(t for t in texts if t),
                kind=row.kind,
                lead_units=tuple(rights.lead),
                responsible_units=tuple(rights.responsible),
                supporting_units=tuple(rights.supporting),
                responsibility=task_responsibility(rights),
                deadlines=tuple(d for f in found for d in f.deadlines),
                targets=tuple(t for f in found for t in f.targets),
                citations=tuple(c for f in found for c in f.citations),
                duties=tuple(d for f in found for d in f.duties),
                measures=tuple(n.id for n in family[1:]),
                span=(clause.span[0], max(by_id[n.id].span[1] for n in family)),
            )
        )
    return tuple(tasks)


def _family(row: Node) -> list[Node]:
    return [row, *(n for child in row.children for n in _family(child))]


def _path(row: Node, by_id: dict[str, Clause]) -> tuple[str, ...]:
    """Titles from the outermost clause in."""
    titles = []
    node: Node | None = row
    while node is not None:
        titles.append(by_id[node.id].title)
        node = node.parent
    return tuple(reversed(titles))


def _measure(clause: Clause) -> str:
    """A measure as it stands in its row: marker, title and text."""
    stop = "。" if clause.title and clause.text else ""
    return f"{clause.marker}{clause.title}{stop}{clause.text}"


def _title(outline: Outline, node: Node) -> str:
    return _written(outline, node.title.span(0, len(node.title)), node.title.offsets) if len(node.title) else ""


def _text(outline: Outline, node: Node, groups: list[Group]) -> str:
    """The own text as written, paragraph by paragraph, without the title and without responsibility groups."""
    parts = []
    # The title, if any, is the first of the parts in which groups were found.
    shift = len(node.parts) - len(node.body)
    of_part: dict[int, list[Span]] = {}
    for g in groups:
        of_part.setdefault(g.part - shift, []).append((g.start, g.end))
    for index, part in enumerate(node.body):
        gone = of_part.get(index, [])
        kept = zip([0, *(end for _, end in gone)], [*(start for start, _ in gone), len(part)], strict=True)
        written = "".join([at_offsets(outline.text, part.offsets[start:end]) for start, end in kept])
        text = printed(written, 0, len(written)).strip()
        if text.strip("。；，、 "):
            parts.append(text)
    return "\n".join(parts)


def _written(outline: Outline, span: Span, offsets: Sequence[int] | None = None) -> str:
    """The source characters of a span, or at the offsets, without line breaks."""
    text = outline.text[slice(*span)] if offsets is None else at_offsets(outline.text, offsets)
    return printed(text, 0, len(text)).strip()
