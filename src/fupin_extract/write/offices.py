"""A notice by its offices → sheets: a row for each thing that an office has to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_extract.write import labels
from fupin_extract.write.labels import Headers, heading
from fupin_extract.write.ledger.wording import word
from fupin_extract.write.notices import printed_targets
from fupin_extract.write.sheets import Column, ColumnKind, Sheet, glimpse, listed, placed

if TYPE_CHECKING:
    from fupin_extract.records.offices import Assignment, Office, UnitsView
    from fupin_extract.write.registry import Looks

_KINDS: dict[str, ColumnKind] = {"role": "code", "task": "code", "deadlines": "list", "targets": "list"}
_LEFT_OUT = ("file", "unit", "span")
# The columns in a document, and how wide each is at most.
_HANDED_OUT = {"unit": 22, "role": 6, "task": 10, "work": 60, "deadlines": 16, "targets": 26, "source": 10}


def records(views: Sequence[UnitsView], _: Looks) -> Sequence[UnitsView]:
    """The records themselves."""
    return views


def sheet(views: Sequence[UnitsView], looks: Looks) -> Sheet:
    """One sheet of all notices."""
    columns = [_column(name, looks.headers) for name in _CELLS]
    rows = (row for view in views for office in view.units for row in _rows(view, office, looks))
    return Sheet(word("by_office", looks.headers), columns, rows)


def sheets(views: Sequence[UnitsView], looks: Looks) -> Iterator[Sheet]:
    """A sheet a notice, to look at: the rows of each office under its name, without what is the same in all of them."""
    kept = [place for place, name in enumerate(_CELLS) if name not in _LEFT_OUT]
    columns = [_column(name, looks.headers) for name in ("unit", *(n for n in _CELLS if n not in _LEFT_OUT))]
    for view in views:
        rows: list[list[str]] = []
        ends = set()
        for office in view.units:
            rows.extend([_named(office), *(row[place] for place in kept)] for row in _rows(view, office, looks))
            ends.add(len(rows) - 1)
        yield Sheet(view.title or view.file or "", columns, rows, ends, names=(1, 2, 3), over=(0,))


def handout(views: Sequence[UnitsView], looks: Looks) -> Iterator[Sheet]:
    """A sheet a notice for a document: an office stands once beside all that it has to do."""
    places = [list(_CELLS).index(name) for name in _HANDED_OUT]
    columns = [replace(_column(name, looks.headers), most=most) for name, most in _HANDED_OUT.items()]
    for view in views:
        rows = []
        for office in view.units:
            name = _named(office)
            rows += [[name, *(row[place] for place in places[1:])] for row in _rows(view, office, looks)]
        yield Sheet(view.title or view.file or "", columns, rows, joined=(0,))


def _column(name: str, headers: Headers) -> Column:
    return Column(heading(name, headers, "units"), _KINDS.get(name, "text"))


def _rows(view: UnitsView, office: Office, looks: Looks) -> Iterator[list[str]]:
    for assignment in office.assignments:
        yield [cell(view, office, assignment, looks.headers) for cell in _CELLS.values()]


def _named(office: Office) -> str:
    """The office with its other names and how much it has to do: 县财政局（财政部门）3."""
    others = "、".join(name for name in office.names if name != office.name)
    return f"{office.name}{f'（{others}）' if others else ''} {len(office.assignments)}"


# The columns, and the cell of each for an assignment of an office in a notice.
_CELLS: dict[str, Callable[[UnitsView, Office, Assignment, Headers], str]] = {
    "file": lambda view, _, __, ___: view.file or "",
    "unit": lambda _, office, __, ___: office.name,
    "role": lambda _, __, a, headers: labels.word(labels.ROLES, a.role, headers),
    "task": lambda _, __, a, ___: a.task,
    "work": lambda _, __, a, ___: a.work if a.title or a.source == "text" else glimpse(a.work),
    "deadlines": lambda _, __, a, ___: listed(deadline.text for deadline in a.deadlines),
    "targets": lambda _, __, a, ___: printed_targets(a.targets),
    "source": lambda _, __, a, headers: labels.word(labels.SOURCES, a.source, headers),
    "span": lambda _, __, a, ___: placed(a.span),
}
