"""What ``fupin-extract diff`` writes: every format, its exit codes, and the page in a real browser."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from fupin_extract import PlanDiff, PlanMatrix, WriteError, compare, compare_many, parse, write_diff
from fupin_extract.cli import run
from fupin_extract.records.diff import Pair, Passage, Word
from fupin_extract.write.diff import marked
from fupin_extract.write.diff.naming import named, sides
from fupin_extract.write.diff.telling import shares_much
from fupin_extract.write.registry import writers
from made_plans import ITEMS, ROADS, TEA, plan, swapped

FORMATS = [known.format for known in writers("diff") if not known.binary]
CHANGED = swapped(
    swapped(ITEMS[:-1], ROADS, ROADS.with_text("2025年6月底前完成120公里", "2025年底前完成150公里")),
    TEA,
    TEA.with_text("最高不超过", "<script>alert(1)</script>&最高不超过").with_units("县商务局", "县财政局"),
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
    assert len(page.ids) == len(set(page.ids))
    tasks = [name for name in page.ids if re.match(r"[ab]-\d", name)]
    assert len(tasks) == len(made().a.rows) + len(made().b.rows)
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert {"del", "ins"} <= set(page.tags)
    assert page.tags.count("article") == len(made().a.rows)


def test_the_board_leads_from_each_cell_to_what_the_plan_made_of_the_task() -> None:
    source = text(matrix(), "html")
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    cells = [cell for row in matrix().rows for cell in row.cells if cell.tasks]
    assert sum(link.startswith("#cell-") for link in page.links) == len(cells)
    assert '<i class="later">推迟</i> 2025年6月底前 → 2025年底前' in source
    assert page.tags.count("tfoot") == 1


def test_plans_are_called_by_what_tells_them_apart() -> None:
    def names(a: str, b: str, *paths: str) -> list[str]:
        found = compare(*(parse(given) for given in (a, b)))
        if paths:
            one, other = (
                side.model_copy(update={"path": path}) for side, path in zip((found.a, found.b), paths, strict=True)
            )
            found = found.model_copy(update={"a": one, "b": other})
        return [side.label for side in sides(found)]

    assert names(plan(), plan(place="绿水县")) == ["青山县", "绿水县"]
    assert names(plan(), plan(title="乡村振兴工作要点")) == ["青山县乡村振兴重点任务分工方案", "青山县乡村振兴工作要点"]
    assert names(plan(), plan(), "/home/me/old.txt", "C:\\work\\new.txt") == ["old.txt", "new.txt"]
    assert names(plan(), plan()) == ["甲", "乙"]
    found = compare_many(parse(plan()), [parse(text) for text in (plan(), plan(), plan(place="绿水县"))])
    plans = [plan.model_copy(update={"path": f"{k}.txt"}) for k, plan in enumerate(found.plans)]
    assert [each.label for each in named(plans)] == ["0.txt", "1.txt", "2.txt"]
    plans[1] = plans[1].model_copy(update={"path": None})
    assert [each.label for each in named(plans)] == ["0.txt", "青山县 2", "绿水县"]


def test_the_most_telling_stands_first_and_few_marks_are_made_where_little_is_shared() -> None:
    page = text(made(), "html")
    kinds = re.findall(r'<article class="pair \w+" id="pair-\d+" data-kinds="([^"]*)"', page)
    assert kinds[0] == "deadlines targets text", "a day put off and a number raised before an office exchanged"
    assert kinds[-1] == "equal"
    assert page.index('<details id="equal"') > page.index('id="only-a"')
    words = (Word(kind="same", text="工作"), Word(kind="removed", text="甲" * 40), Word(kind="added", text="乙" * 40))
    apart = Passage(kind="reworded", a="工作" + "甲" * 40, b="工作" + "乙" * 40, words=words)
    near = Passage(kind="same", a="一样的话" * 40, b="一样的话" * 40)
    little = Pair(a="1", b="1", similarity=0.4, strength="same", passages=(apart,))
    much = little.model_copy(update={"passages": (near, apart)})
    assert (shares_much(little), shares_much(much)) == (False, True)
    assert "<del>" not in marked.text(little, "a")
    assert f"<del>{'甲' * 40}</del>" in marked.text(much, "a")
    assert "…（112 字相同）…" in marked.text(much, "b"), "what paper leaves out"


@pytest.mark.parametrize("found", [made, matrix])
def test_the_page_asks_the_network_for_nothing_and_runs_its_own(
    found: Callable[[], PlanDiff | PlanMatrix],
) -> None:
    source = text(found(), "html")
    page = Page(source)
    assert not page.outside
    assert page.tags.count("script") == page.tags.count("style") == 1
    for tag, rule in (("style", "style-src"), ('script type="module"', "script-src")):
        inside = re.search(f"<{tag}>(.*?)</{tag.split()[0]}>", source, re.DOTALL)
        assert inside
        assert f"{rule} 'sha256-{b64encode(sha256(inside[1].encode()).digest()).decode()}'" in source
    assert not re.search(r"https?:|url\(|@import", source)
    assert "default-src 'none'" in source
    assert not re.search(r"<[^>]* (?:on\w+|style)=", source.partition("<body>")[2].partition("<script")[0])


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
