"""A database → what there is in it, counted: by SQL, and with no more rows than a page can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fupin_extract.errors import StoreError
from fupin_extract.records.overview import BarParts, BehindBars, CountedBars, NoticeLine, Overview
from fupin_extract.store import tallies
from fupin_extract.store.database import Database
from fupin_extract.store.ddl import each_function
from fupin_extract.store.tallies import TALLIED, Tallied

# So many rows of each thing that is counted, and so many notices.
MOST = 2000
_NEEDED = ("notices", "clauses", "tasks", "task_units", "deadlines", "targets")


def overview(db: Database, path: Path, functions: Mapping[str, str]) -> Overview:
    """What an open database holds; ``path`` is where, ``functions`` what lines of business are called.

    Raises:
        StoreError: it has not our tables, or cannot be read.
    """
    missing = [name for name in _NEEDED if name not in db.names()]
    if missing:
        text = "{path}: is no database of notices, as batch writes one: there is no table {names}"
        raise StoreError(text, path=path, names=", ".join(missing))
    counted = tuple(_counted(db, each) for each in TALLIED)
    notices = tuple(NoticeLine(*row) for row in _asked(db, tallies.notices(MOST)))
    numbers = sorted({row[3] for each in counted for row in each.behind.rows})
    named = {row[0]: (row[1], row[2]) for row in _asked(db, tallies.named(numbers))} if numbers else {}
    totals = {name: next(iter(_asked(db, sql)))[0] for name, sql in tallies.TOTALS.items()}
    return Overview(path.name, totals, counted, notices, named, dict(functions))


def _asked(db: Database, sql: str) -> Iterable[Any]:
    return db.ask(sql).rows


def _counted(db: Database, tallied: Tallied) -> CountedBars:
    facts = tallied.sql.format(each_function=each_function(db.engine))
    many_of: dict[tuple[str, str], int] = {}
    rows: dict[tuple[str, str], int] = {}
    for bar, part, many, behind in _asked(db, tallies.count(tallied, facts)):
        many_of[str(bar), str(part)] = many
        rows[str(bar), str(part)] = behind
    of_bar: Counter[str] = Counter()
    for (bar, _), behind in rows.items():
        of_bar[bar] += behind
    shown = _most(of_bar, tallied.bars)
    of_part: Counter[str] = Counter()
    for (bar, part), behind in rows.items():
        if bar in shown:
            of_part[part] += behind
    parts = _most(of_part, tallied.parts)
    bars = [
        BarParts(bar, *({part: told[bar, part] for part in parts if (bar, part) in told} for told in (many_of, rows)))
        for bar in shown
    ]
    bars.sort(key=lambda bar: bar.key if tallied.order == "key" else (-bar.total, bar.key))
    total = sum(sum(bar.rows.values()) for bar in bars)
    rows_behind = tuple(
        (str(key), str(part), str(fact), notice, str(clause), str(work or ""))
        for key, part, fact, notice, clause, work in _asked(db, tallies.behind(tallied, facts, MOST))
    )
    return CountedBars(tallied.name, tuple(bars), tuple(parts), len(of_bar), BehindBars(rows_behind, total))


def _most(counts: Counter[str], most: int) -> list[str]:
    return sorted(counts, key=lambda key: (-counts[key], key))[:most]
