"""Patches for tests, made of a text and of what is to be changed in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from fupin_extract import Notice, parse
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
