"""What several offices have written in one cell of the ledger: 【县教育局】已排查。 on lines of its own for each.

A task of one office has its text as it is. Text that stands before the first name is nobody's, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

# Between two answers of one office that contradict each other, of which neither may be lost.
_ALSO = "〔另报〕"
_NAMED = re.compile("^【([^【】\n]+)】", re.MULTILINE)


def parted(cell: str, names: Collection[str]) -> tuple[str, dict[str, str]]:
    """What is nobody's, and what each of the offices has written."""
    marks = [mark for mark in _NAMED.finditer(cell) if mark[1] in names]
    if not marks:
        return cell, {}
    shares: dict[str, str] = {}
    for mark, end in zip(marks, [*(each.start() for each in marks[1:]), len(cell)], strict=True):
        text = cell[mark.end() : end].strip()
        shares[mark[1]] = both(shares[mark[1]], text) if mark[1] in shares else text
    return cell[: marks[0].start()].strip(), shares


def joined(common: str, shares: Mapping[str, str]) -> str:
    """The cell of these."""
    return "\n".join([*([common] if common else []), *(f"【{name}】{text}" for name, text in shares.items() if text)])


def own(cell: str, name: str, names: Collection[str]) -> str:
    """What an office sees of a cell as its own: its share, or what is nobody's."""
    common, shares = parted(cell, names)
    return shares.get(name, "" if shares else common)


def answers(text: str) -> list[str]:
    """The answers in a share: one, unless they contradict each other."""
    return text.split(f"\n{_ALSO}")


def both(one: str, other: str) -> str:
    """Two answers of one office: both, unless one holds the other already."""
    if not one or one in other:
        return other
    return one if not other or other in one else f"{one}\n{_ALSO}{other}"
