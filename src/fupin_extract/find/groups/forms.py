"""The grammar of a responsibility group: labels before lists, role verbs behind them, remarks and conventions inside.

A group is a sequence of lists of organisations. A label (牵头单位：) gives its role to the lists up to the next
label; a verb behind a list (牵头，… 共同实施) gives it to the list since the last verb. Where no word tells a role it
stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_extract.errors import RuleError
from fupin_extract.names.lists import NamedUnit, UnitForms, compile_units, split_units
from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset import Compiled, RuleSet, compile_joined
from fupin_extract.ruleset.signs import looked, words_of

IsOrganization = Callable[[str], bool]
_CONVENTIONS = ("comma_leads", "first_leads")
# A name longer than this is a sentence; the longest names seen are those of headquarters (指挥部各成员单位).
_LONGEST_NAME = 40
_NO_NAME = re.compile("[。：！？“”]")
# 国务院相关部门和单位, 各地区: no organisation by its name, and yet who answers.
_COLLECTIVE = re.compile(r".{0,6}(?:各|有关|相关|其他)[^的]{0,6}(?:部门|单位|地区|地方|机构|部门和单位|地|方面)")


@dataclass(frozen=True, slots=True)
class GroupGrammar:
    """The words of ``rules/responsibility.yaml``, compiled. Each pattern's group names are rule ids."""

    label: Compiled
    label_end: Compiled
    verb: Compiled
    verb_word: Compiled
    before: Compiled
    together: Compiled
    units: UnitForms
    remark: Compiled
    conventions: tuple[tuple[str, Compiled], ...]
    convention_words: tuple[str, ...]
    aside: Compiled
    roles: dict[str, UnitRole]
    rules: dict[str, str]


class RoledUnit(NamedTuple):
    """A unit of a group with its role; None where no word tells it."""

    unit: NamedUnit
    role: UnitRole | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Units that answer for every later row (以下均需各县市区政府落实，不再列出)."""

    units: tuple[NamedUnit, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a group says: its units, its remarks, the convention it states, and the words that told the roles."""

    answers: tuple[RoledUnit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    convention: str | None = None
    labelled: bool = False
    verbs: int = 0
    rules: tuple[str, ...] = field(default=())


def compile_grammar(rules: RuleSet) -> GroupGrammar:
    """The grammar's words as patterns, longest first.

    Raises:
        RuleError: a remark that does not say who answers.
    """
    roles: dict[str, UnitRole] = {}
    names: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {
        "label": {},
        "after_list": {},
        "before_list": {},
        "between_lists": {},
        "adverbs": {},
    }
    for rule in rules.responsibility:
        for kind, found in words.items():
            for word in getattr(rule, kind):
                found[word] = rule.id
                if rule.role:
                    roles[word] = rule.role
                names[word] = rule.id
    stating = [rule for rule in rules.responsibility if rule.means in _CONVENTIONS]
    verbs, behind = _alternatives(words["after_list"]), "(?=$|[，；。、 ）〕\\]】])"
    adverb = f"(?:{_alternatives(words['adverbs'])})"

    def of(source: str, *kinds: str) -> Compiled:
        found = [r for r in rules.responsibility if any(getattr(r, kind) for kind in kinds)]
        return compile_joined(source, found)

    def look(source: str, *kinds: str) -> Compiled:
        return of(looked(rules.responsibility, source), *kinds)

    return GroupGrammar(
        label=look(f"(?P<open>【)?(?P<word>{_alternatives(words['label'])})(?(open)】：?|(?:分工)?：)", "label"),
        # What no label and no verb is without is soon searched for.
        label_end=of(f"[{re.escape(''.join(sorted({word[-1] for word in words['label']})))}工][：】]", "label"),
        verb=look(f"{adverb}{{0,3}}(?P<word>{verbs}){behind}", "after_list", "adverbs"),
        verb_word=of(f"(?:{verbs}){behind}", "after_list"),
        before=of(f" *(?:{_alternatives(words['before_list'])})", "before_list"),
        together=of(f"(?:{_alternatives(words['between_lists'])})", "between_lists"),
        units=rules.get(compile_units),
        remark=_patterns(rules, "remark"),
        conventions=tuple((m, _patterns(rules, m)) for m in _CONVENTIONS),
        convention_words=words_of(stating, (pattern for rule in stating for pattern in rule.patterns)),
        aside=_patterns(rules, "aside"),
        roles=roles,
        rules=names,
    )


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or "(?!)"


def _patterns(rules: RuleSet, means: str) -> Compiled:
    found = [r for r in rules.responsibility if r.means == means]
    for rule in found if means == "remark" else ():
        if any("(?P<units>" not in p for p in rule.patterns):
            raise RuleError(f"{rule.place}: a pattern of a remark has no group (?P<units>…): it tells who answers")
    return compile_joined(looked(found, "|".join(f"(?:{p})" for r in found for p in r.patterns) or "(?!)"), found)


def parse_content(text: str, start: int, end: int, grammar: GroupGrammar) -> Content:
    """What the group whose inside is ``text[start:end]`` says; without units where nobody is named."""
    inside = text[start:end]
    remarks: list[Remark] = []
    for match in grammar.remark.finditer(inside):
        units = split_units(inside, *match.span("units"), grammar.units, shift=start) if match["units"] else []
        remarks.append(Remark(tuple(units), match.start() + start, match.end() + start))
    inside = _blank(inside, [(r.start - start, r.end - start) for r in remarks])
    convention = None
    for meaning, pattern in grammar.conventions:
        if (said := pattern.search(inside)) is not None:
            convention, inside = meaning, _blank(inside, [said.span()])
    inside = _blank(inside, [m.span() for m in grammar.aside.finditer(inside)])
    lists = _Lists(inside, start, grammar)
    labels = list(grammar.label.finditer(inside)) if grammar.label_end.search(inside) else []
    edges = [m.start() for m in labels] + [len(inside)]
    lists.add(0, edges[0], None)
    for label, stop in zip(labels, edges[1:], strict=True):
        lists.rules.append(grammar.rules[label["word"]])
        lists.add(label.end(), stop, grammar.roles[label["word"]])
    return Content(tuple(lists.answers), tuple(remarks), convention, bool(labels), lists.verbs, tuple(lists.rules))


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans filled by separators, so that positions stay."""
    if not spans:
        return text
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], "；" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


class _Lists:
    """The lists of the group whose inside is ``text``, which begins at ``shift``, as they are read one by one.

    ``verbs`` counts the verbs that told a role, ``rules`` are those of all words that did.
    """

    def __init__(self, text: str, shift: int, grammar: GroupGrammar) -> None:
        self._text, self._shift, self._grammar = text, shift, grammar
        self.answers: list[RoledUnit] = []
        self.rules: list[str] = []
        self.verbs = 0

    def add(self, start: int, end: int, role: UnitRole | None) -> None:
        """Add the units of ``text[start:end]``; ``role`` is that of those that no verb tells one."""
        grammar, at, commas = self._grammar, start, 0
        for verb in grammar.verb.finditer(self._text, start, end):
            commas = self._add_list(at, verb.start(), grammar.roles[verb["word"]], commas)
            self.rules.append(grammar.rules[verb["word"]])
            self.verbs += 1
            at = verb.end()
        self._add_list(at, end, role, commas)

    def _add_list(self, start: int, end: int, role: UnitRole | None, commas: int) -> int:
        """Add one list; returns the commas of the group up to its end."""
        text, grammar = self._text, self._grammar
        if start == end:
            return commas
        at = before.end() if (before := grammar.before.match(text, start, end)) else start
        edges = [at]
        for match in grammar.together.finditer(text, at, end):
            edges += match.span()
        edges.append(end)
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            units = split_units(text, a, b, grammar.units, shift=self._shift, commas=commas)
            self.answers += [RoledUnit(unit, role) for unit in units]
        return commas + text.count("，", at, end) + text.count("；", at, end)


def is_group(content: Content, is_organization: IsOrganization) -> bool:
    """Whether what stands in a bracket, or at the end of a clause, names who answers.

    With a label, names must only be short enough; with a verb or with neither, each must read as an organisation.
    """
    names = [a.unit.name for a in content.answers]
    if not names:
        return bool(content.labelled and content.remarks)
    lengths = [len(name) for name in names]
    if min(lengths) < 2 or max(lengths) > _LONGEST_NAME or _NO_NAME.search("、".join(names)):
        return False
    if content.labelled:
        return True
    return all(_COLLECTIVE.fullmatch(n) or is_organization(n) for n in names)
