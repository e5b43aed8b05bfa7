"""How much of what a careful reader finds is found: F1 over annotated notices, field by field.

usage: python benchmarks/quality.py FOLDER [-v]

FOLDER holds the notices, any file names; a notice is known by its sha256. The annotations (``annotations/notices``)
were made by hand, each notice by one reader who knew the contract of the records and not this program. They hold no
text beyond the phrases that count. With -v what was missed (-) and what was found beyond it (+) is listed. A phrase
marked optional may be read either way.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fupin_extract import parse
from fupin_extract.records.notice import Clause, Notice

ANNOTATIONS = Path(__file__).parent / "annotations" / "notices"
# What each figure may fall to before the run fails: floors that only rise.
FLOORS = {
    "metadata": 0.95,
    "clauses": 0.99,
    "titles": 0.97,
    "kinds": 0.96,
    "units": 0.98,
    "rows": 0.96,
    "deadlines": 0.95,
    "targets": 0.97,
    "roles": 0.95,
    "per": 0.80,
    "citations": 0.97,
}
Tally = Counter[tuple[str, str]]


def plain(text: object) -> str:
    """A text without blanks, widths and the shapes of brackets, which make no difference."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))
    return folded.translate(str.maketrans("〔［【[〕］】]", "(((())))"))


def count(tally: Tally, field: str, want: Iterable[object], got: Iterable[object], log: list[str]) -> None:
    """Add what is in both, missed and beyond, as multisets."""
    wanted, given = Counter(list(want)), Counter(list(got))
    tally[field, "both"] += sum((wanted & given).values())
    for name, sign, rest in (("missed", "-", wanted - given), ("beyond", "+", given - wanted)):
        tally[field, name] += sum(rest.values())
        log.extend(f"  {field} {sign} {item}" for item in rest.elements())


def f1(tally: Tally, field: str) -> float | None:
    """The F1 of a field; None where there was nothing to find and nothing was found."""
    both, missed, beyond = (tally[field, name] for name in ("both", "missed", "beyond"))
    return 2 * both / (2 * both + missed + beyond) if both + missed + beyond else None


def score(gold: dict[str, Any], notice: Notice, tally: Tally, log: list[str]) -> None:
    """Compare one notice with its annotation."""
    found = notice.metadata.model_dump(mode="json")
    want_meta = {(k, _flat(v)) for k, v in gold["metadata"].items() if _flat(v)}
    count(tally, "metadata", want_meta, {(k, _flat(found[k])) for k in gold["metadata"] if _flat(found[k])}, log)
    clauses = {c.id: c for c in notice.clauses if c.level}
    wanted = {c["id"]: c for c in gold["clauses"] if c["id"] != "0"}
    count(tally, "clauses", wanted, clauses, log)
    both = wanted.keys() & clauses.keys()
    for field, key in (("titles", "title"), ("kinds", "kind")):
        want = {(i, plain(wanted[i][key]).rstrip("。")) for i in both}
        count(tally, field, want, {(i, plain(getattr(clauses[i], key)).rstrip("。")) for i in both}, log)
    count(tally, "units", _units_of(gold), _units(notice), log)
    count(tally, "rows", _rows_of(gold), _rows(notice), log)
    citations = [plain(c.title) for clause in notice.clauses for c in clause.citations]
    count(tally, "citations", [plain(c["title"]) for c in gold["citations"]], citations, log)
    _facts(gold, notice.clauses, tally, log)


def _flat(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "|".join(sorted(map(plain, value)))
    return plain(json.dumps(value, sort_keys=True)) if isinstance(value, dict) else plain(value)


def _units_of(gold: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for task in gold["tasks"]:
        for role in ("lead", "responsible", "supporting"):
            yield from ((task["id"], role, plain(name)) for name in task[role])


def _units(notice: Notice) -> Iterator[tuple[str, str, str]]:
    for task in notice.tasks:
        lists = (
            ("lead", task.lead_units),
            ("responsible", task.responsible_units),
            ("supporting", task.supporting_units),
        )
        yield from ((task.id, role, plain(unit.name)) for role, units in lists for unit in units)


def _rows_of(gold: dict[str, Any]) -> Iterator[tuple[str, frozenset[Any]]]:
    for task in gold["tasks"]:
        yield task["id"], frozenset(_units_of({"tasks": [task]}))


def _rows(notice: Notice) -> Iterator[tuple[str, frozenset[Any]]]:
    for task in notice.tasks:
        yield task.id, frozenset(_units(notice.model_copy(update={"tasks": (task,)})))


def _facts(gold: dict[str, Any], clauses: Iterable[Clause], tally: Tally, log: list[str]) -> None:
    """Deadlines and targets with their values; role and ``per`` of the targets that both have."""
    found = list(clauses)
    optional = [_place(f) for key in ("deadlines", "targets") for f in gold[key] if f.get("optional")]
    for field in ("deadlines", "targets"):
        want = {_place(f): f for f in gold[field] if not f.get("optional")}
        got = {f.span: (c.id, f) for c in found for f in getattr(c, field)}
        got = {p: f for p, f in got.items() if not any(_meets(p, o) for o in optional)}
        pairs = {p: next((q for q in got if _meets(p, q)), None) for p in want}
        values = {"deadlines": _deadline, "targets": _target}[field]
        for place, at in pairs.items():
            expected, given = values(want[place]), values(got[at][1].model_dump(mode="json")) if at else None
            same = at is not None and expected == given and got[at][0] == want[place]["clause"]
            count(tally, field, [expected], [expected] if same else ([given] if at else []), log)
            if at and field == "targets":
                target = got[at][1]
                count(tally, "roles", [want[place]["role"]], [target.role], log)
                count(tally, "per", filter(None, [plain(want[place]["per"])]), filter(None, [plain(target.per)]), log)
        used = set(pairs.values())
        count(tally, field, [], [f"{c}: {f.text}" for p, (c, f) in got.items() if p not in used], log)


def _place(fact: dict[str, Any]) -> tuple[int, int]:
    return fact["at"], fact["at"] + len(fact["text"])


def _meets(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1])


def _deadline(fact: dict[str, Any]) -> tuple[object, ...]:
    rule = frozenset(filter(None, plain(fact.get("recurrence")).split(";")))
    return (*tuple(fact.get(k) for k in ("kind", "start", "end", "duration", "working_days")), rule)


def _target(fact: dict[str, Any]) -> tuple[object, ...]:
    high = fact.get("value_max")
    return fact["comparator"], round(fact["value"], 6), None if high is None else round(high, 6), plain(fact["unit"])


def main(arguments: list[str]) -> int:
    """Score every annotated notice that the folder holds; 1 where a floor is not reached, 2 where none is there."""
    folder = next((Path(a) for a in arguments if a != "-v"), None)
    files = [p for p in folder.rglob("*.txt") if p.is_file()] if folder and folder.is_dir() else []
    known = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in files}
    total: Tally = Counter()
    done = 0
    for path in sorted(ANNOTATIONS.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if (file := known.get(gold["sha256"])) is not None:
            log: list[str] = []
            score(gold, parse(file), total, log)
            done += 1
            if "-v" in arguments and log:
                print(path.stem, *log, sep="\n")
    if not done:
        print("usage: quality.py FOLDER [-v]; no annotated notice is in the folder", file=sys.stderr)
        return 2
    figures = {field: f1(total, field) for field in FLOORS}
    print(f"{done} notices;", ", ".join(f"{k} {v:.3f}" for k, v in figures.items() if v is not None))
    low = [k for k, v in figures.items() if v is not None and v < FLOORS[k]]
    print("below the floor: " + ", ".join(low) if low else "no figure is below its floor")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
