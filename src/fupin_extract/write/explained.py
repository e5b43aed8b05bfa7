"""What was seen in notices → sheets, and the records in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fupin_extract.write.labels import MENTIONS, heading, word
from fupin_extract.write.sheets import Cell, Column, Sheet

if TYPE_CHECKING:
    from fupin_extract.records.explained import Explained, ExplainedNotice
    from fupin_extract.write.registry import Looks

_COLUMNS = ("clause", "line", "kind", "rule", "text", "id", "means / reason")
# Those that may take several lines.
_BROKEN = ("rule", "text", "means / reason")


def records(notices: Sequence[ExplainedNotice], _: Looks) -> list[Explained]:
    """What was seen in all of them."""
    return [row for notice in notices for row in notice.rows]


def sheets(notices: Sequence[ExplainedNotice], looks: Looks) -> Iterator[Sheet]:
    """A sheet a notice; what was not taken has a dash for the id."""
    columns = [
        Column(heading(name, looks.headers, "explained"), "text" if name in _BROKEN else "code") for name in _COLUMNS
    ]
    for notice in notices:
        rows: list[list[Cell]] = [
            [
                row.clause,
                row.line,
                word(MENTIONS, row.kind, looks.headers),
                row.rule,
                row.text,
                row.id or "—",
                row.means or f"✗ {row.reason}",
            ]
            for row in notice.rows
        ]
        yield Sheet(notice.title or notice.file or "", columns, rows)
