"""A sentence that says who leads in words that no rule knows: 列首者牵头, seen in the roles that a reader set right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fupin_extract.derive.suggest.corrected_place import CorrectedNotice
from fupin_extract.derive.suggest.proposal import Proposal, Wanted
from fupin_extract.find.groups.conventions import find_conventions
from fupin_extract.records.notice import Organization, Task, units_by_role
from fupin_extract.records.patch import MoveUnit, Operation
from fupin_extract.ruleset import RuleSet

# One row may be a slip; what is so in several is a habit of the notice.
_SEVERAL = 2
# A row may have two groups, each with its first.
_MOST = 0.8
_STRETCH = re.compile("[^。；！？，\n\r（）〔〕：]+")
_FIRST = re.compile("首|第一|最前|靠前|居前|排前|打头")
_COMMA = re.compile("逗号")
_LEADS = ("牵头", "主办", "主责")
_LONGEST = 30


def unknown_convention(
    operations: Sequence[Operation], of: CorrectedNotice, rules: RuleSet, source: str
) -> Iterator[Proposal]:
    """The sentences that may be it, where in several rows the first unit leads and was not read so."""
    moved = [
        op for op in operations if isinstance(op, MoveUnit) and (op.was, op.now) == ("responsible_units", "lead_units")
    ]
    rows = {task.id: task for task in of.notice.tasks}
    first = [op for op in moved if op.task in rows and _is_first(op, rows[op.task])]
    if len(first) < _SEVERAL or len(first) < _MOST * len(moved):
        return
    row = min((rows[op.task] for op in first), key=lambda task: task.span[1] - task.span[0])
    unit = next(op.unit for op in first if op.task == row.id)
    for found in _STRETCH.finditer(of.text):
        words = found[0].strip()
        means = "comma_leads" if _COMMA.search(words) else "first_leads" if _FIRST.search(words) else None
        if means is None or len(words) > _LONGEST or not any(lead in words for lead in _LEADS):
            continue
        rule = next((rule for rule in rules.responsibility if rule.means == means), None)
        if rule is None or find_conventions(words, rules):
            continue
        stretch = f"{words}。\n{of.text[slice(*row.span)].strip()}".replace("\r\n", "\n").replace("\r", "\n")
        wanted = Wanted("units", unit, ("lead",))
        yield Proposal("responsibility", rule.id, "patterns", (re.escape(words),), wanted, (stretch,), source)


def _is_first(operation: MoveUnit, row: Task) -> bool:
    """Whether a unit is the first of its row, in the order of the text; of those that stand in it."""
    units: list[Organization] = [unit for _, unit in units_by_role(row) if not unit.inherited]
    return bool(units) and min(units, key=lambda unit: unit.span).name == operation.unit
