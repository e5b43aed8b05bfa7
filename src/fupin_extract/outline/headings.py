"""Where a clause's title ends, and what its title makes of it: overview, task or safeguard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fupin_extract.outline.forms import compile_labelled
from fupin_extract.outline.line_forms import joined, of_field, patterns, words
from fupin_extract.outline.model import Node
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import ClauseKind
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.pattern import compile_sign
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import SENTENCE_ENDS

# A heading part before the first 。 has at most this many characters (records: title).
_LONGEST_TITLE = 30
# A heading line whole may be longer, but no paragraph was ever set without a mark in it.
_LONGEST_LINE = 80
# A heading that a blank parts from its text is shorter.
_LONGEST_SPACED = 16
_SPACED_HEAD = compiled("([一-龥]{4,14}) (?=[一-龥《“][^ ]{12})")
_BLANK = compiled("(?<=[一-龥]) (?=[一-龥《“])")
_ARTICLE = "article"
_OPEN, _SHUT = "（〔[【", "）〕]】"
_BRACKET = compiled(f"[{re.escape(_OPEN + _SHUT)}]")
_SENTENCE_END = compiled(f"[{SENTENCE_ENDS}]")


@dataclass(frozen=True, slots=True)
class HeadingForms:
    """What makes a first sentence no heading, a heading that lost its break.

    And a group at the end of a heading line.
    """

    sentence: Compiled
    glued: Compiled
    group: Compiled
    labelled: Compiled
    announces: Compiled
    article: Compiled
    closing: Compiled

    def group_at(self, text: str) -> int | None:
        """Where the bracket opens that closes a paragraph and names who answers, or None."""
        end = len(text.rstrip("。；"))
        if not end or text[end - 1] not in _SHUT:
            return None
        depth = 0
        for bracket in reversed(list(_BRACKET.finditer(text, 0, end))):
            depth += 1 if bracket[0] in _SHUT else -1
            if depth == 0:
                at = bracket.start()
                return at if self.group.search(text, at, end) else None
        return None


@dataclass(frozen=True, slots=True)
class Kinds:
    """The titles that decide the kind of a clause, in the order of ``rules/kinds.yaml``."""

    decide: tuple[tuple[ClauseKind, Compiled], ...]
    any: Compiled  # all of them in one, to tell at once that none decides

    def of(self, title: str) -> ClauseKind | None:
        """What the title makes of its clause, or None where it decides nothing."""
        text = title.rstrip("。：；").replace(" ", "")
        if not text or not self.any.search(text):
            return None
        return next((kind for kind, pattern in self.decide if pattern.search(text)), None)


def compile_kinds(rules: RuleSet) -> Kinds:
    """The kinds of ``rules/kinds.yaml``."""
    decide = tuple((r.kind, compile_pattern(either(r.patterns), [r])) for r in rules.kinds)
    return Kinds(decide, compile_sign(either(p for r in rules.kinds for p in r.patterns), rules.kinds))


def compile_headings(rules: RuleSet) -> HeadingForms:
    """The forms of ``rules/header.yaml`` about headings."""
    sentences, announcing = of_field(rules, "no_heading"), of_field(rules, "no_label")
    return HeadingForms(
        sentence=compile_sign(either(patterns(sentences)), sentences),
        glued=joined(rules, "glued_heading"),
        group=joined(rules, "heading_group"),
        labelled=rules.get(compile_labelled),
        announces=compile_pattern(any_of(words(announcing)), announcing),
        article=joined(rules, "article_heading"),
        closing=joined(rules, "closing"),
    )


def split_titles(nodes: Sequence[Node], forms: HeadingForms) -> None:
    """Move the heading parts of clauses from their bodies to their titles.

    Where most articles begin with a sentence that is no heading, so does each of them.
    """
    cuts = [(node, _title_end(node, forms)) for node in nodes if node.level and node.body and not node.title.text]
    articles = [node.body[0].text[cut : cut + 1] == "。" for node, cut in cuts if cut and node.style == _ARTICLE]
    bare = 2 * sum(articles) < sum(node.style == _ARTICLE for node, _ in cuts)
    for node, cut in cuts:
        if cut and not (bare and node.style == _ARTICLE and node.body[0].text[cut : cut + 1] == "。"):
            _split(node, cut)


def _split(node: Node, cut: int) -> None:
    first, rest = node.body[0], node.body[1:]
    framed = first.text[0] + first.text[cut - 1] in ("【】", "（）")
    node.title = first[1 : cut - 1] if framed else first[:cut]
    # The stop after a heading belongs to neither title nor text.
    left = len(first.text[cut:].lstrip("。： "))
    node.body = [first[-left:], *rest] if left else rest


def _title_end(node: Node, forms: HeadingForms) -> int:
    """Where the heading part of a clause ends in its first paragraph; 0 where it has none."""
    first, rest = node.body[0], node.body[1:]
    goes_on = bool(rest) and forms.group_at(rest[0].text) != 0 and not forms.closing.match(rest[0].text)
    cut = title_end(first.text, forms, more=goes_on or bool(node.children), row=node.row or goes_on)
    return _article_title(first.text, cut, forms) if node.style == _ARTICLE else cut


def _article_title(text: str, end: int, forms: HeadingForms) -> int:
    """Where the title of an article ends: a bracket may hold it, and a sentence with no text behind it is none."""
    if text[0] == "（" and (bracket := forms.article.match(text)):
        return bracket.end()
    return 0 if end > _LONGEST_SPACED and text[end:] == "。" else end


def title_end(text: str, forms: HeadingForms, *, more: bool, row: bool) -> int:
    """Where the title of a clause's first paragraph ends; 0 where it has none.

    ``more``: text or clauses follow below; ``row``: the paragraph stands on a line of its own, so that all of it may
    be heading.
    """
    if glued := forms.glued.match(text):
        return glued.end()
    if " " in text[:_LONGEST_SPACED] and (spaced := _spaced(text, forms)):
        return spaced
    group = forms.group_at(text)
    line = text if group is None else text[:group]
    end = _SENTENCE_END.search(line)
    if end is None:
        if line.find("：") == len(line) - 1 and group is None:
            return _labels(line, forms) if row and more else 0
        whole = row and len(line) <= _LONGEST_LINE and "；" not in line and "：" not in line
        return len(line) if whole and not (group is not None and forms.sentence.search(line)) else 0
    head = line[: end.start()]
    if len(head) > _LONGEST_TITLE or "；" in head or "：" in head:
        return 0
    rest = line[end.end() :].strip(" ”")
    # A label that says who answers (责任单位：…) is no text that goes on.
    goes_on = more or (rest and not forms.labelled.match(rest))
    return len(head) if goes_on and not forms.sentence.search(head) else 0


def _spaced(text: str, forms: HeadingForms) -> int:
    """Where a heading ends that the only blank between words parts from its text (编制目的 为做好…); else 0."""
    head = _SPACED_HEAD.match(text)
    if head is None or "。" not in text or len(_BLANK.findall(text)) > 1 or forms.sentence.search(head[1]):
        return 0
    return head.end(1)


def _labels(line: str, forms: HeadingForms) -> int:
    """Where the title of a line that ends in a colon ends (职责分工：); 0 of a label, or of what must be done."""
    head = line[:-1]
    if len(head) > _LONGEST_TITLE or forms.labelled.match(line) or forms.announces.search(head):
        return 0
    return 0 if forms.sentence.search(head) else len(head)


def decide_kinds(nodes: list[Node], kinds: Kinds) -> None:
    """Set the kind of every clause: by its own title, else by the nearest ancestor's that decides, else task."""
    decided: dict[int, ClauseKind] = {}
    for node in nodes:
        if node.level == 0:
            continue
        own = kinds.of(node.title.text)
        above = decided.get(id(node.parent)) if node.parent else None
        kind = own or above or node.section
        if kind:
            decided[id(node)] = kind
        node.kind = kind or "task"
