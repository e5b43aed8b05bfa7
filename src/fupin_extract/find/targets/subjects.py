"""What is counted (``subject``: the noun as written), which stands behind a quantity, before it, or further back."""

from __future__ import annotations

from functools import partial

from fupin_extract.find.around import clause_start
from fupin_extract.find.targets.forms import Candidate
from fupin_extract.find.targets.nouns import Nouns, compile_nouns
from fupin_extract.ruleset import RuleSet, any_of, compile_pattern
from fupin_extract.ruleset.pattern import Compiled
from fupin_extract.text.patterns import compiled

# A subject may hold a name in quotes: “AI+未来工厂”示范企业.
_SUBJECT = compiled("(?:的 ?)?(?:标准)?(?:给予|予以|发放)?((?:“[^“”]{1,30}”|[^，。；：、！？\n（）《》“”*])*)")
_QUOTE = compiled("“[^“”]{1,30}”")
# What stands behind them is said of something else: 不低于200万元或年纳税额…
_ELSE = compiled("[或且和及与并]")
# 29个未完成安置的城中村: a noun with an attribute that is a sentence.
_ATTRIBUTE = compiled(
    "(?:[未已不有可能][^，。；：、！？\n（）《》“”\\d]{1,16}?|具有[^，。；：、！？\n（）《》“”]{1,20}?)的(?=[一-龥“])"
)
# 一人公司（以下简称OPC）突破100家
_ASIDE = compiled("（[^（）]*）")
# A number, with its unit too (由2亿元增加到3亿元), or the year of 较2020年, is no noun.
_FIGURES = compiled(r"(?:\d[\d.]*[一-龥%]{0,4}|[一二两三四五六七八九十百千万]+[年月日天个次%]*)$")
# 6月底前改造管网12公里: when is no part of what is counted.
_WHEN = compiled(r".*\d年?(?:\d{1,2})?(?:年度?|[月日])(?:年?[初中底末]|上旬|中旬|下旬)?(?:之|以)?[前内起]?")
# 排放总量比2015年下降15%; 补助标准由400元提高至1000元
_COMPARED = compiled(
    "(?<![占对同环可之比])(?:比(?![例重率价值亚])|较(?![大小高低多少好快长])|[由从](?=[^，]*[0-9]))[^，。；：比较]{1,20}$"
)
# 收入完成2亿元: a measure that is got done.
_MEASURE_DONE = compiled("(?<=[率量额数值入积产资税润造设理训])(?:完成|实现|新增|净增|过|限)$")
# 后两年减半, 占比60%: nothing is named.
_NO_NOUNS = ("占比", "后", "前", "首", "头")
_SHARE_OF = compiled("占[^，。；：、占]{1,20}的$")


class Subjects:
    """Finds the nouns that are counted."""

    def __init__(self, nouns: Nouns, changes: Compiled) -> None:
        self._nouns, self._changes = nouns, changes

    def subject(self, candidate: Candidate, bar: int, last: str | None, *, attributive: bool) -> str | None:
        """What the candidate counts: the noun behind the quantity, else the one before it; the other way round where
        the quantity says of whom something holds (担保金额500万元以上的企业). ``bar`` is how far before it in the
        sentence the last target ends, and ``last`` what that one counts: 产值200亿元，同比增长10%.
        """
        clause = _clause(candidate, bar)
        bare = self._bare(clause)
        # 改造管网12公里 counts 管网; 培训就业全覆盖 says of all of it that it reaches everybody.
        before = partial(self._before, _behind_each(bare, candidate), verbs=candidate.quantity.kind == "coverage")
        after = partial(self._behind, candidate.after)
        first, then = (before, after) if attributive else (after, before)
        goes_on = not bare and (len(clause) > 1 or bar == 0)
        return first() or then() or (last if goes_on else None) or None

    def _behind(self, text: str) -> str:
        found = _SUBJECT.match(text)
        text = found.group(1) if found else ""
        if _ELSE.match(text):
            return ""
        if attribute := _ATTRIBUTE.match(text):
            text = text[attribute.end() :]
        quote = _QUOTE.match(text)
        at = quote.end() if quote else 0
        noun = self._nouns.behind(text[at:])
        # 100项具有较大知名度的赛事: the noun stands behind its attribute.
        while text[at + len(noun) : at + len(noun) + 1] == "的":
            at += len(noun) + 1
            quote = None
            noun = self._nouns.behind(text[at:])
        return (quote.group() if quote else "") + noun

    def _bare(self, clause: str) -> str:
        """The clause without what stands between a noun and its number: 稳定在, 比上年下降, 占总产值的."""
        changed = True
        while changed and clause:
            changed = False
            if share := _SHARE_OF.search(clause):
                # 产业占总产值的30%: the share of the one in the other.
                clause, changed = clause[: share.start()], share.start() == 0
            for pattern in (self._changes, _COMPARED, _MEASURE_DONE):
                if found := pattern.search(clause):
                    clause, changed = clause[: found.start()], True
        return clause

    def _before(self, clause: str, *, verbs: bool) -> str:
        if when := _WHEN.match(clause):
            clause = clause[when.end() :]
        noun = self._nouns.last(clause.replace("*", ""), verbs=verbs)
        return "" if noun in _NO_NOUNS or _FIGURES.match(noun) else noun


def _clause(candidate: Candidate, bar: int) -> str:
    """The clause before the quantity, as far back as the last target, which ends ``bar`` before it."""
    text = candidate.before
    if 0 <= bar < len(text):
        text = text[len(text) - bar :].lstrip(".的")
    if "）" in text:
        # The bracket of which only the end is left belongs to the last target.
        text = _ASIDE.sub("", text).rsplit("）", 1)[-1]
    return text[clause_start(text, len(text)) :]


def _behind_each(clause: str, candidate: Candidate) -> str:
    """The clause behind what the quantity is counted for: 病床数 of 每千人口病床数."""
    per = candidate.quantity.per
    at = clause.rfind(per) if per else -1
    if not per or at < 1 or clause[:at].rstrip("一1个家名位项")[-1:] not in ("每", "单"):
        return clause
    return clause[at + len(per) :] or clause


def compile_subjects(rules: RuleSet) -> Subjects:
    """For ``rules.get(compile_subjects)``."""
    changing = [rule for rule in rules.targets if rule.changes]
    changes = f"(?:{any_of(w for rule in changing for w in rule.changes)}){{1,8}}$"
    return Subjects(rules.get(compile_nouns), compile_pattern(changes, changing))
