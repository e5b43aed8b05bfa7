"""How wide the columns of a table are where there is not room for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from fupin_extract.write.sheets import Column

# A column of texts has so much room at least, and rather what a short one takes or makes four lines of its longest one,
# up to this; one of lists rather what its longest item takes, up to this.
_LEAST, _SHORT, _TEXT_MOST, _ITEM_MOST = 10, 14, 20, 24
# What is kept together where there is room: items of a list, and words and numbers.
_ITEMS, _WORDS = re.compile("[^、；]+[、；]?"), re.compile("[!-~]+")
# What is never broken.
_WHOLE = ("code", "day", "number")
# So much is given at a time.
_STEP = 2
# So many rows tell how wide columns are to be.
_LOOKED_AT = 300


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """A width for each column, in all no more than ``room``, so that rows are as low as may be.

    Codes and numbers are not broken; the others have what they need at least, and the rest goes to those whose cells
    are the highest of their rows. None where not each of them has what it needs.
    """
    cells = [
        [cell_len(column.heading), *(cell_len(row[place]) for row in rows)] for place, column in enumerate(columns)
    ]
    natural = [max(found) for found in cells]
    if sum(natural) <= room:
        return natural
    least = [
        wide if column.kind in _WHOLE else min(wide, _LEAST) for column, wide in zip(columns, natural, strict=True)
    ]
    if sum(least) > room:
        return None
    wanted = [
        min(_longest(_ITEMS, place, rows), _ITEM_MOST)
        if column.kind == "list"
        else max(_SHORT, min(natural[place] // 4, _TEXT_MOST), min(_longest(_WORDS, place, rows), _ITEM_MOST))
        for place, column in enumerate(columns)
    ]
    given = [max(low, min(much, most)) for low, much, most in zip(least, wanted, natural, strict=True)]
    while sum(given) > room:
        spare = [wide - low for wide, low in zip(given, least, strict=True)]
        given[spare.index(max(spare))] -= 1
    return _shared_out(given, natural, [found[: _LOOKED_AT + 1] for found in cells], room - sum(given))


def _longest(form: re.Pattern[str], place: int, rows: Sequence[Sequence[str]]) -> int:
    """How wide the widest is of what is kept together in a column."""
    return max((cell_len(part) for row in rows for part in form.findall(row[place])), default=0)


def _shared_out(given: list[int], natural: Sequence[int], cells: Sequence[Sequence[int]], left: int) -> list[int]:
    gains = [_gain(found, wide) for found, wide in zip(cells, given, strict=True)]
    while left > 0 and max(gains) > 0:
        place = gains.index(max(gains))
        more = min(_STEP, left, natural[place] - given[place])
        given[place] += more
        left -= more
        gains[place] = _gain(cells[place], given[place]) if given[place] < natural[place] else 0
    return given


def _gain(cells: Sequence[int], wide: int) -> float:
    """How much lower the cells get with a step more: high ones count far more, as they make their rows high."""
    return sum((cell / wide) ** 3 - max(cell / (wide + _STEP), 1) ** 3 for cell in cells if cell > wide)
