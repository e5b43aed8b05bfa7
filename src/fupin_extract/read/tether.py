"""Another program, started so that it ends with who asked for it, in whatever way that one ends.

Run as a script, with a folder and a command: it runs the command, and as soon as its standard input is closed, which a
process that is killed does too, it ends all that the command has started, and removes the folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

# How a command that cannot be started is told.
NOT_STARTED = 127
# Seconds after which who has let the rope go waits no longer.
_PATIENCE = 10.0


def run(command: list[str], folder: Path, seconds: float) -> tuple[int, str]:
    """Run a command to its end, all that it works on being in ``folder``; its exit code, and why it did not start.

    Raises:
        OSError: no process can be started.
        subprocess.TimeoutExpired: it took longer; it has been ended, with all that it has started.
    """
    tied = [sys.executable, "-I", __file__, str(folder), *command]
    process = subprocess.Popen(  # noqa: S603 (a program that is installed, and names that we made)
        tied, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdout, process.stdin as rope:
        try:
            code = process.wait(seconds)
            return code, process.stdout.read().decode(errors="replace")
        finally:
            rope.close()
            process.wait(_PATIENCE)


def main() -> int:
    """The other end of the rope."""
    folder, *command = sys.argv[1:]
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    except OSError as error:
        os.write(1, (error.strerror or str(error)).encode())
        return NOT_STARTED
    cut = threading.Event()
    threading.Thread(target=_watch, args=(process, cut), daemon=True).start()
    code = process.wait()
    if cut.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return code


def _watch(process: subprocess.Popen[bytes], cut: threading.Event) -> None:
    """Wait until nobody holds the other end any more."""
    os.read(0, 1)
    cut.set()
    if sys.platform == "win32":
        ended = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(ended, capture_output=True, check=False)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    # Not as an interpreter ends: that would wait for who reads.
    os._exit(main() & 0xFF)
