"""Rules and cases: every form has a case that only it can meet, no case goes without a form, every pattern ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework import SHOWN_IN, cases, failures, with_file
from forms import Form, alternatives, forms, no_forms
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.rule import Regex, Rule
from hostile import hostile_texts

# Seconds for all patterns of a file in all their hostile texts: a hundred times what they take.
PATIENCE = 240
# Forms that no case can show, since others of their file do all that they do (局 ends what 财政局 ends): they may
# be deleted.
COVERED: dict[str, dict[str, set[str]]] = {
    "chrome": {
        "share": {"分享", "字号", "到"},
        "disclosure_remark": {"公开形式", "信息公开选项"},
        "tail.related": {"解读", "相关解读"},
        "tail.footer": {"网站标识码", "联系电话[:：].{0,24}$", "ICP备", "^-->"},
        "tail.imprint": {"办公厅", "秘书处", "秘书科", "综合科", "规划科"},
    },
    "header": {
        "title.ending": {"若干措施", "二十条", "三十条"},
        "title.suffix": {"版"},
        "addressee.ending": {"人民政府", "卫生院", "高等学校", "党委", "党工委", "医院"},
        "signature.ending": {"人民政府", "委员会", "管委会", "办公厅", "指挥部", "总公司", "总工会", "联合会", "法院"}
        | {"检察院", "联防联控机制", "委办", "协会"},
        "heading.glued": {"坚持以"},
        "heading.sentence": {"不得"},
        "validity.sentence": {"政策措施"},
        "effective.issue": {
            "本?(?:办法|措施|政策|方案|意见|细则|通知|文件)?",
            *["办法", "措施", "政策", "方案", "意见", "细则", "通知", "文件", "正式", "起"],
        },
        "until.day": {"执行期限", "实施期限", "截至", "止"},
        "until.term": {"限"},
    },
    "kinds": {
        "safeguard.organization": {"政策"},
        "safeguard.carrying_out": {"附则", r"附\s?则"},
        "overview.aims": {"目标任务", "目标要求"},
    },
    "responsibility": {
        "responsible.verb": {"具体实施"},
        "supporting.label": {"协同配合单位"},
        "supporting.verb": {"协同配合"},
        "open_end": {"各"},
        "later_rows": {"不再", "再"},
        "first_leads": {"[，。；]?(?:以)?下同", "以"},
        "comma_leads": {"[，。；]?(?:以)?下同", "以"},
        "star_leads": {"[，。；]?(?:以)?下同", "以"},
        "names.whole": {"办公厅", "指挥部"},
        "names.closed": {"学校"},
        "names.shared": {"分局"},
    },
}


def entries(stem: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = getattr(load_rules(), stem)
    return found


def is_shown(form: Form, stem: str) -> bool:
    """Whether some case fails without the form; those that hold its words are tried first."""
    rules = with_file(load_rules(), stem, form.without)
    known = [(name, case) for name in SHOWN_IN[stem] for case in cases(name)]
    known.sort(key=lambda pair: form.text not in pair[1].text)
    return any(failures(case, name, rules) for name, case in known)


def each_rule() -> Iterator[object]:
    for stem in SHOWN_IN:
        for rule in entries(stem):
            yield pytest.param(stem, rule.id)


@pytest.mark.parametrize(("stem", "rule"), list(each_rule()))
def test_every_form_has_a_case_that_only_it_can_meet(stem: str, rule: str) -> None:
    covered = COVERED.get(stem, {}).get(rule, set())
    found = [form for form in forms(entries(stem)) if form.id == rule and form.text not in covered]
    assert [(form.text, form.within) for form in found if not is_shown(form, stem)] == []


@pytest.mark.parametrize("stem", SHOWN_IN)
def test_forms_that_others_cover_are_forms(stem: str) -> None:
    """The list is no place to forget things in."""
    listed = {(rule, text) for rule, texts in COVERED.get(stem, {}).items() for text in texts}
    assert listed <= {(form.id, form.text) for form in forms(entries(stem))}


@pytest.mark.parametrize(("stem", "name"), [(stem, name) for stem in SHOWN_IN for name in SHOWN_IN[stem]])
def test_no_case_goes_without_a_form(stem: str, name: str) -> None:
    without = with_file(load_rules(), stem, no_forms(entries(stem)))
    met = [case.text for case in cases(name) if case.expected and not failures(case, name, without)]
    assert met == []


@pytest.mark.parametrize("name", [name for names in SHOWN_IN.values() for name in names])
def test_every_file_of_cases_has_near_misses(name: str) -> None:
    assert {bool(case.expected) for case in cases(name)} == {True, False}


def test_no_case_stands_twice() -> None:
    for names in SHOWN_IN.values():
        for name in names:
            texts = [case.text for case in cases(name)]
            assert len(texts) == len(set(texts)), [text for text in texts if texts.count(text) > 1]


def patterns(rule: Rule) -> Iterator[str]:
    for name, info in type(rule).model_fields.items():
        if any(isinstance(mark, Regex) for mark in info.metadata):
            value = getattr(rule, name)
            yield from value if isinstance(value, tuple) else (value,)


def unfinished(searched: list[str]) -> str | None:
    """The pattern that keeps on searching its hostile texts when patience ends, or None."""
    command = [sys.executable, str(Path(__file__).parent / "hostile.py")]
    try:
        subprocess.run(command, input=json.dumps(searched).encode(), capture_output=True, check=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as slow:
        return searched[len((slow.stdout or b"").split())]
    return None


@pytest.mark.slow
@pytest.mark.parametrize("stem", FILES)
def test_every_pattern_ends_on_hostile_runs_of_its_own_alphabet(stem: str) -> None:
    searched = [p for rule in entries(stem) for p in patterns(rule) if p]
    assert unfinished(searched) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?:a+)+$", "aaa"),
        ("x(?:需|要|需要)*y", "x需要需要"),
        ("^[^，]{1,9}(?: ?[>›] ?[^，>]{1,9})+$", "›››"),
    ],
)
def test_hostile_texts_are_hostile(pattern: str, text: str) -> None:
    """The texts hold the runs that keep a pattern with ambiguous repetitions busy for ever."""
    assert any(text in hostile for hostile in hostile_texts(pattern))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("甲", ["甲"]),
        ("甲|乙", ["甲", "乙"]),
        ("(?:甲|乙)丙", ["(?:甲|乙)丙", "甲", "乙"]),
        (
            "(?:甲)?(?P<n>乙|丙[丁|)]|(?:戊)*)",
            ["(?:甲)?(?P<n>乙|丙[丁|)]|(?:戊)*)", "甲", "乙", "丙[丁|)]", "(?:戊)*", "戊"],
        ),
        (r"(?!甲|\))[]|]乙", [r"(?!甲|\))[]|]乙", "甲", r"\)"]),
    ],
)
def test_alternatives_of_a_pattern(pattern: str, parts: list[str]) -> None:
    assert [pattern[start:end] for start, end in alternatives(pattern)] == parts
    re.compile(pattern)
