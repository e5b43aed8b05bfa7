"""The page of many plans against one: a board of tasks by plans, its totals, and behind each cell what was made of the
task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fupin_extract.records.diff import Cell, MatrixRow, Pair, PlanMatrix, Row
from fupin_extract.write.diff import first, marked, naming, phrases, sheets
from fupin_extract.write.diff.controls import controls
from fupin_extract.write.diff.naming import Named
from fupin_extract.write.formats.html import plain
from fupin_extract.write.labels import STATES, heading
from fupin_extract.write.sheets import glimpse

Rows = Mapping[str, Row]


def show(matrix: PlanMatrix) -> Iterator[str]:
    """All of the page."""
    (base,), plans = naming.named([matrix.base]), naming.named(matrix.plans)
    rows = [phrases.rows(plan) for plan in matrix.plans]
    yield from _top(matrix, base)
    yield '<main class="board">'
    yield from _board(matrix, plans)
    for place, row in enumerate(matrix.rows):
        yield from _task(row, place, base, plans, rows)
    yield "</main>"


def _top(matrix: PlanMatrix, base: Named) -> Iterator[str]:
    states = Counter(state for row in matrix.rows for state in {cell.state for cell in row.cells})
    yield f'<header id="top"><h1>对照表：{plain(base.title)}</h1>'
    about = " · ".join(filter(None, [base.about, f"{len(matrix.rows)} 项任务", f"{len(matrix.plans)} 个方案"]))
    yield f'<p class="about">{plain(about)}</p>'
    yield '<ul class="legend" aria-label="图例">'
    yield from (f'<li class="{state}">{label}</li>' for state, label in STATES.items())
    yield "</ul>"
    filters = [(state, label, states[state]) for state, label in STATES.items()]
    yield from controls(filters, heading("task"), sortable=False)
    yield "</header>"


def _kinds(row: MatrixRow) -> str:
    return " ".join(state for state in STATES if any(cell.state == state for cell in row.cells))


def _target(plan: int, row: int) -> str:
    return f"cell-{plan}-{row}"


def _board(matrix: PlanMatrix, plans: Sequence[Named]) -> Iterator[str]:
    yield '<div class="wide" tabindex="0" role="group" aria-label="任务与方案对照表"><table class="heat">'
    heads = "".join(f'<th scope="col" title="{plain(plan.title)}">{plain(plan.label)}</th>' for plan in plans)
    yield f'<thead><tr><th scope="col">{heading("task")}</th>{heads}</tr></thead><tbody>'
    for place, row in enumerate(matrix.rows):
        cells = "".join(_cell(cell, _target(k, place)) for k, cell in enumerate(row.cells))
        name = f"{row.id} {row.title or glimpse(row.text)}"
        yield (
            f'<tr id="row-{place}" data-kinds="{_kinds(row)}"><th scope="row"><a href="#task-{place}">{plain(name)}</a>'
            f"</th>{cells}</tr>"
        )
    yield "</tbody><tfoot>"
    for label, values in sheets.matrix_totals(matrix):
        cells = "".join(f"<td>{plain(value)}</td>" for value in values)
        yield f'<tr><th scope="row">{plain(label)}</th>{cells}</tr>'
    yield "</tfoot></table></div>"


def _told(cell: Cell) -> str:
    return f"相似度 {cell.similarity:.2f}，变化 {cell.changes} 处" if cell.tasks else "没有对应的任务"


def _cell(cell: Cell, target: str) -> str:
    # The more alike a changed task is, the nearer its colour is to that of one taken over.
    kind = f'class="{cell.state}" data-alike="{round(cell.similarity * 10)}" title="{_told(cell)}"'
    if not cell.tasks:
        return f"<td {kind}>{STATES[cell.state]}</td>"
    tasks = f"<small>{plain('、'.join(cell.tasks))}</small>"
    return f'<td {kind}><a href="#{target}">{STATES[cell.state]}</a>{tasks}</td>'


def _task(row: MatrixRow, place: int, base: Named, plans: Sequence[Named], rows: Sequence[Rows]) -> Iterator[str]:
    """A task of the base, and what each plan made of it, folded."""
    yield f'<section class="task" id="task-{place}"><h2>{plain(f"{row.id} {row.title or glimpse(row.text)}")}</h2>'
    yield f"<details><summary>{plain(base.label)}原文（{len(row.text)} 字）</summary><p>{plain(row.text)}</p></details>"
    for k, (cell, plan) in enumerate(zip(row.cells, plans, strict=True)):
        if cell.tasks:
            yield f'<details id="{_target(k, place)}"><summary><b class="{cell.state}">{STATES[cell.state]}</b>'
            yield f"{plain(plan.label)} <small>{_told(cell)}</small></summary>"
            for pair in cell.pairs:
                yield from _pair(pair, rows[k][pair.b])
            yield "</details>"
    missing = [plan.label for cell, plan in zip(row.cells, plans, strict=True) if not cell.tasks]
    if missing:
        yield f'<p class="without"><b class="missing">{STATES["missing"]}</b>{plain("、".join(missing))}</p>'
    yield f'<p class="back"><a href="#row-{place}">回到表中</a></p></section>'


def _pair(pair: Pair, row: Row) -> Iterator[str]:
    """A counterpart, with what it changed of the task."""
    yield f"<h3>{plain(phrases.name(row))} <small>{phrases.judged(pair)}</small></h3>"
    yield from first.facts(pair)
    yield f'<p class="text">{marked.text(pair, "b") if pair.passages else plain(row.text)}</p>'
