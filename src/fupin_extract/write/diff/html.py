"""A difference as one HTML file: both texts side by side with links between them; a matrix as a heat map.

What was dropped and added is told by ``del`` and ``ins``, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.records.diff import Cell, Pair, Passage, PlanDiff, PlanMatrix, Row
from fupin_extract.records.notice import UNIT_FIELDS
from fupin_extract.write.diff import phrases, sheets
from fupin_extract.write.diff.style import STYLE
from fupin_extract.write.formats import html
from fupin_extract.write.formats.html import plain
from fupin_extract.write.labels import STATES, heading
from fupin_extract.write.sheets import Sheet, glimpse

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks


def draw(diff: PlanDiff | PlanMatrix, _: Looks) -> Iterator[bytes]:
    """The page."""
    if isinstance(diff, PlanMatrix):
        yield html.page(f"对照表：{phrases.heading(diff.base)}", STYLE, _matrix(diff))
    else:
        yield html.page(f"{phrases.heading(diff.a)} ⇄ {phrases.heading(diff.b)}", STYLE, _Sides(diff).show())


def _anchor(side: str, task: str) -> str:
    """An id of the page for a task: 2#2.1 is a-2_2.1."""
    return f"{side}-{task.replace('#', '_')}"


def _details(sheet: Sheet) -> Iterator[str]:
    """A sheet that is opened by its title."""
    yield f"<details><summary>{plain(sheet.title)}</summary>"
    yield from html.table(sheet)
    yield "</details>"


class _Sides:
    """The page of two plans."""

    def __init__(self, diff: PlanDiff) -> None:
        self.diff = diff
        self.a, self.b = phrases.rows(diff.a), phrases.rows(diff.b)
        self.with_a: dict[str, list[str]] = {}
        self.with_b: dict[str, list[str]] = {}
        for pair in diff.every_pair:
            self.with_a.setdefault(pair.a, []).append(pair.b)
            self.with_b.setdefault(pair.b, []).append(pair.a)
        self.shown: set[str] = set()

    def show(self) -> Iterator[str]:
        """The numbers, then the tasks in the order of A, those of B alone at the end."""
        diff = self.diff
        yield "<header><h1>方案对照</h1>"
        yield f"<p>{plain(phrases.counts(diff))}</p>"
        yield from html.table(sheets.plans(diff))
        yield "</header>"
        if diff.summary.changes:
            yield from _details(sheets.totals(diff))
        if diff.summary.offices:
            yield from _details(sheets.offices(diff))
        if diff.summary.figures:
            yield from _details(sheets.figures(diff))
        yield "<main>"
        pairs: dict[str, list[Pair]] = {}
        for pair in diff.every_pair:
            pairs.setdefault(pair.a, []).append(pair)
        for row in diff.a.rows:
            for pair in pairs.get(row.id, ()):
                yield from self._pair(pair)
            if row.id not in pairs:
                yield from self._alone(row, "a")
        for task in diff.every_only_b:
            yield from self._alone(self.b[task], "b")
        yield "</main>"

    def _pair(self, pair: Pair) -> Iterator[str]:
        kind = "equal" if not pair.changes else pair.strength
        yield f'<article class="pair {kind}">'
        yield f'<p class="what">{phrases.judged(pair)}</p>'
        yield '<div class="sides">'
        yield from self._side(self.a[pair.a], "a", pair)
        yield from self._side(self.b[pair.b], "b", pair)
        yield "</div>"
        items = [
            f"<li><b>{label}</b> {plain(phrase)}</li>"
            for field, label in phrases.FIELDS.items()
            for phrase in phrases.phrases(pair.changes, field)
            if field != "text"
        ]
        if items:
            yield f'<ul class="facts">{"".join(items)}</ul>'
        yield "</article>"

    def _alone(self, row: Row, side: str) -> Iterator[str]:
        yield '<article class="pair alone">'
        yield f'<p class="what">{phrases.ONLY_A if side == "a" else phrases.ONLY_B}</p>'
        yield '<div class="sides">'
        for each in "ab":
            if each == side:
                yield from self._side(row, side, None)
            else:
                yield '<section class="none"></section>'
        yield "</div></article>"

    def _side(self, row: Row, side: str, pair: Pair | None) -> Iterator[str]:
        """One text; the first time that a task is shown it has the id that links lead to."""
        anchor = _anchor(side, row.id)
        name = "" if anchor in self.shown else f' id="{anchor}"'
        self.shown.add(anchor)
        yield f'<section{name} aria-label="{heading(side)} {plain(row.id)}">'
        yield f"<h2>{plain(phrases.name(row))}</h2>"
        partners = (self.with_a if side == "a" else self.with_b).get(row.id, [])
        other = "b" if side == "a" else "a"
        links = "、".join(f'<a href="#{_anchor(other, task)}">{plain(task)}</a>' for task in partners)
        if links:
            yield f'<p class="links">对应{heading(other)} {links}</p>'
        if pair and pair.passages:
            yield f"<p>{''.join(_passage(passage, side) for passage in pair.passages)}</p>"
        else:
            yield f"<p>{plain(row.text)}</p>"
        yield from _facts(row)
        yield "</section>"


def _facts(row: Row) -> Iterator[str]:
    lists = [(heading(field), getattr(row, field)) for field in (*UNIT_FIELDS.values(), "deadlines", "targets")]
    told = "".join(f"<dt>{label}</dt><dd>{plain('、'.join(items))}</dd>" for label, items in lists if items)
    if told:
        yield f"<dl>{told}</dl>"


def _passage(passage: Passage, side: str) -> str:
    """A sentence as one side shows it: with the words that the other has not."""
    own = passage.a if side == "a" else passage.b
    mark = "del" if side == "a" else "ins"
    match passage.kind:
        case "reworded":
            mine = "removed" if side == "a" else "added"
            words = "".join(
                plain(word.text) if word.kind == "same" else f"<{mark}>{plain(word.text)}</{mark}>"
                for word in passage.words
                if word.kind in {"same", mine}
            )
            # The line break behind a sentence is none of its words.
            return words + own[len(own.rstrip()) :]
        case "moved" if own:
            return f'<span class="moved" title="移动">{plain(own)}</span>'
        case "removed" | "added" if own:
            return f"<{mark}>{plain(own)}</{mark}>"
        case "elsewhere" if own:
            return f'<span class="elsewhere" title="在另一对应任务中">{plain(own)}</span>'
    return plain(own)


def _matrix(matrix: PlanMatrix) -> Iterator[str]:
    yield f"<header><h1>对照表</h1><p>{plain(phrases.heading(matrix.base))}</p>"
    yield '<ul class="legend">'
    yield from (f'<li class="{state}">{label}</li>' for state, label in STATES.items())
    yield "</ul></header>"
    yield '<main class="wide"><table class="heat">'
    heads = "".join(
        f'<th scope="col" title="{plain(phrases.heading(plan))}">{plain(phrases.short(plan))}</th>'
        for plan in matrix.plans
    )
    yield f'<thead><tr><th scope="col">{heading("task")}</th>{heads}</tr></thead><tbody>'
    for row in matrix.rows:
        cells = "".join(_cell(cell) for cell in row.cells)
        name = f"{row.id} {row.title or glimpse(row.text)}"
        yield f'<tr><th scope="row">{plain(name)}</th>{cells}</tr>'
    yield "</tbody><tfoot>"
    for label, values in sheets.matrix_totals(matrix):
        cells = "".join(f"<td>{plain(value)}</td>" for value in values)
        yield f'<tr><th scope="row">{plain(label)}</th>{cells}</tr>'
    yield "</tfoot></table></main>"


def _cell(cell: Cell) -> str:
    told = f"相似度 {cell.similarity:.2f}，变化 {cell.changes} 处" if cell.tasks else "没有对应的任务"
    tasks = f"<small>{plain('、'.join(cell.tasks))}</small>" if cell.tasks else ""
    # The more alike a changed task is, the nearer its colour is to that of one taken over.
    alike = f"--alike: {cell.similarity:.2f}"
    return f'<td class="{cell.state}" style="{alike}" title="{told}">{STATES[cell.state]}{tasks}</td>'
