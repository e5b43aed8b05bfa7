"""What the page shows of a notice: its text, the rows of its matrix, and every fact with its place.

A fact is what a patch can name: its field, its ``text`` as the matrix has it (the name of a unit), and its span in code
points of the text. ``written`` is what stands there, where that is another; ``of`` the row of a table that says it,
where the matrix prints it with the row of the text that this repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fupin_extract.errors import WriteError
from fupin_extract.records.notice import UNIT_FIELDS, Citation, Deadline, Organization, Person, Target
from fupin_extract.records.once import told_once
from fupin_extract.write import labels
from fupin_extract.write.advice import sentence
from fupin_extract.write.ledger.keyed import around
from fupin_extract.write.ledger.to_check import DOERS
from fupin_extract.write.ledger.wording import recurrence
from fupin_extract.write.notices import printed_targets
from fupin_extract.write.review.interface import heading, words
from fupin_extract.write.sheets import glimpse, listed

if TYPE_CHECKING:
    from fupin_extract.records.notice import Clause, Diagnostic, Duty, Notice, Responsibility, Task
    from fupin_extract.records.offices import UnitsView
    from fupin_extract.records.patch import AnyOperation, Patch
    from fupin_extract.write.labels import Headers

_UNITS = tuple(UNIT_FIELDS.values())
FIELDS = (*_UNITS, "persons", "deadlines", "targets", "citations", "duties")
# The parts of a deadline and of a target that a person may want to see or to correct.
_DEADLINE = ("kind", "start", "end", "duration", "working_days", "due", "recurrence")
# What of the notice itself stands over its text.
_ABOUT = ("document_number", "issuing_authorities", "date_signed", "date_published", "region", "addressees")
_TARGET = ("role", "comparator", "value", "value_max", "unit", "approximate", "per", "subject")


def shown(
    notice: Notice, offices: UnitsView, headers: Headers, begun: Patch | None = None, made: Sequence[Patch] = ()
) -> dict[str, Any]:
    """All that the page has to know of a notice; ``begun`` are corrections that it goes on from, ``made`` those in it.

    Raises:
        WriteError: the record has no text to show, as one that was read from JSON.
    """
    source = notice.source
    if source.text is None:
        raise WriteError(
            "{path}: a review page shows the text, which this record has not: parse the file again",
            path=source.path or "-",
        )
    rows = _rows(notice)
    diagnostics = [
        {
            **diagnostic.model_dump(mode="json", include={"code", "severity", "span"}),
            "message": sentence(diagnostic, headers),
            "name": labels.word(labels.SEVERITIES, diagnostic.severity, headers),
            "task": _task_of(rows, diagnostic),
        }
        for diagnostic in notice.diagnostics
    ]
    return {
        "title": notice.metadata.title or source.path or words(headers)["untitled"],
        "about": list(_about(notice, headers)),
        "source": {"path": source.path, "sha256": source.sha256, "characters": source.characters},
        "text": source.text,
        # What stands before the first clause and behind the last is header, signature, or what a web site adds.
        "body": [min(c.span[0] for c in notice.clauses), max(c.span[1] for c in notice.clauses)],
        "rows": list(_drawn(notice, rows, diagnostics, headers)),
        "loose": list(_loose(notice, rows, headers)),
        "diagnostics": diagnostics,
        "kept_as": _kept_as(source.sha256, made if begun is None else (begun,)),
        **({"begun": _begun(begun)} if begun else {}),
        "offices": [{"name": office.name, "names": office.names} for office in offices.units],
    }


def _about(notice: Notice, headers: Headers) -> Iterator[tuple[str, str]]:
    """What the head of the page says of the notice, each under its heading."""
    for name in _ABOUT:
        value = getattr(notice.metadata, name)
        if value:
            yield heading(name, headers), listed(value) if isinstance(value, tuple) else str(value)


def _kept_as(checksum: str, patches: Sequence[Patch]) -> str:
    """What a browser keeps corrections under: those of a notice that was corrected before apart from all others."""
    if not patches:
        return checksum
    return f"{checksum}-{sha256(''.join(patch.model_dump_json() for patch in patches).encode()).hexdigest()}"


def _begun(patch: Patch) -> dict[str, Any]:
    """Corrections as the page has them."""
    operations = [
        {"op": each.op, **each.model_dump(mode="json"), **_without_nothing(each)} for each in patch.operations
    ]
    return {
        "operations": operations,
        "confirmed": {row.task: True for row in patch.rows if row.state == "confirmed"},
        "notes": {row.task: row.note for row in patch.rows if row.note},
    }


def _without_nothing(operation: AnyOperation) -> dict[str, Any]:
    """The value of an operation, of which a patch leaves out what is not told."""
    value = getattr(operation, "value", None)
    return {"value": value.model_dump(mode="json", exclude_none=True)} if value else {}


def listing(notice: dict[str, Any]) -> dict[str, Any]:
    """A line of the list of notices, which is there before any of them is drawn."""
    rows = [row for row in notice["rows"] if not row["section"] and row["kind"] != "overview"]
    return {
        "title": notice["title"],
        "path": notice["source"]["path"],
        "kept_as": notice["kept_as"],
        "confirmed": len(notice.get("begun", {}).get("confirmed", ())),
        "tasks": len(rows),
        "unassigned": sum(row["unassigned"] for row in rows),
        "check": sum(bool(row["checks"]) or row["unassigned"] for row in rows),
    }


def _rows(notice: Notice) -> list[Task]:
    """Tasks and sections in the order of the text, each task once."""
    return sorted([*notice.sections, *told_once(notice.tasks)], key=lambda row: row.span)


def _task_of(rows: list[Task], diagnostic: Diagnostic) -> str | None:
    row = around(rows, diagnostic.span) if diagnostic.span else None
    return row.id if row else None


def _drawn(
    notice: Notice, rows: list[Task], diagnostics: list[dict[str, Any]], headers: Headers
) -> Iterator[dict[str, Any]]:
    """The rows as the page has them."""
    checks: dict[str, list[str]] = {}
    for each in diagnostics:
        if each["task"] and each["severity"] != "info":
            checks.setdefault(each["task"], []).append(each["message"])
    repeats: dict[str, list[Task]] = {}
    for task in notice.tasks:
        if task.duplicate_of:
            repeats.setdefault(task.duplicate_of, []).append(task)
    tasks = {task.id: task for task in notice.tasks}
    sections = {id(section) for section in notice.sections}
    for row in rows:
        section = id(row) in sections
        yield {
            "id": row.id,
            "section": section,
            "kind": row.kind,
            "path": row.path[:-1],
            "title": row.title,
            "glimpse": "" if row.title else glimpse(row.text),
            "span": row.span,
            "facts": list(_told(row, tasks.get(row.id), repeats.get(row.id, []), headers)),
            "checks": checks.get(row.id, []),
            "unassigned": not section and row.kind != "overview" and not any(getattr(row, name) for name in DOERS),
        }


def _told(row: Task, task: Task | None, repeats: list[Task], headers: Headers) -> Iterator[dict[str, Any]]:
    """The facts of a row; of those that a table adds to its ``task`` is said whose they are."""
    others = {(name, fact.span): each for each in repeats for name in FIELDS for fact in getattr(each, name)}
    own = {(fact["field"], fact["span"]) for fact in _facts(task, headers)} if task and others else set()
    for fact in _facts(row, headers):
        key = (fact["field"], fact["span"])
        if key in others and key not in own:
            fact["of"] = {"task": others[key].id, "span": others[key].span}
        yield fact


def _loose(notice: Notice, rows: list[Task], headers: Headers) -> Iterator[dict[str, Any]]:
    """The facts of clauses that are in no row, as those of the preamble."""
    known = {(fact["field"], fact["span"]) for row in rows for fact in _facts(row, headers)}
    for clause in notice.clauses:
        told = (*_facts(clause, headers), *(_facts(clause.responsibility, headers) if clause.responsibility else ()))
        yield from (fact for fact in told if (fact["field"], fact["span"]) not in known)


def _facts(record: Task | Clause | Responsibility, headers: Headers) -> Iterator[dict[str, Any]]:
    for field in FIELDS:
        for fact in getattr(record, field, ()):
            yield {"field": field, "text": fact.text, "span": fact.span, **_more(fact, headers)}


def _more(fact: Organization | Person | Deadline | Target | Citation | Duty, headers: Headers) -> dict[str, Any]:
    """What a fact says besides its text: its name, where that is another, what it means, what the matrix shows."""
    match fact:
        case Organization() | Person():
            other = {} if fact.name == fact.text else {"text": fact.name, "written": fact.text}
            return other | _inherited(fact)
        case Deadline():
            often = {"often": recurrence(fact.recurrence, headers)} if fact.recurrence else {}
            return _valued(fact, _DEADLINE) | often | _inherited(fact)
        case Target():
            return _valued(fact, _TARGET) | ({"shown": printed_targets([fact])} if fact.subject else {})
        case Citation():
            return {"shown": f"《{fact.refers_to or fact.title}》"}
    return {"shown": f"{listed(unit.name for unit in fact.actors)}：{glimpse(fact.action, 16)}"}


def _inherited(fact: Organization | Person | Deadline) -> dict[str, Any]:
    return {"inherited": True} if getattr(fact, "inherited", False) else {}


def _valued(fact: Deadline | Target, parts: tuple[str, ...]) -> dict[str, Any]:
    value = fact.model_dump(mode="json", include=set(parts), exclude_none=True)
    return {"value": {name: value[name] for name in parts if value.get(name, False) is not False}}
