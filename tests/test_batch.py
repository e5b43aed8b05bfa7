"""A batch from end to end: what is written, what is done again and what is not, what it survives."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from batching import SAMPLES, Inline, folder, left, notice, ran, report
from fupin_extract import load_rules, parse, write
from fupin_extract.batch import Batch, run_batch, target
from fupin_extract.batch.journal import open_journal
from fupin_extract.errors import BatchError, WriteError

TABLES = ("all.csv", "all.jsonl", "all.xlsx", "all.parquet", "plans.sqlite", "plans.duckdb", "plans.parquet/")


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """Four notices, of which two are one, and a file that is none."""
    made = folder(tmp_path / "notices", a=notice(1), sub__b=notice(2), sub__c=notice(3), z=notice(1))
    (made / "scan.pdf").write_bytes(b"%PDF-1.7 of a scanner")
    return made


def test_a_file_a_notice_as_parse_writes_it(notices: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLES[2], notices / "002.txt")
    out = tmp_path / "out"
    done = ran(notices, out)
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*.*")) == [
        "002.txt.yaml",
        "a.txt.yaml",
        "sub/b.txt.yaml",
        "sub/c.txt.yaml",
        "z.txt.yaml",
    ]
    whole = parse(SAMPLES[2].read_bytes(), path="002.txt")
    assert (out / "002.txt.yaml").read_bytes() == write(whole, "yaml")
    assert yaml.safe_load((out / "z.txt.yaml").read_text(encoding="utf-8"))["source"]["path"] == "z.txt"
    assert [p.reason for p in done.told.problems] == ["is a damaged PDF file, no page of it can be read: save it anew"]


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv"])
def test_options_are_those_of_parse(form: Any, tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice())
    given: dict[str, Any] = {"view": "full", "headers": "en", "all_rows": True, "with_text": True}
    ran(notices, tmp_path / "out", form=form, **given)
    whole = parse((notices / "a.txt").read_bytes(), path="a.txt")
    assert (tmp_path / f"out/a.txt.{form}").read_bytes() == write(whole, form, **given)


def test_the_report_says_what_became_of_each(notices: Path, tmp_path: Path) -> None:
    (notices / ".hidden").write_text("x")
    (notices / "gap.txt").write_text("关于做好工作的通知\n一、做好监测。\n三、做好帮扶。\n", encoding="utf-8")
    ran(notices, tmp_path / "out")
    told = report(tmp_path / "out")
    assert told["totals"] == {
        "files": 7,
        "done": 5,
        "with_diagnostics": 1,
        "failed": 1,
        "skipped": 1,
        "duplicates": 1,
        "characters": 3 * len(notice()) + 26,
        "clauses": 12,
        "tasks": 8,
    }
    files = {f["path"]: f for f in told["files"]}
    assert list(files) == [".hidden", "a.txt", "gap.txt", "scan.pdf", "sub/b.txt", "sub/c.txt", "z.txt"]
    assert files[".hidden"] == {"path": ".hidden", "status": "skipped", "reason": "is hidden"}
    assert files["gap.txt"]["diagnostics"] == {"numbering_gap": 1}
    assert files["scan.pdf"]["status"] == "failed"
    assert files["z.txt"]["duplicate_of"] == "a.txt"
    assert files["sub/b.txt"]["output"] == "sub/b.txt.yaml"


def test_the_same_bytes_are_parsed_once(notices: Path, tmp_path: Path) -> None:
    assert ran(notices, tmp_path / "out").worked == ["a.txt", "scan.pdf", "sub/b.txt", "sub/c.txt"]
    assert (tmp_path / "out/z.txt.yaml").is_file()
    ran(notices, tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_text(encoding="utf-8").count("加强监测") == 3


def test_one_table_is_what_parse_writes_of_all(notices: Path, tmp_path: Path) -> None:
    all_ = [parse((notices / name).read_bytes(), path=name) for name in ("a.txt", "sub/b.txt", "sub/c.txt")]
    for out in ("all.csv", "all.jsonl"):
        ran(notices, tmp_path / out)
        assert (tmp_path / out).read_bytes() == write(all_, out.removeprefix("all."))


def test_a_database_holds_each_notice_and_its_duplicates(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans.sqlite"
    ran(notices, out)
    with sqlite3.connect(out) as db:
        rows = db.execute("SELECT notice, path, duplicate_of FROM notices ORDER BY notice").fetchall()
        tasks = db.execute("SELECT count(*) FROM tasks").fetchone()
    db.close()
    assert rows == [(1, "a.txt", None), (2, "sub/b.txt", None), (3, "sub/c.txt", None), (4, "z.txt", 1)]
    assert tasks == (6,)


@pytest.mark.parametrize("out", ["out", *TABLES])
def test_a_second_run_does_nothing_and_changes_nothing(out: str, notices: Path, tmp_path: Path) -> None:
    ran(notices, f"{tmp_path}/{out}")
    before = left(tmp_path / out)
    assert ran(notices, f"{tmp_path}/{out}").worked == ["scan.pdf"], "what failed is tried again"
    after = left(tmp_path / out)
    assert after.keys() == before.keys()
    if "duckdb" not in out:  # the same rows, but DuckDB says when it wrote them
        assert after == before
    journal = tmp_path / f"{out.rstrip('/')}.journal"
    assert {p.name for p in journal.iterdir()} == {"journal.sqlite", "shards"}


@pytest.mark.parametrize("out", ["out", "all.csv", "plans.sqlite"])
@pytest.mark.parametrize("most", [0, 1, 3])
def test_a_run_that_was_interrupted_goes_on_and_ends_the_same(
    out: str, most: int, notices: Path, tmp_path: Path
) -> None:
    for name in ("undisturbed", "disturbed"):
        (tmp_path / name).mkdir()
    ran(notices, tmp_path / "undisturbed" / out)
    with pytest.raises(KeyboardInterrupt):
        ran(notices, tmp_path / "disturbed" / out, Inline(most))
    assert len(ran(notices, tmp_path / "disturbed" / out).worked) == 4 - most + (most > 1)
    assert left(tmp_path / "disturbed" / out) == left(tmp_path / "undisturbed" / out)


@pytest.mark.parametrize("out", ["out", "all.csv"])
def test_what_has_changed_is_done_again(out: str, notices: Path, tmp_path: Path) -> None:
    place = tmp_path / out
    ran(notices, place)
    (notices / "sub/b.txt").write_text(notice(7), encoding="utf-8")
    (notices / "new.txt").write_text(notice(8), encoding="utf-8")
    (notices / "sub/c.txt").unlink()
    assert ran(notices, place).worked == ["new.txt", "scan.pdf", "sub/b.txt"]
    assert report(place)["totals"]["files"] == 5
    data = left(place)
    if out == "all.csv":
        assert "支持3户" not in data["all.csv"].decode(), "of one table only what is there now is part"
        assert "支持7户" in data["all.csv"].decode()
    else:
        assert "支持7户" in data["out/sub/b.txt.yaml"].decode()


def test_other_rules_and_options_do_all_again(notices: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "responsibility.yaml").write_text("- extend: lead.verb\n  after_list: [领衔]\n", encoding="utf-8")
    out = tmp_path / "out"
    ran(notices, out)
    assert len(ran(notices, out, rules=load_rules(rules)).worked) == 4
    assert ran(notices, out, rules=load_rules(rules)).worked == ["scan.pdf"]
    shutil.move(rules, tmp_path / "elsewhere")
    assert ran(notices, out, rules=load_rules(tmp_path / "elsewhere")).worked == ["scan.pdf"], (
        "where they are is no matter"
    )
    assert len(ran(notices, out, view="full").worked) == 4
    assert len(ran(notices, out, view="full", anew=True).worked) == 4


def test_what_is_gone_or_was_touched_is_made_again(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran(notices, out)
    before = left(out)
    (out / "a.txt.yaml").unlink()
    (out / "sub/b.txt.yaml").write_text("scribbled")
    assert ran(notices, out).worked == ["a.txt", "scan.pdf", "sub/b.txt"]
    assert left(out) == before
    table = tmp_path / "all.csv"
    ran(notices, table)
    before = left(table)
    (shard,) = (tmp_path / "all.csv.journal/shards").iterdir()
    shard.write_bytes(shard.read_bytes()[:-5])
    table.unlink()
    assert ran(notices, table).worked == ["scan.pdf", "sub/c.txt"]
    assert left(table) == before


def test_what_can_no_longer_be_read_leaves_nothing_old_behind(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran(notices, out)
    (notices / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran(notices, out)
    assert not (out / "a.txt.yaml").exists()
    assert (out / "z.txt.yaml").exists()


def test_what_fails_with_other_options_leaves_nothing_old_behind(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran(notices, out)
    assert ran(notices, out, encoding="ascii").summary.failed == 5
    assert not list(out.rglob("*.yaml"))


def test_one_name_that_cannot_be_written_costs_that_name_only(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "a.txt.yaml").mkdir(parents=True)
    done = ran(notices, out)
    assert (out / "z.txt.yaml").is_file(), "its bytes are those of a.txt"
    assert done.summary.failed == 2
    assert [problem.values["path"] for problem in done.told.problems] == ["a.txt.yaml", "scan.pdf"]


def test_a_damaged_page_of_the_journal(notices: Path, tmp_path: Path) -> None:
    ran(notices, tmp_path / "out")
    database = tmp_path / "out.journal/journal.sqlite"
    data = database.read_bytes()
    database.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(BatchError, match="is no journal, or a damaged one: delete it"):
        ran(notices, tmp_path / "out")


def test_a_link_stays_a_link(notices: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "all.csv").symlink_to(tmp_path / "elsewhere/real.csv")
    ran(notices, tmp_path / "all.csv")
    assert (tmp_path / "all.csv").is_symlink()
    assert (tmp_path / "elsewhere/real.csv").is_file()


def test_one_file_in_the_place_of_several() -> None:
    with pytest.raises(TypeError, match="given is a list"):
        run_batch(Batch(given="samples", target=target("out")))


def test_two_runs_at_once_on_one_output(notices: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran(notices, out)
    before = left(out)
    with open_journal(tmp_path / "out.journal", "x", alone=False):
        with pytest.raises(BatchError, match="another run is writing there now"):
            ran(notices, out)
        ran(notices, tmp_path / "other")
    ran(notices, out)
    assert left(out) == before


def test_a_journal_that_is_none(notices: Path, tmp_path: Path) -> None:
    (tmp_path / "out.journal").mkdir()
    (tmp_path / "out.journal/journal.sqlite").write_bytes(b"this is no database, whatever its name says" * 50)
    with pytest.raises(BatchError, match="is no journal, or a damaged one: delete it"):
        ran(notices, tmp_path / "out")
    assert not (tmp_path / "out.report.json").exists()


@pytest.mark.parametrize(
    ("out", "problem"),
    [
        ("notices", "the notices are in there"),
        (".", "the notices are in there"),
        ("nowhere/out", "there is no such folder"),
        ("all.yaml", "all notices go into a folder, or into a file of"),
        ("there.csv", "is there already, and from no batch"),
        ("file", "is a file; give a folder"),
        ("file/", "is a file; give a folder"),
    ],
)
def test_where_nothing_good_can_be_written(out: str, problem: str, notices: Path, tmp_path: Path) -> None:
    for name in ("there.csv", "file"):
        (tmp_path / name).write_text("of somebody")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WriteError, match=problem):
        ran(notices, f"{tmp_path}/{out}")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_batch_writes_within_the_folder_is_no_notice(notices: Path) -> None:
    ran(notices, notices / "out")
    ran(notices, notices / "all.csv")
    assert ran(notices, notices / "out").worked == ["scan.pdf"]
    told = {f["path"]: f.get("reason") for f in report(notices / "out")["files"] if f["status"] == "skipped"}
    names = ("all.csv", "all.csv.journal", "all.csv.report.json")
    assert told == dict.fromkeys(names, "is written by a batch"), "what it writes itself is not even told"
