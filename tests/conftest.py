"""What all tests share: settings of the property tests, what is ``slow``, and the rule that CI skips nothing."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import Request, urlopen

import pytest
from hypothesis import settings

from fupin_extract.cli import run
from fupin_extract.find import guard
from processes import Done

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# Examples are drawn anew on a developer's machine and are the same on every run of CI; no example is timed, since
# machines differ.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


# What calls of the command keep from one to the next, they keep here, and begin with nothing.
os.environ["FUPIN_CACHE"] = tempfile.mkdtemp(prefix="fupin-kept-")
atexit.register(shutil.rmtree, os.environ["FUPIN_CACHE"], ignore_errors=True)
# A mistake in one clause is a diagnostic for a user, and fails a test.
guard.RAISES = True


class _Quick:
    """Whether the test at work is one that may start no process, since ``make check`` runs it."""

    now = False


def _start(event: str, _: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and _Quick.now:
        raise AssertionError("a test that starts a process is marked slow")


sys.addaudithook(_start)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _Quick.now = item.get_closest_marker("slow") is None
    try:
        return (yield)
    finally:
        _Quick.now = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _not_skipped((yield))


def _not_skipped(report: Report) -> Report:
    """The report, failed where it says skipped and ``FUPIN_REQUIRE_ALL`` is set: a machine of CI has every program."""
    if report.skipped and os.environ.get("FUPIN_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """The address of a server of the S3 protocol on this machine."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of that server, which holds an empty bucket ``notices``; other programs find it by the environment."""
    import boto3
    import s3fs

    settings = {
        "AWS_ENDPOINT_URL": s3_address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    # What connected before knows other settings.
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket="notices")
    yield client
    s3fs.S3FileSystem.clear_instance_cache()
    with urlopen(Request(f"{s3_address}/moto-api/reset", method="POST")):  # noqa: S310 - our own server
        pass


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine's locale decides what a test sees."""
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    """Call the command line in this process."""

    def run_it(*args: str | Path) -> Done:
        code = run([str(arg) for arg in args])
        captured = capsysbinary.readouterr()
        return Done(code, captured.out, captured.err.decode())

    return run_it


@pytest.fixture
def emptied(tmp_path: Path) -> Iterator[Path]:
    """A folder for deep ones, emptied behind the test: pytest, which clears old ones away, would recurse too deep."""
    yield tmp_path
    folders = [tmp_path]
    for folder in folders:
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                folders.append(entry)
            else:
                entry.unlink()
    for folder in reversed(folders[1:]):
        folder.rmdir()
