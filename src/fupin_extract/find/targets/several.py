"""What several quantities of a sentence are of: one each of a list of nouns (分别), or one rate, told for others."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.find.targets.forms import Candidate
from fupin_extract.find.targets.nouns import Nouns, one_of
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern
from fupin_extract.ruleset.quantity_models import TargetRule

# How far before its number 分别 stands: 分别比2020年下降14%.
_NEARBY = 12


class Several:
    """Tells them with the patterns of the rules."""

    def __init__(self, rules: RuleSet, nouns: Nouns) -> None:
        self._nouns = nouns
        self._severally, self._grows = one_of(rules, "severally"), one_of(rules, "grows")
        joins = any_of(word for rule in rules.nouns for word in rule.joins)
        self._joins = compile_pattern(f"{joins}", rules.nouns)

    def rated(self, noun: str, told: str, clause: str) -> bool:
        """Whether a share is of the rate told before, here for others: 入园率达到95%，农村达到85%."""
        if self._nouns.is_rate(noun) or not self._nouns.is_rate(told) or self._grows.search(clause):
            return False
        return self._nouns.is_scope(noun)

    def named(
        self, subject: str, judged: Sequence[tuple[Candidate, TargetRule | None]], found: Sequence[str | None], at: int
    ) -> list[str]:
        """The subjects of a list of quantities that 分别 gives each its own; else none."""
        end = at + 1
        while end < len(judged) and judged[end][0].quantity.joined:
            end += 1
        several, candidate = end - at, judged[at][0]
        clause = candidate.before[-_NEARBY:]
        if found[at:end] != [subject] * several or not self._severally.search(clause):
            return []
        # 新增充电桩1万个、停车位2万个，分别增长5%、6%: those of the quantities before.
        before = [name for name in found[max(0, at - several) : at] if name]
        names = self._names(subject, several)
        if len(names) == 1 and len(before) == several and before[-1] == subject:
            names = before
        if candidate.quantity.kind == "share" and self._of_one_rate(names, clause):
            return []
        return names if len(names) == several and all(names) else []

    def _names(self, subject: str, several: int) -> list[str]:
        names = subject.split("、")
        if len(names) < several:
            last, at = names.pop(), 0
            for join in self._joins.finditer(last):
                names.append(last[at : join.start()])
                at = join.end()
            names.append(last[at:])
        return names

    def _of_one_rate(self, names: Sequence[str], clause: str) -> bool:
        """Whether the names share a rate: 城镇、农村污水处理率分别达到95%、60%."""
        first, last = names[0], names[-1]
        alone = self._nouns.is_scope(first) or not self._grows.search(clause)
        return alone and self._nouns.is_rate(last) and not self._nouns.is_rate(first)
