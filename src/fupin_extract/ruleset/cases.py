"""Cases: a line of text with what must be found in it marked up.

``在⟦by end=2020-12-31|2020年底前⟧完成。`` says that a ``by`` whose ``end`` is that date is found at those characters.
Without values the mark-up is ``⟦lead 省财政厅⟧``. Marks may stand inside one another. ⏎ is a line break; a line that
begins with ``#`` is a comment; a line without mark-up must give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fupin_extract.errors import RuleError
from fupin_extract.text.patterns import compiled

_HEAD = compiled(r"([A-Za-z_][\w.]*)(?:((?: +[A-Za-z_][\w.]*=[^|⟦⟧\s]*)*) *\|| )")
_MARK = compiled("[⟦⟧]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be found: its role, the values that matter as strings, and ``[start, end)`` in the case's text."""

    role: str
    values: Mapping[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A plain text and what must be found in it, in the order of its start; ``line`` counts from 1 in its file."""

    text: str
    expected: tuple[Expected, ...]
    line: int = field(default=0, compare=False)


def read_cases(text: str, name: str = "cases") -> Iterator[Case]:
    """The cases of a file's text, without comments and empty lines.

    Raises:
        RuleError: a mark is not closed or has no role; the text names ``name`` and the line.
    """
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield parse_case(line, number, name)


def parse_case(line: str, number: int = 0, name: str = "cases") -> Case:
    """One line of a cases file. Raises ``RuleError`` as ``read_cases`` does."""
    plain: list[str] = []
    open_marks: list[tuple[str, dict[str, str], int]] = []
    found: list[Expected] = []
    at = length = 0
    while mark := _MARK.search(line, at):
        plain.append(line[at : mark.start()])
        length += len(plain[-1])
        at = mark.end()
        if mark[0] == "⟦":
            head = _HEAD.match(line, at)
            if head is None:
                raise RuleError(f"{name}:{number}: after ⟦ comes a role, then a space or values and |, then the text")
            open_marks.append((head[1], _values(head[2]), length))
            at = head.end()
        elif open_marks:
            role, values, start = open_marks.pop()
            found.append(Expected(role, values, start, length))
        else:
            raise RuleError(f"{name}:{number}: ⟧ closes nothing")
    if open_marks:
        raise RuleError(f"{name}:{number}: ⟦{open_marks[-1][0]} is not closed")
    text = "".join([*plain, line[at:]]).replace("⏎", "\n")
    return Case(text, tuple(sorted(found, key=lambda e: (e.start, -e.end))), number)


def _values(written: str | None) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in (written or "").split())
