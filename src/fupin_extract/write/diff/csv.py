"""CSV of a difference, a row a pair, and of a matrix, a row a task of the base: for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_extract.records.diff import PlanDiff, PlanMatrix, Row
from fupin_extract.write.csv import dump_csv
from fupin_extract.write.diff import labels


def to_csv(diff: PlanDiff | PlanMatrix) -> bytes:
    """A heading and its rows; tasks of one plan only have an empty other side."""
    if isinstance(diff, PlanMatrix):
        return dump_csv(["编号", "任务", *map(labels.heading, diff.plans)], _matrix(diff))
    heads = ["甲编号", "甲任务", "乙编号", "乙任务", "对应", "相似度"]
    return dump_csv([*heads, *(f"{label}变化" for label in labels.FIELDS.values())], _pairs(diff))


def _pairs(diff: PlanDiff) -> Iterator[list[str]]:
    a, b = labels.rows(diff.a), labels.rows(diff.b)
    for pair in diff.every_pair:
        what = [labels.STRENGTHS[pair.strength], f"{pair.similarity:.4f}"]
        changes = ["\n".join(labels.phrases(pair.changes, field)) for field in labels.FIELDS]
        yield [*_named(a[pair.a]), *_named(b[pair.b]), *what, *changes]
    nothing = [""] * (1 + len(labels.FIELDS))
    for task in diff.every_only_a:
        yield [*_named(a[task]), "", "", "仅甲有", *nothing]
    for task in diff.every_only_b:
        yield ["", "", *_named(b[task]), "仅乙有", *nothing]


def _named(row: Row) -> list[str]:
    return [row.id, labels.name(row).removeprefix(row.id).strip()]


def _matrix(matrix: PlanMatrix) -> Iterator[list[str]]:
    for row in matrix.rows:
        yield [row.id, row.title, *(f"{labels.STATES[c.state]} {'、'.join(c.tasks)}".strip() for c in row.cells)]
    for label, cells in labels.matrix_totals(matrix):
        yield ["", label, *cells]
