"""Processes that tests start. Each has a group of its own, which is killed with the test at the latest: none is waited
for for ever, and none is left behind.
"""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import pytest

# Seconds that a child may take: many times what any takes on a busy machine.
PATIENCE = 120.0


@dataclass(frozen=True)
class Done:
    """What a call left behind."""

    code: int
    out: bytes
    err: str

    def rows(self) -> list[list[str]]:
        """What it printed, as CSV."""
        return list(csv.reader(io.StringIO(self.out.decode("utf-8-sig"))))


class Child(subprocess.Popen[bytes]):
    """A process with pipes for its standard streams, unless ``more`` says otherwise; its time runs from the start.

    When it is over, the process is killed with all that it has started, whatever the test is waiting for just then, and
    the test fails with what was printed.
    """

    def __init__(
        self,
        command: Sequence[object],
        *,
        patience: float = PATIENCE,
        env: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        pipe = subprocess.PIPE
        streams = {"stdin": pipe, "stdout": pipe, "stderr": pipe} | more
        with _interruptible():
            super().__init__(
                [str(part) for part in command], env={**os.environ, **(env or {})}, start_new_session=True, **streams
            )
        self._patience = patience
        self._late = False
        self._watch = threading.Timer(patience, self._give_up)
        self._watch.daemon = True
        self._watch.start()

    def ended(self, stdin: bytes = b"") -> Done:
        """Give it its input, and wait for its end."""
        out, err = self.communicate(stdin)
        self._in_time(out, err)
        return Done(self.returncode, out or b"", (err or b"").decode())

    def kill(self) -> None:
        """Kill it, and what it has started."""
        if os.name == "nt":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], capture_output=True, check=False)
        else:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.cancel()
        self.kill()
        if self._late and not isinstance(error, pytest.fail.Exception):
            self._in_time(*self.communicate())
        super().__exit__(kind, error, trace)

    def _give_up(self) -> None:
        self._late = True
        self.kill()

    def _in_time(self, out: bytes | None, err: bytes | None) -> None:
        if self._late:
            printed = "\n".join((text or b"").decode(errors="replace") for text in (out, err))
            pytest.fail(f"{self.args!r} did not end in {self._patience:g} seconds; it printed:\n{printed}")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Who is started meanwhile heeds SIGINT, even where our own parent ignores it: a shell's job in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ended(command: Sequence[object], stdin: bytes = b"", **more: Any) -> Done:
    """Run a process to its end; ``more`` are arguments of ``Child``."""
    with Child(command, **more) as child:
        return child.ended(stdin)


def on_terminal(command: Sequence[object], columns: int, **more: Any) -> Done:
    """Run a process whose standard output is a terminal of so many columns; its line ends are LF, as it wrote them."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with Child(command, stdout=theirs, **more) as child:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # so Linux says that nobody writes there any more
            while piece := os.read(ours, 65536):
                shown += piece
        done = child.ended()
    os.close(ours)
    return Done(done.code, shown.replace(b"\r\n", b"\n"), done.err)
