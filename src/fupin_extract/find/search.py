"""What is found in every clause of an outline: its responsibility groups and the mentions of facts in its own text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from itertools import chain, repeat
from operator import attrgetter

from fupin_extract.find.citations import find_citations
from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.find.duties.titled import find_duties_below, names_above
from fupin_extract.find.frame import find_matters, find_validity
from fupin_extract.find.groups.conventions import find_conventions
from fupin_extract.find.groups.find import find_groups, told_times
from fupin_extract.find.guard import Guard
from fupin_extract.find.mention import Mention
from fupin_extract.find.targets.find import Judged, find_targets, judge, target_times
from fupin_extract.find.targets.forms import compile_targets
from fupin_extract.outline import Node, Outline
from fupin_extract.outline.model import TABLE_ROW
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.set_wide import mere_blanks
from fupin_extract.text.span import Span

# 责 任 单 位：: a label that is set wide.
_WIDE_LABEL = compiled(r"(?:^|(?<=[\n。；，（]))(?:[一-龥] +){2,5}[一-龥] *(?=：)")


_BY_PLACE = attrgetter("start", "end", "kind")


# Nothing changes what finders hand on; it is not frozen, as that takes four times as long to make.
@dataclass(slots=True)
class Found:
    """What one clause holds: its own text as it was searched, and its mentions by place, rejected ones among them."""

    own: Mapped
    mentions: list[Mention] = field(default_factory=list)
    _kinds: dict[str, list[Mention]] | None = field(default=None, init=False, repr=False, compare=False)

    def parts(self) -> tuple[Mapped, list[Mention]]:
        """The two of them."""
        return self.own, self.mentions

    def of(self, kind: str) -> Sequence[Mention]:
        """The mentions of one kind, rejected ones among them."""
        if self._kinds is None:
            self._kinds = {}
            for mention in self.mentions:
                self._kinds.setdefault(mention.kind, []).append(mention)
        return self._kinds.get(kind, ())

    def taken(self, kind: str) -> list[Mention]:
        """The mentions of one kind that count."""
        return [mention for mention in self.of(kind) if mention.rejected is None]


# How much of a line that ends in a colon says what it leads to.
_LEADING = 20
# A line so short is a heading without a number.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by clause id; ``frame`` is what the notice says of itself, at its places in the source.

    ``guard`` knows where a finder failed.
    """

    clauses: dict[str, Found]
    frame: list[Mention] = field(default_factory=list)
    guard: Guard = field(default_factory=Guard)

    def mentions(self, kind: str) -> list[Mention]:
        """The mentions of one kind in the order of the notice, rejected ones among them."""
        frame = [mention for mention in self.frame if mention.kind == kind]
        return frame + [mention for found in self.clauses.values() for mention in found.of(kind)]


def find(outline: Outline, rules: RuleSet, *, strict: bool = False) -> Findings:
    """Every mention of the notice; ``strict``: a mistake of ours in one clause raises.

    One finder goes through all clauses before the next does: its patterns stay where the processor is quick to get
    them.
    """
    nodes = outline.nodes
    guard = Guard(nodes, strict)
    owns = [own_text(node.parts) for node in nodes]
    texts = [own.text for own in owns]
    every = repeat(rules)
    conventions = guard.each(find_conventions, texts, every)
    groups = guard.each(_find_groups, texts, every, conventions, nodes)
    inside = [_inside(text, of) for text, of in zip(texts, groups, strict=True)]
    told = guard.each(told_times, texts, every, groups)
    above = _under(nodes, rules), names_above(nodes, owns, rules)
    facts = _find_facts(texts, every, inside, told, *above, guard)
    clauses = {
        node.id: Found(own, sorted([*stated, *of, *mentions], key=_BY_PLACE) if stated or of else mentions)
        for node, own, stated, of, mentions in zip(nodes, owns, conventions, groups, facts, strict=True)
    }
    rows = [n for n in nodes if n.style == TABLE_ROW or (n.parent is not None and n.parent.style == TABLE_ROW)]
    if rows:
        # Most notices have none, and start sooner without what reads them.
        from fupin_extract.find.cells import read_cells

        for node in rows:
            found = clauses[node.id]
            clauses[node.id] = Found(
                *guard.one(node, found.parts, read_cells, found.own, found.mentions, node, outline, rules)
            )
    asked = any(isinstance(m.value, DeadlineValue) and m.value.only for of in facts for m in of)
    matters: list[Mention] = guard.one(None, list, find_matters, outline.text, rules) if asked else []
    validity: list[Mention] = guard.one(None, list, find_validity, outline, rules)
    return Findings(clauses, [*validity, *matters], guard)


def _find_groups(text: str, rules: RuleSet, stated: list[Mention], node: Node) -> list[Mention]:
    """The groups of a clause; the preamble has none."""
    return find_groups(text, rules, stated) if node.level else []


def _inside(text: str, groups: list[Mention]) -> list[tuple[int, int]]:
    """Where the groups of a clause stand in its own text; the break behind one is no more part of a sentence."""
    taken = [group for group in groups if group.rejected is None]
    return [(group.start, group.end + text.startswith("\n", group.end)) for group in taken]


def _under(nodes: Iterable[Node], rules: RuleSet) -> list[frozenset[str]]:
    """Of each clause the rules about quantities that its heading, or one above it, asks for.

    A line that ends in a colon (应具备下列条件：) is the heading of what is below its clause, as is 认定条件 alone.
    """
    forms, found, below = rules.get(compile_targets), list[frozenset[str]](), dict[int, frozenset[str]]()
    first: frozenset[str] = frozenset()
    for node in nodes:
        own = below.get(id(node.parent), first) | forms.under(node.title.text)
        last = node.body[-1].text.rstrip()[-_LEADING:] if node.body else ""
        below[id(node)] = own | forms.under(last) if last.endswith("：") or len(last) < _SHORT else own
        first = first if node.level else below[id(node)]
        found.append(own)
    return found


def _find_facts(
    texts: list[str],
    every: Iterable[RuleSet],
    groups: Sequence[Collection[Span]],
    told: Sequence[list[Span]],
    under: Sequence[frozenset[str]],
    names: Sequence[Mapped | None],
    guard: Guard,
) -> list[list[Mention]]:
    """The mentions in each text. What is both a time and a quantity is one of the two."""
    judged = guard.each(judge, texts, every, under)
    timed = guard.each(find_deadlines, texts, every, told)
    deadlines = [_no_targets(found, one) for found, one in zip(timed, judged, strict=True)]
    taken = [[(m.start, m.end) for m in found if m.rejected is None] for found in deadlines]
    targets = guard.each(find_targets, texts, every, taken, judged)
    citations = guard.each(find_citations, texts, every)
    duties = guard.each(find_duties_below, texts, every, deadlines, groups, names)
    kinds = zip(deadlines, targets, citations, duties, strict=True)
    return [sorted(chain.from_iterable(found), key=_BY_PLACE) for found in kinds]


def _no_targets(deadlines: list[Mention], judged: list[Judged]) -> list[Mention]:
    periods = target_times(judged)
    return [_unless_target(mention, periods) for mention in deadlines] if periods else deadlines


def _unless_target(mention: Mention, periods: list[tuple[int, int]]) -> Mention:
    last = bisect_left(periods, (mention.end,)) - 1
    if mention.rejected is None and last >= 0 and mention.start < periods[last][1]:
        return mention._replace(rejected="a target")
    return mention


def own_text(paragraphs: list[Mapped]) -> Mapped:
    """Title and paragraphs of a clause, each on a line of its own.

    Blanks beside figures and Latin words are left out.
    """
    joined = Mapped.lines(paragraphs)
    if " " not in joined.text:
        return joined
    gone = mere_blanks(joined.text)
    wide = (range(*m.span()) for m in _WIDE_LABEL.finditer(joined.text))
    gone.update(i for places in wide for i in places if joined.text[i] == " ")
    return joined.keep(i for i in range(len(joined)) if i not in gone) if gone else joined
