"""How a batch goes on, on standard error: a bar on a terminal, else a line now and then; and what failed, at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fupin_extract.batch import Listener, Trouble
from fupin_extract.cli.messages import complain, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds between two lines in a log; so many failures are told one by one, the report tells all.
_BETWEEN = 10.0
_MOST_TOLD = 20


class _Told(Listener):
    """What was told so far, and when."""

    def __init__(self) -> None:
        self.files = self.all = self.characters = self.failures = 0
        self.start = self.last = time.monotonic()

    def listed(self, files: int) -> None:
        if self._due():
            complain(say("{files} files found", files=files))

    def begins(self, files: int, missing: int) -> None:
        self.all, self.start = missing, time.monotonic()
        complain(say("{files} notices, {missing} to do", files=files, missing=missing))

    def done(self, files: int, characters: int) -> None:
        self.files += files
        self.characters += characters
        if self._due():
            complain(self.line())

    def failed(self, problem: Trouble) -> None:
        self.failures += 1
        if self.failures <= _MOST_TOLD:
            complain(say(problem.template, **problem.values))
        elif self.failures == _MOST_TOLD + 1:
            complain(say("more have failed: the report tells all"))

    def line(self) -> str:
        seconds = max(time.monotonic() - self.start, 0.001)
        left = (self.all - self.files) * seconds / max(self.files, 1)
        return say(
            "{files} of {all}, {failed} failed, {rate} characters a second, {left} left",
            files=self.files,
            all=self.all,
            failed=self.failures,
            rate=f"{self.characters / seconds:,.0f}",
            left=f"{left // 60:.0f}:{left % 60:02.0f}",
        )

    def _due(self) -> bool:
        now = time.monotonic()
        due = now - self.last >= _BETWEEN
        if due:
            self.last = now
        return due


class _Bar(_Told):
    """The same on a terminal, where one line changes."""

    def __init__(self, bar: Progress) -> None:
        super().__init__()
        self._bar = bar
        self._task: TaskID = bar.add_task(say("looking for files"), total=None, told="")

    def listed(self, files: int) -> None:
        self._bar.update(self._task, told=str(files))

    def begins(self, files: int, missing: int) -> None:
        super().begins(files, missing)
        self._bar.update(self._task, description=say("reading"), total=missing, completed=0, told="")

    def done(self, files: int, characters: int) -> None:
        self.files += files
        self.characters += characters
        self._bar.update(self._task, completed=self.files, told=self.line())

    def assembling(self) -> None:
        self._bar.update(self._task, description=say("putting together"))


@contextmanager
def listener() -> Iterator[Listener]:
    """Who tells a person how a batch goes on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _Told()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)
