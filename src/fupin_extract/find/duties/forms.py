"""The words of an assignment, compiled: who may act, what stands behind the actors, and what it says of their role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from fupin_extract.find.duties.vocabulary import (
    TIME,
    DutySkip,
    DutyWords,
    compile_words,
    having,
    in_order,
    plain,
)
from fupin_extract.names.lexicon import Names, compile_names
from fupin_extract.names.reading import begins_sentence, is_organization
from fupin_extract.names.unit_forms import UnitForms, compile_units
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.choice import beginnings
from fupin_extract.ruleset.pattern import endings
from fupin_extract.text.patterns import compiled

# What goes on with a list.
_AND = compiled("和|与|及(?!时)|以及|、")
_AND_BEGINS = frozenset("和与及以、")
_GOES_ON = frozenset("和与及、")
# One name among the actors, in characters.
_LONGEST_NAME = 40
# What a list of names ends with (统计、教育等部门, 县财政局等), and what a kind of place does too.
_LISTED, _LAST = "）〕等", "）〕等省市县区州盟旗乡镇村道"
# 等 and what may stand behind it, in characters.
_LONGEST_OPEN = 24
_TIME_BEGINS = "在于到至从自"


def goes_on(text: str, at: int) -> bool:
    """Whether a list goes on at ``at``: with a conjunction there, or with the name behind one."""
    return text[at - 1] in _GOES_ON or (text[at : at + 1] in _AND_BEGINS and _AND.match(text, at) is not None)


@dataclass(frozen=True, slots=True)
class DutyGrammar:
    """The words of ``rules/duties.yaml``, compiled.

    ``begins`` finds the last character of what may be actors that something stands behind.
    """

    before: DutyWords
    modal: DutyWords
    adverb: DutyWords
    role: DutyWords
    verb: DutyWords
    join: DutyWords
    refuses: DutyWords
    against: DutyWords
    ahead: DutySkip
    leads_in: Compiled
    time: DutySkip
    fill: DutySkip
    begins: Compiled
    endings: frozenset[str]
    lengths: dict[str, list[int]]  # the last two characters of an ending -> how long such endings are
    by: Compiled
    actor: Compiled
    acts: Callable[[str], bool]
    objects: tuple[str, ...]
    remark: Compiled  # a bracket behind an actor that is no part of its name: it is a sentence, or names it anew
    names: Names
    units: UnitForms

    def begins_none(self, text: str, at: int) -> bool:
        """Whether no list of actors begins at ``at``: 引导企业…, but 把手联席会议, which the rules know, is one."""
        return begins_sentence(self.names, text, at) and not self.actor.match(text, at)

    def ends_name(self, text: str, at: int) -> bool:
        """Whether what ends at ``at`` may be the name of an actor, or a list of them (统计、教育等部门), to its end."""
        if text[at - 1] in self.endings:
            return not goes_on(text, at)
        for length in self.lengths.get(text[at - 2 : at], ()):
            # Where the text begins later than that, a shorter one is looked at, which does no harm.
            if text[at - length : at] in self.endings:
                return not goes_on(text, at)
        return text.find("等", max(0, at - _LONGEST_OPEN), at) >= 0 and not goes_on(text, at)


def compile_duties(rules: RuleSet) -> DutyGrammar:
    """The grammar of the rules; use it as ``rules.get(compile_duties)``."""
    before, modal, adverb, role = (compile_words(rules, field) for field in ("before", "modals", "adverbs", "roles"))
    verb, join, refuses = (compile_words(rules, field) for field in ("verbs", "joins", "refuses"))
    time = f"[{_TIME_BEGINS}]?{TIME}+(?:[、和]{TIME}+){{0,4}}，?"
    fill = f"{time}|{plain(rules, 'adverbs')}"
    firsts = ("modals", "roles", "verbs", "joins", "adverbs", "refuses")
    ends = _endings(rules)
    last = {end[-1] for end in ends}.union(_LAST)
    # A list goes on behind some.
    may_end = re.escape("".join(sorted(last - _GOES_ON)))

    def of(source: str, *fields: str) -> Compiled:
        return compile_pattern(source, having(rules, *fields))

    def skips(source: str, *fields: str) -> DutySkip:
        """As many as eight of what ``source`` says, one at least."""
        pattern = of(f"(?:{source}){{1,8}}+", *fields)
        return DutySkip(pattern, beginnings(pattern))

    return DutyGrammar(
        before=before,
        modal=modal,
        adverb=adverb,
        role=role,
        verb=verb,
        join=join,
        refuses=refuses,
        against=compile_words(rules, "against"),
        ahead=skips(f"(?:{any_of(w for rule in rules.duties for w in rule.ahead)}|{time}|（[^（）]*）| )，?", "ahead"),
        leads_in=of(f"(?:{plain(rules, 'leads_in')})，?$", "leads_in"),
        time=skips(time),
        fill=skips(fill, "adverbs"),
        # The character before is looked at first: few can end a name. Behind a comma only a modal tells them anything.
        begins=of(
            f"[{may_end}](?=，(?:{fill}){{0,8}}+(?:{plain(rules, 'modals')})|{time}|{plain(rules, *firsts)})",
            *firsts,
            "actors",
        ),
        endings=ends,
        lengths=_lengths(ends),
        by=of(either(in_order(rules, "before")), "before"),
        actor=_patterns(rules, "actors"),
        acts=_acts(rules, verb),
        objects=tuple(word for rule in rules.duties for word in rule.objects),
        remark=of(f"（(?:[^（）]*[，。][^（）]*|(?:{plain(rules, 'remark')})[^（）]*)）$", "remark"),
        names=rules.get(compile_names),
        units=rules.get(compile_units),
    )


def _patterns(rules: RuleSet, field: str) -> Compiled:
    found = having(rules, field)
    return compile_pattern("|".join(p for r in found for p in getattr(r, field)) or "(?!)", found)


def _endings(rules: RuleSet) -> frozenset[str]:
    """What a name of an actor can end with, in full: few words that end in 会 are names."""
    meanings = rules.get(compile_names).meanings.items()
    heads = {word for word, m in meanings if m.head or m.whole or m.collective or m.office or (m.place and m.plural)}
    more = {word for word, m in meanings if m.place or m.alone}
    own = {end for rule in rules.duties for pattern in rule.actors for end in endings(pattern, [rule])}
    last = {end[-1] for end in heads | own}.union(_LAST)
    return frozenset({end for end in heads | more | own if end[-1] in last}.union(_LISTED))


def _lengths(endings: Iterable[str]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for ending in endings:
        lengths.setdefault(ending[-2:], set()).add(len(ending))
    return {last: sorted(of_last) for last, of_last in lengths.items()}


def _acts(rules: RuleSet, verb: DutyWords) -> Callable[[str], bool]:
    """Whether a name is that of one who acts: an organisation, a collective, or one of the rules' own."""
    own, never = _patterns(rules, "actors"), _patterns(rules, "strangers")
    each = compile_pattern(any_of(word for rule in rules.duties for word in rule.each), having(rules, "each"))

    def named(name: str) -> bool:
        if own.fullmatch(name) or is_organization(name, rules, strict=True):
            return True
        return each.search(name) is not None and is_organization(name, rules)

    @lru_cache(maxsize=4096)
    def acts(name: str) -> bool:
        if not 1 < len(name) <= _LONGEST_NAME or never.search(name) or not named(name):
            return False
        # 指导督促金融机构: their object; 审批部门: its name.
        while word := verb.at(name, 0):
            name = name[word[1] :]
            if len(name) > 1 and named(name):
                return False
        return True

    return acts
