"""Where responsibility groups stand in a clause: in brackets, on a line of their own, behind the last sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter, itemgetter

from fupin_extract.find.groups.content import Content, read_content, who_answers
from fupin_extract.find.groups.forms import BRACKET, GroupGrammar, compile_grammar
from fupin_extract.find.groups.labels import ANSWERING, SIGNS
from fupin_extract.find.mention import Mention
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import BRACKETS, CLAUSE_ENDS

_BRACKET = compiled(BRACKET)
# Nothing but stops up to the end of the paragraph.
_STOPS_END = compiled(r"[ 。；]*$")
# A bracket longer than this holds no names.
_LONGEST_GROUP = 2_000
_LONGEST_SENTENCE = 200
# Nor is a label, with its colon, longer than this.
_LONGEST_LABEL = 24
# The rule of a bare list of organisations, and of what was not read.
NAMES_ALONE, UNREAD = "names alone", "unread"


@dataclass(slots=True)
class Group:
    """What a responsibility group says.

    ``alone``: it is a paragraph of its own; ``closes``: nothing of the clause comes after it but labelled lines
    (配合单位：…, 完成时限：…).
    """

    content: Content
    alone: bool
    closes: bool


def find_groups(text: str, rules: RuleSet, conventions: Sequence[Mention] = ()) -> list[Mention]:
    """The groups in the own text of one clause, by place, a ``Group`` each, its brackets included.

    What a reader should look at is among them, rejected: brackets at the end of the clause that seem to say who answers
    and do not, and stretches of a group that were left aside. ``conventions`` are those that the text states.
    """
    grammar = rules.get(compile_grammar)
    stated = [(mention.start, mention.end) for mention in conventions]
    found: list[Mention] = []
    lines = text.split("\n")
    signed = [i for i, line in enumerate(lines) if grammar.sign.search(line)]
    if not signed:
        return found
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    for i in signed:
        found += _Paragraph(lines[i], begins[i], grammar, stated).mentions(lines[i + 1 :])
    return sorted(found, key=attrgetter("start", "end")) if len(found) > 1 else found


def told_times(text: str, rules: RuleSet, groups: Sequence[Mention]) -> list[Span]:
    """Where a clause's own text tells by when: behind the labels of time, and in its responsibility groups."""
    labels = rules.get(compile_grammar).labels
    found = [(group.start, group.end) for group in groups if group.rejected is None]
    at = 0
    for line in text.split("\n") if labels.of_time(text) else ():
        found += [(start + at, end + at) for start, end in labels.times(line)]
        at += len(line) + 1
    return _joined(found) if len(found) > 1 else found


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


class _Paragraph:
    """A paragraph of a clause, beginning at ``shift`` of its text, read for groups.

    ``stated`` is where the text states conventions.
    """

    def __init__(self, text: str, shift: int, grammar: GroupGrammar, stated: Sequence[Span]) -> None:
        self._text, self._shift, self._grammar = text, shift, grammar
        self._stated = [(start - shift, end - shift) for start, end in stated]
        self._labels = grammar.labels.may_be_in(text)
        self._brackets = _brackets(text)

    def mentions(self, below: Sequence[str]) -> list[Mention]:
        """The groups, and what was left aside; ``below`` are the paragraphs of the clause that come after it."""
        found: list[Mention] = []
        groups = self._groups(whole=bool(below))
        for start, end, content in groups:
            ends = _STOPS_END.match(self._text, end) is not None
            closes = ends and all(_is_labelled(line, self._grammar) for line in below)
            group = Group(content, ends and not _before(self._text, start), closes)
            rule = ", ".join(dict.fromkeys(content.rules)) or NAMES_ALONE
            found.append(Mention("responsibility", rule, start + self._shift, end + self._shift, group))
            found += [unread(*span) for span in content.unread]
        if not below and (lost := self._unread_bracket(groups)):
            found.append(unread(lost[0] + self._shift, lost[1] + self._shift))
        return found

    def _groups(self, *, whole: bool) -> list[tuple[int, int, Content]]:
        """Groups in order; of two that overlap the first. ``whole``: a sentence counts only as the whole paragraph."""
        found = [*self._bracketed(), *(self._labelled() if self._labels else ())]
        if not found:
            return self._last_sentence(whole=whole)
        groups: list[tuple[int, int, Content]] = []
        for group in sorted(found, key=itemgetter(0, 1)) if len(found) > 1 else found:
            if not groups or group[0] >= groups[-1][1]:
                groups.append(group)
        return groups

    def _read(self, start: int, end: int, *, closed: bool, doing: bool = True) -> Content | None:
        stated = [(a - start, b - start) for a, b in self._stated if start <= a and b <= end]
        content = read_content(self._text[start:end], start + self._shift, self._grammar, stated, doing=doing)
        return who_answers(content, self._grammar, closed=closed)

    def _bracketed(self) -> Iterator[tuple[int, int, Content]]:
        text, grammar = self._text, self._grammar
        for start, end in self._brackets:
            if end - start > _LONGEST_GROUP:
                continue
            inside = end - 1 if text[end - 1] in BRACKETS.values() else end
            closing = self._closing_list(start, end)
            told = (
                closing
                or (self._labels and grammar.labels.may_be_in(text, start, inside))
                or grammar.verb_word.search(text, start, end)
                or grammar.doing_word.search(text, start, inside)
            )
            content = self._read(start + 1, inside, closed=inside < end) if told else None
            if content is None:
                continue
            named = content.labelled or content.persons
            if named or (self._at_sentence_end(start, end) and (content.verbs or closing)):
                yield start, end, content

    def _labelled(self) -> Iterator[tuple[int, int, Content]]:
        """Groups without brackets (责任单位：A、B): where a paragraph or a sentence begins, up to the next stop."""
        text, at = self._text, 0
        for label in self._grammar.labels.openings(text, self._brackets):
            start = label.start
            before = _before(text, start)
            begins = not before or before in CLAUSE_ENDS + SIGNS + "）." or text[start] == "【"
            # 修路10公里，责任单位：县交通局: what has a colon is no part of the sentence.
            begins = begins or (label.by_colon and len(label.word) > 2 and (before == "，" or text[start - 1] == " "))
            if label.tells not in ANSWERING or start < at or not begins:
                continue
            if any(a < start < b for a, b in self._brackets):
                continue
            stop = self._stop(label.end)
            # The bracket of a group whose first labels stand in the paragraph above is a part of it.
            shut = _shut(text, start, stop + 2)
            end = shut + 1 if shut < min(stop + 2, len(text)) else stop
            content = self._read(start, min(shut, stop), closed=False)
            # 牵头单位为X may be any sentence: it names who answers where it closes the clause.
            if content and (label.by_colon or _STOPS_END.match(text, end)):
                yield start, end, content
                at = end

    def _stop(self, at: int) -> int:
        """Where a group without brackets ends that is at work at ``at``: at the next full stop outside brackets."""
        limit = min(len(self._text), at + _LONGEST_GROUP)
        while (stop := self._text.find("。", at, limit)) >= 0:
            inside = next((b for a, b in self._brackets if a < stop < b), None)
            if inside is None:
                return stop
            at = inside
        return limit

    def _last_sentence(self, *, whole: bool) -> list[tuple[int, int, Content]]:
        """X牵头，Y参与 as the last sentence of a clause, where the whole sentence is names and role verbs.

        ``whole``: only where it is the whole paragraph.
        """
        stripped = self._text.rstrip(" 。；")
        start = max(map(stripped.rfind, CLAUSE_ENDS)) + 1
        too_long = len(stripped) - start > _LONGEST_SENTENCE
        if too_long or (whole and start) or not self._grammar.verb_word.search(stripped, start):
            return []
        # 县财政局负责资金 is a duty there.
        content = self._read(start, len(stripped), closed=False, doing=False)
        return [(start, len(stripped), content)] if content and content.verbs else []

    def _unread_bracket(self, groups: Sequence[tuple[int, int, Content]]) -> Span | None:
        """The bracket that closes the paragraph and seems to say who answers, where no group was read from it.

        A bracket that is never closed is one too.
        """
        if not self._brackets or not _STOPS_END.match(self._text, self._brackets[-1][1]):
            return None
        last = self._brackets[-1]
        if not self._grammar.hint.search(self._text, *last):
            return None
        read = any(start < last[1] and last[0] < end for start, end, _ in groups)
        return None if read and self._text[last[1] - 1] in BRACKETS.values() else last

    def _at_sentence_end(self, start: int, end: int) -> bool:
        before = _before(self._text, start)
        after = self._text[end : end + 2].lstrip()
        return not before or not after or before in CLAUSE_ENDS + "）〕】”" or after[0] in CLAUSE_ENDS

    def _closing_list(self, start: int, end: int) -> bool:
        """Whether a bracket without a role word stands behind a whole sentence and closes the paragraph."""
        before = _before(self._text, start)
        return (not before or before in CLAUSE_ENDS) and _STOPS_END.match(self._text, end) is not None


def _is_labelled(line: str, grammar: GroupGrammar) -> bool:
    """Whether a paragraph begins with a label: 完成时限：2025年底前."""
    head = line.lstrip()[:_LONGEST_LABEL]
    first = next(iter(grammar.labels.find(head)), None) if grammar.labels.may_be_in(head) else None
    return first is not None and first.start == 0


def unread(start: int, end: int) -> Mention:
    """A stretch that seems to say who answers, and of which nothing could be read."""
    return Mention("responsibility", UNREAD, start, end, rejected="not read as a group")


def _before(text: str, pos: int) -> str:
    """The last character before ``pos`` that is no blank; empty at the start."""
    while pos > 0 and text[pos - 1] == " ":
        pos -= 1
    return text[pos - 1] if pos else ""


def _shut(text: str, start: int, end: int) -> int:
    """Where a bracket that opens before ``start`` is shut, or ``end``: 责任单位：县财政局、县民政局。）."""
    depth = 0
    for bracket in _BRACKET.finditer(text, start, end):
        depth += 1 if bracket[0] in BRACKETS else -1
        if depth < 0:
            return bracket.start()
    return end


def _brackets(text: str) -> list[Span]:
    """Outermost brackets, of any shape.

    One that is never closed is none where others stand behind it; else it reaches to the next full stop.
    """
    closed: list[Span] = []
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for match in _BRACKET.finditer(text):
        char = match[0]
        if char in BRACKETS:
            opened.append((BRACKETS[char], match.start()))
            waiting[BRACKETS[char]] = waiting.get(BRACKETS[char], 0) + 1
        elif opened:
            # A bracket closed by one of another shape is closed: （…〕 is a slip of the pen.
            shut, start = opened.pop()
            while shut != char and waiting.get(char):
                waiting[shut] -= 1
                shut, start = opened.pop()
            waiting[shut] -= 1
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, match.end()))
    left = next((start for _, start in opened if not closed or start >= closed[-1][1]), None)
    if left is not None:
        stop = text.find("。", left)
        closed.append((left, len(text) if stop < 0 else stop))
    return closed
