"""What a pattern tells of its matches, and that one that is spared by it finds what ``re`` finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from fupin_extract.ruleset import any_of, compile_pattern, either, load_rules
from fupin_extract.ruleset.choice import Choice
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.pattern import BeginningPattern, SparingPattern, compile_sign, endings, named, unnamed
from fupin_extract.ruleset.rule import Regex, Rule
from fupin_extract.ruleset.signs import (
    beginning,
    behind_looks,
    first_characters,
    first_two,
    last_characters,
    needed_words,
)
from fupin_extract.ruleset.syntax import alternatives

ROOT = Path(__file__).parent.parent
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
TEXTS += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.txt"))]
LINES = list(chain.from_iterable(text.splitlines() for text in TEXTS))


def packaged() -> Iterator[str]:
    """Every pattern that our rules write out."""
    for stem, model in FILES.items():
        for name, info in model.model_fields.items():
            if any(isinstance(mark, Regex) for mark in info.metadata):
                for rule in getattr(load_rules(), stem):
                    value = getattr(rule, name)
                    yield from (value,) if isinstance(value, str) else value or ()


# A slot of a deadline's form (<point>) is no pattern.
PATTERNS = sorted({p for p in packaged() if not re.search(r"(?<!\?P)(?<!\?)<[a-z]+>", p)})
OURS, THEIRS = Rule(id="ours"), Rule(id="theirs")
THEIRS.stamp("mine.yaml:1: theirs", trusted=False)


@pytest.mark.parametrize(
    ("source", "first", "last"),
    [
        ("月度?", "月", "度月"),
        ("(?:按|分)年", "按分", "年"),
        ("[一二]{1,2}是", "一二", "是"),
        (r"\d{1,3}、", r"\d", "、"),
        ("(?<!共)第?一", "第一", "一"),
        ("(?P<n>[①-⑳])[、.]?", "①-⑳", "、.①-⑳"),
        (r"\（甲\）", r"\（", r"\）"),
        ("^附件$", "附", "件"),
        ("甲*", None, None),
        ("甲|", None, None),
        (".甲", None, "甲"),
        ("[^甲]乙", None, "乙"),
        (r"\w甲", None, "甲"),
        ("(?i)a", None, None),
        (r"(甲)\1", "甲", None),
        ("[-甲]乙", r"\-甲", "乙"),
    ],
)
def test_the_characters_that_a_match_begins_and_ends_with(source: str, first: str | None, last: str | None) -> None:
    assert (first_characters(source), last_characters(source)) == (first, last)


@pytest.mark.parametrize(
    ("source", "two"),
    [
        ("甲乙|丙丁?戊", "[甲丙][乙丁戊]"),
        ("甲{1,3}丙", "[甲][甲丙]"),
        ("(?:甲|乙丙)?丁戊", "[甲乙丁][丙丁戊]"),
        ("甲(?=乙)[丙丁]", "[甲][丙丁]"),
        ("甲乙?", "[甲]"),
        ("甲.乙", "[甲]"),
    ],
)
def test_the_two_characters_that_a_match_begins_with(source: str, two: str) -> None:
    told = beginning(source)
    assert told
    assert first_two([told]) == two


def test_of_several_the_second_characters_are_told_where_they_are_known() -> None:
    assert first_two(filter(None, map(beginning, ("甲乙", "丙[^丁]", "戊己")))) == "[甲戊][乙己]|[丙]"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("[自从]?即日(?:开始|起)", ("即日",)),
        ("一季度?一", ("一季",)),
        ("(?:现有|已有)[^，]{0,12}", ("现有", "已有")),
        ("甲乙|丙", ("甲乙", "丙")),
        ("甲乙|丙?", ()),
        ("(?:甲|乙?)", ()),
        ("(?:甲|乙)?", ()),
        ("甲{2}", ()),
        ("(?=甲)乙", ("乙",)),
        ("(?i)ab", ()),
        ("[甲|乙]", ()),
        ("甲.乙丙", ("乙丙",)),
    ],
)
def test_the_words_that_no_match_is_without(source: str, words: tuple[str, ...]) -> None:
    assert needed_words(source) == words


@pytest.mark.parametrize(
    ("source", "ours", "theirs"),
    [
        ("主管部门", {"主管部门"}, set("主管部门")),
        ("[省市]级以上[^的]{1,9}[府门]", set("府门"), set("省市级以上府门")),
        ("甲(?:乙|丙)?", set("甲乙丙"), set("甲乙丙")),
    ],
)
def test_what_a_match_can_end_with(source: str, ours: set[str], theirs: set[str]) -> None:
    assert [set(endings(source, [rule])) for rule in (OURS, THEIRS)] == [ours, theirs]


def test_what_stands_in_groups_and_classes_parts_no_alternatives() -> None:
    assert alternatives(r"甲|(?:乙|丙)|[丁|]|\|戊") == ("甲", "(?:乙|丙)", "[丁|]", r"\|戊")


def test_a_group_of_many_words_is_behind_a_look() -> None:
    many = "|".join("甲乙丙丁戊己庚辛壬")
    assert behind_looks(f"子?(?:{many})", whole=False) == f"子?(?:(?=[甲乙丙丁戊己庚辛壬])(?:{many}))"
    assert behind_looks(f"子?(?:{many})", whole=True).startswith("(?=[子甲乙丙丁戊己庚辛壬])(?:子?(?:(?=")
    assert behind_looks(f"(?i)({many})", whole=True) == f"(?i)({many})"


@pytest.mark.parametrize("source", PATTERNS)
def test_what_our_patterns_match_has_the_signs_that_they_tell(source: str) -> None:
    pattern, words = re.compile(source), needed_words(source)
    first, last = first_characters(source), last_characters(source)
    told = beginning(source)
    two = re.compile(first_two([told])) if told else None
    for line in LINES:
        for match in pattern.finditer(line):
            assert not words or any(word in match[0] for word in words)
            assert first is None or re.match(f"[{first}]", match[0])
            assert two is None or two.match(match[0])
            assert last is None or re.fullmatch(f"[{last}]", match[0][-1:])


@pytest.mark.parametrize("source", PATTERNS)
def test_our_patterns_find_what_re_finds(source: str) -> None:
    compiled, plain = compile_pattern(source, [OURS]), re.compile(source)
    for line in LINES[::7]:
        assert [m.span() for m in compiled.finditer(line)] == [m.span() for m in plain.finditer(line)]
        for begin, end in ((0, len(line)), (min(2, len(line)), len(line)), (0, 9), (len(line) // 2, len(line))):
            found = (compiled.search(line, begin, end), compiled.match(line, begin, end))
            expected = (plain.search(line, begin, end), plain.match(line, begin, end))
            assert [m and (m.span(), m.groupdict()) for m in found] == [
                m and (m.span(), m.groupdict()) for m in expected
            ]


@pytest.mark.parametrize("source", PATTERNS)
def test_a_sign_is_where_a_match_is(source: str) -> None:
    sign, plain = compile_sign(source, [OURS]), re.compile(source)
    for line in LINES[::7]:
        for begin, end in ((0, len(line)), (min(2, len(line)), len(line)), (0, 9), (len(line) // 2, len(line))):
            assert bool(sign.search(line, begin, end)) == bool(plain.search(line, begin, end))


def test_one_pattern_of_many_finds_what_re_finds() -> None:
    source = either(unnamed(p) for rule in load_rules().chrome for p in rule.patterns)
    compiled, plain = compile_pattern(source, load_rules().chrome), re.compile(source)
    assert isinstance(compiled, BeginningPattern)
    lines = [line.strip() for line in LINES]
    assert [m and m.span() for m in map(compiled.search, lines)] == [m and m.span() for m in map(plain.search, lines)]
    assert 0 < sum(map(bool, map(compiled.search, lines))) < len(lines)


def test_only_what_something_spares_is_more_than_a_pattern_of_re() -> None:
    kinds = [
        type(compile_pattern(source, [OURS]))
        for source in ("即日|当日|明日", "即日", "[自从]?即日起", "^甲", "^甲|乙", "[^甲]")
    ]
    assert kinds == [re.Pattern, SparingPattern, SparingPattern, BeginningPattern, BeginningPattern, re.Pattern]


def test_words_are_tried_from_the_longest_and_where_there_are_none_nothing_is_found() -> None:
    assert any_of(["市", "地级市", "市区", "a.b"]) == r"a\.b|地级市|市区|市"
    assert re.search(any_of([]), "甲") is None
    assert re.search(either([]), "甲") is None


@pytest.mark.parametrize("rule", [OURS, THEIRS], ids=lambda rule: rule.id)
def test_a_choice_tries_its_patterns_in_their_order(rule: Rule) -> None:
    sources = ["乙丙", "[^甲]", "", "甲|乙", r"\d"]
    choice = Choice((source, compile_pattern(source, [rule])) for source in sources)
    for text in ("甲", "乙丙", "5", "丁", ""):
        expected = [source for source in sources if re.match(source, text)]
        assert [source for source, _ in choice.at(f"子{text}", 1)] == expected


@pytest.mark.parametrize(
    "source", ["负责", "负责(?!人)", "按", "报?告", "负责|配合", "[要应]", "(?:主要)?负责", "要{1,2}"]
)
def test_a_named_pattern_matches_the_same_and_is_told(source: str) -> None:
    pattern = re.compile(f"{named('牵头', 'other')}|{named(source, 'own')}")
    for text in ("负责", "负责人", "按", "报告", "告", "配合", "要", "应", "主要负责", "要要", "牵", ""):
        plain, match = re.match(source, text), pattern.match(text)
        assert (match and match.end()) == (plain and plain.end())
        assert match is None or match.lastgroup == "own"
