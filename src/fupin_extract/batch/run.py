"""A batch from end to end: list the files, do what is missing, put it together, say what became of each."""

from __future__ import annotations

import codecs
import multiprocessing
import shutil
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from fupin_extract.archives import close_archives
from fupin_extract.batch.assemble import assemble
from fupin_extract.batch.destination import DATABASE, Destination, output_name
from fupin_extract.batch.engines import Engine, LocalEngine
from fupin_extract.batch.items import Item, Refused, Trouble
from fupin_extract.batch.journal import Journal, open_journal
from fupin_extract.batch.keepers import FileKeeper, ShardKeeper, checksum, emptied
from fupin_extract.batch.report import Summary, write_report
from fupin_extract.batch.work import Options, Settings
from fupin_extract.batch.worklist import Filter, Found, work_list
from fupin_extract.errors import BatchError, WriteError
from fupin_extract.write.registry import writer

if TYPE_CHECKING:
    from collections.abc import Iterator

# So many files that stand in the way are told by name.
_MOST_NAMED = 10
_NOT_INTACT = "{path}: is gone, or not as the batch has left it: run the batch again"


class Listener:
    """Who is told how a batch goes on; this one says nothing."""

    def listed(self, files: int) -> None:
        """So many files have been found until now."""

    def begins(self, files: int, missing: int) -> None:
        """There are so many notices, of which so many are not done yet."""

    def done(self, files: int, characters: int) -> None:
        """So many more files are done, well or not, with so many characters in all."""

    def failed(self, problem: Trouble) -> None:
        """A file could not be read, or nothing could be made of it."""

    def assembling(self) -> None:
        """All are done, and are put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is to be done: files and folders ``given`` and ``listed``, and where it goes.

    ``form`` is that of each file, where ``target`` is a folder. ``anew`` forgets what earlier runs have done;
    ``overwrite`` replaces files in the output that no batch has made.
    """

    given: Sequence[str]
    listed: Iterable[str] = ()
    target: Destination
    globs: tuple[str, ...] = ("*",)
    recursive: bool = True
    form: str = "yaml"
    options: Options = field(default_factory=Options)
    anew: bool = False
    overwrite: bool = False


def run_batch(batch: Batch, engine: Engine | None = None, listener: Listener | None = None) -> Summary:
    """Do it, with processes on this machine unless another engine is given.

    What an earlier run of the same batch has done is not done again.

    Raises:
        BatchError: there is nothing to do, another run is at work, or the journal is damaged.
        WriteError: the output cannot be written; what is done so far stays done.
        StoreError: a package for this kind of database is missing.
    """
    target = batch.target
    _check(batch)
    try:
        if target.table is None:
            target.out.mkdir(exist_ok=True)
        target.journal.mkdir(exist_ok=True)
        settings = _settings(batch)
        with open_journal(target.journal, settings.fingerprint, alone=target.table is not None) as journal:
            scratch = emptied(_scratch(target))
            if isinstance(settings.keeper, FileKeeper):
                settings.keeper.scratch.mkdir()
            try:
                return _run(batch, journal, settings, engine or LocalEngine(), listener or Listener(), scratch)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        # Whatever file it was, a scratch file of ours among them: the user knows this one.
        reason = error.strerror or error
        raise WriteError("{path}: cannot be written: {reason}", path=target.out, reason=reason) from error


def _check(batch: Batch) -> None:
    """Refuse, before anything is read, what nothing good can come of."""
    target = batch.target
    if batch.options.encoding is not None:
        try:
            codecs.lookup(batch.options.encoding)
        except LookupError:
            problem = "there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16"
            raise BatchError(problem, encoding=batch.options.encoding) from None
    if isinstance(batch.given, str):
        raise TypeError("given is a list of files and folders, not one of them")
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise BatchError('each worker imports the file that runs the batch: run it under if __name__ == "__main__":')
    if target.report.is_dir():
        raise WriteError("{path}: it is a folder; give a file to write", path=target.report)
    if not target.out.parent.is_dir():
        raise WriteError("{path}: there is no such folder to write it in", path=target.out)
    for name in batch.given:
        if "://" not in name and Path(name).is_dir() and Path(name).resolve().is_relative_to(target.out.resolve()):
            raise WriteError("{path}: the notices are in there; choose another folder to write", path=target.out)
    known = (target.journal / DATABASE).exists() or batch.anew or batch.overwrite or not target.out.exists()
    if target.table is not None and not known and not (target.out.is_dir() and not any(target.out.iterdir())):
        problem = "{path}: is there already, and from no batch: choose another name, or replace it with --overwrite"
        raise WriteError(problem, path=target.out)


def _settings(batch: Batch) -> Settings:
    target = batch.target
    if target.table is None:
        # A folder of this run alone: when it is gone, a worker that has outlived its run writes nothing more.
        return Settings(batch.options, batch.form, FileKeeper(target.out, _scratch(target) / uuid4().hex))
    return Settings(batch.options, writer("all", target.table).piece, ShardKeeper(target.journal / "shards"))


def _scratch(target: Destination) -> Path:
    """Where files are written before they are moved to their place: on the same disk as that."""
    same = target.table is not None or target.out.stat().st_dev == target.journal.stat().st_dev
    return (target.journal if same else target.out) / ".scratch"


def _run(
    batch: Batch, journal: Journal, settings: Settings, engine: Engine, listener: Listener, scratch: Path
) -> Summary:
    target, keeper = batch.target, settings.keeper
    (target.journal / "shards").mkdir(exist_ok=True)
    if batch.anew:
        journal.forget_all()
    _list(batch, journal, engine, listener)
    close_archives()
    journal.forget(keeper.holds, keeper.drop)
    strangers = journal.claim(partial(keeper.stranger, overwrite=batch.overwrite))
    if strangers:
        raise _not_ours(target, strangers, batch.overwrite)
    for name in journal.unreadable():
        keeper.drop(name)
    files, missing = journal.count()
    listener.begins(files, missing)
    with closing(engine.work(journal.missing(), settings, missing)) as outcomes:
        for job, outcome in outcomes:
            if outcome.fatal and outcome.problem:
                raise WriteError(outcome.problem.template, **{**outcome.problem.values, "path": target.out})
            journal.record(job, outcome)
            listener.done(len(job.names), outcome.counts.characters)
            for name, _, _, problem in outcome.by_name(job):
                if problem:
                    keeper.drop(name)  # what an earlier run has left there is not its own any more
                    listener.failed(problem)
    listener.assembling()
    if isinstance(keeper, ShardKeeper) and target.table is not None:
        made = scratch / f"made{target.out.suffix}"
        assemble(target.table, made, journal, keeper, scratch, batch.options.headers)
        journal.seal(target.out.name, checksum(made))
        _replace(made, target.out, scratch)
        keeper.forget_all_but(journal.shards())
    else:
        # What is reported as done is there.
        for problem in journal.strike(keeper.holds):
            listener.failed(problem)
    report = target.journal / "report.json"  # on the disk that it is moved on
    rules = batch.options.known_rules().fingerprint
    summary = write_report(report, journal, rules, names=target.table is None)
    report.replace(target.report)
    return summary


def _list(batch: Batch, journal: Journal, engine: Engine, listener: Listener) -> None:
    """The files of this run into the journal, in order, each with the digest of its bytes."""
    wanted = Filter(batch.globs, batch.recursive, batch.target.owned, batch.options.most)
    numbers: deque[int] = deque()
    count = 0
    last: Found | None = None

    def items() -> Iterator[Item]:
        """The items, while their numbers queue up: an engine may look at many at once."""
        nonlocal count, last
        for n, found in enumerate(work_list(batch.given, batch.listed, wanted), 1):
            if isinstance(found, Item):
                numbers.append(n)
                yield found
            else:
                journal.add_refused(n, found)
            if isinstance(found, Item) or found.failed:
                count, last = count + 1, found
                listener.listed(count)

    with journal.new_list(), closing(engine.digests(items())) as digests:
        for item, known in digests:
            journal.add(numbers.popleft(), item, known, partial(output_name, item.path, batch.form))
        if count == 1 and isinstance(last, Refused) and not any(Path(name).is_dir() for name in batch.given):
            raise BatchError(last.problem.template, **last.problem.values)
        for problem in journal.problems():
            listener.failed(problem)
    if count == 0:
        raise BatchError("{path}: there are no notices there", path=", ".join(batch.given) or "-")


def _replace(made: Path, out: Path, scratch: Path) -> None:
    """Put what was made in the place of what was there. A folder cannot take the place of another in one go."""
    if out.is_dir():
        out.replace(scratch / "old")
    elif out.is_file():
        shutil.copymode(out, made)
    made.replace(out)


def _not_ours(target: Destination, names: list[str], overwrite: bool) -> WriteError:
    """Which files stand in the way; a link to a folder is not written through, whatever is asked for."""
    told = ", ".join(names[:_MOST_NAMED]) + (f" … ({len(names)})" if len(names) > _MOST_NAMED else "")
    problem = "{path}: no batch has made these: {names}; choose another folder, or replace them with --overwrite"
    if overwrite:
        problem = "{path}: links to folders are not written through: {names}; choose another folder"
    return WriteError(problem, path=target.out, names=told)


def verify(target: Destination) -> tuple[int, list[Trouble]]:
    """How many results a batch has kept, and what is wrong with them: each is looked at byte for byte.

    Raises:
        BatchError: no batch has written there, or one is writing now.
    """
    if not (target.journal / DATABASE).is_file():
        raise BatchError("{path}: no batch has written there", path=target.out)
    keeper = FileKeeper(target.out, target.journal) if target.table is None else ShardKeeper(target.journal / "shards")
    wrong: list[Trouble] = []
    with open_journal(target.journal, "", alone=target.table is not None) as journal:
        count = 0
        for name, proof in journal.written():
            count += 1
            if not keeper.intact(name, proof):
                wrong.append(Trouble(_NOT_INTACT, {"path": name}))
        if target.table is not None and not journal.sealed(target.out.name, checksum(target.out)):
            wrong.append(Trouble(_NOT_INTACT, {"path": target.out.name}))
    return count, wrong
