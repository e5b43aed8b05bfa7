"""The package as a library: wrong arguments are told at once, and rules go to other processes."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import pickle
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
import yaml

import fupin_extract
from fupin_extract import ReadError, RuleSet, load_rules, parse
from fupin_extract.ruleset import entries
from fupin_extract.ruleset.load import gather, packaged_folder

SAMPLE = Path(__file__).parent.parent / "samples" / "002.txt"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rules": "my-rules"}, "rules are what load_rules gives, not str"),
        ({"rules": ()}, "rules are what load_rules gives, not tuple"),
        ({"date": "2021-01-01"}, "a date is a datetime.date, not str"),
        ({"date": dt.datetime(2021, 1, 1, tzinfo=dt.UTC)}, "a date is a datetime.date, not datetime"),
    ],
)
def test_a_wrong_argument_of_parse_is_told(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        parse("一、加强监测。", **arguments)


@pytest.mark.parametrize("folder", ["my-rules", None, [Path("my-rules")]])
def test_a_folder_of_rules_is_a_path(folder: Any) -> None:
    with pytest.raises(TypeError, match=f"a folder of rules is a Path, not {type(folder).__name__}"):
        load_rules(folder)


def test_a_text_that_is_the_name_of_a_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLE.parent)
    with pytest.warns(UserWarning, match=r"parse\(Path\('002.txt'\)\)") as caught:
        notice = parse("002.txt")
    assert (notice.source.path, notice.source.characters) == (None, 7)
    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize(
    "text", ["003.TXT.txt", "002.txt\n", ".", "\0", "一、加强监测。", "甲" * 9999, "./" * 200 + "002.txt"]
)
def test_other_texts_are_parsed_without_a_word(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLE.parent)
    with contextlib.suppress(ReadError):
        assert parse(text).source.path is None


@pytest.mark.parametrize("looks", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(looks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def loaded() -> RuleSet:
        seen.append(gc.isenabled())
        return load_rules()

    monkeypatch.setattr("fupin_extract.pipeline.load_rules", loaded)
    was = gc.isenabled()
    (gc.enable if looks else gc.disable)()
    try:
        parse(SAMPLE)
        with pytest.raises(ReadError):
            parse(b"")
        assert gc.isenabled() is looks
    finally:
        (gc.enable if was else gc.disable)()
    assert seen == [False, False]


def test_rules_go_to_another_process() -> None:
    rules = load_rules()
    before = parse(SAMPLE, rules=rules)
    assert parse(SAMPLE, rules=pickle.loads(pickle.dumps(rules))) == before  # noqa: S301


def test_rules_are_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = load_rules().fingerprint
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    pure = run_path(entries.__file__)["StringLoader"]
    assert issubclass(pure, yaml.reader.Reader), "the parser that is written in Python"
    monkeypatch.setattr(entries, "StringLoader", pure)
    rules, problems = gather(packaged_folder())
    assert (rules.fingerprint, problems) == (fingerprint, [])


def test_the_names_of_the_package_are_those_it_offers() -> None:
    names = set(dir(fupin_extract))
    assert {name for name in names if not name.startswith("__")} | {"__version__"} == set(fupin_extract.__all__)
    assert {"__all__", "__doc__", "__file__", "__name__", "__path__", "__spec__", "__version__"} <= names


def test_errors_go_to_another_process() -> None:
    with pytest.raises(ReadError) as caught:
        parse(Path("no{such}.txt"))
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(again), again.template, again.values) == (
        "no{such}.txt: no such file",
        "{path}: no such file",
        {"path": "no{such}.txt"},
    )


@pytest.mark.parametrize("text", ["关于工作的通知\n一、加强\0监测。", "关于工作的通知\n一、加强\ufffd监测\ufffd。"])
def test_damaged_text_is_a_diagnostic(text: str) -> None:
    (found,) = [d for d in parse(text).diagnostics if d.code == "damaged_text"]
    count = sum(text.count(c) for c in "\0\ufffd")
    assert (found.severity, found.span) == ("warning", (12, 13))
    assert f"{count}个字符" in found.message
    assert not [d for d in parse(SAMPLE).diagnostics if d.code == "damaged_text"]
