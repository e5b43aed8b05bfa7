"""Checked rules as plain data, to be kept and made rules again without checking them anew."""

from __future__ import annotations

from typing import Any

from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.ruleset import RuleSet

# The fragments, and by file the place of each rule in it and what it says.
PlainRules = tuple[dict[str, str], dict[str, list[tuple[str, dict[str, Any]]]]]


def to_plain(rules: RuleSet) -> PlainRules:
    """What packaged rules say, in strings, numbers and tuples."""
    files = {stem: [(rule.place, dict(vars(rule))) for rule in getattr(rules, stem)] for stem in FILES}
    return dict(rules.fragments), files


def from_plain(plain: PlainRules) -> RuleSet:
    """The rules that say it. It must be what ``to_plain`` gave."""
    fragments, files = plain
    made: dict[str, Any] = {stem: tuple(_rule(FILES[stem], *rule) for rule in rules) for stem, rules in files.items()}
    return RuleSet(fragments=fragments, **made)


def _rule(model: type[Any], place: str, said: dict[str, Any]) -> Any:
    """The rule as it was: what ``model_construct`` makes, which asks for each field what it may be."""
    rule = object.__new__(model)
    for name, value in (
        ("__dict__", said),
        ("__pydantic_fields_set__", set(said)),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", {"_place": place, "_trusted": True}),
    ):
        object.__setattr__(rule, name, value)
    return rule
