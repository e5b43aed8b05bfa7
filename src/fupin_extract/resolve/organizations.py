"""Units that were found → the records of organisations, for those who answer and for those who act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from fupin_extract.names.describe import Described, describe
from fupin_extract.names.unit_forms import NamedUnit
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel, Organization
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped, shown_at


@dataclass(frozen=True, slots=True)
class Organizations:
    """Makes the records of a notice of ``level`` for ``region``; ``text`` is its source."""

    text: str
    rules: RuleSet
    level: AdminLevel | None
    region: str | None
    _seen: dict[tuple[str, AdminLevel | None], Described] = field(default_factory=dict)

    def records(self, units: Iterable[NamedUnit], own: Mapped, *, inherited: bool = False) -> tuple[Organization, ...]:
        """The organisations of one list of a clause whose text is ``own``, in order."""
        records: list[Organization] = []
        previous: AdminLevel | None = None
        for unit in units:
            records.append(self.record(unit, own, previous=previous, inherited=inherited))
            previous = level_told(records[-1]) or previous
        return tuple(records)

    def record(
        self, unit: NamedUnit, own: Mapped, *, previous: AdminLevel | None = None, inherited: bool = False
    ) -> Organization:
        """The record of one unit; ``previous`` is the level of the one before it in its list."""
        known = self.known(unit.name, previous)
        text, span = shown_at(self.text, own, unit.start, unit.end)
        return Organization(
            name=unit.name,
            text=text,
            functions=known.functions,
            level=known.level,
            kind=known.kind,
            open_ended=unit.open_ended,
            inherited=inherited,
            span=span,
        )

    def known(self, name: str, previous: AdminLevel | None = None) -> Described:
        """What a name tells; the same names come again in row after row."""
        key = name, previous
        if key not in self._seen:
            self._seen[key] = describe(
                name, self.rules, notice_level=self.level, previous_level=previous, region=self.region
            )
        return self._seen[key]


def level_told(record: Organization) -> AdminLevel | None:
    """The level that a unit hands on to the next of its list: 各乡镇人民政府 tells nothing of the 财政局 behind it."""
    return None if record.kind == "collective" else record.level
