"""Who answers in a pair: the same office by its business line and level, and what changed of its role.

县人社局 of a county's plan and 市人力资源和社会保障局 of its city's are the same office one level apart: both stand
at the level of their plan. 县工业信息化商务科技局 is the same as 市工信局 and 市商务局 together.

This is looser than when the names in one notice are gathered (``derive.offices``): there one line in common is not
enough, a name means the place and the level that it tells, and an office of two lines is another than an office of one
of them. Between two plans the question is who has the work, not whose name it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from fupin_extract.compare.parts import TaskPart
from fupin_extract.records.diff import Change
from fupin_extract.records.notice import UNIT_FIELDS, AdminLevel, Organization, UnitField
from fupin_extract.text.fold import fold

_RANK: dict[AdminLevel, int] = {level: rank for rank, level in enumerate(get_args(AdminLevel))}
# What a collective without a business line bears that says only how far it reaches: 市直其他相关部门, 县级有关部门.
_REACH = re.compile(r"各|有关|相关|其他|其它|省级|市级|县级|区级|州级|省直|市直|县直|区直|州直|中央|[省市州县区（）、]")


@dataclass(frozen=True, slots=True)
class RoledOffice:
    """An organisation in its role; ``lines`` are its business lines, ``name`` what is known of one without any."""

    role: UnitField
    unit: Organization
    lines: frozenset[str]
    name: str
    rank: int | None
    above: int | None

    def same(self, other: RoledOffice) -> bool:
        """Whether two offices have a business line in common, at the same level or at that of their plans."""
        if self.lines or other.lines:
            alike = bool(self.lines & other.lines) and self._collective == other._collective
        else:
            alike = self.name == other.name
        return alike and self._near(other)

    @property
    def _collective(self) -> bool:
        return self.unit.kind == "collective"

    def _near(self, other: RoledOffice) -> bool:
        if self.rank is None or other.rank is None:
            return True
        return self.rank == other.rank or (self.above is not None and self.above == other.above)


def offices(part: TaskPart, plan_level: AdminLevel | None) -> list[RoledOffice]:
    """The offices of a part, each once in a role; ``plan_level`` is the level of the plan they work for."""
    found: dict[tuple[str, str], RoledOffice] = {}
    for role in UNIT_FIELDS.values():
        for unit in cast("Sequence[Organization]", getattr(part, role)):
            found.setdefault((role, unit.name), _office(role, unit, plan_level))
    return list(found.values())


def _office(role: UnitField, unit: Organization, plan_level: AdminLevel | None) -> RoledOffice:
    rank = _RANK[unit.level] if unit.level else None
    above = rank - _RANK[plan_level] if rank is not None and plan_level else None
    name = fold(unit.name)
    return RoledOffice(role, unit, frozenset(unit.functions), _REACH.sub("", name) or name, rank, above)


def partners(ours: Sequence[RoledOffice], theirs: Sequence[RoledOffice]) -> dict[int, list[int]]:
    """For each of ours the places of the same among theirs; in the same role where one is, else in any.

    Where some have the same lines, those that merely share a line do not count: 市文旅局 beside
    市文旅广体局 is nobody's but its own.
    """
    found: dict[int, list[int]] = {}
    for i, office in enumerate(ours):
        same = [j for j, other in enumerate(theirs) if office.same(other)]
        exact = [j for j in same if theirs[j].lines == office.lines] or same
        found[i] = [j for j in exact if theirs[j].role == office.role] or exact
    return found


def changes(
    a: Sequence[RoledOffice],
    b: Sequence[RoledOffice],
    elsewhere_a: Sequence[RoledOffice] | None = None,
    elsewhere_b: Sequence[RoledOffice] | None = None,
) -> Iterator[Change]:
    """What changed of who answers, in the order of A and then of B.

    ``elsewhere_a`` are the offices of B's other tasks that A has as counterparts: whoever is there has not been
    removed; None where another pair of A tells it. So for ``elsewhere_b``.
    """
    forth, back = partners(a, b), partners(b, a)
    for i, office in enumerate(a):
        for j in forth[i]:
            # Told once, also where both offices have others that are the same.
            if b[j].role != office.role and i in back[j]:
                yield Change(field=office.role, kind="moved", a=office.unit.name, b=b[j].unit.name, to=b[j].role)
        if not forth[i] and elsewhere_a is not None and not any(office.same(other) for other in elsewhere_a):
            yield Change(field=office.role, kind="removed", a=office.unit.name)
    for j, office in enumerate(b):
        if not back[j] and elsewhere_b is not None and not any(office.same(other) for other in elsewhere_b):
            yield Change(field=office.role, kind="added", b=office.unit.name)
