"""A form of a user's own, to be filled with the tasks of a notice: its cells, and what its columns are for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class FormCell(NamedTuple):
    """A cell of a form: its text, and where it stands, counted from 0, with the rows and columns that it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class FormColumn(NamedTuple):
    """A column: its heading (of several rows joined by /), and what it holds by the rules, else ``unknown``.

    ``units`` is the role of the units that stand there too, before persons: of 责任单位及责任人 ``responsible``.
    """

    heading: str
    holds: str
    units: str = ""


@dataclass(frozen=True, slots=True)
class FormHeading:
    """The columns of a form, from the first of the sheet on, and its heading rows: the first, and that behind them.

    ``remarks`` are the words that a row below the tasks begins with, such as 合计 and 注.
    """

    columns: tuple[FormColumn, ...]
    start: int
    end: int
    remarks: tuple[str, ...]
