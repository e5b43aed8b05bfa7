"""The words of ``rules/duties.yaml`` as patterns that tell which rule a word is from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fupin_extract.ruleset import Compiled, RuleSet, compile_joined
from fupin_extract.ruleset.models import DutyRule
from fupin_extract.ruleset.signs import begins_with, first_characters

# What covers a deadline, and what covers the inside of brackets and quotations.
TIME, COVER = "\ue000", "\ue001"
# In these the first that fits counts, in the others the longest.
_IN_ORDER = {"modals", "against", "leads_in"}


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Words of one kind as a pattern, the rule of each, and the characters that they begin with, if these are known."""

    pattern: Compiled
    rules: dict[str, DutyRule]
    begins: frozenset[str]

    def at(self, text: str, pos: int) -> tuple[DutyRule, int] | None:
        """The rule of the word that stands at ``pos``, and where the word ends."""
        if self.begins and text[pos : pos + 1] not in self.begins:
            return None
        match = self.pattern.match(text, pos)
        return (self.rules[match.lastgroup], match.end()) if match and match.lastgroup else None


def compile_words(rules: RuleSet, field: str) -> DutyWords:
    """The words or patterns of one field of all entries."""
    found = {word: rule for rule in rules.duties for word in getattr(rule, field)}
    ordered = in_order(rules, field)
    named = "|".join(f"(?P<w{i}>{word})" for i, word in enumerate(ordered))
    pattern = compile_joined(f"{gate(found.values(), ordered)}(?:{named or '(?!)'})", having(rules, field))
    by_group = {f"w{i}": found[word] for i, word in enumerate(ordered)}
    return DutyWords(pattern, by_group, begins_with(found.values(), ordered))


def in_order(rules: RuleSet, field: str) -> list[str]:
    """The words or patterns of one field, in the order in which they are tried."""
    found = dict.fromkeys(word for rule in rules.duties for word in getattr(rule, field))
    return list(found) if field in _IN_ORDER else sorted(found, key=lambda word: (-len(word), word))


def gate(rules: Iterable[DutyRule], sources: Iterable[str], more: str = "") -> str:
    """A look at the first character, which spares most places all the words; empty where a word may begin with any.

    ``more`` are further characters that may begin what the look is for.
    """
    first = [first_characters(source) for source in sources]
    if not first or None in first or not all(rule.trusted for rule in rules):
        return ""
    return f"(?=[{re.escape(more)}{''.join(filter(None, first))}])"


def having(rules: RuleSet, *fields: str) -> list[DutyRule]:
    """The entries that say something in one of the fields."""
    return [rule for rule in rules.duties if any(getattr(rule, field) for field in fields)]


def plain(words: DutyWords) -> str:
    """The pattern without the names of its groups, to stand inside another."""
    return f"(?:{re.sub('[?]P<w[0-9]+>', '?:', words.pattern.pattern)})"


def alternatives(rules: RuleSet, field: str) -> str:
    """The words of one field, longest first."""
    found = {word for rule in rules.duties for word in getattr(rule, field)}
    return "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word)))) or "(?!)"
