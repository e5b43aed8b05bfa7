"""What labels end with: the words of ``labels.yaml``, each with the rule that says what it tells."""

from __future__ import annotations

from fupin_extract.ruleset.models import LabelRule
from fupin_extract.ruleset.ruleset import RuleSet


def label_ends(rules: RuleSet) -> dict[str, LabelRule]:
    """Every word that is a label or ends one: 牵头, 牵头单位, 责任科室, 完成时限."""
    kinds = [kind for rule in rules.labels for kind in rule.kinds]
    return {
        word: rule
        for rule in rules.labels
        for word in (*rule.words, *(role + kind for role in rule.roles for kind in kinds))
    }
