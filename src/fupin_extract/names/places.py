"""Places in names: they tell whom a notice is for (region), the level of its issuer, and where one issuer ends."""

from __future__ import annotations

import re

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern
from fupin_extract.text.patterns import compiled, when_needed

_PARTY = compiled(r"^中(?:国)?共(?:产党)?")
_NATIONAL = compiled(
    r"^(?:国务院|国家|中央|中华|全国|中国(?![一-龥]{0,8}[县市区])|最高人民|共青团中央"
    r"|(?:(?:(?![委省市县区州旗镇])[一-龥]){2,12}部(?!门|队|落))(?:办公厅|[一-龥]{2,8}司)?(?:[、等]|$)"
    r"|(?:(?!省)[一-龥]){2,8}总局)"
)
# The branch of a national office in a place: 国家税务总局成都市税务局.
_BRANCH = compiled("^(?:国家税务总局|国家统计局|中国人民银行|国家金融监督管理总局)(?=[一-龥])")
# A run of Han characters; the 年 of a year before it is no part of it.
_RUN = compiled(r"(?:(?<=\d)[年月日号度]+)?([一-龥]+)")
# What the name of a larger place ends with.
_ABOVE = "省市州县区盟旗"
_NAME = r"(?:(?!人民|政府|办公|委员|关于|印发|省|[局厅委])[一-龥])"
# The level of its government that an issuer begins with, as another does: 省财政厅 of 省发展改革委省财政厅.
_SHORT = compiled("(?:自治[区州县旗]|兵团|[省市州盟县旗区镇乡])(?=[一-龥])")
_LEVELS: dict[str, AdminLevel] = {
    "自治区": "provincial",
    "兵团": "provincial",
    "省": "provincial",
    "自治州": "prefectural",
    "州": "prefectural",
    "盟": "prefectural",
    "自治县": "county",
    "自治旗": "county",
    "县": "county",
    "旗": "county",
    "区": "county",
    "镇": "township",
    "乡": "township",
}
_ENDS = "局厅委办室部府会院行心"
_ZONE_ENDS = (
    "(?:开发区|工业园区|高新区|经开区|产业园区|示范区|合作区|度假区|新区|实验区|试验区|名胜区|保税区|综保区|港务区)"
)
_ZONE = _NAME + "{1,10}?" + _ZONE_ENDS
_COUNTY = (
    "(?!自治)"
    + _NAME
    + r"{1,9}?(?:自治县|自治旗|县(?!区(?!域|划|级|位|直))|(?<![园社景地辖市片牧灾库校厂街专特小])区|旗|市)"
)
# What the name of a prefecture ends with, where a zone of it begins with the rest: 阿拉善经济开发区.
_STEM = compiled("(?<=..)(?:州|盟|地区)$")
# A title that begins with what is done for a place names none: 支持高新区发展.
_DONE = compiled(
    "关于|印发|促进|支持|推进|加快|推动|加强|建设|创建|打造|提升|强化|深化|优化|落实|贯彻|实施|开展|做好|做优|做强|培育"
)
_TOWNSHIP = "(?!小?城镇|乡镇|村镇)" + _NAME + r"{1,7}?(?:民族乡|镇(?!镇(?![政长党人村直级]))|乡|街道)"


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

    def leading(self, text: str) -> Place | None:
        """The place that a name or a title begins with, with all its levels: 杭州市上城区, 屏边县新华乡."""
        level: AdminLevel | None = None
        party = _PARTY.match(text) or _BRANCH.match(text)
        start = at = party.end() if party else 0
        if match := self.provincial.match(text, at):
            at, level = match.end(), "provincial"
        if match := self.prefectural.match(text, at):
            at, level = match.end(), "prefectural"
        if (match := self.districts.match(text, at) or self._county(text, at, level)) and not _DONE.search(match[0]):
            at, level = match.end(), "county"
        if (match := when_needed(_ZONE).match(text, at)) and not _DONE.search(match[0]):
            at = match.end()
            level = level or self._above(match[0])
        elif (
            (match := when_needed(_TOWNSHIP).match(text, at))
            and not _DONE.search(match[0])
            and not re.search("乡村|城乡", text[at : match.end() + 1])
        ):
            at, level = match.end(), "township"
        return Place(text[start:at], level) if at > start else None

    @staticmethod
    def _county(text: str, at: int, level: AdminLevel | None) -> re.Match[str] | None:
        """The county at a place of a text; what is called as a zone is none, nor where a larger place has a zone."""
        if level is not None and when_needed(_ZONE).match(text, at):
            return None
        match = when_needed(_COUNTY).match(text, at)
        return None if match is None or when_needed(f".*{_ZONE_ENDS}").fullmatch(match[0]) else match

    def _above(self, zone: str) -> AdminLevel | None:
        """The level of the government above a zone, where its name tells it: 武汉东湖新技术开发区, 雄安新区."""
        return next((level for level, names in self.above if names.match(zone)), None)

    def is_place(self, name: str) -> bool:
        """Whether a name is that of a place, and of nothing in it."""
        place = self.leading(name)
        return place is not None and place.text == name

    def split_issuers(self, name: str) -> list[str]:
        """Issuers with nothing between them, parted where a place name, or 中共, begins again."""
        name = name.strip()
        place = self.leading(name)
        begins = place.text if place else short[0] if (short := _SHORT.match(name)) else ""
        if not begins:
            return [name] if name else []
        behind = name.find(begins) + len(begins)
        again = re.compile(f"(?<=[{_ENDS}])(?:中共|国家税务总局)?{re.escape(begins)}")
        at = next((found.start() for found in again.finditer(name, behind) if found.start() > 3), None)
        return [name] if at is None else [name[:at], *self.split_issuers(name[at:])]

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
            if _NATIONAL.match(text) and not _BRANCH.match(text):
                national = True
                break
            if place := self.leading("".join(text.split())):
                full = self._longest(place, [*issuers, *frame, notice or "", title or ""])
                return full.text, full.level
        short = next((_SHORT.match(issuer) for issuer in issuers if _SHORT.match(issuer)), None)
        return None, "national" if national else _LEVELS.get(short[0]) if short else None

    def _longest(self, place: Place, texts: list[str]) -> Place:
        """The place with the larger places before it, where some text of the frame names them."""
        best = place
        for text in (text for text in texts if place.text in text):
            for run in _RUN.findall(text):
                at = run.find(place.text)
                if at <= 0 or at > 16:
                    continue
                whole = self.leading(run)
                if whole is None or len(whole.text) <= len(best.text) or not whole.text.endswith(place.text):
                    continue
                if whole.text[-len(place.text) - 1] in _ABOVE:
                    best = Place(whole.text, whole.level)
        return best


def compile_places(rules: RuleSet) -> Places:
    """The places as patterns."""

    def names(level: AdminLevel, *, stems: bool = False) -> Compiled:
        found = [
            _STEM.sub("", name) if stems else f"{name}{rule.ending}"
            for rule in rules.places
            for name in rule.names
            if rule.level == level and rule.zone <= stems
        ]
        return compile_pattern(any_of(found), rules.places)

    levels: tuple[AdminLevel, ...] = ("provincial", "prefectural")
    above = tuple((level, names(level, stems=True)) for level in levels)
    return Places(names("provincial"), names("prefectural"), names("county"), above)
