"""Groups and conventions → who answers for each row of the matrix, and in which role.

A group counts for the row that it closes; alone after the last item of a section whose items have none, for the whole
section; at the end of a parent's own text, for the rows below that have none. A remark adds its units to every later
row that has a group.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import accumulate
from operator import attrgetter

from fupin_extract.find.search import Findings
from fupin_extract.outline.model import Node, Outline
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Organization, Responsibility, Scope
from fupin_extract.resolve.organizations import Organizations
from fupin_extract.resolve.roles import GroupReader, PlacedGroup, Rights, placed_groups


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers: for each row (by clause id), and what each clause's own group says."""

    rows: dict[str, Rights]
    clauses: dict[str, Responsibility]


@dataclass(frozen=True, slots=True)
class _Section:
    """A clause whose rows share the group that stands alone after the last of them."""

    node: Node
    groups: list[PlacedGroup]


def resolve_answers(outline: Outline, findings: Findings, organizations: Organizations) -> Answers:
    """Who answers for each row."""
    reader = GroupReader(outline, findings, organizations)
    told = {node.id: placed_groups(node, findings.clauses[node.id]) for node in outline.nodes}
    # A remark alone names nobody for the clause in which it stands.
    placed = {clause: [p for p in groups if p.group.content.names] for clause, groups in told.items()}
    rows = outline.rows
    own = {row.id: [p for n in _family(row) for p in placed[n.id]] for row in rows}
    section = _sections(rows, own)
    result = Answers({}, {})
    standing: dict[str, Organization] = {}
    remarked = _remarks(outline, told)
    for row in rows:
        while remarked and remarked[0].span < row.span:
            for record in reader.remarked(remarked.popleft()):
                standing.setdefault(record.name, record)
        mine = own[row.id]
        scope: Scope = "own" if mine else "none"
        if row.id in section:
            mine, scope = section[row.id].groups, "section"
        elif not mine and (above := _above(row, placed)):
            mine, scope = above, "section"
        rights = reader.rights(mine, inherited=scope == "section")
        rights.scope = scope
        if mine and standing:
            names = rights.names
            rights.responsible += tuple([record for name, record in standing.items() if name not in names])
        result.rows[row.id] = rights
    for clause, said in _holders(placed, own, section).items():
        rights = reader.rights(said, inherited=False)
        result.clauses[clause] = Responsibility(**rights.units, persons=rights.persons, span=said[0].span)
    return result


def _remarks(outline: Outline, told: dict[str, list[PlacedGroup]]) -> deque[PlacedGroup]:
    """The groups with remarks, in the order of the text."""
    found = [p for node in outline.nodes for p in told[node.id] if p.group.content.remarks]
    return deque(sorted(found, key=attrgetter("span")))


def _family(row: Node) -> list[Node]:
    """A row with its measures, at any depth."""
    return [row, *(n for child in row.children for n in _family(child))]


def _sections(rows: list[Node], own: dict[str, list[PlacedGroup]]) -> dict[str, _Section]:
    """Rows of sections whose only group, of one or more lines, stands alone after the last item, with their section."""
    below: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        for above in ancestors(row):
            # The rows below a clause stand together: first and last.
            below.setdefault(above.id, [i, i])[1] = i
    with_group = list(accumulate((bool(own[r.id]) for r in rows), initial=0))
    found: dict[str, _Section] = {}
    for i, row in enumerate(rows):
        mine = own[row.id]
        if not mine or not all(p.group.alone and p.group.closes for p in mine):
            continue
        section, members = None, range(0)
        for above in ancestors(row):
            first, last = below[above.id]
            if last != i or with_group[last + 1] - with_group[first] > 1:
                break
            if first < last:
                section, members = _Section(above, mine), range(first, last + 1)
        if section is not None:
            found.update((rows[k].id, section) for k in members)
    return found


def ancestors(node: Node) -> Iterator[Node]:
    """The clauses above, from the nearest out."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _above(row: Node, placed: dict[str, list[PlacedGroup]]) -> list[PlacedGroup]:
    """The groups of the nearest clause above that has any: those that close its own text, or are lines of it."""
    closing = ([p for p in placed[node.id] if p.group.closes or p.group.alone] for node in ancestors(row))
    return next((groups for groups in closing if groups), [])


def _holders(
    placed: dict[str, list[PlacedGroup]], own: dict[str, list[PlacedGroup]], sections: dict[str, _Section]
) -> dict[str, list[PlacedGroup]]:
    """The groups of each clause's record, by clause id.

    A section's group is the section's; where only one measure of a row has groups, and they close it, they are the
    row's; any other is its clause's.
    """
    holders: dict[str, list[PlacedGroup]] = {}
    of_section = {id(p): s.node.id for s in sections.values() for p in s.groups}
    of_row: dict[int, str] = {}
    for row, groups in own.items():
        in_measures = [p for p in groups if not p.node.row]
        if len({p.node.id for p in in_measures}) == 1 and all(p.group.closes for p in in_measures):
            of_row.update((id(p), row) for p in in_measures)
    for clause, groups in placed.items():
        for p in groups:
            holders.setdefault(of_section.get(id(p)) or of_row.get(id(p)) or clause, []).append(p)
    return holders
