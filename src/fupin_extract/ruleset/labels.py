"""What labels end with: the words of ``labels.yaml``, each with the rule that says what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from fupin_extract.records.notice import UnitRole
from fupin_extract.ruleset.models import LabelRule
from fupin_extract.ruleset.pattern import any_of
from fupin_extract.ruleset.ruleset import RuleSet


def label_ends(rules: RuleSet) -> dict[str, LabelRule]:
    """Every word that is a label or ends one: 牵头, 牵头单位, 责任科室, 完成时限."""
    kinds = [kind for rule in rules.labels for kind in rule.kinds]
    return {
        word: rule
        for rule in rules.labels
        for word in (*rule.words, *(role + kind for role in rule.roles for kind in kinds))
    }


def added_behind(rules: RuleSet) -> str:
    """The pattern of what may stand behind a label and adds nothing: 责任单位（部门）分工."""
    return f"(?:（[一-龥]{{1,6}}）)?(?:{any_of(word for rule in rules.labels for word in rule.behind)})?"


def known_label(label: str, ends: Mapping[str, LabelRule], rules: RuleSet) -> tuple[LabelRule, int] | None:
    """The rule of a label by its longest known end, and where that begins; what is ``within`` a label of units decides.

    None for a label that no rule knows. ``ends`` is what ``label_ends`` gave.
    """
    for at in range(len(label)):
        if rule := ends.get(label[at:]):
            if rule.tells in get_args(UnitRole):
                rule = next((other for other in rules.labels for word in other.within if word in label), rule)
            return rule, at
    return None
