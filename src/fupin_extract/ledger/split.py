"""A ledger → the part of each office, or of each level of offices, with its role in each task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from fupin_extract.ledger.as_notice import offices_of
from fupin_extract.ledger.columns_found import ROLE
from fupin_extract.ledger.days import day_of
from fupin_extract.ledger.shares import own
from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.records.standing import Finding
from fupin_extract.ruleset import RuleSet
from fupin_extract.write import labels
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.office_book import OfficeBook
from fupin_extract.write.ledger.wording import word

if TYPE_CHECKING:
    from fupin_extract.records.offices import Assignment, Office

SplitBy = Literal["unit", "level"]
# What an office writes: these come back into the ledger.
TEXTS = ("progress", "problems", "persons", "remarks")
THEIRS = ("state", *TEXTS)


@dataclass(slots=True)
class Part:
    """An office, or a level with its offices, with its lines and its role in each."""

    name: str
    names: tuple[str, ...]
    level: str | None
    lines: list[tuple[SheetLine, str]] = field(default_factory=list)
    leads: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """Of its lines."""
        return frozenset(line.key for line, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts in the order in which the ledger names them, who takes part in each task, and what fits nowhere."""

    parts: list[Part]
    sharing: dict[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


def split(table: LedgerTable, rules: RuleSet, by: SplitBy = "unit", headers: Headers = "zh") -> Split:
    """The parts of a ledger; a task of several offices is in the part of each."""
    offices = offices_of(table, rules)
    lines = {line.key: line for line in table.tasks}
    parts: dict[str, Part] = {}
    for office in offices:
        name = office.name if by == "unit" else _level(office.level, headers)
        part = parts.setdefault(name, Part(name, (), office.level))
        part.names = (*part.names, *office.names)
        _add(part, office, lines, "" if by == "unit" else office.name, headers)
    sharing: dict[str, tuple[str, ...]] = {}
    for part in parts.values():
        part.lines.sort(key=lambda pair: pair[0].row)
        for line, _ in part.lines:
            sharing[line.key] = (*sharing.get(line.key, ()), part.name)
    left = [line for line in table.tasks if line.key not in sharing]
    findings = tuple(
        Finding(
            code="no_office", file=table.file, sheet=table.sheet, row=line.row, number=line["number"], now=_told(line)
        )
        for line in left
    )
    return Split(list(parts.values()), sharing, findings)


def _level(level: str | None, headers: Headers) -> str:
    return labels.word(labels.LEVELS, level, headers) if level else word("no_level", headers)


def _add(part: Part, office: Office, lines: dict[str, SheetLine], named: str, headers: Headers) -> None:
    """The lines of an office with its role; ``named`` is put before the role where a part has several offices."""
    places = {line.key: at for at, (line, _) in enumerate(part.lines)}
    mine: dict[str, Assignment] = {}
    for assignment in office.assignments:  # of several roles the first comes first
        mine.setdefault(assignment.task, assignment)
    for key, assignment in mine.items():
        role = _role(assignment, headers)
        role = f"{named}（{role}）" if named else role
        part.leads += assignment.role == "lead"
        if key in places:
            line, before = part.lines[places[key]]
            part.lines[places[key]] = line, f"{before}、{role}"
        else:
            part.lines.append((lines[key], role))


def _role(assignment: Assignment, headers: Headers) -> str:
    if assignment.source == "text":
        return labels.word(labels.SOURCES, "text", headers)
    return labels.word(labels.ROLES, assignment.role, headers)


def _told(line: SheetLine) -> str:
    return line["task"] or line["content"][:30]


def office_books(table: LedgerTable, made: Split, by: SplitBy, headers: Headers) -> Iterable[OfficeBook]:
    """The workbook of each part: its lines as it sees them, and what it is to write in."""
    for part in made.parts:
        lines = [_sent(line, role, part.name, made.sharing[line.key]) for line, role in part.lines]
        yield OfficeBook(
            office=part.name,
            split=by,
            title=table.title,
            headers=headers,
            lines=lines,
            days=[_days(line) for line, _ in part.lines],
            beside=_beside(part.lines, table),
        )


def _sent(line: SheetLine, role: str, name: str, sharing: Sequence[str]) -> dict[str, str]:
    shown = {column: text for column, text in line.values.items() if column not in _NOT_SENT}
    shown |= {column: own(line[column], name, sharing) for column in TEXTS}
    return shown | {"key": line.key, ROLE: role}


# What the master alone has: its links and formulas, and what it keeps of what others have said.
_NOT_SENT = ("link", "check", "reported", "row_kind", "file")


def _days(line: SheetLine) -> object:
    found = day_of(line["due_by"], year_of(line))
    return found.day if found else line["due_by"]


def year_of(line: SheetLine) -> int | None:
    """The year that the deadline of a line names as printed, for a day typed without one."""
    found = day_of(line["deadlines"])
    return found.day.year if found else None


def _beside(lines: Sequence[tuple[SheetLine, str]], table: LedgerTable) -> dict[str, list[str]]:
    """The columns that people have added to the ledger, by heading, where one of the lines has something in them."""
    found = {heading: [line.beside.get(heading, "") for line, _ in lines] for heading in table.added.values()}
    return {heading: texts for heading, texts in found.items() if any(texts)}
