"""Two plans: whether they are versions of one document, their pairs, and the whole in numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from fupin_extract.compare.align import LOWEST, align
from fupin_extract.compare.changes import Differ, Side, sentence_weights
from fupin_extract.compare.likeness import Profile, profiles
from fupin_extract.compare.parts import TaskPart, clause_parts, task_parts
from fupin_extract.compare.sentences import key
from fupin_extract.compare.summary import summarise, taken_over
from fupin_extract.compare.terms import our_words
from fupin_extract.records.diff import PlanDiff, PlanSummary, Relation, Row
from fupin_extract.records.notice import Notice
from fupin_extract.records.once import told_once
from fupin_extract.ruleset import RuleSet, load_rules

# What a title says of its stage, not of its subject.
_STAGE = re.compile(r"（[^（）]*(?:稿|试行|暂行|草案|修订)[^（）]*）")
# Two documents of one title are versions if so much of either stands in the other; of two titles, more of both.
_VERSION, _VERSION_UNTITLED = 0.3, 0.7


def compare(
    a: Notice,
    b: Notice,
    *,
    rules: RuleSet | None = None,
    min_similarity: float = LOWEST,
    explain: bool = False,
) -> PlanDiff:
    """What two plans share, and what changed from ``a`` to ``b``.

    Tasks are paired by what is to be done, wherever they stand. Two versions of one document are compared clause by
    clause, those that are no tasks apart. ``min_similarity``, from 0 to 1, is how alike two tasks
    must be to be a pair; ``explain`` adds to each pair what spoke for it. ``compare(b, a)`` is the same, turned round.
    """
    words = (rules or load_rules()).get(our_words)
    tasks = task_parts(a), task_parts(b)
    shares = taken_over(_texts(tasks[0]), _texts(tasks[1]))
    relation = _relation(a, b, shares)
    clauses = (clause_parts(a), clause_parts(b)) if relation == "versions" else ([], [])
    left, right = profiles(tasks[0] + clauses[0], tasks[1] + clauses[1], words)
    m, n = len(tasks[0]), len(tasks[1])
    of_tasks = align(left[:m], right[:n], min_similarity)
    of_clauses = [replace(k, a=k.a + m, b=k.b + n) for k in align(left[m:], right[n:], min_similarity)]
    weights = sentence_weights(left, right)
    sides = Side.of(left, weights, a.metadata.admin_level), Side.of(right, weights, b.metadata.admin_level)
    differ = Differ(*sides, [*of_tasks, *of_clauses], words.cut)
    pairs = tuple(differ.pair(link, explain=explain) for link in of_tasks)
    only_a = _unpaired(left[:m], {link.a for link in of_tasks})
    only_b = _unpaired(right[:n], {link.b for link in of_tasks})
    figures = [figure for link in of_tasks for figure in differ.figures(link)]
    return PlanDiff(
        relation=relation,
        a=_plan(a, sides[0].parts),
        b=_plan(b, sides[1].parts),
        summary=summarise(pairs, only_a, only_b, sides, figures, shares),
        pairs=pairs,
        only_a=only_a,
        only_b=only_b,
        clauses=tuple(differ.pair(link, explain=explain) for link in of_clauses),
        only_clauses_a=_unpaired(left[m:], {link.a - m for link in of_clauses}),
        only_clauses_b=_unpaired(right[n:], {link.b - n for link in of_clauses}),
    )


def _unpaired(profiles: Sequence[Profile], paired: Collection[int]) -> tuple[str, ...]:
    return tuple(profile.part.id for place, profile in enumerate(profiles) if place not in paired)


def _texts(parts: Iterable[TaskPart]) -> list[str]:
    return [f"{part.title}\n{part.text}" for part in parts]


def _relation(a: Notice, b: Notice, shares: tuple[float, float]) -> Relation:
    """``versions`` where one title, or nearly one text, says that both are the same document."""
    one, other = (key(_STAGE.sub("", (n.metadata.title or "").replace("(", "（").replace(")", "）"))) for n in (a, b))
    enough = max(shares) >= _VERSION if one and one == other else min(shares) >= _VERSION_UNTITLED
    return "versions" if enough else "plans"


def _plan(notice: Notice, parts: Sequence[TaskPart]) -> PlanSummary:
    tasks = told_once(notice.tasks)
    order = {clause.id: place for place, clause in enumerate(notice.clauses)}
    return PlanSummary(
        path=notice.source.path,
        title=notice.metadata.title,
        region=notice.metadata.region,
        admin_level=notice.metadata.admin_level,
        tasks=len(tasks),
        deadlines=sum(len(task.deadlines) for task in tasks),
        targets=sum(len(task.targets) for task in tasks),
        rows=tuple(_row(part) for part in sorted(parts, key=lambda part: order.get(part.id, 0))),
    )


def _row(part: TaskPart) -> Row:
    return Row(
        id=part.id,
        title=part.title,
        text=part.text,
        lead_units=tuple(unit.name for unit in part.lead_units),
        responsible_units=tuple(unit.name for unit in part.responsible_units),
        supporting_units=tuple(unit.name for unit in part.supporting_units),
        supervising_units=tuple(unit.name for unit in part.supervising_units),
        deadlines=tuple(Counter(deadline.text for deadline in part.deadlines)),
        targets=tuple(target.text for target in part.targets),
    )
