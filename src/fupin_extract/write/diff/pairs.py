"""The page of two plans: what changed first, then the pairs, the most telling first, what one plan alone has, and the
numbers of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.records.diff import Pair, PlanDiff, Row
from fupin_extract.records.notice import UNIT_FIELDS
from fupin_extract.write.diff import first, marked, naming, phrases, sheets, telling
from fupin_extract.write.diff.controls import controls
from fupin_extract.write.diff.marked import Side
from fupin_extract.write.formats import html
from fupin_extract.write.formats.html import plain
from fupin_extract.write.labels import RELATIONS, heading

_KINDS: dict[telling.Kind, str] = {
    "deadlines": heading("deadline"),
    "targets": "数字",
    "units": heading("offices"),
    "text": heading("text", of="diff"),
    "several": "拆分合并",
}


def anchor(side: str, task: str) -> str:
    """An id of the page for a task: 2#2.1 is a-2_2.1."""
    return f"{side}-{task.replace('#', '_')}"


class Sides:
    """The page of two plans."""

    def __init__(self, diff: PlanDiff) -> None:
        self.diff = diff
        self.names = dict(zip(("a", "b"), naming.sides(diff), strict=True))
        self.rows = {"a": phrases.rows(diff.a), "b": phrases.rows(diff.b)}
        self.several = diff.several()
        self.partners: dict[tuple[str, str], list[str]] = {}
        for pair in diff.every_pair:
            self.partners.setdefault(("a", pair.a), []).append(pair.b)
            self.partners.setdefault(("b", pair.b), []).append(pair.a)
        self.shown: set[str] = set()
        every = telling.in_order(diff)
        self.changed = [(place, pair) for place, pair in every if pair.changes]
        self.equal = [(place, pair) for place, pair in every if not pair.changes]

    def show(self) -> Iterator[str]:
        """All of the page."""
        yield from self._top()
        yield "<main>"
        yield from first.show(self.diff, self.names, [pair for _, pair in self.changed])
        if self.changed:
            yield f'<section id="pairs" class="list"><h2>有变化的任务 <small>{len(self.changed)} 对</small></h2>'
            for rank, (place, pair) in enumerate(self.changed):
                yield from self._pair(pair, place, rank)
            yield "</section>"
        for side, only in self._alone():
            if only:
                yield from self._only(side, only)
        if self.equal:
            yield f'<details id="equal" class="list"><summary><h2>无变化的任务 <small>{len(self.equal)} 对</small></h2>'
            yield "</summary>"
            for place, pair in sorted(self.equal, key=lambda item: item[0]):
                yield from self._pair(pair, place, place)
            yield "</details>"
        yield from self._numbers()
        yield "</main>"

    def _alone(self) -> tuple[tuple[Side, Sequence[str]], ...]:
        return ("a", self.diff.every_only_a), ("b", self.diff.every_only_b)

    def _top(self) -> Iterator[str]:
        """What stays in sight: both names, and what the page is steered by."""
        yield f'<header id="top"><h1 class="away">{RELATIONS[self.diff.relation]}对照</h1><div class="sides">'
        for side, name in self.names.items():
            title = f"<span>{plain(name.title)}</span>" if name.title != name.label else ""
            about = f"<small>{plain(name.about)}</small>" if name.about else ""
            yield f'<div class="plan {side}"><b>{plain(name.label)}</b>{title}{about}</div>'
        yield "</div>"
        count: dict[str, int] = dict.fromkeys(_KINDS, 0)
        for _, pair in (*self.changed, *self.equal):
            for kind in self._kinds(pair):
                count[kind] = count.get(kind, 0) + 1
        filters = [(kind, label, count[kind]) for kind, label in _KINDS.items()]
        filters += [
            ("only_a", f"仅{self.names['a'].label}有", len(self.diff.every_only_a)),
            ("only_b", f"仅{self.names['b'].label}有", len(self.diff.every_only_b)),
            ("equal", "无变化", len(self.equal)),
        ]
        yield from controls(filters, heading("change"), sortable=True)
        yield "</header>"

    def _kinds(self, pair: Pair) -> list[telling.Kind]:
        return telling.kinds(pair, (pair.a, pair.b) in self.several)

    def _pair(self, pair: Pair, place: int, rank: int) -> Iterator[str]:
        kinds = self._kinds(pair)
        yield (
            f'<article class="pair {pair.strength}" id="pair-{place}" data-kinds="{" ".join(kinds)}"'
            f' data-place="{place}" data-rank="{rank}">'
        )
        tags = "".join(f'<li class="{kind}">{_KINDS[kind]}</li>' for kind in kinds if kind in _KINDS)
        yield f'<p class="what"><span>{phrases.judged(pair)}</span></p>'
        if tags:
            yield f'<ul class="tags" aria-label="变化">{tags}</ul>'
        yield from first.facts(pair)
        if pair.changes and pair.passages and not telling.shares_much(pair):
            yield '<p class="hint">两段文字相同之处不多，<span class="common">相同的词句</span>加了下划线。</p>'
        yield '<div class="sides">'
        yield from self._side(self.rows["a"][pair.a], "a", pair)
        yield from self._side(self.rows["b"][pair.b], "b", pair)
        yield "</div></article>"

    def _side(self, row: Row, side: Side, pair: Pair) -> Iterator[str]:
        label = f"{self.names[side].label} {row.id}"
        yield f'<div{self._id(row, side)} class="side {side}" role="group" aria-label="{plain(label)}">'
        yield f'<h3><span class="whose">{plain(self.names[side].label)}</span> {plain(phrases.name(row))}</h3>'
        others = [task for task in self.partners[side, row.id] if task != (pair.b if side == "a" else pair.a)]
        if others:
            other: Side = "b" if side == "a" else "a"
            links = "、".join(f'<a href="#{anchor(other, task)}">{plain(task)}</a>' for task in others)
            yield f'<p class="links">另对应{plain(self.names[other].label)} {links}</p>'
        yield f"<p>{marked.text(pair, side) if pair.passages else plain(row.text)}</p>"
        yield from _facts(row)
        yield "</div>"

    def _id(self, row: Row, side: str) -> str:
        """The first time that a task is shown it has the id that links lead to."""
        name = anchor(side, row.id)
        if name in self.shown:
            return ""
        self.shown.add(name)
        return f' id="{name}"'

    def _only(self, side: Side, tasks: Sequence[str]) -> Iterator[str]:
        """Tasks that have no counterpart: what is to be done and by whom, the text behind it."""
        name = plain(self.names[side].label)
        yield f'<section id="only-{side}" class="list only"><h2>仅{name}有的任务 <small>{len(tasks)} 项</small></h2>'
        for place, task in enumerate(tasks):
            row = self.rows[side][task]
            yield (
                f'<article class="alone"{self._id(row, side)} data-kinds="only_{side}" data-place="{place}"'
                f' data-rank="{place}">'
            )
            yield f"<h3>{plain(phrases.name(row))}</h3>"
            yield from _facts(row)
            if row.text.strip() not in ("", row.title):
                yield f"<details><summary>原文（{len(row.text)} 字）</summary><p>{plain(row.text)}</p></details>"
            yield "</article>"
        yield "</section>"

    def _numbers(self) -> Iterator[str]:
        """The statistics, which are printed too."""
        diff, labels = self.diff, [name.label for name in self.names.values()]
        tables = [
            (sheets.plans(diff, labels), "两个方案"),
            *([(sheets.totals(diff), "")] if diff.summary.changes else []),
            *([(sheets.offices(diff, labels), "")] if diff.summary.offices else []),
            *([(sheets.figures(diff, labels), "")] if diff.summary.figures else []),
        ]
        yield '<section id="numbers"><h2>统计</h2><div class="tables">'
        for sheet, title in tables:
            name = plain(title or sheet.title)
            yield f"<figure><figcaption>{name}</figcaption>"
            yield f'<div class="wide" tabindex="0" role="group" aria-label="{name}">'
            yield from html.table(sheet)
            yield "</div></figure>"
        yield "</div></section>"


def _facts(row: Row) -> Iterator[str]:
    lists = [(heading(field), getattr(row, field)) for field in (*UNIT_FIELDS.values(), "deadlines", "targets")]
    told = "".join(f"<dt>{label}</dt><dd>{plain('、'.join(items))}</dd>" for label, items in lists if items)
    if told:
        yield f"<dl>{told}</dl>"
