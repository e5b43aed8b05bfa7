"""Places in names: they tell whom a notice is for (region), the level of its issuer, and where one issuer ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.name_models import PlaceRule
from fupin_extract.text.patterns import compiled

# A run of Han characters; the 年 of a year before it is no part of it.
_RUN = compiled(r"(?:(?<=\d)[年月日号度]+)?([一-龥]+)")
# Characters before what the name of any county, township or zone ends with.
_OF_COUNTY, _OF_TOWNSHIP, _OF_ZONE = 9, 7, 10
# An issuer is no shorter.
_LEAST_ISSUER = 4
# A larger place is named with no more characters before it.
_LONGEST_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A place at the beginning of a name: its text and its level, None of a zone whose government is not known."""

    text: str
    level: AdminLevel | None


@dataclass(frozen=True, slots=True)
class Places:
    """The places of ``rules/places.yaml`` as patterns, outermost first."""

    provincial: Compiled
    prefectural: Compiled
    districts: Compiled  # that are called as zones are
    above: tuple[tuple[AdminLevel, Compiled], ...]  # what zones below a government of a level begin with
    county: Compiled  # any, by what its name ends with
    township: Compiled
    zone: Compiled
    zones: tuple[str, ...]  # what the name of a zone ends with
    outside: Compiled  # what is in the name of no township
    done: Compiled  # in a title that begins so no place is named
    national: Compiled  # an office that is national by itself
    front: Compiled  # what may stand before a place: 中共, or the national office whose branch is there
    branch: Compiled
    short: Compiled  # the level of its government that an office begins with: 省 of 省财政厅
    levels: dict[str, AdminLevel | None]  # of these
    larger: frozenset[str]  # what the name of a larger place ends with
    fronts: tuple[str, ...]
    issuers: tuple[str, ...]  # what an office that signs ends with

    def leading(self, text: str) -> Place | None:
        """The place that a name or a title begins with, with all its levels: 杭州市上城区, 屏边县新华乡."""
        level: AdminLevel | None = None
        front = self.front.match(text)
        start = at = front.end() if front else 0
        if match := self.provincial.match(text, at):
            at, level = match.end(), "provincial"
        if match := self.prefectural.match(text, at):
            at, level = match.end(), "prefectural"
        match = self.districts.match(text, at) or self._county(text, at, level)
        if match and not self.done.search(match[0]):
            at, level = match.end(), "county"
        if (match := self.zone.match(text, at)) and not self.done.search(match[0]):
            at = match.end()
            level = level or self._above(match[0])
        elif (
            (match := self.township.match(text, at))
            and not self.done.search(match[0])
            and not self.outside.search(text, at, match.end() + 1)
        ):
            at, level = match.end(), "township"
        return Place(text[start:at], level) if at > start else None

    def _county(self, text: str, at: int, level: AdminLevel | None) -> re.Match[str] | None:
        """The county at a place of a text; what is called as a zone is none, nor where a larger place has a zone."""
        if level is not None and self.zone.match(text, at):
            return None
        match = self.county.match(text, at)
        return None if match is None or match[0].endswith(self.zones) else match

    def _above(self, zone: str) -> AdminLevel | None:
        """The level of the government above a zone, where its name tells it: 武汉东湖新技术开发区, 雄安新区."""
        return next((level for level, names in self.above if names.match(zone)), None)

    def is_place(self, name: str) -> bool:
        """Whether a name is that of a place, and of nothing in it."""
        place = self.leading(name)
        return place is not None and place.text == name

    def is_national(self, name: str) -> bool:
        """Whether it begins as a national office does, and not its branch in a place."""
        return self.national.match(name) is not None and not self.branch.match(name)

    def told_by(self, name: str) -> Place | None:
        """What a name begins with that tells a level: a national office, a place, or the word for one (省财政厅)."""
        if self.is_national(name) and (office := self.national.match(name)):
            return Place(office[0], "national")
        short = self.short.match(name)
        return self.leading(name) or (Place(short[0], self.levels[short[0]]) if short else None)

    def split_issuers(self, name: str) -> list[str]:
        """Issuers with nothing between them, parted where a place name, or 中共, begins again."""
        name = name.strip()
        place = self.leading(name)
        begins = place.text if place else short[0] if (short := self.short.match(name)) else ""
        if not begins:
            return [name] if name else []
        behind = name.find(begins) + len(begins)
        at = next(self._again(begins, name, behind), None)
        return [name] if at is None else [name[:at], *self.split_issuers(name[at:])]

    def _again(self, begins: str, name: str, behind: int) -> Iterator[int]:
        """Where another issuer begins in a name: behind one, with the same place, and what stands before that."""
        at = behind
        while (at := name.find(begins, at)) >= 0:
            before = next((front for front in self.fronts if name.endswith(front, behind, at)), "")
            for begin in dict.fromkeys((at - len(before), at)):
                if begin >= _LEAST_ISSUER and name.endswith(self.issuers, 0, begin):
                    yield begin
            at += len(begins)

    def region(
        self, title: str | None, notice: str | None, issuers: list[str], told: list[str], frame: list[str]
    ) -> tuple[str | None, AdminLevel | None]:
        """The place that the plan is for, in its longest form, and the level of the issuer.

        ``told`` are the offices that the page names, ``frame`` the texts in which the longest form may stand.
        """
        national = False
        for text in (*issuers[:1], notice, title, *issuers[1:], *told):
            if text is None:
                continue
            if self.is_national(text):
                national = True
                break
            if place := self.leading("".join(text.split())):
                full = self._longest(place, [*issuers, *frame, notice or "", title or ""])
                return full.text, full.level
        short = next((found for issuer in issuers if (found := self.short.match(issuer))), None)
        return None, "national" if national else self.levels.get(short[0]) if short else None

    def _longest(self, place: Place, texts: list[str]) -> Place:
        """The place with the larger places before it, where some text of the frame names them."""
        best = place
        for text in (text for text in texts if place.text in text):
            for run in _RUN.findall(text):
                at = run.find(place.text)
                if at <= 0 or at > _LONGEST_BEFORE:
                    continue
                whole = self.leading(run)
                if whole is None or len(whole.text) <= len(best.text) or not whole.text.endswith(place.text):
                    continue
                if whole.text[-len(place.text) - 1] in self.larger:
                    best = Place(whole.text, whole.level)
        return best


def compile_places(rules: RuleSet) -> Places:
    """The places as patterns."""
    entries = rules.places
    levels = {word: rule.level for rule in entries for word in rule.short}
    branch, party = (any_of(w for r in entries for w in getattr(r, field)) for field in ("branches", "party"))

    def of(source: str) -> Compiled:
        return compile_pattern(source, entries)

    def words(field: str) -> list[str]:
        return [word for rule in entries for word in getattr(rule, field)]

    # 阿拉善经济开发区: a zone begins with the name of a prefecture without its ending.
    stem = of(f"(?<=..)(?:{any_of(word for word, level in levels.items() if level == 'prefectural')})$")
    over_zones: tuple[AdminLevel, ...] = ("provincial", "prefectural")
    before_office = f"(?:{branch})(?=[一-龥])"
    return Places(
        provincial=of(any_of(_names(entries, "provincial"))),
        prefectural=of(any_of(_names(entries, "prefectural"))),
        districts=of(any_of(_names(entries, "county"))),
        above=tuple((level, of(any_of(_stems(entries, level, stem)))) for level in over_zones),
        county=of(_any_place(entries, "county", _OF_COUNTY)),
        township=of(_any_place(entries, "township", _OF_TOWNSHIP)),
        zone=of(f"{_letters(entries)}{{1,{_OF_ZONE}}}?(?:{any_of(words('zones'))})"),
        zones=tuple(words("zones")),
        outside=of(any_of(words("outside"))),
        done=of(any_of(words("done"))),
        national=of(either(words("by_name"))),
        front=of(f"{party}|{before_office}"),
        branch=of(before_office),
        short=of(f"(?:{any_of(levels)})(?=[一-龥])"),
        levels=levels,
        larger=frozenset(word for word, level in levels.items() if len(word) == 1 and level != "township"),
        fronts=(*words("party"), *words("branches")),
        issuers=tuple(word for rule in rules.header if rule.field == "signature" for word in rule.words),
    )


def _names(entries: Iterable[PlaceRule], level: AdminLevel) -> list[str]:
    """The places of a level, as they are called in full."""
    return [f"{name}{r.ending}" for r in entries if r.level == level and not r.zone for name in r.names]


def _stems(entries: Iterable[PlaceRule], level: AdminLevel, stem: Compiled) -> Iterator[str]:
    """What zones below a government of a level begin with."""
    for name in (name for rule in entries if rule.level == level for name in rule.names):
        ending = stem.search(name)
        yield name[: ending.start()] if ending else name


def _letters(entries: Iterable[PlaceRule]) -> str:
    """A character of the name of a place."""
    return f"(?:(?!{any_of(word for rule in entries for word in rule.stops)})[一-龥])"


def _any_place(entries: Iterable[PlaceRule], level: AdminLevel, longest: int) -> str:
    """Any place of a level, with no more characters before what its name ends with."""
    of_level = [rule for rule in entries if rule.level == level]
    unlike, kinds = (either(p for r in of_level for p in getattr(r, field)) for field in ("unlike", "kinds"))
    return f"(?!{unlike}){_letters(entries)}{{1,{longest}}}?(?:{kinds})"
