"""What a pattern tells of its matches: the characters that they begin and end with, the words that none is without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.rule import Regex
from fupin_extract.ruleset.signs import (
    alternatives,
    compile_search,
    first_characters,
    last_characters,
    looked,
    may_match,
    needed_words,
    words_of,
)

ROOT = Path(__file__).parent.parent
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
TEXTS += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.txt"))]


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
    ],
)
def test_the_characters_that_a_match_begins_and_ends_with(source: str, first: str | None, last: str | None) -> None:
    assert (first_characters(source), last_characters(source)) == (first, last)


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


def test_what_stands_in_groups_and_classes_parts_no_alternatives() -> None:
    assert alternatives(r"甲|(?:乙|丙)|[丁|]|\|戊") == ["甲", "(?:乙|丙)", "[丁|]", r"\|戊"]


@pytest.mark.parametrize("source", PATTERNS)
def test_what_our_patterns_match_has_the_signs_that_they_tell(source: str) -> None:
    pattern, words = re.compile(source), needed_words(source)
    first, last = first_characters(source), last_characters(source)
    for text in chain.from_iterable(text.splitlines() for text in TEXTS):
        for match in pattern.finditer(text):
            assert may_match(match[0], words)
            assert first is None or re.match(f"[{first}]", match[0])
            assert last is None or re.fullmatch(f"[{last}]", match[0][-1:])


def test_most_of_our_patterns_tell_something() -> None:
    told = [p for p in PATTERNS if needed_words(p) or first_characters(p)]
    assert len(told) > 0.75 * len(PATTERNS) > 100


def test_one_search_finds_what_each_pattern_would() -> None:
    rules = load_rules().chrome
    sources = [p for rule in rules for p in rule.patterns]
    search = compile_search(rules, sources)
    lines = [line.strip() for text in TEXTS for line in text.splitlines()]
    assert [search.search(line) for line in lines] == [any(re.search(p, line) for p in sources) for line in lines]
    assert 0 < sum(map(search.search, lines)) < len(lines)


def test_of_a_users_pattern_nothing_is_told() -> None:
    ours = load_rules().kinds[0]
    theirs = ours.model_copy()
    theirs.stamp("mine.yaml:1: x", trusted=False)
    assert (words_of([ours], ["甲乙"]), words_of([theirs], ["甲乙"])) == (("甲乙",), ())
    assert (looked([ours], "甲|乙"), looked([theirs], "甲|乙")) == ("(?=[甲乙])(?:甲|乙)", "甲|乙")
