"""``fupin-extract batch`` as its users meet it: processes, signals, full disks, lists, languages."""

from __future__ import annotations

import ast
import io
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import fupin_extract
from batching import SAMPLES, Inline, folder, left, notice, ran, report
from fupin_extract.cli import run
from fupin_extract.cli.chinese import CHINESE
from processes import Child, Done, ended

pytestmark = pytest.mark.slow

ROOM = Path(fupin_extract.__file__).parent / "batch"
LONG = "县财政局要在2025年底前支持100户。"
ENGLISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "80"}


def start(*args: str | Path) -> Child:
    """Start a batch as a process of its own."""
    return Child([sys.executable, "-m", "fupin_extract", "batch", *args], env=ENGLISH)


def batch(*args: str | Path) -> tuple[int, str]:
    """Run a batch to its end: the exit code and what it said; on standard output it says nothing."""
    with start(*args) as running:
        done = running.ended()
    assert done.out == b""
    return done.code, done.err


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str]]:
    """Run a batch as ``batch`` does, but all of it in this process: where what works is not the point."""
    monkeypatch.setattr("fupin_extract.batch.engines.LocalEngine", lambda *_, **__: Inline())

    def run_it(*args: str | Path, stdin: bytes = b"", **env: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        for name, value in {**ENGLISH, **env}.items():
            monkeypatch.setenv(name, value)
        code = run(["batch", *map(str, args)])
        printed = capsysbinary.readouterr()
        assert printed.out == b""
        return code, printed.err.decode()

    return run_it


Here = Callable[..., tuple[int, str]]


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """The samples, and as many small notices as keep two workers busy for a moment."""
    made = folder(tmp_path / "notices", **{f"sub__{n:03}": notice(n) for n in range(40)})
    for sample in SAMPLES:
        (made / sample.name).write_bytes(sample.read_bytes())
    return made


@pytest.mark.parametrize(("out", "workers"), [("out", 1), ("all.csv", 3), ("plans.sqlite", 2)])
def test_the_same_bytes_for_any_number_of_workers_and_one_bad_file_stops_nothing(
    out: str, workers: int, notices: Path, here: Here, tmp_path: Path
) -> None:
    (notices / "scan.txt").write_bytes(b"%PDF-1.7")
    trees = []
    for number, run_it in enumerate((here, batch)):
        place = tmp_path / str(number) / out
        place.parent.mkdir()
        code, said = run_it(notices, "-o", place, "--workers", str(workers))
        assert code == 1
        totals = "46 files: 45 done (0 to look at, 0 doubled), 1 failed, 0 skipped"
        assert [line for line in said.splitlines() if not line.endswith(" left")] == [
            "fupin-extract: 46 notices, 46 to do",
            "fupin-extract: scan.txt: is a damaged PDF file, no page of it can be read: save it anew",
            f"fupin-extract: {totals}: {out}.report.json",
        ]
        trees.append(left(place))
    assert trees[0] == trees[1]


def test_without_a_bad_file_all_is_well(notices: Path, here: Here, tmp_path: Path) -> None:
    code, said = here(notices, "-o", tmp_path / "out")
    assert code == 0
    assert said.splitlines() == [
        "fupin-extract: 45 notices, 45 to do",
        "fupin-extract: 45 files: 45 done (0 to look at, 0 doubled), 0 failed, 0 skipped: out.report.json",
    ]


def test_warnings_count_where_they_are_asked_for(here: Here, tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a="关于做好工作的通知\n一、做好监测。\n三、做好帮扶。\n")
    assert here(notices, "-o", tmp_path / "out")[0] == 0
    assert here(notices, "-o", tmp_path / "out", "--strict")[0] == 1


def test_a_file_that_takes_too_long_costs_itself_only(notices: Path, tmp_path: Path) -> None:
    (notices / "long.txt").write_text(notice() + "三、" + LONG * 200_000, encoding="utf-8")
    code, said = batch(notices, "-o", tmp_path / "all.csv", "--timeout", "1")
    assert code == 1
    assert "long.txt: took longer than 1 seconds: allow it more with --timeout" in said
    assert report(tmp_path / "all.csv")["totals"]["done"] == 45


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_file_that_eats_memory_costs_itself_only(notices: Path, tmp_path: Path) -> None:
    (notices / "large.txt").write_bytes(b"a" * 250_000_000)
    code, said = batch(notices, "-o", tmp_path / "out", "--memory", "400")
    assert code == 1
    assert "large.txt: needs more than 400 MB of memory: allow it more with --memory" in said
    assert report(tmp_path / "out")["totals"]["done"] == 45


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux), but for the one that keeps count of them for Python."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(c) for c in started if b"resource_tracker" not in Path(f"/proc/{c}/cmdline").read_bytes()]


def until(condition: object, seconds: float = 30) -> None:
    """Wait until a call gives something true."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


MANY = 30


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notices that take two workers longer than a moment."""
    place = tmp_path_factory.mktemp("many")
    for n in range(MANY):
        (place / f"{n}.txt").write_text(SAMPLES[n % 5].read_text(encoding="utf-8") + f"第{n}号", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a batch of them leaves."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    ran(many, out)
    return left(out)


@pytest.fixture
def halfway(many: Path, tmp_path: Path) -> Iterator[Child]:
    """A batch of many to tmp_path/out that has begun to write."""
    with start(many, "-o", tmp_path / "out", "--workers", "2") as running:
        until(lambda: len(list((tmp_path / "out").rglob("*.yaml"))) > 5)
        yield running


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_worker_that_is_killed_costs_one_file_and_the_next_run_does_it(
    halfway: Child, many: Path, here: Here, tmp_path: Path
) -> None:
    os.kill(children(halfway.pid)[0], signal.SIGKILL)
    done = halfway.ended()
    assert done.code in (0, 1), "it may have been between two files"
    assert done.err.count("its worker died (exit code -9)") == done.code
    assert report(tmp_path / "out")["totals"]["done"] == MANY - done.code
    assert here(many, "-o", tmp_path / "out")[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_a_run_that_was_stopped_goes_on(
    how: int,
    code: int,
    halfway: Child,
    many: Path,
    undisturbed: dict[str, bytes],
    here: Here,
    tmp_path: Path,
) -> None:
    workers = children(halfway.pid) if sys.platform == "linux" else []
    halfway.send_signal(how)
    stopped = halfway.ended()
    assert (stopped.code, stopped.out) == (code, b"")
    assert "Traceback" not in stopped.err
    assert ("the same command goes on from here" in stopped.err) == (how == signal.SIGINT)
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    assert not (tmp_path / "out.report.json").exists()
    code, after = here(many, "-o", tmp_path / "out")
    assert code == 0
    done = MANY - int(after.split(" notices, ")[1].split(" ")[0])
    assert 0 < done < MANY
    assert left(tmp_path / "out") == undisturbed


def test_two_at_once_on_one_output(halfway: Child, many: Path, here: Here, tmp_path: Path) -> None:
    assert halfway.poll() is None
    code, said = here(many, "-o", tmp_path / "out")
    assert code == 2
    assert said == f"fupin-extract: {tmp_path / 'out.journal'}: another run is writing there now: wait for it to end\n"


@pytest.mark.skipif(os.name == "nt", reason="limits of a process")
@pytest.mark.parametrize("out", ["out", "all.csv"])
def test_a_full_disk_is_told_and_nothing_half_written_stays(out: str, here: Here, tmp_path: Path) -> None:
    # No file may grow over 60 kB: neither the YAML of a notice nor the table of all would fit.
    limited = f"""
import resource, signal, sys
from fupin_extract.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
sys.exit(run(["batch", {str(SAMPLES[0].parent)!r}, "--glob", "*.txt", "-o", {str(tmp_path / out)!r}]))
"""
    done = ended([sys.executable, "-c", limited], env=ENGLISH)
    assert done.code == 2
    assert "cannot be written: File too large" in done.err
    assert "Traceback" not in done.err
    whole = [b"\ntasks:" in file.read_bytes() for file in tmp_path.glob("out/*")]
    assert all(whole)
    assert bool(whole) == (out == "out")
    assert {p.name for p in tmp_path.iterdir()} <= {"out", "out.journal", "all.csv.journal"}
    assert not list(tmp_path.glob("*.journal/.scratch"))
    assert here(SAMPLES[0].parent, "--glob", "*.txt", "-o", tmp_path / out)[0] == 0


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\0"])
def test_a_list_of_paths_on_standard_input(
    between: bytes, here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder(tmp_path, n__甲=notice(1), m__b=notice(2), c=notice(3)))
    names = between.join(name.encode() for name in ("n/甲.txt", "m", str(tmp_path / "c.txt"), "gone.txt"))
    code, said = here("-", "-o", "out", stdin=names)
    assert code == 1
    assert "fupin-extract: gone.txt: no such file" in said
    paths = [f["path"] for f in report(tmp_path / "out")["files"]]
    assert paths == ["n/甲.txt", "m/b.txt", f"{tmp_path}/c.txt".removeprefix("/"), "gone.txt"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["gone"], "gone: no such file"),
        (["empty"], "empty: there are no notices there"),
        (["n", "--encoding", "klingon"], "there is no encoding klingon: such as utf-8, gb18030, big5 or utf-16"),
        (["n", "--glob", "*.docx"], "n: there are no notices there"),
        (["n", "--workers", "0"], "Invalid value for '--workers': 0 is not in the range x>=1."),
        (["n", "--scheduler", "tcp://x:1"], "--scheduler goes with --engine dask"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    args: list[str], said: str, here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder(tmp_path, n__a=notice()))
    (tmp_path / "empty").mkdir()
    code, told = here(*args, "-o", "out")
    assert code == 2
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out.report.json").exists()


def test_a_chinese_reader_is_told_in_chinese(here: Here, tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice())
    (notices / "b.txt").write_bytes(b"%PDF-1.7")
    code, said = here(notices, "-o", tmp_path / "out", LC_ALL="zh_CN.UTF-8")
    assert code == 1
    assert said.splitlines() == [
        "fupin-extract: 共 2 份通知，待处理 2 份",
        "fupin-extract: b.txt：PDF 文件已损坏，一页也读不出，请重新保存或下载",
        "fupin-extract: 共 2 个文件：完成 1（待核 0，重复 0），失败 1，跳过 0：out.report.json",
    ]


def test_every_problem_of_a_batch_has_its_chinese() -> None:
    nodes = [node for path in ROOM.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    ours = {"BatchError", "FupinError", "ReadError", "WriteError"}
    raised = {
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ours and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    problems = {text for text in texts if text.startswith("{path}: ") and text != "{path}: "} | raised
    assert len(problems) > 25
    assert not {text for text in problems if text not in CHINESE}


@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own")
def test_a_terminal_has_a_bar(notices: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "fupin_extract", "batch", notices, "-o", tmp_path / "out"]
    with Child(command, stderr=theirs, env={**ENGLISH, "TERM": "xterm", "COLUMNS": "120"}) as running:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
        assert running.ended() == Done(0, b"", "")
    os.close(ours)
    assert b"characters a second" in shown
    assert "━".encode() in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so Linux says that nobody writes there any more
        return b""


def test_a_database_answers(notices: Path, here: Here, tmp_path: Path) -> None:
    here(notices, "-o", tmp_path / "plans.sqlite")
    with sqlite3.connect(tmp_path / "plans.sqlite") as db:
        (count,) = db.execute("SELECT count(DISTINCT notice) FROM tasks").fetchone()
    db.close()
    assert count == 45
