"""The first screen of a comparison: what changed in times, numbers, offices and tasks, each with its most telling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fupin_extract.records.diff import Change, Pair, PlanDiff
from fupin_extract.write.diff import phrases, telling
from fupin_extract.write.diff.naming import Named
from fupin_extract.write.formats.html import plain
from fupin_extract.write.labels import CHANGES, heading
from fupin_extract.write.sheets import glimpse

# So many of a kind are told; the rest is counted.
_FEW = 6
# A task is named by so many characters.
_SHORT = 18
_CARDS: tuple[tuple[telling.Kind, str], ...] = (
    ("deadlines", heading("deadline")),
    ("targets", "数字"),
    ("units", heading("offices")),
)


def show(diff: PlanDiff, names: Mapping[str, Named], pairs: Sequence[Pair]) -> Iterator[str]:
    """The summary; ``pairs`` are those with changes, the most telling first."""
    yield '<section id="first"><h2>变化概览</h2>'
    yield f'<p class="counts">{plain(phrases.counts(diff))}</p><div class="cards">'
    places = {(pair.a, pair.b): place for place, pair in enumerate(diff.every_pair)}
    rows = phrases.rows(diff.a)
    for kind, label in _CARDS:
        found = _first(pairs, kind)
        yield f'<section class="card {kind}"><h3>{label} <b>{len(found)}</b></h3>'
        if found:
            yield f"<p>{_by_kind([change for _, change in found])}</p><ul>"
            for pair, change in found[:_FEW]:
                task = plain(glimpse(phrases.name(rows[pair.a]), _SHORT))
                yield f'<li><a href="#pair-{places[pair.a, pair.b]}">{task}</a> {_changed([change])}</li>'
            yield "</ul>"
            yield from _rest(len(found) - _FEW, "处")
        else:
            yield "<p>没有变化</p>"
        yield "</section>"
    yield from _tasks(diff, names, pairs)
    yield "</div></section>"


def _first(pairs: Sequence[Pair], kind: telling.Kind) -> list[tuple[Pair, Change]]:
    """The changes of a kind: the most telling first, and of these one of each pair before the second of any."""
    found = []
    for pair in pairs:
        met: Counter[float] = Counter()
        for change in pair.changes:
            if telling.kind_of(change) == kind:
                weight = telling.weight(change)
                found.append((-weight, met[weight], pair, change))
                met[weight] += 1
    return [(pair, change) for _, _, pair, change in sorted(found, key=lambda item: item[:2])]


def _by_kind(changes: Sequence[Change]) -> str:
    counted = Counter(change.kind for change in changes)
    return " · ".join(f"{word} {counted[kind]}" for kind, word in CHANGES.items() if counted[kind])


def _rest(count: int, what: str) -> Iterator[str]:
    if count > 0:
        yield f'<p class="rest">另有 {count} {what}，见下</p>'


def _tasks(diff: PlanDiff, names: Mapping[str, Named], pairs: Sequence[Pair]) -> Iterator[str]:
    """What only one plan has; and how many texts were reworded."""
    alone = (("a", diff.every_only_a, diff.a), ("b", diff.every_only_b, diff.b))
    yield f'<section class="card tasks"><h3>任务 <b>{sum(len(only) for _, only, _ in alone)}</b></h3>'
    reworded = sum(any(change.field == "text" for change in pair.changes) for pair in pairs)
    several = len(diff.several())
    told = [f"文字有改动 {reworded} 对"] + [f"拆分或合并 {several} 对"] * bool(several)
    yield f"<p>{' · '.join(told)}</p>"
    for side, only, plan in alone:
        yield f'<p><a href="#only-{side}">' if only else "<p>"
        yield f"仅{plain(names[side].label)}有 {len(only)} 项{'</a>' if only else ''}</p>"
        if only:
            rows = phrases.rows(plan)
            titles = "；".join(plain(glimpse(phrases.name(rows[task]), _SHORT)) for task in only[: _FEW // 2])
            yield f'<p class="rest">{titles}{" 等" if len(only) > _FEW // 2 else ""}</p>'
    yield "</section>"


def facts(pair: Pair) -> Iterator[str]:
    """What changed in a pair, but for its text: a line a field and a kind of change."""
    lines: dict[tuple[str, str], list[Change]] = {}
    for field in phrases.FIELDS:
        for change in pair.changes:
            if change.field == field != "text":
                # What is only there or only gone stands in one line: 删去 县财政局、县教育局.
                alone = "" if change.kind in ("added", "removed") else f"{change.a}{change.b}"
                lines.setdefault((field, f"{change.kind}{alone}"), []).append(change)
    items = [
        f'<li class="{telling.kind_of(changes[0])}"><b>{phrases.FIELDS[changes[0].field]}</b> {_changed(changes)}</li>'
        for changes in lines.values()
    ]
    if items:
        yield f'<ul class="facts">{"".join(items)}</ul>'


def _changed(changes: Sequence[Change]) -> str:
    """Changes of one kind as one phrase, the kind before it: 推迟 2020年底前 → 2021年底前."""
    word = CHANGES[changes[0].kind]
    rest = "、".join(phrases.phrase(change).removeprefix(f"{word}：") for change in changes)
    return f'<i class="{changes[0].kind}">{word}</i> {plain(rest)}'
