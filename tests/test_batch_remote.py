"""A batch of notices in object storage: the outcome of the same notices in a folder, and what can go wrong there."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from batching import Inline, folder, left, notice, ran, report
from fupin_extract.batch import Trouble
from fupin_extract.batch.items import Item
from processes import Done, ended

pytestmark = pytest.mark.slow


@pytest.fixture
def twice(s3: Any, tmp_path: Path) -> Path:
    """The same notices in a folder and in the bucket; and places for what is made of them."""
    given = folder(tmp_path / "n", 乙__1=notice(1), 乙__2=notice(2), a=notice(3), twin=notice(1), bad="\0")
    for file in sorted(given.rglob("*.txt")):
        s3.put_object(Bucket="notices", Key=f"n/{file.relative_to(given).as_posix()}", Body=file.read_bytes())
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    return given


def batch(given: str, out: Path, **env: str) -> Done:
    """A call of the command line, with a worker, which finds the storage by the environment as its parent does."""
    command = [sys.executable, "-m", "fupin_extract", "batch", given, "-o", out, "--workers", "1"]
    return ended(command, env={"LC_ALL": "C.UTF-8", **env})


@pytest.mark.parametrize("out", ["out", "plans.sqlite"])
def test_the_bytes_are_those_of_a_folder(twice: Path, out: str, tmp_path: Path) -> None:
    done = batch("s3://notices/n", tmp_path / "there" / out)
    assert done.code == 1, done.err
    assert "5 files: 4 done" in done.err
    ran(twice, tmp_path / "here" / out)
    assert left(tmp_path / "there" / out) == left(tmp_path / "here" / out)


@pytest.mark.usefixtures("twice")
def test_what_is_done_is_not_done_again(s3: Any, tmp_path: Path) -> None:
    assert len(ran("s3://notices/n", tmp_path / "out").worked) == 4
    s3.put_object(Bucket="notices", Key="n/a.txt", Body=notice(9).encode())
    s3.put_object(Bucket="notices", Key="n/new.txt", Body=notice(10).encode())
    assert sorted(ran("s3://notices/n", tmp_path / "out").worked) == ["a.txt", "bad.txt", "new.txt"]


@dataclass
class Vanishing(Inline):
    """An engine before which objects vanish: one after it was listed, another after it was looked at."""

    s3: Any = None

    def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
        listed = list(items)
        self.s3.delete_object(Bucket="notices", Key="n/a.txt")
        yield from super().digests(listed)
        self.s3.delete_object(Bucket="notices", Key="n/乙/2.txt")


@pytest.mark.usefixtures("twice")
def test_objects_that_vanish_cost_themselves_only(s3: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = ran("s3://notices/n", out, Vanishing(s3=s3), globs=("[!b]*.txt",)).summary
    assert (summary.done, summary.failed) == (2, 2)
    reasons = {f["path"]: f.get("reason") for f in report(out)["files"]}
    gone = "no such file"
    assert reasons == {"a.txt": gone, "twin.txt": None, "乙/1.txt": None, "乙/2.txt": gone}


@pytest.mark.usefixtures("s3")
def test_where_nothing_is_it_is_one_line(tmp_path: Path) -> None:
    done = batch("s3://no-such-bucket/n", tmp_path / "out")
    assert done == Done(2, b"", "fupin-extract: s3://no-such-bucket/n: there is no such bucket\n")
    again = batch("s3://notices/none", tmp_path / "all.csv")
    assert (again.code, again.err) == (2, "fupin-extract: s3://notices/none: no such file\n")


def test_a_missing_place_among_others_is_one_failure(twice: Path, tmp_path: Path) -> None:
    summary = ran(["s3://no-such-bucket/n", str(twice)], tmp_path / "out").summary
    assert (summary.done, summary.failed) == (4, 2)
    assert report(tmp_path / "out")["files"][0] == {
        "path": "s3://no-such-bucket/n",
        "status": "failed",
        "reason": "there is no such bucket",
    }


@pytest.mark.usefixtures("s3")
def test_without_the_package_it_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "s3fs.py").write_text("raise ImportError('No module named s3fs', name='s3fs')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = batch("s3://notices/n", tmp_path / "out", PYTHONPATH=path)
    assert done.code == 2
    line = "s3fs is needed to read it: pip install s3fs"
    assert done.err == f"fupin-extract: s3://notices/n: {line}\n"
