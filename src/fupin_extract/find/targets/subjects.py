"""What is counted (``subject``: the noun as written), which stands behind a quantity, before it, or further back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from sys import maxsize

from fupin_extract.find.around import clause_start
from fupin_extract.find.targets.forms import Candidate
from fupin_extract.find.targets.nouns import compile_nouns, one_of
from fupin_extract.find.targets.several import Several
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern
from fupin_extract.ruleset.quantity_models import TargetRule
from fupin_extract.text.patterns import compiled
from fupin_extract.values.quantity import Quantity

# A subject may hold a name in quotes: “AI+未来工厂”示范企业.
_SUBJECT = "(?:%s)((?:“[^“”]{1,30}”|[^，。；：！？\n（）《》“”*]|（[^（）]{1,6}）)*)"
_QUOTE = compiled("“[^“”]{1,30}”")
# A number, with its unit too (由2亿元增加到3亿元), or the year of 较2020年, is no noun.
_FIGURES = compiled(r"(?:\d[\d.]*[一-龥%]{0,4}(?<!级)|[一二两三四五六七八九十百千万]+[年月日天个次%]*)$")
# What may be said of one noun in two measures: 老旧小区333个、466万平方米.
_MEASURED = frozenset(("things", "area", "length", "households", "people", "mass"))


@dataclass(slots=True)
class _Near:
    """What the target before a quantity counts and how much, how far before the quantity it ends, what those of the
    sentence count by their units, and how far behind the quantity the next target begins. A condition and what is no
    condition know nothing of each other.
    """

    subject: str | None
    last: Quantity | None
    bar: int
    units: dict[str | None, str | None]
    gap: int


class Subjects:
    """Finds the nouns that are counted."""

    def __init__(self, rules: RuleSet) -> None:
        self._nouns = rules.get(compile_nouns)
        changes = any_of(word for rule in rules.nouns for word in rule.changes)
        self._changes = compile_pattern(f"(?:{changes}){{1,8}}$", rules.nouns)
        self._ahead = compile_pattern(f"(?:{changes}){{1,4}}", rules.nouns)
        self._compared = one_of(rules, "compared", "(?:%s)$")
        self._share_of = one_of(rules, "share_of", "(?:%s)$")
        self._behind_number = one_of(rules, "leads", _SUBJECT)
        self._apart, self._attributes = one_of(rules, "apart"), one_of(rules, "attributes", "(?:%s)(?=[一-龥“])")
        self._purposes = one_of(rules, "purposes")
        self._when = one_of(rules, "when", "(?:.{0,8}?(?:%s))+")
        self._each, self._each_first = one_of(rules, "each", "(?:%s)$"), one_of(rules, "each_first", "(?:%s)$")
        self._holders = one_of(rules, "holders")
        self._doers = one_of(rules, "doers", "^[^，。；：、和与及]{0,12}?(?:%s)")
        self._several = Several(rules, self._nouns)
        self._empty = frozenset(word for rule in rules.nouns for word in rule.empty)

    def subjects(self, judged: Sequence[tuple[Candidate, TargetRule | None]]) -> list[str | None]:
        """What each counts; one may count what the target before it in the sentence does."""
        found: list[str | None] = []
        near, subject, last, was = _Near(None, None, -1, {}, 0), None, None, False
        end, gaps = -1, _gaps(judged)
        units: tuple[dict[str | None, str | None], dict[str | None, str | None]] = ({}, {})
        for i, (candidate, rule) in enumerate(judged):
            quantity = candidate.quantity
            condition = rule is not None and rule.role == "condition"
            if not quantity.joined:
                bar = candidate.start - end
                within = bar <= len(candidate.before) or self._over(candidate, bar, last)
                bar -= self._taken(candidate, bar, subject)
                units = units if within else ({}, {})
                told: str | None = subject if within and was == condition else None
                near = _Near(told, last, bar, units[condition], gaps[i])
            one: str | None = None
            # 2.5 of PM2.5 belongs to a name.
            if rule is not None and rule.role is not None and (quantity.unit or quantity.kind):
                one = subject = self._subject(candidate, near, condition=condition)
                last, was = quantity, condition
                units[condition][quantity.unit] = one or units[condition].get(quantity.unit)
                # 5岁以下 of 5岁以下儿童死亡率 belongs to the noun.
                end = end if quantity.kind in ("age", "time") else candidate.end
            found.append(one)
        return self._shared(found, judged)

    def _over(self, candidate: Candidate, bar: int, last: Quantity | None) -> bool:
        """Whether a sentence that names nothing goes on the one before it: …占75%；到2030年，达到85%.

        So does the next tier: 投资1亿元以下的，奖励20万元；1亿元以上的….
        """
        before = candidate.before
        if not before and bar == 1:
            return True
        if last is None or bar != len(before) + 1 or last.unit != candidate.quantity.unit:
            return False
        when = self._when.match(before)
        rest = before[when.end() :].lstrip("，") if when else ""
        return bool(rest) and self._changes.fullmatch(rest) is not None

    def _taken(self, candidate: Candidate, bar: int, subject: str | None) -> int:
        """How much of what stands before it the quantity before has: 产值 of 每新增1亿元产值奖励10万元.

        So has it 床位 of 100张床位、建筑面积8000平方米.
        """
        between = candidate.before[-bar:] if 0 < bar <= len(candidate.before) else ""
        taken = len(subject) if subject and between.startswith(subject) else 0
        rest = between[taken:]
        return taken if taken and (self._nouns.gives(rest) or (rest[:1] == "、" and len(rest) > 1)) else 0

    def _subject(self, candidate: Candidate, near: _Near, *, condition: bool) -> str | None:
        """What the candidate counts: the noun behind the quantity, else the one before it; the other way round where
        the quantity says of whom something holds (担保金额500万元以上的企业).
        """
        clause = self._clause(candidate, near.bar)
        bare = self._bare(clause, candidate)
        # 改造管网12公里 counts 管网; 培训就业全覆盖 says of all of it that it reaches everybody.
        kind = candidate.quantity.kind
        # 缴纳社会保险、稳定就业3个月以上: a condition of its own each.
        before = partial(self._before, bare, verbs=kind == "coverage", one=condition and kind == "time")
        after = partial(
            self._behind, candidate.after[: near.gap], money=kind == "money", until=near.gap < len(candidate.after)
        )
        # Of one unit: 产值超10亿元的集群3个、超1亿元的5个.
        last = None if near.last and near.last.kind == "time" else near.subject
        # 街巷步道3条29公里、滨江步道1条26公里: what stands at once behind another counts what that does.
        told = (last if near.bar == 0 else None) or near.units.get(candidate.quantity.unit) or last
        goes_on = told if not bare.strip("、") and self._leans(clause, candidate, near) else None
        if condition and kind in ("money", "share"):
            noun = before()
            # 收入10万元以上的村占60%，50万元以上的…
            goes_on = None if kind == "money" and near.last and near.last.kind == "share" else goes_on
            return ("" if self._nouns.is_work(noun) else noun) or goes_on or after() or None
        # 旅游团（游客不少于150人）奖励3万元: what follows the bracket is said of what stands before it.
        behind = "" if candidate.closes and not candidate.after.startswith("的") else after()
        noun = behind or before()
        if kind == "people" and (doers := self._doers.match(noun)):
            noun = doers[0]
        if told and near.last and self._goes_on(noun, clause, candidate.quantity, near.last, behind=bool(behind)):
            return told
        if told and kind == "share" and not behind and self._several.rated(noun, told, clause):
            return told
        return noun or goes_on or None

    def _leans(self, clause: str, candidate: Candidate, near: _Near) -> bool:
        """Whether a quantity without a noun leans on the one before it: 产值200亿元，同比增长10%."""
        if len(clause) > 1 or near.bar == 0 or self._changes.fullmatch(clause):
            return True
        quantity = candidate.quantity
        if candidate.before.endswith("（") and near.bar == 1:
            # 7公顷（105亩）
            return near.last is not None and near.last.kind == quantity.kind
        if clause == "、" or near.bar == 1:
            return quantity.unit in near.units
        # 给予20%补贴，最高不超过500万元
        return not clause and candidate.start < quantity.at

    def _goes_on(self, noun: str, clause: str, quantity: Quantity, last: Quantity, *, behind: bool) -> bool:
        """Whether it counts what the one before it does: 老旧小区333个、466万平方米; 新建牧场10个、续建15个."""
        if not noun and clause == "、":
            return quantity.kind != last.kind and {quantity.kind, last.kind} <= _MEASURED
        if quantity.unit != last.unit:
            return False
        if self._joined(clause) and self._nouns.is_work(noun or clause[1:]):
            return True
        if behind:
            return False
        # 新开工住房1万套，基本建成9000套: the clause is but the work.
        ahead = self._ahead.match(clause)
        return clause != noun and self._nouns.is_work(clause[ahead.end() :] if ahead else clause)

    def _joined(self, text: str) -> bool:
        """Whether what the text begins with belongs to the same: 、 or a conjunction."""
        return text[:1] == "、" or self._apart.match(text) is not None

    def _shared(
        self, found: list[str | None], judged: Sequence[tuple[Candidate, TargetRule | None]]
    ) -> list[str | None]:
        """Give each of several its own (能耗、排放分别下降14%、20%), and to some the noun of the next."""
        for i, subject in enumerate(found):
            candidate = judged[i][0]
            following = judged[i + 1][0] if i + 1 < len(found) else None
            if following:
                between = candidate.after[: following.start - candidate.end]
                found[i] = subject = self._next(subject, between, candidate, judged[i + 1], found[i + 1])
            if subject and not candidate.quantity.joined and following and following.quantity.joined:
                names = self._several.named(subject, judged, found, i)
                found[i : i + len(names)] = names
        return found

    def _next(
        self,
        subject: str | None,
        between: str,
        candidate: Candidate,
        following: tuple[Candidate, TargetRule | None],
        other: str | None,
    ) -> str | None:
        """The subject, or where the next quantity stands before the noun, that: 建成12亿亩并改造2亿亩农田."""
        behind, rule = following
        if rule is not None and rule.role == "condition" and between == (subject or other):
            # 培育6个年产值超50亿元的产业园; 10个总投资20亿元以上项目
            of = behind.after[:1] == "的" or behind.quantity.kind in ("money", "share")
            return (self._behind(behind.after, money=False) if of else "") or subject
        works = subject is None and candidate.quantity.unit == behind.quantity.unit and self._joined(between)
        return other if works and self._nouns.is_work(between[1:]) else subject

    def _behind(self, text: str, *, money: bool, until: bool = False) -> str:
        found = self._behind_number.match(text)
        until = until and found is not None and found.end() == len(text)
        text = found[1] if found else ""
        # 投资3000万元建设基地
        if self._apart.match(text) or (money and self._purposes.match(text)):
            return ""
        if attribute := self._attributes.match(text):
            text = text[attribute.end() :]
        quote = _QUOTE.match(text)
        at = quote.end() if quote else 0
        noun = self._nouns.behind(text[at:])
        noun = self._nouns.without_giving(noun) if until and noun == text[at:] else noun
        # 100项具有较大知名度的赛事: the noun stands behind its attribute.
        while (
            not self._holders.fullmatch(noun)
            and text[at + len(noun) : at + len(noun) + 1] == "的"
            and (told := self._nouns.behind(text[at + len(noun) + 1 :]))
        ):
            at, quote, noun = at + len(noun) + 1, None, told
        noun = (quote.group() if quote else "") + noun
        return "" if noun in self._empty else noun

    def _bare(self, clause: str, candidate: Candidate) -> str:
        """The clause without what says when or for each, nor what stands between a noun and its number: 稳定在."""
        clause = self._unchanged(clause)
        if when := self._when.match(clause):
            clause = clause[when.end() :]
        each = self._around_each(clause, candidate.quantity.per)
        if each:
            clause = each[1] or self._unchanged(each[0])
        return clause[1:] if self._apart.match(clause) else clause

    def _around_each(self, clause: str, per: str | None) -> tuple[str, str] | None:
        """What stands before and behind that which a quantity is counted for: 病床数 of 每千人口病床数."""
        at = clause.rfind(per) if per else -1
        found = self._each.search(clause[:at]) if at > 0 else None
        if not per or found is None:
            return None
        # Of two neither is a noun: 补助每人每月500元, 每年每家企业50万元.
        before, behind = clause[: found.start()], clause[at + len(per) :]
        if first := self._each_first.search(before):
            before = before[: first.start()]
        return before, "" if self._each_first.fullmatch(behind) else behind

    def _unchanged(self, clause: str) -> str:
        """The clause without what ends it and is no noun: 比上年下降, 占总产值的."""
        while clause:
            found = self._compared.search(clause) or self._changes.search(clause) or self._share_of.search(clause)
            if found is None:
                break
            clause = clause[: found.start()]
        return clause

    def _before(self, clause: str, *, verbs: bool, one: bool) -> str:
        noun = self._nouns.last(clause.replace("*", ""), verbs=verbs, one=one)
        return "" if noun in self._empty or _FIGURES.match(noun) else noun

    def _clause(self, candidate: Candidate, bar: int) -> str:
        """The clause before the quantity, as far back as the last target, which ends ``bar`` before it."""
        text = candidate.before
        if 0 <= bar < len(text):
            text = text[len(text) - bar :].lstrip(".的")
        if "）" in text:
            # The bracket of which only the end is left belongs to the last target.
            text = self._nouns.without_asides(text)
            if "（" not in text:
                text = text.rsplit("）", 1)[-1]
        # 实现菜地“全覆盖”
        return text[clause_start(text, len(text)) :].rstrip("“")


def _gaps(judged: Sequence[tuple[Candidate, TargetRule | None]]) -> list[int]:
    """How far behind each, or the list that it is in, the next target begins."""
    gaps: list[int] = []
    start, listed = maxsize, False
    for candidate, rule in reversed(judged):
        quantity = candidate.quantity
        gaps.append(gaps[-1] if listed else start - candidate.end)
        listed = quantity.joined
        if rule is not None and rule.role is not None and (quantity.unit or quantity.kind):
            start = candidate.start
    return gaps[::-1]


def compile_subjects(rules: RuleSet) -> Subjects:
    """For ``rules.get(compile_subjects)``."""
    return Subjects(rules)
