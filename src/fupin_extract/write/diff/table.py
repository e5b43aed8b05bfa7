"""A difference to look at in a terminal: both plans in numbers, then each pair with what changed, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fupin_extract.records.diff import Change, Evidence, Pair, PlanDiff, PlanMatrix, Word
from fupin_extract.write.diff import labels
from fupin_extract.write.table import plain

# A terminal without colour shows what was dropped and added in brackets.
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
_STYLES = {"removed": "red", "added": "green", "same": ""}
_STATES = {"taken_over": "green", "changed": "yellow", "partial": "cyan", "missing": "red"}


def to_table(diff: PlanDiff | PlanMatrix, *, width: int, colour: bool) -> bytes:
    """The whole difference, ``width`` columns wide."""
    out = StringIO()
    # An empty environment: the same bytes wherever this runs.
    console = Console(
        file=out,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    if isinstance(diff, PlanMatrix):
        _matrix(console, diff)
    else:
        _Diff(console, diff, colour=colour).show()
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]).encode()


def _matrix(console: Console, matrix: PlanMatrix) -> None:
    heads = [labels.short(plan) for plan in matrix.plans]
    lines: list[list[Text]] = []
    for row in matrix.rows:
        cells = [
            Text(f"{labels.STATES[c.state]} {'、'.join(c.tasks)}".strip(), style=_STATES[c.state]) for c in row.cells
        ]
        lines.append([plain(row.id), plain(row.title), *cells])
    lines += [[Text(), plain(label), *map(plain, cells)] for label, cells in labels.matrix_totals(matrix)]
    console.print(_table(labels.heading(matrix.base), ["编号", "任务", *heads], lines))


def _table(title: str, heads: Sequence[str], lines: Iterable[Sequence[Text]]) -> Table:
    table = Table(box=SIMPLE_HEAD, title=plain(title), title_justify="left", title_style="")
    for place, head in enumerate(heads):
        table.add_column(plain(head), overflow="fold", no_wrap=place == 0)
    for line in lines:
        table.add_row(*line)
    return table


class _Diff:
    """Prints one difference."""

    def __init__(self, console: Console, diff: PlanDiff, *, colour: bool) -> None:
        self.console = console
        self.diff = diff
        self.colour = colour
        self.a, self.b = labels.rows(diff.a), labels.rows(diff.b)

    def show(self) -> None:
        """Numbers, pairs, tasks of one plan only, offices."""
        lines = [[plain(cell) for cell in line] for line in labels.plans_table(self.diff)]
        self.console.print(_table(labels.counts(self.diff), ["", "甲", "乙"], lines))
        several = self.diff.several()
        for pair in self.diff.every_pair:
            if pair.changes or pair.evidence or (pair.a, pair.b) in several:
                self._pair(pair)
        for label, only, tasks in (
            ("仅甲有", self.diff.every_only_a, self.a),
            ("仅乙有", self.diff.every_only_b, self.b),
        ):
            if only:
                self.console.print(Text(f"\n{label}", style="bold"))
                for task in only:
                    self._line(plain(labels.name(tasks[task])))
        self._offices()

    def _pair(self, pair: Pair) -> None:
        title = plain(f"{labels.name(self.a[pair.a])}  ⇄  {labels.name(self.b[pair.b])}")
        title.stylize("bold")
        title.append(f"  {labels.judged(pair)}", style="dim")
        self.console.print()
        self.console.print(title)
        if pair.evidence:
            self._line(plain(_why(pair.evidence)))
        for field, label in labels.FIELDS.items():
            for change in pair.changes:
                if change.field == field:
                    self._line(plain(label) + self._change(change))

    def _change(self, change: Change) -> Text:
        """What follows the name of the field: without a blank, behind which a terminal would break the line."""
        words = change.words
        if change.kind == "added":
            words = (Word(kind="added", text=change.b or ""),)
        elif change.kind == "removed":
            words = (Word(kind="removed", text=change.a or ""),)
        if words:
            return plain(f"{labels.KINDS[change.kind]}：") + self._words(words)
        return plain(labels.phrase(change) if change.to is None else f"：{labels.phrase(change)}")

    def _words(self, words: Sequence[Word]) -> Text:
        found = Text()
        for word in words:
            before, after = ("", "") if self.colour else _MARKS[word.kind]
            piece = plain(f"{before}{word.text.strip()}{after}")
            piece.stylize(_STYLES[word.kind])
            found += piece
        return found

    def _line(self, text: Text) -> None:
        self.console.print(Padding(text, (0, 0, 0, 2)))

    def _offices(self) -> None:
        loads = self.diff.summary.offices
        if loads:
            lines = [[plain(load.name), plain(str(load.a)), plain(str(load.b))] for load in loads]
            self.console.print()
            self.console.print(_table("单位承担的任务数（有增减的）", ["单位", "甲", "乙"], lines))


def _why(evidence: Evidence) -> str:
    """What spoke for a pair."""
    parts = [
        ("标题", evidence.title),
        ("文字", evidence.text),
        ("甲见于乙", evidence.covered_a),
        ("乙见于甲", evidence.covered_b),
        ("甲主要工作见于乙", evidence.main_a),
        ("乙主要工作见于甲", evidence.main_b),
        ("单位", evidence.offices),
    ]
    told = "，".join(f"{label} {value:.2f}" for label, value in parts if value is not None)
    return f"依据：{told}；共有词：{'、'.join(evidence.words) or '无'}"
