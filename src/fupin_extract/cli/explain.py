"""``parse --explain``: for each fact the form that found it, and what was seen but not taken, with the reason."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from fupin_extract.pipeline import Reading
    from fupin_extract.records.notice import Clause, Fact
    from fupin_extract.text.span import Span
    from fupin_extract.write import Format, Headers

# Why a mention that a form took is no fact after all.
_DROPPED = {"deadline": "over on the day of signing", "citation": "the notice's own plan"}
# What of a fact tells how it was read.
_TOLD = {
    "deadline": ("kind", "start", "end", "duration", "working_days", "due", "recurrence"),
    "target": ("role", "comparator", "value", "value_max", "unit", "per", "subject"),
    "citation": ("title", "document_number", "issuer", "refers_to"),
    "duty": ("role", "actors", "action", "deadlines"),
}
_KINDS = {
    "deadline": "时限",
    "target": "目标",
    "citation": "依据",
    "duty": "任务",
    "responsibility": "责任分工",
    "convention": "牵头约定",
}
_HEADINGS = {
    "zh": ("条款", "行", "种类", "规则", "原文", "编号", "读作／不取的理由"),
    "en": ("clause", "line", "kind", "rule", "text", "id", "means / reason"),
}


class _Row(TypedDict):
    """What every row has: where it stands, and which form saw it."""

    file: str | None
    clause: str
    kind: str
    rule: str
    text: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Explained:
    """What was seen at ``span`` (in ``line`` of the file): the fact ``id`` that it became, or the ``reason`` why none.

    ``rule`` is the form that decided, of a responsibility group all that told a role; ``means`` is what was read.
    """

    file: str | None
    clause: str
    kind: str
    rule: str
    text: str
    span: Span
    line: int
    id: str | None = None
    means: str | None = None
    reason: str | None = None


def explain_format(form: Format | None, output: Path | None) -> Format:
    """The format asked for, else by the suffix of the file, else a table.

    Raises:
        WriteError: it is neither table nor json.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.errors import WriteError
    from fupin_extract.write import format_by_suffix

    chosen = form or (format_by_suffix(output) if output else None) or "table"
    if chosen not in ("table", "json"):
        raise WriteError(say("--explain is written as table or json, not as {form}", form=chosen))
    return chosen


def write_explained(readings: Sequence[Reading], form: Format, *, headers: Headers, width: int) -> bytes:
    """Everything that was seen in the notices, in their order: a table a notice, or one list in JSON."""
    explained = [list(_Teller(reading).rows()) for reading in readings]
    if form == "json":
        rows = [asdict(row) for rows in explained for row in rows]
        return json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n"
    from fupin_extract.write.table import dump_tables

    titles = [r.notice.metadata.title or r.notice.source.path or "" for r in readings]
    tables = [_table(title, rows, headers) for title, rows in zip(titles, explained, strict=True)]
    return dump_tables(tables, width)


class _Teller:
    """Tells what was seen in one notice."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._nodes = {node.id: node for node in reading.outline.nodes}
        self._breaks = [match.start() for match in re.finditer("\n", reading.document.text)]

    def rows(self) -> Iterator[Explained]:
        """Clause by clause, in the order of the text."""
        for clause in self._reading.notice.clauses:
            yield from sorted(self._mentions(clause), key=lambda row: (row.span, row.kind))

    def _mentions(self, clause: Clause) -> Iterator[Explained]:
        """The mentions of a clause, with the facts that they became."""
        found = self._reading.findings.clauses[clause.id]
        kinds = {
            "deadline": clause.deadlines,
            "target": clause.targets,
            "citation": clause.citations,
            "duty": clause.duties,
        }
        facts: dict[tuple[str, Span], Fact] = {(k, fact.span): fact for k, of_kind in kinds.items() for fact in of_kind}
        for mention in found.mentions:
            place = self._place(clause.id, mention.kind, mention.rule, found.own.span(mention.start, mention.end))
            fact = None if mention.rejected else facts.get((mention.kind, place["span"]))
            if fact:
                yield Explained(**place, id=fact.id, means=_means(mention.kind, fact))
            elif mention.rejected is None and mention.kind in _SAID:
                yield Explained(**place, means=_SAID[mention.kind](mention.value))
            else:
                yield Explained(**place, reason=mention.rejected or _DROPPED.get(mention.kind, "no record"))

    def _place(self, clause: str, kind: str, rule: str, span: Span) -> _Row:
        return {
            "file": self._reading.document.path,
            "clause": clause,
            "kind": kind,
            "rule": rule,
            "text": re.sub(r"\s*[\r\n\f]+\s*", "", self._reading.document.text[slice(*span)]),
            "span": span,
            "line": bisect_right(self._breaks, span[0]) + 1,
        }


def _group_says(value: object) -> str:
    """The units of a group by role, and its persons."""
    from fupin_extract.find.groups.find import Group

    assert isinstance(value, Group)
    said: dict[str, list[str]] = {}
    for answer in value.content.answers:
        said.setdefault(answer.role or "open", []).append(answer.unit.name)
    for person in value.content.persons:
        said.setdefault(person.role, []).append(person.name)
    return "; ".join(f"{role}: {'、'.join(names)}" for role, names in said.items())


def _convention_says(value: object) -> str:
    """Who leads by a convention."""
    from fupin_extract.find.groups.conventions import Convention

    assert isinstance(value, Convention)
    return f"{value.leads} leads" + (f", others {value.others}" if value.others else "")


_SAID: dict[str, Callable[[object], str]] = {"responsibility": _group_says, "convention": _convention_says}


def _means(kind: str, fact: Fact) -> str:
    """What was read, in a few words."""
    told = [(name, getattr(fact, name)) for name in _TOLD[kind]]
    return " ".join(_written(value) for _, value in told if value not in (None, ()))


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_written, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    name = getattr(value, "name", None)
    return str(name if name is not None else value)


def _table(title: str, rows: Sequence[Explained], headers: Headers) -> Table:
    """A row for each; what was not taken has a dash for the id."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from fupin_extract.write.table import plain

    table = Table(box=SIMPLE_HEAD, title=plain(title), title_justify="left", title_style="")
    for heading, ratio in zip(_HEADINGS[headers], (None, None, None, 2, 4, None, 4), strict=True):
        table.add_column(plain(heading), overflow="fold", no_wrap=ratio is None, ratio=ratio)
    for row in rows:
        kind = _KINDS[row.kind] if headers == "zh" else row.kind
        told = row.means or f"✗ {row.reason}"
        cells = (row.clause, str(row.line), kind, row.rule, row.text, row.id or "—", told)
        table.add_row(*map(plain, cells))
    return table
