"""What a database of notices holds, counted: what a page of it shows."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BarParts:
    """A bar of a chart: its key, the count of each of its parts, and how many rows there are behind each."""

    key: str
    parts: dict[str, int]
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """Of all parts."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class BehindBars:
    """Rows behind the bars of a chart: the key and the part, the fact as printed, the notice, the task, what it says.

    ``total`` is how many there are: where those are too many, each part of each bar has some of its own.
    """

    rows: tuple[tuple[str, str, str, int, str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountedBars:
    """One thing counted: the bars that are shown, in their order, the parts that they have, and of how many bars."""

    name: str
    bars: tuple[BarParts, ...]
    parts: tuple[str, ...]
    of: int
    behind: BehindBars


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice: its number in the database, what tells it from others, and how many tasks it has."""

    notice: int
    title: str
    document_number: str
    date_signed: str
    region: str
    admin_level: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A database: how many there are of each thing, what is counted, and its notices, at most so many as are shown.

    ``functions`` are the business lines by what they are called, as far as that is known.
    """

    name: str
    totals: dict[str, int]
    counted: tuple[CountedBars, ...]
    notices: tuple[NoticeLine, ...]
    named: dict[int, tuple[str, str]] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
