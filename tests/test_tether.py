"""Programs that ours starts end with it, however it ends, and leave no file behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fupin_extract.read import tether

pytestmark = pytest.mark.slow

# Starts another program that never ends, as LibreOffice does, and never ends either.
ENDLESS = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(999)"])
open(sys.argv[1], "w").write(f"{child.pid}\\n")
time.sleep(999)
"""
CALLER = """
import signal, sys
from pathlib import Path
# Where the tests run in the background these are ignored, and would be here too.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(getattr(signal, "SIGHUP", signal.SIGTERM), signal.SIG_DFL)
from fupin_extract.read import tether
tether.run(sys.argv[2:], Path(sys.argv[1]), 999)
"""


def gone(pid: int) -> bool:
    """Whether a process is not there any more, or only its exit code is."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def becomes_true(what: object, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def work(tmp_path: Path) -> tuple[Path, list[str]]:
    """A folder to work in, and a command that tells there which child it has."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder, [sys.executable, "-c", ENDLESS, str(folder / "child")]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
@pytest.mark.parametrize("signal", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_a_program_ends_with_who_asked_for_it(work: tuple[Path, list[str]], signal: str) -> None:
    folder, command = work
    caller = subprocess.Popen([sys.executable, "-c", CALLER, str(folder), *command], stderr=subprocess.DEVNULL)
    told = folder / "child"
    assert becomes_true(lambda: told.exists() and told.read_text().endswith("\n"))
    child = int(told.read_text())
    assert not gone(child)
    os.kill(caller.pid, getattr(__import__("signal"), signal))
    caller.wait(20)
    assert becomes_true(lambda: gone(child))
    assert becomes_true(lambda: not folder.exists())


def test_a_program_that_takes_too_long_is_ended(work: tuple[Path, list[str]]) -> None:
    folder, command = work
    with pytest.raises(subprocess.TimeoutExpired):
        tether.run(command, folder, 1.0)
    assert not folder.exists()


def test_how_a_program_ends_and_why_it_does_not_start_is_told(tmp_path: Path) -> None:
    assert tether.run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, 60) == (3, "")
    code, reason = tether.run([str(tmp_path / "none")], tmp_path, 60)
    assert (code, bool(reason)) == (tether.NOT_STARTED, True)
    assert tmp_path.exists()
