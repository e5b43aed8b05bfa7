"""Where responsibility groups stand in a clause: in brackets, on a line of their own, behind the last sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from fupin_extract.find.groups.forms import (
    Content,
    GroupGrammar,
    IsOrganization,
    compile_grammar,
    is_group,
    parse_content,
)
from fupin_extract.names.reading import is_organization
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.span import Span

_OPEN = {"（": "）", "〔": "〕", "[": "]", "【": "】", "〈": "〉"}
_BRACKET = re.compile(r"[（〔\[【〈）〕\]】〉]")
_SENTENCE_END = "。！？；"
# Nothing but stops up to the end of the paragraph.
_STOPS_END = re.compile(r"[ 。；]*$")
_SEEMS_GROUP = re.compile("单位|部门|负责|牵头|配合")
# A bracket longer than this holds no names.
_LONGEST_GROUP = 2_000
_LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Group:
    """A responsibility group at ``[start, end)`` of paragraph ``part`` of a clause, brackets included.

    ``alone``: it is a paragraph of its own; ``closes``: nothing of the clause comes after it.
    """

    part: int
    start: int
    end: int
    content: Content
    alone: bool
    closes: bool


def find_groups(parts: list[Mapped], rules: RuleSet) -> list[Group]:
    """The groups among the paragraphs of one clause, in order."""
    grammar = rules.get(compile_grammar)

    def named(name: str) -> bool:
        return is_organization(name, rules)

    groups: list[Group] = []
    for index, part in enumerate(parts):
        text = part.text
        # Most paragraphs have neither a word for a role nor a bracket.
        verbs, labels = grammar.verb_word.search(text), grammar.label_end.search(text)
        brackets = _brackets(text)
        if not (verbs or labels or brackets):
            continue
        spans = _bracketed(text, brackets, grammar, named) + (_labelled(text, grammar, named) if labels else [])
        if verbs and not spans:
            spans = _last_sentence(text, grammar, named, whole=index < len(parts) - 1)
        for start, end, content in sorted(spans, key=itemgetter(0)):
            if groups and groups[-1].part == index and start < groups[-1].end:
                continue
            last = _STOPS_END.match(text, end) is not None
            closes = index == len(parts) - 1 and last
            groups.append(Group(index, start, end, content, _before(text, start) == "" and last, closes))
    return groups


def unread_brackets(parts: list[Mapped], groups: list[Group]) -> list[Span]:
    """Source spans of brackets that a reader should look at: at the end of a clause they seem to say who answers.

    One that no group was read from, and one that is never closed.
    """
    if not parts:
        return []
    part, index = parts[-1], len(parts) - 1
    if not _SEEMS_GROUP.search(part.text):
        return []
    stop = len(part.text.rstrip(" 。；"))
    last = next(((a, b) for a, b in reversed(_brackets(part.text)) if b >= stop), None)
    if last is None or not _SEEMS_GROUP.search(part.text, *last):
        return []
    read = any(g.part == index and g.start < last[1] and last[0] < g.end for g in groups)
    closed = part.text[last[1] - 1] in _OPEN.values()
    return [] if read and closed else [part.span(*last)]


def _bracketed(
    text: str, brackets: list[Span], grammar: GroupGrammar, named: IsOrganization
) -> list[tuple[int, int, Content]]:
    found = []
    for start, end in brackets:
        if end - start > _LONGEST_GROUP:
            continue
        inside = end - 1 if text[end - 1] in _OPEN.values() else end
        told = grammar.verb_word.search(text, start, end) or (
            grammar.label_end.search(text, start, inside) and grammar.label.search(text, start, inside)
        )
        if not told and not _closing_list(text, start, end):
            continue
        content = parse_content(text, start + 1, inside, grammar)
        if not content.labelled and not _at_sentence_end(text, start, end):
            continue
        if not content.labelled and not content.verbs and not _closing_list(text, start, end):
            continue
        if is_group(content, named):
            found.append((start, end, content))
    return found


def _before(text: str, pos: int) -> str:
    """The last character before ``pos`` that is no blank; empty at the start."""
    while pos > 0 and text[pos - 1] == " ":
        pos -= 1
    return text[pos - 1] if pos else ""


def _at_sentence_end(text: str, start: int, end: int) -> bool:
    before = _before(text, start)
    after = text[end : end + 2].lstrip()
    return not before or not after or before in _SENTENCE_END + "）〕】”" or after[0] in _SENTENCE_END


def _closing_list(text: str, start: int, end: int) -> bool:
    """Whether a bracket without a role word stands behind a whole sentence and closes the paragraph."""
    before = _before(text, start)
    return (not before or before in _SENTENCE_END) and _STOPS_END.match(text, end) is not None


def _brackets(text: str) -> list[Span]:
    """Outermost brackets, of any shape.

    One that is never closed and opens with a label reaches to the end of the paragraph.
    """
    found: list[Span] = []
    stack: list[str] = []
    waiting: dict[str, int] = {}
    start = 0
    for match in _BRACKET.finditer(text):
        char = match[0]
        if char in _OPEN:
            if not stack:
                start = match.start()
            shut = _OPEN[char]
            stack.append(shut)
            waiting[shut] = waiting.get(shut, 0) + 1
        elif stack:
            # A bracket closed by one of another shape is closed: （…〕 is a slip of the pen.
            while (closed := stack.pop()) != char and waiting.get(char):
                waiting[closed] -= 1
            waiting[closed] -= 1
            if not stack:
                found.append((start, match.end()))
    if stack:
        found.append((start, len(text)))
    return found


def _labelled(text: str, grammar: GroupGrammar, named: IsOrganization) -> list[tuple[int, int, Content]]:
    """Groups without brackets (责任单位：A、B): where a paragraph or a sentence begins, up to the next stop."""
    found: list[tuple[int, int, Content]] = []
    for label in grammar.label.finditer(text):
        start = label.start()
        before = _before(text, start)
        if (found and start < found[-1][1]) or (before and before not in _SENTENCE_END + "）"):
            continue
        stop = text.find("。", label.end(), label.end() + _LONGEST_GROUP)
        end = min(len(text), label.end() + _LONGEST_GROUP) if stop < 0 else stop
        content = parse_content(text, start, end, grammar)
        if is_group(content, named):
            found.append((start, end, content))
    return found


def _last_sentence(
    text: str, grammar: GroupGrammar, named: IsOrganization, *, whole: bool
) -> list[tuple[int, int, Content]]:
    """X牵头，Y参与 as the last sentence of a clause, where the whole sentence is names and role verbs.

    ``whole``: only where it is the whole paragraph.
    """
    stripped = text.rstrip(" 。；")
    start = max(map(stripped.rfind, _SENTENCE_END)) + 1
    too_long = len(stripped) - start > _LONGEST_SENTENCE
    if too_long or (whole and start) or not grammar.verb_word.search(stripped, start):
        return []
    content = parse_content(text, start, len(stripped), grammar)
    return [(start, len(stripped), content)] if content.verbs and is_group(content, named) else []
