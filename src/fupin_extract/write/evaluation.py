"""An evaluation → sheets: the score of each field, then what was missed (-) and what is wrong (+)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.write.labels import SIGNS, heading
from fupin_extract.write.sheets import Cell, Column, Sheet

if TYPE_CHECKING:
    from fupin_extract.records.evaluation import Difference, Evaluation, Score
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks


def records(evaluation: Evaluation, _: Looks) -> Sequence[Evaluation]:
    """The record itself."""
    return [evaluation]


def sheets(evaluation: Evaluation, looks: Looks) -> Iterator[Sheet]:
    """The scores, what was gained and lost since an earlier evaluation, and all that is not right."""
    yield _scores(evaluation, looks.headers)
    if evaluation.since:
        yield _differences("gains", evaluation.since.gains, looks.headers)
        yield _differences("losses", evaluation.since.losses, looks.headers)
    yield _differences("differences", evaluation.differences, looks.headers)


def _scores(evaluation: Evaluation, headers: Headers) -> Sheet:
    """A row a field; fields of which there was nothing are left out."""
    shifts = {shift.field: shift for shift in evaluation.since.shifts} if evaluation.since else {}
    names = ["field", "wanted", "found", "precision", "recall", "f1"]
    names += ["floor"] * bool(evaluation.floors) + ["shift"] * bool(evaluation.since)
    columns = [_column(name, headers) for name in names]
    rows: list[Sequence[Cell]] = []
    for score in evaluation.scores:
        if score.f1 is not None:
            cells = _cells(score, headers)
            floor = evaluation.floors.get(score.field)
            cells["floor"] = "" if floor is None else f"{floor:.3f}{'  ✗' if score.field in evaluation.below else ''}"
            shift = shifts.get(score.field)
            cells["shift"] = f"{(shift.now or 0) - (shift.before or 0):+.3f}" if shift else ""
            rows.append([cells[name] for name in names])
    return Sheet(f"{heading('notices', headers, 'evaluation')} {len(evaluation.notices)}", columns, rows)


def _column(name: str, headers: Headers) -> Column:
    return Column(heading(name, headers, "evaluation"), "code" if name == "field" else "number")


def _cells(score: Score, headers: Headers) -> dict[str, Cell]:
    return {
        "field": heading(score.field, headers, "evaluation"),
        "wanted": score.right + score.missed,
        "found": score.right + score.beyond,
        "precision": _figure(score.precision),
        "recall": _figure(score.recall),
        "f1": _figure(score.f1),
    }


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _differences(name: str, differences: Sequence[Difference], headers: Headers) -> Sheet:
    """A row a difference, in the order of the notices."""
    columns = [
        Column(heading("doc", headers, "evaluation"), "code"),
        Column(heading("place", headers, "evaluation"), "code"),
        Column(heading("field", headers, "evaluation"), "code"),
        Column("", "code"),
        Column(heading("text", headers, "evaluation")),
    ]
    rows = [(d.doc, d.place, heading(d.field, headers, "evaluation"), SIGNS[d.kind], d.text) for d in differences]
    return Sheet(f"{heading(name, headers, 'evaluation')} {len(rows)}", columns, rows)
