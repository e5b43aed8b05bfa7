"""Markdown: headings and tables, and text in which nothing is taken for mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Sheet

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def draw(sheets: Iterable[Sheet], _: Looks) -> Iterator[bytes]:
    """A heading and a table for each."""
    for place, sheet in enumerate(sheets):
        yield written([*([""] if place else []), f"# {plain(sheet.title)}", "", *table(sheet)])


def written(lines: Iterable[str]) -> bytes:
    """The lines, in UTF-8."""
    return "".join(f"{line}\n" for line in lines).encode()


def plain(text: str) -> str:
    """Text that is shown as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def table(sheet: Sheet) -> Iterator[str]:
    """The sheet without its title."""
    yield f"| {' | '.join(map(plain, sheet.headings))} |"
    yield f"|{' --- |' * len(sheet.columns)}"
    for row in sheet.rows:
        yield f"| {' | '.join(plain(str(cell)) for cell in row)} |"
