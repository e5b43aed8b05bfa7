"""What is known of a batch while it runs and afterwards: the files it found, and what became of each.

An SQLite database in the folder ``OUT.journal``, written as results come in, so that a run that was stopped, however,
loses at most what its workers had in hand. It is locked while a run is at work. Nothing of it is held in memory.
"""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fupin_extract.batch.destination import DATABASE, OURS_ID
from fupin_extract.batch.items import Item, Refused, Trouble
from fupin_extract.batch.journal_tables import FILES, KEPT, MISSING, OURS, RESULTS
from fupin_extract.batch.work import Counts, Job, Outcome
from fupin_extract.errors import BatchError

# Another layout of the tables gets another number, and a journal with an old one is begun anew.
_LAYOUT = 1
# Files with the same bytes in one job, rows in one look.
_MOST_NAMES, _SLICE = 200, 1000


@dataclass(frozen=True, slots=True)
class JournalLine:
    """What became of one file; ``first`` is the number of the first with the same bytes, its own where it is that.

    It is done where it has a ``proof``, ``failed``, or skipped; the ``problem`` says why.
    """

    n: int
    first: int | None
    name: str | None
    path: str
    digest: str | None
    failed: bool
    problem: Trouble | None
    proof: str | None
    counts: Counts


class Journal:
    """The journal of one output; ``alone``: of files with the same bytes the first alone has a result."""

    def __init__(self, db: sqlite3.Connection, fingerprint: str, *, alone: bool) -> None:
        self._db = db
        self._fingerprint = fingerprint
        self._alone = alone
        # Of names that were taken, how often: an archive may have thousands of members of one name.
        self._taken: dict[str, int] = {}

    @contextmanager
    def new_list(self) -> Iterator[None]:
        """The files of this run are listed meanwhile; those of the run before are forgotten, not their results."""
        with self._at_once():
            self._db.execute("DROP TABLE IF EXISTS files")
            for statement in FILES.split(";\n"):
                self._db.execute(statement)
            yield

    def add_refused(self, n: int, refused: Refused) -> None:
        """Note what is no item; ``n`` is its place in the order of all."""
        values = (n, refused.path, _dumped(refused.problem), refused.failed)
        self._db.execute("INSERT INTO files (n, path, problem, failed) VALUES (?, ?, ?, ?)", values)

    def add(self, n: int, item: Item, found: str | Trouble, named: Callable[[int], str]) -> None:
        """Note an item with the digest of its bytes, or why it has none; one that is there already is left as it is.

        ``named(0)`` is its name; where that is taken it gets ``named(1)`` and so on.
        """
        db, place = self._db, (os.fsencode(item.where), item.member)
        if db.execute(
            "SELECT 1 FROM files WHERE place = ? AND coalesce(member, -1) = coalesce(?, -1)", place
        ).fetchone():
            return
        digest, problem = (None, _dumped(found)) if isinstance(found, Trouble) else (found, None)
        (first,) = db.execute("SELECT coalesce(min(n), ?) FROM files WHERE digest = ?", (n, digest)).fetchone()
        name = None if self._alone and first != n else self._free(named)
        values = (n, first, name, name and _folded(name), item.path, *place, digest, problem, problem is not None)
        db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _free(self, named: Callable[[int], str]) -> str:
        first = _folded(named(0))
        again = self._taken.get(first, 0)
        while self._db.execute("SELECT 1 FROM files WHERE folded = ?", (_folded(named(again)),)).fetchone():
            again += 1
        if again:
            self._taken[first] = again
        return named(again)

    def problems(self) -> Iterator[Trouble]:
        """Of the files that could not be read."""
        for (problem,) in self._db.execute("SELECT problem FROM files WHERE failed ORDER BY n"):
            yield Trouble(**json.loads(problem))

    def unreadable(self) -> Iterator[str]:
        """The names, known as ours, of files that could not be read."""
        query = "SELECT name FROM files WHERE failed AND name IN (SELECT name FROM ours) ORDER BY n"
        for (name,) in self._db.execute(query):
            yield name

    def forget_all(self) -> None:
        """Begin anew."""
        self._db.execute("DELETE FROM results")

    def forget(self, holds: Callable[[str, str], bool], drop: Callable[[str], None]) -> None:
        """Strike out what counts no more: made with other rules, of other bytes, failed, or gone (not ``holds``).

        What was kept under the name of a file that has changed is dropped, so that nobody takes it for its own.
        """
        db = self._db
        with self._at_once():
            db.execute("DELETE FROM results WHERE problem IS NOT NULL OR fingerprint <> ?", (self._fingerprint,))
            if self._alone:
                db.execute("DELETE FROM results WHERE name NOT IN (SELECT name FROM files WHERE name IS NOT NULL)")
            listed = (
                "SELECT r.name, r.proof, r.digest IS f.digest AND r.path = f.path"
                " FROM results r JOIN files f ON f.name = r.name WHERE true"
            )
            for name, proof, same in self._slices(listed, "r.name", ""):
                if not same:
                    drop(name)
                if not same or not holds(name, proof):
                    db.execute("DELETE FROM results WHERE name = ?", (name,))

    def claim(self, stranger: Callable[[str], bool]) -> list[str]:
        """Note the names of all that is to be made as ours; where something of somebody else stands, only tell which.

        Noted before anything is written, so that a run that was killed knows its own files again.
        """
        if self._alone:  # all goes into one place
            return []
        new = f"SELECT f.name {MISSING} AND f.name NOT IN (SELECT name FROM ours)"  # noqa: S608 - constants of ours
        strangers = [name for (name,) in self._slices(new, "f.name", "") if stranger(name)]
        if not strangers:
            with self._at_once():
                self._db.execute(f"INSERT OR IGNORE INTO ours SELECT f.name, NULL {MISSING}")
        return strangers

    def strike(self, holds: Callable[[str, str], bool]) -> Iterator[Trouble]:
        """Results of this run that are gone, or changed: each becomes a failure, and a later run makes it anew."""
        kept = f"SELECT r.name, r.path, r.proof {KEPT} AND r.proof IS NOT NULL"
        for name, path, proof in self._slices(kept, "r.name", ""):
            if not holds(name, proof):
                problem = Trouble(
                    "{path}: what was written of it is gone or was changed: run the batch again", {"path": path}
                )
                self._db.execute(
                    "UPDATE results SET proof = NULL, problem = ? WHERE name = ?", (_dumped(problem), name)
                )
                yield problem

    def written(self) -> Iterator[tuple[str, str]]:
        """Every name under which a result is kept, of this run or another, with its proof."""
        yield from self._slices("SELECT name, proof FROM results WHERE proof IS NOT NULL", "name", "")

    def seal(self, name: str, proof: str) -> None:
        """Note what was made of all results."""
        self._db.execute("INSERT OR REPLACE INTO ours VALUES (?, ?)", (name, proof))

    def sealed(self, name: str, proof: str) -> bool:
        """Whether this is the proof of what was made of all results."""
        known = self._db.execute("SELECT proof FROM ours WHERE name = ?", (name,)).fetchone()
        return bool(known == (proof,))

    def missing(self) -> Iterator[Job]:
        """The jobs that are left, in the order of the first file of each."""
        first = f"SELECT f.n {MISSING} AND f.digest = ? ORDER BY f.n LIMIT 1"
        files = f"SELECT f.name, f.path, f.place, f.member {MISSING} AND f.digest = ? ORDER BY f.n"
        for n, digest in self._slices(f"SELECT f.n, f.digest {MISSING}", "f.n", 0):
            if self._db.execute(first, (digest,)).fetchone() != (n,):
                continue  # with the job of an earlier file
            alike = self._db.execute(files, (digest,)).fetchall()
            for at in range(0, len(alike), _MOST_NAMES):
                _, path, place, member = alike[at]
                names = tuple((name, path) for name, path, *_ in alike[at : at + _MOST_NAMES])
                yield Job(Item(path, os.fsdecode(place), member), digest, names)

    def record(self, job: Job, outcome: Outcome) -> None:
        """Note what became of a job, at once and for good."""
        counts = json.dumps(asdict(outcome.counts))
        with self._at_once():
            self._db.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (name, path, job.digest, self._fingerprint, proof, counts, problem and _dumped(problem))
                    for name, path, proof, problem in outcome.by_name(job)
                ],
            )

    def count(self) -> tuple[int, int]:
        """How many results this run is to have in the end, and how many of them are missing."""
        (kept,) = self._db.execute(f"SELECT count(*) {KEPT}").fetchone()
        (missing,) = self._db.execute(f"SELECT count(*) {MISSING}").fetchone()
        return kept, missing

    def lines(self) -> Iterator[JournalLine]:
        """Every file in order, with what became of it; what only the first has, the others with its bytes have too."""
        query = (
            "SELECT f.n, f.first, f.name, f.path, f.digest, f.failed, coalesce(f.problem, r.problem), r.proof, r.counts"
            " FROM files f LEFT JOIN files o ON o.n = f.first"
            " LEFT JOIN results r ON r.name = coalesce(f.name, o.name) AND r.digest = f.digest ORDER BY f.n"
        )
        for n, first, name, path, digest, failed, problem, proof, counts in self._db.execute(query):
            lost = bool(failed) or (digest is not None and problem is not None)
            known = Counts(**json.loads(counts)) if counts else Counts()
            yield JournalLine(n, first, name, path, digest, lost, _loaded(problem), proof, known)

    def shared(self) -> set[int]:
        """The numbers of files whose bytes others have too."""
        return {n for (n,) in self._db.execute("SELECT DISTINCT first FROM files WHERE first <> n")}

    def shards(self) -> set[str]:
        """The shards that some proof names."""
        query = "SELECT DISTINCT substr(proof, 1, instr(proof, ':') - 1) FROM results WHERE proof IS NOT NULL"
        return {shard for (shard,) in self._db.execute(query)}

    def _slices(self, query: str, key: str, last: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in the order of its first column, a slice at a time: others may change meanwhile."""
        query += f" AND {key} > ? ORDER BY {key} LIMIT {_SLICE}"
        while rows := self._db.execute(query, (last,)).fetchall():
            yield from rows
            last = rows[-1][0]

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


@contextmanager
def open_journal(folder: Path, fingerprint: str, *, alone: bool) -> Iterator[Journal]:
    """The journal in ``folder``, for one run; results of the runs before are in it.

    Raises:
        BatchError: another run is at work on it, or what stands there is no journal.
        OSError: it cannot be written.
    """
    folder.mkdir(exist_ok=True)
    db = sqlite3.connect(folder / DATABASE, timeout=0, isolation_level=None)
    try:
        try:
            # Locked until it is closed, even by kill; and a commit needs no more than a write to the end of a file.
            # By its number others know it, and before it is written elsewhere than in the file itself.
            for pragma in (
                "locking_mode=EXCLUSIVE",
                f"application_id={OURS_ID}",
                "journal_mode=WAL",
                "synchronous=NORMAL",
            ):
                db.execute(f"PRAGMA {pragma}")
            db.execute("BEGIN EXCLUSIVE")
            if db.execute("PRAGMA user_version").fetchone() != (_LAYOUT,):
                db.execute("DROP TABLE IF EXISTS results")
                db.execute(f"PRAGMA user_version={_LAYOUT}")
            for statement in (RESULTS, *OURS.split(";\n")):
                db.execute(statement)
            db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise _unusable(folder, error) from None
        yield Journal(db, fingerprint, alone=alone)
    except sqlite3.DatabaseError as error:
        raise _unusable(folder, error) from None
    finally:
        db.close()


def _unusable(folder: Path, error: sqlite3.DatabaseError) -> BatchError:
    if "locked" in str(error):
        return BatchError("{path}: another run is writing there now: wait for it to end", path=folder)
    if isinstance(error, sqlite3.OperationalError):
        return BatchError("{path}: cannot be written: {reason}", path=folder, reason=error)
    return BatchError("{path}: is no journal, or a damaged one: delete it and run again", path=folder)


def _folded(name: str) -> str:
    """The name on a system where a.txt and A.txt are one, and so are two ways to write one character."""
    return unicodedata.normalize("NFC", name).casefold()


def _dumped(problem: Trouble) -> str:
    return json.dumps(asdict(problem), ensure_ascii=True)


def _loaded(problem: str | None) -> Trouble | None:
    return Trouble(**json.loads(problem)) if problem else None
