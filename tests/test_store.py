"""The database of many notices: every kind holds the same rows, and they are what the records say."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_extract import parse, write
from fupin_extract.errors import StoreError
from fupin_extract.records.notice import (
    Citation,
    Clause,
    Deadline,
    Diagnostic,
    Duty,
    Metadata,
    Notice,
    Organization,
    SourceInfo,
    Target,
    Task,
)
from fupin_extract.records.record import Record
from fupin_extract.store import Entry, build, encode, write_parquet
from fupin_extract.store.flatten import flatten
from fupin_extract.store.parquet import type_of
from fupin_extract.store.schema import TABLES
from fupin_extract.store.views import VIEWS
from fupin_extract.write import labels
from fupin_extract.write.labels import heading
from made import made

ROOT = Path(__file__).parent.parent
KINDS = ("sqlite", "duckdb", "parquet-folder")
# What the notices below are numbered, the fourth being a copy.
NUMBERS = (1, 2, 3, 5, 6, 7)
Rows = list[tuple[Any, ...]]


@cache
def notices() -> tuple[Notice, ...]:
    """The samples, and a county's notice with a due date and diagnostics."""
    gapped = made(
        "青溪县实施方案", "一、加强监测。2024年底前完成。", "三、做好帮扶。（责任单位：县财政局）", "2024年3月1日"
    )
    return (*(parse(path) for path in sorted((ROOT / "samples").glob("*.txt"))), gapped)


def entries() -> Iterator[Entry]:
    """All notices, and behind the third the second once more."""
    for number, notice in enumerate(notices(), 1):
        yield notice.source.path or "text", encode(notice)
        if number == 3:
            yield "copies/再来.txt", 2


def built(kind: str, folder: Path, given_entries: Iterator[Entry] | None = None) -> Path:
    """A database of this kind in a new folder, with nothing else in it."""
    target, scratch = folder / "out", folder / "scratch"
    scratch.mkdir()
    build(kind, target, entries() if given_entries is None else given_entries, scratch)
    assert not list(scratch.iterdir())
    assert {path.name for path in folder.iterdir()} == {"out", "scratch"}
    return target


def read(target: Path, name: str) -> Rows:
    """All rows of a table or view, dates as ISO and truths as numbers."""
    sql = f"SELECT * FROM {name}"  # noqa: S608
    if target.is_dir():
        rows = duckdb.execute(f"SELECT * FROM '{target / name}.parquet'").fetchall()  # noqa: S608
    elif target.read_bytes()[:6] == b"SQLite":
        with sqlite3.connect(target) as db:
            rows = db.execute(sql).fetchall()
        db.close()
    else:
        with duckdb.connect(str(target), read_only=True) as duck:
            rows = duck.execute(sql).fetchall()
    return [tuple(plain(value) for value in row) for row in rows]


def plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


@pytest.fixture(scope="module")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("sqlite", tmp_path_factory.mktemp("lite"))


def ask(target: Path, sql: str, *values: object) -> Rows:
    with sqlite3.connect(target) as db:
        rows = db.execute(sql, values).fetchall()
    db.close()
    return rows


# The tables and the records


@pytest.mark.parametrize(
    ("table", "record", "elsewhere"),
    [
        ("notices", SourceInfo, {"text", "pages"}),
        ("notices", Metadata, {"plan_period"}),
        (
            "clauses",
            Clause,
            {"id", "parent_id", "responsibility", "deadlines", "targets", "citations", "duties", "span"},
        ),
        ("tasks", Task, {"id", "responsibility", "deadlines", "targets", "citations", "duties", "span"}),
        ("task_units", Organization, {"span"}),
        ("duty_units", Organization, {"span"}),
        ("deadlines", Deadline, {"id", "start", "end", "due", "inherited", "span"}),
        ("targets", Target, {"id", "span"}),
        ("citations", Citation, {"id", "span"}),
        ("duties", Duty, {"id", "actors", "span"}),
        ("diagnostics", Diagnostic, {"span"}),
    ],
)
def test_every_field_of_a_record_has_its_column(table: str, record: type[Record], elsewhere: set[str]) -> None:
    columns = {column.name for each in TABLES if each.name == table for column in each.columns}
    assert set(record.model_fields) - columns == elsewhere


def test_a_row_is_as_wide_as_its_table() -> None:
    for notice in notices():
        rows = flatten(notice)
        assert list(rows) == [table.name for table in TABLES]
        for table in TABLES:
            assert {len(row) + 1 for row in rows[table.name]} <= {len(table.columns)}, table.name


def test_a_notice_is_encoded_the_same_every_time() -> None:
    assert [encode(notice) for notice in notices()] == [encode(notice.model_copy(deep=True)) for notice in notices()]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_every_kind_holds_the_same_rows(kind: str, lite: Path, tmp_path: Path) -> None:
    target = built(kind, tmp_path)
    names = [table.name for table in TABLES] + ([] if target.is_dir() else [view.name for view in VIEWS])
    for name in names:
        assert read(target, name) == read(lite, name), name
        assert read(lite, name), f"{name} has no row, so that nothing was compared"


def test_joins_give_what_the_records_say(lite: Path) -> None:
    of_task = " JOIN tasks t USING (notice, task) WHERE t.notice = ? AND t.task = ?"
    for number, notice in zip(NUMBERS, notices(), strict=True):
        for task in notice.tasks:
            for table in ("deadlines", "targets", "citations", "duties"):
                found = ask(lite, f"SELECT f.rowid, f.text FROM {table} f{of_task} ORDER BY 1", number, task.id)  # noqa: S608
                assert [text for _, text in found] == [fact.text for fact in getattr(task, table)]
            sql = f"SELECT u.role, u.name FROM task_units u{of_task} ORDER BY u.position"  # noqa: S608
            units = [("lead", unit.name) for unit in task.lead_units]
            units += [("responsible", unit.name) for unit in task.responsible_units]
            units += [("supporting", unit.name) for unit in task.supporting_units]
            assert ask(lite, sql, number, task.id) == units
            sql = "SELECT value FROM tasks, json_each(tasks.path) WHERE notice = ? AND task = ?"
            assert ask(lite, sql, number, task.id) == [(title,) for title in task.path]
        duties = [duty for clause in notice.clauses for duty in clause.duties]
        sql = "SELECT u.name FROM duties d JOIN duty_units u USING (notice, duty) WHERE notice = ?"
        sql += " ORDER BY d.rowid, u.position"
        assert ask(lite, sql, number) == [(unit.name,) for duty in duties for unit in duty.actors]


def test_a_fact_of_the_preamble_belongs_to_no_task(lite: Path) -> None:
    assert ask(lite, "SELECT DISTINCT task IS NULL FROM citations WHERE clause = '0'") == [(1,)]


def test_a_duplicate_is_a_file_without_facts(lite: Path) -> None:
    first, second = ask(lite, "SELECT * FROM notices WHERE notice IN (2, 4)")
    assert second[:3] == (4, "copies/再来.txt", 2)
    assert second[3:7] == first[3:7]
    assert set(second[7:]) == {None}
    for table in TABLES[1:]:
        assert not ask(lite, f"SELECT * FROM {table.name} WHERE notice = 4")  # noqa: S608
    files = ask(lite, "SELECT path, title FROM files WHERE notice IN (2, 4)")
    assert files == [(first[1], first[7]), ("copies/再来.txt", first[7])]


# SQLite


def test_sqlite_is_whole_and_says_what_it_is(lite: Path) -> None:
    assert ask(lite, "PRAGMA integrity_check") == [("ok",)]
    assert ask(lite, "PRAGMA foreign_key_check") == []
    assert ask(lite, "PRAGMA journal_mode") == [("delete",)]
    assert lite.read_bytes()[60:72] == b"\0\0\0\x01" + bytes(4) + b"Fupi"


def test_the_same_notices_give_the_same_sqlite(lite: Path, tmp_path: Path) -> None:
    assert built("sqlite", tmp_path).read_bytes() == lite.read_bytes()


def test_sqlite_keeps_what_the_columns_mean(lite: Path) -> None:
    [[sql]] = ask(lite, "SELECT sql FROM sqlite_master WHERE name = 'targets'")
    assert "value REAL,  -- 万 and 亿 multiplied out; percent as 50" in str(sql)


# Anything that a text may hold

TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["", "'", '"', "\0", "{}", "null", "\\u0000"]
)


@pytest.mark.slow
@settings(max_examples=8)  # of many texts each: to make three databases takes longer than to fill them
@given(st.lists(st.tuples(TEXT, TEXT, st.none() | TEXT), min_size=1, max_size=16))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str | None]]
) -> None:
    def odd(path: str, message: str, title: str | None) -> Entry:
        source = SourceInfo(media_type="text/plain", sha256="0" * 64, characters=2**62)
        found = Diagnostic(code="x", severity="info", message=message)
        metadata = Metadata(title=title, addressees=(message, path), date_signed=dt.date(1, 1, 1))
        return path, encode(Notice(source=source, metadata=metadata, tasks=(), diagnostics=(found,)))

    for kind in KINDS:
        target = built(kind, tmp_path_factory.mktemp("odd"), (odd(*each) for each in texts))
        found = [(row[1], json.loads(str(row[12])), row[7], row[13]) for row in read(target, "notices")]
        assert found == [(path, [message, path], title, "0001-01-01") for path, message, title in texts], kind
        assert [row[4] for row in read(target, "diagnostics")] == [message for _, message, _ in texts]


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_a_file_may_be_no_text(kind: str, tmp_path: Path) -> None:
    target = built(kind, tmp_path, iter([("a\udcff.txt", encode(notices()[0]))]))
    assert [row[1] for row in read(target, "notices")] == ["a?.txt"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_may_have_any_name(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] b*"
    folder.mkdir()
    assert built(kind, folder).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_no_notice_at_all_is_a_database_too(kind: str, tmp_path: Path) -> None:
    target = built(kind, tmp_path, iter([]))
    assert all(read(target, table.name) == [] for table in TABLES)


def test_a_number_of_days_that_no_database_holds_is_left_out() -> None:
    deadline = Deadline(id="1/d1", rule="r", text="…", span=(0, 1), kind="within", working_days=10**30)
    clause = Clause(id="1", level=1, marker="", title="", text="", kind="task", deadlines=(deadline,), span=(0, 1))
    rows = flatten(notices()[0].model_copy(update={"clauses": (clause,), "tasks": ()}))
    assert rows["deadlines"][0][10] is None


# Views


def test_offices_are_counted_as_in_the_records(lite: Path) -> None:
    leads: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for notice in notices():
        for task in notice.tasks:
            leads.update({unit.name for unit in task.lead_units})
            lines.update({line for unit in task.lead_units for line in unit.functions})
    found = ask(lite, "SELECT name, leads FROM offices WHERE leads > 0")
    assert dict(found) == leads
    assert [count for _, count in found] == sorted(leads.values(), reverse=True)
    assert dict(ask(lite, "SELECT function, leads FROM offices_by_function WHERE leads > 0")) == lines


def test_what_is_due_comes_by_date(lite: Path) -> None:
    clauses = [clause for notice in notices() for clause in notice.clauses]
    due = [d.end or d.due for clause in clauses for d in clause.deadlines if d.end or d.due]
    found = [row[0] for row in ask(lite, "SELECT due FROM due_dates")]
    assert found == sorted(str(day) for day in due)
    [row] = ask(lite, "SELECT deadline_text, region, work FROM due_dates WHERE due = '2024-12-31' AND notice = 7")
    assert row == ("2024年底前", "青溪县", "加强监测")


def test_places_without_a_number_are_named(lite: Path) -> None:
    with_targets = {
        notice.metadata.region for notice in notices() for c in notice.clauses for t in c.targets if t.role == "target"
    }
    without = {notice.metadata.region for notice in notices()} - with_targets
    assert {row[0] for row in ask(lite, "SELECT region FROM regions_without_targets")} == without
    assert {row[0] for row in ask(lite, "SELECT region FROM counties_without_targets")} == {"姚安县", "青溪县"}


def test_tasks_for_which_nobody_answers(lite: Path) -> None:
    nobody = [t.id for n in notices() for t in n.tasks if t.kind == "task" and t.responsibility.scope == "none"]
    assert [row[0] for row in ask(lite, "SELECT task FROM tasks_without_units")] == nobody


def test_assignments_are_those_of_groups_and_of_running_text(lite: Path) -> None:
    groups = sum(
        len(t.lead_units + t.responsible_units + t.supporting_units) for notice in notices() for t in notice.tasks
    )
    text = sum(len(d.actors) for notice in notices() for clause in notice.clauses for d in clause.duties)
    counted = ask(lite, "SELECT source, count(*) FROM assignments GROUP BY source ORDER BY source")
    assert counted == [("group", groups), ("text", text)]


# One Parquet file of the tasks


def lines(several: tuple[Notice, ...]) -> list[bytes]:
    return [write(notice, "jsonl") for notice in several]


def test_one_parquet_file_holds_the_lines(tmp_path: Path) -> None:
    write_parquet(tmp_path / "all.parquet", lines(notices()), tmp_path)
    rows = pq.read_table(tmp_path / "all.parquet").to_pylist(maps_as_pydicts="strict")
    expected = [json.loads(line) for line in b"".join(lines(notices())).splitlines()]
    assert json.loads(json.dumps(rows, default=str)) == expected


def test_columns_have_their_types_where_nothing_is_in_them(tmp_path: Path) -> None:
    write_parquet(tmp_path / "all.parquet", lines(notices()), tmp_path)
    bare = made("一、加强监测。", "二、做好帮扶。")
    for name, several in (("bare", lines((bare,))), ("none", [])):
        write_parquet(tmp_path / f"{name}.parquet", several, tmp_path)
        assert pq.read_schema(tmp_path / f"{name}.parquet") == pq.read_schema(tmp_path / "all.parquet")
    deadline = pq.read_schema(tmp_path / "none.parquet").field("deadlines").type.value_type
    assert str(deadline.field("end").type) == "date32[day]"


def test_a_type_that_is_not_known_is_told() -> None:
    with pytest.raises(TypeError):
        type_of(complex)


# What cannot be done


def test_duckdb_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for kind in KINDS[1:]:
        with pytest.raises(StoreError, match=r"pip install duckdb"):
            build(kind, tmp_path / "out", entries(), tmp_path)
    with pytest.raises(StoreError, match="not installed"):
        write_parquet(tmp_path / "out", [], tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_that_cannot_be_written_is_told(kind: str, tmp_path: Path) -> None:
    with pytest.raises((StoreError, OSError)):
        build(kind, tmp_path / "no" / "out", entries(), tmp_path)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_name_that_duckdb_does_not_take_is_told(kind: str, tmp_path: Path) -> None:
    bad = tmp_path / "a\udcff"
    try:
        bad.mkdir()
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    for target, scratch in ((bad / "out", tmp_path), (tmp_path / "out", bad)):
        with pytest.raises(StoreError, match="not UTF-8"):
            build(kind, target, entries(), scratch)
        with pytest.raises(StoreError, match="not UTF-8"):
            write_parquet(target, [], scratch)
    assert [*tmp_path.rglob("*")] == [bad]


def test_an_unknown_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="'access'"):
        build("access", tmp_path / "out", entries(), tmp_path)


# What the documents say


def test_the_document_lists_every_table_column_and_view() -> None:
    text = (ROOT / "docs" / "database.md").read_text("utf-8")
    for table in TABLES:
        section = text.split(f"\n### `{table.name}`\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
        assert told == [(c.name, c.type, heading(c.name, of=table.name), c.meaning) for c in table.columns], table.name
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", text.split("\n## Views\n", 1)[1], re.MULTILINE)
    assert told == [(view.name, labels.TABLES[view.name], view.meaning) for view in VIEWS]
