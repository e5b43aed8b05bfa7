"""Groups → organisations by role: as the group tells it, else by the convention in force, else responsible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.find.groups.content import Content, RoledUnit
from fupin_extract.find.groups.conventions import Convention
from fupin_extract.find.groups.find import Group
from fupin_extract.find.search import Findings, Found
from fupin_extract.names.unit_forms import NamedUnit, compile_units
from fupin_extract.outline.model import Node, Outline
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import UNIT_FIELDS, AdminLevel, Organization, Person, Scope, UnitField, UnitRole
from fupin_extract.resolve.organizations import Organizations, level_told
from fupin_extract.text.mapped import Mapped, shown_at
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span


@dataclass(slots=True)
class Rights:
    """The units of one row or clause by role, in the order of the text; ``node`` is that whose text has the group."""

    lead: tuple[Organization, ...] = ()
    responsible: tuple[Organization, ...] = ()
    supporting: tuple[Organization, ...] = ()
    supervising: tuple[Organization, ...] = ()
    persons: tuple[Person, ...] = ()
    scope: Scope = "none"
    span: Span | None = None
    node: Node | None = None

    @property
    def units(self) -> dict[UnitField, tuple[Organization, ...]]:
        """The units by the field of a record that holds them."""
        return {field: getattr(self, role) for role, field in UNIT_FIELDS.items()}

    @property
    def names(self) -> set[str]:
        """The names of all units."""
        return {unit.name for units in self.units.values() for unit in units}


@dataclass(slots=True)
class PlacedGroup:
    """A group of a clause, whose text is ``own``, with its place in the source."""

    node: Node
    group: Group
    own: Mapped
    span: Span


# What may stand between a group and the convention that explains it: 责任单位：A、B。（列首位的为牵头单位，下同）
_BEHIND = compiled(r"[\s。；;]{0,4}[（(\[〔【][\s*]{0,2}(?:注[：:])?")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A convention, and from where in the source it holds."""

    convention: Convention
    start: int


def placed_groups(node: Node, found: Found) -> list[PlacedGroup]:
    """The groups of one clause."""
    groups = [(m.value, found.own.span(m.start, m.end)) for m in found.taken("responsibility")]
    return [PlacedGroup(node, group, found.own, span) for group, span in groups if isinstance(group, Group)]


class GroupReader:
    """Reads the groups of one notice."""

    def __init__(self, outline: Outline, findings: Findings, organizations: Organizations) -> None:
        self._organizations = organizations
        self._stated = _conventions(outline, findings)
        # By the identity of a group: all of them live as long as the notice is resolved.
        self._groups: dict[tuple[int, bool, bool], list[tuple[Organization, UnitRole]]] = {}

    def rights(self, groups: Sequence[PlacedGroup], *, inherited: bool) -> Rights:
        """The units of several groups of one row: all count, and who leads in one leads.

        Where one tells who leads, no convention does in another of the same clause (牵头单位：A；责任单位：B、C).
        """
        rights = Rights()
        led = {placed.node.id for placed in groups if any(a.role == "lead" for a in placed.group.content.answers)}
        told: dict[str, tuple[Organization, UnitRole]] = {}
        for placed in groups:
            if rights.span is None:
                rights.span, rights.node = placed.span, placed.node
            if placed.group.content.persons:
                rights.persons += tuple(self._persons(placed))
            for record, role in self._of_group(placed, inherited=inherited, led=placed.node.id in led):
                first = told.setdefault(record.name, (record, role))
                if role == "lead":
                    told[record.name] = first[0], role
        by_role: dict[UnitRole, list[Organization]] = {}
        for record, role in told.values():
            by_role.setdefault(role, []).append(record)
        for role, records in by_role.items():
            setattr(rights, role, tuple(records))
        return rights

    def _persons(self, placed: PlacedGroup) -> Iterator[Person]:
        """The persons of one group."""
        for person in placed.group.content.persons:
            text, span = shown_at(self._organizations.text, placed.own, person.start, person.end)
            yield Person(role=person.role, name=person.name, text=text, span=span)

    def remarked(self, placed: PlacedGroup) -> list[Organization]:
        """The units that answer for every later row, by the remarks of a group."""
        content = placed.group.content
        named = (named for remark in content.remarks for unit in remark.units for named in self._meant(unit, content))
        return [self._organizations.record(unit, placed.own, inherited=True) for unit in named]

    def _meant(self, unit: NamedUnit, content: Content) -> list[NamedUnit]:
        """The units of the group beside a remark that its short name stands for: 地方, 各县区 of 各县区人民政府.

        Where it stands for none, it is the unit itself.
        """
        forms = self._organizations.rules.get(compile_units)
        beside = [a.unit for a in content.answers]
        if unit.name in forms.local:
            return [u for u in beside if u.name.endswith(forms.local_offices)] or [unit]
        same = [u for u in beside if u.name == unit.name]
        core = unit.name.lstrip("各")
        return same or [u for u in beside if len(core) > 1 and core in u.name] or [unit]

    def _of_group(self, placed: PlacedGroup, *, inherited: bool, led: bool) -> list[tuple[Organization, UnitRole]]:
        """The records of one group with their roles, made once for the row and the clause, or for all of its rows."""
        key = id(placed), inherited, led
        if key not in self._groups:
            found: list[tuple[Organization, UnitRole]] = []
            previous: AdminLevel | None = None
            for unit, role in self._roles(placed, led=led):
                record = self._organizations.record(unit, placed.own, previous=previous, inherited=inherited)
                previous = level_told(record) or previous
                found.append((record, role))
            self._groups[key] = found
        return self._groups[key]

    def _roles(self, placed: PlacedGroup, *, led: bool) -> list[tuple[NamedUnit, UnitRole]]:
        """Each unit with its role: as told, else by a star, else by the convention in force, else responsible.

        ``led``: a group of the clause tells who leads, this or another.
        """
        answers = placed.group.content.answers
        open_answers = [a for a in answers if a.role in (None, "responsible")]
        leading: set[NamedUnit] = {a.unit for a in open_answers if a.unit.starred}
        others: UnitRole = "responsible"
        if not leading and not led and (convention := self._in_force(placed)):
            leading = self._leading(convention, open_answers)
            others = convention.others or others if leading else others
        return [(a.unit, "lead" if a.unit in leading else _or_role(a, others)) for a in answers]

    def _in_force(self, placed: PlacedGroup) -> Convention | None:
        """The last convention that is stated before the end of a group, or directly behind it."""
        start, end = placed.span
        end = _beside(self._organizations.text, end)
        own = [s for s in self._stated if start <= s.start < end]
        before = own or [s for s in self._stated if s.start < end]
        return before[-1].convention if before else None

    def _leading(self, convention: Convention, answers: list[RoledUnit]) -> set[NamedUnit]:
        if not answers:
            return set()
        if convention.leads == "comma":
            return {a.unit for a in answers if a.unit.commas == 0}
        first = answers[0].unit
        return set() if self._organizations.known(first.name).kind == "collective" else {first}


def _beside(text: str, end: int) -> int:
    """Where what is stated directly behind a group, which ends at ``end``, no longer begins."""
    behind = _BEHIND.match(text, end)
    return behind.end() + 1 if behind else end


def _or_role(answer: RoledUnit, others: UnitRole) -> UnitRole:
    """The role that is told, else that of those who do not lead."""
    return answer.role if answer.role not in (None, "responsible") else others


def _conventions(outline: Outline, findings: Findings) -> list[_Stated]:
    """What the notice says about who leads, wherever it says it; from the start where the covering notice does.

    So does what is said behind the last group and not beside it (注：列首位的为牵头单位): it can mean no other.
    """
    found = []
    for node in outline.nodes:
        clause = findings.clauses[node.id]
        for mention in clause.taken("convention"):
            assert isinstance(mention.value, Convention)
            start = clause.own.span(mention.start, mention.end)[0] if node.level else 0
            found.append(_Stated(mention.value, start))
    if any(stated.start for stated in found):
        groups = [g for n in outline.nodes for g in placed_groups(n, findings.clauses[n.id]) if g.group.content.answers]
        last = max([_beside(outline.text, group.span[1]) for group in groups], default=0)
        found = [_Stated(s.convention, 0 if s.start >= last else s.start) for s in found]
    return sorted(found, key=lambda stated: stated.start)
