"""What a table is: its columns, and for each where its value comes from, told once.

A row is made of a ``RowSource``: a record of a notice with its place and with whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from fupin_extract.write.sheets import listed

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice, Organization, UnitRole

# LIST is a JSON array in a text: both engines take it apart, and nothing in a name can be mistaken for a separator.
SqlType = Literal["INTEGER", "REAL", "TEXT", "DATE", "BOOLEAN", "LIST"]
# More than a database counts: such a number was never meant.
_TOO_MANY = 2**63


class RowSource(NamedTuple):
    """What a row is made of: the record, its place, counted from 1, and the clause, task or duty that it belongs to."""

    record: Any
    position: int = 0
    owner: str = ""
    task: str | None = None
    role: UnitRole | None = None


Value = Callable[[RowSource], object]


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column: its name, its type and what it means; ``key`` where it tells rows apart.

    ``value`` says where it is in the record, unless it is a field of the same name: ``metadata.title``, ``span.0``; or
    it is what gives it of a source of rows.
    """

    name: str
    type: SqlType
    meaning: str
    value: str | Value = ""
    key: bool = False

    def getter(self) -> Value:
        """What gives the value of the column for a source; null where there is nothing on the way to it."""
        get = self.value if callable(self.value) else _at(self.value or self.name)
        return (lambda source: _array(get(source))) if self.type == "LIST" else get


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, its key first; ``refers`` are columns that are the key of another table."""

    name: str
    meaning: str
    sources: Callable[[Notice], Iterable[RowSource]]
    columns: tuple[SqlColumn, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()
    indexes: tuple[str, ...] = ()


def _at(path: str) -> Value:
    """What is at this place in the record of a source."""
    if path.isidentifier():
        return attrgetter(f"record.{path}")
    steps = path.split(".")

    def get(source: RowSource) -> object:
        value = source.record
        for step in steps:
            if value is None:
                return None
            value = value[int(step)] if step.isdigit() else getattr(value, step)
        return value

    return get


def one_of(words: object) -> str:
    """The words of a closed list of the records, as a meaning tells them: lead, responsible or supporting."""
    *others, last = get_args(words)
    return f"{', '.join(others)} or {last}"


def _array(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


# Values that no place in the record holds.


def names(units: str) -> Value:
    """The names of organisations as one text."""
    get: Callable[[RowSource], Iterable[Organization]] = attrgetter(f"record.{units}")
    return lambda source: listed(unit.name for unit in get(source))


def other_columns(source: RowSource) -> str:
    """What a row of a printed table says in columns that no field is for."""
    extra: dict[str, str] = attrgetter("record.extra")(source)
    return "；".join(f"{heading}：{text}" for heading, text in extra.items())


def counted(name: str) -> Value:
    """A number that a database can count to; else null."""
    get = attrgetter(f"record.{name}")
    return lambda source: None if get(source) is None or abs(get(source)) >= _TOO_MANY else get(source)


# What the rows of a table are made of.


def every(field: str) -> Callable[[Notice], Iterator[RowSource]]:
    """The records of a list of the notice."""
    get = attrgetter(field)
    return lambda notice: (RowSource(record, place) for place, record in enumerate(get(notice), 1))


def facts(kind: str) -> Callable[[Notice], Iterator[RowSource]]:
    """The facts of a kind, clause by clause, each with the task that it counts for."""
    get = attrgetter(kind)

    def sources(notice: Notice) -> Iterator[RowSource]:
        tasks = {clause: task.id for task in notice.tasks for clause in (task.id, *task.measures)}
        for clause in notice.clauses:
            for fact in get(clause):
                yield RowSource(fact, owner=clause.id, task=tasks.get(clause.id))

    return sources


def task_units(notice: Notice) -> Iterator[RowSource]:
    """The organisations of each task, with their roles."""
    from fupin_extract.records.notice import units_by_role

    for task in notice.tasks:
        for place, (role, unit) in enumerate(units_by_role(task), 1):
            yield RowSource(unit, place, owner=task.id, role=role)


def duty_units(notice: Notice) -> Iterator[RowSource]:
    """The organisations that each duty names."""
    for clause in notice.clauses:
        for duty in clause.duties:
            yield from (RowSource(unit, place, owner=duty.id) for place, unit in enumerate(duty.actors, 1))
