"""The page of a database: what it counts is what the notices say, in every kind of database, and it stays small."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fupin_extract import Notice, parse, write
from fupin_extract.cli import run
from fupin_extract.records.notice import units_by_role
from fupin_extract.records.overview import Overview
from fupin_extract.store import Entry, build, encode, write_parquet
from fupin_extract.store import overview as counting
from fupin_extract.store.overview import overview
from fupin_extract.store.query import is_database, open_database
from fupin_extract.store.schema import TABLES
from fupin_extract.write.overview.captions import words
from made_plans import plan

KINDS = ("sqlite", "duckdb", "parquet-folder")
SAMPLES = Path(__file__).parent.parent / "samples"
HOSTILE = "县<script>alert(1)</script>局"


@pytest.fixture(scope="module")
def notices() -> list[Notice]:
    texts = [plan(), plan(place="绿水县"), plan(place="绿水县").replace("县财政局", "县教育局")]
    return [*(parse(text) for text in texts), parse(SAMPLES / "002.txt")]


@pytest.fixture(scope="module")
def databases(notices: list[Notice], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A database of each kind, and one Parquet file of the tasks."""
    folder = tmp_path_factory.mktemp("overview")
    entries: list[Entry] = [(f"{number}.txt", encode(notice)) for number, notice in enumerate(notices)]
    for kind in KINDS:
        build(kind, folder / kind, iter(entries), folder)
    write_parquet(folder / "tasks", [write(notice, "jsonl") for notice in notices], folder)
    return {path.name: path for path in folder.iterdir()}


def counted(path: Path) -> Overview:
    with open_database(path) as db:
        return overview(db, Path("plans"), {"finance": "财政"})


def page_of(path: Path, tmp_path: Path, *more: str) -> str:
    assert run(["report", str(path), "-o", str(tmp_path / "page.html"), *more]) == 0
    return (tmp_path / "page.html").read_text("utf-8")


def behind(page: str, chart: str) -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="data-{chart}">([^<]*)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_what_is_counted_is_what_the_notices_say(notices: list[Notice], databases: dict[str, Path]) -> None:
    found = counted(databases["sqlite"])
    charts = {chart.name: chart for chart in found.counted}
    tasks = [(number, task) for number, notice in enumerate(notices, 1) for task in notice.tasks]
    loads = Counter(
        (unit.name, role)
        for number, task in tasks
        for role, unit in {(role, unit.name): (role, unit) for role, unit in units_by_role(task)}.values()
    )
    bars = charts["offices"].bars
    assert {(bar.key, part): n for bar in bars for part, n in bar.parts.items()}.items() <= loads.items()
    assert charts["offices"].of == len({name for name, _ in loads}) == found.totals["offices"]
    assert [bar.total for bar in bars] == sorted((bar.total for bar in bars), reverse=True)
    deadlines = [deadline for notice in notices for clause in notice.clauses for deadline in clause.deadlines]
    months = Counter(str(day)[:7] for each in deadlines if (day := each.end or each.due))
    assert {bar.key: bar.total for bar in charts["deadlines"].bars} == dict(sorted(months.items()))
    units = Counter(target.unit or "" for notice in notices for clause in notice.clauses for target in clause.targets)
    assert {bar.key: bar.total for bar in charts["targets"].bars} == units
    themes = Counter(
        (notices[number - 1].metadata.region, function)
        for number, task in tasks
        for function in {function for _, unit in units_by_role(task) for function in unit.functions}
    )
    shown = {(bar.key, part): n for bar in charts["themes"].bars for part, n in bar.parts.items()}
    assert shown
    assert shown.items() <= themes.items()
    assert found.totals["tasks"] == len(tasks)
    assert sum(each.tasks for each in found.notices) == len(tasks)
    for chart in charts.values():
        rows = Counter(row[:2] for row in chart.behind.rows)
        wanted = {(bar.key, part): many for bar in chart.bars for part, many in bar.rows.items()}
        assert rows == wanted, "behind each bar are all its rows"


def test_every_kind_of_database_gives_the_same_page(databases: dict[str, Path], tmp_path: Path) -> None:
    pages = {kind: page_of(databases[kind], tmp_path) for kind in KINDS}
    unnamed = {page.replace(f"{kind} ·", "").replace(f"{kind}</small>", "") for kind, page in pages.items()}
    assert len(unnamed) == 1


def test_rows_are_bounded_and_each_bar_has_some(
    databases: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(counting, "MOST", 60)
    found = counted(databases["sqlite"])
    offices = next(chart for chart in found.counted if chart.name == "offices")
    assert len(offices.behind.rows) == 60 < offices.behind.total
    assert {row[0] for row in offices.behind.rows} == {bar.key for bar in offices.bars}
    page = page_of(databases["sqlite"], tmp_path)
    bars = behind(page, "offices")["bars"]
    assert sum(sum(rows.values()) for _, rows in bars.values()) == offices.behind.total, (
        "the page says how many there are in all"
    )


def test_the_page_is_chinese_or_english_and_needs_no_network(databases: dict[str, Path], tmp_path: Path) -> None:
    page = page_of(databases["sqlite"], tmp_path)
    assert 'lang="zh-CN"' in page
    assert "各单位的任务数" in page
    assert behind(page, "themes")["parts"]["finance"] == "财政"
    english = page_of(databases["sqlite"], tmp_path, "--headers", "en")
    assert 'lang="en"' in english
    assert "Tasks of each office" in english
    assert behind(english, "themes")["parts"]["finance"] == "finance"
    for each in (page, english):
        body = each.partition("<body>")[2].partition('<script type="application/json"')[0]
        assert not re.search(r"<[^>]* (?:on\w+|style|src)=", body)
        assert not re.search(r"https?:|url\(|@import", each)
        assert "default-src 'none'" in each
    assert words("zh").keys() == words("en").keys()


def test_hostile_names_and_keys_are_shown(databases: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "evil.sqlite"
    path.write_bytes(databases["sqlite"].read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("UPDATE task_units SET name = ?, functions = ? WHERE name = '县财政局'", (HOSTILE, '["__proto__"]'))
        db.execute("UPDATE targets SET unit = '\"><b>', role = 'target'")
        db.execute("UPDATE notices SET region = '县\u202e\u2028', title = '</script><!--'")
    db.close()
    page = page_of(path, tmp_path)
    assert "alert(1)</script>" not in page
    assert HOSTILE in {row[0] for row in behind(page, "offices")["rows"]}
    assert "<b>" not in page.partition('<section id="targets"')[2].partition("</section>")[0]
    assert "\u202e" not in page.partition('<script type="application/json"')[0]


def test_what_is_no_database_of_notices_is_told(
    databases: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def told(*args: object) -> str:
        assert run(["report", *map(str, args)]) == 2
        return capsys.readouterr().err

    out = tmp_path / "page.html"
    (tmp_path / "empty").mkdir()
    assert "task_units" in told(databases["tasks"], "-o", out)
    assert str(tmp_path / "empty") in told(tmp_path / "empty", "-o", out)
    assert (
        "database" in told(databases["sqlite"], databases["duckdb"], "-o", out) or "数据库" in capsys.readouterr().err
    )
    assert "--patch" in told(databases["sqlite"], "--patch", tmp_path, "-o", out)
    assert str(databases["sqlite"]) in told(databases["sqlite"], "-o", databases["sqlite"])
    assert not out.exists()
    assert [is_database(path) for path in (databases["sqlite"], SAMPLES / "002.txt", tmp_path / "no")] == [
        True,
        False,
        False,
    ]


def test_an_empty_database_has_a_page(tmp_path: Path) -> None:
    build("sqlite", tmp_path / "none.sqlite", iter([]), tmp_path)
    page = page_of(tmp_path / "none.sqlite", tmp_path)
    assert page.count("没有读到") == 4
    assert {table.name for table in TABLES} >= {"notices", "tasks"}
