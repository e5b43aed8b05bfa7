"""The words of ``rules/labels.yaml`` and ``rules/responsibility.yaml``, compiled: the grammar of who answers.

A group is a sequence of lists of organisations. A label (牵头单位：) gives its role to the lists up to the next
label; a verb behind a list (牵头，… 共同实施) gives it to the list since the last verb. Where no word tells a role it
stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import maxsize
from typing import cast

from fupin_extract.errors import RuleError
from fupin_extract.find.groups.labels import UNIT_ROLES, Labels, label_sign
from fupin_extract.names.reading import BRACKETS, is_organization, may_name
from fupin_extract.names.unit_forms import UnitForms, compile_units
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.labels import label_ends
from fupin_extract.ruleset.models import LabelRule, ResponsibilityRule
from fupin_extract.ruleset.pattern import compile_sign, unnamed
from fupin_extract.text.patterns import compiled

_WORDS = ("after_list", "with_object", "before_list", "between_lists", "adverbs")
# A name longer than this is a sentence; the longest names seen are those of headquarters (指挥部各成员单位).
_LONGEST_NAME = 40
_NO_NAME = compiled("[。：！？“”]")
_REMEMBERED = 4096
BRACKET = r"[（〔\[【〈）〕\]】〉]"
# What may stand behind a verb that closes its list.
_BEHIND = "(?=$|[，；。、 ）〕\\]】])"


class Judge:
    """What reads as a name, or may be one; the same names come again in row after row."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._inner = _ending(rules, "[一-龥]{2,7}", "inner")
        self._place = _ending(rules, "[一-龥]{0,6}", "division", "township", "village")
        self._collective = _patterns(rules, "collective")
        self._reads: dict[str, bool] = {}
        self._may: dict[str, bool] = {}

    def reads(self, name: str) -> bool:
        """Whether it reads as the name of an organisation, or of all of a kind (国务院相关部门和单位, 各地区)."""
        known = self._reads.get(name)
        return _remembered(self._reads, name, self._is_name(name)) if known is None else known

    def place(self, name: str) -> bool:
        """Whether it could be a place that answers: 城关镇, 东城区, 村（社区）."""
        return self._place.fullmatch(BRACKETS.sub("", name)) is not None and self.may(name)

    def inner(self, name: str) -> bool:
        """Whether it could be an office within an office: 医政科."""
        return self._inner.fullmatch(name) is not None and self.may(name)

    def may(self, name: str) -> bool:
        """Whether it could name someone, known or not."""
        known = self._may.get(name)
        return _remembered(self._may, name, self._may_be(name)) if known is None else known

    def _is_name(self, name: str) -> bool:
        if not 2 <= len(name) <= _LONGEST_NAME:
            return False
        return (_is_short(name) and bool(self._collective.fullmatch(name))) or is_organization(name, self._rules)

    def _may_be(self, name: str) -> bool:
        return self.reads(name) or (_is_short(name) and may_name(name, self._rules))


def _ending(rules: RuleSet, front: str, *means: str) -> Compiled:
    """What ends with one of the words that mean so."""
    found = [rule for rule in rules.responsibility if rule.means in means]
    return compile_pattern(f"{front}(?:{any_of(word for rule in found for word in rule.words)})", found)


def _is_short(name: str) -> bool:
    return 2 <= len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)


def _remembered(seen: dict[str, bool], name: str, judged: bool) -> bool:
    if len(seen) >= _REMEMBERED:
        seen.clear()
    seen[name] = judged
    return judged


@dataclass(frozen=True, slots=True)
class SignedPattern:
    """A pattern that is seldom found: it is looked for only where its sign is."""

    sign: Compiled
    pattern: Compiled

    def finditer(self, string: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self.pattern.finditer(string, pos, endpos) if self.sign.search(string, pos, endpos) else iter(())


@dataclass(frozen=True, slots=True)
class GroupGrammar:
    """The grammar of a responsibility group; ``rules`` and ``roles`` are those of its verbs.

    ``sign`` finds what a paragraph without a group has nothing of: a bracket, a verb, what a label is made of.
    """

    sign: Compiled
    labels: Labels
    verb: SignedPattern
    doing: SignedPattern  # as verb, and with what is done: 县财政局负责资金
    verb_word: Compiled
    doing_word: Compiled
    before: Compiled
    together: Compiled
    units: UnitForms
    remark: Compiled
    aside: SignedPattern
    hint: Compiled  # what a bracket holds that may say who answers
    person: Compiled  # posts before a name, or behind it, belong to it
    roles: dict[str, UnitRole]
    rules: dict[str, str]
    names: Judge


def compile_grammar(rules: RuleSet) -> GroupGrammar:
    """The grammar's words as patterns, longest first.

    Raises:
        RuleError: a remark that does not say who answers.
    """
    verbs, doing_words = _alternatives(rules, "after_list"), _alternatives(rules, "with_object")
    nouns = {word: rule for word, rule in rules.get(label_ends).items() if rule.tells in UNIT_ROLES}
    roles, names = _told(rules, nouns)
    adverbs = f"(?:{_adverbs(rules)}){{0,3}}"
    judge = Judge(rules)

    def by(*kinds: str) -> list[ResponsibilityRule]:
        return [r for r in rules.responsibility if any(r.means == kind or getattr(r, kind, ()) for kind in kinds)]

    def of(source: str, *kinds: str) -> Compiled:
        return compile_pattern(source, by(*kinds))

    # What a verb takes behind a list (县财政局负责资金): up to the next list; but 负责人 and 牵头部门 are no verbs.
    nouns_made = either(p for rule in rules.responsibility if rule.means == "no_verb" for p in rule.patterns)
    whole = f"(?!{nouns_made})[^，；。（）]{{1,30}}?(?=$|[，；。）]|、[^，；。、（）]{{2,16}}(?:{doing_words}))"
    word = f"(?:{verbs}){_BEHIND}"
    verbal = [rule for rule in rules.responsibility if rule.after_list]
    # 县财政局（牵头单位）
    verb = f"{adverbs}(?P<word>{verbs}){_BEHIND}|(?<=（)(?P<noun>{any_of(nouns)})(?=）)"
    doing = f"(?:{doing_words}){whole}"
    # What may stand before a verb is no sign of one.
    verb_sign = f"{word}|（"
    verb_rules, doing_rules = by("after_list", "adverbs"), by("after_list", "with_object", "adverbs", "no_verb")
    return GroupGrammar(
        sign=compile_sign(f"{BRACKET}|{word}|{label_sign(rules)}", (*verbal, *rules.labels)),
        labels=Labels(rules, judge.reads),
        verb=SignedPattern(compile_sign(verb_sign, verb_rules), compile_pattern(verb, verb_rules)),
        doing=SignedPattern(
            compile_sign(f"{verb_sign}|{doing}", doing_rules),
            compile_pattern(f"{verb}|{adverbs}(?P<do>{doing_words}){whole}", doing_rules),
        ),
        verb_word=compile_sign(word, verbal),
        doing_word=of(doing, "with_object", "no_verb"),
        before=of(f"[— ]*(?:{_alternatives(rules, 'before_list')})|—+", "before_list"),
        together=of(f"(?:{_alternatives(rules, 'between_lists')})", "between_lists"),
        units=rules.get(compile_units),
        remark=_patterns(rules, "remark"),
        aside=_aside(rules),
        hint=of(any_of(w for r in rules.responsibility if r.means == "hint" for w in r.words), "words"),
        person=_person(rules),
        roles=roles,
        rules=names,
        names=judge,
    )


def _told(rules: RuleSet, nouns: Mapping[str, LabelRule]) -> tuple[dict[str, UnitRole], dict[str, str]]:
    """The roles that verbs tell, and nouns in brackets, and the ids of their rules."""
    roles = {word: cast("UnitRole", rule.tells) for word, rule in nouns.items()}
    names = {word: rule.id for word, rule in nouns.items()}
    for rule in rules.responsibility:
        for word in (word for kind in _WORDS for word in getattr(rule, kind)):
            names[word] = rule.id
            if rule.role:
                roles[word] = rule.role
    return roles, names


def _aside(rules: RuleSet) -> SignedPattern:
    """What stands aside in a group."""
    found = [rule for rule in rules.responsibility if rule.means == "aside"]
    source = either(pattern for rule in found for pattern in rule.patterns)
    return SignedPattern(compile_sign(unnamed(source), found), compile_pattern(source, found))


def _person(rules: RuleSet) -> Compiled:
    found = [rule for rule in rules.labels if rule.posts]
    posts = either(post for rule in found for post in rule.posts)
    name = "[一-龥] +[一-龥](?![^、，；。 ])|[^、，；。 ]+"
    return compile_pattern(f"(?:(?:{posts})[、 ]+(?=[^、，；。 ]))*(?:{name})(?: +(?:{posts})(?=[、，；。]|$))?", found)


def _alternatives(rules: RuleSet, kind: str) -> str:
    """The words of one kind; those of an entry with ``not_behind`` stand behind nothing of that."""
    free = any_of(word for rule in rules.responsibility if not rule.not_behind for word in getattr(rule, kind))
    bound = [rule for rule in rules.responsibility if rule.not_behind and getattr(rule, kind)]
    return (
        either([free, *(f"(?<!{any_of(r.not_behind)})(?:{any_of(getattr(r, kind))})" for r in bound)])
        if bound
        else free
    )


def _adverbs(rules: RuleSet) -> str:
    """The adverbs of a verb: words, and those made of parts (按照各自职责分工)."""
    made = [pattern for rule in rules.responsibility if rule.means == "adverb" for pattern in rule.patterns]
    return either([_alternatives(rules, "adverbs"), *made])


def _patterns(rules: RuleSet, means: str) -> Compiled:
    found = [r for r in rules.responsibility if r.means == means]
    for rule in found if means == "remark" else ():
        if any("(?P<units>" not in pattern for pattern in rule.patterns):
            raise RuleError(f"{rule.place}: a pattern of a remark has no group (?P<units>…): it tells who answers")
    return compile_pattern(either(p for r in found for p in r.patterns), found)
