"""A difference as Markdown: headings, tables, and what changed as lists; what was dropped is struck, what was added
bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from fupin_extract.records.diff import Change, Pair, PlanDiff, PlanMatrix
from fupin_extract.write.diff import labels

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_markdown(diff: PlanDiff | PlanMatrix) -> bytes:
    """The whole difference."""
    lines = _matrix(diff) if isinstance(diff, PlanMatrix) else _diff(diff)
    return "".join(f"{line}\n" for line in lines).encode()


def _plain(text: str) -> str:
    """Text that is shown as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_plain, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    for line in lines:
        yield f"| {' | '.join(map(_plain, line))} |"


def _matrix(matrix: PlanMatrix) -> Iterator[str]:
    yield f"# 对照表：{_plain(labels.heading(matrix.base))}"
    yield ""
    lines = [
        [row.id, row.title, *(f"{labels.STATES[c.state]} {'、'.join(c.tasks)}".strip() for c in row.cells)]
        for row in matrix.rows
    ]
    lines += [["", label, *cells] for label, cells in labels.matrix_totals(matrix)]
    yield from _table(["编号", "任务", *map(labels.short, matrix.plans)], lines)


def _diff(diff: PlanDiff) -> Iterator[str]:
    yield "# 方案对照"
    yield from ("", labels.counts(diff), "")
    yield from _table(["", "甲", "乙"], labels.plans_table(diff))
    a, b = labels.rows(diff.a), labels.rows(diff.b)
    if diff.every_pair:
        yield from ("", "## 对应的任务")
    for pair in diff.every_pair:
        yield from ("", f"### {_plain(labels.name(a[pair.a]))} ⇄ {_plain(labels.name(b[pair.b]))}", "")
        yield labels.judged(pair)
        yield from _changes(pair)
    for title, only, tasks in (("仅甲有", diff.every_only_a, a), ("仅乙有", diff.every_only_b, b)):
        if only:
            yield from ("", f"## {title}", "")
            yield from (f"- {_plain(labels.name(tasks[task]))}" for task in only)
    if diff.summary.offices:
        yield from ("", "## 单位承担的任务数（有增减的）", "")
        yield from _table(["单位", "甲", "乙"], [(o.name, str(o.a), str(o.b)) for o in diff.summary.offices])


def _changes(pair: Pair) -> Iterator[str]:
    if pair.changes:
        yield ""
    for field, label in labels.FIELDS.items():
        for change in pair.changes:
            if change.field == field:
                yield f"- {label} {_change(change)}"


def _change(change: Change) -> str:
    if change.words:
        marks = {"same": "", "removed": "~~", "added": "**"}
        pieces = ((marks[word.kind], _plain(word.text)) for word in change.words)
        return f"{labels.KINDS[change.kind]}：" + "".join(
            f"{mark}{text}{mark}" if text else "" for mark, text in pieces
        )
    return _plain(labels.phrase(change))
