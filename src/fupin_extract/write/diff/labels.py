"""The Chinese words for what changed, and the parts of a difference that several formats show alike."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.records.diff import (
    CellState,
    Change,
    ChangeField,
    Pair,
    PlanDiff,
    PlanMatrix,
    PlanSummary,
    Row,
    UnitField,
)
from fupin_extract.records.notice import AdminLevel
from fupin_extract.write.columns import glimpse

LEVELS: dict[AdminLevel, str] = {
    "national": "国家",
    "provincial": "省级",
    "prefectural": "市级",
    "county": "县级",
    "township": "乡级",
}
ROLES: dict[UnitField, str] = {"lead_units": "牵头", "responsible_units": "责任", "supporting_units": "配合"}
FIELDS: dict[ChangeField, str] = {
    "lead_units": "牵头单位",
    "responsible_units": "责任单位",
    "supporting_units": "配合单位",
    "deadlines": "完成时限",
    "targets": "量化目标",
    "text": "文字",
}
KINDS = {
    "added": "新增",
    "removed": "删去",
    "moved": "移动",
    "earlier": "提前",
    "later": "推迟",
    "raised": "提高",
    "lowered": "降低",
    "reworded": "改写",
}
STRENGTHS = {"same": "同一任务", "partial": "部分对应"}
STATES: dict[CellState, str] = {"taken_over": "沿用", "changed": "有变化", "partial": "部分对应", "missing": "缺"}
RELATIONS = {"plans": "两个方案", "versions": "同一文件的两个版本"}


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
    if change.to is not None and change.field in ROLES:
        return f"{change.a}（{ROLES[change.field]}） → {change.b}（{ROLES[change.to]}）"
    label = KINDS[change.kind]
    if change.kind == "moved" and change.a == change.b:
        return f"{label}：{change.a}"
    return f"{label}：{' → '.join(text for text in (change.a, change.b) if text)}"


def phrases(changes: Sequence[Change], field: ChangeField) -> list[str]:
    """The changes of one field."""
    return [phrase(change) for change in changes if change.field == field]


def percent(share: float) -> str:
    """A share as a person reads it."""
    return f"{share:.0%}"


def judged(pair: Pair) -> str:
    """How sure a pair is."""
    return f"{STRENGTHS[pair.strength]}，相似度 {pair.similarity:.2f}"


def plans_table(diff: PlanDiff) -> list[tuple[str, str, str]]:
    """Both plans side by side: a line a property."""
    a, b, summary = diff.a, diff.b, diff.summary
    return [
        ("标题", heading(a), heading(b)),
        ("地区", a.region or "—", b.region or "—"),
        ("层级", LEVELS[a.admin_level] if a.admin_level else "—", LEVELS[b.admin_level] if b.admin_level else "—"),
        ("任务", str(a.tasks), str(b.tasks)),
        ("完成时限", str(a.deadlines), str(b.deadlines)),
        ("量化目标", str(a.targets), str(b.targets)),
        ("仅此方案有的任务", str(summary.only_a), str(summary.only_b)),
        ("与对方逐字相同", percent(summary.taken_over_a), percent(summary.taken_over_b)),
    ]


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


def totals(diff: PlanDiff) -> list[tuple[str, str, str]]:
    """How often what changed: field, kind, count."""
    found = []
    for known, label in FIELDS.items():
        for kind, word in KINDS.items():
            if count := diff.summary.changes.get(f"{known}.{kind}"):
                found.append((label, word, str(count)))
    return found


def matrix_totals(matrix: PlanMatrix) -> list[tuple[str, list[str]]]:
    """The last lines of a matrix: how many tasks of the base each plan took over, changed, left out, and how many are
    its own.
    """
    states: tuple[CellState, ...] = ("taken_over", "changed", "partial", "missing")
    lines = [
        (
            f"{STATES[state]}（项）",
            [str(sum(row.cells[k].state == state for row in matrix.rows)) for k in range(len(matrix.plans))],
        )
        for state in states
    ]
    return [*lines, ("自有任务（项）", [str(count) for count in matrix.own])]
