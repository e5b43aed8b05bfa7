"""What a quantity is counted for (``per``: 每户, 单个项目)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.find.targets.forms import Candidate
from fupin_extract.find.targets.nouns import compile_nouns, one_of
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.pattern import Compiled, compile_sign, unnamed
from fupin_extract.text.patterns import compiled
from fupin_extract.values.quantity import Quantity

_TIME = compiled("(?:[半一二两三四五六七八九十0-9]{0,2})个?(?:年度?|季度?|月度?|星期|周|天|日|学年|学期|小时)$")
_NEXT = compiled("[^。；，]*，[^。；，]*")
# 人均收入增长6% is no 6 % a person.
_RATES = ("share", "points", "multiple")
# What of several kinds each may be given.
_GIVEN = frozenset(("things", "mass", "area", "length", "energy", "organizations"))
# How far 每降低1个百分点 reaches.
_STEP = 40


@dataclass(frozen=True, slots=True)
class _Per:
    """每…: what it counts for, where it stands."""

    name: str
    start: int
    end: int

    @property
    def timed(self) -> bool:
        return _TIME.match(self.name) is not None


class Counted:
    """Finds it with the patterns of the rules."""

    def __init__(self, patterns: Sequence[Compiled], anything: Compiled, rules: RuleSet) -> None:
        self._patterns = [p for p in patterns if "step" not in p.groupindex]
        self._steps = [p for p in patterns if "step" in p.groupindex]
        # All of them in one, to tell at once that none is there.
        self._any = anything
        self._nouns = rules.get(compile_nouns)
        self._raised = one_of(rules, "raised")
        # What stands between two of several kinds that each is given.
        self._also = compile_pattern(
            f"[，、](?!{any_of(word for rule in rules.nouns for word in rule.sums)})([^，。；：、（）]{{0,8}})",
            rules.nouns,
        )

    def count(self, text: str, i: int, begin: int, candidates: Sequence[Candidate]) -> None:
        """Tell the candidate at ``i``, whose clause begins at ``begin``, what it is counted for; the others know."""
        quantity = candidates[i].quantity
        if quantity.per is None and quantity.kind != "age":
            quantity.per = self._per(text, i, begin, candidates)

    def _per(self, text: str, i: int, begin: int, candidates: Sequence[Candidate]) -> str | None:
        quantity = candidates[i].quantity
        last = candidates[i - 1].quantity if i else None
        between = text[last.end : quantity.start] if last else ""
        if last and _alike(last, quantity) and (quantity.joined or (last.end >= begin and self._nouns.lists(between))):
            return last.per
        if last and last.value == quantity.value == 1 and between in ("（", "、"):
            return last.per  # 1户1棚（1亩、1产业）
        if last and quantity.kind != "time" and (step := self._step(text, candidates[i - 1], quantity)):
            return step
        told = self._told(text, begin, i, candidates)
        if last and last.per and not told and self._shares(last, quantity, between):
            return last.per
        goes_on = not told and last and last.per and last.kind == quantity.kind == "occurrences"
        if last and goes_on and _NEXT.fullmatch(between):
            return last.per  # 每年办班2期，送戏下乡10场
        if last and not told and last.unit == quantity.unit and self._raised.fullmatch(between):
            return last.per  # 由每人每年580元提高到610元
        return told

    def _shares(self, last: Quantity, quantity: Quantity, between: str) -> bool:
        """Whether a quantity goes on what the one before it says of each: 户均1亩、5只; 每户种羊1只，饲料500公斤."""
        if quantity.kind not in _GIVEN or last.kind not in _GIVEN or _TIME.match(last.per or ""):
            return False
        match = self._also.fullmatch(between)
        return match is not None and not self._nouns.begins_work(match[1])

    def _told(self, text: str, begin: int, i: int, candidates: Sequence[Candidate]) -> str | None:
        """What 每… in the clause says, of two the time; the 每 next to a number is that number's own."""
        quantity = candidates[i].quantity
        pers = self._pers(text, begin, quantity)
        bound = _chain(pers, quantity.start)
        if not bound and pers:
            # 每平方米1000元给予最高10万元
            earlier = [
                c.quantity for c in _before(candidates, i, begin) if c.quantity.kind not in ("age", "time", "data")
            ]
            taken = {per for q in earlier for per in _chain(pers, q.start)}
            # What is said of a noun (单户500万元以下的企业) or in another measure keeps its 每 to itself.
            apart = (q.start for q in earlier if not _alike(q, quantity) or text[q.end : q.end + 1] == "的")
            other = max(apart, default=-1)
            bound = [p for p in pers if p not in taken and p.end > other]
        timed = [p for p in bound if p.timed]
        return (timed or bound)[-1].name if bound else None

    def _step(self, text: str, nearest: Candidate, quantity: Quantity) -> str | None:
        """每降低1个百分点扣1分: the 百分点 that 1分 is counted for, which is the quantity just before it."""
        step, between = nearest.quantity, text[nearest.end : quantity.start]
        if len(between) > _STEP or any(stop in between for stop in "。；\n"):
            return None
        near = max(0, step.start - _STEP)
        if not any(m.end() in (step.start, step.at) for p in self._steps for m in p.finditer(text, near, step.end)):
            return None
        unit = step.unit or ""
        if step.value != 1:
            return text[step.at : step.end]
        return self._nouns.first(between) or unit if unit == "个" else unit.removeprefix("个")

    def _pers(self, text: str, begin: int, quantity: Quantity) -> list[_Per]:
        found: list[_Per] = []
        end = quantity.start
        if not self._any.search(text, begin, quantity.end):
            return found
        for pattern in self._patterns:
            # A pattern may look ahead at the quantity: 年度最高2万元.
            for match in pattern.finditer(text, begin, quantity.end):
                if match.end() > end:
                    continue
                names = match.groupdict()
                if names.get("mean") and quantity.kind in _RATES:
                    continue
                start, stop, name = match.start(), match.end(), names.get("per") or names.get("mean") or ""
                if names.get("noun") is not None:
                    noun = self._nouns.first(text[stop:end])
                    stop += len(noun)
                    name = noun or name
                if not any(p.start < stop and start < p.end for p in found):
                    found.append(_Per(name or "个", start, stop))
        return sorted(found, key=lambda p: p.start)


def _before(candidates: Sequence[Candidate], i: int, begin: int) -> Iterator[Candidate]:
    """The candidates before the one at ``i``, the nearest first, as far back as ``begin``."""
    while i > 0 and candidates[i - 1].start >= begin:
        i -= 1
        yield candidates[i]


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of a clause may be counted for the same: 每家企业按费用的30%给予最高50万元."""
    return one.kind == other.kind or {one.kind, other.kind} <= {"money", "share", "points"}


def _chain(pers: Sequence[_Per], at: int) -> list[_Per]:
    """What stands directly before ``at``: both of 每人每月500元."""
    chain: list[_Per] = []
    for per in reversed(pers):
        if per.end == at:
            chain.insert(0, per)
            at = per.start
    return chain


def compile_counted(rules: RuleSet) -> Counted:
    """For ``rules.get(compile_counted)``."""
    patterns = [compile_pattern(pattern, [rule]) for rule in rules.targets for pattern in rule.counted_for]
    counting = [rule for rule in rules.targets if rule.counted_for]
    # The names of their groups stand in several.
    anything = either(unnamed(pattern) for rule in counting for pattern in rule.counted_for)
    return Counted(patterns, compile_sign(anything, counting), rules)
