"""Nouns beside quantities: where one that begins in a text ends, and where one that ends there begins."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.ruleset import RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.pattern import Compiled
from fupin_extract.text.patterns import compiled
from fupin_extract.text.words import Words

# 5G基站, 3A级景区
_TYPE = compiled(r"\d[A-Z]")
_BRACKETS = compiled("（[^（）]*）")
_NOUN = compiled("[^，。；：、！？\n（）《》“”]{1,24}")


class Nouns:
    """Reads both with the words of ``rules/nouns.yaml``."""

    def __init__(self, rules: RuleSet) -> None:
        entries = rules.nouns
        stops = frozenset(word for rule in entries for word in rule.stops)
        self._stops = stops
        self._soft = frozenset(word for rule in entries for word in rule.soft)
        self._ends = stops - self._soft
        self._behind = self._ends | {word for rule in entries for word in rule.stops_behind}
        self._suffixes = frozenset(word for rule in entries for word in rule.suffixes)
        self._general = self._suffixes | {word for rule in entries for word in rule.general}
        self._gives = frozenset(word for rule in entries for word in rule.gives)
        self._heads = frozenset(word for rule in entries for word in rule.heads)
        self._joins = frozenset(word for rule in entries for word in rule.joins)
        newly = either(pattern for rule in entries for pattern in rule.newly)
        does = f"(?:{newly})?(?:{either(verb for rule in entries for verb in rule.verbs)})"
        anew = either(pattern for rule in entries for pattern in rule.anew)
        whole = any_of(word for rule in entries for word in rule.whole)
        self._does = compile_pattern(does, entries)
        self._newly = compile_pattern(f"(?:{newly}){does}", entries)
        self._work = compile_pattern(f"(?:{does})+", entries)
        self._anew = compile_pattern(f".*(?:{anew})(?:{does})+(?=..)", entries)
        asides = either(pattern for rule in entries for pattern in rule.asides)
        self._whole = compile_pattern(f"“[^“”]{{1,30}}”|{asides}|{whole}|(?:{newly}){does}", entries)
        self._kept = one_of(rules, "kept")
        self._asides, self._listed = one_of(rules, "asides"), one_of(rules, "listed", "(?:%s)$")
        self._listing = ("、", *self._joins)
        self._rates, self._scopes = one_of(rules, "rates", "(?:%s)$"), one_of(rules, "scopes", "(?:%s)$")
        self._words = Words()

    def first(self, text: str) -> str:
        """The noun at the start of the text, which something is counted for: 团 of 每个团人数."""
        noun = self._until(text, self._stops)
        words = self._cut(noun)
        if len(words) > 1 and words[-1] in self._suffixes:
            return "".join(words[:-1])
        return self._with_aside(text, noun)

    def behind(self, text: str) -> str:
        """The noun at the start of the text behind a quantity, which is counted."""
        noun = self._until(text, self._behind)
        if text.startswith("、", len(noun)) and self._listed.search(noun):
            return f"{noun}、{self.behind(text[len(noun) + 1 :])}".removesuffix("、")
        whole = self._with_aside(text, noun)
        # 80%的村（社区）卫生室
        return whole if whole == noun else whole + self._until(text[len(whole) :], self._behind)

    def without_giving(self, noun: str) -> str:
        """The noun that a number follows, without the verb that gives the number: 产值奖励 of 1亿元产值奖励10万元."""
        words = self._cut(noun)
        return "".join(words[:-1]) if len(words) > 1 and words[-1] in self._gives else noun

    def gives(self, text: str) -> bool:
        """Whether it is but a verb that gives a number: 奖励."""
        return text in self._gives

    def is_rate(self, noun: str) -> bool:
        """Whether it is what a share is of by itself: 入园率, but not 农村."""
        return self._rates.search(noun) is not None

    def is_scope(self, noun: str) -> bool:
        """Whether it only says for whom a rate is told: 农村 of 入园率达到90%，农村达到80%."""
        return self._scopes.search(noun) is not None

    def last(self, text: str, *, verbs: bool, one: bool) -> str:
        """The noun at the end of the text, or a list of nouns; with the ``verbs`` that it begins with, or without.

        ``one`` asks for the last of a list alone.
        """
        listed: list[str] = []
        pieces = self._pieces(text)
        while pieces:
            words, whole = self._ending(pieces.pop(), verbs=verbs)
            # 购房补贴和2万元…: the noun before a conjunction belongs to what stands before it.
            if not words or words[-1] in self._joins:
                break
            noun = self._without_verbs(words)
            if listed and self.is_work(noun):
                break
            full = "".join(words)
            listed.insert(0, full if verbs else noun)
            # 改造道路、新建桥梁12座 is two works, 新建公办小学、幼儿园7所 is one.
            if one or not whole or noun != full:
                break
        return "、".join(listed)

    def lists(self, between: str) -> bool:
        """Whether what stands between two quantities ends as a list goes on."""
        return between.rstrip(" ").endswith(self._listing)

    def begins_work(self, text: str) -> bool:
        """Whether the text begins with a verb that gets a number done."""
        return self._does.match(text) is not None

    def is_work(self, noun: str) -> bool:
        """Whether it is no noun, but such a verb alone: 续建 of 续建15个."""
        return self._work.fullmatch(noun) is not None

    def _pieces(self, text: str) -> list[list[str]]:
        """The words of the text between its 、."""
        pieces: list[list[str]] = [[]]
        for word in self._cut(text):
            first, *others = word.split("、") if word[0] not in "“（" else [word]
            pieces[-1] += [first] if first else []
            pieces += [[other] if other else [] for other in others]
        return pieces

    def _ending(self, words: Sequence[str], *, verbs: bool) -> tuple[list[str], bool]:
        """The last of the words, back to one that ends a noun, and whether these are all."""
        # 设备安装全覆盖: a verb at the end is what is covered.
        last = len(words) - 1
        at = last if verbs and last > 0 and len(words[last]) > 1 else last + 1
        kept = list(words[at:])
        told = False
        for i in range(at - 1, -1, -1):
            if not told and self._stops_at(words[i], kept):
                return kept, False
            # 水质达到Ⅲ类的比例: what stands before 的 is told of the noun, verbs and all.
            told = told or (words[i] == "的" and bool(kept))
            kept.insert(0, words[i])
        while told and kept[0] in self._ends:
            del kept[0]
        return kept, True

    def _stops_at(self, word: str, kept: Sequence[str]) -> bool:
        if word in self._ends:
            return not (kept[0] in self._suffixes if kept else word in self._heads)
        return word[0] == " " or self._newly.match(word) is not None

    def _without_verbs(self, words: Sequence[str]) -> str:
        noun = "".join(words)
        if self._kept.fullmatch(noun):
            return noun
        at, last = 0, len(words) - 1
        while at < last and (self._does.fullmatch(words[at]) or words[at] in self._joins):
            at += 1
        # 种植面积, but 任务 of 完成建设任务 keeps one verb only.
        if at and at == last and words[at] in self._general:
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
            if (word in ends and not begins) or (word[0].isdigit() and (kept or not _TYPE.match(word))):
                break
            kept.append(word)
        # 100公里以内等 counts nothing behind it, 80岁以上老年人等 the 老年人.
        while kept and (kept[-1] in self._joins or kept[-1] == "等"):
            kept.pop()
        return "".join(kept).strip()

    def _with_aside(self, text: str, noun: str) -> str:
        """The noun with the bracket behind it that belongs to it: 服务中心（站）."""
        aside = self._asides.match(text, len(noun)) if noun and text.startswith(noun) else None
        return noun + aside[0] if aside else noun

    def without_asides(self, text: str) -> str:
        """The text without its brackets but for those that belong to a noun."""
        return _BRACKETS.sub(lambda found: found[0] if self._asides.fullmatch(found[0]) else "", text)

    def _cut(self, text: str) -> list[str]:
        """The words of the text; what stands in quotes, and what the rules name, is one."""
        words: list[str] = []
        at = 0
        for match in self._whole.finditer(text):
            words += [*self._words.cut(text[at : match.start()]), match.group()]
            at = match.end()
        return [*words, *self._words.cut(text[at:])]


def one_of(rules: RuleSet, field: str, frame: str = "(?:%s)") -> Compiled:
    """What any of the patterns in a field of ``rules/nouns.yaml`` matches, in a frame."""
    return compile_pattern(frame % either(p for rule in rules.nouns for p in getattr(rule, field)), rules.nouns)


def compile_nouns(rules: RuleSet) -> Nouns:
    """For ``rules.get(compile_nouns)``."""
    return Nouns(rules)
