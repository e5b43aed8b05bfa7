"""A stretch that lists organisations (单位) → their names: separators, shared suffixes, chains of places, 等.

``A、B，C等部门`` holds three names; ``各市、县（市、区）人民政府`` one; ``统计、教育等部门`` is 统计部门 and
教育部门. A bracket in a name belongs to it, and what stands in it does not split.
"""

from __future__ import annotations

import re

from fupin_extract.names.unit_forms import LONGEST_SHORT, STARS, NamedUnit, UnitForms
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import BRACKETS

_OPEN, _SHUT = "".join(BRACKETS), "".join(BRACKETS.values())
_SEPARATORS = "、，；, /"
_CERTAIN = frozenset(_SEPARATORS)
_DEEPER = dict.fromkeys(_OPEN, 1) | dict.fromkeys(_SHUT, -1)
# No chain of places is longer.
_LONGEST_CHAIN = 8
_MARK = compiled(f"[{re.escape(_OPEN + _SHUT + _SEPARATORS)}和及与]")
_EDGES = frozenset(" 。：”“.")
_BRACKETED = compiled(f"[{re.escape(_OPEN)}][^{re.escape(_OPEN + _SHUT)}]*[{re.escape(_SHUT)}]$")


def split_units(
    text: str, start: int, end: int, forms: UnitForms, *, shift: int = 0, commas: int = 0
) -> list[NamedUnit]:
    """The organisations listed in ``text[start:end]``, in order.

    ``shift`` is where the text itself begins in what its places are told of; ``commas`` are those of the group before
    ``start``.
    """
    items = _items(text, start, end, commas, forms)
    if len(items) > 1:
        items = _chains(text, items, forms)
    units: list[NamedUnit] = []
    if not forms.marks.search(text, start, end):
        # Most names are just what is written.
        for at, stop, before in items:
            name = text[at:stop]
            units.append(NamedUnit(name, name, at + shift, stop + shift, before))
        return _give_back(units, "", len(units), forms)
    shared, told = "", 0
    for at, stop, before in items:
        if units and units[-1].open_ended and text[at:stop] in forms.shared:
            continue  # 等相关部门、单位
        unit, tail = _unit(text, at, stop, before, forms, shift)
        if unit is not None:
            units.append(unit)
        elif tail is not None and units:
            # 、等部门 behind the last name
            units[-1] = units[-1]._replace(open_ended=True)
        if tail:
            # What follows 等部门 has no part in its suffix.
            shared, told = tail, len(units)
    return _give_back(units, shared, told or len(units), forms)


def _items(text: str, start: int, end: int, commas: int, forms: UnitForms) -> list[tuple[int, int, int]]:
    """Stretches between separators outside brackets, with the commas before each."""
    items: list[tuple[int, int, int]] = []
    at, depth = start, 0
    parting: set[int] | None = None
    for mark in _MARK.finditer(text, start, end):
        stop, what = mark.start(), mark[0]
        if what in _DEEPER:
            depth = max(0, depth + _DEEPER[what])
        if depth or what in _DEEPER:
            continue
        behind = stop + 1
        if what == "及" and text[at:stop].endswith("以"):
            stop -= 1
        elif what not in _CERTAIN:
            if parting is None:
                parting = forms.parting(text[start:end])
            if stop - start not in parting:
                continue
        _add_item(items, text, at, stop, commas)
        commas += what in "，；"
        at = behind
    _add_item(items, text, at, end, commas)
    return items


def _add_item(items: list[tuple[int, int, int]], text: str, at: int, stop: int, commas: int) -> None:
    """Add the stretch, unless there is nothing in it.

    It has no blanks and stops at its ends, and no quotation mark whose other half is not in it.
    """
    if at < stop and (text[at] in _EDGES or text[stop - 1] in _EDGES):
        while at < stop and (text[at] in " 。：”." or (text[at] == "“" and "”" not in text[at:stop])):
            at += 1
        while stop > at and (text[stop - 1] in " 。：“." or (text[stop - 1] == "”" and "“" not in text[at:stop])):
            stop -= 1
    if at < stop:
        items.append((at, stop, commas))


def _chains(text: str, items: list[tuple[int, int, int]], forms: UnitForms) -> list[tuple[int, int, int]]:
    """Join kinds of place before one organisation: 各市、县（市、区）人民政府; 各省、自治区、直辖市人民政府."""
    joined, place_ends, kinds = items[:1], forms.place_ends, forms.kinds
    for k in range(1, len(items)):
        (begin, stop, commas), (at, end, _) = joined[-1], items[k]
        # Most names are long, and stand behind no kind of place.
        may_go_on = end - at < 3 or text[stop - 1] in place_ends or text[at] in kinds
        if may_go_on and _goes_on(text, joined[-1], items[k : k + _LONGEST_CHAIN], forms):
            joined[-1] = (begin, end, commas)
        else:
            joined.append(items[k])
    return joined


def _goes_on(text: str, before: tuple[int, int, int], items: list[tuple[int, int, int]], forms: UnitForms) -> bool:
    """Whether the first item goes on with the name of the one before it."""
    a, b, _ = items[0]
    if text[before[1] : a] != "、":
        return False
    # 区政府各委、办、局: kinds of office before no name of their own.
    if b - a == 1 or (b - a == 2 and forms.sharing.match(text, a)):
        return True
    if text[a] in forms.kinds and text[a + 1] in _OPEN and _BRACKETED.sub("", text[a:b]) == text[a]:
        return True
    above = text[before[0] : before[1]]
    if above[-1] not in forms.place_ends:
        return False
    if _zone(above, forms) and (text[a] == "各" or _zone(forms.without_committee(text[a:b]), forms)):
        return False
    last = _last_of(above)
    return forms.place_kind.fullmatch(last) is not None and _leads_to_office(last, text, items, forms)


def _zone(name: str, forms: UnitForms) -> bool:
    """Whether a place is a zone that has a committee of its own: 高新区."""
    return not name.startswith("各") and forms.zone.fullmatch(name) is not None


def _last_of(chain: str) -> str:
    """The last kind of place of a chain, with its bracket: 各县（市、区） of 各市及各县（市、区）."""
    begins = max(map(chain.rfind, _OPEN)) if chain[-1] in _SHUT else -1
    return chain[max(chain.rfind(mark, 0, begins if begins > 0 else len(chain)) for mark in "、及和") + 1 :]


def _leads_to_office(above: str, text: str, items: list[tuple[int, int, int]], forms: UnitForms) -> bool:
    """Whether the first item, after further kinds of place, is a kind of place with an organisation behind it.

    ``above`` is the kind of place before it.
    """
    for a, b, _ in items:
        kind = forms.starts_kind.match(text[a:b])
        if kind is None:
            return False
        if not forms.place_kind.fullmatch(text[a:b]):
            # 各市、县财政局 goes down from one to the other; 各乡镇、县教育局 are two.
            rest = text[a + kind.end() : b]
            return (
                bool(forms.office.fullmatch(text[a:b])) or rest[:1] in _OPEN or forms.rank(kind[0]) >= forms.rank(above)
            )
    return False


def _unit(text: str, a: int, b: int, commas: int, forms: UnitForms, shift: int) -> tuple[NamedUnit | None, str | None]:
    """The unit of one item, and the suffix that it shares with the list (``""`` for a mere 等; None for no 等)."""
    starred = text[a] in STARS or text[b - 1] in STARS
    while starred and a < b and text[a] in STARS:
        a += 1
    while starred and b > a and text[b - 1] in STARS:
        b -= 1
    written = text[a:b]
    match = forms.open_end.search(written)
    if match is None:
        return (NamedUnit(written, written, a + shift, b + shift, commas, starred), None) if written else (None, None)
    shared = next((s for s in forms.shared if s in match[0]), "")
    b = a + match.start()
    written = text[a:b]
    if not written:
        return None, shared
    return NamedUnit(written, written, a + shift, b + shift, commas, starred, open_ended=True), shared


def _give_back(units: list[NamedUnit], shared: str, told: int, forms: UnitForms) -> list[NamedUnit]:
    """Names with the suffix that they share.

    It is that of 等部门, of a last name in …部门, or the office of a last place.
    """
    if not shared and (len(units) < 2 or _are_full(units, forms.full_ends)):
        return units
    named = _with_heads(units, forms)
    if shared:
        named = [
            u._replace(name=u.name + shared) if i < told and _bare(u.name, forms) else u for i, u in enumerate(named)
        ]
    elif suffixes := _suffixes(units, forms):
        named = [
            u._replace(name=u.name + suffixes[u.commas]) if u.commas in suffixes and _bare(u.name, forms) else u
            for u in named
        ]
    for i in range(len(named) - 2, -1, -1):
        unit, after = named[i], named[i + 1]
        if unit.commas == after.commas and (office := _office(unit.name, after.name, forms)):
            named[i] = unit._replace(name=unit.name + office)
    return named


def _are_full(units: list[NamedUnit], ends: frozenset[str]) -> bool:
    """Whether all names are full by their ends, so that nothing is given back to any; False is no answer."""
    for unit in units:
        name = unit.name
        if len(name) <= LONGEST_SHORT or (name[-1] not in ends and name[-2:] not in ends):
            return False
    return True


def _suffixes(units: list[NamedUnit], forms: UnitForms) -> dict[int, str]:
    """The 部门 or 单位 that the last name of each part between commas shares with its part: 施工、监理单位，各有关企业.

    Where commas stand between all names, the list is one part.
    """
    if not any(unit.name.endswith(forms.shared[:2]) for unit in units):
        return {}
    last = {unit.commas: unit.name for unit in units}
    if len(last) == len(units):
        # 各村（社区），镇属单位: what is 各 is whole.
        last = {unit.commas: units[-1].name for unit in units if not unit.name.startswith("各")}
    ends = {part: next((s for s in forms.shared[:2] if name.endswith(s)), "") for part, name in last.items()}
    return {part: suffix for part, suffix in ends.items() if suffix and not forms.many.match(last[part])}


def _office(name: str, after_name: str, forms: UnitForms) -> str:
    """What a place shares with the next: its government, its committee, its bureau; empty where it shares none."""
    told = _told_office(name, after_name, forms) if after_name.endswith(forms.offices) else ""
    return told or forms.placed_office(name, after_name)


def _told_office(name: str, after_name: str, forms: UnitForms) -> str:
    """What a place shares with the government, or the committee, of the next."""
    after = forms.office.fullmatch(after_name)
    if after is None or name.startswith("各") or forms.whole.search(name) or "各" in after["place"]:
        return ""
    return _shared_office(name, after["place"], after["office"], forms)


def _shared_office(name: str, place: str, office: str, forms: UnitForms) -> str:
    """What is given back to a place of the office of the next; empty where it shares none."""
    if _zone(name, forms):
        return (
            office
            if _zone(place, forms) or (office in forms.committees and not forms.place_kind.fullmatch(place))
            else ""
        )
    if forms.place_kind.fullmatch(place):
        return ""  # 开发区和街道办事处: a kind of place has no office of its own to share
    # 广州 ends in 州 and yet has no kind of its own; 忠县 before 渠县政府 has.
    if forms.place.fullmatch(name) and (len(name) > 2 or name[-1] == place[-1]):
        return office
    kind = "街道" if place.endswith("街道") else place[-1]
    return kind + office if len(name) <= LONGEST_SHORT and 2 < len(place) <= 4 else ""


def _with_heads(units: list[NamedUnit], forms: UnitForms) -> list[NamedUnit]:
    """Business lines with the head that closes their part of the list: 各县区医保、卫健、财政局，各有关单位."""
    named = _with_levels(units, forms)
    head, commas = "", -1
    for i in range(len(named) - 1, -1, -1) if len(named) > 1 else ():
        unit = named[i]
        if unit.name.endswith(forms.head_ends) and (unit.name[-1] not in _SHUT or forms.head.search(unit.name)):
            head, commas = unit.name, unit.commas
        elif head and unit.commas == commas and (shared := _shared_head(unit.name, head, forms)):
            named[i] = unit._replace(name=unit.name + shared)
        else:
            head = ""
    return named


def _shared_head(name: str, headed: str, forms: UnitForms) -> str:
    """What a business line shares of a name with a head; empty where either is more than a line."""
    found = forms.head.search(headed)
    own = found and _is_line(name, forms) and forms.line(headed[: found.start()])
    return found[0] if found and own else ""


def _with_levels(units: list[NamedUnit], forms: UnitForms) -> list[NamedUnit]:
    """Levels alone with what the next of their part of the list has behind its own: 中央、省驻县单位."""
    named = list(units)
    for i in range(len(named) - 2, -1, -1):
        unit, after = named[i], named[i + 1]
        if unit.name in forms.levels and unit.commas == after.commas and (own := forms.leveled.match(after.name)):
            named[i] = unit._replace(name=unit.name + after.name[own.end() :])
    return named


def _is_line(name: str, forms: UnitForms) -> bool:
    """Whether a name is a business line that may share a head: no 产业园."""
    return _bare(name, forms) and forms.line(name)


def _bare(name: str, forms: UnitForms) -> bool:
    """Whether a name is only a business line: 统计, 人社."""
    main = _BRACKETED.sub("", name)
    return not forms.closed.search(main) and not forms.place_kind.fullmatch(name)
