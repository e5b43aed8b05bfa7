"""Groups and conventions → who answers for each row of the matrix, and in which role.

A group counts for the row that it closes; alone after the last item of a section whose items have none, for the whole
section; at the end of a parent's own text, for the rows below that have none. A remark adds its units to every later
row that has a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from fupin_extract.find.groups.find import Group
from fupin_extract.find.groups.forms import Content, RoledUnit, compile_grammar
from fupin_extract.names.describe import Described, describe
from fupin_extract.names.lists import NamedUnit
from fupin_extract.outline.model import Node, Outline
from fupin_extract.records.notice import (
    AdminLevel,
    Metadata,
    Organization,
    Responsibility,
    Scope,
    TaskResponsibility,
    UnitRole,
)
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.signs import may_match
from fupin_extract.text.mapped import Mapped, printed
from fupin_extract.text.span import Span

_GOVERNMENT = ("政府", "管委会", "管理委员会", "办事处", "地区", "各地")


@dataclass(slots=True)
class Rights:
    """The units of one row or clause by role, in the order of the text."""

    lead: list[Organization] = field(default_factory=list)
    responsible: list[Organization] = field(default_factory=list)
    supporting: list[Organization] = field(default_factory=list)
    scope: Scope = "none"
    span: Span | None = None

    @property
    def names(self) -> set[str]:
        """The names of all units."""
        return {u.name for units in (self.lead, self.responsible, self.supporting) for u in units}


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers: for each row (by clause id), and what each clause's own group says."""

    rows: dict[str, Rights]
    clauses: dict[str, Responsibility]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A group of a clause with the source offset at which it starts."""

    node: Node
    group: Group
    part: Mapped
    at: int
    span: Span

    @property
    def end(self) -> int:
        return self.span[1]


@dataclass(frozen=True, slots=True)
class _Section:
    """A clause whose rows share the group that stands alone after the last of them."""

    node: Node
    groups: list[_Placed]


@dataclass(frozen=True, slots=True)
class _Convention:
    """A word about who leads, from a place in the source on."""

    meaning: str
    start: int


def resolve_answers(outline: Outline, groups: dict[str, list[Group]], rules: RuleSet, metadata: Metadata) -> Answers:
    """Who answers for each row, from the groups of each clause (by clause id)."""
    placed = {node.id: _place(node, groups.get(node.id, [])) for node in outline.nodes}
    reader = _GroupReader(outline.text, rules, metadata, _conventions(outline, rules))
    rows = outline.rows
    own = {row.id: [p for n in _family(row) for p in placed[n.id]] for row in rows}
    section = _sections(rows, own)
    result = Answers({}, {})
    standing: dict[str, Organization] = {}
    for row in rows:
        mine = own[row.id]
        scope: Scope = "own" if mine else "none"
        if row.id in section:
            mine, scope = section[row.id].groups, "section"
        elif not mine and (above := _above(row, placed)):
            mine, scope = above, "section"
        rights = reader.rights(mine, inherited=scope == "section")
        rights.scope = scope
        if mine:
            names = rights.names
            rights.responsible += [record for name, record in standing.items() if name not in names]
            for own_group in mine:
                _add_remarks(standing, own_group, reader)
        result.rows[row.id] = rights
    for clause, said in _holders(placed, own, section).items():
        rights = reader.rights(said, inherited=False)
        result.clauses[clause] = Responsibility(
            lead_units=tuple(rights.lead),
            responsible_units=tuple(rights.responsible),
            supporting_units=tuple(rights.supporting),
            span=said[0].span,
        )
    return result


def task_responsibility(rights: Rights) -> TaskResponsibility:
    """Scope and span of a row's units, as its record shows them."""
    return TaskResponsibility(scope=rights.scope, span=rights.span)


def _place(node: Node, groups: list[Group]) -> list[_Placed]:
    parts = node.parts if groups else []
    spans = (parts[group.part].span(group.start, group.end) for group in groups)
    return [_Placed(node, g, parts[g.part], span[0], span) for g, span in zip(groups, spans, strict=True)]


def _family(row: Node) -> list[Node]:
    """A row with its measures, at any depth."""
    return [row, *(n for child in row.children for n in _family(child))]


def _sections(rows: list[Node], own: dict[str, list[_Placed]]) -> dict[str, _Section]:
    """Rows of sections whose only group stands alone after the last item, each with its section."""
    below: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        for above in _ancestors(row):
            # The rows below a clause stand together: first and last.
            below.setdefault(above.id, [i, i])[1] = i
    with_group = list(accumulate((bool(own[r.id]) for r in rows), initial=0))
    found: dict[str, _Section] = {}
    for i, row in enumerate(rows):
        mine = own[row.id]
        if len(mine) != 1 or not (mine[0].group.alone and mine[0].group.closes):
            continue
        section, members = None, range(0)
        for above in _ancestors(row):
            first, last = below[above.id]
            if last != i or with_group[last + 1] - with_group[first] > 1:
                break
            if first < last:
                section, members = _Section(above, mine), range(first, last + 1)
        if section is not None:
            found.update((rows[k].id, section) for k in members)
    return found


def _ancestors(node: Node) -> Iterator[Node]:
    """The clauses above, from the nearest out."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _above(row: Node, placed: dict[str, list[_Placed]]) -> list[_Placed]:
    """The groups that close the own text of the nearest clause above that has any."""
    closing = ([p for p in placed[node.id] if p.group.closes] for node in _ancestors(row))
    return next((groups for groups in closing if groups), [])


def _holders(
    placed: dict[str, list[_Placed]], own: dict[str, list[_Placed]], sections: dict[str, _Section]
) -> dict[str, list[_Placed]]:
    """The groups of each clause's record, by clause id.

    A section's group is the section's; the one group that closes a row's last measure is the row's; any other is its
    clause's.
    """
    holders: dict[str, list[_Placed]] = {}
    of_section = {id(p): s.node.id for s in sections.values() for p in s.groups}
    of_row: dict[int, str] = {}
    for row, groups in own.items():
        in_measures = [p for p in groups if not p.node.row]
        if len(in_measures) == 1 and in_measures[0].group.closes:
            of_row[id(in_measures[0])] = row
    for clause, groups in placed.items():
        for p in groups:
            holders.setdefault(of_section.get(id(p)) or of_row.get(id(p)) or clause, []).append(p)
    return holders


def _conventions(outline: Outline, rules: RuleSet) -> list[_Convention]:
    """What the notice says about who leads, wherever it says it; from the start where the covering notice does."""
    grammar = rules.get(compile_grammar)
    found = []
    for node in outline.nodes:
        for part in node.parts:
            for meaning, pattern in grammar.conventions if may_match(part.text, grammar.convention_words) else ():
                for match in pattern.finditer(part.text):
                    start = 0 if node.level == 0 else part.span(*match.span())[0]
                    found.append(_Convention(meaning, start))
    return sorted(found, key=lambda c: c.start)


def _add_remarks(standing: dict[str, Organization], placed: _Placed, reader: _GroupReader) -> None:
    """Add to the units that answer for every later row, by name, those of a group's remarks."""
    content = placed.group.content
    for remark in content.remarks:
        for named in (named for unit in remark.units for named in _meant(unit, content)):
            if named.name not in standing:
                standing[named.name] = reader.record(named, placed, inherited=True)


def _meant(unit: NamedUnit, content: Content) -> list[NamedUnit]:
    """The units of the group beside a remark that its short name stands for: 地方, 各县区 of 各县区人民政府.

    Else itself.
    """
    beside = [a.unit for a in content.answers]
    if unit.name in ("地方", "各地", "地方政府", "各地方"):
        return [u for u in beside if u.name.endswith(_GOVERNMENT)] or [unit]
    same = [u for u in beside if u.name == unit.name]
    core = unit.name.lstrip("各")
    return same or [u for u in beside if len(core) > 1 and core in u.name] or [unit]


class _GroupReader:
    """Turns groups into organisations by role, with the conventions of the notice."""

    def __init__(self, text: str, rules: RuleSet, metadata: Metadata, conventions: list[_Convention]) -> None:
        self._text = text
        self._rules, self._metadata, self._conventions = rules, metadata, conventions
        self._seen: dict[tuple[str, AdminLevel | None], Described] = {}
        # By the identity of a group: all of them live as long as the notice is resolved.
        self._groups: dict[tuple[int, bool], list[tuple[Organization, UnitRole]]] = {}

    def rights(self, groups: Iterable[_Placed], *, inherited: bool) -> Rights:
        """The units of several groups of one row: all count, and who leads in one leads."""
        rights = Rights()
        told: dict[str, UnitRole] = {}
        records: dict[str, Organization] = {}
        for placed in groups:
            rights.span = rights.span or placed.span
            for record, role in self._of_group(placed, inherited=inherited):
                if record.name not in records:
                    records[record.name], told[record.name] = record, role
                elif role == "lead":
                    told[record.name] = role
        units = {"lead": rights.lead, "responsible": rights.responsible, "supporting": rights.supporting}
        for name, role in told.items():
            units[role].append(records[name])
        return rights

    def _of_group(self, placed: _Placed, *, inherited: bool) -> list[tuple[Organization, UnitRole]]:
        """The records of one group with their roles, made once for the row and the clause, or for all of its rows."""
        key = id(placed), inherited
        if key not in self._groups:
            found: list[tuple[Organization, UnitRole]] = []
            previous: AdminLevel | None = None
            for answer, role in self._roles(placed):
                record = self.record(answer.unit, placed, inherited=inherited, previous=previous)
                # 各乡镇人民政府 tells nothing of the 财政局 behind it.
                if record.kind != "collective":
                    previous = record.level or previous
                found.append((record, role))
            self._groups[key] = found
        return self._groups[key]

    def record(
        self, unit: NamedUnit, placed: _Placed, *, inherited: bool, previous: AdminLevel | None = None
    ) -> Organization:
        """The record of one unit."""
        known = self._known(unit.name, previous)
        start, end = placed.part.span(unit.start, unit.end)
        return Organization(
            name=unit.name,
            text=printed(self._text, start, end),
            functions=known.functions,
            level=known.level,
            kind=known.kind,
            open_ended=unit.open_ended,
            inherited=inherited,
            span=(start, end),
        )

    def _known(self, name: str, previous: AdminLevel | None) -> Described:
        """What a name tells; the same names come again in row after row."""
        key = name, previous
        if key not in self._seen:
            level, region = self._metadata.admin_level, self._metadata.region
            self._seen[key] = describe(name, self._rules, notice_level=level, previous_level=previous, region=region)
        return self._seen[key]

    def _roles(self, placed: _Placed) -> list[tuple[RoledUnit, UnitRole]]:
        """Each unit with its role: as told, else by a star, else by the convention in force, else responsible."""
        answers = placed.group.content.answers
        open_answers = [a for a in answers if a.role in (None, "responsible")]
        leading: set[NamedUnit] = {a.unit for a in open_answers if a.unit.starred}
        if not leading and "lead" not in [a.role for a in answers]:
            leading = self._by_convention(placed, open_answers)
        if not leading:
            return [(a, a.role or "responsible") for a in answers]
        return [(a, "lead" if a.unit in leading else a.role or "responsible") for a in answers]

    def _by_convention(self, placed: _Placed, answers: list[RoledUnit]) -> set[NamedUnit]:
        meaning = placed.group.content.convention
        if meaning is None and self._conventions and self._conventions[0].start < placed.end:
            meaning = self._conventions[0].meaning
        if meaning is None or not answers:
            return set()
        if meaning == "comma_leads":
            return {a.unit for a in answers if a.unit.commas == 0}
        first = answers[0].unit
        collective = self._known(first.name, None).kind == "collective"
        return set() if collective else {first}
