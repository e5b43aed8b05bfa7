"""A difference of which only some is wanted: units, deadlines, targets, texts, or which tasks both plans have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Literal, get_args

from fupin_extract.records.diff import ChangeField, Pair, PlanDiff
from fupin_extract.records.notice import UNIT_FIELDS

Topic = Literal["units", "deadlines", "targets", "text", "tasks"]
TOPICS: tuple[Topic, ...] = get_args(Topic)

_FIELDS: dict[Topic, frozenset[ChangeField]] = {
    "units": frozenset(UNIT_FIELDS.values()),
    "deadlines": frozenset({"deadlines"}),
    "targets": frozenset({"targets"}),
    "text": frozenset({"text"}),
    "tasks": frozenset(),
}


def narrow(diff: PlanDiff, topics: Collection[Topic]) -> PlanDiff:
    """The difference with the changes of the ``topics`` alone; tasks of one plan only stay with the topic ``tasks``.

    All pairs stay, those without a change too, since they say what was compared.
    """
    wanted = frozenset[ChangeField]().union(*(_FIELDS[topic] for topic in topics))
    pairs = tuple(_narrowed(pair, wanted) for pair in diff.pairs)
    tasks = "tasks" in topics
    counts = Counter(f"{change.field}.{change.kind}" for pair in pairs for change in pair.changes)
    summary = {
        "unchanged": sum(not pair.changes for pair in pairs),
        "only_a": diff.summary.only_a if tasks else 0,
        "only_b": diff.summary.only_b if tasks else 0,
        "changes": dict(sorted(counts.items())),
        "offices": diff.summary.offices if "lead_units" in wanted else (),
        "figures": diff.summary.figures if "targets" in wanted else (),
    }
    return diff.model_copy(
        update={
            "pairs": pairs,
            "clauses": tuple(_narrowed(pair, wanted) for pair in diff.clauses),
            "only_clauses_a": diff.only_clauses_a if "text" in wanted else (),
            "only_clauses_b": diff.only_clauses_b if "text" in wanted else (),
            "only_a": diff.only_a if tasks else (),
            "only_b": diff.only_b if tasks else (),
            "summary": diff.summary.model_copy(update=summary),
        }
    )


def _narrowed(pair: Pair, wanted: frozenset[ChangeField]) -> Pair:
    return pair.model_copy(
        update={
            "changes": tuple(change for change in pair.changes if change.field in wanted),
            "passages": pair.passages if "text" in wanted else (),
        }
    )
