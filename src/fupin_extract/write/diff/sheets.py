"""A difference → sheets: a row a pair, a row a property of both plans, a row a task of the base of a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.errors import WriteError
from fupin_extract.records.diff import CellState, PlanDiff, PlanMatrix, PlanSummary, Row
from fupin_extract.write.diff import phrases
from fupin_extract.write.labels import CHANGES, LEVELS, STATES, STRENGTHS, heading
from fupin_extract.write.sheets import Cell, Column, Marked, Sheet, plain_sheet

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

SIDES = (heading("a"), heading("b"))
# How wide the columns are in a document: both tasks, what they are to one another, what changed.
_MOST = (24, 24, 12, 78)


def records(diff: PlanDiff | PlanMatrix, _: Looks) -> Sequence[PlanDiff | PlanMatrix]:
    """The record itself."""
    return [diff]


def with_texts(diff: PlanDiff | PlanMatrix, _: Looks) -> PlanDiff | PlanMatrix:
    """The difference, which has the texts of both plans.

    Raises:
        WriteError: it has been read back from what holds none.
    """
    plans = (diff.a, diff.b) if isinstance(diff, PlanDiff) else (diff.base,)
    if not all(plan.rows or not plan.tasks for plan in plans):
        raise WriteError("this difference was read back and holds no texts: compare the notices again")
    return diff


def sheet(diff: PlanDiff | PlanMatrix, looks: Looks) -> Sheet:
    """A row a pair, then a row a task of one plan only, with an empty other side; of a matrix a row a task of the base.

    Raises:
        WriteError: as ``with_texts``.
    """
    found = with_texts(diff, looks)
    if isinstance(found, PlanMatrix):
        return matrix("", found, phrases.heading)
    sides = [f"{side}{heading(name)}" for side in SIDES for name in ("id", "task")]
    changes = [f"{field}{heading('change')}" for field in phrases.FIELDS.values()]
    return plain_sheet("", [*sides, heading("pair"), heading("similarity"), *changes], _pairs(found), (0, 2))


def handout(diff: PlanDiff | PlanMatrix, looks: Looks) -> list[Sheet]:
    """The difference for a document: both plans, their tasks side by side with all that changed, the counts.

    Raises:
        WriteError: as ``with_texts``.
    """
    found = with_texts(diff, looks)
    if isinstance(found, PlanMatrix):
        return [matrix(phrases.heading(found.base), found)]
    headings = zip((*SIDES, heading("pair"), heading("change")), _MOST, strict=True)
    tasks = Sheet("任务对照", [Column(name, most=most) for name, most in headings], list(_side_by_side(found)))
    return [each for each in (plans(found), tasks, totals(found), offices(found)) if each.rows]


def _side_by_side(diff: PlanDiff) -> Iterator[list[Cell]]:
    a, b = phrases.rows(diff.a), phrases.rows(diff.b)
    for pair in diff.every_pair:
        changed = [
            f"{label} {phrase}"
            for field, label in phrases.FIELDS.items()
            for phrase in phrases.phrases(pair.changes, field)
        ]
        yield [phrases.name(a[pair.a]), phrases.name(b[pair.b]), phrases.judged(pair), "\n".join(changed)]
    for task in diff.every_only_a:
        yield [phrases.name(a[task]), "", phrases.ONLY_A, ""]
    for task in diff.every_only_b:
        yield ["", phrases.name(b[task]), phrases.ONLY_B, ""]


def _pairs(diff: PlanDiff) -> Iterator[list[Cell]]:
    a, b = phrases.rows(diff.a), phrases.rows(diff.b)
    for pair in diff.every_pair:
        what = [STRENGTHS[pair.strength], f"{pair.similarity:.4f}"]
        changes = ["\n".join(phrases.phrases(pair.changes, field)) for field in phrases.FIELDS]
        yield [*_named(a[pair.a]), *_named(b[pair.b]), *what, *changes]
    nothing = [""] * (1 + len(phrases.FIELDS))
    for task in diff.every_only_a:
        yield [*_named(a[task]), "", "", phrases.ONLY_A, *nothing]
    for task in diff.every_only_b:
        yield ["", "", *_named(b[task]), phrases.ONLY_B, *nothing]


def _named(row: Row) -> list[str]:
    return [row.id, phrases.name(row).removeprefix(row.id).strip()]


def matrix(title: str, found: PlanMatrix, named: Callable[[PlanSummary], str] = phrases.short) -> Sheet:
    """A row a task of the base, a column a plan; the last rows count."""
    headings = [heading("id"), heading("task"), *map(named, found.plans)]
    return plain_sheet(title, headings, _matrix(found))


def _matrix(found: PlanMatrix) -> Iterator[list[Cell]]:
    for row in found.rows:
        cells = (Marked(f"{STATES[c.state]} {'、'.join(c.tasks)}".strip(), c.state) for c in row.cells)
        yield [row.id, row.title, *cells]
    for label, counts in matrix_totals(found):
        yield ["", label, *counts]


def matrix_totals(found: PlanMatrix) -> list[tuple[str, list[str]]]:
    """The last lines of a matrix: how many tasks of the base each plan took over, changed, left out, and how many are
    its own.
    """
    states: tuple[CellState, ...] = ("taken_over", "changed", "partial", "missing")
    lines = [
        (
            f"{STATES[state]}（项）",
            [str(sum(row.cells[k].state == state for row in found.rows)) for k in range(len(found.plans))],
        )
        for state in states
    ]
    return [*lines, ("自有任务（项）", [str(count) for count in found.own])]


def plans(diff: PlanDiff, names: Sequence[str] = SIDES) -> Sheet:
    """Both plans side by side: a row a property; ``names`` are what the plans are called."""
    a, b, summary = diff.a, diff.b, diff.summary
    levels = [LEVELS[plan.admin_level] if plan.admin_level else "—" for plan in (a, b)]
    rows = [
        (heading("title"), phrases.heading(a), phrases.heading(b)),
        (heading("region"), a.region or "—", b.region or "—"),
        (heading("admin_level", of="diff"), *levels),
        (heading("task"), str(a.tasks), str(b.tasks)),
        (heading("deadlines"), str(a.deadlines), str(b.deadlines)),
        (heading("targets"), str(a.targets), str(b.targets)),
        ("仅此方案有的任务", str(summary.only_a), str(summary.only_b)),
        ("与对方逐字相同", f"{summary.taken_over_a:.0%}", f"{summary.taken_over_b:.0%}"),
    ]
    return plain_sheet(phrases.counts(diff), ["", *names], rows)


def totals(diff: PlanDiff) -> Sheet:
    """How often what changed."""
    rows = [
        (label, word, str(count))
        for field, label in phrases.FIELDS.items()
        for kind, word in CHANGES.items()
        if (count := diff.summary.changes.get(f"{field}.{kind}"))
    ]
    return plain_sheet("变化统计", [heading("field"), heading("change"), heading("count")], rows)


def offices(diff: PlanDiff, names: Sequence[str] = SIDES) -> Sheet:
    """The offices that gain or lose work."""
    rows = [(load.name, str(load.a), str(load.b)) for load in diff.summary.offices]
    return plain_sheet("单位承担的任务数（有增减的）", [heading("name"), *names], rows)


def figures(diff: PlanDiff, names: Sequence[str] = SIDES) -> Sheet:
    """The numbers of both plans side by side."""
    rows = [(figure.subject_a or figure.subject_b or "", figure.a, figure.b) for figure in diff.summary.figures]
    return plain_sheet("数字对照", [heading("field"), *names], rows)
