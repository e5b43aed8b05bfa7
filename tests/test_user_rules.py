"""A user's rules: what is wrong with them is told by ``rules check``, and no pattern of theirs holds up a parse."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from fupin_extract import parse, write
from fupin_extract.compile_all import BUILDERS, compile_all
from fupin_extract.errors import RuleError
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, load_rules
from fupin_extract.ruleset import pattern as pattern_module
from fupin_extract.ruleset.check import check_rules
from fupin_extract.ruleset.models import FILES, HeaderRule
from fupin_extract.ruleset.pattern import BeginningPattern, SparingPattern, TimedPattern

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))

# No text has one of ＊＋: they are looked for in all ways there are. (That a lone ＊ is missing is seen at once.)
SLOW = "(?:(?:[一-龥]|..)+)+[＊＋]"
NOTICE = f"""某县人民政府关于印发《某县实施方案》的通知
各乡镇人民政府：
现将方案印发给你们。补贴{"有关各项措施" * 4}试行3年。本办法{"有关各项措施" * 4}自2024年1月1日起施行，有效期五年。
一、加强监测{"防止返贫工作" * 6}
（一）排查。2025年底前完成{"防止返贫监测" * 6}不少于30户。由县财政局牵头{"做好资金保障" * 6}，按照《某县工作要点》推进。
牵头单位：县财政局，{"县农业农村局" * 6}。以下均需各乡镇政府落实，不再列出。
（二）{"落实帮扶措施" * 4}。{"落实帮扶措施" * 4}30户。（责任单位：县教育局、{"县卫生健康局" * 6}）
二、保障措施
（一）组织领导。{"加强组织领导" * 6}。{"县农业农村局" * 6}要抓好落实。
某县人民政府
2024年3月1日
"""


def folder(path: Path, stem: str, text: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return path


@cache
def theirs() -> RuleSet:
    """Our rules as if all of them were a user's."""
    parts = {}
    for stem in FILES:
        copies = [rule.model_copy() for rule in getattr(load_rules(), stem)]
        for rule in copies:
            rule.stamp(rule.place, trusted=False)
        parts[stem] = tuple(copies)
    return RuleSet(fragments=load_rules().fragments, **parts)


def patterns(thing: object, seen: set[int]) -> Iterator[Compiled]:
    """Every compiled pattern inside a thing, however deep, in closures and caches too."""
    if id(thing) in seen or isinstance(thing, (str, int, type(None))):
        return
    seen.add(id(thing))
    if isinstance(thing, (re.Pattern, SparingPattern, BeginningPattern, TimedPattern)):
        yield thing
        return
    inside: list[object] = []
    if isinstance(thing, dict):
        inside = list(thing.values())
    elif isinstance(thing, (list, tuple, set, frozenset)):
        inside = list(thing)
    elif is_dataclass(thing) and not isinstance(thing, type):
        inside = [getattr(thing, f.name) for f in fields(thing)]
    elif callable(thing):
        inside = [
            getattr(thing, "__wrapped__", None),
            *(c.cell_contents for c in getattr(thing, "__closure__", ()) or ()),
        ]
    elif type(thing).__module__.startswith("fupin_extract"):
        inside = list(getattr(thing, "__dict__", {}).values())
    for item in inside:
        yield from patterns(item, seen)


def built(rules: RuleSet) -> list[Compiled]:
    return [p for build in BUILDERS for p in patterns(rules.get(build), set())]


def test_every_form_that_a_room_compiles_is_compiled_by_the_check() -> None:
    asked = {
        name
        for f in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\.get\((compile_\w+)\)", f.read_text("utf-8"))
    }
    assert asked == {build.__name__ for build in BUILDERS}


def test_our_patterns_run_on_re_and_a_users_with_a_time_out() -> None:
    constants = {p.pattern for p in built(RuleSet())}
    ours = built(load_rules())
    assert len(ours) > 500
    assert [p.pattern for p in ours if isinstance(p, TimedPattern)] == []
    assert {p.pattern for p in built(theirs()) if not isinstance(p, TimedPattern)} <= constants


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_both_engines_read_a_notice_alike(sample: Path) -> None:
    assert write(parse(sample, rules=theirs()), "json") == write(parse(sample), "json")


SLOW_RULES = {
    "chrome any": ("chrome", f"{{id: x.y, where: any, patterns: ['{SLOW}']}}"),
    "chrome tail": ("chrome", f"{{id: x.y, where: tail, patterns: ['{SLOW}']}}"),
    "chrome page": ("chrome", f"{{id: x.y, where: page, patterns: ['{SLOW}']}}"),
    "chrome attachment": ("chrome", f"{{id: x.y, where: attachment, patterns: ['{SLOW}']}}"),
    "number of a document": ("header", f"{{id: x.y, field: document_number, patterns: ['{SLOW}']}}"),
    "letterhead": ("header", f"{{id: x.y, field: letterhead, patterns: ['{SLOW}']}}"),
    "heading": ("header", f"{{id: x.y, field: no_heading, patterns: ['{SLOW}']}}"),
    "glued heading": ("header", f"{{id: x.y, field: glued_heading, patterns: ['{SLOW}']}}"),
    "validity": ("header", f"{{id: x.y, field: validity_sentence, patterns: ['{SLOW}']}}"),
    "last day": ("header", f"{{id: x.y, field: valid_until, patterns: ['(?P<value>{SLOW})']}}"),
    "numbering": ("numbering", f"{{id: x.y, rank: 1, pattern: '(?P<n>{SLOW})'}}"),
    "kinds": ("kinds", f"{{id: x.y, kind: overview, patterns: ['{SLOW}']}}"),
    "aside": ("responsibility", f"{{id: x.y, means: aside, patterns: ['{SLOW}']}}"),
    "remark": ("responsibility", f"{{id: x.y, means: remark, patterns: ['(?P<units>{SLOW})']}}"),
    "convention": ("responsibility", f"{{id: x.y, means: first_leads, patterns: ['{SLOW}']}}"),
    "open end": ("responsibility", f"{{id: x.y, means: open_end, patterns: ['{SLOW}']}}"),
    "deadline": ("deadlines", f"{{id: x.y, kind: by, forms: ['{SLOW}']}}"),
    "behind a deadline": ("deadlines", f"{{id: x.y, kind: by, forms: ['<point>{SLOW}']}}"),
    "target": ("targets", f"{{id: x.y, role: target, counted_for: ['{SLOW}']}}"),
    "measure": ("measures", f"{{id: x.y, sign: '>=', apart: ['{SLOW}']}}"),
    "citation": ("citations", f"{{id: x.y, gives: issuer, before: ['{SLOW}']}}"),
    "verb": ("duties", f"{{id: x.y, role: lead, verbs: ['{SLOW}']}}"),
    "actor": ("duties", f"{{id: x.y, actors: ['{SLOW}']}}"),
    "stranger": ("duties", f"{{id: x.y, strangers: ['{SLOW}']}}"),
}


@pytest.mark.parametrize(("stem", "entry"), SLOW_RULES.values(), ids=SLOW_RULES.keys())
def test_no_pattern_of_a_user_holds_up_a_parse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stem: str, entry: str
) -> None:
    monkeypatch.setattr(pattern_module, "SEARCH_SECONDS", 0.1)
    rules = load_rules(folder(tmp_path, stem, f"- {entry}\n"))
    start = time.process_time()
    with pytest.raises(RuleError, match="took more than") as error:
        parse(NOTICE, rules=rules)
    assert f"{(tmp_path / stem).as_posix()}.yaml:1: x.y" in str(error.value)
    assert time.process_time() - start < 20


def test_the_time_out_counts_the_search_and_not_who_waits_for_its_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_module, "SEARCH_SECONDS", 0.1)
    starts = []
    theirs = HeaderRule(id="x", field="date")
    theirs.stamp("header.yaml:1: x", trusted=False)
    for match in compile_pattern("a", [theirs]).finditer("aaaa"):
        starts.append(match.start())
        time.sleep(0.05)
        busy = time.process_time()
        while time.process_time() - busy < 0.05:
            pass
    assert starts == [0, 1, 2, 3]


def test_an_error_of_joined_rules_names_those_of_the_user() -> None:
    rules = [HeaderRule(id=f"r{i}", field="date") for i in range(6)]
    for rule in rules[1:]:
        rule.stamp(f"header.yaml:{rule.id}", trusted=False)
    with pytest.raises(RuleError, match=r"^header.yaml:r1 or header.yaml:r2 or header.yaml:r3 or …: the pattern '\('"):
        compile_pattern("(", rules)
    assert not isinstance(compile_pattern("a", rules[:1]), TimedPattern)


WRONG = {
    "no group n": ("numbering", "{id: x.y, rank: 1, pattern: '^X'}", "no group (?P<n>…)"),
    "another group": ("numbering", "{id: x.y, rank: 1, pattern: '(?P<number>)'}", "no group (?P<n>…)"),
    "no rank": ("numbering", "{id: x.y, pattern: '(?P<n>X)'}", "the key 'rank' is missing"),
    "disabled list": ("responsibility", "{id: x.y, disabled: [true]}", "disabled: is true or false"),
    "disabled yes": ("responsibility", "{id: x.y, disabled: yes}", "disabled: is true or false"),
    "unit": ("measures", "{id: x.y, kind: money, units: [元]}", "the unit 元 stands in"),
    "factor": ("measures", "{id: x.y, kind: money, units: [钱], factor: nan}", "factor: "),
    "field": ("header", "{id: x.y, field: nonsense}", "field: "),
    "day": ("header", "{id: x.y, field: date_effective, patterns: [自今日起施行]}", "no group (?P<value>…)"),
    "term": ("header", "{id: x.y, field: valid_term, patterns: ['有效期(?P<value>五)年']}", "no group (?P<unit>…)"),
    "remark": ("responsibility", "{id: x.y, means: remark, patterns: [以下略]}", "no group (?P<units>…)"),
    "slot": ("deadlines", "{id: x.y, kind: by, forms: ['<nix>前']}", "unknown slot <nix>"),
    "two slots": ("deadlines", "{id: x.y, kind: by, forms: ['<point>至<point>']}", "more than one time"),
    "slot of ours": ("periods", "{id: x.y, names: [十四五], slot: point}", "the slot <point> is of the calendar"),
    "years": ("periods", "{id: x.y, names: [某期], first: 2025, last: 2021}", "2025 comes after the last, 2021"),
    "far years": ("periods", "{id: x.y, names: [某期], first: 99999}", "first: "),
    "recurrence": ("deadlines", "{id: x.y, kind: recurring, forms: [常], recurrence: NONSENSE}", "rule of RFC 5545"),
    "joined": ("kinds", "{id: x.y, kind: task, patterns: ['(a)(?P<g>b)', '(?(g)c|d)(?P<']}", "is wrong"),
}


@pytest.mark.parametrize(("stem", "entry", "problem"), WRONG.values(), ids=WRONG.keys())
def test_the_check_tells_what_a_parse_would_trip_over(tmp_path: Path, stem: str, entry: str, problem: str) -> None:
    (line,) = check_rules(folder(tmp_path, stem, f"- {entry}\n"), compile_all)
    assert line.startswith(f"{(tmp_path / stem).as_posix()}.yaml:1: x.y: ")
    assert problem in line


def test_a_fragment_that_nobody_uses_is_checked_too(tmp_path: Path) -> None:
    (line,) = check_rules(folder(tmp_path, "fragments", "a: (\n"), compile_all)
    assert line.startswith(f"{tmp_path.as_posix()}/fragments.yaml:1: a: the pattern '(' is wrong")


@pytest.mark.parametrize(
    "recurrence", ["", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=MO,-1FR"]
)
def test_right_rules_have_no_problem(tmp_path: Path, recurrence: str) -> None:
    folder(tmp_path, "deadlines", f"- {{id: x.y, kind: recurring, forms: [常态], recurrence: '{recurrence}'}}\n")
    folder(tmp_path, "numbering", "- {id: x.y, rank: 1, pattern: '(?P<n>X)'}\n")
    folder(tmp_path, "chrome", "- {id: x.y, patterns: [页], disabled: false}\n")
    folder(tmp_path, "periods", "- {id: x.y, names: [某期], slot: mine}\n")
    assert check_rules(tmp_path, compile_all) == []


@pytest.mark.parametrize(
    "recurrence", ["MONTHLY", "INTERVAL=3", "FREQ=NEVER", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;", "FREQ=DAILY;X=1"]
)
def test_a_recurrence_is_a_rule_of_rfc_5545(tmp_path: Path, recurrence: str) -> None:
    rule = f"- {{id: x.y, kind: recurring, forms: [常态], recurrence: '{recurrence}'}}\n"
    assert len(check_rules(folder(tmp_path, "deadlines", rule), compile_all)) == 1


def test_figures_that_make_no_number_are_no_marker(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path, "numbering", "- {id: x.y, rank: 1, pattern: '(?P<n>某*)、'}\n"))
    assert len(parse("关于工作的通知\n某、加强\n某、监测\n", rules=rules).clauses) == 1


def test_a_file_of_rules_may_be_emptied(tmp_path: Path) -> None:
    for stem in FILES:
        folder(
            tmp_path, stem, "".join(f"- {{id: {rule.id}, disabled: true}}\n" for rule in getattr(load_rules(), stem))
        )
    assert check_rules(tmp_path, compile_all) == []
    assert [clause.id for clause in parse(NOTICE, rules=load_rules(tmp_path)).clauses] == ["0"]
