"""What ``fupin-extract diff`` writes: every format, its exit codes, and the page in a real browser."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from fupin_extract import PlanDiff, PlanMatrix, WriteError, compare, compare_many, parse, write_diff
from fupin_extract.cli import run
from fupin_extract.write.registry import writers
from made_plans import ITEMS, ROADS, TEA, plan, swapped
from processes import ended

FORMATS = [known.format for known in writers("diff") if not known.binary]
CHANGED = swapped(
    swapped(ITEMS[:-1], ROADS, ROADS.with_text("2025年6月底前完成120公里", "2025年底前完成150公里")),
    TEA,
    TEA.with_text("最高不超过", "<script>alert(1)</script>&最高不超过").with_units("县商务局", "县财政局"),
)
BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


@cache
def made() -> PlanDiff:
    return compare(parse(plan()), parse(plan(CHANGED)), explain=True)


@cache
def task_ids() -> tuple[str, ...]:
    """The ids of the made plan's tasks."""
    return tuple(task.id for task in parse(plan()).tasks)


@cache
def matrix() -> PlanMatrix:
    return compare_many(parse(plan()), [parse(plan()), parse(plan(CHANGED))])


def text(diff: PlanDiff | PlanMatrix, form: str) -> str:
    return write_diff(diff, form).decode("utf-8-sig")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_what_changed_and_is_the_same_each_time(form: str) -> None:
    found = text(made(), form)
    assert found == text(made(), form)
    for wanted in ("120公里", "150公里", "2025年6月底前", "2025年底前", "县商务局"):
        assert wanted in found
    assert "有变化" in text(matrix(), form) or "changed" in text(matrix(), form)


def test_an_unknown_format() -> None:
    with pytest.raises(WriteError, match="pdf"):
        write_diff(made(), "pdf")


def test_a_record_read_back_is_written_again_but_shows_no_texts() -> None:
    back = PlanDiff.model_validate_json(write_diff(made(), "json"))
    assert write_diff(back, "json") == write_diff(made(), "json")
    with pytest.raises(WriteError, match="compare the notices again"):
        write_diff(back, "html")


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_record_is_read_back(form: str) -> None:
    written = text(made(), form)
    data = json.loads(written) if form == "json" else yaml.safe_load(written)
    assert data["only_a"] == [task_ids()[-1]]
    assert {"a", "b", "similarity", "strength", "changes"} <= data["pairs"][0].keys()
    assert "passages" not in data["pairs"][0]
    assert "rows" not in data["a"]
    changes = [(c["field"], c["kind"], c["a"], c["b"]) for pair in data["pairs"] for c in pair["changes"]]
    assert ("targets", "raised", "120公里", "150公里") in changes


def test_csv_has_a_row_a_pair_and_a_row_a_task_alone() -> None:
    # An id is a text, whatever a spreadsheet would make of it.
    ids = {f"'{task}": task for task in task_ids()}
    rows = list(csv.DictReader(text(made(), "csv").splitlines(keepends=True)))
    for row in rows:
        row.update((name, ids[cell]) for name, cell in row.items() if cell in ids)
    *same, alone = task_ids()
    by_task = {row["甲编号"]: row for row in rows if row["甲编号"] in task_ids()}
    assert [(row["乙编号"], row["对应"]) for row in by_task.values()] == [
        *((task, "同一任务") for task in same),
        ("", "仅甲有"),
    ]
    assert rows[-1]["甲编号"] == alone
    assert by_task[same[1]]["量化目标变化"] == "提高：120公里 → 150公里"
    assert by_task[same[1]]["完成时限变化"] == "推迟：2025年6月底前 → 2025年底前"
    assert by_task[same[3]]["责任单位变化"].split("\n") == ["删去：县商务局", "新增：县财政局"]
    heads, first, *_ = csv.reader(text(matrix(), "csv").splitlines(keepends=True))
    assert len(heads) == len(first) == 2 + 2
    assert first[2:] == [f"沿用 {task_ids()[0]}"] * 2


def test_a_terminal_sees_words_in_colour_or_in_brackets() -> None:
    plain, colour = write_diff(made(), "table").decode(), write_diff(made(), "table", colour=True).decode()
    assert "{+" in plain
    assert "[-" in plain
    assert "\x1b[" not in plain
    assert re.search("\x1b\\[31m[^\x1b]*6月", colour)
    assert "{+" not in colour
    assert "依据：" in plain


class Page(HTMLParser):
    """What a page holds: its ids, where its links lead, its elements, and whatever would ask the network."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = {name: value or "" for name, value in attrs}
        self.ids += [known["id"]] if "id" in known else []
        if tag == "a":
            self.links.append(known["href"])
        self.outside += [value for name, value in known.items() if name in {"src", "srcset", "data", "action"}]
        self.outside += [known["href"]] if "href" in known and tag != "a" else []


def test_the_page_has_both_texts_and_links_between_them() -> None:
    page = Page(text(made(), "html"))
    assert len(page.ids) == len(set(page.ids)) == len(made().a.rows) + len(made().b.rows)
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {"del", "ins"} <= set(page.tags)
    assert page.tags.count("article") == len(made().a.rows)


@pytest.mark.parametrize("found", [made, matrix])
def test_the_page_asks_the_network_for_nothing_and_runs_nothing(found: Callable[[], PlanDiff | PlanMatrix]) -> None:
    source = text(found(), "html")
    page = Page(source)
    assert not page.outside
    assert "script" not in page.tags
    assert not re.search(r"https?:|url\(|@import", source)
    assert "default-src 'none'" in source


@pytest.mark.slow
@pytest.mark.skipif(not BROWSER, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("found", [made, matrix])
def test_a_browser_shows_the_page(found: Callable[[], PlanDiff | PlanMatrix], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(write_diff(found(), "html"))
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={tmp_path}/u",
    ]
    done = ended([BROWSER, *options, "--dump-dom", file.as_uri()])
    assert done.code == 0, done.err
    # What the page's own policy forbids, and what the browser cannot read, is told on its console.
    assert "CONSOLE" not in done.err
    shown = done.out.decode()
    before, after = Page(file.read_text(encoding="utf-8")), Page(shown)
    assert after.tags == before.tags
    assert after.ids == before.ids
    assert "实施农村公路提质工程" in shown


# ---- The command ----
@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(plan(), encoding="utf-8")
    other.write_text(plan(CHANGED), encoding="utf-8")
    return str(one), str(other)


def test_exit_codes(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    a, b = files
    assert run(["diff", a, a]) == 0
    assert run(["diff", a, b]) == 1
    assert run(["diff", a, f"{b}.missing"]) == 2
    assert run(["diff", a]) == 2
    assert run(["diff", a, b, "--only", "colours"]) == 2
    assert run(["diff", a, b, "--min-similarity", "nan"]) == 2
    assert run(["diff", a, b, "--min-similarity", "2"]) == 2
    assert run(["diff", a, b, "--format", "pdf"]) == 2
    assert b"Traceback" not in capsysbinary.readouterr().err


def test_only_what_is_asked_for(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["diff", *files, "--only", "targets", "--format", "json"]) == 1
    data = json.loads(capsysbinary.readouterr().out)
    assert {c["field"] for pair in data["pairs"] for c in pair["changes"]} == {"targets"}
    assert run(["diff", *files, "--only", "tasks", "--min-similarity", "0.99", "-f", "json"]) == 1
    assert task_ids()[-1] in json.loads(capsysbinary.readouterr().out)["only_a"]


def test_why_is_told_on_request(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["diff", *files])
    assert "依据" not in capsysbinary.readouterr().out.decode()
    run(["diff", *files, "--explain"])
    assert "依据" in capsysbinary.readouterr().out.decode()


def test_the_suffix_of_the_output_says_the_format(files: tuple[str, str], tmp_path: Path) -> None:
    for suffix, begin in ((".html", b"<!DOCTYPE html>"), (".md", b"# "), (".csv", b"\xef\xbb\xbf"), (".json", b"{")):
        assert run(["diff", *files, "-o", str(tmp_path / f"out{suffix}")]) == 1
        assert (tmp_path / f"out{suffix}").read_bytes().startswith(begin)
    assert run(["diff", *files, "-o", str(tmp_path / "out.xyz")]) == 2


def test_many_against_one(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    a, b = files
    assert run(["diff", "--base", a, a, a]) == 0
    assert run(["diff", "--base", a, a, b]) == 1
    out = capsysbinary.readouterr().out.decode()
    assert "沿用" in out
    assert "缺" in out
    assert run(["diff", "--base", a, a, f"{b}.missing"]) == 1
    assert run(["diff", "--base", f"{a}.missing", a]) == 2
    assert run(["diff", "--base", a, b, "--explain"]) == 2
