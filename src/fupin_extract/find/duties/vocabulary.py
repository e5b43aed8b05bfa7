"""The words of ``rules/duties.yaml`` as patterns that tell which rule a word is from."""

from __future__ import annotations

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.choice import beginnings
from fupin_extract.ruleset.models import DutyRule
from fupin_extract.ruleset.pattern import named

# What covers a deadline, and what covers the inside of brackets and quotations.
TIME, COVER = "\ue000", "\ue001"
# In these the first that fits counts, in the others the longest.
_IN_ORDER = {"modals", "against", "leads_in"}


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Words of one kind as a pattern, and the rule of each; ``begins`` has what they begin with, if that is told."""

    pattern: Compiled
    rules: dict[str, DutyRule]
    begins: frozenset[str]

    def at(self, text: str, pos: int) -> tuple[DutyRule, int] | None:
        """The rule of the word that stands at ``pos``, and where the word ends."""
        if self.begins and text[pos : pos + 1] not in self.begins:
            return None
        match = self.pattern.match(text, pos)
        return (self.rules[match.lastgroup], match.end()) if match and match.lastgroup else None


@dataclass(frozen=True, slots=True)
class DutySkip:
    """What does not count, as a pattern; ``begins`` has what it begins with, if that is told."""

    pattern: Compiled
    begins: frozenset[str]

    def past(self, text: str, at: int) -> int:
        """Where what stands behind it at ``at`` begins."""
        if self.begins and text[at : at + 1] not in self.begins:
            return at
        match = self.pattern.match(text, at)
        return match.end() if match else at


def compile_words(rules: RuleSet, field: str) -> DutyWords:
    """The words or patterns of one field of all entries."""
    found = {word: rule for rule in rules.duties for word in getattr(rule, field)}
    ordered = in_order(rules, field)
    words = "|".join(named(word, f"w{i}") for i, word in enumerate(ordered))
    by_group = {f"w{i}": found[word] for i, word in enumerate(ordered)}
    pattern = compile_pattern(words or "(?!)", having(rules, field))
    return DutyWords(pattern, by_group, beginnings(pattern))


def in_order(rules: RuleSet, field: str) -> list[str]:
    """The words or patterns of one field, in the order in which they are tried."""
    found = dict.fromkeys(word for rule in rules.duties for word in getattr(rule, field))
    return list(found) if field in _IN_ORDER else sorted(found, key=lambda word: (-len(word), word))


def having(rules: RuleSet, *fields: str) -> list[DutyRule]:
    """The entries that say something in one of the fields."""
    return [rule for rule in rules.duties if any(getattr(rule, field) for field in fields)]


def plain(rules: RuleSet, *fields: str) -> str:
    """The words or patterns of the fields as a pattern that stands inside another."""
    return either(either(in_order(rules, field)) for field in fields)
