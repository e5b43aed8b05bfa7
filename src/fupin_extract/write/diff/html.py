"""A difference as one HTML file: both texts side by side with links between them; a matrix as a heat map.

The page has no script, and its own policy forbids it the network. What was dropped and added is told by ``del`` and
``ins``, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from fupin_extract.records.diff import Cell, Pair, Passage, PlanDiff, PlanMatrix, Row
from fupin_extract.write.columns import glimpse
from fupin_extract.write.diff import labels
from fupin_extract.write.diff.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(diff: PlanDiff | PlanMatrix) -> bytes:
    """The page."""
    if isinstance(diff, PlanMatrix):
        return _page(f"对照表：{labels.heading(diff.base)}", _matrix(diff))
    return _page(f"{labels.heading(diff.a)} ⇄ {labels.heading(diff.b)}", _Sides(diff).show())


def _page(title: str, body: Iterable[str]) -> bytes:
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape("".join(c if c >= " " or c == "\n" else " " for c in text))


def _anchor(side: str, task: str) -> str:
    """An id of the page for a task: 2#2.1 is a-2_2.1."""
    return f"{side}-{task.replace('#', '_')}"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "<table>"
    columns = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    yield f"<thead><tr>{columns}</tr></thead>"
    yield "<tbody>"
    for first, *rest in lines:
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


class _Sides:
    """The page of two plans."""

    def __init__(self, diff: PlanDiff) -> None:
        self.diff = diff
        self.a, self.b = labels.rows(diff.a), labels.rows(diff.b)
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
        yield f"<p>{_text(labels.counts(diff))}</p>"
        yield from _table(["", "甲", "乙"], labels.plans_table(diff))
        yield "</header>"
        if totals := labels.totals(diff):
            yield "<details><summary>变化统计</summary>"
            yield from _table(["内容", "变化", "次数"], totals)
            yield "</details>"
        if diff.summary.offices:
            yield "<details><summary>单位承担的任务数（有增减的）</summary>"
            yield from _table(["单位", "甲", "乙"], [(o.name, str(o.a), str(o.b)) for o in diff.summary.offices])
            yield "</details>"
        if diff.summary.figures:
            yield "<details><summary>数字对照</summary>"
            figures = [(f.subject_a or f.subject_b or "", f.a, f.b) for f in diff.summary.figures]
            yield from _table(["内容", "甲", "乙"], figures)
            yield "</details>"
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
        yield f'<p class="what">{labels.judged(pair)}</p>'
        yield '<div class="sides">'
        yield from self._side(self.a[pair.a], "a", pair)
        yield from self._side(self.b[pair.b], "b", pair)
        yield "</div>"
        items = [
            f"<li><b>{label}</b> {_text(phrase)}</li>"
            for field, label in labels.FIELDS.items()
            for phrase in labels.phrases(pair.changes, field)
            if field != "text"
        ]
        if items:
            yield f'<ul class="facts">{"".join(items)}</ul>'
        yield "</article>"

    def _alone(self, row: Row, side: str) -> Iterator[str]:
        yield '<article class="pair alone">'
        yield f'<p class="what">{"仅甲有" if side == "a" else "仅乙有"}</p>'
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
        yield f'<section{name} aria-label="{"甲" if side == "a" else "乙"} {_text(row.id)}">'
        yield f"<h2>{_text(labels.name(row))}</h2>"
        partners = (self.with_a if side == "a" else self.with_b).get(row.id, [])
        other = "b" if side == "a" else "a"
        links = "、".join(f'<a href="#{_anchor(other, task)}">{_text(task)}</a>' for task in partners)
        if links:
            yield f'<p class="links">对应{"乙" if side == "a" else "甲"} {links}</p>'
        if pair and pair.passages:
            yield f"<p>{''.join(_passage(passage, side) for passage in pair.passages)}</p>"
        else:
            yield f"<p>{_text(row.text)}</p>"
        yield from _facts(row)
        yield "</section>"


def _facts(row: Row) -> Iterator[str]:
    lists = [
        ("牵头单位", row.lead_units),
        ("责任单位", row.responsible_units),
        ("配合单位", row.supporting_units),
        ("完成时限", row.deadlines),
        ("量化目标", row.targets),
    ]
    told = "".join(f"<dt>{label}</dt><dd>{_text('、'.join(items))}</dd>" for label, items in lists if items)
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
                _text(word.text) if word.kind == "same" else f"<{mark}>{_text(word.text)}</{mark}>"
                for word in passage.words
                if word.kind in {"same", mine}
            )
            # The line break behind a sentence is none of its words.
            return words + own[len(own.rstrip()) :]
        case "moved" if own:
            return f'<span class="moved" title="移动">{_text(own)}</span>'
        case "removed" | "added" if own:
            return f"<{mark}>{_text(own)}</{mark}>"
        case "elsewhere" if own:
            return f'<span class="elsewhere" title="在另一对应任务中">{_text(own)}</span>'
    return _text(own)


def _matrix(matrix: PlanMatrix) -> Iterator[str]:
    yield f"<header><h1>对照表</h1><p>{_text(labels.heading(matrix.base))}</p>"
    yield '<ul class="legend">'
    yield from (f'<li class="{state}">{label}</li>' for state, label in labels.STATES.items())
    yield "</ul></header>"
    yield '<main class="wide"><table class="heat">'
    heads = "".join(
        f'<th scope="col" title="{_text(labels.heading(plan))}">{_text(labels.short(plan))}</th>'
        for plan in matrix.plans
    )
    yield f'<thead><tr><th scope="col">任务</th>{heads}</tr></thead><tbody>'
    for row in matrix.rows:
        cells = "".join(_cell(cell) for cell in row.cells)
        name = f"{row.id} {row.title or glimpse(row.text)}"
        yield f'<tr><th scope="row">{_text(name)}</th>{cells}</tr>'
    yield "</tbody><tfoot>"
    for label, values in labels.matrix_totals(matrix):
        cells = "".join(f"<td>{_text(value)}</td>" for value in values)
        yield f'<tr><th scope="row">{_text(label)}</th>{cells}</tr>'
    yield "</tfoot></table></main>"


def _cell(cell: Cell) -> str:
    told = f"相似度 {cell.similarity:.2f}，变化 {cell.changes} 处" if cell.tasks else "没有对应的任务"
    tasks = f"<small>{_text('、'.join(cell.tasks))}</small>" if cell.tasks else ""
    # The more alike a changed task is, the nearer its colour is to that of one taken over.
    alike = f"--alike: {cell.similarity:.2f}"
    return f'<td class="{cell.state}" style="{alike}" title="{told}">{labels.STATES[cell.state]}{tasks}</td>'
