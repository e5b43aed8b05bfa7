"""What of a difference is told in words, alike in every format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from fupin_extract.records.diff import Change, ChangeField, Pair, PlanDiff, PlanSummary, Row
from fupin_extract.records.notice import UNIT_FIELDS
from fupin_extract.write.labels import CHANGES, RELATIONS, ROLES, STRENGTHS
from fupin_extract.write.labels import heading as label
from fupin_extract.write.sheets import glimpse

# What may change in a pair.
FIELDS: dict[ChangeField, str] = {field: label(field, of="diff") for field in get_args(ChangeField)}
ONLY_A, ONLY_B = "仅甲有", "仅乙有"

_ROLES = {field: ROLES[role] for role, field in UNIT_FIELDS.items()}


def name(row: Row) -> str:
    """A task in one line: its number and its title, or how it begins."""
    return f"{row.id} {row.title or glimpse(row.text)}".strip()


def rows(plan: PlanSummary) -> dict[str, Row]:
    """The tasks of a plan by id."""
    return {row.id: row for row in plan.rows}


def heading(plan: PlanSummary) -> str:
    """What a plan is called where there is little room."""
    return plan.title or plan.path or "（无标题）"


def short(plan: PlanSummary) -> str:
    """A plan in the head of a column."""
    return plan.region or heading(plan)


def phrase(change: Change) -> str:
    """A change of a unit, a deadline or a target, or a text's, as one phrase: 推迟：2020年底前 → 2021年底前."""
    if change.to is not None and change.field in _ROLES:
        return f"{change.a}（{_ROLES[change.field]}） → {change.b}（{_ROLES[change.to]}）"
    kind = CHANGES[change.kind]
    if change.kind == "moved" and change.a == change.b:
        return f"{kind}：{change.a}"
    return f"{kind}：{' → '.join(text for text in (change.a, change.b) if text)}"


def phrases(changes: Sequence[Change], field: ChangeField) -> list[str]:
    """The changes of one field."""
    return [phrase(change) for change in changes if change.field == field]


def judged(pair: Pair) -> str:
    """How sure a pair is."""
    return f"{STRENGTHS[pair.strength]}，相似度 {pair.similarity:.2f}"


def counts(diff: PlanDiff) -> str:
    """What was found, in one line."""
    summary = diff.summary
    parts = [
        RELATIONS[diff.relation],
        f"同一任务 {summary.same} 对",
        f"部分对应 {summary.partial} 对",
        f"无变化 {summary.unchanged} 对",
    ]
    if several := len(diff.several()):
        parts.append(f"拆分或合并 {several} 对")
    return "；".join(parts)
