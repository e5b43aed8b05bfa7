"""The words of ``rules/labels.yaml`` and ``rules/responsibility.yaml``, compiled: the grammar of who answers.

A group is a sequence of lists of organisations. A label (牵头单位：) gives its role to the lists up to the next
label; a verb behind a list (牵头，… 共同实施) gives it to the list since the last verb. Where no word tells a role it
stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fupin_extract.errors import RuleError
from fupin_extract.find.groups.labels import Labels
from fupin_extract.names.lists import UnitForms, compile_units
from fupin_extract.names.reading import is_organization, may_name
from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either

_WORDS = ("after_list", "before_list", "between_lists", "adverbs")
# What may stand behind a verb that closes its list.
_BEHIND = "(?=$|[，；。、 ）〕\\]】])"


@dataclass(frozen=True, slots=True)
class GroupGrammar:
    """The grammar of a responsibility group; ``rules`` and ``roles`` are those of its verbs.

    ``named`` tells whether a text is the name of an organisation, ``nameable`` whether it could be one.
    """

    labels: Labels
    verb: Compiled
    verb_word: Compiled
    before: Compiled
    together: Compiled
    units: UnitForms
    remark: Compiled
    aside: Compiled
    roles: dict[str, UnitRole]
    rules: dict[str, str]
    named: Callable[[str], bool]
    nameable: Callable[[str], bool]


def compile_grammar(rules: RuleSet) -> GroupGrammar:
    """The grammar's words as patterns, longest first.

    Raises:
        RuleError: a remark that does not say who answers.
    """
    roles: dict[str, UnitRole] = {}
    names: dict[str, str] = {}
    for rule in rules.responsibility:
        for word in (word for kind in _WORDS for word in getattr(rule, kind)):
            names[word] = rule.id
            if rule.role:
                roles[word] = rule.role
    verbs = _alternatives(rules, "after_list")
    adverbs = _alternatives(rules, "adverbs")
    named = partial(is_organization, rules=rules)

    def of(source: str, *kinds: str) -> Compiled:
        found = [r for r in rules.responsibility if any(getattr(r, kind) for kind in kinds)]
        return compile_pattern(source, found)

    return GroupGrammar(
        labels=Labels(rules, named),
        verb=of(f"(?:{adverbs}){{0,3}}(?P<word>{verbs}){_BEHIND}", "after_list", "adverbs"),
        verb_word=of(f"(?:{verbs}){_BEHIND}", "after_list"),
        before=of(f" *(?:{_alternatives(rules, 'before_list')})", "before_list"),
        together=of(f"(?:{_alternatives(rules, 'between_lists')})", "between_lists"),
        units=rules.get(compile_units),
        remark=_patterns(rules, "remark"),
        aside=_patterns(rules, "aside"),
        roles=roles,
        rules=names,
        named=named,
        nameable=partial(may_name, rules=rules),
    )


def _alternatives(rules: RuleSet, kind: str) -> str:
    return any_of(word for rule in rules.responsibility for word in getattr(rule, kind))


def _patterns(rules: RuleSet, means: str) -> Compiled:
    found = [r for r in rules.responsibility if r.means == means]
    for rule in found if means == "remark" else ():
        if any("(?P<units>" not in pattern for pattern in rule.patterns):
            raise RuleError(f"{rule.place}: a pattern of a remark has no group (?P<units>…): it tells who answers")
    return compile_pattern(either(p for r in found for p in r.patterns), found)
