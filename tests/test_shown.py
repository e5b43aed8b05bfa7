"""What a notice holds, and what a terminal gets of it; what a spreadsheet and other readers of YAML make of texts."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from fupin_extract import compare, parse, write
from fupin_extract.cli import run
from fupin_extract.records.notice import Fact, Organization
from fupin_extract.text.shown import shown
from fupin_extract.write import write_diff
from fupin_extract.write.formats import yaml as written
from processes import Child, ended

COMMANDS = "\x1b]0;owned\x07\x1b[31m\u202e\u2066\x9b\x85\x0b"
# Long enough to be a text, of which few characters are controls.
TEXT = (
    f"关于做好{COMMANDS}工作的通知\n一、加强{COMMANDS}监测\n（一）做好\x1b[31m\u202e监测。2025年底前完成3个。"
    f"{'做好有关工作。' * 600}"
    f"（责任单位：县财政局、\x1b[1m县民政局）\n（二）做好{COMMANDS}帮扶。\n"
)
NEVER = [code for code in COMMANDS if not code.isprintable()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / f"a{COMMANDS}.txt"
    place.write_text(TEXT, encoding="utf-8")
    return place


def test_what_a_terminal_would_obey_is_blank() -> None:
    assert shown(f"a{COMMANDS}b") == "a ]0;owned  [31m     b"
    assert shown("a\nb\tc", keep="\n") == "a\nb c"
    assert shown("关于 工作") == "关于 工作"


@pytest.mark.parametrize("command", ["outline", "parse -f table", "units -f table", "parse --explain -f table"])
def test_what_people_look_at_holds_no_command(
    command: str, file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run([*command.split(), str(file)])
    captured = capsysbinary.readouterr()
    assert "监测" in captured.out.decode() or "财政局" in captured.out.decode()
    for stream in captured:
        assert not [code for code in NEVER if code in stream.decode()]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize(
    "command",
    [f"parse -f {form}" for form in ("yaml", "json", "csv", "jsonl")] + ["outline", "units", "diff {} -f table"],
)
def test_no_command_of_a_text_reaches_a_terminal(command: str, file: Path) -> None:
    ours, theirs = os.openpty()
    arguments = [part.format(file) for part in command.split()]
    call = [sys.executable, "-m", "fupin_extract", *arguments, str(file)]
    with Child(call, env={"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        out = b"".join(_read(ours))
        child.wait()
    assert any(word in out.decode() for word in ("帮扶", "财政局", "逐字相同"))
    assert not [code for code in NEVER if code in out.decode()]


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # so Linux says that the other end is closed
            return
        if not piece:
            return
        yield piece


# Ids stay texts in a spreadsheet

MANY = parse(
    "关于做好工作的通知\n一、工作任务\n"
    + "".join(f"（{n}）做好工作。（责任单位：县财政局）\n" for n in "一二三四五六七八九")
    + "（十）做好帮扶。（责任单位：县财政局）\n"
)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_ids_are_texts_in_the_csv_of_every_command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "'1.10" in [row[1] for row in rows(write(MANY, "csv"))]
    pairs = rows(write_diff(compare(MANY, MANY), "csv"))
    assert {"'1.10"} == {row[place] for row in pairs if row[0] == "'1.10" for place in (0, 2)}
    notice = tmp_path / "a.txt"
    notice.write_text(MANY.source.text or "", encoding="utf-8")
    assert run(["units", str(notice), "-f", "csv", "--bom"]) == 0
    assert any("'1.10" in row for row in rows(capsysbinary.readouterr().out))
    assert run(["batch", str(notice), "-o", str(tmp_path / "all.csv")]) == 0
    assert (tmp_path / "all.csv").read_bytes().count(b",'1.10,") == 1
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.executescript("CREATE TABLE t (id TEXT, n REAL, day TEXT); INSERT INTO t VALUES ('1.10', 1.5, '2025-06-30')")
    capsysbinary.readouterr()
    assert run(["query", str(tmp_path / "x.db"), "SELECT id AS 编号, n, day FROM t", "-f", "csv", "--bom"]) == 0
    assert rows(capsysbinary.readouterr().out)[1] == ["'1.10", "1.5", "2025-06-30"]


# YAML 1.2

NUMBERS = [
    "1e5",
    "0o17",
    "0x1F",
    "0b11",
    "1_0",
    "1e-3",
    "+1.5E4",
    ".5",
    "0777",
    "2025",
    "2025-06-30",
    "12:30",
    "no",
    "~",
    "null",
]
TEXTS = ["一、", "1.1", "第1条", "e5", "1e", "0o9", "3个", "1.1.1"]


def as_yaml(texts: list[str]) -> bytes:
    return b"".join(written.draw([{"texts": texts}], None))  # type: ignore[arg-type]


def test_what_other_readers_take_for_numbers_is_quoted() -> None:
    lines = as_yaml(NUMBERS).decode().splitlines()[1:]
    assert lines == [f"- '{text}'" for text in NUMBERS]
    assert yaml.safe_load(as_yaml(NUMBERS + TEXTS))["texts"] == NUMBERS + TEXTS


@pytest.mark.slow
def test_readers_of_yaml_1_2_read_texts_as_texts() -> None:
    """With those that are installed: ruamel.yaml, and js-yaml of Node."""
    data = as_yaml(NUMBERS + TEXTS)
    if find_spec("ruamel") and find_spec("ruamel.yaml"):
        from ruamel.yaml import YAML  # type: ignore[import-not-found]

        assert YAML(typ="safe", pure=True).load(data)["texts"] == NUMBERS + TEXTS
    if node := shutil.which("node"):
        script = (
            "const data = require('fs').readFileSync(0, 'utf8');"
            "console.log(JSON.stringify(require('js-yaml').load(data)))"
        )
        done = ended([node, "-e", script], data)
        if "Cannot find module" not in done.err:
            assert json.loads(done.out)["texts"] == NUMBERS + TEXTS


# Records


@pytest.mark.parametrize("end", ["\x0b", "\x85", "\u2028", "\u2029", "\x1e", "\r\n"])
def test_no_text_of_a_fact_has_a_line_end(end: str) -> None:
    notice = parse(
        f"一、监测。（责任单位：县教育局(体育{end}局)）\n二、由县财政{end}局牵头做好工{end}作，2025年{end}12月底前完成3{end}0个。"
    )
    for task in notice.tasks:
        facts: list[Fact | Organization] = [*task.deadlines, *task.targets, *task.duties]
        facts += [*task.responsible_units, *task.lead_units]
        texts = [fact.text for fact in facts] + [duty.action for duty in task.duties]
        assert texts
        assert all(len(text.splitlines()) <= 1 for text in texts)


def test_a_unit_in_brackets_of_half_width_is_as_written() -> None:
    (task,) = parse("一、监测。(县教育局(体育局)牵头,县民政局(老龄办)配合)").tasks
    assert [u.text for u in (*task.lead_units, *task.supporting_units)] == ["县教育局(体育局)", "县民政局(老龄办)"]


def test_a_fact_over_two_paragraphs_with_a_stroke_doubles_no_character() -> None:
    notice = parse("项目工程竣工依据《网站帮助 | 联系我们\n\n主办单位：》")
    assert [citation.text for citation in notice.clauses[0].citations] == ["《网站帮助 | 联系我们主办单位：》"]
