"""What the plans of a comparison are called on a page: by what tells one from the other, never only by their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from fupin_extract.records.diff import PlanDiff, PlanSummary
from fupin_extract.write.diff import phrases
from fupin_extract.write.labels import LEVELS, heading
from fupin_extract.write.sheets import glimpse

# A label has room for so much of a title.
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A plan: ``label`` where there is little room, its ``title``, and what else tells which one it is."""

    label: str
    title: str
    about: str


def sides(diff: PlanDiff) -> tuple[Named, Named]:
    """Both plans, by their places, else their titles, else the names of their files, whatever tells them apart."""
    a, b = named((diff.a, diff.b), (heading("a"), heading("b")))
    return a, b


def named(plans: Sequence[PlanSummary], otherwise: Sequence[str] = ()) -> list[Named]:
    """The plans with labels that differ: one way for all, where one tells them all apart, else each by the first that
    tells it from the others; where nothing does, ``otherwise``, or they are counted.
    """
    spare = otherwise or [f"{phrases.short(plan)} {place}" for place, plan in enumerate(plans, 1)]
    ways = (
        [plan.region for plan in plans],
        [glimpse(plan.title, _SHORT) if plan.title else None for plan in plans],
        [_file(plan) for plan in plans],
    )
    for_all = next((way for way in ways if all(way) and len(set(way)) == len(plans)), None)
    labels = for_all or [
        next((way[k] for way in ways if way[k] and way.count(way[k]) == 1), spare[k]) for k in range(len(plans))
    ]
    return [
        Named(str(label), phrases.heading(plan), " · ".join(_about(plan, str(label))))
        for label, plan in zip(labels, plans, strict=True)
    ]


def _about(plan: PlanSummary, label: str) -> list[str]:
    told = [plan.region, LEVELS[plan.admin_level] if plan.admin_level else None, _file(plan)]
    return [text for text in told if text and text not in (label, phrases.heading(plan))]


def _file(plan: PlanSummary) -> str | None:
    return PurePath(plan.path.replace("\\", "/")).name if plan.path else None
