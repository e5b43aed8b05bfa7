"""The workbook that an office gets: its tasks, its role in each, and the columns that it fills in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fupin_extract.write import heights
from fupin_extract.write.formats.xlsx import CREATED, OPTIONS, fit
from fupin_extract.write.ledger import sent
from fupin_extract.write.ledger.choices import colours_and_choices
from fupin_extract.write.ledger.ledger_page import HEAD, Field, LedgerPage, PageLine, Style, quoted
from fupin_extract.write.ledger.printer import Printer
from fupin_extract.write.ledger.wording import DAYS_OF_WARNING, heading, word

if TYPE_CHECKING:
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.ledger_page import Content

_PRINTED = (
    *("number", "role", "task", "content", "deadlines", "due_by", "targets"),
    *("state", "progress", "problems", "persons", "remarks"),
)
_BEYOND = (
    *("lead_units", "responsible_units", "supporting_units", "supervising_units"),
    *("level_1", "level_2", "duties", "citations", "extra"),
)
_WIDTHS = {
    "number": 5,
    "role": 8,
    "task": 18,
    "content": 42,
    "deadlines": 12,
    "due_by": 11,
    "targets": 16,
    "state": 10,
    "progress": 32,
    "problems": 24,
    "persons": 10,
    "remarks": 14,
    "lead_units": 16,
    "responsible_units": 24,
    "supporting_units": 18,
    "supervising_units": 16,
    "level_1": 14,
    "level_2": 14,
    "duties": 40,
    "citations": 30,
    "extra": 30,
    "key": 18,
}
_STYLES: dict[str, Style] = {"number": "number", "role": "short", "due_by": "day", "state": "short"}
_TO_FILL = ("state", "progress", "problems", "persons", "remarks")
_KEPT = 3
# Roles of several offices, on a sheet of a level.
_WIDE_ROLE = 24
# Where a text would not go in otherwise.
_WIDE_CONTENT = 76


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """What an office is sent: its lines by column, with ``key``; ``days`` are their days, as days where they are such.

    ``split`` says how the ledger was split, ``beside`` are columns that people have added to it, by heading.
    """

    office: str
    split: str
    title: str
    headers: Headers
    lines: Sequence[Mapping[str, str]]
    days: Sequence[object]
    beside: Mapping[str, Sequence[str]]


def draw(made: OfficeBook) -> bytes:
    """The workbook; the same bytes for the same lines."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    columns = [*_PRINTED, *(name for name in _BEYOND if any(line.get(name) for line in made.lines)), "key"]
    file = BytesIO()
    book = Workbook(file, {**OPTIONS, "constant_memory": False, "in_memory": True})
    book.set_properties({"title": fit(made.title), "created": CREATED})
    printer = Printer(book, made.headers)
    page = _page(made, columns)
    sheet = printer.draw(page)
    places = {name: place for place, name in enumerate(columns)}
    colours_and_choices(sheet, book, places, len(made.lines), made.headers)
    printer.draw(_about(made))
    about = quoted(word("about", made.headers))
    book.define_name(word("warn_name", made.headers), f"={about}!$B${HEAD + 1}")
    facts = {sent.OFFICE: made.office, sent.SPLIT: made.split, sent.TITLE: made.title}
    sent.lay_down(book, word("sent", made.headers), facts, made.lines)
    book.close()
    return file.getvalue()


def _page(made: OfficeBook, columns: Sequence[str]) -> LedgerPage:
    wide = {"role": _WIDE_ROLE} if made.split == "level" else {}
    if not all(heights.fits(line.get("content", ""), _WIDTHS["content"], heights.SIZES[-1]) for line in made.lines):
        wide["content"] = _WIDE_CONTENT
    fields = [
        Field(
            heading(name, made.headers),
            (_WIDTHS | wide)[name],
            _STYLES.get(name, "text"),
            hidden=name == "key",
            to_fill=name in _TO_FILL,
        )
        for name in columns
    ]
    fields += [Field(text, 20) for text in made.beside]
    lines = []
    for place, (line, day) in enumerate(zip(made.lines, made.days, strict=True)):
        cells: list[Content] = [_cell(name, line, day) for name in columns]
        cells += [texts[place] for texts in made.beside.values()]
        lines.append(PageLine(cells))
    return LedgerPage(
        word("tasks", made.headers),
        word("office_title", made.headers, title=made.title) if made.title else word("tasks", made.headers),
        word("filled_in_as", made.headers, office=made.office),
        fields,
        lines,
        printed=len(_PRINTED),
        kept=_KEPT,
    )


def _cell(name: str, line: Mapping[str, str], day: Any) -> Content:
    text = line.get(name, "")
    if name == "due_by":
        return day if isinstance(day, dt.date) else text
    return int(text) if name == "number" and text.isascii() and text.isdecimal() and len(text) < 9 else text


def _about(made: OfficeBook) -> LedgerPage:
    headers = made.headers
    fields = [Field(heading("item", headers), 22, "short"), Field(heading("said", headers), 110)]
    lines = [PageLine([word("warn", headers), DAYS_OF_WARNING])]
    told = ("how_fill", "how_states", "how_return", "how_colours")
    lines += [PageLine([word(label, headers), word(f"{label}_office", headers)]) for label in told]
    return LedgerPage(word("about", headers), word("about", headers), "", fields, lines, filtered=False)
