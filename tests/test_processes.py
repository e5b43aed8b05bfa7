"""What tests start ends: in time or killed, with all its children, and interrupted where it is told so."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from processes import Child, Done, ended

pytestmark = pytest.mark.slow

# It prints, starts a child that has the same pipes, tells its number, and ends never.
ENDLESS = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(999)"])
print("begun", child.pid, flush=True)
time.sleep(999)
"""


def alive(pid: int) -> bool:
    """Whether a process is there, and not only its exit code."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_ends_is_told() -> None:
    code = "import sys; print(sys.stdin.read()); sys.exit('no')"
    assert ended([sys.executable, "-c", code], b"in") == Done(1, b"in\n", "no\n")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("wait", [Child.ended, lambda child: child.stderr.read(), lambda child: child.wait()])
def test_what_does_not_end_fails_with_what_it_printed(wait: Callable[[Child], object]) -> None:
    children = []

    def run() -> None:
        with Child([sys.executable, "-c", ENDLESS], patience=1) as child:
            children.append(child.pid)
            wait(child)

    with pytest.raises(pytest.fail.Exception, match=r"did not end in 1 seconds; it printed:\nbegun \d+\n") as caught:
        run()
    children.append(int(str(caught.value).partition("\nbegun ")[2]))
    until = time.monotonic() + 10
    while any(map(alive, children)):
        assert time.monotonic() < until, "they are left behind"
        time.sleep(0.01)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_child_heeds_an_interrupt_that_its_parent_ignores() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Child([sys.executable, "-c", "print('begun', flush=True); import time; time.sleep(999)"]) as child:
            assert child.stdout
            child.stdout.readline()
            child.send_signal(signal.SIGINT)
            assert "KeyboardInterrupt" in child.ended().err
    finally:
        signal.signal(signal.SIGINT, before)
    assert signal.getsignal(signal.SIGINT) is before
