"""What the tests of the batch share: folders of notices, an engine in this process, and what a batch left behind."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_extract.batch import Batch, Listener, Options, Summary, Trouble, run_batch, target
from fupin_extract.batch.engines import digest_or_problem
from fupin_extract.batch.items import Item
from fupin_extract.batch.work import Job, Outcome, Settings, worker

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
HEAD = "关于做好工作的通知\n"


def notice(number: int = 1) -> str:
    """A small notice, another for each number."""
    return f"{HEAD}一、加强监测。每月报送，支持{number}户发展产业。（责任单位：县财政局）\n二、做好帮扶。\n"


def folder(place: Path, **texts: str) -> Path:
    """A folder of notices: ``a__b="…"`` is the file a/b.txt."""
    for name, text in texts.items():
        file = place / f"{name.replace('__', '/')}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place


@dataclass
class Inline:
    """An engine without processes. It stops before the job after ``most``, as Ctrl-C would stop it."""

    most: int | None = None
    worked: list[str] = field(default_factory=list)

    def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
        for item in items:
            yield item, digest_or_problem(item)

    def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:  # noqa: ARG002
        do = worker(settings)
        for job in jobs:
            if self.most is not None and len(self.worked) == self.most:
                raise KeyboardInterrupt
            self.worked.append(job.item.path)
            yield job, do(job)


@dataclass
class Told(Listener):
    """A listener that remembers."""

    problems: list[Trouble] = field(default_factory=list)
    missing: int = 0
    characters: int = 0

    def begins(self, files: int, missing: int) -> None:  # noqa: ARG002
        self.missing = missing

    def done(self, files: int, characters: int) -> None:  # noqa: ARG002
        self.characters += characters

    def failed(self, problem: Trouble) -> None:
        self.problems.append(problem)


@dataclass
class Ran:
    """A batch and what it did: its totals, the files it worked on, what it told."""

    summary: Summary
    worked: list[str]
    told: Told


def ran(given: Path | str | list[Path] | list[str], out: Path | str, engine: Inline | None = None, **more: Any) -> Ran:
    """Run a batch in this process; ``more`` are fields of ``Batch`` and of ``Options``."""
    options = {name: more.pop(name) for name in list(more) if name in Options.__dataclass_fields__}
    names = [str(name) for name in (given if isinstance(given, list) else [given])]
    work = Batch(given=names, target=target(str(out)), options=Options(**options), **more)
    engine, told = engine or Inline(), Told()
    return Ran(run_batch(work, engine, told), engine.worked, told)


def report(out: Path) -> dict[str, Any]:
    """The report of a batch."""
    read: dict[str, Any] = json.loads(Path(f"{out}.report.json").read_bytes())
    return read


def left(out: Path) -> dict[str, bytes]:
    """Every file that a batch has left for its user, the report too."""
    files = [p for p in out.rglob("*") if p.is_file()] if out.is_dir() else [out]
    return {p.relative_to(out.parent).as_posix(): p.read_bytes() for p in [*files, Path(f"{out}.report.json")]}
