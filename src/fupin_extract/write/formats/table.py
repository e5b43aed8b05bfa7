"""Tables to look at in a terminal; where it is narrow, a card for each row of those that can be read so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from fupin_extract.text.shown import shown
from fupin_extract.write.formats.widths import widths
from fupin_extract.write.formats.wrapping import breaks
from fupin_extract.write.sheets import NARROW, Cell, Column, Marked, Sheet

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

_COLOURS = {"taken_over": "green", "changed": "yellow", "partial": "cyan", "missing": "red"}
# Columns at both ends of a table, and between its columns or the parts of a card.
_EDGE, _GAP = 4, 2
# What ends the rows of a title before rows that no title stands over.
_RULE = "─" * 8
# What a text of a card has at least, however little room there is.
_LEAST = 10


def draw(sheets: Iterable[Sheet], looks: Looks) -> Iterator[bytes]:
    """Sheets one below the other, each under its title."""
    yield printed(map(table, sheets), looks)


def printed(parts: Iterable[RenderableType], looks: Looks) -> bytes:
    """What rich prints of the parts: in colour only where that is asked for, else without any code for a terminal."""
    out = StringIO()
    # An empty environment: the same bytes wherever this runs.
    console = Console(
        file=out,
        width=looks.width,
        color_system="standard" if looks.colour else None,
        force_terminal=looks.colour,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]).encode()


def table(sheet: Sheet) -> RenderableType:
    """The sheet as rich draws it, in the room that there is."""
    kept = [place for place in range(len(sheet.columns)) if place not in sheet.over]
    rows = list(sheet.rows)
    over = [" / ".join(text for place in sheet.over if (text := str(row[place]))) for row in rows]
    return _Drawn(
        sheet.title,
        [replace(sheet.columns[place], heading=shown(sheet.columns[place].heading)) for place in kept],
        [[_text(row[place]) for place in kept] for row in rows],
        {n: title or _RULE for n, title in enumerate(over) if title != (over[n - 1] if n else "")},
        sheet.ends,
        [kept.index(place) for place in sheet.names],
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A sheet that is laid out when it is known how much room it has; ``groups`` are what stands over its rows."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Text]]
    groups: Mapping[int, str]
    ends: Container[int]
    names: Sequence[int]

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        width = options.max_width
        if self.title:
            yield broken(plain(self.title), width)
        yield ""
        if not self.columns:
            return
        room = max(width - _EDGE - _GAP * (len(self.columns) - 1), len(self.columns))
        wide = widths(self.columns, [[cell.plain for cell in row] for row in self.rows], room)
        if wide is None or (self.names and width < NARROW):
            yield from self._cards(width)
        else:
            yield from self._table(wide)

    def _table(self, wide: Sequence[int]) -> Iterator[RenderableType]:
        yield _beside([Text(column.heading) for column in self.columns], self.columns, wide)
        yield _as_it_is(Text(f" {'─' * (sum(wide) + _GAP * (len(wide) - 1) + _EDGE - 1)}"))
        for place, row in enumerate(self.rows):
            if place in self.groups:
                yield broken(plain(self.groups[place]), sum(wide))
            yield _beside(row, self.columns, wide)
            if place in self.ends and place + 1 < len(self.rows):
                yield ""
        yield ""

    def _cards(self, width: int) -> Iterator[RenderableType]:
        """A card a row: what names it, then each other cell beside its heading, those that are empty left out.

        Where nothing names a row, its first cell stands for that.
        """
        code, *names = self.names or (0,)
        others = [place for place in range(len(self.columns)) if place not in (code, *names)]
        margin = " " * (_GAP if self.groups else 0)
        indent = len(margin) + max((cell_len(row[code].plain) for row in self.rows), default=0) + _GAP
        indent = min(indent, max(width // 4, _LEAST))
        beside = indent + max((cell_len(self.columns[place].heading) for place in others), default=0) + _GAP
        for number, row in enumerate(self.rows):
            if number in self.groups:
                yield broken(plain(self.groups[number]), width)
            name = Text(" " * _GAP).join(row[place] for place in names)
            first = Text(margin) + row[code]
            if cell_len(first.plain) + _GAP > indent:
                yield broken(first, width)
                first = Text("")
            if first or name:
                yield _hanging(first, broken(name, max(width - indent, _LEAST)), indent)
            for place in others:
                if row[place].plain:
                    cell = _in_lines(row[place], self.columns[place], max(width - beside, _LEAST))
                    yield _hanging(Text(" " * indent + self.columns[place].heading), cell, beside)
            if number in self.ends or self.ends == ():
                yield ""


def _beside(cells: Sequence[Text], columns: Sequence[Column], wide: Sequence[int]) -> Text:
    """A row: the lines of its cells side by side."""
    found = Text()
    parts = [_lines(cell, column, width) for cell, column, width in zip(cells, columns, wide, strict=True)]
    for number, lines in enumerate(zip_longest(*parts)):
        found.append("\n" * bool(number) + " " * (_EDGE // 2))
        for line, column, width in zip(lines, columns, wide, strict=True):
            blank = " " * (width - (cell_len(line.plain) if line else 0))
            if column.kind == "number":
                found.append(blank)
            if line:
                found.append_text(line)
            found.append(" " * _GAP if column.kind == "number" else blank + " " * _GAP)
    return _as_it_is(found)


def _hanging(before: Text, lines: Text, indent: int) -> Text:
    """Lines of a text that begin behind another text, all at one place."""
    gap = " " * (indent - cell_len(before.plain))
    found = before + Text(gap)
    return _as_it_is(found + Text(f"\n{' ' * indent}").join(lines.split("\n")))


def _as_it_is(text: Text) -> Text:
    """The text with no lines but its own."""
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _lines(cell: Text, column: Column, width: int) -> Sequence[Text]:
    return _divided(cell, width, listed=column.kind == "list")


def _in_lines(cell: Text, column: Column, width: int) -> Text:
    return broken(cell, width, listed=column.kind == "list")


def _text(cell: Cell) -> Text:
    text = plain(str(cell))
    if isinstance(cell, Marked):
        text.stylize(_COLOURS[cell.mark])
    return text


def plain(text: str) -> Text:
    """Text that is shown as it is: ``[1]`` is no mark-up."""
    return Text(shown(text))


def broken(text: Text, width: int, *, listed: bool = False) -> Text:
    """The text in lines, ended as Chinese ends them; of one that is ``listed`` behind its items."""
    return _as_it_is(Text("\n").join(_divided(text, width, listed=listed)))


def _divided(text: Text, width: int, *, listed: bool) -> Sequence[Text]:
    places = breaks(text.plain, width, listed=listed)
    if not places:
        return [text]
    lines = list(text.divide(places))
    for line in lines:
        line.rstrip()
    return lines


def indented(text: Text, indent: int = 2) -> RenderableType:
    """The text as lines of its own, all of them so far from the left."""
    return _Indented(text, indent)


@dataclass(frozen=True, slots=True)
class _Indented:
    """A text that is broken into lines when it is known how much room it has."""

    text: Text
    indent: int

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        lines = broken(self.text, max(options.max_width - self.indent, _LEAST))
        yield _hanging(Text(" " * self.indent), lines, self.indent)
