"""The rules of one run: a tuple of checked entries for each file, and what the rooms compile from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from hashlib import sha256
from typing import Any, TypeVar

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset.models import (
    ChromeRule,
    CitationRule,
    ColumnRule,
    DeadlineRule,
    DutyRule,
    HeaderRule,
    KindRule,
    LabelRule,
    NumberingRule,
    PeriodRule,
    ResponsibilityRule,
)
from fupin_extract.ruleset.name_models import OrganizationRule, PlaceRule
from fupin_extract.ruleset.quantity_models import MeasureRule, NounRule, TargetRule

T = TypeVar("T")


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleSet:
    """All rules, in the order of their files. ``fragments`` are expanded."""

    fragments: Mapping[str, str] = field(default_factory=dict)
    numbering: tuple[NumberingRule, ...] = ()
    chrome: tuple[ChromeRule, ...] = ()
    header: tuple[HeaderRule, ...] = ()
    kinds: tuple[KindRule, ...] = ()
    labels: tuple[LabelRule, ...] = ()
    columns: tuple[ColumnRule, ...] = ()
    responsibility: tuple[ResponsibilityRule, ...] = ()
    periods: tuple[PeriodRule, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    targets: tuple[TargetRule, ...] = ()
    nouns: tuple[NounRule, ...] = ()
    measures: tuple[MeasureRule, ...] = ()
    citations: tuple[CitationRule, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    organizations: tuple[OrganizationRule, ...] = ()
    places: tuple[PlaceRule, ...] = ()
    _built: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """For another process: without what was compiled here, which it compiles again when it needs it."""
        return {**vars(self), "fragments": dict(self.fragments), "_built": {}}

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all that the rules say, not of where they stand: sets with the same one read alike."""
        return self.get(_fingerprint)

    def get(self, build: Callable[[RuleSet], T]) -> T:
        """``build(self)``, made once for this set: where compiled patterns live. Give a function at module level."""
        built: T | None = self._built.get(build)
        if built is None:
            built = self._built[build] = build(self)
        return built


def _fingerprint(rules: RuleSet) -> str:
    files = {f.name: getattr(rules, f.name) for f in fields(rules) if f.init and f.name != "fragments"}
    said = {name: [rule.model_dump(mode="json") for rule in entries] for name, entries in files.items()}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
