"""What a reader should check about a notice's numbering: gaps, numbers that come twice, numbering that starts anew."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.outline.model import Node
from fupin_extract.records import Diagnostic


def review_numbering(nodes: list[Node], again: list[Node]) -> list[Diagnostic]:
    """Diagnostics for the clauses, in document order; ``again`` are those whose id was taken already."""
    found = [
        _about("duplicate_number", node, f"编号重复：{node.marker.text}（{node.id}）") for node in again if node.level
    ]
    for parent in [None, *nodes]:
        children = [n for n in nodes if n.level and n.parent is parent] if parent is None else parent.children
        found.extend(_gaps(children))
    return sorted(found, key=lambda d: d.span or (0, 0))


def _gaps(siblings: Iterable[Node]) -> list[Diagnostic]:
    found = []
    last: dict[str, int] = {}
    for node in siblings:
        before = last.get(node.style)
        if before is not None and node.number > before + 1:
            missing = f"{before + 1}" if node.number == before + 2 else f"{before + 1} 至 {node.number - 1}"
            found.append(_about("numbering_gap", node, f"编号不连续：{node.marker.text} 之前缺第 {missing} 项"))
        elif before is not None and node.number <= before:
            found.append(_about("numbering_restart", node, f"编号重新开始：{node.marker.text}（{node.id}）"))
        last[node.style] = node.number
    return found


def _about(code: str, node: Node, message: str) -> Diagnostic:
    return Diagnostic(code=code, severity="warning", message=message, span=node.marker.span(0, len(node.marker)))
