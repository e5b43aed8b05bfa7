"""A stretch that lists organisations (单位) → their names: separators, shared suffixes, chains of places, 等.

``A、B，C等部门`` holds three names; ``各市、县（市、区）人民政府`` one; ``统计、教育等部门`` is 统计部门 and 教育部门. A bracket in a name belongs to
it, and what stands in it does not split.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_OPEN, _SHUT = "（〔[【〈", "）〕]】〉"
_SEPARATORS = "、，；, "
# What ends the full name of an organisation: behind it 和 and 及 stand between two names, not inside one.
_WHOLE = re.compile(
    r"(?:政府|委员会|管委会|办公室|办公厅|办事处|局|厅|委|办|部|院|署|集团|公司|分行|支行|银行|部门|单位|支队|总队|联合会|总工会|中心|小组|指挥部|海关|机构|企业|等)$"
)
_AND = re.compile("以及|和|及|与")
# 和 and 及 before these stand between two units.
_OPENS_UNIT = re.compile(
    "各|有关|相关|其他|其它|全体|所属|所辖|省直|市直|县直|区直|州直|省级|市级|县级|国务院|省委|市委|县委|区委|省政府|市政府"
)
_KIND = r"(?:省|自治区|直辖市|副省级城市|计划单列市|设区的?市|地级以上市|地级市|市州|市|州|盟|地区|县级市|县市区|县市|县区|县|区县|市区|区|旗|乡镇|镇街|乡|镇|街道|功能区|开发区|高新区|经开区|新区|园区|示范区|度假区|风景区|景区|林区|合作区|街镇)"
_BRACKET = r"(?:[（〔\[][^（）〔〕\[\]]{1,16}[）〕\]])?"
_PLACE_KIND = re.compile(rf"(?:(?:全)?[省市县州区]?各|各)?(?:有关|相关)?{_KIND}{_BRACKET}$")
_STARTS_KIND = re.compile(rf"(?:各)?{_KIND}")
# Shared by the last name of a list with those before it that are only places: 泰山区、岱岳区政府.
_OFFICE = re.compile(
    r"(?P<place>.*?(?:区|县|市|州|盟|旗|镇|乡|街道))(?P<office>人民政府|政府|管委会|管理委员会|办事处|街道办事处|党委|党工委)$"
)
_PLACE = re.compile(r"[一-龥]{1,12}(?:区|县|市|州|盟|旗|镇|乡|街道)$")
_SHARED = ("部门", "单位", "机构", "分局")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """An organisation as named in a list at ``[start, end)`` of the text: ``name`` with its suffix given back, ``text`` as written.

    ``commas`` counts the commas of the group before it; ``starred``: a * before the name; ``open_ended``: 等 behind it.
    """

    name: str
    text: str
    start: int
    end: int
    commas: int = 0
    starred: bool = False
    open_ended: bool = False


def split_units(text: str, start: int, end: int, open_end: re.Pattern[str]) -> list[NamedUnit]:
    """The organisations listed in ``text[start:end]``, in order."""
    items = _items(text, start, end)
    items = _chains(text, items)
    units: list[NamedUnit] = []
    shared = ""
    for at, stop, commas in items:
        unit, tail = _unit(text, at, stop, commas, open_end)
        if unit is None:
            # 、等部门 behind the last name
            if tail is not None and units:
                units[-1] = replace(units[-1], open_ended=True)
                shared = tail or shared
            continue
        units.append(unit)
        shared = tail or shared
    return _give_back(units, shared)


def _items(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Stretches between separators outside brackets, with the commas before each."""
    cuts: list[tuple[int, int, bool]] = []
    depth = 0
    pos = start
    while pos < end:
        char = text[pos]
        if char in _OPEN:
            depth += 1
        elif char in _SHUT:
            depth = max(0, depth - 1)
        elif depth == 0 and char in _SEPARATORS:
            cuts.append((pos, pos + 1, char in "，；"))
        elif depth == 0 and (width := _conjunction(text, start if not cuts else cuts[-1][1], pos, end)):
            cuts.append((pos, pos + width, False))
            pos += width
            continue
        pos += 1
    items, at, commas = [], start, 0
    for left, right, comma in [*cuts, (end, end, False)]:
        a, b = _trim(text, at, left)
        if a < b:
            items.append((a, b, commas))
        commas += comma
        at = right
    return items


def _conjunction(text: str, item: int, pos: int, end: int) -> int:
    """How long a 和 or 及 at ``pos`` is that stands between two units, or 0."""
    match = _AND.match(text, pos, end)
    if match is None or pos == item:
        return 0
    before, after = text[item:pos], match.end()
    if match[0] == "以及":
        return 2
    if re.match("单位|机构|部门|企业|个人|组织", text[after:end]):
        return 0
    if _OPENS_UNIT.match(text, after, end) and not re.fullmatch("各|有关|相关|各有关|各相关", before):
        return len(match[0])
    return len(match[0]) if _WHOLE.search(before) and not _PLACE_KIND.fullmatch(before) else 0


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in " 。：“”.":
        a += 1
    while b > a and text[b - 1] in " 。：“”.":
        b -= 1
    return a, b


def _chains(text: str, items: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join kinds of place before one organisation: 各市、县（市、区）人民政府; 各省、自治区、直辖市人民政府."""
    joined: list[tuple[int, int, int]] = []
    for k, item in enumerate(items):
        a, b, _ = item
        if joined:
            pa, pb, pc = joined[-1]
            last = re.split("、", text[pa:pb])[-1]
            if text[pb:a] == "、" and _PLACE_KIND.fullmatch(last) and _leads_to_office(text, items[k:]):
                joined[-1] = (pa, b, pc)
                continue
        joined.append(item)
    return joined


def _leads_to_office(text: str, items: list[tuple[int, int, int]]) -> bool:
    """Whether the first item, after further kinds of place, is a kind of place with an organisation behind it."""
    for a, b, _ in items:
        if not _STARTS_KIND.match(text[a:b]):
            return False
        if not _PLACE_KIND.fullmatch(text[a:b]):
            return True
    return False


def _unit(text: str, a: int, b: int, commas: int, open_end: re.Pattern[str]) -> tuple[NamedUnit | None, str | None]:
    """The unit of one item, and the suffix that it shares with the list (``""`` for a mere 等; None for no 等)."""
    starred = text[a] == "*" or text[b - 1] == "*"
    while a < b and text[a] == "*":
        a += 1
    while b > a and text[b - 1] == "*":
        b -= 1
    match = open_end.search(text[a:b])
    if match is None:
        written = text[a:b]
        return (NamedUnit(written, written, a, b, commas, starred), None) if written else (None, None)
    shared = next((s for s in _SHARED if s in match[0]), "")
    written = text[a : a + match.start()]
    if not written:
        return None, shared
    return NamedUnit(written, written, a, a + match.start(), commas, starred, True), shared


def _give_back(units: list[NamedUnit], shared: str) -> list[NamedUnit]:
    """Names with the suffix that they share: from 等部门, from a last name in …部门, from a last place with its office."""
    if not units:
        return units
    if not shared:
        last = units[-1].name
        suffix = next((s for s in _SHARED[:2] if last.endswith(s)), "")
        if suffix and not re.match("各|有关|相关|其他|市直|省直|县直|国务院|.{0,4}(?:各|有关|相关)", last):
            shared = suffix
    named = [replace(u, name=u.name + shared) if shared and _bare(u.name) else u for u in units]
    for i in range(len(named) - 2, -1, -1):
        after, unit = _OFFICE.fullmatch(named[i + 1].name), named[i]
        if after is None or unit.name.startswith("各") or _WHOLE.search(unit.name) or "各" in after["place"]:
            continue
        if _PLACE.fullmatch(unit.name) and unit.commas == named[i + 1].commas:
            named[i] = replace(unit, name=unit.name + after["office"])
        elif len(unit.name) <= 3 and 2 < len(after["place"]) <= 4 and unit.commas == named[i + 1].commas:
            named[i] = replace(unit, name=unit.name + after["place"][-1] + after["office"])
    return named


def _bare(name: str) -> bool:
    """Whether a name is only a business line: 统计, 人社."""
    return not _WHOLE.search(name) and not _PLACE_KIND.fullmatch(name) and not re.search("[站所队校园会处科行联]$|供销社|合作社|法院|检察院|大学|学校", name)
