"""Duties of an office that the clause above names: （一）县教育局 / 1.负责校舍普查."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from fupin_extract.find.duties.find import find_duties
from fupin_extract.find.duties.forms import compile_duties
from fupin_extract.find.duties.listed import name_ends
from fupin_extract.find.duties.value import DutyValue
from fupin_extract.find.mention import Mention
from fupin_extract.outline import Node
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.span import Span

# A title that names an office, or several, in characters.
_LONGEST_TITLE = 60
_EDGES = "：。 "


def names_above(nodes: Sequence[Node], owns: Sequence[Mapped], rules: RuleSet) -> list[Mapped | None]:
    """For each clause the text above, where that may name an office and nothing else.

    It is all of the clause above, or for measures the line that leads them in: 县教育局：一是负责…；二是….
    """
    grammar = rules.get(compile_duties)

    def names(text: str) -> bool:
        size = len(text.rstrip(_EDGES))
        return 1 < size <= _LONGEST_TITLE and "\n" not in text and bool(name_ends(text, size, grammar))

    named = {id(node): own for node, own in zip(nodes, owns, strict=True) if node.children and names(own.text)}
    above: list[Mapped | None] = [named.get(id(node.parent)) for node in nodes]
    leads: Mapped | None = None
    for i, node in enumerate(nodes):
        if node.row or above[i]:
            leads = None
        elif node.number == 1:
            line = owns[i - 1][owns[i - 1].text.rfind("\n") + 1 :] if owns[i - 1].text.endswith("：") else None
            leads = line if line and names(line.text) else None
        above[i] = above[i] or leads
    return above


def find_duties_below(
    text: str,
    rules: RuleSet,
    deadlines: Sequence[Mention] = (),
    groups: Collection[Span] = (),
    above: Mapped | None = None,
) -> list[Mention]:
    """The duties of one clause's folded text, those too that are of the office which the clause ``above`` names."""
    if above is not None:
        title = above.text.rstrip(_EDGES)
        joined, size, grammar = f"{title}：{text}", len(title) + 1, rules.get(compile_duties)
        if any(grammar.modal.at(joined, at) for at in name_ends(joined, len(title), grammar)):
            found = find_duties(joined, rules, _moved(deadlines, size), [(a + size, b + size) for a, b in groups])
            if found and _is_named(found[0], size):
                return [_below(mention, size, above) for mention in found]
    return find_duties(text, rules, deadlines, groups)


def _moved(mentions: Iterable[Mention], by: int) -> list[Mention]:
    return [mention._replace(start=mention.start + by, end=mention.end + by) for mention in mentions]


def _is_named(mention: Mention, size: int) -> bool:
    """Whether the title, of ``size`` characters, names the actors and nothing of their work."""
    value = mention.value
    if not isinstance(value, DutyValue):
        return False
    return value.actors[0].start == 0 and value.actors[-1].end < size <= value.action[0]


def _below(mention: Mention, size: int, above: Mapped) -> Mention:
    """The mention at its place in the text behind a title of ``size`` characters."""
    start, end, value = max(0, mention.start - size), mention.end - size, mention.value
    if not isinstance(value, DutyValue):
        return mention._replace(start=start, end=end)
    by_title = value.actors[0].start < size
    actors = (
        value.actors if by_title else tuple(u._replace(start=u.start - size, end=u.end - size) for u in value.actors)
    )
    action = value.action[0] - size, value.action[1] - size
    times = tuple((a - size, b - size) for a, b in value.deadlines)
    return mention._replace(
        start=start, end=end, value=DutyValue(actors, value.role, action, times, above if by_title else None)
    )
