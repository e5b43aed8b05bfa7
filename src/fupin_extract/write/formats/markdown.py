"""Markdown: headings and tables, and text in which nothing is taken for mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Sheet

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_PORTION = 1000


def draw(sheets: Iterable[Sheet], _: Looks) -> Iterator[bytes]:
    """A heading, where it has a title, and a table for each; a thousand rows at a time."""
    for place, sheet in enumerate(sheets):
        title = [f"# {plain(sheet.title)}", ""] if sheet.title else []
        lines = chain([""] if place else [], title, table(sheet))
        while portion := list(islice(lines, _PORTION)):
            yield written(portion)


def written(lines: Iterable[str]) -> bytes:
    """The lines, in UTF-8."""
    return "".join(f"{line}\n" for line in lines).encode()


def plain(text: str) -> str:
    """Text that is shown as it is, on one line: no mark-up, no command to a terminal, nothing that turns it around."""
    return _MARKUP.sub(r"\\\1", " ".join(shown(text).split()))


def table(sheet: Sheet) -> Iterator[str]:
    """The sheet without its title."""
    yield f"| {' | '.join(map(plain, sheet.headings))} |"
    yield f"|{' --- |' * len(sheet.columns)}"
    for row in sheet.rows:
        yield f"| {' | '.join(plain(str(cell)) for cell in row)} |"
