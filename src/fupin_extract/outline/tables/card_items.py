"""What cards are made of: the fields that labels tell.

Each is a line of its own (责任单位：县交通局) or two cells of a table (责任单位 | 县交通局).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from fupin_extract.outline.model import Line
from fupin_extract.outline.tables.columns import NAMES, Headings, TableColumn, bare
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText
from fupin_extract.plain_class import dataclass
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import when_needed
from fupin_extract.text.span import Span

_EMPTY = Mapped("", range(0))
# A label is no longer, with its brackets and blanks.
_LONGEST_LABEL = 16
_NO_LABEL = "，。；、“”《》|\t"
_BRACKETS = "【】[]〔〕"
# 整改任务一, 问题（12）, 项目之三: what the task is called, and its number.
_NUMBERED = r"(?P<of>[^\d一二三四五六七八九十百第（]{2,8})(?:之|第|（)?(?P<n>[一二三四五六七八九十百]{1,5}|\d{1,3})）?"

# 1.项目名称, 二、反馈问题: its number alone.
_COUNTED = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[.、．] ?"
_COUNTS = frozenset("0123456789一二三四五六七八九十")


@dataclass(slots=True)
class CardItem:
    """A field of a card, or a line that is none: then it has no ``column``.

    ``label`` is what it is called, without a number of its own; ``number`` that, as it stands (整改任务一); ``box`` the
    table that it stands in, from 1, or 0.
    """

    span: Span
    lines: list[Mapped]
    label: str = ""
    number: Mapped = field(default_factory=lambda: _EMPTY)
    column: TableColumn | None = None
    box: int = 0

    @property
    def text(self) -> str:
        """Its value, without breaks."""
        return "".join(line.text for line in self.lines)

    @property
    def holds(self) -> str:
        """What it tells; empty for a line that is no field."""
        return self.column.holds if self.column is not None else ""

    @property
    def key(self) -> tuple[str, bool]:
        """What the first fields of cards have in common."""
        return self.label, bool(self.number.text)


def read_items(
    lines: Sequence[Line], grids: Sequence[Grid], taken: Sequence[Span], headings: Headings
) -> list[CardItem]:
    """The fields and the other lines of a text, in order, but for what stands in other tables (``taken``)."""
    labels = _Labels(headings)
    boxes = [(start, end, box) for box, grid in enumerate(grids, 1) for start, end in grid.parts]
    apart = sorted([*boxes, *((start, end, 0) for start, end in taken)])
    starts = [start for start, _, _ in apart]
    read, items = set[int](), list[CardItem]()
    for line in lines:
        at = bisect_left(starts, line.start + 1) - 1
        if at >= 0 and line.start < apart[at][1]:
            box = apart[at][2]
            if box and box not in read:
                read.add(box)
                items += _boxed(grids[box - 1], box, labels)
            elif not box and (not items or items[-1].label != "\t"):
                items.append(CardItem((line.start, line.end), [], "\t"))  # no card goes on behind another table
        elif line.text:
            items.append(labels.item(line.mapped, (line.start, line.end)))
    seen = Counter(item.label for item in items if item.holds == "unknown" and not item.box)
    for item in items:
        if item.holds == "unknown" and not item.box and seen[item.label] < 2:
            item.lines, item.label, item.column = [_whole(item, lines)], "", None
    return items


def _whole(item: CardItem, lines: Sequence[Line]) -> Mapped:
    return lines[bisect_left(lines, item.span[0], key=lambda line: line.start)].mapped


class _Labels:
    """What the labels of a text tell, each looked up once."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._known: dict[str, TableColumn] = {}
        self._numbered = when_needed(_NUMBERED)
        self._counted = when_needed(_COUNTED)

    def column(self, label: str) -> TableColumn:
        """What a field of this label tells."""
        if label not in self._known:
            self._known[label] = self._headings.column(label)
        return self._known[label]

    def item(self, line: Mapped, span: Span) -> CardItem:
        """A line as a field, or as a line that is none."""
        text = line.text
        end = text.find("：", 0, _LONGEST_LABEL + 1)
        if end < 0 and text[0] in _BRACKETS:
            end = text.find("】", 0, _LONGEST_LABEL + 1)
        alone = end < 0 and len(text) <= _LONGEST_LABEL
        if end < 0 and not alone:
            return CardItem(span, [line])
        # 1.项目名称：X
        count = self._counted.match(text) if end > 0 and text[0] in _COUNTS else None
        label = bare(text if alone else text[count.end() if count else 0 : end]).strip(_BRACKETS)
        value = _stripped(line[end + 1 :]) if not alone else _EMPTY
        if not label or any(sign in label for sign in _NO_LABEL):
            return CardItem(span, [line])
        numbered = self._numbered.fullmatch(label)
        if numbered and self.column(numbered["of"]).holds in NAMES:
            said = line[: len(text) if alone else end]
            lines = [value] if value.text else []
            return CardItem(span, lines, numbered["of"], _unbracketed(said), self.column(numbered["of"]))
        if alone or (count and not (value.text and self.column(label).holds in NAMES)):
            return CardItem(span, [line])
        number = line[: count.end("n")] if count else _EMPTY
        return CardItem(span, [value] if value.text else [], label, number, self.column(label))

    def pair(self, label: GridText, value: GridText | None, row: GridRow, box: int) -> CardItem:
        """Two cells as a field."""
        called = bare(label.text).strip(f"：{_BRACKETS}")
        lines = value.lines if value is not None else []
        number = _EMPTY
        if called[:1] in _COUNTS and (count := self._counted.match(called)):
            whole = Mapped.join(label.lines)
            left = len(whole.text) - len(whole.text.lstrip())
            called, number = called[count.end() :], whole[left : left + count.end("n")]
        return CardItem(row.printed, list(lines), called, number, self.column(called), box)


def _boxed(grid: Grid, box: int, labels: _Labels) -> Iterator[CardItem]:
    """The fields of a table whose rows are labels with their values beside them."""
    above: GridText | None = None
    count: GridText | None = None
    item: CardItem | None = None
    for row in grid.rows:
        cells = row.distinct()
        if len(cells) > 2 and len(cells) % 2 and cells[0].rows > 1:
            # The number of a card beside all of its rows.
            if cells[0] is not count and cells[0].lines:
                count = cells[0]
                yield CardItem(row.printed, list(count.lines), "序号", _EMPTY, labels.column("序号"), box)
            cells = cells[1:]
        if len(cells) == 1 or not any(cell.lines for cell in cells[1:]):
            if cells and cells[0].lines:
                item, above = labels.item(Mapped.join(cells[0].lines), row.printed), None
                item.box = box
                yield item
            continue
        if cells[0] is above and item is not None and len(cells) == 2:
            item.lines += cells[1].lines  # a label that is merged downwards
            item.span = item.span[0], row.printed[1]
            continue
        for label, value in zip(cells[::2], [*cells[1::2], None], strict=False):
            if label.lines:
                item = labels.pair(label, value, row, box)
                yield item
        above = cells[0]


def _stripped(text: Mapped) -> Mapped:
    left = len(text.text) - len(text.text.lstrip())
    return text[left : len(text.text.rstrip())]


def _unbracketed(text: Mapped) -> Mapped:
    left = len(text.text) - len(text.text.lstrip(_BRACKETS))
    return _stripped(text[left : len(text.text.rstrip(_BRACKETS))])
