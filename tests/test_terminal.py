"""What a person sees on a terminal: a table where it is wide, else cards; lines that end as in Chinese."""

from __future__ import annotations

import codecs
import csv
import os
import re
import sys
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fupin_extract import parse, write
from fupin_extract.cli import run
from fupin_extract.derive.offices import by_unit
from fupin_extract.write.formats.table import draw
from fupin_extract.write.formats.widths import widths
from fupin_extract.write.formats.wrapping import breaks
from fupin_extract.write.registry import Looks, writer
from fupin_extract.write.sheets import Column, Sheet
from processes import ended, on_terminal

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
PROGRAM = (sys.executable, "-m", "fupin_extract")
ENGLISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}
BEGINS_NO_LINE = "、。，；：！？）》”’】〕"
ENDS_NO_LINE = "（《“‘【〔"
NOTICE = (
    "青溪县关于做好有关工作的通知\n一、促进就业\n（一）建设帮扶车间。2025年底前建成帮扶车间20个以上。"
    "（牵头单位：县人力资源和社会保障局；责任单位：县财政局、县发展改革局、县农业农村局、县乡村振兴局、各乡镇人民政府）\n"
    "（二）开展技能培训。每年培训500人次。（县教育局牵头）\n"
)


def seen(columns: int, *args: str | Path) -> list[str]:
    done = on_terminal([*PROGRAM, *args], columns, env=ENGLISH)
    assert done.code == 0, done.err
    return done.out.decode().split("\n")


def cut(text: str, width: int, *, listed: bool = False) -> list[str]:
    places = [0, *breaks(text, width, listed=listed), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


# Where lines end


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("统计部门、教育部门", 8, ["统计部", "门、教育", "部门"]),
        ("生活圈内：至少50%以上", 9, ["生活圈", "内：至少", "50%以上"]),
        ("关于发《方案》的通知", 8, ["关于发", "《方案》", "的通知"]),
        ("到2025年底前完成", 6, ["到", "2025年", "底前完", "成"]),
        ("the plan is ready", 8, ["the plan ", "is ready"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("甲乙丙", 1, ["甲", "乙", "丙"]),
        ("", 8, [""]),
        ("甲乙丙丁", 8, ["甲乙丙丁"]),
    ],
)
def test_lines_end_where_chinese_lines_do(text: str, width: int, lines: list[str]) -> None:
    assert cut(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("统计部门、教育部门、卫健部门", 12, ["统计部门、", "教育部门、", "卫健部门"]),
        ("统计部门、教育部门、卫健部门", 20, ["统计部门、教育部门、", "卫健部门"]),
        ("县局、县人力资源和社会保障局、县局", 16, ["县局、", "县人力资源和社会", "保障局、县局"]),
        ("安置点：800人以下；生活圈：20分钟", 20, ["安置点：800人以下；", "生活圈：20分钟"]),
    ],
)
def test_a_list_ends_its_lines_behind_its_items(text: str, width: int, lines: list[str]) -> None:
    assert cut(text, width, listed=True) == lines


@given(st.text(alphabet="甲乙丙部局、。；：（）《》“”%12ab ,.", max_size=60), st.integers(4, 30), st.booleans())
def test_no_line_is_too_wide_or_begins_with_a_closing_mark(text: str, width: int, listed: bool) -> None:
    lines = cut(text, width, listed=listed)
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    for before, line in pairwise(lines):
        assert line
        # Marks alone, more of them than a line holds, cannot but begin one.
        if line[0] in BEGINS_NO_LINE or (before.rstrip() or "甲")[-1] in ENDS_NO_LINE:
            assert re.search(rf"[^甲乙丙部局]{{{(width - 2) // 2},}}", "".join((before + line).split())), (before, line)


# How wide columns are


def test_there_is_room_for_all_or_the_highest_cells_get_most() -> None:
    columns = [Column("编号", "code"), Column("任务"), Column("内容"), Column("截止日期", "day")]
    rows = [["1.10", "短的任务名称", "很长的内容" * 40, "2025-12-31"]] * 3
    assert widths(columns, rows[:0], 80) == [4, 4, 4, 8]
    found = widths(columns, rows, 80)
    assert found is not None
    assert sum(found) <= 80
    assert (found[0], found[1], found[3]) == (4, 12, 10)
    assert found[2] == 80 - 4 - 12 - 10
    assert widths(columns, rows, 30) is None


def test_items_of_lists_and_words_stay_whole_where_they_can() -> None:
    columns = [Column("单位", "list"), Column("列"), Column("内容")]
    rows = [["县财政局、县人力资源和社会保障局、县局", "responsibility_start", "内容" * 200]]
    found = widths(columns, rows, 70)
    assert found is not None
    assert found[0] >= cell_len("县人力资源和社会保障局、")
    assert found[1] >= len("responsibility_start")


def test_rows_of_too_many_columns_are_cards_too() -> None:
    columns = [Column(f"第{n}列", "code" if n else "text") for n in range(12)]
    rows = [[f"{n}" * 8 for n in range(12)], ["很长的名称" * 8, *["x"] * 11]]
    lines = b"".join(draw([Sheet("", columns, rows)], Looks(width=80))).decode().split("\n")
    assert lines[1:4] == ["00000000", f"{' ' * 20}第1列   11111111", f"{' ' * 20}第2列   22222222"]
    second = lines.index("很长的名称" * 8)
    assert lines[second - 1 : second] == [""]
    assert lines[second + 1] == f"{' ' * 20}第1列   x"
    assert max(map(cell_len, lines)) <= 80


# What there is on a terminal


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terminal") / "notice.txt"
    path.write_text(NOTICE, "utf-8")
    return path


needs_terminal = pytest.mark.skipif(os.name == "nt", reason="a terminal of its own")


@needs_terminal
@pytest.mark.slow
@pytest.mark.parametrize("columns", [110, 160])
def test_a_terminal_has_a_table(columns: int, file: Path) -> None:
    lines = seen(columns, "parse", file)
    assert lines[0] == "青溪县关于做好有关工作的通知"
    heads = lines[2].split()
    assert heads[:4] == ["编号", "具体任务", "牵头单位", "责任单位"]
    assert ("截止日期" in heads) == (columns == 160)
    assert set(lines[3].strip()) == {"─"}
    assert lines[4] == "促进就业"
    assert lines[5].split()[:3] == ["1.1", "建设帮扶车间", "县人力资源和社会保障局"]
    assert max(map(cell_len, lines)) <= columns


@needs_terminal
@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 100, 109])
def test_a_narrow_terminal_has_a_card_a_task(columns: int, file: Path) -> None:
    lines = seen(columns, "parse", file)
    assert lines[:5] == [
        "青溪县关于做好有关工作的通知",
        "",
        "促进就业",
        "  1.1  建设帮扶车间",
        "       牵头单位  县人力资源和社会保障局",
    ]
    assert "       截止日期  2025-12-31" in lines
    assert max(map(cell_len, lines)) <= columns
    if columns == 80:
        place = lines.index("       责任单位  县财政局、县发展改革局、县农业农村局、县乡村振兴局、")
        assert lines[place + 1] == "                 各乡镇人民政府"


@needs_terminal
@pytest.mark.slow
def test_what_a_file_or_a_pipe_gets_is_not_what_a_terminal_gets(file: Path, tmp_path: Path) -> None:
    piped = ended([*PROGRAM, "parse", file], env=ENGLISH)
    assert piped.out.startswith(b"schema_version: '1'\n")
    assert seen(80, "parse", file, "--format", "yaml")[0] == "schema_version: '1'"
    assert seen(80, "parse", file, "-o", tmp_path / "a.yaml") == [""]


@needs_terminal
@pytest.mark.slow
def test_a_terminal_obeys_nothing_of_a_text(tmp_path: Path) -> None:
    hostile = tmp_path / "notice.txt"
    hostile.write_text(NOTICE.replace("建设帮扶车间", "建设\x1b[31m帮扶\u202e车间=HYPERLINK(1)"), "utf-8")
    for columns in (80, 160):
        text = "\n".join(seen(columns, "parse", hostile))
        assert "HYPERLINK(1)" in text
        assert not set("\x1b\u202e") & set(text)


@pytest.mark.parametrize("width", [80, 120])
def test_what_no_title_stands_over_is_not_below_the_title_before(width: int) -> None:
    text = "关于做好工作的通知\n一、促进就业\n（一）建设车间。每月报送。\n二、完善社区服务。\n三、抓好产业\n"
    text += "（一）发展产业。每月报送。\n"
    lines = write(parse(text), "table", width=width).decode().split("\n")
    kept = [line for line in lines if line and not line.startswith((" ─", "  编号", "       "))]
    assert [line.split()[-1] if line.startswith("  ") else line for line in kept][1:] in (
        ["促进就业", "建设车间", "────────", "完善社区服务", "抓好产业", "发展产业"],
        ["促进就业", "每月", "────────", "完善社区服务", "抓好产业", "每月"],
    )


def test_offices_are_cards_too_where_a_terminal_is_narrow() -> None:
    views = [by_unit(parse(NOTICE))]
    narrow, wide = (
        b"".join(writer("offices", "table").write(views, Looks(width=width))).decode().split("\n")
        for width in (80, 120)
    )
    assert narrow[2:5] == ["县人力资源和社会保障局 1", "  牵头  1.1  建设帮扶车间", "        完成时限  2025年底前"]
    assert wide[4] == "县人力资源和社会保障局 1"
    assert wide[5].split()[:4] == ["牵头", "1.1", "建设帮扶车间", "2025年底前"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_line_of_the_samples_is_wrong(path: Path) -> None:
    notice = parse(path)
    for width in (40, 80, 109, 110, 120, 160):
        for line in write(notice, "table", width=width).decode().splitlines():
            assert cell_len(line) <= width
            for cell in re.split("  +", line.strip()):
                assert cell[:1] not in {*BEGINS_NO_LINE}, line
                assert cell[-1:] not in {*ENDS_NO_LINE}, line


# CSV


@pytest.mark.parametrize("command", ["parse", "units"])
@pytest.mark.parametrize(("more", "mark"), [((), False), (("--no-bom",), False), (("--bom",), True)])
def test_a_pipe_gets_csv_for_programs_unless_it_is_told(
    command: str, more: tuple[str, ...], mark: bool, file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run([command, str(file), "--format", "csv", *more]) == 0
    printed = capsysbinary.readouterr().out
    assert printed.startswith(codecs.BOM_UTF8) == mark
    heads, first = list(csv.reader(StringIO(printed.decode("utf-8-sig"), newline="")))[:2]
    assert first[heads.index("编号")] == ("'1.1" if mark else "1.1")


@pytest.mark.parametrize(("more", "mark"), [((), True), (("--bom",), True), (("--no-bom",), False)])
def test_a_file_is_csv_for_spreadsheets_unless_it_is_told(
    more: tuple[str, ...], mark: bool, file: Path, tmp_path: Path
) -> None:
    for command in (["parse", file], ["units", file], ["diff", file, file]):
        assert run([*map(str, command), "-o", str(tmp_path / "a.csv"), *more]) in (0, 1)
        assert (tmp_path / "a.csv").read_bytes().startswith(codecs.BOM_UTF8) == mark
