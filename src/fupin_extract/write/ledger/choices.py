"""What may be chosen as a state; the colours of days that are near or past, of what is done, and of what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fupin_extract.write.formats.xlsx import MOST_ROWS
from fupin_extract.write.ledger.ledger_page import FIRST_DAY, HEAD, string
from fupin_extract.write.ledger.wording import DONE, STATES, word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.write.labels import Headers

# So many rows below the last are ready for what people add.
ROOM = 200
_RED, _YELLOW, _GREEN, _ORANGE = "#FFC7CE", "#FFEB9C", "#E2EFDA", "#F8CBAD"


def letter(place: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters, place = chr(ord("A") + rest) + letters, place - 1
    return letters


def colours_and_choices(
    sheet: Worksheet, book: Workbook, places: Mapping[str, int], count: int, headers: Headers
) -> None:
    """For the columns at these places, of so many lines and the room below them."""
    first, last = HEAD + 1, min(HEAD + max(count, 1) + ROOM, MOST_ROWS)
    state, due = f"${letter(places['state'])}{first}", f"${letter(places['due_by'])}{first}"
    done = ",".join(f'{state}="{word(name, headers)}"' for name in DONE)
    waits = f"AND(ISNUMBER({due}),NOT(OR({done}))"
    near = word("warn_name", headers)
    rules: list[tuple[str, str, dict[str, Any]]] = [
        ("due_by", f"={waits},{due}<TODAY())", {"bg_color": _RED}),
        ("due_by", f"={waits},{due}>=TODAY(),{due}-TODAY()<={near})", {"bg_color": _YELLOW}),
        ("state", f'={state}="{word("overdue", headers)}"', {"bg_color": _RED}),
        ("state", f"=OR({done})", {"bg_color": _GREEN}),
    ]
    if "check" in places:
        check = f"${letter(places['check'])}{first}"
        differs = f"=ISNUMBER(SEARCH({string(word('differ', headers))},{check}))"
        rules += [
            ("check", differs, {"bg_color": _ORANGE}),
            ("state", differs, {"font_color": "#C00000", "bold": True}),
        ]
    for name, test, look in rules:
        cells = f"{letter(places[name])}{first}:{letter(places[name])}{last}"
        sheet.conditional_format(cells, {"type": "formula", "criteria": test, "format": book.add_format(look)})
    choice: dict[str, Any] = {"validate": "list", "source": [word(name, headers) for name in STATES]}
    sheet.data_validation(f"{letter(places['state'])}{first}:{letter(places['state'])}{last}", choice)
    sheet.data_validation(
        f"{letter(places['due_by'])}{first}:{letter(places['due_by'])}{last}",
        {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_type": "warning", "ignore_blank": True},
    )
