"""Many plans against the one above them: which of its tasks each took over, changed or left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fupin_extract.compare.align import LOWEST
from fupin_extract.compare.narrow import Topic, narrow
from fupin_extract.compare.plan import compare
from fupin_extract.records.diff import Cell, CellState, MatrixRow, Pair, PlanDiff, PlanMatrix
from fupin_extract.records.notice import Notice
from fupin_extract.records.once import told_once
from fupin_extract.ruleset import RuleSet, load_rules


def compare_many(
    base: Notice,
    plans: Sequence[Notice],
    *,
    rules: RuleSet | None = None,
    min_similarity: float = LOWEST,
    only: Collection[Topic] = (),
) -> PlanMatrix:
    """The matrix base task × plan; each plan is compared with ``base`` as by ``compare``.

    ``only`` these changes count, where any are given.

    Raises:
        ValueError: there is no plan.
    """
    if not plans:
        raise ValueError("there is no plan to compare with the base")
    known = rules or load_rules()
    diffs = [compare(base, plan, rules=known, min_similarity=min_similarity) for plan in plans]
    if only:
        diffs = [narrow(diff, {*only, "tasks"}) for diff in diffs]
    found = [_by_task(diff) for diff in diffs]
    rows = [
        MatrixRow(
            id=task.id, title=task.title, text=task.text, cells=tuple(_cell(pairs.get(task.id, [])) for pairs in found)
        )
        for task in told_once(base.tasks)
    ]
    return PlanMatrix(
        base=diffs[0].a,
        plans=tuple(diff.b for diff in diffs),
        rows=tuple(rows),
        own=tuple(len(diff.only_b) for diff in diffs),
    )


def _by_task(diff: PlanDiff) -> dict[str, list[Pair]]:
    """The pairs of each task of A, the most alike first."""
    found: dict[str, list[Pair]] = {}
    for pair in sorted(diff.pairs, key=lambda pair: -pair.similarity):
        found.setdefault(pair.a, []).append(pair)
    return found


def _cell(pairs: Sequence[Pair]) -> Cell:
    if not pairs:
        return Cell(state="missing")
    changes = sum(len(pair.changes) for pair in pairs)
    state: CellState = "changed" if changes else "taken_over"
    if all(pair.strength == "partial" for pair in pairs):
        state = "partial"
    return Cell(
        state=state,
        tasks=tuple(pair.b for pair in pairs),
        similarity=pairs[0].similarity,
        changes=changes,
        pairs=tuple(pairs),
    )
