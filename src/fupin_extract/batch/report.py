"""What became of every file, as JSON: the same bytes for the same outcome, in however many runs it was reached."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_extract import __version__

if TYPE_CHECKING:
    from fupin_extract.batch.journal import Journal, JournalLine


@dataclass(frozen=True, slots=True)
class Summary:
    """How many files there were, and what became of them; ``interesting`` are done and have warnings or errors.

    ``duplicates`` are among the done: their bytes are those of a file before them.
    """

    files: int = 0
    done: int = 0
    with_diagnostics: int = 0
    failed: int = 0
    skipped: int = 0
    duplicates: int = 0
    characters: int = 0
    clauses: int = 0
    tasks: int = 0


def write_report(place: Path, journal: Journal, rules: str, *, names: bool) -> Summary:
    """Write the report, a line a file under the totals, and give the totals. ``names``: each has an output of its own.

    Raises:
        OSError: it cannot be written.
    """
    counts: Counter[str] = Counter()
    for line in journal.lines():
        counts.update(_counted(line))
    summary = Summary(**counts)
    totals = {name: getattr(summary, name) for name in Summary.__slots__}
    head = {"schema_version": "1", "fupin_extract": __version__, "rules_sha256": rules, "totals": totals}
    with place.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
        file.write(',\n "files": [')
        paths: dict[int, str] = {}
        shared = journal.shared()
        for i, line in enumerate(journal.lines()):
            if line.n in shared:
                paths[line.n] = line.path
            entry = json.dumps(_entry(line, paths, names=names), ensure_ascii=False)
            file.write(f"{',' if i else ''}\n  {entry}")
        file.write("\n ]\n}\n")
    return summary


def status(line: JournalLine) -> str:
    """``done``, ``failed`` or ``skipped``."""
    return "failed" if line.failed else "done" if line.proof else "skipped"


def _counted(line: JournalLine) -> dict[str, int]:
    found = {"files": 1, status(line): 1}
    if line.proof:
        found["with_diagnostics"] = int(bool(line.counts.diagnostics))
        if line.first != line.n:
            found["duplicates"] = 1
        else:
            found |= {name: getattr(line.counts, name) for name in ("characters", "clauses", "tasks")}
    return found


def _entry(line: JournalLine, paths: dict[int, str], *, names: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": line.path, "status": status(line)}
    if line.digest:
        entry["sha256"] = line.digest
    if line.first not in (None, line.n):
        entry["duplicate_of"] = paths[line.first or 0]
    if line.proof:
        if names:
            entry["output"] = line.name
        counts = line.counts
        entry |= {"characters": counts.characters, "clauses": counts.clauses, "tasks": counts.tasks}
        entry["diagnostics"] = counts.diagnostics
    elif line.problem:
        entry["reason"] = line.problem.reason
    return entry
