"""A difference as Markdown: headings, tables, and what changed as lists; what was dropped is struck, what was added
bold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fupin_extract.records.diff import Change, Pair, PlanDiff, PlanMatrix
from fupin_extract.write.diff import phrases, sheets
from fupin_extract.write.formats import markdown
from fupin_extract.write.formats.markdown import plain
from fupin_extract.write.labels import CHANGES

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks


def draw(diff: PlanDiff | PlanMatrix, looks: Looks) -> Iterable[bytes]:
    """The whole difference."""
    if isinstance(diff, PlanMatrix):
        title = f"对照表：{phrases.heading(diff.base)}"
        return markdown.draw([sheets.matrix(title, diff)], looks)
    return [markdown.written(_diff(diff))]


def _diff(diff: PlanDiff) -> Iterator[str]:
    yield "# 方案对照"
    yield from ("", phrases.counts(diff), "")
    yield from markdown.table(sheets.plans(diff))
    a, b = phrases.rows(diff.a), phrases.rows(diff.b)
    if diff.every_pair:
        yield from ("", "## 对应的任务")
    for pair in diff.every_pair:
        yield from ("", f"### {plain(phrases.name(a[pair.a]))} ⇄ {plain(phrases.name(b[pair.b]))}", "")
        yield phrases.judged(pair)
        yield from _changes(pair)
    for title, only, tasks in ((phrases.ONLY_A, diff.every_only_a, a), (phrases.ONLY_B, diff.every_only_b, b)):
        if only:
            yield from ("", f"## {title}", "")
            yield from (f"- {plain(phrases.name(tasks[task]))}" for task in only)
    if diff.summary.offices:
        offices = sheets.offices(diff)
        yield from ("", f"## {offices.title}", "", *markdown.table(offices))


def _changes(pair: Pair) -> Iterator[str]:
    if pair.changes:
        yield ""
    for field, label in phrases.FIELDS.items():
        for change in pair.changes:
            if change.field == field:
                yield f"- {label} {_change(change)}"


def _change(change: Change) -> str:
    if change.words:
        marks = {"same": "", "removed": "~~", "added": "**"}
        pieces = ((marks[word.kind], plain(word.text)) for word in change.words)
        return f"{CHANGES[change.kind]}：" + "".join(f"{mark}{text}{mark}" if text else "" for mark, text in pieces)
    return plain(phrases.phrase(change))
