"""``fupin-extract query``: what a database answers, in every form, and that it only reads."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fupin_extract import parse, write
from fupin_extract.cli import run
from fupin_extract.store import Entry, ask_sqlite, build, encode, write_parquet
from fupin_extract.store.query import open_database
from fupin_extract.store.schema import TABLES
from fupin_extract.store.views import VIEWS
from fupin_extract.store.watch import Bounds
from fupin_extract.write import labels
from processes import Child, Done, ended

SAMPLES = Path(__file__).parent.parent / "samples"
KINDS = ("sqlite", "duckdb", "parquet-folder")
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG", "FUPIN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A database of each kind of the samples, under names that tell nothing."""
    folder = tmp_path_factory.mktemp("查询 [1]")
    notices = [parse(path) for path in sorted(SAMPLES.glob("*.txt"))]
    entries: list[Entry] = [(f"{number}.txt", encode(notice)) for number, notice in enumerate(notices)]
    for kind in KINDS:
        build(kind, folder / kind, iter(entries), folder)
    write_parquet(folder / "tasks", [write(notice, "jsonl") for notice in notices], folder)
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    """Call ``query`` in this process."""

    def run_it(*args: str | Path) -> Done:
        code = run(["query", *map(str, args)])
        captured = capsysbinary.readouterr()
        return Done(code, captured.out, captured.err.decode())

    return run_it


def start(*args: str | Path) -> Child:
    return Child([sys.executable, "-m", "fupin_extract", "query", *args])


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1 and "Traceback" not in text


# What is answered


@EVERY_KIND
def test_a_select_is_answered(kind: str, databases: dict[str, Path], call: Callable[..., Done]) -> None:
    done = call(databases[kind], "SELECT region, date_signed FROM notices WHERE admin_level = 'county' -- a remark\n;")
    assert (done.code, done.err) == (0, "")
    assert done.out == "region,date_signed\r\n姚安县,2021-09-28\r\n".encode()


@pytest.mark.parametrize("name", ["notices", "offices", " Offices ; ", "due_dates"])
def test_a_name_stands_for_all_of_it_and_every_kind_says_the_same(
    name: str, databases: dict[str, Path], call: Callable[..., Done]
) -> None:
    answers = [call(databases[kind], name) for kind in KINDS]
    assert {done.code for done in answers} == {0}
    assert answers[0].out == answers[1].out == answers[2].out
    assert len(answers[0].rows()) > 5


def test_a_view_is_filtered_by_date(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    for kind in KINDS:
        rows = call(
            databases[kind], "WITH d AS (SELECT * FROM due_dates) SELECT due FROM d WHERE due < '2021-01-01'"
        ).rows()
        assert [row[0] for row in rows] == ["due", "2020-10-31", *["2020-12-31"] * (len(rows) - 2)]


def test_one_parquet_file_is_the_table_of_tasks(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    done = call(
        databases["tasks"], 'SELECT id, deadlines[1]."end" AS "end" FROM tasks WHERE deadlines[1].due = \'2021-09-28\''
    )
    assert (done.code, done.rows()) == (0, [["id", "end"]])
    assert len(call(databases["tasks"], "tasks").rows()) == 143


def test_a_folder_may_hold_other_things(databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]) -> None:
    folder = tmp_path / "plans.parquet"
    shutil.copytree(databases["parquet-folder"], folder)
    listed = call(folder).out
    (folder / "._tasks.parquet").write_bytes(b"Mac OS X")
    (folder / "x.parquet").mkdir()
    assert call(folder).out == listed
    shutil.copy(folder / "tasks.parquet", folder / "Files.parquet")  # as a view of ours is named
    assert len(call(folder, "files").rows()) == len(call(folder, "tasks").rows())
    (folder / "y.parquet").write_bytes(b"x" * 100)
    done = call(folder, "tasks")
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert f"{folder / 'y.parquet'}: cannot be read" in done.err
    (folder / "y.parquet").unlink()
    shutil.copy(folder / "clauses.parquet", folder / "Tasks.parquet")
    if (folder / "tasks.parquet").samefile(folder / "Tasks.parquet"):
        pytest.skip("names of files have no capitals here")
    done = call(folder, "tasks")
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert f"{folder / 'tasks.parquet'}: would be the same table as Tasks.parquet" in done.err


@EVERY_KIND
def test_without_sql_it_lists_what_there_is(kind: str, databases: dict[str, Path], call: Callable[..., Done]) -> None:
    rows = call(databases[kind]).rows()
    assert rows[0] == ["table", "column", "type", "heading", "meaning"]
    heads = [(row[0], row[2], row[3], row[4]) for row in rows[1:] if not row[1]]
    tables = [(table.name, "table", labels.TABLES[table.name], table.meaning) for table in TABLES]
    assert heads == tables + [(view.name, "view", labels.TABLES[view.name], view.meaning) for view in VIEWS]
    told = [(row[0], row[1], row[3], row[4]) for row in rows[1:] if row[1]]
    columns = [
        (table.name, c.name, labels.heading(c.name, of=table.name), c.meaning.removeprefix("="))
        for table in TABLES
        for c in table.columns
    ]
    assert [(*row[:3], row[3].removeprefix("'=")) for row in told[: len(columns)]] == columns
    assert all(meaning for *_, meaning in told), "every column of a view has its meaning"


def test_what_there_is_means_something_in_chinese_too(
    databases: dict[str, Path], call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    rows = call(databases["sqlite"]).rows()
    assert rows[0] == ["table", "column", "type", "heading", "meaning"]
    assert ["notices", "region", "TEXT", "地区", "方案适用的地区；全国性文件为空"] in rows
    assert [row for row in rows[1:] if not re.search("[\u4e00-\u9fff]|^如 |^'?=", row[4])] == []
    assert [row for row in rows[1:] if row[4] == "" or re.search(r"\b(of|the|its)\b", row[4])] == []
    table = call(databases["sqlite"], "-f", "table").out.decode()
    assert table.splitlines()[1].split() == ["表", "列", "类型", "中文名", "含义"]


def test_another_database_is_answered_too(tmp_path: Path, call: Callable[..., Done]) -> None:
    with sqlite3.connect(tmp_path / "other") as db:
        db.execute('CREATE TABLE "a b" (x BLOB, y)')
        db.execute("INSERT INTO \"a b\" VALUES (x'ff00', CAST(x'e5ff' AS TEXT))")
    db.close()
    assert call(tmp_path / "other").rows()[1:] == [
        ["a b", "", "table", "", ""],
        ["a b", "x", "BLOB", "", ""],
        ["a b", "y", "", "", ""],
    ]
    assert call(tmp_path / "other", 'SELECT * FROM "a b"').rows()[1:] == [["ff00", "��"]]


# Forms

SQL = "SELECT 1 AS a, 2.0 AS b, NULL AS c, '=1+1' AS d, -1 AS e, 'x\ny' AS a"


@EVERY_KIND
def test_the_forms(kind: str, databases: dict[str, Path], call: Callable[..., Done]) -> None:
    assert call(databases[kind], SQL).out.decode() == 'a,b,c,d,e,a\r\n1,2,,\'=1+1,-1,"x\ny"\r\n'
    line = json.loads(call(databases[kind], SQL, "-f", "jsonl").out)
    assert line == {"a": 1, "b": 2.0, "c": None, "d": "=1+1", "e": -1, "a_2": "x\ny"}
    assert json.loads(call(databases[kind], SQL, "-f", "json").out) == [line]
    assert call(databases[kind], "SELECT 1 AS a WHERE 1 = 0", "-f", "json").out == b"[]\n"
    table = call(databases[kind], SQL, "-f", "table").out.decode()
    assert re.search(r"^ +1 +2 +=1\+1 +-1 +x y$", table, re.MULTILINE)


def test_what_has_parts_is_json(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    sql = "SELECT [1, 2] AS a, {'b': DATE '2021-01-02'} AS c, 1.5::DECIMAL(4, 2) AS d, true AS e, sum(1) AS f"
    assert call(databases["duckdb"], sql).rows()[1] == ["[1, 2]", '{"b": "2021-01-02"}', "1.5", "true", "1"]
    line = json.loads(call(databases["duckdb"], sql, "-f", "jsonl").out)
    assert line == {"a": [1, 2], "c": {"b": "2021-01-02"}, "d": 1.5, "e": True, "f": 1}


def test_what_is_no_number_in_json_is_null(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    sql = "SELECT 'nan'::DOUBLE AS a, ['inf'::FLOAT, 1] AS b, {'x': '-inf'::DOUBLE} AS c, 0.5 AS d"
    for form in ("json", "jsonl"):
        text = call(databases["duckdb"], sql, "-f", form).out.decode().strip("[ \n]")
        assert text == '{"a": null, "b": [null, 1.0], "c": {"x": null}, "d": 0.5}'
        text = call(databases["sqlite"], "SELECT 9e999 AS a, -9e999 AS b", "-f", form).out.decode().strip("[ \n]")
        assert text == '{"a": null, "b": null}'
    assert call(databases["duckdb"], sql).rows()[1] == ["nan", "[null, 1.0]", '{"x": null}', "0.5"]


def test_keys_are_texts_in_json(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    sql = """SELECT MAP {DATE '2020-01-01': 1} AS a, MAP {1.5::DOUBLE: DATE '2020-01-02'} AS b, MAP {true: 1} AS c,
        MAP {'nan'::DOUBLE: 1} AS d"""
    line = json.loads(call(databases["duckdb"], sql, "-f", "jsonl").out)
    assert line == {"a": {"2020-01-01": 1}, "b": {"1.5": "2020-01-02"}, "c": {"true": 1}, "d": {"nan": 1}}
    assert call(databases["duckdb"], sql).rows()[1][0] == '{"2020-01-01": 1}'


def test_no_digit_is_lost_and_none_is_added(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    sql = """SELECT -12345678901234567890.12345678::DECIMAL(38, 8) AS a, 12345678901234567890::DECIMAL(38, 2) AS b,
        0.1::FLOAT AS c, 16777217::FLOAT AS d, 3.4e38::FLOAT AS e, 12.30::DECIMAL(9, 2) AS f, 1e300::DOUBLE AS g"""
    digits = ["-12345678901234567890.12345678", "12345678901234567890", "0.1", "16777216", "3.4e+38", "12.3", "1e+300"]
    assert call(databases["duckdb"], sql).rows()[1] == digits
    line = json.loads(call(databases["duckdb"], sql, "-f", "jsonl").out)
    assert list(line.values()) == [digits[0], 12345678901234567890, 0.1, 16777216.0, 3.4e38, 12.3, 1e300]


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".csv", "\ufeffname"), (".json", "["), (".jsonl", "{"), (".txt", "\n  name")]
)
def test_the_suffix_says_the_form(
    suffix: str, begins: str, tmp_path: Path, databases: dict[str, Path], call: Callable[..., Done]
) -> None:
    out = tmp_path / f"offices{suffix}"
    done = call(databases["sqlite"], "SELECT name FROM offices", "-o", out)
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert out.read_text("utf-8").startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@EVERY_KIND
def test_a_limit(kind: str, databases: dict[str, Path], call: Callable[..., Done]) -> None:
    assert len(call(databases[kind], "tasks", "--limit", "3").rows()) == 4


def test_a_table_shows_what_people_read(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1200) SELECT x FROM n"
    done = call(databases["sqlite"], sql, "-f", "table")
    assert "1000" in done.out.decode()
    assert "1001" not in done.out.decode()
    assert is_one_line(done.err)
    assert "--limit" in done.err
    assert "1200" in call(databases["sqlite"], sql, "-f", "table", "--limit", "2000").out.decode()


@pytest.mark.slow
def test_sql_from_standard_input(databases: dict[str, Path]) -> None:
    with start(databases["sqlite"], "-") as process:
        done = process.ended("\ufeffSELECT count(*) AS 通知数\nFROM notices;\n".encode())
    assert done == Done(0, "通知数\r\n5\r\n".encode(), "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_rows_come_as_they_are_found_and_end_with_their_reader(kind: str, databases: dict[str, Path]) -> None:
    sql = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "duckdb": "SELECT range AS x FROM range(1, 1000000000000)",
    }[kind]
    with start(databases[kind], sql, "-f", "jsonl") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b'{"x": 1}\n'
        process.stdout.close()
        assert process.ended() == Done(0, b"", "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_an_interrupt_ends_a_question_without_end(kind: str, databases: dict[str, Path]) -> None:
    sql = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
        "duckdb": "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range % 7 = 3",
    }[kind]
    with start(databases[kind], sql) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        done = process.ended()
    assert (done.code, done.err) == (130, "")


# It only reads

WRITES = (
    "DELETE FROM tasks",
    "DROP TABLE tasks",
    "CREATE TABLE x (y INTEGER)",
    "CREATE TEMP TABLE x (y INTEGER)",
    "INSERT INTO tasks SELECT * FROM tasks",
    "UPDATE notices SET path = 'x'",
    "ATTACH 'stolen.db' AS x",
    "PRAGMA user_version = 7",
    "PRAGMA query_only = OFF",
    "VACUUM INTO 'stolen.db'",
    "COPY notices TO 'stolen.csv'",
    "SET threads = 1",
    "INSTALL httpfs",
    "BEGIN",
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT load_extension('{file}')",
    "SELECT readfile('{file}')",
    "SELECT * FROM glob('{file}')",
    "EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1",
    "EXPLAIN (ANALYZE) DELETE FROM tasks",
    "CALL checkpoint()",
)
# A SELECT may write in DuckDB, and what may be read may be written.
COPY = "COPY (SELECT 1 AS a) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)"


@EVERY_KIND
@pytest.mark.parametrize("sql", WRITES)
def test_nothing_is_changed_and_no_other_file_is_reached(
    kind: str,
    sql: str,
    tmp_path: Path,
    databases: dict[str, Path],
    call: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    files = [databases[kind], *databases[kind].glob("*")]
    before = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    done = call(databases[kind], sql.format(file=tmp_path / "secret.csv"))
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    files = [databases[kind], *databases[kind].glob("*")]
    assert [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files] == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize(
    "sql",
    [
        f"EXPLAIN ANALYZE {COPY}",
        f"/* */ explain /* */ (format json, analyze) {COPY}",
        f"EXPLAIN (ANALYZE /* ) FROM tasks -- */ ) {COPY}",
        f"WITH x AS ({COPY}) FROM x",
        f"EXPLAIN ANALYZE WITH x AS ({COPY}) FROM x",
        f"FROM json_execute_serialized_sql(json_serialize_sql($$WITH x AS ({COPY}) FROM x$$))",
    ],
)
@pytest.mark.parametrize("kind", ["parquet-folder", "tasks"])
def test_a_question_does_not_go_over_the_database(
    kind: str, sql: str, databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]
) -> None:
    copy = shutil.copytree if databases[kind].is_dir() else shutil.copy
    copy(databases[kind], tmp_path / "plans.parquet")
    file = tmp_path / "plans.parquet" / ("tasks.parquet" if databases[kind].is_dir() else "")
    before = file.read_bytes()
    done = call(tmp_path / "plans.parquet", sql.format(file=file))
    assert (done.code, done.out, is_one_line(done.err)) == (2, b"", True)
    assert file.read_bytes() == before


def test_a_plan_is_told(databases: dict[str, Path], call: Callable[..., Done]) -> None:
    for how in ("EXPLAIN", "explain analyze", "EXPLAIN (FORMAT json)"):
        for asked in ("SELECT count(*) FROM tasks", "(FROM tasks)"):
            assert call(databases["parquet-folder"], f"{how} {asked}").code == 0


def test_a_database_that_nobody_may_write_is_read(
    databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]
) -> None:
    for kind in ("sqlite", "duckdb"):
        shutil.copy(databases[kind], tmp_path / kind)
        (tmp_path / kind).chmod(0o444)
        assert call(tmp_path / kind, "notices").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"sqlite", "duckdb"}


# What cannot be done


@EVERY_KIND
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELEC 1", "SELEC"),
        ("SELECT nothing FROM tasks", "nothing"),
        ("SELECT * FROM nowhere", "nowhere"),
        ("nowhere", "there are notices, clauses, tasks"),
        ("SELECT 1; SELECT 2", "several"),
        ("", "nothing to ask"),
        (";", "nothing to ask"),
        ("/* only a remark */", "nothing to ask"),
        ("SELECT 'x", "x"),
    ],
)
def test_wrong_sql_is_one_line(
    kind: str,
    sql: str,
    told: str,
    databases: dict[str, Path],
    call: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = call(databases[kind], sql)
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    assert told in done.err
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert re.search("[一-龥]", call(databases[kind], sql).err)


@EVERY_KIND
def test_sql_and_names_that_are_no_text_are_told(
    kind: str, databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]
) -> None:
    for sql in ("SELECT '\udce5'", "tasks\udcff"):
        done = call(databases[kind], sql)
        assert (done.code, done.err) == (2, "fupin-extract: the SQL is not UTF-8\n")
    place = tmp_path / "a\udce5"
    try:
        place.mkdir()
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    (place / "b").symlink_to(databases[kind])
    done = call(place / "b", "SELECT 1")
    if kind == "sqlite":
        assert done.code == 0
        return
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "a?/b" in done.err
    assert "not UTF-8" in done.err


def unreadable(folder: Path) -> dict[str, Path]:
    """What is no database, by what is told of it."""
    made = {
        "no such file": folder / "missing.sqlite",
        "is no SQLite": folder / "text.sqlite",
        "is no SQLite, ": folder / "empty.db",
        "no .parquet files": folder / "folder",
        "cannot be read": folder / "damaged.sqlite",
        "cannot be read:": folder / "damaged.duckdb",
        "cannot be read: ": folder / "damaged.parquet",
    }
    (folder / "text.sqlite").write_text("not a database\n")
    (folder / "empty.db").touch()
    (folder / "folder").mkdir()
    (folder / "damaged.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    (folder / "damaged.duckdb").write_bytes(b"x" * 8 + b"DUCK" + b"x" * 20000)
    (folder / "damaged.parquet").write_bytes(b"PAR1" + b"x" * 100)
    return made


def test_what_is_no_database_is_told(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    for told, path in unreadable(tmp_path).items():
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        done = call(path, "SELECT * FROM tasks")
        assert (done.code, done.out) == (2, b"")
        assert is_one_line(done.err)
        assert told in done.err
        assert path.name in done.err
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert re.match(r"fupin-extract: .*[一-龥]", call(path, "SELECT * FROM tasks").err)


@pytest.mark.slow
def test_a_database_that_another_program_writes_is_told(
    databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]
) -> None:
    shutil.copy(databases["sqlite"], tmp_path / "lite")
    db = sqlite3.connect(tmp_path / "lite", isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    done = call(tmp_path / "lite", "tasks")
    db.close()
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "try again later" in done.err

    shutil.copy(databases["duckdb"], tmp_path / "duck")
    code = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    with Child([sys.executable, "-c", code, tmp_path / "duck"]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        done = call(tmp_path / "duck", "tasks")
        assert other.ended(b"\n").code == 0
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "try again later" in done.err


def test_a_database_that_cannot_be_read_without_writing_is_told(tmp_path: Path, call: Callable[..., Done]) -> None:
    db = sqlite3.connect(tmp_path / "lite", isolation_level=None)
    db.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(100000)); PRAGMA cache_size = 1; BEGIN")
    db.execute("UPDATE t SET a = randomblob(100000)")
    for name in ("lite", "lite-journal"):  # as a crash leaves them
        shutil.copy(tmp_path / name, tmp_path / name.replace("lite", "crashed"))
    db.close()
    done = call(tmp_path / "crashed", "t")
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "broke off" in done.err


def test_a_database_in_wal_mode_where_nobody_may_write_is_told(tmp_path: Path, call: Callable[..., Done]) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorname = "SQLITE_READONLY_DIRECTORY"
    assert "is in WAL mode: copy it to a folder where you may write" in str(ask_sqlite._told(tmp_path / "lite", error))
    folder = tmp_path / "folder"
    folder.mkdir()
    db = sqlite3.connect(folder / "lite", isolation_level=None)
    db.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
    db.close()
    folder.chmod(0o555)
    done = call(folder / "lite", "t")
    if os.access(folder, os.W_OK):  # root, or Windows: nothing is in the way
        assert done.code == 0
    else:
        assert (done.code, is_one_line(done.err)) == (2, True)
        assert "WAL mode" in done.err


def test_duckdb_that_is_not_installed_is_told(
    databases: dict[str, Path], call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert call(databases["sqlite"], "tasks").code == 0
    for kind in KINDS[1:]:
        done = call(databases[kind], "tasks")
        assert (done.code, done.err) == (
            2,
            "fupin-extract: DuckDB is not installed: pip install duckdb\n",
        )


@EVERY_KIND
def test_the_answer_does_not_go_over_the_database(
    kind: str, databases: dict[str, Path], call: Callable[..., Done]
) -> None:
    path = databases[kind] / "tasks.parquet" if databases[kind].is_dir() else databases[kind]
    done = call(databases[kind], "tasks", "-f", "csv", "-o", path)
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "the database that is asked" in done.err


def test_an_answer_that_fails_on_the_way_leaves_no_file(
    databases: dict[str, Path], tmp_path: Path, call: Callable[..., Done]
) -> None:
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 5000)"
    sql += " SELECT CASE WHEN x > 4000 THEN json('{') ELSE x END FROM n"
    done = call(databases["sqlite"], sql, "-o", tmp_path / "all.csv")
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is asked of /proc")
def test_a_large_answer_is_never_held(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "large") as db:
        db.execute("CREATE TABLE rows (x)")
        db.executemany("INSERT INTO rows VALUES (?)", (("字" * 3000,) for _ in range(24_000)))
    db.close()
    code = "import sys; from fupin_extract.cli import run; assert run(sys.argv[1:]) == 0\n"
    code += "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    arguments = ["query", tmp_path / "large", "rows", "-o", tmp_path / "all.csv"]
    done = ended([sys.executable, "-c", code, *arguments])
    assert done.code == 0, done.err
    assert (tmp_path / "all.csv").stat().st_size > 200_000_000
    assert int(done.out) < 150_000


# What a question may take

ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"


@EVERY_KIND
def test_a_question_has_its_time(kind: str, databases: dict[str, Path], call: Callable[..., Done]) -> None:
    start = time.monotonic()
    done = call(databases[kind], ENDLESS, "--timeout", "0.5")
    assert time.monotonic() - start < 10
    assert done.code == 2
    assert done.err == "fupin-extract: the question took longer than 0.5 seconds: allow it more with --timeout\n"


def test_the_time_of_a_reader_is_not_counted(databases: dict[str, Path]) -> None:
    with open_database(databases["sqlite"], Bounds(seconds=0.5)) as db:
        rows = db.ask(ENDLESS.replace("count(*)", "n")).rows
        for _ in range(3):
            next(rows)
            time.sleep(0.3)
        assert len([next(rows) for _ in range(500)]) == 500


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "sql"), [("sqlite", "SELECT hex(zeroblob(4e8))"), ("duckdb", "SELECT repeat('x', 2000000000)")]
)
def test_a_question_has_its_memory(kind: str, sql: str, databases: dict[str, Path]) -> None:
    done = ended([sys.executable, "-m", "fupin_extract", "query", databases[kind], sql, "--memory", "500"])
    assert done.code == 2
    assert done.err == ("fupin-extract: the question needs more than 500 MB of memory: allow it more with --memory\n")


def test_a_limit_that_nobody_set_is_told(
    databases: dict[str, Path], call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_extract.cli.query._MOST_WRITTEN", 5)
    done = call(databases["sqlite"], "tasks")
    assert len(done.rows()) == 6
    assert done.err == "fupin-extract: only the first 5 rows are written; --limit gives more\n"
    done = call(databases["sqlite"], "tasks", "--limit", "7")
    assert (len(done.rows()), done.err) == (8, "")


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_view_of_what_is_gone_does_not_fail_the_listing(kind: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    place = str(tmp_path / "foreign")
    db: Any = sqlite3.connect(place) if kind == "sqlite" else pytest.importorskip("duckdb").connect(place)
    for statement in (
        "CREATE TABLE gone (x INTEGER)",
        "CREATE VIEW bad AS SELECT x FROM gone",
        "DROP TABLE gone",
        "CREATE TABLE z (y INTEGER)",
    ):
        db.execute(statement)
    db.close()
    done = call(tmp_path / "foreign")
    assert done.code == 0
    rows = done.rows()
    assert [row[:2] for row in rows[1:]] == [["bad", ""], ["bad", ""], ["z", ""], ["z", "y"]]
    assert "gone" in rows[2][4]
