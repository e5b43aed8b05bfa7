"""The words of lists of organisations, compiled: how names end, which places they stand for, how a list goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from fupin_extract.names.reading import is_organization, parting_conjunctions
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import BRACKETS

# 盂县农业农村局: a place by its name, and what is told of it. Townships answer themselves.
_PLACED = compiled(
    "(?P<place>[一-龥]{1,8}?(?P<kind>[县市区州盟旗]))(?P<office>(?!人民政府|政府|管|街道|党|办事处)[一-龥]{2,20})"
)
_NO_PLACE = compiled("各|.{0,3}[社小园景林牧新发术]区$|[省市县区州]{1,2}$|[省市]直")
# 洪洞经济开发区管委会
_ZONED = compiled(
    "[一-龥]{2,3}(?P<office>(?:经济技术|经济|高新技术产业|高新|工业|产业)?(?:开发区|园区|示范区)管(?:理委员|委)会)"
)
# The committee of a zone, or of a port.
_COMMITTEE = compiled("[一-龥]{2,14}?(?P<office>管(?:理委员|委)会(?:（[^（）]{2,10}）)?)")
_ZONE_ENDS = "区园港"
_BRACKET = r"(?:[（〔\[][^（）〔〕\[\]]{1,16}[）〕\]])?"

_PLACES, _LONGEST_PLACE = "县市区州盟旗", 9


class NamedUnit(NamedTuple):
    """An organisation as named in a list at ``[start, end)`` of the text.

    ``name`` has its suffix given back, ``text`` is as written; ``commas`` counts the commas of the group before it;
    ``starred``: a * before the name; ``open_ended``: 等 behind it.
    """

    name: str
    text: str
    start: int
    end: int
    commas: int = 0
    starred: bool = False
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class UnitForms:
    """How names end and lists go on, from ``rules/responsibility.yaml``."""

    open_end: Compiled
    opens: Compiled  # as open_end, anywhere: where it is not found no name of a list is open
    whole: Compiled
    closed: Compiled
    place_kind: Compiled
    place_ends: frozenset[str]  # the characters that a kind of place can end with
    starts_kind: Compiled
    place: Compiled
    office: Compiled
    offices: tuple[str, ...]
    shared: tuple[str, ...]
    head: Compiled
    head_ends: tuple[str, ...]  # what a name with a head ends with
    zone: Compiled
    zone_end: Compiled  # what the name of a zone ends with
    levels: frozenset[str]
    leveled: Compiled  # a level, with what offices of it are called behind it
    many: Compiled  # what the name of many begins with
    parting: Callable[[str], set[int]]
    line: Callable[[str], bool]  # whether a text is a business line alone
    named: Callable[[str], bool]  # whether a text is an organisation by itself

    def placed_office(self, name: str, after: str) -> str:
        """What a place shares with the next: 农业农村局 of 平定县、盂县农业农村局; empty where it shares none."""
        if name[-1:] in _PLACES and len(name) <= _LONGEST_PLACE and "管" not in after:
            other = _PLACED.fullmatch(after)
            same = (
                other is not None and other["kind"] == name[-1] and other["place"] != name and not _NO_PLACE.match(name)
            )
            return other["office"] if same and other and self._of_place(other) else ""
        # 高新区、曲阜文化建设示范区管委会（推进办公室）
        if name[-1:] in _ZONE_ENDS and (told := _COMMITTEE.fullmatch(after)) and self.named_zone(name):
            return told["office"]
        # 临汾、侯马、洪洞经济开发区管委会
        if 1 < len(name) <= 3 and (zone := _ZONED.fullmatch(after)) and not self.line(name) and not self.named(name):
            return zone["office"]
        return ""

    def named_zone(self, name: str) -> bool:
        """Whether a name is that of a zone: 济宁经济技术开发区."""
        return not name.startswith("各") and self.zone_end.search(name) is not None

    def _of_place(self, told: re.Match[str]) -> bool:
        return not _NO_PLACE.fullmatch(told["place"]) and self.named(told["office"])


def compile_units(rules: RuleSet) -> UnitForms:
    """The forms of names in lists."""

    def listed(means: str) -> list[str]:
        found = {w for r in rules.responsibility if r.means == means for w in r.words}
        return sorted(found, key=lambda w: (-len(w), w))

    def words(means: str) -> str:
        return any_of(listed(means))

    def of(source: str, *means: str) -> Compiled:
        return compile_pattern(source, [r for r in rules.responsibility if r.means in means])

    kind = words("place_kind")
    kind_ends = {word[-1] for word in listed("place_kind") if word}
    level = "(?:区|县|市|州|盟|旗|镇|乡|街道)"
    shared = [w for r in rules.responsibility if r.means == "shared_suffix" for w in r.words]
    open_ends = [pattern for r in rules.responsibility if r.means == "open_end" for pattern in r.patterns]
    return UnitForms(
        open_end=of(either(open_ends), "open_end"),
        opens=of(either(pattern.removesuffix("$") for pattern in open_ends), "open_end"),
        whole=of(f"(?:{words('whole')}|等)$", "whole"),
        closed=of(f"(?:{words('whole')}|{words('closed')})$", "whole", "closed"),
        place_kind=of(f"(?:(?:全)?[省市县州区]?各|各)?(?:有关|相关)?(?:{kind}){_BRACKET}$", "place_kind"),
        place_ends=frozenset(kind_ends | set(BRACKETS.values())),
        starts_kind=of(f"各?(?:{kind})", "place_kind"),
        place=compiled(f"[一-龥]{{1,12}}{level}$"),
        office=of(f"(?P<place>.*?{level})(?P<office>{words('office')})$", "office"),
        offices=tuple(listed("office")),
        shared=tuple(shared),
        head=of(f"(?:{words('shared_head')})(?:（[局委厅办、]{{1,5}}）)?$", "shared_head"),
        head_ends=(*listed("shared_head"), *BRACKETS.values()),
        zone=of(f"[一-龥]{{0,4}}(?:{words('zone')})", "zone"),
        zone_end=of(f"(?:{words('zone')})$", "zone"),
        levels=frozenset(listed("level")),
        leveled=of(f"(?:{words('leveled')})(?:属(?=驻)|(?=[驻在属直级]))", "leveled"),
        many=of(f"{words('many')}|.{{0,8}}(?:各|有关|相关)", "many"),
        parting=partial(parting_conjunctions, rules=rules),
        named=partial(is_organization, rules=rules, strict=True),
        line=partial(_is_line, kinds=of(f"(?:各?(?:{kind}){_BRACKET}、?){{1,4}}", "place_kind"), rules=rules),
    )


def _is_line(name: str, kinds: Compiled, rules: RuleSet) -> bool:
    """Whether a name is only a business line, behind kinds of place or not: 卫健, 各县（市、区）卫健."""
    places = kinds.match(name)
    line = name[places.end() :] if places else name
    return is_organization(line, rules) and not is_organization(line, rules, strict=True)
