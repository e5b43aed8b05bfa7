"""Nouns beside quantities: where one that begins in a text ends, and where one that ends there begins."""

from __future__ import annotations

from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.text.patterns import compiled
from fupin_extract.text.words import Words

_NOUN = compiled("[^，。；：、！？\n（）《》“”]{1,24}")
# Behind these a verb is part of the noun: 补贴发放率.
_SUFFIXES = frozenset(("率", "量", "额", "数", "值", "度", "面", "比例", "比重", "时间", "时限", "周期", "标准"))
# A noun that says nothing without the verb in front of it: 种植面积, 建设任务.
_GENERAL = _SUFFIXES | {"面积", "规模", "任务", "指标", "强度", "速度", "总额", "金额", "资金", "比", "人数"}
# Next to a number they are the noun itself: 纳税总额500万元, 合作组织300个, 床位占比25%.
_HEADS = frozenset(("总额", "额度", "金额", "限额", "比", "组织", "面积", "规模"))
_JOINING = frozenset(("和", "及", "以及", "与", "或", "且"))
# 每千人口 and 单户 count for something; 单位能耗 and 单产 are counted.
_COUNTS_FOR = compiled("每|单(?:个|户|笔|场|次|项|人|台|套|村|篇|件|门|期|店|批|家)")
# 镇区域内共建设充电桩: the work begins anew in the middle of the stretch.
_ANEW = "(?:(?<=域)内共?|年内|全年|累计|总?共计?|计划|开工)"
# Words that the dictionary cuts elsewhere: 新改建农村公路, 新建村道.
_NEWLY = "新(?:[改扩]*建|铺|创)|改扩建"


class Nouns:
    """Reads both with the words of the rules."""

    def __init__(self, rules: RuleSet) -> None:
        helping = rules.targets
        stops = frozenset(word for rule in helping for word in rule.stops)
        self._stops = stops
        self._soft = frozenset(word for rule in helping for word in rule.nouns)
        self._ends = stops - self._soft
        self._behind = self._ends | {word for rule in helping for word in rule.stops_behind}
        verbs = [rule for rule in helping if rule.verbs]
        does = either(verb for rule in verbs for verb in rule.verbs)
        self._does = compile_pattern(does, verbs)
        self._anew = compile_pattern(f"(?:.*{_ANEW}(?:{does})+|{_NEWLY})(?=..)", verbs)
        whole = [rule for rule in helping if rule.whole]
        self._whole = compile_pattern(f"“[^“”]{{1,30}}”|{any_of(w for rule in whole for w in rule.whole)}", whole)
        self._words = Words()

    def first(self, text: str) -> str:
        """The noun at the start of the text, which something is counted for."""
        return self._until(text, self._stops)

    def behind(self, text: str) -> str:
        """The noun at the start of the text behind a quantity, which is counted."""
        return self._until(text, self._behind)

    def last(self, text: str, *, verbs: bool) -> str:
        """The noun at the end of the text; with the ``verbs`` that it begins with, or without."""
        kept: list[str] = []
        for word in reversed(self._cut(text)):
            if "、" in word and word[0] != "“":
                kept.append(word.rsplit("、", 1)[-1])
                break
            if self._stops_at(word, kept):
                break
            kept.append(word)
        words = [word for word in reversed(kept) if word]
        # 购房补贴和2万元…: the noun before a conjunction belongs to what stands before it.
        if not words or words[-1] in _JOINING:
            return ""
        return "".join(words) if verbs else self._without_verbs(words)

    def begins_work(self, text: str) -> bool:
        """Whether the text begins with a verb that gets a number done."""
        return self._does.match(text) is not None

    def _stops_at(self, word: str, kept: list[str]) -> bool:
        if word in self._ends:
            return not (kept[-1] in _SUFFIXES if kept else word in _HEADS)
        return word[0] == " " or _COUNTS_FOR.match(word) is not None

    def _without_verbs(self, words: list[str]) -> str:
        at, last = 0, len(words) - 1
        while at < last and (self._does.fullmatch(words[at]) or words[at] in _JOINING):
            at += 1
        # 种植面积, but 任务 of 完成建设任务 keeps one verb only.
        if at and at == last and words[at] in _GENERAL:
            at -= 1
        noun = "".join(words[at:])
        anew = self._anew.match(noun)
        return noun[anew.end() :] if anew else noun

    def _until(self, text: str, ends: frozenset[str]) -> str:
        found = _NOUN.match(text)
        kept: list[str] = []
        words = self._cut(found.group()) if found else []
        for i, word in enumerate(words):
            # 帮扶 may begin a noun (每名帮扶干部), but not be one (每头补贴500元).
            begins = not kept and word in self._soft and i + 1 < len(words) and words[i + 1] not in self._stops
            if (word in ends and not begins) or word[0].isdigit():
                break
            kept.append(word)
        while kept and kept[-1] in _JOINING:
            kept.pop()
        return "".join(kept).strip()

    def _cut(self, text: str) -> list[str]:
        """The words of the text; what stands in quotes, and what the rules name, is one."""
        words: list[str] = []
        at = 0
        for match in self._whole.finditer(text):
            words += [*self._words.cut(text[at : match.start()]), match.group()]
            at = match.end()
        return [*words, *self._words.cut(text[at:])]


def compile_nouns(rules: RuleSet) -> Nouns:
    """For ``rules.get(compile_nouns)``."""
    return Nouns(rules)
