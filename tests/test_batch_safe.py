"""What a batch must not touch, must not wait for, and must not claim to have done."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import zipfile
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from batching import Inline, folder, notice, ran, report
from fupin_extract.batch import LocalEngine, Trouble, target, verify, work
from fupin_extract.batch.destination import of_a_batch
from fupin_extract.batch.items import Item
from fupin_extract.batch.keepers import FileKeeper
from fupin_extract.batch.work import Job, Outcome, Settings
from fupin_extract.cli import run
from fupin_extract.errors import BatchError, ReadError, WriteError
from fupin_extract.files import contents
from processes import Child, ended

POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes with names, links, modes")
COMMAND = [sys.executable, "-m", "fupin_extract"]
ENGLISH = {"LC_ALL": "C.UTF-8"}


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    return folder(tmp_path / "n", a=notice(1), sub__b=notice(2))


# Files that no batch has made


def test_files_of_the_user_are_refused_by_name_and_stay(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "own"
    out.mkdir()
    (out / "a.txt.yaml").write_text("MINE")
    for _ in range(2):
        with pytest.raises(WriteError, match=r"own: no batch has made these: a\.txt\.yaml; .*--overwrite"):
            ran(notices, out)
    assert (out / "a.txt.yaml").read_text() == "MINE"
    assert not (out / "sub").exists()
    assert ran(notices, out, overwrite=True).summary.done == 2
    assert (out / "a.txt.yaml").read_text() != "MINE"
    assert ran(notices, out).worked == []


def test_a_run_that_was_killed_knows_its_own_files(notices: Path, tmp_path: Path) -> None:
    class Killed(Inline):
        """Dies when the worker has written, before anybody notes it."""

        def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:
            for _ in super().work(jobs, settings, most):
                raise KeyboardInterrupt
            yield from ()

    with pytest.raises(KeyboardInterrupt):
        ran(notices, tmp_path / "out", Killed())
    assert (tmp_path / "out/a.txt.yaml").exists()
    assert ran(notices, tmp_path / "out").summary.done == 2


def test_a_file_that_can_not_be_read_costs_the_user_none_of_his(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "own"
    out.mkdir()
    (out / "c.txt.yaml").write_text("MINE")
    (notices / "c.txt").symlink_to(notices / "gone.txt")
    (notices / "c.txt").unlink()
    os.mkfifo(notices / "c.txt")
    ran([notices, notices / "c.txt"], tmp_path / "other")
    ran(notices, out)
    assert (out / "c.txt.yaml").read_text() == "MINE"


@POSIX
def test_a_link_is_not_written_through(notices: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("MINE")
    (out / "a.txt.yaml").symlink_to(elsewhere / "mine")
    with pytest.raises(WriteError, match=r"these: a\.txt\.yaml;"):
        ran(notices, out)
    ran(notices, out, overwrite=True)
    assert (elsewhere / "mine").read_text() == "MINE"
    assert not (out / "a.txt.yaml").is_symlink()
    (out / "sub/b.txt.yaml").unlink()
    (out / "sub").rmdir()
    (out / "sub").symlink_to(elsewhere)
    # Known as ours, so that the worker alone is there to see it.
    assert ran(notices, out).summary.failed == 1
    assert [p.name for p in elsewhere.iterdir()] == ["mine"]
    again = tmp_path / "again"
    again.mkdir()
    (again / "sub").symlink_to(elsewhere)
    with pytest.raises(WriteError, match=r"links to folders are not written through: sub/b\.txt\.yaml;"):
        ran(notices, again, overwrite=True)


@POSIX
@pytest.mark.parametrize("out", ["out", "all.csv"])
def test_the_mode_of_a_file_is_kept(out: str, notices: Path, tmp_path: Path) -> None:
    ran(notices, tmp_path / out)
    file = tmp_path / out if out == "all.csv" else tmp_path / out / "a.txt.yaml"
    file.chmod(0o600)
    ran(notices, tmp_path / out, anew=True)
    assert file.stat().st_mode & 0o777 == 0o600


# What is reported as done is there


class Removing(Inline):
    """Removes what the worker has left, behind its back."""

    def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:
        assert isinstance(settings.keeper, FileKeeper)
        for job, outcome in super().work(jobs, settings, most):
            (settings.keeper.folder / job.names[0][0]).unlink()
            yield job, outcome


def test_what_is_reported_as_done_is_there(notices: Path, tmp_path: Path) -> None:
    done = ran(notices, tmp_path / "out", Removing())
    assert (done.summary.done, done.summary.failed) == (0, 2)
    assert "is gone or was changed" in report(tmp_path / "out")["files"][0]["reason"]
    assert len(done.told.problems) == 2
    assert ran(notices, tmp_path / "out").summary.done == 2


@pytest.mark.parametrize("out", ["out", "all.csv", "all.sqlite"])
def test_verify_looks_at_every_byte(out: str, notices: Path, tmp_path: Path) -> None:
    place = tmp_path / out
    ran(notices, place)
    assert verify(target(str(place))) == (2, [])
    file = place / "a.txt.yaml" if out == "out" else place
    before = file.stat()
    data = file.read_bytes()
    file.write_bytes(data[:-2] + b"x\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    _, wrong = verify(target(str(place)))
    assert [problem.values["path"] for problem in wrong] == [file.name]
    file.unlink()
    assert len(verify(target(str(place)))[1]) == 1


def test_verify_on_the_command_line(notices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(notices, tmp_path / "out")
    assert run(["batch", "-o", str(tmp_path / "out"), "--verify"]) == 0
    assert "2 results looked at, 0 gone or changed" in capsys.readouterr().err
    (tmp_path / "out/a.txt.yaml").write_text("scribbled")
    assert run(["batch", "-o", str(tmp_path / "out"), "--verify"]) == 1
    assert "a.txt.yaml: is gone, or not as the batch has left it" in capsys.readouterr().err
    assert run(["batch", "-o", str(tmp_path / "none"), "--verify"]) == 2
    assert not (tmp_path / "none.journal").exists()


def test_verify_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no batch has written there"):
        verify(target(str(tmp_path / "out")))


def test_code_that_was_mended_under_the_same_version(
    notices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(notices, tmp_path / "out")
    assert ran(notices, tmp_path / "out").worked == []
    monkeypatch.setattr(work, "code_digest", lambda: "other")
    assert len(ran(notices, tmp_path / "out").worked) == 2


def test_the_code_has_a_digest() -> None:
    assert len(work.code_digest()) == 64


# Only a journal of ours hides anything


def test_an_empty_file_is_no_journal_and_hides_nothing(notices: Path, tmp_path: Path) -> None:
    (notices / "a.txt.journal").mkdir()
    (notices / "a.txt.journal/journal.sqlite").touch()
    assert not of_a_batch(notices / "a.txt")
    assert {"a.txt", "sub/b.txt"} <= {f["path"] for f in report_of(notices, tmp_path / "out") if f["status"] == "done"}
    ran(notices / "sub", notices / "all.csv")
    assert of_a_batch(notices / "all.csv")


def report_of(notices: Path, out: Path) -> list[dict[str, str]]:
    ran(notices, out)
    files: list[dict[str, str]] = report(out)["files"]
    return files


# Nothing is waited for


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_regular_file_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "x")
    else:
        (tmp_path / "x").symlink_to("/dev/zero")
    with pytest.raises(ReadError, match="x: is no regular file"):
        contents(tmp_path / "x", "x")


@POSIX
def test_a_file_that_becomes_a_pipe_fails_alone(notices: Path, tmp_path: Path) -> None:
    class Turning(Inline):
        def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
            found = list(items)
            (notices / "a.txt").unlink()
            os.mkfifo(notices / "a.txt")
            yield from super().digests(found)

    done = ran(notices, tmp_path / "out", Turning())
    assert (done.summary.done, done.summary.failed) == (1, 1)


def test_reading_in_the_parent_has_its_time_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    items = [Item(name, str(tmp_path / name)) for name in ("dead", "alive")]

    def digest(item: Item) -> str:
        if item.path == "dead":
            never.wait()
        return item.path

    monkeypatch.setattr("fupin_extract.batch.engines.digest", digest)
    start = time.monotonic()
    (_, dead), (_, alive) = LocalEngine(1, seconds=0.2).digests(items)
    assert time.monotonic() - start < 5
    assert isinstance(dead, Trouble)
    assert dead.reason == "took longer than 0.2 seconds: allow it more with --timeout"
    assert alive == "alive"
    many = [Item("dead", str(i)) for i in range(200)]
    with pytest.raises(BatchError, match="is the drive away"):
        list(LocalEngine(1, seconds=0.01).digests(many))
    never.set()


@POSIX
@pytest.mark.slow
def test_the_first_interrupt_ends_a_run_that_waits_for_a_drive(notices: Path, tmp_path: Path) -> None:
    stuck = f"""
import sys, threading
from fupin_extract.batch import engines
from fupin_extract.cli import run
def digest(item):
    print("waits", file=sys.stderr, flush=True)
    threading.Event().wait()
engines.digest = digest
sys.exit(run(["batch", {str(notices)!r}, "-o", {str(tmp_path / "out")!r}]))
"""
    with Child([sys.executable, "-c", stuck], env=ENGLISH) as child:
        assert child.stderr is not None
        assert b"waits" in child.stderr.readline()
        child.send_signal(signal.SIGINT)
        assert child.ended().code == 130


def test_a_member_that_is_very_deep_is_written_or_fails_alone(emptied: Path) -> None:
    notices = emptied / "n"
    notices.mkdir()
    with zipfile.ZipFile(notices / "deep.zip", "w") as archive:
        archive.writestr("d/" * 1200 + "a.txt", notice(1))
        archive.writestr("e" * 100 + "/" + "d/" * 3000 + "a.txt", notice(2))
        archive.writestr("b.txt", notice(3))
    done = ran(notices, emptied / "out")
    assert (done.summary.done, done.summary.failed) == (2, 1)
    assert ran(notices, emptied / "all.csv").summary.done == 3


# The size limit, everywhere


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "stdin", "problem"),
    [
        (["parse", "/dev/zero"], b"", "/dev/zero: is larger than 256 MB: allow more with --max-size"),
        (["outline", "/dev/zero"], b"", "/dev/zero: is larger than 256 MB: allow more with --max-size"),
        (["rules", "check", "{folder}"], b"", "deadlines.yaml: is no regular file"),
        (["rules", "test", "{folder}"], b"", "deadlines.yaml: is no regular file"),
        (["query", "{folder}/targets.yaml"], b"", "targets.yaml: is no regular file"),
        (["batch", "-", "-o", "{folder}/out", "--timeout", "3"], b"/proc/kmsg\n", "proc/kmsg: "),
    ],
)
def test_files_without_end_are_one_line(arguments: list[str], stdin: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "deadlines.yaml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "targets.yaml")
    command = [part.format(folder=tmp_path) for part in arguments]
    done = ended([*COMMAND, *command], stdin, env=ENGLISH, patience=30)
    assert done.code in (1, 2)
    said = done.err + done.out.decode()
    assert problem in said
    assert "mistake in this program" not in said
    assert "Traceback" not in said


def test_a_full_disk_is_told_by_the_user_s_own_path(
    notices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device", "/somewhere/.scratch/0f3a")

    monkeypatch.setattr(FileKeeper, "keep", full)
    with pytest.raises(WriteError, match=f"^{tmp_path}/out: cannot be written: No space left on device"):
        ran(notices, tmp_path / "out")
    monkeypatch.setattr("fupin_extract.batch.run.assemble", full)
    with pytest.raises(WriteError, match=f"^{tmp_path}/all.csv: cannot be written: No space left on device"):
        ran(notices, tmp_path / "all.csv")
