"""What is found in every clause of an outline: its responsibility groups and the mentions of facts in its own text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from fupin_extract.find.citations import find_citations
from fupin_extract.find.deadlines import find_deadlines
from fupin_extract.find.duties import find_duties
from fupin_extract.find.mention import Mention
from fupin_extract.find.responsibility import Group, find_groups, unread_brackets
from fupin_extract.find.targets import find_targets, judge, target_times
from fupin_extract.outline import Node, Outline
from fupin_extract.records import Span
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped

# A blank between a figure and what it counts says nothing: 800 人以下, 2025 年 5 月.
_MERE_BLANK = re.compile(r"(?<=[\d.%]) +(?=[^\d\s])|(?<=[^\d\s]) +(?=\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """What one clause holds: its own text as it was searched, its groups, and its mentions by place.

    Rejected mentions are among them. ``unread`` are brackets that seem to say who answers and were not wholly read.
    """

    own: Mapped
    groups: list[Group] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by clause id."""

    clauses: dict[str, Found]

    @property
    def groups(self) -> dict[str, list[Group]]:
        """The responsibility groups of each clause."""
        return {i: f.groups for i, f in self.clauses.items() if f.groups}

    def mentions(self, kind: str) -> list[Mention]:
        """The mentions of one kind in the order of the notice, rejected ones among them."""
        return [m for f in self.clauses.values() for m in f.mentions if m.kind == kind]


def find(outline: Outline, rules: RuleSet) -> Findings:
    """Every group and mention of the notice."""
    return Findings({node.id: _in_clause(node, rules) for node in outline.nodes})


def _in_clause(node: Node, rules: RuleSet) -> Found:
    own = own_text(node)
    groups = find_groups(node.parts, rules) if node.level else []
    places = [node.parts[g.part].span(g.start, g.end) for g in groups]
    inside = [(bisect_left(own.offsets, a), bisect_left(own.offsets, b)) for a, b in places]
    unread = unread_brackets(node.parts, groups) if node.level else []
    return Found(own, groups, unread, find_facts(own.text, rules, inside))


def find_facts(text: str, rules: RuleSet, groups: Iterable[tuple[int, int]] = ()) -> list[Mention]:
    """The mentions in one clause's folded text, by place; no duty stands in one of its ``groups``.

    What is both a time and a quantity is one of the two.
    """
    judged = judge(text, rules)
    periods = target_times(judged)
    deadlines = [_unless_target(m, periods) for m in find_deadlines(text, rules)]
    taken = [(m.start, m.end) for m in deadlines if m.rejected is None]
    mentions = deadlines + find_targets(text, rules, taken, judged) + find_citations(text, rules)
    mentions += find_duties(text, rules, deadlines, groups)
    return sorted(mentions, key=lambda m: (m.start, m.end, m.kind))


def _unless_target(mention: Mention, periods: list[tuple[int, int]]) -> Mention:
    last = bisect_left(periods, (mention.end,)) - 1
    if mention.rejected is None and last >= 0 and mention.start < periods[last][1]:
        return mention._replace(rejected="a target")
    return mention


def own_text(node: Node) -> Mapped:
    """Title and paragraphs of a clause, each on a line of its own.

    Without blanks between figures and what they count.
    """
    parts: list[Mapped] = []
    for part in node.parts:
        if parts:
            # The break stands at the end of the paragraph above; nothing that is found reaches over it.
            parts.append(Mapped("\n", (parts[-1].offsets[-1],)))
        parts.append(part)
    joined = Mapped.join(parts) if parts else Mapped("", range(0))
    gone = {i for m in _MERE_BLANK.finditer(joined.text) for i in range(*m.span())}
    return joined.keep(i for i in range(len(joined)) if i not in gone) if gone else joined
