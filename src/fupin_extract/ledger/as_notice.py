"""The lines of a ledger as the records of a notice, so that what is known of notices is known of ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, cast, get_args

from fupin_extract.derive.offices import by_unit
from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.names.describe import describe
from fupin_extract.names.lists import split_units
from fupin_extract.names.unit_forms import compile_units
from fupin_extract.records.notice import (
    UNIT_FIELDS,
    AdminLevel,
    Clause,
    Duty,
    Metadata,
    Notice,
    Organization,
    SourceInfo,
    Task,
    TaskResponsibility,
)
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.fold import fold
from fupin_extract.write import labels
from fupin_extract.write.ledger.wording import word

if TYPE_CHECKING:
    from fupin_extract.records.offices import Office

_GOES_ON = "…"


def offices_of(table: LedgerTable, rules: RuleSet) -> tuple[Office, ...]:
    """The offices of a ledger with their assignments, each of which names its task by the key of the line."""
    return by_unit(as_notice(table, rules)).units


def as_notice(table: LedgerTable, rules: RuleSet) -> Notice:
    """The tasks of a ledger as those of a notice; their ids are the keys of the lines."""
    maker = _Maker(rules, _fact(table, "admin_level"), _fact(table, "region"))
    tasks = [maker.task(line) for line in table.tasks]
    clauses = [clause for line in table.tasks if (clause := maker.clause(line))]
    metadata = Metadata(
        title=_fact(table, "title") or table.title or None, region=maker.region, admin_level=maker.level
    )
    source = SourceInfo(path=table.file, media_type="", sha256="", characters=0)
    return Notice(source=source, metadata=metadata, tasks=tuple(tasks), clauses=tuple(clauses))


def _fact(table: LedgerTable, name: str) -> str:
    return next((table.facts[text] for text in (labels.heading(name), name) if text in table.facts), "")


class _Maker:
    """Makes records of lines; places are given one after the other, for they tell the order."""

    def __init__(self, rules: RuleSet, level: str, region: str) -> None:
        self._rules = rules
        self._forms = rules.get(compile_units)
        self._place = count()
        self.region = region or None
        self.level = cast("AdminLevel", level) if level in get_args(AdminLevel) else None

    def task(self, line: SheetLine) -> Task:
        title, text = line["task"], line["content"]
        begins = title.rstrip(_GOES_ON)
        if begins and text.startswith(begins):  # what stands as a title is the beginning of the text
            title = "" if title.endswith(_GOES_ON) or text == title else title
        for headers in ("zh", "en"):
            text = text.removesuffix(word("goes_on", headers))
        units = {field: self._units(line[field]) for field in UNIT_FIELDS.values()}
        at = next(self._place)
        return Task(
            id=line.key,
            path=(line["level_1"], *line["level_2"].split(" / "), title),
            title=title,
            text=text,
            kind="task",
            responsibility=TaskResponsibility(scope="own" if any(units.values()) else "none"),
            span=(at, at + 1),
            **cast("Mapping[str, tuple[Organization, ...]]", units),
        )

    def clause(self, line: SheetLine) -> Clause | None:
        """What running text says who has to do, where no office stands in the columns for them."""
        if any(line[field] for field in UNIT_FIELDS.values()):
            return None
        duties = tuple(self._duties(line["duties"]))
        if not duties:
            return None
        return Clause(
            id=line.key,
            level=1,
            marker="",
            title=line["task"],
            text=line["content"],
            kind="task",
            duties=duties,
            span=duties[0].span,
        )

    def _duties(self, text: str) -> Iterator[Duty]:
        for number, each in enumerate(text.split("；"), 1):
            names, colon, action = each.partition("：")
            actors = self._units(names) if colon else ()
            if actors:
                at = next(self._place)
                yield Duty(
                    id=f"{number}",
                    rule="",
                    text=each,
                    span=(at, at + 1),
                    actors=actors,
                    role="responsible",
                    action=action,
                )

    def _units(self, text: str) -> tuple[Organization, ...]:
        """The offices of a cell, in whatever way a person has listed them."""
        plain = fold(text.replace("\n", "、"))
        found = []
        for name in dict.fromkeys(unit.name.strip() for unit in split_units(plain, 0, len(plain), self._forms)):
            known = describe(name, self._rules, notice_level=self.level, region=self.region)
            at = next(self._place)
            found.append(
                Organization(
                    name=name,
                    text=name,
                    functions=known.functions,
                    level=known.level,
                    kind=known.kind,
                    span=(at, at + 1),
                )
            )
        return tuple(found)
