"""The one model of what has rows and columns: whatever is shown so becomes a sheet, and each format draws sheets."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from typing import Literal, Self

from fupin_extract.plain_class import dataclass

# In fewer columns of a terminal than these a row is shown as a card, if it can be read by itself.
NARROW = 110

Cell = str | int | float | Decimal
# ``code`` is short, is not broken over lines where there is little room, and is no number though it may look like one
# (the id 1.10); ``day`` is a date as ISO has it; ``list`` are items joined by 、 or ；, between which its lines end;
# ``number`` stands to the right.
ColumnKind = Literal["text", "code", "day", "list", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what stands in it.

    In a document it is ``most`` characters wide at most, of which Chinese has two, or less where others need the room.
    """

    heading: str
    kind: ColumnKind = "text"
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, columns, and rows that may be fetched as they are taken.

    ``ends`` are the rows behind which a table has a space; ``names`` the columns by which a row is known, its code
    first: with them it can be read by itself, where there is no room for a table; ``over`` are those whose cells can
    stand over the rows that have them in common. ``sections`` are the rows that stand over those below them;
    ``joined`` the columns of which a document makes one cell where the same stands in several rows, under the same of
    those before.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    ends: Container[int] = ()
    names: Sequence[int] = ()
    over: Sequence[int] = ()
    sections: Container[int] = ()
    joined: Sequence[int] = ()

    @property
    def headings(self) -> list[str]:
        """The headings of its columns."""
        return [column.heading for column in self.columns]


class Marked(str):
    """A cell's text with a ``mark`` that says what it stands for, where a format can show it, as by a colour."""

    __slots__ = ("mark",)
    mark: str

    def __new__(cls, text: str, mark: str) -> Self:
        """The text with its mark."""
        cell = super().__new__(cls, text)
        cell.mark = mark
        return cell


def plain_sheet(
    title: str, headings: Iterable[str], rows: Iterable[Sequence[Cell]], codes: Container[int] = (0,)
) -> Sheet:
    """A sheet of texts; those of the columns ``codes`` are codes."""
    columns = [Column(name, "code" if place in codes else "text") for place, name in enumerate(headings)]
    return Sheet(title, columns, rows)


def glimpse(text: str, most: int = 30) -> str:
    """The beginning of a text, up to its first full stop, in at most 30 characters."""
    first = text.split("。", 1)[0].split("\n", 1)[0]
    return first if len(first) <= most else f"{first[:most]}…"


def listed(texts: Iterable[str]) -> str:
    """The texts as one cell, each once: a task that names a document twice has one basis."""
    return "、".join(dict.fromkeys(texts))


def placed(span: Sequence[int]) -> str:
    """A span as a cell, in brackets: a spreadsheet reads 3-12 as a date, and 3:12 as a time."""
    return f"[{span[0]}, {span[1]}]"
