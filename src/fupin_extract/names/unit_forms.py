"""The words of lists of organisations, compiled: how names end, which places they stand for, how a list goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from fupin_extract.names.reading import is_organization, parting_conjunctions
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.models import ResponsibilityRule
from fupin_extract.ruleset.pattern import compile_sign
from fupin_extract.text.stops import BRACKETS

_RANKED: tuple[AdminLevel, ...] = ("provincial", "prefectural", "county", "township")
_BRACKET = r"(?:[（〔\[][^（）〔〕\[\]]{1,16}[）〕\]])?"
# What marks the unit that leads: *县财政局.
STARS = "*★☆▲△"

_LONGEST_PLACE = 9
# What is given back to shorter names is told by all that they are (临汾、侯马、洪洞经济开发区管委会).
LONGEST_SHORT = 3


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
    marks: Compiled  # a star, or 等: where there is none, the names of a list are just what is written
    whole: Compiled
    closed: Compiled
    full_ends: frozenset[str]  # of one or two characters: how full names end, and no place, zone or level
    place_kind: Compiled
    place_ends: frozenset[str]  # the characters that a kind of place can end with
    starts_kind: Compiled
    ranks: dict[str, int]  # of a kind of place, from the largest down; the longest first
    divisions: tuple[str, ...]  # what the name of a place above a township ends with
    placed: Compiled  # 盂县农业农村局: a place by its name, and what is told of it
    no_place: Compiled
    zoned: Compiled  # 洪洞经济开发区管委会
    sharing: Compiled
    kinds: frozenset[str]  # of office: 各委、办、局
    place: Compiled
    office: Compiled
    offices: tuple[str, ...]
    shared: tuple[str, ...]
    head: Compiled
    head_ends: tuple[str, ...]  # what a name with a head ends with
    zone: Compiled
    zones: tuple[str, ...]  # what the name of a zone ends with
    committees: tuple[str, ...]  # of zones
    committee: Compiled  # 经济开发区管委会（推进办公室）: the committee of a zone, and its office
    levels: frozenset[str]
    leveled: Compiled  # a level, with what offices of it are called behind it
    local: frozenset[str]  # in a remark, the local governments beside it, which end so
    local_offices: tuple[str, ...]
    many: Compiled  # what the name of many begins with
    parting: Callable[[str], set[int]]
    line: Callable[[str], bool]  # whether a text is a business line alone
    named: Callable[[str], bool]  # whether a text is an organisation by itself

    def placed_office(self, name: str, after: str) -> str:
        """What a place shares with the next: 农业农村局 of 平定县、盂县农业农村局; empty where it shares none."""
        if name.endswith(self.zones) and not name.startswith("各") and (told := self.committee.fullmatch(after)):
            # 高新区、曲阜文化建设示范区管委会（推进办公室）
            return told["office"]
        if name.endswith(self.divisions) and len(name) <= _LONGEST_PLACE:
            other = self.placed.fullmatch(after)
            same = (
                other is not None
                and name.endswith(other["kind"])
                and other["place"] != name
                and not self.no_place.match(name)
            )
            return other["office"] if same and other and self._of_place(other) else ""
        # 临汾、侯马、洪洞经济开发区管委会
        if (
            1 < len(name) <= LONGEST_SHORT
            and (zone := self.zoned.fullmatch(after))
            and not self.line(name)
            and not self.named(name)
        ):
            return zone["office"]
        return ""

    def rank(self, kind: str) -> int:
        """How far down a kind of place is: 省 0, 市 1, 县 2, 乡 3."""
        kind = kind.lstrip("各")
        return next((rank for word, rank in self.ranks.items() if kind.startswith(word)), len(_RANKED) - 1)

    def without_committee(self, name: str) -> str:
        """The zone of a committee: 高新区 of 高新区管委会."""
        return next((name.removesuffix(end) for end in self.committees if name.endswith(end)), name)

    def _of_place(self, told: re.Match[str]) -> bool:
        return not self.no_place.fullmatch(told["place"]) and self.named(told["office"])


class _Said:
    """What the rules of names in lists say, by what they mean."""

    def __init__(self, rules: RuleSet) -> None:
        self._entries = rules.responsibility

    def listed(self, means: str) -> list[str]:
        """The words, the longest first."""
        found = {w for r in self._entries if r.means == means for w in r.words}
        return sorted(found, key=lambda w: (-len(w), w))

    def words(self, means: str) -> str:
        """The pattern of any of the words."""
        return any_of(self.listed(means))

    def patterns(self, means: str) -> str:
        """The pattern of any of the patterns."""
        return either(pattern for r in self._entries if r.means == means for pattern in r.patterns)

    def of(self, source: str, *means: str) -> Compiled:
        """A pattern that entries which mean these make."""
        return compile_pattern(source, self.meaning(*means))

    def meaning(self, *means: str) -> list[ResponsibilityRule]:
        """The entries that mean one of these."""
        return [r for r in self._entries if r.means in means]

    def placed(self) -> Compiled:
        """A place by its name, and what is told of it; a government and its like are shared by what ends with it."""
        office = f"(?!{self.words('office')}|{self.words('township')})[一-龥]{{2,20}}"
        place = f"(?P<place>[一-龥]{{1,8}}?(?P<kind>{self.words('division')}))"
        return self.of(f"{place}(?P<office>{office})", "office", "division", "township")

    def full_ends(self) -> frozenset[str]:
        """Ends of full names that no place, zone or level has, those of one or two characters."""
        others = {word[-1:] for means in ("division", "township", "zone", "level") for word in self.listed(means)}
        full = (*self.listed("whole"), *self.listed("closed"))
        return frozenset(word for word in full if len(word) < 3 and word[-1:] not in others)

    def ranks(self) -> dict[str, int]:
        """How far down a kind of place is, the longest first."""
        found = {w: _RANKED.index(r.level) for r in self._entries if r.level in _RANKED for w in r.words}
        return {word: found[word] for word in sorted(found, key=len, reverse=True)}


def compile_units(rules: RuleSet) -> UnitForms:
    """The forms of names in lists."""
    said = _Said(rules)
    listed, words, patterns, of = said.listed, said.words, said.patterns, said.of
    kind = words("place_kind")
    kind_ends = {word[-1] for word in listed("place_kind") if word}
    kinds = "".join(listed("office_kind"))
    level, places = f"(?:{words('division')}|{words('township')})", ("division", "township")
    shared = [w for r in rules.responsibility if r.means == "shared_suffix" for w in r.words]
    open_ends = [pattern for r in rules.responsibility if r.means == "open_end" for pattern in r.patterns]
    return UnitForms(
        open_end=of(either(open_ends), "open_end"),
        marks=compile_sign(f"[{STARS}]|{either(p.removesuffix('$') for p in open_ends)}", said.meaning("open_end")),
        whole=of(f"(?:{words('whole')}|等)$", "whole"),
        closed=of(f"(?:{words('whole')}|{words('closed')})$", "whole", "closed"),
        full_ends=said.full_ends(),
        place_kind=of(f"(?:(?:全)?[省市县州区]?各|各)?(?:{words('each')})?(?:{kind}){_BRACKET}$", "place_kind", "each"),
        place_ends=frozenset(kind_ends | set(BRACKETS.values())),
        starts_kind=of(f"各?(?:{kind})", "place_kind"),
        ranks=said.ranks(),
        divisions=tuple(listed("division")),
        placed=said.placed(),
        no_place=of(patterns("no_place"), "no_place"),
        zoned=of(f"[一-龥]{{2,3}}(?P<office>{patterns('zone_office')})", "zone_office"),
        sharing=of(patterns("sharing"), "sharing"),
        kinds=frozenset(kinds),
        place=of(f"[一-龥]{{1,12}}{level}$", *places),
        office=of(f"(?P<place>.*?{level})(?P<office>{words('office')})$", "office", *places),
        offices=tuple(listed("office")),
        shared=tuple(shared),
        head=of(f"(?:{words('shared_head')})(?:（[{kinds}、]{{1,5}}）)?$", "shared_head", "office_kind"),
        head_ends=(*listed("shared_head"), *BRACKETS.values()),
        zone=of(f"[一-龥]{{0,4}}(?:{words('zone')})", "zone"),
        zones=tuple(listed("zone")),
        committees=tuple(listed("committee")),
        committee=of(f"[一-龥]{{2,14}}?(?P<office>(?:{words('committee')})(?:（[^（）]{{2,10}}）)?)", "committee"),
        levels=frozenset(listed("level")),
        leveled=of(f"(?:{words('leveled')})(?:{patterns('seated')}|(?={words('seated')}))", "leveled", "seated"),
        local=frozenset(listed("local")),
        local_offices=tuple(listed("local_office")),
        many=of(f"{words('many')}|{patterns('many')}", "many"),
        parting=partial(parting_conjunctions, rules=rules),
        named=partial(is_organization, rules=rules, strict=True),
        line=partial(_is_line, kinds=of(f"(?:各?(?:{kind}){_BRACKET}、?){{1,4}}", "place_kind"), rules=rules),
    )


def _is_line(name: str, kinds: Compiled, rules: RuleSet) -> bool:
    """Whether a name is only a business line, behind kinds of place or not: 卫健, 各县（市、区）卫健."""
    places = kinds.match(name)
    line = name[places.end() :] if places else name
    return is_organization(line, rules) and not is_organization(line, rules, strict=True)
