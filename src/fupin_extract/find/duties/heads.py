"""The grammar of an assignment: who acts, what stands behind the actors, and where the work begins.

It reads a text in which brackets, quotations and deadlines are covered, so that only what belongs to the sentence
itself is seen; names are read from the text as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field
from itertools import chain, pairwise
from typing import NamedTuple

from fupin_extract.find.duties.forms import DutyGrammar, goes_on
from fupin_extract.names.lists import split_units
from fupin_extract.names.unit_forms import NamedUnit
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import DutyRole
from fupin_extract.ruleset import Compiled
from fupin_extract.ruleset.models import DutyRule
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import STRETCH_ENDS

_STOPS = f"{STRETCH_ENDS}，\n"
_STOP = compiled(f"[{_STOPS}]")
# The actors of one duty in characters; how many stretches between commas list them.
_LONGEST, _MOST_STRETCHES = 160, 6
# What the name of a place ends with, and how long it is before that.
_PLACE_ENDS, _LONGEST_PLACE = frozenset("市州县区旗镇乡道"), 4


class Head(NamedTuple):
    """The beginning of an assignment at ``start``: its actors, and its work from ``work`` on.

    ``stated`` is where the predicate begins as it is written (配合县财政局做好…), ``work`` lies behind a word for the
    role; ``must``: a word such as 要 is there; ``bare``: only the role is said (由X牵头，). ``rejected`` says why it
    is none.
    """

    start: int
    actors: tuple[NamedUnit, ...]
    rule: str
    role: DutyRole
    stated: int
    work: int
    must: bool = False
    bare: bool = False
    rejected: str | None = None


def _bare(unit: NamedUnit, remarks: Compiled) -> NamedUnit:
    """The unit without a bracket that is a remark: 各牵头单位（没有的，责任单位即是，下同）, 县发展局（简称县局）."""
    if not unit.name.endswith("）") or not (remark := remarks.search(unit.name)):
        return unit
    name = unit.name[: remark.start()]
    return unit._replace(name=name, text=unit.text[: len(name)], end=unit.start + len(name))


@dataclass(slots=True)
class CoveredText:
    """A text to read heads in; in ``seen`` what does not count is covered.

    ``begins`` is where predicates may begin, ``bys`` where words such as 由 stand before actors, ``signs`` are both:
    where there is none, there is no head.
    """

    text: str
    seen: str
    begins: list[int]
    bys: list[int]
    signs: list[int]
    grammar: DutyGrammar
    known: dict[Span, tuple[NamedUnit, ...]] = field(default_factory=dict)

    def has_sign(self, start: int, end: int) -> bool:
        """Whether a sign stands in ``[start, end]``."""
        at = bisect_left(self.signs, start)
        return at < len(self.signs) and self.signs[at] <= end

    def reached(self, stretches: list[Span]) -> list[bool]:
        """Whether a head may begin in each stretch: there is a sign in it, or in one that it leads or lists on to."""
        reached: list[bool] = []
        later = False
        # Signs are gone back through with the stretches.
        last = bisect_right(self.signs, stretches[-1][1]) - 1 if stretches else -1
        for start, end in reversed(stretches):
            while last >= 0 and self.signs[last] > end:
                last -= 1
            later = (last >= 0 and self.signs[last] >= start) or (later and self._goes_on(start, end))
            reached.append(later)
        return reached[::-1]

    def _goes_on(self, start: int, end: int) -> bool:
        return self._lists_on(end - 1) or self.skip_ahead(start) >= end

    def head(self, start: int) -> Head | None:
        """The assignment whose actors stand at ``start``, behind words that do not count; None where none begins."""
        at = self.skip_ahead(start)
        by = self.grammar.before.at(self.seen, at)
        if by is None:
            return None if self.grammar.adverb.at(self.seen, at) else self._head(at, at, None)
        found = self._head(at, by[1], by[0])
        refusal = self.grammar.refuses.at(self.seen, at - 1) if found and at else None
        # 可由县级人民政府统一管理
        return found._replace(rejected=refusal[0].reason) if found and refusal and refusal[1] == at else found

    def _head(self, start: int, at: int, by: DutyRule | None, depth: int = 0) -> Head | None:
        if at >= len(self.text) or self.grammar.begins_none(self.text, at):
            return None
        stop = self._stop(at)
        ends = self._begins(at, stop)
        for end in chain(ends, self._name_ends(at, stop)) if by else ends:
            units = self.actors(at, end) or self._places(at, end, by)
            if units and not self._in_name(end) and (found := self._predicate(start, units, end, by)):
                return found
        lists = stop > at and depth < _MOST_STRETCHES and self._lists_on(stop)
        # What comes behind is asked for first: mostly it tells them nothing.
        if lists and (rest := self._head(start, stop + 1, by, depth + 1)):
            first = self.actors(at, stop)
            return rest._replace(actors=(*first, *rest.actors)) if first else None
        return None

    def _stop(self, at: int) -> int:
        end = min(at + _LONGEST, len(self.seen))
        found = _STOP.search(self.seen, at, end)
        return found.start() if found else end

    def _begins(self, at: int, stop: int) -> list[int]:
        """Where a predicate may begin behind actors at ``at``, up to ``stop``."""
        first = bisect_left(self.begins, at + 2)
        return self.begins[first : bisect_left(self.begins, stop + 1, first)]

    def _lists_on(self, at: int) -> bool:
        """Whether a comma stands at ``at`` behind what may be a name."""
        return self.seen.startswith("，", at) and self.grammar.ends_name(self.text, at)

    def _name_ends(self, at: int, stop: int) -> Iterator[int]:
        """Where a name of an organisation ends, and no list goes on: behind 由 the actors may end there.

        They end behind a head that nothing known follows, or behind a name of the rules' own.
        """
        tokens = self.grammar.names.cut(self.text[at:stop])
        for token, after in pairwise(tokens):
            ends = (token.is_head or token.is_whole or token.is_place) and not after.is_known
            if ends and not goes_on(self.text, at + token.end):
                yield at + token.end
        own = self.grammar.actor.match(self.text, at, stop)
        # 乡镇 of 乡镇政府 is no name by itself.
        heads = {at + token.start for token in tokens if token.is_head or token.is_whole} if own else ()
        if own and own.end() not in heads and not goes_on(self.text, own.end()):
            yield own.end()

    def _in_name(self, at: int) -> bool:
        """Whether the verb at ``at`` belongs to a name: 组织 of 县委组织部 and of 群团组织、…, 研究 of 市政府研究室."""
        word = self.grammar.verb.at(self.seen, at)
        if word is None:
            return False
        first, *more = self.grammar.names.cut(self.text[at : word[1] + 4])
        end = at + first.end
        if end == word[1]:
            headed = bool(first.lines) and bool(more) and more[0].is_head
            return headed or (first.is_head and goes_on(self.text, end))
        return end > word[1] and (first.is_whole or first.is_head)

    def actors(self, start: int, end: int) -> tuple[NamedUnit, ...]:
        """The actors that ``[start, end)`` lists; none where anything in it is no actor."""
        actors = self.known.get((start, end))
        if actors is None:
            units = [
                _bare(unit, self.grammar.remark) for unit in split_units(self.text, start, end, self.grammar.units)
            ]
            acting = all(map(self.grammar.acts, [unit.name for unit in units]))
            actors = self.known[start, end] = tuple(units) if acting else ()
        return actors

    def _places(self, start: int, end: int, by: DutyRule | None) -> tuple[NamedUnit, ...]:
        """The places among the actors that ``[start, end)`` lists, where 由 or a role tells that they act: 白水镇负责….

        None where anything in it is neither.
        """
        if self.text[end - 1] not in _PLACE_ENDS:
            return ()
        if not by and not self.grammar.role.at(self.seen, self.grammar.fill.past(self.seen, end)):
            return ()
        units = split_units(self.text, start, end, self.grammar.units)
        return tuple(units) if all(self._is_place(u.name) or self.grammar.acts(u.name) for u in units) else ()

    def _is_place(self, name: str) -> bool:
        first, *kind = self.grammar.names.cut(name)
        return len(kind) == 1 and kind[0].is_place and not first.is_known and 1 < first.end <= _LONGEST_PLACE

    def _predicate(self, start: int, actors: tuple[NamedUnit, ...], at: int, by: DutyRule | None) -> Head | None:
        """What the actors are told at ``at``; None where it is nothing that the rules know."""
        grammar, seen = self.grammar, self.seen
        comma = seen.startswith("，", at)
        told = by
        if modal := grammar.modal.at(seen, grammar.fill.past(seen, at + comma)):
            told, at = modal
            # 应当按照各自职责，做好…
            at = again[1] if (again := grammar.modal.at(seen, grammar.fill.past(seen, at))) else at
        elif comma:
            return None
        elif adverb := grammar.adverb.at(seen, self.skip_times(at)):
            told = told or adverb[0]
        stated = self.skip_times(at)
        if joined := self._joined(grammar.fill.past(seen, stated)):
            more, stated, rule = joined
            actors, told = (*actors, *more), told or rule
        pos = grammar.fill.past(seen, stated)
        head = Head(start, actors, "", "responsible", stated, pos, must=modal is not None)
        found = self._work(head, told)
        refusal = grammar.refuses.at(seen, pos) or (grammar.against.at(seen, pos) if found else None)
        if modal is None and refusal:
            return head._replace(rule=refusal[0].id, rejected=refusal[0].reason)
        return found

    def _work(self, head: Head, told: DutyRule | None) -> Head | None:
        """The head with the words for its role, or its verb."""
        grammar, seen = self.grammar, self.seen
        role: DutyRule | None = None
        stated, pos = head.stated, head.work
        while word := grammar.role.at(seen, pos):
            role = word[0] if role is None or word[0].role == "lead" else role
            stated = self.skip_times(word[1])
            pos = grammar.fill.past(seen, stated)
        verb, end = grammar.verb.at(seen, pos) or (None, pos)
        if role is None and verb and verb.role:
            bare = not head.must and self._ended(end)
            return Head(head.start, head.actors, verb.id, verb.role, stated, end, head.must, bare)
        deciding = role or told or verb
        if deciding is None:
            return None
        bare = role is not None and self._ended(stated)
        role_told = deciding.role or "responsible"
        return Head(head.start, head.actors, deciding.id, role_told, stated, stated, head.must, bare)

    def _joined(self, at: int) -> tuple[tuple[NamedUnit, ...], int, DutyRule] | None:
        """The actors that a word such as 会同 at ``at`` adds, where what they do begins, and its rule."""
        word = self.grammar.join.at(self.seen, at)
        if word is None:
            return None
        rule, begin = word
        stop = self._stop(begin)
        ends = self._begins(begin, stop)
        # A comma ends them too.
        comma = [stop] if stop >= begin + 2 and ends[-1:] != [stop] and self._lists_on(stop) else []
        for end in chain(ends, comma, self._name_ends(begin, stop)):
            if more := self.actors(begin, end):
                return more, self.skip_times(end + self.seen.startswith("，", end)), rule
        return None

    def _ended(self, at: int) -> bool:
        return at >= len(self.seen) or self.seen[at] in _STOPS + "、"

    def skip_ahead(self, at: int) -> int:
        """Where what stands behind the words at ``at`` that do not count begins: brackets, 此外，, deadlines."""
        return self.grammar.ahead.past(self.seen, at)

    def skip_times(self, at: int) -> int:
        """Where what stands behind the deadlines at ``at`` begins."""
        return self.grammar.time.past(self.seen, at)
