"""Rules as data: strings only, no silent slips, one folder over another, patterns that end."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import cast

import pytest

from fupin_extract.errors import RuleError
from fupin_extract.ruleset import RuleSet, load_rules
from fupin_extract.ruleset import check as check_module
from fupin_extract.ruleset import load as load_module
from fupin_extract.ruleset import pattern as pattern_module
from fupin_extract.ruleset.cases import Expected, parse_case, read_cases
from fupin_extract.ruleset.check import check_rules
from fupin_extract.ruleset.load import gather, packaged_folder
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.pattern import compile_pattern
from fupin_extract.ruleset.rule import Patterns, Rule, Strings


class Form(Rule):
    """A stand-in for the models of the rooms, so that these tests do not change with them."""

    patterns: Patterns = ()
    words: Strings = ()
    rank: int = 0
    label: str = ""


@pytest.fixture(autouse=True)
def _forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "deadlines", Form)


def no_forms(_: RuleSet) -> list[RuleError]:
    """The rooms compile nothing here: the rules are made up."""
    return []


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for stem, text in files.items():
        (path / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return path


def forms(*folders: Path) -> dict[str, Form]:
    rules, problems = gather(*folders)
    assert problems == []
    return {rule.id: cast("Form", rule) for rule in rules.deadlines}


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packaged folder with one rule."""
    path = folder(tmp_path / "ours", deadlines="- {id: a, words: x}\n")
    for module in (load_module, check_module):
        monkeypatch.setattr(module, "packaged_folder", lambda: path)
    return path


def problems(*folders: Path) -> list[str]:
    return [str(p) for p in gather(*folders)[1]]


def test_everything_is_a_string(tmp_path: Path) -> None:
    ours = folder(
        tmp_path, deadlines="- id: a\n  words: [on, 2025-06-30, 0o17, ~, '5', <<]\n  rank: 3\n  label: !!int 7\n"
    )
    rule = forms(ours)["a"]
    assert rule.words == ("on", "2025-06-30", "0o17", "~", "5", "<<")
    assert (rule.rank, rule.label) == (3, "7")


def test_a_lone_string_is_a_list_of_one(tmp_path: Path) -> None:
    assert forms(folder(tmp_path, deadlines="- id: a\n  words: 牵头\n"))["a"].words == ("牵头",)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("- id: a\n  words: x\n  words: y\n", 3, "the key 'words' stands twice"),
        ("- id: a\n  words: &w [x]\n- id: b\n  words: *w\n", 2, "references (*name) are not for rules"),
        ("- id: a\n  ? [x]\n  : y\n", 2, "a key is a word"),
        ("- id: a\n  wrods: x\n", 1, "a: unknown key 'wrods'"),
        ("- id: a\n- id: b\n- id: a\n", 3, "a: the id stands twice"),
        ("- words: x\n", 1, "a rule needs an id"),
        ("- id: A b\n", 1, "A b: id: "),
        ("- id: a\n  rank: many\n", 1, "a: rank: "),
        ("- id: a\n  words: [x, '']\n", 1, "a: words.1: "),
        ("\n- a\n", 2, "an entry is a mapping"),
        ("id: a\n", 1, "the file is one YAML list"),
        ("- id: a\n  words: [b\n", 3, "did not find expected ',' or ']'"),
        ("- id: a\n  words: 在${never}内\n", 1, "a: unknown fragment ${never}"),
    ],
)
def test_a_slip_names_file_line_and_rule(tmp_path: Path, text: str, line: int, problem: str) -> None:
    found = problems(folder(tmp_path, deadlines=text))
    assert len(found) == 1
    assert found[0].startswith(f"{(tmp_path / 'deadlines.yaml').as_posix()}:{line}: {problem}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [("[" * 2000 + "]" * 2000, "nested too deeply"), ("- a\x07", "control characters are not allowed")],
)
def test_what_is_hardly_yaml_is_told(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = problems(folder(tmp_path, deadlines=text))
    assert problem in found


def test_a_file_that_is_not_there_is_empty_and_a_bad_encoding_is_a_problem(tmp_path: Path) -> None:
    assert gather(tmp_path)[1] == []
    (tmp_path / "chrome.yaml").write_bytes("- id: 导航".encode("gb18030"))
    assert problems(tmp_path) == [f"{(tmp_path / 'chrome.yaml').as_posix()}: not UTF-8: save the file as UTF-8"]


def test_fragments_stand_in_for_patterns(tmp_path: Path) -> None:
    rules = folder(
        tmp_path,
        fragments="year: '\\d{4}年'\nend: [底, 末]\nby: ${year}${end}前\neither: a|b\n",
        deadlines="- id: a\n  note: of ${nothing}\n  patterns: ['至${by}', '${either}c']\n",
    )
    assert forms(rules)["a"].patterns == (r"至\d{4}年(?:底|末)前", "(?:a|b)c")
    assert gather(rules)[0].fragments["by"] == r"\d{4}年(?:底|末)前"


def test_fragments_go_in_no_circle(tmp_path: Path) -> None:
    found = problems(folder(tmp_path, fragments="a: x${b}\nb: ${c}\nc: ${a}\n"))
    assert f"{(tmp_path / 'fragments.yaml').as_posix()}:1: a: the fragments go in a circle: a → b → c → a" in found


def test_fragments_do_not_grow_without_bound(tmp_path: Path) -> None:
    doubled = "f0: xxxxxxxx\n" + "".join(f"f{i}: ${{f{i - 1}}}${{f{i - 1}}}\n" for i in range(1, 60))
    assert any("too long" in problem for problem in problems(folder(tmp_path, fragments=doubled)))


def test_a_folder_lies_over_ours(tmp_path: Path) -> None:
    ours = folder(
        tmp_path / "ours", deadlines="- {id: a, words: x}\n- {id: b, words: y, rank: 2}\n- {id: c, words: z}\n- id: d\n"
    )
    user = folder(
        tmp_path / "user",
        deadlines="- {id: a, words: n}\n- {extend: b, words: [y2, y3]}\n- {id: c, disabled: true}\n- {id: e}\n",
    )
    found = forms(ours, user)
    assert list(found) == ["a", "b", "d", "e"]
    assert [found[i].words for i in "abde"] == [("n",), ("y", "y2", "y3"), (), ()]
    assert found["b"].rank == 2
    assert [found[i].trusted for i in "abde"] == [False, False, True, False]
    assert (user / "deadlines.yaml").as_posix() in found["a"].place
    assert (ours / "deadlines.yaml").as_posix() in found["d"].place


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {extend: zz, words: x}\n", "zz: there is no rule of this id"),
        ("- {id: zz, disabled: true}\n", "zz: there is no rule of this id"),
        ("- {extend: a, label: x}\n", "a: extend adds to lists, and 'label' is none"),
        ("- {extend: a, nothing: x}\n", "a: unknown key 'nothing'"),
        ("- {id: b, patterns: '(x'}\n", "b: patterns: the pattern '(x' is wrong"),
    ],
)
def test_a_wrong_overlay_is_told(ours: Path, tmp_path: Path, text: str, problem: str) -> None:
    (found,) = problems(ours, folder(tmp_path / "user", deadlines=text))
    assert f"deadlines.yaml:1: {problem}" in found


def test_a_users_fragment_makes_our_rule_theirs(tmp_path: Path) -> None:
    ours = folder(
        tmp_path / "ours",
        fragments="month: '\\d月'\nend: ${month}底\n",
        deadlines="- {id: a, patterns: '${end}'}\n- {id: b, patterns: x}\n",
    )
    found = forms(ours, folder(tmp_path / "user", fragments="month: 某月\n"))
    assert found["a"].patterns == ("某月底",)
    assert (found["a"].trusted, found["b"].trusted) == (False, True)


@pytest.mark.usefixtures("ours")
def test_a_folder_of_no_rules_is_told(tmp_path: Path) -> None:
    missing, empty, strange = tmp_path / "missing", tmp_path / "empty", folder(tmp_path / "strange", dates="- id: a\n")
    empty.mkdir()
    assert check_rules(folder(tmp_path / "good", deadlines="- {extend: a, words: y}\n"), no_forms) == []
    assert "no rules file" in check_rules(empty, no_forms)[0]
    assert "dates.yaml: no such rules file" in check_rules(strange, no_forms)[0]
    with pytest.raises(RuleError, match="not a folder"):
        load_rules(missing)
    with pytest.raises(RuleError, match="not a folder"):
        check_rules(missing, no_forms)


@pytest.mark.usefixtures("ours")
def test_check_tells_all_and_load_the_first(tmp_path: Path) -> None:
    user = folder(
        tmp_path / "user",
        deadlines="- {id: a, wrong: x}\n- {id: b, patterns: '['}\n",
        chrome="- {id: c, patterns: '${no}'}\n",
    )
    assert len(check_rules(user, no_forms)) == 3
    with pytest.raises(RuleError, match="and 2 more"):
        load_rules(user)


def test_the_packaged_rules_load_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real models
    assert load_rules() is load_rules()
    assert packaged_folder().is_dir()


def test_every_file_has_its_place_in_the_rule_set() -> None:
    assert {f.name for f in fields(RuleSet)} - {"fragments", "_built"} == set(FILES)


def test_get_builds_once_a_rule_set() -> None:
    def build(rules: RuleSet) -> list[RuleSet]:
        return [rules]

    one, other = RuleSet(), RuleSet()
    assert one.get(build) is one.get(build)
    assert one.get(build) == [one]
    assert other.get(build) == [other]


def rule_of(place: str, *, trusted: bool) -> Rule:
    rule = Rule(id="by")
    rule.stamp(place, trusted=trusted)
    return rule


@pytest.mark.parametrize("trusted", [True, False])
def test_patterns_are_searched_alike_whoever_wrote_them(trusted: bool) -> None:
    compiled = compile_pattern(r"(?P<year>\d{4})年", [rule_of("rules/x.yaml:3: by", trusted=trusted)])
    text = "2020年和2025年"
    assert [(m.span(), m["year"], m.lastgroup) for m in compiled.finditer(text)] == [
        ((0, 5), "2020", "year"),
        ((6, 11), "2025", "year"),
    ]
    assert [m.start() for m in compiled.finditer(text, 1)] == [6]
    assert compiled.match(text) is not None
    assert compiled.fullmatch(text) is None
    found = compiled.search(text, 2, 10)
    assert found is None
    assert dict(compiled.groupindex) == {"year": 1}
    with pytest.raises(RuleError, match=r"rules/x\.yaml:3: by: the pattern '\(' is wrong"):
        compile_pattern("(", [rule_of("rules/x.yaml:3: by", trusted=trusted)])


def test_a_users_pattern_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_module, "SEARCH_SECONDS", 0.05)
    compiled = compile_pattern(r"(?:(?:x|xx)+)+y", [rule_of("my/deadlines.yaml:1: by", trusted=False)])
    hostile = "x" * 500 + "z"
    with pytest.raises(RuleError, match=r"by: the pattern .* took more than"):
        list(compiled.finditer(hostile))
    with pytest.raises(RuleError, match="bounded"):
        compiled.search(hostile)


def test_a_case_is_its_text_and_what_is_in_it() -> None:
    case = parse_case("在⟦by end=2020-12-31 start=|2020年底前⟧完成⏎由⟦lead 省财政厅⟧牵头。")
    assert case.text == "在2020年底前完成\n由省财政厅牵头。"
    assert case.expected == (
        Expected("by", {"end": "2020-12-31", "start": ""}, 1, 8),
        Expected("lead", {}, 12, 16),
    )
    assert case.text[12:16] == "省财政厅"


def test_marks_may_stand_inside_one_another_and_values_hold_equal_signs() -> None:
    case = parse_case("⟦group ⟦lead 甲局⟧，⟦recurring recurrence=FREQ=MONTHLY;INTERVAL=3|每季度⟧⟧⟦x|a=b|c⟧")
    assert case.text == "甲局，每季度a=b|c"
    assert [(e.role, e.start, e.end) for e in case.expected] == [
        ("group", 0, 6),
        ("lead", 0, 2),
        ("recurring", 3, 6),
        ("x", 6, 11),
    ]
    assert case.expected[2].values == {"recurrence": "FREQ=MONTHLY;INTERVAL=3"}


def test_comments_and_empty_lines_are_no_cases() -> None:
    cases = list(read_cases("# a comment\n\n各级党委要落实主体责任。\r\n⟦a b⟧\n"))
    assert [(c.line, c.text, len(c.expected)) for c in cases] == [(3, "各级党委要落实主体责任。", 0), (4, "b", 1)]


@pytest.mark.parametrize("line", ["⟦lead 省", "省⟧", "⟦省财政厅⟧", "⟦lead⟧"])
def test_a_bad_mark_names_its_line(line: str) -> None:
    with pytest.raises(RuleError, match=r"units\.txt:2: "):
        list(read_cases(f"好\n{line}\n", "units.txt"))
