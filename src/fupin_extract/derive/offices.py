"""Notice → what each office (单位) has to do.

Several names of one office are one: 县人力资源和社会保障局 and 县人社局 share their business lines (业务条线) and their
level. Those that are named side by side are two (市工商局、市食品药品监管局), and so are names of other places
(泰山区财政局), collectives, governments and companies.

This is stricter than when two plans are compared (``compare.offices``), where one line in common is enough and an
office of a county is that of its city one level down: here a wrong guess would give one office the work of another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fupin_extract.names.describe import describe
from fupin_extract.records.notice import (
    UNIT_FIELDS,
    AdminLevel,
    Deadline,
    Duty,
    Notice,
    Organization,
    Task,
    UnitRole,
    units_by_role,
)
from fupin_extract.records.offices import Assignment, Office, UnitsView
from fupin_extract.records.once import told_once
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.span import Span

_ROLES = tuple(UNIT_FIELDS)
# Two of these with the same lines are one; two governments or two telephone companies are not.
_OFFICES = {"department", "party", "mass_organization", "court_procuratorate"}
# Whoever has the part, and no office: 牵头部门要加强统筹, 各责任（配合）单位要履行职责.
_PART = re.compile(
    "(?:各|有关|相关|其他|其余|主要|具体|所有|上述|第一|协同|整改|该){0,3}"
    "(?:牵头|责任|主办|主责|承办|协办|配合|参与|参加|协同|协作|实施|落实)(?:（[^（）]{1,40}）)?"
    "(?:和(?:牵头|责任|配合|参与|协办))?(?:单位|部门|科室|处室|机构|主体)(?:（[^（）]{1,40}）)?"
)
# A place with a name of its own: 泰山区 of 泰山区财政局, nothing of 县财政局.
_PLACE = re.compile("[^省市州县区旗盟]{2,5}[省市州县区旗盟]")


@dataclass(slots=True)
class _Group:
    """The names of one office while they are gathered, with what it has to do."""

    functions: frozenset[str]
    place: str
    level: AdminLevel | None
    first: Organization
    names: Counter[str] = field(default_factory=Counter)
    assignments: list[Assignment] = field(default_factory=list)


def by_unit(notice: Notice) -> UnitsView:
    """The offices of a notice, each with its tasks by role and the duties that the text gives it."""
    groups: list[_Group] = []
    by_name: dict[str, _Group] = {}
    beside = _beside(notice)
    for unit, assignment in sorted(_assignments(notice), key=lambda pair: pair[0].span):
        group = by_name.get(unit.name)
        if group is None:
            others = [group for group in groups if not beside[unit.name] & group.names.keys()]
            group = _same(unit, others, notice.metadata.region or "")
        if group is None:
            place = _place(unit.name, notice.metadata.region or "")
            group = _Group(frozenset(unit.functions), place, unit.level, unit)
            groups.append(group)
        group.level = group.level or unit.level
        by_name[unit.name] = group
        group.names[unit.name] += 1
        group.assignments.append(assignment)
    return UnitsView(
        file=notice.source.path, title=notice.metadata.title, units=tuple(_office(group) for group in groups)
    )


def with_offices(notices: Iterable[Notice], _: object) -> Iterator[tuple[Notice, UnitsView]]:
    """Each notice with its offices."""
    return ((notice, by_unit(notice)) for notice in notices)


def only_unit(view: UnitsView, wanted: str, rules: RuleSet) -> UnitsView:
    """The view of the offices that ``wanted`` means.

    That is a name that the notice uses, the id of a business line (``finance``), its label (财政), or another name of
    an office of that line (财政局, 市财政局). A name that tells a level keeps the offices of that level.
    """
    kept = [office for office in view.units if wanted in office.names]
    if not kept:
        lines, level = _meant(wanted, rules)
        fitting = [office for office in view.units if lines and lines <= set(office.functions)]
        kept = [office for office in fitting if level is None or office.level in (level, None)]
    return view.model_copy(update={"units": tuple(kept)})


def _meant(wanted: str, rules: RuleSet) -> tuple[set[str], AdminLevel | None]:
    """The business lines that a word stands for, and the level that it tells."""
    lines = {rule.id.partition(".")[0] for rule in rules.organizations if wanted in (rule.id, rule.label)}
    if lines:
        return lines, None
    known = describe(wanted, rules)
    return set(known.functions), known.level


def _beside(notice: Notice) -> defaultdict[str, set[str]]:
    """For each name those that stand with it in one row or one duty."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    lists = [[unit.name for _, unit in units_by_role(task)] for task in told_once(notice.tasks)]
    lists += [[unit.name for unit in duty.actors] for clause in notice.clauses for duty in clause.duties]
    for names in lists:
        for name in names:
            found[name].update(names)
    return found


def _same(unit: Organization, groups: Iterable[_Group], region: str) -> _Group | None:
    """The group of an office that has appeared under another name."""
    if not unit.functions or unit.kind not in _OFFICES:
        return None
    place = _place(unit.name, region)
    for group in groups:
        alike = group.functions == frozenset(unit.functions) and group.first.kind == unit.kind
        if alike and group.place == place and (group.level == unit.level or None in (group.level, unit.level)):
            return group
    return None


def _place(name: str, region: str) -> str:
    """The place of its own that a name begins with, unless it is the notice's: 泰山区; nothing for 县."""
    match = _PLACE.match(name)
    return match[0] if match and not region.endswith(match[0]) else ""


def _assignments(notice: Notice) -> Iterator[tuple[Organization, Assignment]]:
    """Each unit of each row, and each actor of each duty, with what it has to do."""
    titles = {clause.id: clause.title for clause in notice.clauses}
    for task in told_once(notice.tasks):
        for role, unit in units_by_role(task):
            yield unit, _by_group(task, role, unit)
    for clause in notice.clauses:
        for duty in clause.duties:
            for unit in (actor for actor in duty.actors if not _PART.fullmatch(actor.name)):
                yield unit, _by_text(clause.id, titles[clause.id], duty, unit, clause.deadlines)


def _by_group(task: Task, role: UnitRole, unit: Organization) -> Assignment:
    return Assignment(
        task=task.id,
        title=task.title,
        role=role,
        source="group",
        work=task.title or task.text.split("\n", 1)[0].split("。", 1)[0],
        name=unit.name,
        inherited=unit.inherited,
        deadlines=task.deadlines,
        targets=task.targets,
        span=task.span,
    )


def _by_text(clause: str, title: str, duty: Duty, unit: Organization, deadlines: Sequence[Deadline]) -> Assignment:
    return Assignment(
        task=clause,
        title=title,
        role=duty.role,
        source="text",
        work=duty.action,
        name=unit.name,
        deadlines=tuple(deadline for deadline in deadlines if deadline.id in duty.deadlines),
        span=duty.span,
    )


def _office(group: _Group) -> Office:
    """The record of a group, called what the notice calls it most often; of two names the longer."""

    def order(assignment: Assignment) -> tuple[int, Span]:
        return _ROLES.index(assignment.role), assignment.span

    return Office(
        name=max(group.names, key=lambda name: (group.names[name], len(name))),
        names=tuple(group.names),
        functions=group.first.functions,
        level=group.level,
        kind=group.first.kind,
        assignments=tuple(sorted(group.assignments, key=order)),
    )
