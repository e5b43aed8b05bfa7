"""Patches for tests, made of a text and of what is to be changed in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from fupin_extract import Notice, parse
from fupin_extract.records.notice import UNIT_FIELDS, units_by_role
from fupin_extract.records.patch import Patch
from fupin_extract.write.patch import draw
from fupin_extract.write.registry import Looks


def found(text: str, words: str, start: int = 0) -> tuple[int, int]:
    """Where words stand in a text."""
    at = text.index(words, start)
    return at, at + len(words)


def patch_of(notice: Notice, *operations: dict[str, Any], rows: bool = False, **states: str) -> Patch:
    """A patch of a notice; a row's span is filled in, and with ``rows`` how far each was looked at.

    ``states`` are those of rows by their ids with ``_`` for a dot (``r2_1="confirmed"``), else changed or untouched.
    """
    spans = {task.id: task.span for task in (*notice.tasks, *notice.sections)}
    spans |= {clause.id: clause.span for clause in notice.clauses if clause.id not in spans}
    full = [{"span": spans.get(op.get("task", ""), (0, 0)), **op} for op in operations]
    changed = {op.get("task") for op in operations}
    told = {name[1:].replace("_", "."): state for name, state in states.items()}
    known = [
        {"task": t.id, "span": t.span, "state": told.get(t.id, "changed" if t.id in changed else "untouched")}
        for t in notice.tasks
    ]
    source = {"sha256": notice.source.sha256, "path": notice.source.path, "characters": notice.source.characters}
    whole = {"kind": "fupin-patch", "source": source, "operations": full, "rows": known if rows else []}
    return Patch.model_validate(whole)


def written(patch: Patch) -> bytes:
    """A patch as a file."""
    return b"".join(draw(patch, Looks()))


def saved(folder: Path, name: str, text: str, *operations: dict[str, Any], **states: str) -> tuple[Path, Path]:
    """A notice and its patch as files."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    notice = parse(path)
    assert notice.source.sha256 == sha256(text.encode()).hexdigest()
    patch = folder / f"{name}.patch.yaml"
    patch.write_bytes(written(patch_of(notice, *operations, rows=True, **states)))
    return path, patch


def between(read: Notice, better: Notice) -> list[dict[str, Any]]:
    """The operations by which a reader makes of a notice one that was read better: units, deadlines and targets."""
    operations: list[dict[str, Any]] = []
    rows = {task.span: task for task in read.tasks}
    for task in better.tasks:
        row = rows[task.span]
        had = {unit.name: (UNIT_FIELDS[role], unit) for role, unit in units_by_role(row)}
        has = {unit.name: (UNIT_FIELDS[role], unit) for role, unit in units_by_role(task)}
        for name, (field, unit) in has.items():
            told: dict[str, Any] = {"task": row.id, "place": unit.span}
            if name not in had:
                operations.append({"op": "set", "field": field, "now": name, **told})
            elif had[name][0] != field:
                operations.append({"op": "role", "unit": name, "was": had[name][0], "now": field, **told})
        for name, (field, unit) in had.items():
            if name not in has:
                operations.append({"op": "set", "task": row.id, "field": field, "was": name, "place": unit.span})
        for kind in ("deadlines", "targets"):
            before = {fact.span for fact in getattr(row, kind)}
            operations += [
                {"op": "set", "task": row.id, "field": kind, "now": fact.text, "place": fact.span}
                for fact in getattr(task, kind)
                if fact.span not in before
            ]
    return operations
