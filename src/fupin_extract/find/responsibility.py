"""Where responsibility groups stand in a clause: in brackets, on a line of their own, behind the last sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fupin_extract.find.groups import Content, Grammar, IsOrganization, compile_grammar, is_group, parse_content
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.organizations import is_organization

_OPEN = {"（": "）", "〔": "〕", "[": "]", "【": "】", "〈": "〉"}
_SENTENCE_END = "。！？；"


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
        spans = _bracketed(text, grammar, named) + _labelled(text, grammar, named)
        if index == len(parts) - 1:
            spans += _last_sentence(text, grammar, named, bool(spans))
        for start, end, content in sorted(spans, key=lambda s: s[0]):
            if groups and groups[-1].part == index and start < groups[-1].end:
                continue
            after = text[end:].strip(" 。；")
            closes = index == len(parts) - 1 and not after
            groups.append(Group(index, start, end, content, not text[:start].strip() and not after, closes))
    return groups


def _bracketed(text: str, grammar: Grammar, named: IsOrganization) -> list[tuple[int, int, Content]]:
    found = []
    for start, end in _brackets(text):
        inside = end - 1 if text[end - 1] in _OPEN.values() else end
        content = parse_content(text, start + 1, inside, grammar)
        if not content.labelled and not _at_sentence_end(text, start, end):
            continue
        if not content.labelled and not content.verbs and not _closing_list(text, start, end):
            continue
        if is_group(content, named):
            found.append((start, end, content))
    return found


def _at_sentence_end(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return not before or not after or before[-1] in _SENTENCE_END + "）〕】”" or after[0] in _SENTENCE_END


def _closing_list(text: str, start: int, end: int) -> bool:
    """Whether a bracket without a role word stands behind a whole sentence and closes the paragraph."""
    before = text[:start].rstrip()
    return (not before or before[-1] in _SENTENCE_END) and not text[end:].strip(" 。；")


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost brackets, of any shape.

    One that is never closed and opens with a label reaches to the end of the paragraph.
    """
    found: list[tuple[int, int]] = []
    stack: list[str] = []
    start = 0
    for i, char in enumerate(text):
        if char in _OPEN:
            if not stack:
                start = i
            stack.append(_OPEN[char])
        elif stack and char in _OPEN.values():
            # A bracket closed by one of another shape is closed: （…〕 is a slip of the pen.
            if char in stack:
                while stack.pop() != char:
                    pass
            else:
                stack.pop()
            if not stack:
                found.append((start, i + 1))
    if stack:
        found.append((start, len(text)))
    return found


def _labelled(text: str, grammar: Grammar, named: IsOrganization) -> list[tuple[int, int, Content]]:
    """Groups without brackets (责任单位：A、B): where a paragraph or a sentence begins, up to the next stop."""
    found: list[tuple[int, int, Content]] = []
    for label in grammar.label.finditer(text):
        start = label.start()
        before = text[:start].rstrip()
        if (found and start < found[-1][1]) or (before and before[-1] not in _SENTENCE_END + "）"):
            continue
        stop = text.find("。", label.end())
        end = len(text) if stop < 0 else stop
        content = parse_content(text, start, end, grammar)
        if is_group(content, named):
            found.append((start, end, content))
    return found


def _last_sentence(text: str, grammar: Grammar, named: IsOrganization, grouped: bool) -> list[tuple[int, int, Content]]:
    """X牵头，Y参与 as the last sentence of a clause, where the whole sentence is names and role verbs."""
    stripped = text.rstrip(" 。；")
    start = max((stripped.rfind(c) for c in _SENTENCE_END), default=-1) + 1
    if grouped or len(stripped) - start > 200:
        return []
    content = parse_content(text, start, len(stripped), grammar)
    if content.verbs and is_group(content, named) and re.search(grammar.verb.pattern, stripped[start:]):
        return [(start, len(stripped), content)]
    return []
