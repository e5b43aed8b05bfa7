"""A difference to look at in a terminal: both plans in numbers, then each pair with what changed, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from fupin_extract.records.diff import Change, Evidence, Pair, PlanDiff, PlanMatrix, Word
from fupin_extract.write.diff import phrases, sheets
from fupin_extract.write.formats.table import indented, plain, printed, table
from fupin_extract.write.labels import CHANGES, heading

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

# A terminal without colour shows what was dropped and added in brackets.
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
_EVIDENCE = ("title", "text", "covered_a", "covered_b", "main_a", "main_b", "offices")
_STYLES = {"removed": "red", "added": "green", "same": ""}


def draw(diff: PlanDiff | PlanMatrix, looks: Looks) -> Iterator[bytes]:
    """The whole difference."""
    if isinstance(diff, PlanMatrix):
        yield printed([table(sheets.matrix(phrases.heading(diff.base), diff))], looks)
    else:
        yield printed(_Diff(diff, colour=looks.colour).show(), looks)


class _Diff:
    """Shows one difference."""

    def __init__(self, diff: PlanDiff, *, colour: bool) -> None:
        self.diff = diff
        self.colour = colour
        self.a, self.b = phrases.rows(diff.a), phrases.rows(diff.b)

    def show(self) -> Iterator[RenderableType]:
        """Numbers, pairs, tasks of one plan only, offices."""
        yield table(sheets.plans(self.diff))
        several = self.diff.several()
        for pair in self.diff.every_pair:
            if pair.changes or pair.evidence or (pair.a, pair.b) in several:
                yield from self._pair(pair)
        for label, only, tasks in (
            (phrases.ONLY_A, self.diff.every_only_a, self.a),
            (phrases.ONLY_B, self.diff.every_only_b, self.b),
        ):
            if only:
                yield Text(f"\n{label}", style="bold")
                yield from (indented(plain(phrases.name(tasks[task]))) for task in only)
        if self.diff.summary.offices:
            yield ""
            yield table(sheets.offices(self.diff))

    def _pair(self, pair: Pair) -> Iterator[RenderableType]:
        title = plain(f"{phrases.name(self.a[pair.a])}  ⇄  {phrases.name(self.b[pair.b])}")
        title.stylize("bold")
        title.append(f"  {phrases.judged(pair)}", style="dim")
        yield ""
        yield title
        if pair.evidence:
            yield indented(plain(_why(pair.evidence)))
        for field, label in phrases.FIELDS.items():
            for change in pair.changes:
                if change.field == field:
                    yield indented(plain(label) + self._change(change))

    def _change(self, change: Change) -> Text:
        """What follows the name of the field: without a blank, behind which a terminal would break the line."""
        words = change.words
        if change.kind == "added":
            words = (Word(kind="added", text=change.b or ""),)
        elif change.kind == "removed":
            words = (Word(kind="removed", text=change.a or ""),)
        if words:
            return plain(f"{CHANGES[change.kind]}：") + self._words(words)
        return plain(phrases.phrase(change) if change.to is None else f"：{phrases.phrase(change)}")

    def _words(self, words: Sequence[Word]) -> Text:
        found = Text()
        for word in words:
            before, after = ("", "") if self.colour else _MARKS[word.kind]
            piece = plain(f"{before}{word.text.strip()}{after}")
            piece.stylize(_STYLES[word.kind])
            found += piece
        return found


def _why(evidence: Evidence) -> str:
    """What spoke for a pair."""
    values = {name: getattr(evidence, name) for name in _EVIDENCE}
    told = "，".join(f"{heading(name, of='diff')} {value:.2f}" for name, value in values.items() if value is not None)
    return f"依据：{told}；共有词：{'、'.join(evidence.words) or '无'}"
