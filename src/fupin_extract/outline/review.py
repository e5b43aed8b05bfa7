"""What a reader should check about a notice's numbering: gaps, numbers that come twice, numbering that starts anew."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.outline.model import Node
from fupin_extract.records.notice import Diagnostic, Severity


def review_numbering(nodes: list[Node], again: list[Node]) -> list[Diagnostic]:
    """Diagnostics for the clauses, in document order; ``again`` are those whose id was taken already."""
    found = [
        _about("duplicate_number", node, f"编号重复：{node.marker.text}（{node.id}）") for node in again if node.level
    ]
    for parent in [None, *nodes]:
        children = [n for n in nodes if n.level and n.parent is None] if parent is None else parent.children
        found.extend(_gaps(children))
    return sorted(found, key=lambda d: d.span or (0, 0))


def _gaps(siblings: Iterable[Node]) -> list[Diagnostic]:
    found = []
    last: dict[str, Node] = {}
    for node in siblings:
        before = last.get(node.style)
        if before is not None and before.plan != node.plan:
            found.append(_about("further_plan", node, f"另一份方案从这里开始：{node.marker.text}（{node.id}）", "info"))
        elif before is not None and node.number > before.number + 1:
            first, end = before.number + 1, node.number - 1
            missing = f"{first}" if first == end else f"{first} 至 {end}"
            found.append(_about("numbering_gap", node, f"编号不连续：{node.marker.text} 之前缺第 {missing} 项"))
        elif before is not None and node.number <= before.number:
            found.append(_about("numbering_restart", node, f"编号重新开始：{node.marker.text}（{node.id}）"))
        last[node.style] = node
    return found


def _about(code: str, node: Node, message: str, severity: Severity = "warning") -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=message, span=node.marker.span(0, len(node.marker)))
