"""任务分工 in running text: who is told to do what, in which role, and by when.

``2020年10月底前，公安机关指导县市完成…；行政审批部门指导…`` gives one duty an actor, and the date counts for all of
them until a new one or the sentence ends. What names an organisation and assigns nothing is kept with the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from fupin_extract.find.duties.forms import compile_duties
from fupin_extract.find.duties.heads import CoveredText, Head
from fupin_extract.find.duties.listed import to_line_ends, with_colon
from fupin_extract.find.duties.value import DutyValue
from fupin_extract.find.duties.vocabulary import COVER, TIME
from fupin_extract.find.mention import Mention
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import CLAUSE_ENDS, SENTENCE_ENDS

_STOPS = f"{CLAUSE_ENDS}\n"
_STOP = compiled(f"[{_STOPS}]")
_SENTENCE_END = compiled(f"[{SENTENCE_ENDS}\n]")
# A bracket that nothing covers: it may be open where its part of the sentence ends.
_LOOSE = compiled(f"（(?!{COVER}*）)")
_STRETCH = compiled("[^，：]+[，：]?")
_COVERED = tuple((a, compiled(f"({a})[^{a}{b}。]*({b})")) for a, b in ("《》", "“”", "（）"))
_EDGES = "，、：； "
_OF = compiled("的|后(?=各)")
# Places in a stretch where actors are looked for, stretches that lead in one actor: sentences have fewer.
_MOST_TRIED = 8


def find_duties(
    text: str, rules: RuleSet, deadlines: Iterable[Mention] = (), groups: Collection[Span] = ()
) -> list[Mention]:
    """The duties of one clause's folded text, by place; ``groups`` are the places of its responsibility groups.

    ``deadlines`` are its deadlines, rejected ones among them.
    """
    grammar = rules.get(compile_duties)
    text = with_colon(text, grammar)
    times = _Times([m for m in deadlines if m.rejected is None])
    seen = _covered(text, times.places, groups)
    ends_name = grammar.ends_name
    begins = [at for match in grammar.begins.finditer(seen) if ends_name(text, at := match.end())]
    bys = [match.start() for match in grammar.by.finditer(seen)]
    if not begins and not bys:
        return []
    whole = CoveredText(text, seen, begins, bys, sorted([*begins, *bys]), grammar)
    found: list[Mention] = []
    carried: tuple[Span, ...] = ()
    last = 0
    for start, end, is_open in _parts(whole):
        if _SENTENCE_END.search(seen, last, start):
            carried = ()
        last = end
        reader = _Part(whole, start, end, times, is_open=is_open)
        if reader.has_heads:
            found += reader.mentions(carried)
            carried = reader.carried(carried)
    # Lists of duties have colons; few other sentences do.
    return list(to_line_ends(found, seen, grammar, times.between)) if found and "：" in seen else found


def _parts(whole: CoveredText) -> Iterator[tuple[int, int, bool]]:
    """The parts of sentences, between semicolons, that a head may begin in, and whether a bracket is open at the end.

    There is a sign in it; or an open bracket, which may lead in what comes behind it.
    """
    seen, signs = whole.seen, whole.signs
    places = signs
    if "（" in seen and (loose := [match.start() for match in _LOOSE.finditer(seen)]):
        places = sorted([*signs, *loose])
    end = -1
    for at in places:
        if at <= end:
            continue
        start = max([seen.rfind(stop, end + 1, at) for stop in _STOPS])
        start = max(start, end) + 1
        stop = _STOP.search(seen, at)
        end = stop.start() if stop else len(seen)
        is_open = places is not signs and seen.count("（", start, end) > seen.count("）", start, end)
        if is_open:
            end = _led_to(whole, start, end)
        if start < end and (is_open or whole.has_sign(start, end)):
            yield start, end, is_open


def _led_to(whole: CoveredText, start: int, end: int) -> int:
    """Where the part ``[start, end)`` ends; an open bracket that leads in what comes behind it belongs to that.

    ``（详见附件1。）各乡镇负责组织实施`` is one part, though a sentence ends in its bracket.
    """
    seen = whole.seen
    opens = seen.rfind("（", start, end)
    begins = max(start, *(seen.rfind(comma, start, opens) + 1 for comma in "，："))
    behind = whole.skip_ahead(begins)
    stop = _STOP.search(seen, behind)
    led_to = stop.start() if stop else len(seen)
    return led_to if end < behind < led_to else end


def _covered(text: str, times: Collection[Span], groups: Collection[Span]) -> str:
    """The text with titles, quotations, the inside of brackets and the deadlines covered; a group ends a sentence."""
    for opens, pattern in _COVERED:
        if opens in text:
            text = pattern.sub(lambda m: m[1] + COVER * (m.end() - m.start() - 2) + m[2], text)
    return _filled(_filled(text, times, TIME), groups, "。")


def _filled(text: str, places: Collection[Span], cover: str) -> str:
    """The text with a character in the place of each of those at the places, which are in order."""
    if not places:
        return text
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], cover * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


class _Times:
    """Where the deadlines of a text stand, in order."""

    def __init__(self, deadlines: Iterable[Mention]) -> None:
        kinds = {(m.start, m.end): getattr(m.value, "kind", None) for m in deadlines}
        self.places = sorted(kinds)
        self.recurring = {place for place, kind in kinds.items() if kind == "recurring"}

    def between(self, start: int, end: int) -> tuple[Span, ...]:
        """Those that begin in ``[start, end)``."""
        return tuple(self.places[bisect_left(self.places, (start,)) : bisect_left(self.places, (end,))])


class _Part:
    """What stands between two semicolons, ``[start, end)``, with the deadlines of the text.

    ``is_open``: a bracket is open at its end.
    """

    def __init__(self, whole: CoveredText, start: int, end: int, times: _Times, *, is_open: bool) -> None:
        self._whole, self._start, self._end, self._times = whole, start, end, times
        self._stretches = [m.span() for m in _STRETCH.finditer(whole.seen, start, end)]
        self._reached = [True] * len(self._stretches) if is_open else whole.reached(self._stretches)
        heads = _chained(list(self._heads()))
        self._refused = [head for head in heads if head.rejected]
        self._assigned = [head for head in heads if not head.rejected]
        self._edges = [self._edge(i) for i in range(len(self._assigned))]
        self.has_heads = bool(heads)

    def mentions(self, carried: tuple[Span, ...]) -> Iterator[Mention]:
        """The duties, and what is none; ``carried`` are deadlines from before that still count."""
        yield from (self._rejected(head) for head in self._refused)
        actions = self._actions()
        for i, head in enumerate(self._assigned):
            ahead = self._ahead(i)
            carried = ahead or carried
            action = actions[i]
            if action is None or (not head.must and self._leads_in(*action)):
                yield self._rejected(head._replace(rejected="a condition" if action else "no work"))
                continue
            own = self._times.between(head.start, action[1])
            # A day of its own takes the place of one from before; how often it is done does not.
            counting = carried if ahead or self._times.recurring.issuperset(own) else ()
            value = DutyValue(head.actors, head.role, action, tuple(sorted({*counting, *own})))
            # 供水管网的维护由县水务局负责: what is to be done stands before the actors.
            start = min(head.start, action[0]) if i == 0 else head.start
            yield Mention("duty", head.rule, start, max(action[1], head.work if head.bare else head.stated), value)

    def carried(self, before: tuple[Span, ...]) -> tuple[Span, ...]:
        """The deadlines that count on: those before the last actor that has any before it."""
        return next((t for i in reversed(range(len(self._assigned))) if (t := self._ahead(i))), before)

    def _ahead(self, i: int) -> tuple[Span, ...]:
        """The deadlines that lead in the actors of a head."""
        return self._times.between(self._edges[i], self._assigned[i].start)

    def _heads(self) -> Iterator[Head]:
        """The heads: behind a comma, at the first 由 of a stretch, behind the role of another, behind an attribute."""
        at = self._start
        for (start, end), reached in zip(self._stretches, self._reached, strict=True):
            if not reached:
                continue
            while at <= start < end and (head := self._head(start)) is not None:
                yield head
                at = head.stated
                start = at + 1 if head.bare and self._whole.seen.startswith("、", at) else end
            if at <= start < end and (head := self._inside(start, end)) is not None:
                yield head
                at = head.stated

    def _inside(self, start: int, end: int) -> Head | None:
        """The head in the midst of a stretch: 考核结果由X反馈, 有条件的医疗机构要…, 项目结束后各镇要…."""
        seen = self._whole.seen
        bys = self._whole.bys
        first = bisect_left(bys, start)
        for at in bys[first : min(bisect_left(bys, end, first), first + _MOST_TRIED)]:
            if (head := self._head(at)) is not None:
                return head
        leads = seen.find("的", start, end) >= 0 or seen.find("后各", start, end) >= 0
        if not leads or seen.startswith(self._whole.grammar.objects, start):
            return None
        for match in islice(_OF.finditer(seen, start, end), _MOST_TRIED):
            head = self._head(match.end())
            # 成立由县长任组长的领导小组，领导小组办公室设在…: what 的 leads to ends at the comma.
            if head is not None and head.must and seen.find("，", head.start, head.actors[-1].start) < 0:
                return head
        return None

    def _head(self, at: int) -> Head | None:
        """The head whose actors stand at ``at``; one that a bracket leads out of this part is none of its."""
        head = self._whole.head(at)
        return head if head is not None and head.stated <= self._end else None

    def _edge(self, i: int) -> int:
        """Where what belongs to a head begins: its stretch (考核结果由…), and those that lead it in (项目完成后，)."""
        if not i:
            return self._start
        head, least = self._assigned[i], self._assigned[i - 1].stated
        edge = head.start
        behind = bisect_left(self._stretches, (head.start + 1,))
        for start, end in reversed(self._stretches[max(0, behind - _MOST_TRIED) : behind]):
            leads_in = start < head.start < end or self._leads_in(start, end)
            if start < least or (end <= head.start and not leads_in):
                break
            edge = min(edge, start)
        return edge

    def _leads_in(self, start: int, end: int) -> bool:
        """Whether a stretch only says when or for whom what comes after it is done."""
        return self._whole.grammar.leads_in.search(self._whole.seen[start:end]) is not None

    def _actions(self) -> list[Span | None]:
        """What each is to do: up to the next actor; where only a role is said, what the next, or the sentence, says."""
        heads, edges, others = self._assigned, [*self._edges, self._end], [*self._others(), self._end]
        actions: list[Span | None] = [None] * len(heads)
        for i in range(len(heads) - 1, -1, -1):
            head = heads[i]
            end = min(edges[i + 1], others[bisect_left(others, head.stated)])
            actions[i] = self._trimmed(head.work if head.bare else head.stated, end)
            if actions[i] is None and not self._behind_work(i) and i + 1 < len(heads) and (after := actions[i + 1]):
                # 由X牵头，Y配合做好Z: both do Z.
                actions[i] = self._trimmed(max(heads[i + 1].work, after[0]), after[1])
        for i, head in enumerate(heads):
            if actions[i] is None and i and actions[i - 1]:
                actions[i] = actions[i - 1]
            elif actions[i] is None and not i and not any(other.start < head.start for other in self._refused):
                # What stands before the actors, unless it tells of others: 联席会议由X组成，Y为牵头单位.
                actions[i] = self._trimmed(self._start, head.start)
        return actions

    def _behind_work(self, i: int) -> bool:
        """Whether what the first is responsible for stands directly before it: 市场管理由区政府负责，财政局拨付资金."""
        head, seen = self._assigned[i], self._whole.seen
        told = not i and head.role == "responsible" and head.start > self._start
        return told and "一" <= seen[head.start - 1] <= "龥"

    def _others(self) -> list[int]:
        """Where those stand who may or must not do something: what comes behind is not the work of others."""
        refusing = {rule.id for rule in self._whole.grammar.refuses.rules.values()}
        return [head.start for head in self._refused if head.rule in refusing]

    def _trimmed(self, start: int, end: int) -> Span | None:
        """The stretch without commas at its ends and without the deadline at its beginning."""
        text = self._whole.text
        start = self._whole.skip_times(start)
        while start < end and text[start] in _EDGES:
            start = self._whole.skip_times(start + 1)
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        return (start, end) if start < end else None

    def _rejected(self, head: Head) -> Mention:
        end = max(head.stated, head.actors[-1].end)
        return Mention("duty", head.rule, head.start, end, None, head.rejected)


def _chained(heads: list[Head]) -> list[Head]:
    """The heads; one that only says a role is what the next is: 由X牵头，Y参与的联席会议 assigns nothing to X."""
    for i in range(len(heads) - 2, -1, -1):
        if heads[i].bare and heads[i + 1].rejected and heads[i + 1].start == heads[i].stated + 1:
            heads[i] = heads[i]._replace(rejected=heads[i + 1].rejected)
    return heads
