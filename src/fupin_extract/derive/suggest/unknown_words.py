"""Words that the rules do not know, at the places of corrections: a label, an office, a unit of measure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from fupin_extract.derive.corrections.as_told import counted_word
from fupin_extract.derive.suggest.corrected_place import CorrectedNotice, missed, stretches
from fupin_extract.derive.suggest.proposal import MeantLines, Proposal, Wanted
from fupin_extract.names.describe import describe
from fupin_extract.names.places import compile_places
from fupin_extract.names.reading import is_organization
from fupin_extract.records.notice import UNIT_FIELDS, units_by_role
from fupin_extract.records.patch import SetField
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.labels import known_label, label_ends
from fupin_extract.text.fold import fold
from fupin_extract.text.span import Span

_ROLES: dict[str, str] = {field: role for role, field in UNIT_FIELDS.items()}
# What a label tells, by the field of what stands behind it.
_TELLS: dict[str, str] = {**_ROLES, "persons": "person", "deadlines": "time"}
# Nothing that ends a list or a group stands between a label and what it tells.
_STOPS = "。；！？\n\r（）〔〕[]【】"
_LABEL = re.compile("[一-龥]{2,14}$")
_EDGES = "；。.，、 （〔[【\n\r"
_DEADLINES = ("by", "during", "within", "recurring", "from", "open")
_TARGETS = ("target", "standard", "limit", "condition", "frequency", "coverage")
_LEVEL = re.compile("^(?:[一-龥]{0,6}?(?:省|自治区|市|州|盟|县|区|旗|乡|镇|街道))?(?:级|直)?")


def unknown_label(operation: SetField, of: CorrectedNotice, rules: RuleSet, source: str) -> Iterator[Proposal]:
    """A label that no rule knows, before what was missed: 领办单位：县工信局."""
    tells, place = _TELLS.get(operation.field), missed(operation, of)
    if tells is None or place is None:
        return
    label = _label_before(of.text, place)
    if label is None or known_label(label, label_ends(rules), rules) is not None:
        return
    rule = next((rule for rule in rules.labels if rule.tells == tells and (rule.words or rule.roles)), None)
    if rule is None:
        return
    words = of.text[slice(*place)]
    wanted = Wanted("deadlines", words, _DEADLINES) if tells == "time" else Wanted("units", words, (tells,))
    yield Proposal("labels", rule.id, "words", (label,), wanted, stretches(of, place), source)


def _label_before(text: str, place: Span) -> str | None:
    """The label whose list a place is in."""
    start = max(text.rfind(stop, 0, place[0]) for stop in _STOPS) + 1
    colon = text.rfind("：", start, place[0])
    if colon < 0:
        return None
    found = _LABEL.search(text, start, len(text[:colon].rstrip(" ")))
    if found is None or (found.start() > 0 and text[found.start() - 1] not in _EDGES):
        return None
    return found[0]


def unknown_office(operation: SetField, of: CorrectedNotice, rules: RuleSet, source: str) -> Iterator[Proposal]:
    """A name that does not read as an organisation's, or tells nothing of its business line.

    Where its words tell no line it is one by itself, since to guess would make two offices the same.
    """
    if operation.field not in _ROLES or not operation.now:
        return
    if operation.was:
        yield from _short_name(operation, of, rules, source)
        return
    place = missed(operation, of)
    if place is None:
        return
    name = fold(operation.now)
    known = describe(name, rules)
    if is_organization(name, rules) or known.kind == "collective":
        return
    core = _core(name, rules)
    if len(core) < 2:
        return
    role = _ROLES[operation.field]
    wanted = Wanted("units", of.text[slice(*place)], (role,))
    line = _line(known.functions[0], rules) if known.functions else None
    if line is not None:
        yield Proposal("organizations", line, "names", (core,), wanted, stretches(of, place), source)
    else:
        made = (("label", core),)
        yield Proposal("organizations", _own(core), "names", (core,), wanted, stretches(of, place), source, made)


def _short_name(operation: SetField, of: CorrectedNotice, rules: RuleSet, source: str) -> Iterator[Proposal]:
    """A short name that tells no line, of an office that a reader gave in full: 县搬迁办 is 县发展和改革局."""
    short, full = fold(operation.was or ""), fold(operation.now or "")
    lines = describe(full, rules).functions
    units = [
        u for task in of.notice.tasks for _, u in units_by_role(task) if fold(u.name) == short and u.text == u.name
    ]
    if len(lines) != 1 or describe(short, rules).functions or not units:
        return
    core, line = _core(short, rules), _line(lines[0], rules)
    if len(core) > 1 and line is not None:
        wanted = Wanted("organizations", short, lines)
        meant = MeantLines(units[0].span, lines)
        yield Proposal("organizations", line, "names", (core,), wanted, (), source, meant=meant)


def _core(name: str, rules: RuleSet) -> str:
    """A name without the place that it begins with: 苹果专班 of 屏边县苹果专班."""
    place = rules.get(compile_places).leading(name)
    rest = name[len(place.text) :] if place else name
    core = _LEVEL.sub("", rest, count=1)
    return core if len(core) > 1 else rest


def _line(function: str, rules: RuleSet) -> str | None:
    """The entry of a business line."""
    ids = [rule.id for rule in rules.organizations if rule.sort == "line" and rule.id.partition(".")[0] == function]
    return min(ids, key=len, default=None)


def _own(core: str) -> str:
    """An id of its own for an office, the same each time."""
    return f"own_{hashlib.sha256(core.encode()).hexdigest()[:8]}"


def unknown_measure(operation: SetField, of: CorrectedNotice, rules: RuleSet, source: str) -> Iterator[Proposal]:
    """A unit of measure that no rule knows: 50垛."""
    place = missed(operation, of)
    if operation.field != "targets" or place is None:
        return
    words = of.text[slice(*place)]
    unit = counted_word(words)
    if unit is None or any(unit in rule.units for rule in rules.measures):
        return
    rule = next((rule for rule in rules.measures if rule.kind == "things" and rule.units and not rule.unit), None)
    if rule is not None:
        wanted = Wanted("targets", words, _TARGETS)
        yield Proposal("measures", rule.id, "units", (unit,), wanted, stretches(of, place), source)
