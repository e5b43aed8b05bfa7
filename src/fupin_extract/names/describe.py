"""The name of an organisation (单位) → its business lines, its kind and its level.

The level is that of the division (行政区划), not the rank of its cadres: a district of 北京市 is county level, a
副省级市 prefectural, a 街道 township level. A bare 市 or 区 is settled by the notice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from fupin_extract.names.lexicon import LONGEST, Meaning, Names, Token, compile_names
from fupin_extract.names.reading import BRACKETS
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel, UnitKind
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.fold import fold

_REMEMBERED = 4096
_BELOW: dict[AdminLevel, AdminLevel] = {
    "national": "provincial",
    "provincial": "prefectural",
    "prefectural": "county",
    "county": "township",
    "township": "township",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What a name tells: ``functions`` in the order of the name, ``level`` null where nothing tells it."""

    functions: tuple[str, ...]
    kind: UnitKind
    level: AdminLevel | None


def describe(
    name: str,
    rules: RuleSet,
    *,
    notice_level: AdminLevel | None = None,
    previous_level: AdminLevel | None = None,
    region: str | None = None,
) -> Described:
    """The business lines, the kind and the level of the organisation called ``name``.

    ``notice_level`` and ``region`` are those of the notice: they settle 市财政局 and 区财政局, and give a name without
    a place its level. ``previous_level`` is that of the organisation before it in the same list, from which 卫生健康委
    in 省教育厅、卫生健康委 has its own; a collective before it (各乡镇人民政府) tells nothing.
    """
    return rules.get(_told_descriptions)(name, notice_level, previous_level, region or "")


def _told_descriptions(rules: RuleSet) -> Callable[[str, AdminLevel | None, AdminLevel | None, str], Described]:
    """What ``describe`` gives; the same organisations come in row after row, and in notice after notice."""
    return lru_cache(maxsize=_REMEMBERED)(partial(_described, rules.get(compile_names)))


def _described(
    names: Names, name: str, notice: AdminLevel | None, previous: AdminLevel | None, region: str
) -> Described:
    text = fold(name).strip(" *。")
    main = BRACKETS.sub("", text)[-LONGEST:]
    tokens = names.cut(main)
    kind = _kind(main, tokens, names)
    functions = _functions(tokens, kind)
    for inside in BRACKETS.findall(text):
        functions += _functions(names.cut(inside), "department")
    level = _Levels(names, notice, previous, region).of(tokens, kind)
    return Described(tuple(dict.fromkeys(functions)), kind, level)


def _functions(tokens: Sequence[Token], kind: UnitKind) -> list[str]:
    """The lines of a name in its order; of 县政府办公室 that of the office that 政府 has."""
    counted = _counted(tokens)
    if counted or kind == "collective":
        return [line for token in counted for line in token.lines]
    owners = [i for i, t in enumerate(tokens) if t.is_owner]
    if not owners or not all(t.is_head for t in tokens[owners[-1] + 1 :]):
        return []
    meaning = tokens[owners[-1]].meaning
    return [meaning.office] if meaning is not None else []


def _counted(tokens: Sequence[Token]) -> list[Token]:
    """The tokens whose lines are the organisation's own.

    What owns offices counts at the end alone: 政府 in 县人民政府, not in 县人民政府法制办. There what stands before it
    is the name of a place (生态旅游示范区管委会), unless it has its own 办事处 (海关自贡办事处, 共青团姚安县委员会).
    """
    own = [t for t in tokens if t.lines and not t.is_owner]
    last = tokens[-1] if tokens else None
    if last is None or last.meaning is None or not last.is_owner:
        return own
    if own and last.meaning.line_kind != "government":
        return own
    if any(
        t.meaning is not None and (t.meaning.vertical or t.meaning.line_kind in {"enterprise", "bank"}) for t in own
    ):
        return own
    return [t for t in tokens if t.lines and t.is_owner]


def _kind(main: str, tokens: Sequence[Token], names: Names) -> UnitKind:
    """A collective first; then what its head says, if it says anything, then its party committee, then its line."""
    if any(t.is_collective or (t.is_place and t.meaning is not None and t.meaning.plural) for t in tokens):
        return "collective"
    counted = _counted(tokens)
    line_kind = counted[0].meaning.line_kind if counted and counted[0].meaning else None
    if line_kind == "court_procuratorate":
        return line_kind
    if not counted and tokens and tokens[-1].meaning is not None and tokens[-1].meaning.plural:
        return "collective"
    head_kind = _head_kind(main, names)
    if head_kind is not None and (head_kind != "government" or line_kind in {None, "government"}):
        return head_kind
    of_committee = any(t.is_place and t.meaning is not None and t.meaning.line_kind == "party" for t in tokens)
    return "party" if of_committee and line_kind in {None, "department"} else line_kind or "department"


def _head_kind(main: str, names: Names) -> UnitKind | None:
    """The kind that the longest head at the end of the name tells."""
    for start in range(len(main)):
        meaning = names.meanings.get(main[start:])
        if meaning is not None and meaning.head_kind is not None:
            return meaning.head_kind
    return None


@dataclass(frozen=True, slots=True)
class _Levels:
    """Levels of names in a notice of ``notice`` level for ``region``, behind a unit of level ``previous``."""

    names: Names
    notice: AdminLevel | None
    previous: AdminLevel | None
    region: str

    def of(self, tokens: Sequence[Token], kind: UnitKind) -> AdminLevel | None:
        places = [self._place(tokens, i) for i, t in enumerate(tokens) if t.is_place]
        own = [t.meaning for t in tokens if t.lines and t.meaning is not None]
        if kind == "collective":
            return self._collective(places, own)
        if any(m.line_level == "township" for m in own):
            return "township"
        national = any(m.national for m in own)
        if places and places[-1] is not None:
            return self._branch(tokens, places[-1])
        if national:
            return "national" if all(t.is_known for t in tokens) else self.notice
        told = next((m.line_level for m in own if m.line_level), None) or self._head(tokens, kind)
        return told or self.previous or self.notice

    @staticmethod
    def _collective(places: Sequence[AdminLevel | None], own: Sequence[Meaning]) -> AdminLevel | None:
        """One level for all of its places: 各县（市、区）; else the line's own (各街道办事处), never the notice's."""
        levels = set(places) or {m.line_level for m in own if m.line_level}
        return levels.pop() if len(levels) == 1 else None

    def _place(self, tokens: Sequence[Token], at: int) -> AdminLevel | None:
        """The level of the place at ``tokens[at]``."""
        token = tokens[at]
        before = tokens[at - 1] if at else None
        meaning = token.meaning
        if meaning is None or meaning.plural or meaning.place_level is not None:
            level = meaning.place_level if meaning is not None else None
            return self._seat(tokens, at, level)
        each = any(t.is_collective for t in tokens[:at])
        named = before is not None and not before.is_known
        city = before.meaning if before is not None and before.is_place else None
        if "区" in token.text:
            return "provincial" if not each and not named and not city and self._autonomous() else "county"
        if city is not None and city.place_level is not None:
            return city.place_level
        if each:
            return "county" if self.notice in {"prefectural", "county"} else "prefectural"
        # The prefectural cities are all known by name.
        return "county" if named else self._city()

    def _city(self) -> AdminLevel:
        """A bare 市: the city of the notice itself, else the one above its county or below its province."""
        if self._in_municipality():
            return "provincial"
        if self.region and not self.region.endswith("市"):
            return "prefectural"
        if self.notice == "provincial":
            # 市财政局 in a province's notice without a region: only a municipality speaks so.
            return "prefectural" if self.region else "provincial"
        return "county" if self.notice in {"county", "township"} else "prefectural"

    def _in_municipality(self) -> bool:
        """北京市石景山区: its first name is a 市, and a province."""
        first = self.names.meanings.get(self.region[:3])
        return self.region[2:3] == "市" and first is not None and first.place_level == "provincial"

    def _autonomous(self) -> bool:
        """Whether a bare 区 is an autonomous region (自治区)."""
        return self.region.endswith("自治区") if self.region else self.notice == "provincial"

    def _seat(self, tokens: Sequence[Token], at: int, level: AdminLevel | None) -> AdminLevel | None:
        """南昌海关 and 人行南昌中心支行 bear the name of their seat and are the province's in its notices."""
        vertical = any(t.meaning is not None and t.meaning.vertical for t in tokens)
        bare = len(tokens[at].text) > 1 and tokens[at].text[-1] not in "省市县区州盟旗"
        if self.notice == "provincial" and level == "prefectural" and vertical and bare:
            return "prefectural" if _is_branch(tokens[-1]) else "provincial"
        return level

    def _branch(self, tokens: Sequence[Token], level: AdminLevel) -> AdminLevel | None:
        """The level of a branch: below that of its parent where its own place is not told by a 县 or a 市."""
        last_place = max(i for i, t in enumerate(tokens) if t.is_place)
        behind = tokens[last_place + 1 :]
        heads = [i for i, t in enumerate(behind) if t.is_head or t.is_whole]
        unknown = [i for i, t in enumerate(behind) if not t.is_known]
        if not heads or not unknown:
            return level
        if heads[0] > unknown[-1]:
            # 楚雄姚安供电局: a place that is not known, inside one that is.
            return self.notice if unknown[0] == 0 and self._deeper(level) else level
        if level == "national":
            return self.notice
        return _BELOW[level]

    def _deeper(self, level: AdminLevel) -> bool:
        return self.notice is not None and list(_BELOW).index(self.notice) > list(_BELOW).index(level)

    def _head(self, tokens: Sequence[Token], kind: UnitKind) -> AdminLevel | None:
        """What the head tells: a 厅 is a province's, a 部 a national one unless a zone's (新区经济发展部)."""
        last = tokens[-1].meaning if tokens else None
        if last is None or kind != "department" or any(t.is_owner for t in tokens):
            return None
        return last.head_level


def _is_branch(token: Token) -> bool:
    return token.meaning is not None and token.meaning.branch
