"""Labels before a colon (牵头单位：, 完成时限：) and what each tells of what stands behind it.

A label is any short run of characters at the edge of a list; ``rules/labels.yaml`` says by its end what it tells. One
that no rule knows tells nothing (``other``), but ends the list before it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, cast, get_args

from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern
from fupin_extract.ruleset.labels import added_behind, known_label, label_ends
from fupin_extract.ruleset.models import LabelRule, Tells
from fupin_extract.ruleset.pattern import compile_sign, one_of
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

UNKNOWN = "label.unknown"
UNIT_ROLES = get_args(UnitRole)
# What labels that say who answers tell.
ANSWERING = (*UNIT_ROLES, "person")
# What ends a label: its colon, or the bracket of 【牵头单位】 with or without one.
_END, _COLON = compiled("：|】：?"), compiled("：")
# The label itself, up to its end: at most so many characters, with what is added in brackets (责任科室（单位）).
_LONGEST = 14
_RUN = rf"[一-龥]{{2,{_LONGEST}}}(?:（[一-龥]{{1,6}}）[一-龥]{{0,4}})?"
# 牵头（责任）单位
_INNER = compiled("（([一-龥]{1,6})）(?=[一-龥])")
# What an office draws before a line of labels: ★责任单位：县住建局.
SIGNS = "—★☆●◆◇■□▲△※·"
# What a label may stand behind; 责任单位 needs none, since texts lose the break before it.
_EDGES = "；。.，、 （〔[【\n" + SIGNS
# What stands behind a label without a colon, which has at least so many characters: a slip of the pen, or a blank.
_COPULA = compiled("[为是]|[；，—-]{1,2}| +")
_VALUE = compiled(r"[^、，；。：\s]+")
_SHORTEST_BARE = 4
# No office that a label has run into has a shorter name: 财政局责任单位.
_SHORTEST_NAME = 3
# 责任单位及责任人, 责任单位/责任人
_PARTS = compiled("[^及和与、/（）：】\\s]+")
_STOP = compiled("[；。）〕\\]]")
_REMEMBERED = 1024
# Characters before a known end that may belong to the label: 县级牵头单位, 第一责任人.
_LONGEST_FRONT = 6


class Label(NamedTuple):
    """A label at ``[start, end)`` of a text, its colon included; ``word`` is the label as written."""

    start: int
    end: int
    word: str
    tells: Tells
    rule: str
    by_colon: bool = True


class Labels:
    """The labels of the rules by their ends; ``named`` tells whether a stretch is the name of an organisation."""

    def __init__(self, rules: RuleSet, named: Callable[[str], bool]) -> None:
        self._ends = rules.get(label_ends)
        self._rules = rules
        self._named = named
        # The same few labels stand in row after row.
        self._seen: dict[str, tuple[LabelRule, int] | None] = {}
        bare = [word for word in self._ends if len(word) >= _SHORTEST_BARE]
        # Few edges have a label behind them, which its first two characters tell. The beginning of a text is one too.
        begins = "".join(one_of(word[i] for word in bare) for i in (0, 1))
        self._edge = compile_pattern(f"[{re.escape(_EDGES)}]{begins}", rules.labels)
        self._sentence = compile_pattern(f"[。！？；，.）\n ]{begins}", rules.labels)
        self._sign = compile_sign(label_sign(rules), rules.labels)
        self._time = compile_pattern(any_of(w for w, rule in self._ends.items() if rule.tells == "time"), rules.labels)
        behind = [word for rule in rules.labels for word in rule.behind]
        self._run = compile_pattern(f"{_RUN}(?:{any_of(behind)})?$", rules.labels)
        self._added = compile_pattern(f"{added_behind(rules)}$", rules.labels)
        self._added_ends = ("）", *behind)
        self._by_end = _lengths(self._ends, -1)
        self._by_beginning = _lengths(bare, 0)

    def tells(self, label: str) -> tuple[LabelRule, int] | None:
        """The rule of a label, and where the end that it is known by begins; None for a label that is unknown."""
        if label not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[label] = known_label(label, self._ends, self._rules)
        return self._seen[label]

    def may_be_in(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether there is in a stretch what no label is without: its colon or bracket, or a kind such as 单位."""
        return self._sign.search(text, start, len(text) if end is None else end) is not None

    def both(self, label: str) -> UnitRole | None:
        """The role of the units behind a label of units and persons (责任单位及责任人); else None."""
        if "人" not in label:
            return None
        first, *others = _PARTS.findall(label)
        known = self.tells(first)
        if known is None or known[0].tells not in UNIT_ROLES or not (others and others[-1].endswith("人")):
            return None
        return cast("UnitRole", known[0].tells)

    def find(self, text: str) -> list[Label]:
        """The labels in the inside of a group, in order."""
        return _apart([*self._before_colons(text), *self._bare(text, self._edge)])

    def openings(self, text: str, brackets: Sequence[Span] = ()) -> list[Label]:
        """The labels of a paragraph outside its ``brackets``, in order; one without a colon where a sentence begins."""
        return _apart([*self._before_colons(text, brackets), *self._bare(text, self._sentence)])

    def of_time(self, text: str) -> bool:
        """Whether a text has a word for a label of time."""
        return self._time.search(text) is not None

    def times(self, text: str) -> list[Span]:
        """Where labels tell of time in a paragraph: what stands behind each, up to a stop or the next label."""
        labels = self.find(text)
        ends = [*(label.start for label in labels), len(text)][1:]
        told = [(label.end, end) for label, end in zip(labels, ends, strict=False) if label.tells == "time"]
        stops = (_STOP.search(text, start, end) for start, end in told)
        return [(start, stop.start() if stop else end) for (start, end), stop in zip(told, stops, strict=True)]

    def _before_colons(self, text: str, brackets: Sequence[Span] = ()) -> Iterator[Label]:
        for mark in (_END if "】" in text else _COLON).finditer(text):
            stop, colon = mark.start(), text[mark.start()] == "："
            if colon and any(start < stop < end for start, end in brackets):
                continue
            while colon and stop and text[stop - 1] == " ":
                stop -= 1
            if colon and (known := self._plain(text, stop, mark.end())):
                yield known
                continue
            left = max(0, stop - _LONGEST - 10)
            run = self._run.search(text[left:stop])
            if run and (label := self._label(text, left + run.start(), stop, mark.end())):
                yield label

    def _plain(self, text: str, stop: int, end: int) -> Label | None:
        """A known word at an edge, as most labels are: it ends at ``stop``, its colon at ``end``."""
        for length in self._by_end.get(text[stop - 1 : stop], ()):
            word = text[max(0, stop - length) : stop]
            if word in self._ends:
                at = stop - len(word)
                if not at or text[at - 1] in _EDGES:
                    rule = self.tells(word) or (self._ends[word], 0)
                    return Label(at, end, word, rule[0].tells, rule[0].id)
        return None

    def _label(self, text: str, at: int, stop: int, end: int) -> Label | None:
        word = text[at:stop]
        if word.endswith(self._added_ends) and (added := self._added.search(word)):
            word = word[: added.start()]
        bracket = at > 0 and text[at - 1] == "【"
        if (text[stop] == "】") != bracket:
            return None
        known = self.tells(word)
        if known is None and "（" in word and (inner := self.tells(_INNER.sub(r"\1", word))):
            known = inner[0], 0
        edge = not at or text[at - 1] in _EDGES
        if known is None:
            return None if bracket or not edge else Label(at, end, word, "other", UNKNOWN)
        rule, begin = known
        # 县财政局责任单位：: two that lost what stood between them; 属地责任单位 is one.
        named = begin >= _SHORTEST_NAME and self._named(word[:begin])
        if begin and (not edge or begin > _LONGEST_FRONT or named):
            at, word = at + begin, word[begin:]
        return Label(at - bracket, end, word, rule.tells, rule.id)

    def _bare(self, text: str, edges: Compiled) -> Iterator[Label]:
        """Labels at an edge without a colon: 牵头单位为X, 完成时间2023年10月, 责任单位县财政局."""
        for at in (0, *[edge.start() + 1 for edge in edges.finditer(text)]):
            for length in self._by_beginning.get(text[at : at + 1], ()):
                if (word := text[at : at + length]) in self._ends:
                    break
            else:
                continue
            end, rule = at + len(word), (self.tells(word) or (self._ends[word], 0))[0]
            copula = _COPULA.match(text, end)
            value = _VALUE.match(text, copula.end() if copula else end)
            is_time = rule.tells == "time" and value is not None and value[0][0].isdigit()
            stated = copula is not None and copula[0] in "为是"
            if is_time or (rule.tells in UNIT_ROLES and value and (stated or self._named(value[0]))):
                yield Label(at, copula.end() if copula else end, word, rule.tells, rule.id, by_colon=False)


def label_sign(rules: RuleSet) -> str:
    """The pattern of what no label is without: its colon or bracket, or a kind such as 单位."""
    return f"[：】]|{any_of(kind for rule in rules.labels for kind in rule.kinds)}"


def _lengths(words: Iterable[str], at: int) -> dict[str, list[int]]:
    """How long words are, the longest first, by the character at ``at`` of them."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
    return {char: sorted(of_char, reverse=True) for char, of_char in lengths.items()}


def _apart(found: list[Label]) -> list[Label]:
    """The labels in order; of two that overlap the first."""
    labels: list[Label] = []
    for label in sorted(found) if len(found) > 1 else found:
        if not labels or label.start >= labels[-1].end:
            labels.append(label)
    return labels
