"""What the inside of a responsibility group says: its units by role, its persons, its remarks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from fupin_extract.find.groups.forms import GroupGrammar
from fupin_extract.find.groups.labels import UNIT_ROLES, UNKNOWN, Label
from fupin_extract.names.lists import split_units
from fupin_extract.names.unit_forms import NamedUnit
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import UnitRole
from fupin_extract.text.fold import fold
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import BRACKETS

_STOP = compiled("[；。]")
# What parts the names of a list.
_BETWEEN = "、，；, "
# What parts lists that have a word for their role each.
_OF_LISTS = "，；"
# A person's name, or a post (县委常委、常务副县长张三); a telephone number ends the list.
_LONGEST_PERSON, _NO_PERSON = 16, compiled(r"\d|[“”《》]")
_SPREAD = compiled(r"(?<![^ ])([一-龥]) +([一-龥])(?![^ ])")
_NUMBER = compiled(r"（[^（）]*\d{5}[^（）]*）")
_IN_BRACKETS = compiled("（[^（）]+）$")


class RoledUnit(NamedTuple):
    """A unit of a group with its role; None where no word tells it."""

    unit: NamedUnit
    role: UnitRole | None


class NamedPerson(NamedTuple):
    """A person, or a post (各股室负责人), at ``[start, end)``; ``role`` is the label as written."""

    name: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Units that answer for every later row (以下均需各县市区政府落实，不再列出)."""

    units: tuple[NamedUnit, ...]


@dataclass(slots=True)
class Content:
    """What a group says, and the rules of the words that told it.

    ``labelled``: a label with a colon names units; ``verbs`` counts the verbs that told a role; ``unread`` are
    stretches that were left aside: labels that no rule knows, with what they say, and what is no name.
    """

    answers: tuple[RoledUnit, ...] = ()
    persons: tuple[NamedPerson, ...] = ()
    remarks: tuple[Remark, ...] = ()
    labelled: bool = False
    verbs: int = 0
    rules: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()

    @property
    def names(self) -> bool:
        """Whether it names a unit or a person; a remark alone does not."""
        return bool(self.answers or self.persons)


def read_content(
    inside: str, shift: int, grammar: GroupGrammar, stated: Sequence[Span] = (), *, doing: bool = True
) -> Content:
    """What the group with this inside, which begins at ``shift`` of the clause's text, says.

    ``stated`` is where conventions stand in it; ``doing``: a verb may say what is done (县财政局负责资金).
    """
    inside = _blank(inside, stated)
    remarks: tuple[Remark, ...] = ()
    if found := list(grammar.remark.finditer(inside)):
        lists = (split_units(inside, *match.span("units"), grammar.units, shift=shift) for match in found)
        remarks = tuple(Remark(tuple(units)) for units in lists)
        inside = _blank(inside, [match.span() for match in found])
    inside = _blank(inside, [match.span() for match in grammar.aside.finditer(inside)])
    reader = _ContentReader(inside, shift, grammar, doing=doing)
    labels = grammar.labels.find(inside)
    edges = [_list_end(inside, label.start) for label in labels] + [len(inside)]
    if edges[0]:
        reader.add_lists(0, edges[0], None)
    role: UnitRole | None = None
    for label, stop in zip(labels, edges[1:], strict=True):
        # 县教育局（责任人：张三）、县公安局: behind the bracket the list goes on.
        shut = inside.find("）", label.end, stop) if inside[label.start - 1 : label.start] == "（" else -1
        reader.add_labelled(label, stop if shut < 0 else shut)
        if shut >= 0:
            reader.add_lists(shut + 1, stop, role)
        elif label.tells in UNIT_ROLES:
            role = cast("UnitRole", label.tells)
    return Content(
        tuple(reader.answers),
        tuple(reader.persons),
        remarks,
        any(label.tells in UNIT_ROLES and label.by_colon for label in labels),
        reader.verbs + any(label.tells in UNIT_ROLES and not label.by_colon for label in labels),
        tuple(reader.rules),
        tuple(reader.unread),
    )


def _list_end(inside: str, label: int) -> int:
    """Where the list before a label ends: 县教育局（责任人：张三） holds one in a bracket."""
    return label - (inside[label - 1 : label] == "（")


def read_cell(inside: str, shift: int, grammar: GroupGrammar, heading: Label) -> Content:
    """What a cell of a task table says, under its ``heading``: as a group that begins with it as its label."""
    reader = _ContentReader(inside, shift, grammar)
    labels = grammar.labels.find(inside)
    edges = [label.start for label in labels] + [len(inside)]
    for label, stop in zip([heading, *labels], edges, strict=True):
        reader.add_labelled(label, stop)
    return Content(
        tuple(reader.answers),
        tuple(reader.persons),
        labelled=True,
        verbs=reader.verbs,
        rules=tuple(reader.rules),
        unread=tuple(reader.unread),
    )


def _blank(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans filled by separators, so that places stay; brackets that hold nothing else go too."""
    for start, end in spans:
        while start and end < len(text) and BRACKETS.get(text[start - 1]) == text[end]:
            start, end = start - 1, end + 1
        text = f"{text[:start]}{'；' * (end - start)}{text[end:]}"
    return text


class _ContentReader:
    """Reads the lists of the group whose inside is ``text``, which begins at ``shift``, one by one."""

    def __init__(self, text: str, shift: int, grammar: GroupGrammar, *, doing: bool = True) -> None:
        self._text, self._shift, self._grammar = text, shift, grammar
        self._verb = grammar.doing if doing else grammar.verb
        self.answers: list[RoledUnit] = []
        self.persons: list[NamedPerson] = []
        self.rules: list[str] = []
        self.unread: list[Span] = []
        self.verbs = 0

    def add_labelled(self, label: Label, end: int) -> None:
        """Add what stands behind a label, up to the next."""
        self.rules.append(label.rule)
        # A heading of a table stands outside the text.
        if role := self._grammar.labels.both(self._text[label.start : label.end] or fold(label.word)):
            self._add_both(label, end, role)
            return
        if label.tells in UNIT_ROLES:
            self.add_lists(label.end, end, cast("UnitRole", label.tells))
            return
        # What is no unit ends at a stop; behind it a list may go on.
        found = _STOP.search(self._text, label.end, end)
        stop = found.start() if found else end
        if label.tells == "person":
            self._add_persons(label, stop)
        elif label.rule == UNKNOWN:
            self.unread.append((label.start + self._shift, stop + self._shift))
        self.add_lists(stop, end, None)

    def _add_persons(self, label: Label, end: int) -> None:
        text = _NUMBER.sub(lambda number: "，" * len(number[0]), self._text)
        for match in self._grammar.person.finditer(text, label.end, end):
            if not self._add_person(label, *match.span()):
                break

    def _add_both(self, label: Label, end: int, role: UnitRole) -> None:
        """责任单位及责任人：县水利局 赵六，县财政局（李四），县教育局/王五: each is one or the other."""
        for match in self._grammar.person.finditer(self._text, label.end, end):
            at = match.start()
            for part in match[0].split("/"):
                self._add_either(label, at, at + len(part), role)
                at += len(part) + 1

    def _add_either(self, label: Label, at: int, stop: int, role: UnitRole) -> None:
        inside = _IN_BRACKETS.search(self._text[at:stop])
        main = at + inside.start() if inside else stop
        if not self._grammar.names.reads(self._text[at:main]):
            self._add_person(label, at, stop)
            return
        self._add_list(at, main, role, 0)
        if inside:
            self._add_person(label, main + 1, stop - 1)

    def _add_person(self, label: Label, start: int, end: int) -> bool:
        """Add one person; False where it is none."""
        name = self._text[start:end]
        if not name or _NO_PERSON.search(name) or len(name) > _LONGEST_PERSON:
            return False
        # 周 敏: as long as other names on the page.
        name = _SPREAD.sub(r"\1\2", name)
        self.persons.append(NamedPerson(name, label.word, start + self._shift, end + self._shift))
        return True

    def add_lists(self, start: int, end: int, role: UnitRole | None) -> None:
        """Add the units of ``text[start:end]``; ``role`` is that of those that no verb tells one."""
        grammar, at, commas = self._grammar, start, 0
        for verb in self._verb.finditer(self._text, start, end):
            word = verb[verb.lastgroup or 0]
            told = grammar.roles[word]
            if self._bracketed(verb):
                # 县人社局、县财政局（牵头）: what stands in a bracket is of the last name alone.
                # Of 县发改局（牵头），县财政局、县水利局（配合） both support.
                parted = told == "supporting" and any(mark in self._text[at : verb.start()] for mark in _OF_LISTS)
                marks = _OF_LISTS if parted else _BETWEEN
                begin = max(at, max(self._text.rfind(mark, at, verb.start()) for mark in marks) + 1)
                commas = self._add_list(at, begin, role, commas)
                commas = self._add_list(begin, verb.start() - 1, told, commas)
                self.rules.append(grammar.rules[word])
                at = verb.end() + 1
                continue
            if role and told != role:
                # 牵头单位：A；B配合: the list of the label ends where that of the verb begins.
                begin = max(self._text.rfind("；", at, verb.start()), self._text.rfind("，", at, verb.start()), at)
                commas = self._add_list(at, begin, role, commas)
                at = begin
            # 责任单位：X牵头: the verb says more than the label; any other label is as good.
            labelled = at == start and role not in (None, "responsible")
            commas = self._add_list(at, verb.start(), role if labelled else told, commas)
            self.rules.append(grammar.rules[word])
            self.verbs += 1
            at = verb.end()
        self._add_list(at, end, role, commas)

    def _bracketed(self, verb: re.Match[str]) -> bool:
        return self._text[verb.start() - 1 : verb.start()] == "（" and self._text[verb.end() : verb.end() + 1] == "）"

    def _add_list(self, start: int, end: int, role: UnitRole | None, commas: int) -> int:
        """Add one list; returns the commas of the group up to its end."""
        text, grammar = self._text, self._grammar
        if start == end:
            return commas
        at = before.end() if (before := grammar.before.match(text, start, end)) else start
        edges = [at]
        for match in grammar.together.finditer(text, at, end):
            edges += match.span()
        edges.append(end)
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            units = split_units(text, a, b, grammar.units, shift=self._shift, commas=commas)
            self.answers += [RoledUnit(unit, role) for unit in units]
        return commas + text.count("，", at, end) + text.count("；", at, end)


def who_answers(content: Content, grammar: GroupGrammar, *, closed: bool) -> Content | None:
    """The content of what names who answers, with what is no name among its units left aside; None where it is none.

    With a label, names must only be short enough and hold nothing that no name holds. With a verb each must read as an
    organisation, but in a bracket (``closed``) one that does not is left aside where most do; with neither, each must,
    or be a place beside two that do (县财政局、县水利局、城关镇).
    """
    names = [a.unit.name for a in content.answers]
    if not names:
        return content if content.persons or (content.remarks and (content.labelled or closed)) else None
    if content.labelled:
        good = [grammar.names.may(name) for name in names]
        enough = any(good)
    else:
        good = [grammar.names.reads(name) for name in names]
        if any(good) and closed:
            good = [told or grammar.names.inner(name) for told, name in zip(good, names, strict=True)]
        if sum(good) > 1:
            good = [told or grammar.names.place(name) for told, name in zip(good, names, strict=True)]
        enough = 2 * sum(good) > len(good) if closed and content.verbs else all(good)
    if not enough:
        return None
    if all(good):
        return content
    kept = tuple(answer for answer, is_name in zip(content.answers, good, strict=True) if is_name)
    lost = [(a.unit.start, a.unit.end) for a, is_name in zip(content.answers, good, strict=True) if not is_name]
    return replace(content, answers=kept, unread=_runs([*content.unread, *lost], [a.unit.start for a in kept]))


def _runs(lost: Iterable[Span], kept: Sequence[int]) -> tuple[Span, ...]:
    """The stretches that were left aside, those joined between which nothing was read."""
    runs: list[Span] = []
    for start, end in sorted(lost):
        if runs and bisect_left(kept, runs[-1][1]) == bisect_left(kept, start):
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return tuple(runs)
