"""Cards: tasks that are told field by field, one card below another, as the rows of a task table.

    序号：1                      整改任务一：污水直排
    重点任务：修路               整改目标：污水全部收集
    责任单位：县交通局           整改时限：2024年底前
    序号：2                      整改任务二：…
    …

A card begins with the field that begins the others. What a field says may go on over lines. A heading between two cards
(二、…) is a section, as a row over a whole table is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from fupin_extract.outline.lines import Layout
from fupin_extract.outline.model import Line
from fupin_extract.outline.numbering import Styles, compile_styles
from fupin_extract.outline.tables.card_items import CardItem, read_items
from fupin_extract.outline.tables.columns import ANSWERS, NAMES, TableColumn, compile_columns, is_task_table, settled
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText
from fupin_extract.outline.tables.heading_rows import Heading, is_card
from fupin_extract.outline.tables.task_rows import TaskTable, read_rows
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped

# What a card says in one line, and what it may say in several.
_SHORT = frozenset((*ANSWERS, "person", "time", "number"))
_NAMING = frozenset(NAMES)
# A card has so many fields at least, and no more lines; so many lines at the most stand between two.
_LEAST_FIELDS, _MOST_LINES, _MOST_BETWEEN = 3, 120, 2
# A card alone is one only in a table, where it has so many fields.
_LEAST_ALONE = 4
_LONGEST_HEADING = 60
# What a line ends with that goes on in the next one.
_OPEN = "、，；：（"
# The usual rank of the outermost numbering that stands inside a card.
_INNER = 6


@dataclass(slots=True)
class _Card:
    """A card: its fields, the lines between it and the one above, and the item behind its last line."""

    fields: list[CardItem]
    end: int
    above: list[CardItem] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [item.label for item in self.fields]


def with_cards(tables: Sequence[TaskTable], lines: Sequence[Line], layout: Layout, rules: RuleSet) -> list[TaskTable]:
    """The tables of a document and the cards in it, in order; tables that are cards are no other tables."""
    headings, styles = rules.get(compile_columns), rules.get(compile_styles)
    loose = [table for table in tables if not table.nodes and table.grid is not None and is_card(table.grid, headings)]
    grids = [table.grid for table in loose if table.grid is not None]
    taken = [part for table in tables if table not in loose for part in table.parts]
    items = read_items(lines, grids, taken, headings)
    found = [_table(cards, layout, rules) for cards in _runs(items, layout, styles)]
    found = [table for table in found if table.nodes]
    if not found:
        return list(tables)
    whole = [part for table in found for part in table.parts]
    kept = [t for t in tables if not any(start <= t.parts[0][0] < end for start, end in whole)]
    return sorted([*kept, *found], key=lambda table: table.parts[0])


def _runs(items: Sequence[CardItem], layout: Layout, styles: Styles) -> Iterator[list[_Card]]:
    """The cards that stand one below another."""
    often = Counter(item.key for item in items if _begins(item))
    at = 0
    while at < len(items):
        item, after = items[at], at + 1
        if _begins(item) and (often[item.key] > 1 or item.box):
            cards = _CardReader(items, layout, styles).cards(at)
            if _are_cards(cards, styles):
                yield cards
            after = max(after, cards[-1].end if len(cards) > 1 or item.box else 0)
        at = after


def _begins(item: CardItem) -> bool:
    """Whether a field may be the first of a card."""
    return item.holds == "number" or item.holds in _NAMING


def _are_cards(cards: Sequence[_Card], styles: Styles) -> bool:
    """Whether what looks like cards is some: several alike; without numbers, not each below one of its own."""
    if len(cards) < 2:
        return bool(cards) and cards[0].fields[0].box > 0 and len(cards[0].fields) >= _LEAST_ALONE
    often = Counter(label for card in cards for label in set(card.labels))
    common = sum(2 * times > len(cards) for times in often.values())
    first = cards[0].fields[0]
    numbered = first.number.text or first.holds == "number"
    headed = not numbered and all(any(styles.at(line.text) for line in card.above) for card in cards)
    return common >= _LEAST_FIELDS and not headed


class _CardReader:
    """Reads cards of one kind, from the first on."""

    def __init__(self, items: Sequence[CardItem], layout: Layout, styles: Styles) -> None:
        self._items, self._layout, self._styles = items, layout, styles

    def cards(self, at: int) -> list[_Card]:
        """The cards from a first field on that follow one another."""
        items, cards = self._items, list[_Card]()
        while True:
            stop = next((i for i in range(at + 1, min(at + _MOST_LINES, len(items))) if self._again(at, i)), None)
            card = self._card(at, stop, cards)
            if card is None:
                return cards
            card.above = list(items[cards[-1].end : at]) if cards else self._before(at)
            cards.append(card)
            if stop is None or stop - card.end > _MOST_BETWEEN or any(i.column for i in items[card.end : stop]):
                return cards
            at = stop

    def _again(self, at: int, i: int) -> bool:
        return self._items[i].column is not None and self._items[i].key == self._items[at].key

    def _before(self, at: int) -> list[CardItem]:
        """The heading over the first card, if any."""
        above = self._items[at - 1] if at else None
        marked = above is not None and above.column is None and self._styles.at(above.text) is not None
        return [above] if above is not None and marked else []

    def _card(self, at: int, stop: int | None, cards: Sequence[_Card]) -> _Card | None:
        """The card that begins at an item, before that of another; None where there is none."""
        places = self._fields(at, stop, cards)
        fields: list[CardItem] = []
        by_label: dict[str, CardItem] = {}
        end = at
        for n, place in enumerate(places):
            item = self._items[place]
            inside = n + 1 < len(places)
            until = places[n + 1] if inside else stop if stop is not None else len(self._items)
            lines, end = self._value(place, until, inside=inside, last=stop is None)
            if inside and end < until:
                return None
            if (before := by_label.get(item.label)) is not None:
                if item.holds in _SHORT or item.number.text:
                    return None
                before.lines += lines
                continue
            value = CardItem(item.span, lines, item.label, item.number, item.column, item.box)
            by_label[item.label] = value
            fields.append(value)
        told = {item.holds for item in fields}
        named = any(item.holds in _NAMING and item.lines for item in fields)
        answered = not told.isdisjoint((*ANSWERS, "person", "time"))
        return _Card(fields, end) if named and answered and len(fields) >= _LEAST_FIELDS else None

    def _fields(self, at: int, stop: int | None, cards: Sequence[_Card]) -> list[int]:
        """The places of the fields of a card; the last one's are those that others have too, each once."""
        items, box = self._items, self._items[at].box
        known = {label for card in cards for label in card.labels}
        places, seen = [at], {items[at].label}
        until = min(at + _MOST_LINES, len(items)) if stop is None else stop
        for i in range(at + 1, until):
            item = items[i]
            if item.box != box or item.label == "\t":
                break
            if item.column is None:
                continue
            if stop is None and not box and (item.label in seen or not (item.label in known or places[-1] == i - 1)):
                break
            places.append(i)
            seen.add(item.label)
        return places

    def _value(self, place: int, until: int, *, inside: bool, last: bool) -> tuple[list[Mapped], int]:
        """What a field says, with the lines below it that belong to it, and the item behind these."""
        item = self._items[place]
        lines, at = list(item.lines), place + 1
        while at < until and self._goes_on(item, at, lines, inside=inside, last=last):
            lines += self._items[at].lines
            at += 1
        return lines, at

    def _goes_on(self, item: CardItem, at: int, lines: Sequence[Mapped], *, inside: bool, last: bool) -> bool:
        """Whether a line goes on with what a field says."""
        line = self._items[at]
        if line.column is not None or line.box != item.box or line.label == "\t":
            return False
        above = lines[-1].text if lines else ""
        if not above or above[-1] in _OPEN or (at and self._full(at - 1)):
            return inside or not self._is_heading(line)
        if item.holds in _SHORT:
            return False
        if inside:
            return True
        marker = self._styles.at(line.text)
        return not self._is_heading(line) and (not last or (marker is not None and marker.rank >= _INNER))

    def _full(self, at: int) -> bool:
        """Whether the line above reaches the right edge of the page."""
        start, end = self._items[at].span
        text = self._items[at].text
        label = self._items[at].label
        line = Line(start, end, f"{label}：{text}" if label else text, start)
        return self._layout.full(line)

    def _is_heading(self, line: CardItem) -> bool:
        """Whether a line is a heading between cards."""
        marker = self._styles.at(line.text)
        outer = marker is not None and marker.rank < _INNER
        return line.text.startswith("附件") or (outer and len(line.text) <= _LONGEST_HEADING and "。" not in line.text)


def _table(cards: Sequence[_Card], layout: Layout, rules: RuleSet) -> TaskTable:
    """Cards as the rows of a task table."""
    styles: Styles = rules.get(compile_styles)
    columns: dict[str, TableColumn] = {}
    numbered = any(item.number.text for card in cards for item in card.fields)
    if numbered:
        columns[""] = TableColumn("", "number")
    for card in cards:
        for item in card.fields:
            if item.column is not None:
                columns.setdefault(item.label, item.column)
    sections = any(_sections(card, styles) for card in cards[1:])
    rows, remarks = list[GridRow](), list[Mapped]()
    first = cards[0].fields[0].span[0]
    for n, card in enumerate(cards):
        for line in card.above if n or sections else ():
            if line in _sections(card, styles):
                rows.append(_section_row(line, len(columns)))
                first = min(first, line.span[0])
            else:
                remarks += line.lines
        rows.append(_row(card, list(columns)))
    grid = Grid(rows, [(first, rows[-1].printed[1])])
    widths = [sum(len(row.text(c)) for row in rows) / len(rows) for c in range(len(columns))]
    held = settled(list(columns.values()), rules.get(compile_columns), widths)
    if not is_task_table(held):
        return TaskTable(grid.parts, grid.width, len(rows))
    table = read_rows(grid, Heading(held, 0, 0), rules, known=layout.known or not layout.width)
    table.remarks = [*remarks, *table.remarks]
    return table


def _sections(card: _Card, styles: Styles) -> list[CardItem]:
    """The lines over a card that are headings."""
    return [line for line in card.above if styles.at(line.text) and len(line.text) <= _LONGEST_HEADING]


def _section_row(line: CardItem, width: int) -> GridRow:
    cell = GridText(line.lines, 0, 1, width, line.text)
    return GridRow([cell] * width, line.span, own=set(range(width)))


def _row(card: _Card, labels: Sequence[str]) -> GridRow:
    told = {item.label: item.lines for item in card.fields}
    if "" in labels:
        told[""] = [item.number for item in card.fields if item.number.text]
    cells: list[GridText | None] = [GridText(told.get(label, []), c, 1, 1) for c, label in enumerate(labels)]
    ends = [item.span[1] for item in card.fields] + [
        line.offsets[-1] + 1 for item in card.fields for line in item.lines if line.text
    ]
    return GridRow(cells, (card.fields[0].span[0], max(ends)), own=set(range(len(labels))))
