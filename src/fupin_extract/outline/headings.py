"""Where a clause's title ends, and what its title makes of it: overview, task or safeguard."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fupin_extract.outline.model import Node
from fupin_extract.records import ClauseKind
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped

# A heading part before the first 。 has at most this many characters (records: title).
_LONGEST_TITLE = 30
# A heading line whole may be longer, but no paragraph was ever set without a mark in it.
_LONGEST_LINE = 80
_SENTENCE_END = re.compile(r"[。！？]")
# A whole bracket at the end of a line that names somebody is the clause's group, no part of its heading.
_GROUP = re.compile(
    r"[（〔\[【](?=[^）〕\]】]*(?:负责|牵头|单位|部门|配合|参与|落实|实施|推进|[局委厅办部府]、))[^。]*[）〕\]】][。；]?$"
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The titles that decide the kind of a clause, in the order of ``rules/kinds.yaml``."""

    decide: tuple[tuple[ClauseKind, re.Pattern[str]], ...]

    def of(self, title: str) -> ClauseKind | None:
        """What the title makes of its clause, or None where it decides nothing."""
        text = title.rstrip("。：；").replace(" ", "")
        return next((kind for kind, pattern in self.decide if pattern.search(text)), None) if text else None


def compile_kinds(rules: RuleSet) -> Kinds:
    """The kinds of ``rules/kinds.yaml``."""
    return Kinds(tuple((r.kind, re.compile("|".join(f"(?:{p})" for p in r.patterns))) for r in rules.kinds))


def compile_sentences(rules: RuleSet) -> re.Pattern[str]:
    """What makes the first sentence of a clause a sentence and no heading (``no_heading`` of ``rules/header.yaml``)."""
    return re.compile(
        "|".join(f"(?:{p})" for r in rules.header if r.field == "no_heading" for p in r.patterns) or "(?!)"
    )


def split_title(node: Node, sentence: re.Pattern[str]) -> None:
    """Move the heading part of a clause from its body to its title."""
    if not node.body:
        return
    first, rest = node.body[0], node.body[1:]
    goes_on = bool(rest) and not _GROUP.fullmatch(rest[0].text)
    cut = title_end(first.text, sentence, goes_on=goes_on, row=node.row, parent=bool(node.children))
    if not cut:
        return
    node.title = first[:cut]
    left = first[cut:]
    skip = len(left.text) - len(left.text.lstrip("。 "))
    # The stop after a heading belongs to neither title nor text.
    node.body = [part for part in (left[skip:], *rest) if len(part)]


def title_end(text: str, sentence: re.Pattern[str], *, goes_on: bool, row: bool, parent: bool) -> int:
    """Where the title of a clause's first paragraph ends; 0 where it has none.

    ``goes_on``: more text of the clause follows in another paragraph; ``parent``: clauses hang below it.
    """
    group = _GROUP.search(text)
    line = text[: group.start()] if group else text
    end = _SENTENCE_END.search(line)
    if end is None:
        plain = not any(c in line for c in "；：") and len(line) <= _LONGEST_LINE and (row or goes_on)
        return len(line) if plain else 0
    head = line[: end.start()]
    more = line[end.end() :].strip(" ”") or goes_on or parent
    reads = len(head) <= _LONGEST_TITLE and not any(c in head for c in "；：") and not sentence.search(head)
    return len(head) if head and more and reads else 0


def decide_kinds(nodes: list[Node], kinds: Kinds) -> None:
    """Set the kind of every clause: by its own title, else by the nearest ancestor's that decides, else task."""
    decided: dict[int, ClauseKind] = {}
    for node in nodes:
        if node.level == 0:
            continue
        own = kinds.of(node.title.text)
        above = decided.get(id(node.parent)) if node.parent else None
        kind = own or above
        if kind:
            decided[id(node)] = kind
        node.kind = kind or "task"


def joined_text(parts: list[Mapped]) -> str:
    """The text of several parts, one after another."""
    return "".join(part.text for part in parts)
