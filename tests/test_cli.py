"""The command line as its users meet it: what it prints, where, in which language, and the exit codes."""

from __future__ import annotations

import ast
import errno
import io
import json
import os
import re
import signal
import stat
import sys
import time
import tomllib
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import fupin_extract
from fupin_extract import Notice, parse, pipeline, write
from fupin_extract.cli import app as command_app
from fupin_extract.cli import main, messages, run
from fupin_extract.cli.chinese import CHINESE
from fupin_extract.records.notice import Diagnostic
from fupin_extract.store.schema import TABLES
from fupin_extract.write.advice import ADVICE, sentence
from processes import Child, Done, ended

PROGRAM = (sys.executable, "-m", "fupin_extract")
# Several calls in one process, which ends with the highest of their exit codes.
CALLS = "import json, sys; from fupin_extract.cli import run; sys.exit(max([run(json.loads(a)) for a in sys.argv[1:]]))"
SEVERAL = (sys.executable, "-c", CALLS)
SAMPLES = Path(__file__).parent.parent / "samples"
ONE, TWO = SAMPLES / "002.txt", SAMPLES / "000.txt"
COMMANDS = (
    *(["parse"], ["report"], ["outline"], ["units"], ["evaluate"], ["annotate"], ["schema"]),
    *(["rules"], ["rules", "check"], ["rules", "test"]),
)
NOTICE = "关于做好工作的通知\n一、加强监测。每月报送。（责任单位：县财政局）\n二、做好帮扶。（责任单位：县民政局）\n"
FILLING = "三、继续做好有关工作，不断巩固成果。\n" + "做好日常工作，确保取得实效。\n" * 10
NO_CLAUSE = "今天天气很好，没有任何通知。\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine's locale may decide what a test sees."""
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG", "FUPIN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    """Call the command line in this process."""

    def run_it(*args: str | Path) -> Done:
        code = run([str(arg) for arg in args])
        captured = capsysbinary.readouterr()
        return Done(code, captured.out, captured.err.decode())

    return run_it


def process(*args: str | Path, stdin: bytes = b"", **more: Any) -> Done:
    """Run the command line as a process of its own, to its end."""
    return ended([*PROGRAM, *args], stdin, **more)


def as_arguments(calls: list[list[str | Path]]) -> list[str]:
    return [json.dumps([str(arg) for arg in args]) for args in calls]


def columns(line: str) -> int:
    """How wide a terminal shows the line."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1 and "Traceback" not in text


# Help, in two languages


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN.GB18030", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(
    locale: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL")
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert messages.language() == language


@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_help_fits_a_terminal(
    command: list[str], locale: str, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    done = call(*command, "--help")
    text = done.out.decode()
    assert done.code == 0
    assert max(map(columns, text.splitlines())) <= 80
    # In Chinese nothing of the help stays English, but what is typed.
    assert ("Options:" in text) == (locale == "C.UTF-8")
    assert ("选项：" in text) == (locale != "C.UTF-8")
    assert ("Show this" in text) == (locale == "C.UTF-8")


def texts_of_the_help() -> Iterator[str]:
    from typer.main import get_command

    waiting = [get_command(command_app.build())]
    while waiting:
        command = waiting.pop()
        waiting.extend(getattr(command, "commands", {}).values())
        yield command.help or ""
        yield from (getattr(param, "help", None) or "" for param in command.params)


def test_every_text_of_the_help_has_its_chinese() -> None:
    assert not {text for text in texts_of_the_help() if text and text not in CHINESE}


def test_a_translation_has_the_same_places_as_its_english() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for english, chinese in CHINESE.items():
        assert places(english) == places(chinese), english


def test_every_translation_is_used() -> None:
    package = Path(messages.__file__).parent.parent
    code = "".join(p.read_text("utf-8") for p in package.rglob("*.py") if not p.stem.startswith("chinese"))
    meanings = {column.meaning for table in TABLES for column in table.columns}
    assert not [english for english in CHINESE if english not in code and english not in meanings]


def test_what_is_to_be_installed_is_a_package_that_there_is() -> None:
    """Not our own: it is installed from a folder, and of the index nobody knows its name."""
    told = {name for english in CHINESE for name in re.findall(r"pip install (\S+)", english)}
    extras = tomllib.loads((SAMPLES.parent / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = {re.match(r"[\w-]+", need)[0] for needs in extras.values() for need in needs}  # type: ignore[index]
    assert told
    assert told <= named - {"fupin-extract"}


def test_help_through_the_runner_of_typer() -> None:
    result = CliRunner().invoke(command_app.build(), ["parse", "--help"])
    assert result.exit_code == 0
    for option in ("--format", "--output", "--view", "--headers", "--all", "--with-text", "--encoding", "--date"):
        assert option in result.output


def test_version(call: Callable[..., Done]) -> None:
    assert call("--version") == Done(0, f"fupin-extract {fupin_extract.__version__}\n".encode(), "")


# Wrong usage


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["nope"], "nope"),
        (["parse"], "FILE"),
        (["parse", "--nope", str(ONE)], "--nope"),
        (["parse", "--format", "pdf", str(ONE)], "pdf"),
        (["parse", "--date", "2020", str(ONE)], "2020"),
        (["rules", "check"], "DIR"),
    ],
)
@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
def test_wrong_usage_is_one_line(
    args: list[str], named: str, locale: str, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    done = call(*args)
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    assert named in done.err
    assert "--help" in done.err


@pytest.mark.parametrize("args", [[], ["rules"]])
def test_without_a_command_the_help_is_told(args: list[str], call: Callable[..., Done]) -> None:
    done = call(*args)
    assert (done.code, done.out) == (2, b"")
    assert "Commands:" in done.err


ENGLISH = re.compile("[A-Za-z]+ [a-z]+")


@pytest.mark.parametrize(
    "args",
    [
        ["nope"],
        ["pars"],
        ["parse"],
        ["parse", "--nope", "x"],
        ["parse", "--formt", "csv"],
        ["parse", "--format", "pdf", "x"],
        ["parse", "--format", "xslx", "x"],
        ["parse", "--date", "2020", "x"],
        ["parse", "--strict=1", "x"],
        ["parse", "-o"],
        ["parse", "-o", "a.csv", "-o", "b.csv", "x"],
        ["parse", "-o", "no/such/a.csv", "x"],
        ["parse", "-", "-"],
        ["parse", ""],
        ["schema", "x"],
        ["diff", "--min-similarity", "7", "x", "y"],
        ["diff", "--min-similarity", "x", "x", "y"],
        ["rules", "tset"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_chinese(
    args: list[str], call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    done = call(*args)
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    told = done.err.partition("（用法见")[0].removeprefix("fupin-extract: ")
    assert re.search("[\u4e00-\u9fff]", told)
    assert not ENGLISH.search(told), told


def test_a_value_that_is_missing_leads_to_the_help_of_its_command(call: Callable[..., Done]) -> None:
    assert "(see fupin-extract parse --help)" in call("parse", str(ONE), "--template").err
    assert "(see fupin-extract rules test --help)" in call("rules", "test", "x", "--cases").err


def test_a_file_that_is_closed_to_the_reader_is_told_in_chinese(
    call: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    form = tmp_path / "台账.xlsx"
    form.touch()
    assert "台账.xlsx：无法读取：没有权限" in call("parse", str(ONE), "--template", str(form), "-o", "a.xlsx").err


@pytest.mark.parametrize("command", ["outline", "text", "annotate", "report"])
@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".XLSX"])
def test_text_is_not_written_under_the_name_of_a_workbook(
    command: str, suffix: str, call: Callable[..., Done], tmp_path: Path
) -> None:
    target = tmp_path / f"plan{suffix}"
    done = call(command, str(ONE), "-o", str(target))
    assert (done.code, done.out, target.exists()) == (2, b"", False)
    assert f"what is written is text, and no {suffix}" in done.err
    assert is_one_line(done.err)


def test_a_file_in_the_place_of_a_command_is_told(
    call: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(NOTICE, "utf-8")
    assert "to read it, give fupin-extract parse 'notice.txt'" in call("notice.txt").err
    assert "No such command 'none.txt'" in call("none.txt").err
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "是文件；要读取它，请用 fupin-extract parse 'notice.txt'" in call("notice.txt").err


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2021-09-01", ""),
        ("2021/9/1", ""),
        ("2021.9.1", ""),
        (" 2021 年 9 月 1 日 ", ""),
        ("２０２１年９月１日", ""),
        ("2021年9月", "'2021年9月' is no date: write it as 2021-09-01, 2021/9/1, 2021.9.1, 2021年9月1日"),
        ("2021-9", "is no date"),
        ("21-9-1", "is no date"),
        ("2021-02-30", "'2021-02-30': there is no such day"),
        ("0000-01-01", "there is no such day"),
    ],
)
def test_a_date_as_people_write_it(day: str, told: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, "utf-8")
    done = call("parse", file, "--date", day)
    assert done.code == (2 if told else 0)
    assert told in done.err
    assert (yaml.safe_load(done.out)["metadata"]["date_signed"] == "2021-09-01") if not told else done.out == b""


def test_a_file_that_cannot_be_read_is_told_in_chinese(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "blanks.txt").write_bytes(b" \n")
    (tmp_path / "mark.txt").write_bytes(b"\xef\xbb\xbf")
    (tmp_path / "gb.txt").write_bytes(NOTICE.encode("gb18030"))
    for path in [*bad_inputs(tmp_path), tmp_path / "blanks.txt", tmp_path / "mark.txt"]:
        told = call("parse", path).err
        assert is_one_line(told)
        assert f"{path.name}：" in told
        assert not ENGLISH.search(told), told
    told = call("parse", tmp_path / "gb.txt", "--encoding", "utf8").err
    assert "不是 utf8，像是 gb18030；去掉 --encoding" in told
    (tmp_path / "kana.txt").write_bytes("これは日本語の文章です。".encode("shift-jis"))
    assert "个不是 utf8，请换一个编码" in call("parse", tmp_path / "kana.txt", "--encoding", "utf8").err


def test_every_problem_of_reading_has_its_chinese() -> None:
    package = Path(fupin_extract.__file__).parent
    files = [package / "files.py", *package.joinpath("read").rglob("*.py")]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    templates = {text for text in texts if text.startswith("{path}: ")}
    kinds = {
        text for text in texts if re.match("an? [A-Z0-9a-z]+ (file|archive|image|database|Office file)|a program", text)
    }
    assert len(templates) > 10
    assert len(kinds) > 15
    assert not {text for text in templates | kinds if text not in CHINESE}


@pytest.mark.parametrize("option", ["-o", "-f", "--view", "--encoding", "--date"])
def test_an_option_with_one_value_is_given_once(option: str, call: Callable[..., Done]) -> None:
    values = {"-o": "x.csv", "-f": "csv", "--view": "full", "--encoding": "utf-8", "--date": "2020-01-02"}
    done = call("parse", ONE, option, values[option], option, values[option])
    assert (done.code, done.out) == (2, b"")
    assert option in done.err
    assert "2 times" in done.err
    assert not Path("x.csv").exists()
    assert call("parse", ONE, option, os.devnull if option == "-o" else values[option], "-f", "csv").code in (0, 2)


# What parse writes


def test_parse_writes_yaml_to_standard_output(call: Callable[..., Done]) -> None:
    done = call("parse", ONE)
    assert (done.code, done.out) == (0, write(parse(ONE)))


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv", "table"])
def test_every_format_is_what_the_library_writes(form: str, call: Callable[..., Done]) -> None:
    notices = [parse(ONE), parse(TWO)]
    assert call("parse", ONE, TWO, "--format", form).out == write(notices, form, bom=False)


def test_several_notices_are_documents_an_array_and_one_table(call: Callable[..., Done]) -> None:
    documents = list(yaml.safe_load_all(call("parse", ONE, TWO).out))
    assert [d["source"]["path"] for d in documents] == [ONE.as_posix(), TWO.as_posix()]
    array = json.loads(call("parse", ONE, TWO, "-f", "json").out)
    assert [n["source"]["path"] for n in array] == [ONE.as_posix(), TWO.as_posix()]
    rows = call("parse", ONE, TWO, "-f", "csv").rows()
    assert [row[0] for row in rows].count("文件") == 1
    assert {row[0] for row in rows[1:]} == {ONE.as_posix(), TWO.as_posix()}


def test_json_reads_itself_back(call: Callable[..., Done]) -> None:
    notice = Notice.model_validate_json(call("parse", ONE, "-f", "json", "--with-text").out)
    assert notice.source.text == ONE.read_text("utf-8")
    assert call("parse", ONE, "-f", "json").out == write(notice, "json")


def test_options_reach_the_writer(call: Callable[..., Done]) -> None:
    assert "clauses" not in yaml.safe_load(call("parse", ONE).out)
    assert "clauses" in yaml.safe_load(call("parse", ONE, "--view", "full").out)
    assert call("parse", ONE, "-f", "csv", "--headers", "en").out.decode("utf-8-sig").startswith("file,")
    short, long = call("parse", ONE, "-f", "csv").out, call("parse", ONE, "-f", "csv", "--all").out
    assert len(long) > len(short)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_standard_input_in_any_encoding(
    encoding: str, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTICE.encode(encoding))))
    done = call("parse", "-", "-f", "json")
    assert done.code == 0
    record = json.loads(done.out)
    assert record["source"]["path"] is None
    assert [unit["name"] for task in record["tasks"] for unit in task["responsible_units"]] == ["县财政局", "县民政局"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A ZIP archive with a notice in a folder, one named in GBK as Chinese Windows does, and an archive."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("notices/one.txt", NOTICE)
        file.writestr("abcdefgh.txt", NOTICE)
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as more:
            more.writestr("x.txt", NOTICE)
        file.writestr("inner.zip", inner.getvalue())
    path.write_bytes(path.read_bytes().replace(b"abcdefgh", "任务通知".encode("gb18030")))
    return path


def test_a_file_in_an_archive_is_read_by_its_name(archive: Path, call: Callable[..., Done]) -> None:
    name = f"{archive}!/notices/one.txt"
    assert call("text", name).out.decode() == NOTICE
    assert yaml.safe_load(call("parse", name).out)["source"]["path"] == name
    assert "加强监测" in call("outline", name).out.decode()
    assert "县财政局" in call("units", name).out.decode()
    assert call("diff", name, f"{archive}!/任务通知.txt").code == 0


def test_an_archive_itself_is_no_notice(archive: Path, call: Callable[..., Done]) -> None:
    for command in ("parse", "text"):
        done = call(command, archive)
        assert done.code == 2
        assert f"is a ZIP archive of 3 files: name one as {archive}!/FILE, or give it to batch" in done.err
        assert is_one_line(done.err)
    assert "is a ZIP archive inside another: unpack it first" in call("parse", f"{archive}!/inner.zip").err
    missing = call("text", f"{archive}!/no.txt").err
    assert "is not in the archive, which has inner.zip, notices/one.txt, 任务通知.txt" in missing


def test_a_larger_file_is_read_where_somebody_says_so(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice = tmp_path / "a.txt"
    notice.write_text(NOTICE + " " * (1 << 20), encoding="utf-8")
    for command in ("parse", "outline", "units", "text"):
        done = call(command, notice, "--max-size", "1")
        assert (done.code, done.out) == (2, b"")
        assert "a.txt: is larger than 1 MB: allow more with --max-size" in done.err
    assert call("diff", notice, notice, "--max-size", "1").code == 2
    assert call("parse", notice, "--max-size", "2").code == 0
    assert call("text", notice, "--max-size", "0").code == 2


def test_the_encoding_can_be_given(tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(NOTICE.encode("big5", "ignore"))
    done = call("parse", file, "--encoding", "big5", "-f", "json")
    assert (done.code, json.loads(done.out)["source"]["encoding"]) == (0, "big5")
    done = call("parse", file, "--encoding", "klingon")
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    assert "klingon" in done.err


def test_the_date_of_signing_can_be_given(tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, "utf-8")
    assert json.loads(call("parse", file, "-f", "json").out)["metadata"]["date_signed"] is None
    given = json.loads(call("parse", file, "-f", "json", "--date", "2021-03-04").out)
    assert given["metadata"]["date_signed"] == "2021-03-04"


@pytest.mark.slow
@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "zh_CN.UTF-8"}])
def test_data_is_utf_8_and_the_same_in_every_locale(env: dict[str, str], call: Callable[..., Done]) -> None:
    calls: list[list[str | Path]] = [["outline", ONE], ["schema"], ["parse", ONE]]
    done = ended([*SEVERAL, *as_arguments(calls)], env=env)
    assert done.out == call("outline", ONE).out + call("schema").out + write(parse(ONE))


# Where parse writes


@pytest.mark.parametrize("suffix", ["yaml", "yml", "json", "jsonl", "csv", "CSV"])
def test_the_suffix_chooses_the_format(suffix: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    form = {"yml": "yaml", "CSV": "csv"}.get(suffix, suffix)
    target = tmp_path / f"matrix.{suffix}"
    assert call("parse", ONE, "-o", target) == Done(0, b"", call("parse", ONE).err)
    assert target.read_bytes() == write(parse(ONE), form)
    assert names_in(tmp_path) == [target.name]


def test_the_format_wins_over_the_suffix(tmp_path: Path, call: Callable[..., Done]) -> None:
    target = tmp_path / "matrix.csv"
    assert call("parse", ONE, "-o", target, "--format", "json").code == 0
    assert target.read_bytes() == write(parse(ONE), "json")


def test_what_cannot_be_written_leaves_nothing_and_changes_nothing(tmp_path: Path, call: Callable[..., Done]) -> None:
    old = tmp_path / "old.yaml"
    old.write_text("old", "utf-8")
    notice = tmp_path / "notice.json"
    notice.write_text(NOTICE, "utf-8")
    attempts: list[tuple[list[str | Path], str]] = [
        (["parse", ONE, "-o", tmp_path / "matrix.pdf"], "matrix.pdf"),
        (["parse", ONE, "-o", tmp_path], tmp_path.name),
        (["parse", ONE, "-o", tmp_path / "missing" / "matrix.csv"], "matrix.csv"),
        (["parse", notice, "-o", notice], "notice.json"),
        (["parse", tmp_path / "missing.txt", "-o", old], "missing.txt"),
    ]
    for args, named in attempts:
        done = call(*args)
        assert (done.code, done.out) == (2, b""), args
        assert is_one_line(done.err)
        assert named in done.err
    assert old.read_text("utf-8") == "old"
    assert notice.read_text("utf-8") == NOTICE
    assert names_in(tmp_path) == ["notice.json", "old.yaml"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "matrix.yaml"
    target.write_text("old", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = call("parse", ONE, "-o", target)
    assert done.code == 2
    assert "No space left" in done.err
    assert target.read_text("utf-8") == "old"
    assert names_in(tmp_path) == ["matrix.yaml"]


def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path, call: Callable[..., Done]) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "matrix.yaml", tmp_path / "link.yaml"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    assert call("parse", ONE, "-o", link).code == 0
    assert link.is_symlink()
    assert target.read_bytes() == write(parse(ONE))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_device_is_written_to_not_replaced(call: Callable[..., Done]) -> None:
    assert call("parse", ONE, "--format", "yaml", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


# Bad input


def bad_inputs(folder: Path) -> Iterator[Path]:
    empty, binary, torn = folder / "empty.txt", folder / "binary.txt", folder / "torn.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 64)
    torn.write_bytes(b"\x81\xff\xfe\x80" * 500)
    (folder / "folder.txt").mkdir()
    yield from (empty, binary, torn, folder / "folder.txt", folder / "missing.txt")


@pytest.mark.parametrize("command", ["parse", "outline"])
def test_a_bad_input_is_one_line_and_nothing_is_written(
    command: str, tmp_path: Path, call: Callable[..., Done]
) -> None:
    (tmp_path / "in").mkdir()
    for path in bad_inputs(tmp_path / "in"):
        done = call(command, path, "-o", tmp_path / "out.yaml")
        assert (done.code, done.out) == (2, b""), path
        assert is_one_line(done.err), done.err
        assert path.name in done.err
    assert names_in(tmp_path) == ["in"]


def test_no_control_character_of_a_name_reaches_the_terminal(
    tmp_path: Path, call: Callable[..., Done], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    name = "a\x1b]0;b\x07\x7f\x9b31m\nc.txt"
    done = call("parse", tmp_path / name)
    assert (done.code, is_one_line(done.err)) == (2, True)
    assert "a\ufffd]0;b\ufffd\ufffd\ufffd31m c.txt: " in done.err
    messages.complain_in_full(name)
    assert capsysbinary.readouterr().err.decode() == "a\ufffd]0;b\ufffd\ufffd\ufffd31m\nc.txt\n"


def test_what_the_system_says_is_told_in_chinese(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "file").touch()
    if sys.platform != "win32":
        assert call("parse", tmp_path / "file" / "a.txt").err.endswith("：无法读取：不是目录\n")
    for number in (errno.EEXIST, errno.EISDIR, errno.EXDEV, errno.EBUSY, errno.ECONNREFUSED):
        assert not ENGLISH.search(messages.say("{reason}", reason=os.strerror(number)))


def test_of_several_files_the_good_ones_are_written(tmp_path: Path, call: Callable[..., Done]) -> None:
    bad = list(bad_inputs(tmp_path))
    done = call("parse", bad[0], ONE, *bad[1:], TWO, "-f", "json")
    assert done.code == 1
    assert [n["source"]["path"] for n in json.loads(done.out)] == [ONE.as_posix(), TWO.as_posix()]
    for path in bad:
        assert sum(path.name in line for line in done.err.splitlines()) == 1


def test_a_mistake_of_ours_costs_one_file_only(call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.notice_in

    def breaks_on_two(source: Path, **more: object) -> Notice:
        if source == TWO:
            raise ZeroDivisionError("division by zero")
        return real(source, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "notice_in", breaks_on_two)
    done = call("parse", TWO, ONE)
    assert (done.code, done.out) == (1, write(parse(ONE)))
    assert sum("ZeroDivisionError" in line and TWO.name in line for line in done.err.splitlines()) == 1


def test_a_text_without_a_clause_is_done_with_a_warning(tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "weather.txt"
    file.write_text(NO_CLAUSE, "utf-8")
    done = call("parse", file, "-f", "json")
    assert done.code == 0
    assert json.loads(done.out)["tasks"] == []
    assert is_one_line(done.err)
    assert "weather.txt" in done.err
    assert call("parse", file, "--strict").code == 1
    assert call("outline", file, "--strict").code == 1


def test_a_clean_notice_is_silent(tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, "utf-8")
    done = call("parse", file, "--strict")
    assert (done.code, done.err) == (0, "")


def test_what_is_to_be_looked_at_is_a_sentence_each_with_what_to_do(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE.replace("二、", "四、"), "utf-8")
    assert call("parse", file).err == (
        f"fupin-extract: {file}: warning: line 3: no. 2 to 3 is missing before 四、; see whether the notice has it "
        "[numbering_gap]\n"
    )
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert call("outline", file).err == (
        f"fupin-extract: {file}：提醒：第 3 行：编号不连续：四、 之前缺第 2 至 3 项。请对照原文，看是漏排还是没有读出。"
        "[numbering_gap]\n"
    )


def test_of_many_things_to_look_at_some_are_told_and_the_others_counted(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("关于做好工作的通知\n" + "".join(f"{n}. 做好第{n}项工作。\n" for n in range(1, 20, 2)), "utf-8")
    lines = call("parse", file).err.splitlines()
    assert [line.endswith("[numbering_gap]") for line in lines] == [True] * 5 + [False]
    assert "4 more to look at" in lines[-1]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "另有 4 处需要核对" in call("parse", file).err


def test_every_diagnostic_has_its_sentence_in_both_languages() -> None:
    listed = (Path(__file__).parent.parent / "docs" / "diagnostics.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z_]+)`", listed, re.MULTILINE)) == set(ADVICE)
    for code, example in EXAMPLES.items():
        diagnostic = Diagnostic(code=code, severity="warning", message=example)
        english = sentence(diagnostic, "en").replace("（二）", "").replace("草稿", "")
        assert not re.search("[\u4e00-\u9fff]", english.replace("2026月3月26日", "")), english
        assert re.search("请", sentence(diagnostic, "zh")), code
    assert EXAMPLES.keys() == ADVICE.keys()


# What the readers say, word for word.
EXAMPLES = {
    "no_clauses": "未找到编号条款，没有任务可列",
    "damaged_text": "原文有3个字符已损坏，请与原件核对",
    "page_scanned": "第 3、4 页是图片，没有文字层，图中文字未读取，请先做文字识别（OCR）",
    "page_damaged": "第 3 页已损坏，未能读取",
    "tables_unread": "第 3 页的框线还原不成表格，只读取了文字",
    "unmapped_text": "有 99 个字符的字体没有说明是什么字，读出的文字可能与印出的不同",
    "hidden_cells": "工作簿中有隐藏的工作表、行或列，未读取",
    "formula_unread": "有 9 个公式在文件中没有计算结果，未能读取：请用 Excel 打开并保存后再读",
    "balloons_dropped": "第 1、2 页页边有修订批注框，框中文字未计入正文",
    "tracked_changes": "文件含有尚未接受的修订，已按全部接受读取",
    "number_format_unknown": "自动编号的格式（hebrew1）未收录，按阿拉伯数字读取",
    "part_unread": "文件中嵌有 2 处其他格式的内容，未能读取",
    "watermark_dropped": "斜排的文字（水印）未计入正文：草稿",
    "duplicate_number": "编号重复：（二）（1.2#2）",
    "numbering_gap": "编号不连续：（二） 之前缺第 3 至 4 项",
    "numbering_restart": "编号重新开始：（二）（1.2#2）",
    "further_plan": "另一份方案从这里开始：（二）（1.2#2）",
    "group_unread": "1.2：括号内的责任单位未能完整读出",
    "date_conflict": "发布日期 2026-03-26 早于成文日期 2026-03-27",
    "date_slip": "日期“2026月3月26日”按文意读作 2026-03-26",
    "correction_unfit": "第2项更正（set lead_units 2.1）与通知不符，没有采用",
    "correction_unread": "更正的时限“草稿”读不出日期，仅按原样保留",
    "mistake": "1.2：程序有误，此处的一部分内容未读出，请报告（find: KeyError: 1）",
}


def test_the_examples_are_what_the_program_says() -> None:
    """Each is one of the messages in the source, with something for its values."""
    package = Path(fupin_extract.__file__).parent
    texts = [
        "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
    ]
    forms = [re.compile(re.escape(text).replace("\0", ".*").replace("\\\x00", ".*")) for text in texts]
    plain = {text for path in package.rglob("*.py") for text in constants(path)}
    for code, example in EXAMPLES.items():
        assert example in plain or any(form.fullmatch(example) and form.pattern != ".*" for form in forms), code


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_damaged_text_is_a_warning(tmp_path: Path, call: Callable[..., Done]) -> None:
    file = tmp_path / "notice.txt"
    for data in ((NOTICE + FILLING).encode() + b"\xe4\xb8", (NOTICE + FILLING).replace("监测", "监\0测").encode()):
        file.write_bytes(data)
        done = call("parse", file, "--strict")
        assert done.code == 1
        assert "damaged_text" in done.err


def test_standard_input_is_read_once(call: Callable[..., Done]) -> None:
    for command in (["parse", "-", "-"], ["outline", "-", ONE, "-"], ["diff", "-", "-"]):
        done = call(*command)
        assert (done.code, done.out) == (2, b"")
        assert "only once" in done.err


def test_a_name_of_nothing_is_told(call: Callable[..., Done]) -> None:
    assert "name of a file is empty" in call("parse", "").err


@pytest.mark.parametrize("target", ["missing/matrix.csv", "folder.csv"])
def test_where_nothing_can_be_written_nothing_is_read(
    target: str, tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Path) -> bytes:
        raise AssertionError("a file is read")

    (tmp_path / "folder.csv").mkdir()
    monkeypatch.setattr(Path, "read_bytes", read)
    done = call("parse", ONE, "-o", tmp_path / target)
    assert (done.code, done.out) == (2, b"")
    assert target in done.err
    assert "a file is read" not in done.err
    done = call("schema", "-o", tmp_path / target)
    assert done.code == 2
    assert target in done.err


GB_NAME = os.fsdecode(b"gb\xd6\xd0.txt")


@pytest.mark.parametrize(
    "command",
    [
        "parse -f yaml",
        "parse -f json",
        "parse -f jsonl",
        "parse -f csv",
        "parse -f table",
        "units -f json",
        "units -f csv",
        "outline",
    ],
)
def test_a_name_that_is_not_utf_8_loses_nothing(command: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / GB_NAME
    good.write_text(NOTICE, "utf-8")
    try:
        bad.write_text(NOTICE.replace("县财政局", "县水利局"), "utf-8")
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    done = call(*command.split(), good, bad)
    assert (done.code, done.err) == (0, "")
    assert "县水利局" in done.out.decode() or command == "outline"
    if "csv" in command or "json" in command:
        assert "gb\ufffd\ufffd.txt" in done.out.decode()
    assert call("parse", tmp_path / "no" / GB_NAME).err.endswith("gb\ufffd\ufffd.txt: no such file\n")
    assert "gb??.txt" in call("parse", good, "-o", tmp_path / "no" / GB_NAME, "-f", "csv").err


# outline, schema, rules


def test_outline_has_a_line_a_clause(call: Callable[..., Done]) -> None:
    notice = parse(TWO)
    lines = call("outline", TWO).out.decode().splitlines()
    assert lines[0] == notice.metadata.title
    assert [line.split()[0] for line in lines[1:]] == [clause.id for clause in notice.clauses]
    assert all(clause.title in line for clause, line in zip(notice.clauses, lines[1:], strict=True))


def test_schema_is_that_of_the_records(tmp_path: Path, call: Callable[..., Done]) -> None:
    schema = json.loads(call("schema").out)
    assert schema.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert schema.pop("$id") == "urn:fupin-extract:notice:1"
    assert schema == json.loads(json.dumps(Notice.model_json_schema()))
    schema = json.loads(call("schema").out)
    assert call("schema", "-o", tmp_path / "schema.json") == Done(0, b"", "")
    assert json.loads((tmp_path / "schema.json").read_bytes()) == schema


def write_rules(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "kinds.yaml").write_text(text, "utf-8")
    return folder


def test_rules_check(tmp_path: Path, call: Callable[..., Done]) -> None:
    good = write_rules(tmp_path / "good", "- id: my.overview\n  kind: overview\n  patterns: [^加强监测]\n")
    bad = write_rules(tmp_path / "bad", "- id: my.overview\n  kind: nonsense\n- id: my.other\n  what: 1\n")
    done = call("rules", "check", good)
    assert (done.code, done.err) == (0, "")
    done = call("rules", "check", bad)
    assert done.code == 1
    assert len(done.out.decode().splitlines()) >= 2
    assert "kinds.yaml" in done.out.decode()
    assert call("rules", "check", tmp_path / "missing").code == 2


CASES = """# 领衔 is a form of this folder only
由⟦lead level=provincial kind=department|省发展改革委⟧领衔，⟦supporting 省财政厅⟧配合。
（⟦responsible name=统计部门|统计⟧、⟦responsible name=教育部门 open_ended=true|教育⟧等部门负责）
各级党委要落实主体责任，压实责任单位职责。
"""


def test_rules_test(tmp_path: Path, call: Callable[..., Done]) -> None:
    (tmp_path / "responsibility.yaml").write_text("- id: lead.mine\n  role: lead\n  after_list: [领衔]\n", "utf-8")
    done = call("rules", "test", tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert "units.txt" in done.err
    (tmp_path / "cases").mkdir()
    units = tmp_path / "cases" / "units.txt"
    units.write_text(CASES, "utf-8")
    assert call("rules", "test", tmp_path) == Done(0, b"3 passed, 0 failed\n", "")
    wrong = (
        CASES.replace("provincial", "county").replace("⟦supporting 省财政厅⟧", "省财政厅").replace("领衔，", "牵头，")
    )
    units.write_text(wrong + "由⟦lead 省长⟧决定。\n", "utf-8")
    done = call("rules", "test", tmp_path)
    assert done.code == 1
    assert [line.partition("units.txt:")[2] for line in done.out.decode().splitlines()] == [
        "2: lead level is provincial, not county",
        "2: found, not marked: supporting 省财政厅",
        "5: not found: lead 省长",
        "",
    ]
    assert done.out.endswith(b"2 passed, 2 failed\n")
    units.rename(tmp_path / "cases" / "other.txt")
    assert call("rules", "test", tmp_path).code == 2


def test_own_rules_are_laid_over_ours(tmp_path: Path, call: Callable[..., Done]) -> None:
    folder = write_rules(tmp_path / "own", "- id: my.overview\n  kind: overview\n  patterns: [^加强监测]\n")
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, "utf-8")
    kinds = [
        [task["kind"] for task in json.loads(call("parse", file, "-f", "json", *more).out)["tasks"]]
        for more in ([], ["--rules", folder])
    ]
    assert kinds == [["task", "task"], ["overview", "task"]]


@pytest.mark.parametrize("text", ["- id: [", "- id: my.kind\n  kind: nonsense\n", "just words"])
def test_a_broken_rules_folder_is_one_line(text: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    folder = write_rules(tmp_path / "own", text)
    done = call("parse", ONE, TWO, "--rules", folder, "-o", tmp_path / "out.yaml")
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    assert "kinds.yaml" in done.err
    assert names_in(tmp_path) == ["own"]


def test_cases_are_read_as_rules_are(tmp_path: Path, call: Callable[..., Done]) -> None:
    (tmp_path / "responsibility.yaml").write_text("- id: lead.mine\n  role: lead\n  after_list: [领衔]\n", "utf-8")
    (tmp_path / "cases").mkdir()
    units = tmp_path / "cases" / "units.txt"
    for cases in (CASES, CASES.partition("\n")[2]):  # with a comment first, and with a case first
        units.write_text(cases, "utf-8-sig")
        assert call("rules", "test", tmp_path) == Done(0, b"3 passed, 0 failed\n", "")
    units.write_text(CASES, "gb18030", errors="ignore")
    done = call("rules", "test", tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert done.err.endswith("units.txt: not UTF-8: save the file as UTF-8\n")
    for nothing in ("", "\n\n", "# a comment\n"):
        units.write_text(nothing, "utf-8")
        done = call("rules", "test", tmp_path)
        assert (done.code, done.out) == (2, b"")
        assert "no cases here" in done.err


# The end of the process


@pytest.mark.slow
def test_a_reader_who_goes_away_is_no_error() -> None:
    with Child([*PROGRAM, "parse", *[ONE, TWO] * 4, "--view", "full"]) as running:
        assert running.stdout
        running.stdout.read(10)
        running.stdout.close()
        done = running.ended()
    assert done.code == 0
    assert "Broken" not in done.err
    assert "Traceback" not in done.err


@pytest.mark.slow
@pytest.mark.parametrize("args", [["--help"], ["parse", "--help"], ["--version"], ["schema"]])
def test_a_reader_who_wants_no_help_is_no_error(args: list[str]) -> None:
    with Child([*PROGRAM, *args]) as running:
        assert running.stdout
        running.stdout.close()
        done = running.ended()
    assert (done.code, done.err) == (0, "")


def without(stream: str, *args: str | Path, program: tuple[str, ...] = PROGRAM) -> Done:
    """Run the command line with a standard stream closed, as a service may."""
    return ended(["sh", "-c", f'exec "$@" {stream}', "sh", *program, *args])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_file_is_written_without_standard_output(tmp_path: Path) -> None:
    calls: list[list[str | Path]] = [["parse", ONE], ["units", ONE], ["diff", ONE, TWO], ["outline", ONE], ["schema"]]
    to_files = [[*args, "-o", tmp_path / f"{args[0]}.json"] for args in calls]
    done = without(">&-", *as_arguments(to_files), program=SEVERAL)
    assert (done.code, done.err) == (1, ""), "the plans differ"
    assert len(names_in(tmp_path)) == len(calls)
    assert all(path.stat().st_size > 100 for path in tmp_path.iterdir())
    done = without(">&-", "parse", ONE)
    assert done.code == 2
    assert "there is no standard output" in done.err
    assert is_one_line(done.err)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_without_standard_input_it_is_told() -> None:
    done = without("<&-", "parse", "-")
    assert (done.code, done.out) == (2, b"")
    assert "there is no standard input" in done.err
    assert is_one_line(done.err)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_without_standard_error_nothing_gets_into_the_data(tmp_path: Path) -> None:
    weather = tmp_path / "weather.txt"
    weather.write_text(NO_CLAUSE, "utf-8")
    assert without("2>&-", "parse", "missing.txt") == Done(2, b"", "")
    assert without("2>&-", "rules") == Done(2, b"", "")
    done = without("2>&-", "parse", weather, "-f", "json")
    assert done.code == 0
    assert json.loads(done.out)["diagnostics"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("schema", stdout=full)
    assert done.code == 2
    assert is_one_line(done.err)


@pytest.mark.slow
def test_an_interrupt_ends_quietly_with_130() -> None:
    with Child([*PROGRAM, "parse", "-"]) as running:
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        done = running.ended()
    # Where the signal meets a dataclass being made, Python itself ends by it afterwards: 130 too, to a shell.
    assert done.code in (130, -signal.SIGINT)
    assert done.err == ""


def test_a_program_in_one_file_does_the_work_of_its_workers_first(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("multiprocessing.freeze_support", lambda: done.append("work"))
    monkeypatch.setattr("fupin_extract.cli.run", lambda _: done.append("run"))
    with pytest.raises(SystemExit):
        main()
    assert done == ["work", "run"]


def test_a_mistake_of_ours_is_one_line_and_shows_where_on_request(
    call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Notice, "model_json_schema", breaks)
    done = call("schema")
    assert (done.code, done.out) == (2, b"")
    assert is_one_line(done.err)
    assert "ZeroDivisionError" in done.err
    monkeypatch.setenv("FUPIN_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        call("schema")
