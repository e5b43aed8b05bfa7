"""Outline and resolved facts → the clause and task records of a notice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import TypeVar

from fupin_extract.find.mention import Mention
from fupin_extract.find.search import Findings, Found
from fupin_extract.outline.model import TABLE_ROW, Node, Outline
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import (
    UNIT_FIELDS,
    Citation,
    Clause,
    Deadline,
    Duty,
    Organization,
    Person,
    Target,
    Task,
    TaskResponsibility,
    UnitField,
)
from fupin_extract.resolve.responsibility import Answers, ancestors
from fupin_extract.resolve.roles import Rights
from fupin_extract.text.mapped import at_offsets, printed, shown_at
from fupin_extract.text.span import Span

T = TypeVar("T")
# The facts of a clause, kind by kind.
_DEADLINES, _TARGETS, _CITATIONS, _DUTIES = map(attrgetter, ("deadlines", "targets", "citations", "duties"))


@dataclass(frozen=True, slots=True)
class Facts:
    """The resolved facts of one clause, each list in the order of the text.

    ``told`` are the deadlines that a label or a group tells: they count for the rows below the clause too.
    """

    deadlines: tuple[Deadline, ...] = ()
    told: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    duties: tuple[Duty, ...] = ()


def own_texts(outline: Outline, findings: Findings) -> dict[str, str]:
    """The own text of every clause as it is written out, by id."""
    return {node.id: _text(outline, node, findings.clauses[node.id]) for node in outline.nodes}


def build_clauses(
    outline: Outline, texts: dict[str, str], facts: dict[str, Facts], answers: Answers
) -> tuple[Clause, ...]:
    """Every clause in document order, the preamble first; ``texts`` are their own."""
    clauses, none = [], Facts()
    for node in outline.nodes:
        mine = facts.get(node.id, none)
        clauses.append(
            Clause(
                id=node.id,
                parent_id=node.parent.id if node.parent else None,
                level=node.level,
                marker=shown_at(outline.text, node.marker, 0, len(node.marker))[0].strip() if node.level else "",
                title=_title(outline, node),
                text=texts[node.id],
                kind=node.kind,
                responsibility=answers.clauses.get(node.id),
                deadlines=mine.deadlines,
                targets=mine.targets,
                citations=mine.citations,
                duties=mine.duties,
                span=node.span,
            )
        )
    return tuple(clauses)


def build_tasks(
    outline: Outline, clauses: tuple[Clause, ...], facts: dict[str, Facts], answers: Answers
) -> tuple[Task, ...]:
    """The rows of the task matrix, each with the facts of its clause and of the clauses below it."""
    by_id = {clause.id: clause for clause in clauses}
    tasks, rows = [], outline.rows
    for row in rows:
        family = [by_id[node.id] for node in _family(row)]
        rights = answers.rows[row.id]
        told = TaskResponsibility(scope=rights.scope, span=rights.span)
        task = _task(outline, row, family, by_id, told, rights.units, rights.persons)
        inherited = () if task.deadlines else _told_above(row, facts) or _told_beside(rights, facts)
        tasks.append(task.model_copy(update={"deadlines": inherited}) if inherited else task)
    tables = {row.id for row in rows if row.style == TABLE_ROW}
    return tuple(_repeats(tasks, tables)) if tables else tuple(tasks)


def _letters(title: str) -> str:
    """A title without marks and blanks: it is the same whatever stands in it of them."""
    return "".join(filter(str.isalnum, title))


def _repeats(tasks: Sequence[Task], tables: Container[str]) -> Iterator[Task]:
    """The rows, those of tables that repeat one of the text (the same title) with its id."""
    told: dict[str, str] = {}
    for task in tasks:
        if task.id not in tables and (title := _letters(task.title)):
            told.setdefault(title, task.id)
    for task in tasks:
        said = told.get(_letters(task.title or task.text)) if task.id in tables else None
        yield task.model_copy(update={"duplicate_of": said}) if said else task


def build_sections(outline: Outline, clauses: tuple[Clause, ...], tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The clauses with rows below them whose own text states facts, with these alone.

    A group alone is such a fact where no row has its units.
    """
    by_id = {clause.id: clause for clause in clauses}
    handed_down = {task.responsibility.span for task in tasks if task.responsibility.scope == "section"}
    above = {node.id for row in outline.rows for node in ancestors(row)}
    sections = []
    for node in (node for node in outline.nodes if node.id in above):
        clause, group = by_id[node.id], by_id[node.id].responsibility
        if (
            clause.deadlines
            or clause.targets
            or clause.citations
            or clause.duties
            or (group is not None and group.span not in handed_down)
        ):
            told = TaskResponsibility(scope="own" if group else "none", span=group.span if group else None)
            units = {field: getattr(group, field) for field in UNIT_FIELDS.values()} if group else {}
            persons = group.persons if group else ()
            sections.append(_task(outline, node, [clause], by_id, told, units, persons))
    return tuple(sections)


def _task(
    outline: Outline,
    node: Node,
    family: list[Clause],
    by_id: dict[str, Clause],
    told: TaskResponsibility,
    units: dict[UnitField, tuple[Organization, ...]],
    persons: Iterable[Person],
) -> Task:
    """A row, or a section, with the facts of its ``family``: its own clause, then those below it."""
    clause, *measures = family
    return Task(
        id=node.id,
        path=_path(outline, node, by_id),
        title=clause.title,
        text="\n".join(filter(None, [clause.text, *map(measure_line, measures)])) if measures else clause.text,
        kind=node.kind,
        **units,
        persons=tuple(persons),
        responsibility=told,
        deadlines=_of_all(family, _DEADLINES),
        targets=_of_all(family, _TARGETS),
        citations=_of_all(family, _CITATIONS),
        duties=_of_all(family, _DUTIES),
        measures=tuple([c.id for c in measures]),
        extra=_extra(outline, node),
        span=(clause.span[0], max([c.span[1] for c in family])) if measures else clause.span,
    )


def _told_above(row: Node, facts: dict[str, Facts]) -> tuple[Deadline, ...]:
    """The deadlines that a label or a group tells in the nearest clause above that has any."""
    told = (facts[node.id].told for node in ancestors(row) if node.id in facts)
    return _inherited(next(filter(None, told), ()))


def _told_beside(rights: Rights, facts: dict[str, Facts]) -> tuple[Deadline, ...]:
    """The deadlines that the group of a row's section tells, and the labelled lines behind it."""
    if rights.scope != "section" or rights.span is None or rights.node is None or rights.node.id not in facts:
        return ()
    start, _ = rights.span
    return _inherited(told for told in facts[rights.node.id].told if told.span[0] >= start)


def _inherited(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple([deadline.model_copy(update={"inherited": True}) for deadline in deadlines])


def _of_all(family: list[Clause], facts: Callable[[Clause], tuple[T, ...]]) -> tuple[T, ...]:
    """The facts of a row: those of its clause and of the clauses below it."""
    return facts(family[0]) if len(family) == 1 else tuple(chain.from_iterable(map(facts, family)))


def _family(row: Node) -> list[Node]:
    return [row, *chain.from_iterable(map(_family, row.children))]


def _extra(outline: Outline, node: Node) -> dict[str, str]:
    """What stands in the columns of a table that no field of a record is for, as written, by their headings."""
    extra: dict[str, str] = {}
    for cell in node.cells:
        if cell.holds in ("extra", "unknown", "project_sign", "remark", "other"):
            said = "".join(_written(outline, part.offsets) for part in cell.text.split())
            extra[cell.heading] = f"{extra[cell.heading]}；{said}" if cell.heading in extra else said
    return extra


def _path(outline: Outline, row: Node, by_id: dict[str, Clause]) -> tuple[str, ...]:
    """Titles from the outermost clause in; what a row of a table is merged under stands before its own."""
    titles = []
    node: Node | None = row
    while node is not None:
        titles += [by_id[node.id].title, *(_written(outline, group.offsets) for group in reversed(node.groups))]
        node = node.parent
    return tuple(reversed(titles))


def measure_line(clause: Clause) -> str:
    """A measure as it stands in its row: marker, title and text."""
    stop = "。" if clause.title and clause.text else ""
    return f"{clause.marker}{clause.title}{stop}{clause.text}"


def _title(outline: Outline, node: Node) -> str:
    return _written(outline, node.title.offsets) if node.title.text else ""


def _text(outline: Outline, node: Node, found: Found) -> str:
    """The own text as written, paragraph by paragraph, without the title and without responsibility groups."""
    groups = found.taken("responsibility")
    gone = sorted([span for group in groups for span in _stretches(outline, found, group)]) if groups else []
    texts = []
    for part in node.body:
        text = _written(outline, *(_without(part.offsets, gone) if gone else [part.offsets]))
        if text.strip("。；，、 "):
            texts.append(text)
    return "\n".join(texts)


def _stretches(outline: Outline, found: Found, group: Mention) -> Iterator[Span]:
    """Where a group stands: one stretch, but for a cell that a page cut; other cells stand between its parts."""
    end = _closed(found.own.text, group)
    start, stop = found.own.span(group.start, end)
    offsets = found.own.offsets[group.start : end]
    for above, below in pairwise(offsets) if "\t" in outline.text[start:stop] else ():
        if "\t" in outline.text[above:below]:
            yield start, above + 1
            start = below
    yield start, stop


def _closed(text: str, group: Mention) -> int:
    """Where a group ends, with the stop behind it where one stands before it too."""
    stands_alone = group.start == 0 or text[group.start - 1] in "。！？；\n"
    return group.end + (stands_alone and text[group.end : group.end + 1] in ("。", "；"))


def _without(offsets: Sequence[int], gone: list[Span]) -> list[Sequence[int]]:
    """The offsets outside the source spans, which are in order."""
    cuts = [(bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in gone]
    kept = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(offsets)], strict=True)
    return [offsets[start:end] for start, end in kept]


def _written(outline: Outline, *offsets: Sequence[int]) -> str:
    """The source characters at the offsets, without line breaks."""
    text = "".join([at_offsets(outline.text, of) for of in offsets])
    return printed(text, 0, len(text)).strip()
