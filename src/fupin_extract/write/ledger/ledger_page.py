"""What the printer draws: pages of columns and lines, and cells that are texts, numbers, days or formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

# ``text`` is wrapped; ``short`` stands in the middle of its cell, ``link`` is one that leads somewhere.
Style = Literal["text", "short", "number", "percent", "day", "link"]
# What a line is: a task, one that a revised notice has new or has changed, a section over tasks, the notice that they
# are of.
Look = Literal["plain", "new", "changed", "section", "notice"]


class Formula(NamedTuple):
    """A formula, and what it is worth until a spreadsheet reckons it anew."""

    text: str
    value: str | int | float


Content = str | int | float | dt.date | Formula | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a page: its heading, how wide it is in characters, how its cells look; whether people fill it in."""

    heading: str
    width: float
    style: Style = "text"
    hidden: bool = False
    to_fill: bool = False


class PageLine(NamedTuple):
    """The cells of a row."""

    cells: Sequence[Content]
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A sheet: a title, a note below it, headings, lines.

    ``printed`` are so many columns as are printed, from the left, ``kept`` those that stay when it is scrolled;
    ``repeats`` are columns in which a text is grey that stands there in the line above too, under the same of the
    columns before.
    """

    name: str
    title: str
    note: str
    fields: Sequence[Field]
    lines: Iterable[PageLine]
    printed: int = 0
    kept: int = 0
    repeats: Sequence[int] = ()
    filtered: bool = True
    whole: bool = False


# The rows above the lines: title, note, headings.
HEAD = 3
# What a spreadsheet takes at most as a text in a formula; what has a longer id has no link.
MOST_LITERAL = 255
# The first day that every spreadsheet reckons alike.
FIRST_DAY = dt.date(1900, 3, 1)


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands in a formula."""
    return "'" + sheet.replace("'", "''") + "'"


def string(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def link(sheet: str, row: int, shown: str) -> Formula:
    """A link to a row of a sheet, counted from 1; it goes with its cell where the sheet is sorted."""
    return Formula(f"=HYPERLINK({string(f'#{quoted(sheet)}!A{row}')},{string(shown)})", shown)
