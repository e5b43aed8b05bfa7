"""Taking each form of the rules away: whether some case fails without it, and which line to add where none does.

Each form is tried with rules that lack it alone. It has to be fast, so only what reads the changed file is compiled
anew, the likeliest cases come first, and the first that fails is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from forms import Files, Form, forms
from fupin_extract.errors import RuleError
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.ruleset.name_models import PlaceRule
from fupin_extract.ruleset.rule import Rule
from fupin_extract.trial import failures

FOLDER = Path(__file__).parent / "cases"
# The files of cases that show the forms of each file of rules; a line is added to the first of them.
SHOWN_IN: dict[str, tuple[str, ...]] = {
    "fragments": ("targets", "deadlines", "duties", "header", "validity"),
    "numbering": ("numbering",),
    "chrome": ("chrome",),
    "header": ("header", "breaks", "headings", "paragraphs", "validity"),
    "kinds": ("kinds",),
    "labels": ("units", "paragraphs", "deadlines", "header", "columns"),
    "columns": ("columns",),
    "responsibility": ("units",),
    "periods": ("deadlines",),
    "deadlines": ("deadlines",),
    "targets": ("targets",),
    "nouns": ("targets",),
    "measures": ("targets",),
    "citations": ("citations",),
    "duties": ("duties",),
    "organizations": ("organizations", "conjunctions"),
    "places": ("places",),
}
# Of these files only words that stand in a text count for it, so that a case is tried with those few alone.
_LEXICON = ("organizations", "places")
# Forms without a case, as ``Form.place`` tells them, and why: a list that only gets shorter.
_LISTED = (Path(__file__).parent / "waiting.txt").read_text(encoding="utf-8").splitlines()
WAITING = frozenset(line for line in _LISTED if line and not line.startswith("#"))
_READS: dict[Callable[..., object], set[str]] = {}


# 阿拉善经济开发区
_ENDING = re.compile("(?<=..)(?:州|盟|地区)$")
# The role and the values of a mark, which are no text.
_HEAD = re.compile(r"⟦[^|⟦⟧]*\||⟦[\w.]+ ")


@cache
def _file(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of one file."""
    return tuple(read_cases(_file(name), f"{name}.txt"))


class _Watch:
    """Rules that note which of their files a compiling function reads."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules, self.read = rules, set[str]()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self.rules, name)

    def get(self, build: Callable[[_Watch], object]) -> object:
        return build(self)


def with_files(rules: RuleSet, changed: Files) -> RuleSet:
    """The rules with some files exchanged; what reads none of these is not compiled anew."""
    other = replace(rules, **changed)  # type: ignore[arg-type]  # files of it
    for build, value in list(rules._built.items()):
        if build not in _READS:
            watch = _Watch(rules)
            build(watch)
            _READS[build] = watch.read
        if not _READS[build] & changed.keys():
            other._built[build] = value
    return other


class TakeAway:
    """The forms of a set of rules, tried one by one; what showed one is tried first for the next of the same rule."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._lexicon = Lexicon(rules)
        self._of_file: dict[str, list[Case]] = {}
        self._showed: dict[tuple[str, str], list[tuple[str, Case]]] = {}

    def unseen(self, file: str) -> Iterator[Form]:
        """The forms of a file without which every case is still met, but for those that are known to be without one."""
        return (form for form in forms(self.rules, file) if form.place not in WAITING and not self.is_shown(form))

    def is_shown(self, form: Form) -> bool:
        """Whether some case fails without the form."""
        return self._is_word_shown(form) if form.file in _LEXICON else self._is_form_shown(form)

    def _is_word_shown(self, form: Form) -> bool:
        return any(
            failures(case, name, self._lexicon.of(case, form.changed))
            for name in SHOWN_IN[form.file]
            for case in (cases(name) if form.within else holding(name, form.text))
        )

    def _is_form_shown(self, form: Form) -> bool:
        rules = with_files(self.rules, form.changed)
        showed = self._showed.setdefault((form.file, form.id), [])
        for name, case in self._likely(form, showed):
            if failures(case, name, rules):
                if (name, case) not in showed:
                    showed.insert(0, (name, case))
                return True
        return False

    def _met(self, name: str) -> list[Case]:
        """The cases of a file that fail only where something is taken away."""
        if name not in self._of_file:
            self._of_file[name] = [case for case in cases(name) if not failures(case, name, self.rules)]
        return self._of_file[name]

    def _likely(self, form: Form, showed: list[tuple[str, Case]]) -> Iterator[tuple[str, Case]]:
        """Cases for a form: those with its words, those that showed others of its rule, then the rest."""
        known = [(name, case) for name in SHOWN_IN[form.file] for case in self._met(name)]
        yield from (pair for pair in known if _holds(pair[1].text, form.text))
        yield from tuple(showed)
        signs = set(form.text)
        yield from sorted(known, key=lambda pair: -len(signs & set(pair[1].text)))


def advice(form: Form, rules: RuleSet) -> str:
    """What to do about a form without a case, in a line that names its file and, where a case of one of its like would
    show it too, that case with the form in its place.
    """
    name = SHOWN_IN[form.file][0]
    if form.moved:
        return f"{form.place}: no case tells what it stands for: add a line to tests/cases/{name}.txt"
    name, like = _like(form, rules) or (name, "")
    said = f"{form.place} has no case: add a line to tests/cases/{name}.txt in which it must be read"
    return f"{said}, such as {like}" if like else said


def _like(form: Form, rules: RuleSet) -> tuple[str, str] | None:
    """The first line that holds a word of the same list and, with the form instead, shows the form; and its file."""
    if form.within or form.file == "fragments":
        return None
    rule = next((rule for rule in getattr(rules, form.file) if rule.id == form.id), None)
    if rule is None:
        return None
    without = with_files(rules, form.changed)
    siblings = [word for word in getattr(rule, form.field) if word != form.text]
    # 时限 by itself rather than the end of 完成时限.
    for begins in ("(?<![一-龥])", ""):
        words = [re.compile(begins + re.escape(word)) for word in siblings]
        for name in SHOWN_IN[form.file]:
            for line in _file(name).splitlines():
                plain = _HEAD.sub("⟦", line)
                word = next((word for word in words if word.search(plain) and not line.startswith("#")), None)
                if word and _shows(changed := word.sub(form.text, line), name, rules, without):
                    return name, changed
    return None


def _shows(line: str, name: str, rules: RuleSet, without: RuleSet) -> bool:
    """Whether a line is a case that is met, and is not ``without``."""
    try:
        (case,) = read_cases(line, name)
    except (RuleError, ValueError):  # the word stood where a mark is told
        return False
    return not failures(case, name, rules) and bool(failures(case, name, without))


def _holds(text: str, form: str) -> bool:
    try:
        return form in text or bool(re.search(form, text))
    except re.error:  # a slot of a deadline, or a piece that is no pattern by itself
        return False


class Lexicon:
    """The words of the lexicon (organisations and places) that a case can hold: a few of thousands."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._of_case: dict[str, dict[int, Rule]] = {}
        self._by_sign: dict[str, list[tuple[Rule, str]]] = defaultdict(list)
        self._whole = [rule for file in _LEXICON for rule in getattr(rules, file) if _is_whole(rule)]
        for file in _LEXICON:
            for rule in getattr(rules, file):
                for _, word in _words(rule):
                    self._by_sign[word[0]].append((rule, word))

    def of(self, case: Case, changed: Files) -> RuleSet:
        """Rules with no other words than those that can stand in the case, the changed files exchanged."""
        known = self._known(case)
        files: dict[str, tuple[Rule, ...]] = {}
        for file in _LEXICON:
            own = {id(rule) for rule in getattr(self._rules, file)}
            entries = changed.get(file, getattr(self._rules, file))
            kept = (known.get(id(rule)) if id(rule) in own else _narrowed(rule, case) for rule in entries)
            files[file] = tuple(rule for rule in kept if rule)
        return RuleSet(**files)  # type: ignore[arg-type]  # files of it

    def _known(self, case: Case) -> dict[int, Rule]:
        key = _all_text(case)
        if key not in self._of_case:
            found = (entry for sign in set(key) for entry in self._by_sign[sign])
            rules = {id(rule): rule for rule in self._whole} | {id(r): r for r, word in found if _can_hold(key, word)}
            self._of_case[key] = {i: _narrowed(rule, case) for i, rule in rules.items()}
        return self._of_case[key]


def _words(rule: Rule) -> Iterator[tuple[str, str]]:
    for field in type(rule).model_fields:
        if isinstance(value := getattr(rule, field), tuple):
            yield from ((field, word) for word in value)


def _is_whole(rule: Rule) -> bool:
    """Whether it says how names are made, which no text tells that it can do without: it is no list of them."""
    return not rule.names if isinstance(rule, PlaceRule) else bool(getattr(rule, "patterns", ()))


def _narrowed(rule: Rule, case: Case) -> Rule:
    if _is_whole(rule):
        return rule
    text = _all_text(case)
    left: dict[str, list[str]] = defaultdict(list)
    for field, word in _words(rule):
        left[field] += [word] if _can_hold(text, word) else []
    return rule.model_copy(update={field: tuple(words) for field, words in left.items()})


def _all_text(case: Case) -> str:
    """The text and what is told beside it (region=北京市)."""
    return case.text + "".join(value for mark in case.expected for value in mark.values.values())


def _can_hold(text: str, word: str) -> bool:
    """Whether a word can stand in a text, with or without its 和, or what a prefecture is called without its ending."""
    stem = _ENDING.sub("", word)
    return stem in text or ("和" in word and set(word) - {"和"} <= set(text))


def holding(name: str, word: str) -> list[Case]:
    """The cases of a file that can hold a word."""
    return [case for case in _with_sign(name).get(word[0], ()) if _can_hold(case.text, word)]


@cache
def _with_sign(name: str) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases(name):
        for sign in set(case.text):
            found[sign].append(case)
    return found
