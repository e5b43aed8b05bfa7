"""The best one-to-one choice among weighted candidates, over all of them at once and not one by one (指派问题).

Candidates are few a row, so each connected group is small and is solved alone, by shortest augmenting paths: a row that
gains by it may push another row to its next choice.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Scores = Mapping[tuple[int, int], float]


def assign(scores: Scores) -> list[tuple[int, int]]:
    """The pairs (row, column) with the highest sum of ``scores``, no row and no column twice, in order of the rows.

    A pair that is not in ``scores``, or has none above zero, is never chosen; rows and columns may stay alone. Of
    choices that are as good, rows and columns exchanged give the same one exchanged.
    """
    turned = {(column, row): score for (row, column), score in scores.items()}
    if sorted(turned.items()) < sorted(scores.items()):
        return sorted((row, column) for column, row in _assign(turned))
    return _assign(scores)


def _assign(scores: Scores) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for rows in _groups(scores):
        chosen += _solve({row: rows[row] for row in sorted(rows)})
    return sorted(chosen)


def _groups(scores: Scores) -> Sequence[dict[int, dict[int, float]]]:
    """The rows that share columns, directly or through others, with their candidates."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    positive = [(pair, score) for pair, score in sorted(scores.items()) if score > 0]
    for (row, column), _ in positive:
        a, b = find(("row", row)), find(("column", column))
        root[max(a, b)] = min(a, b)
    groups: dict[tuple[str, int], dict[int, dict[int, float]]] = {}
    for (row, column), score in positive:
        groups.setdefault(find(("row", row)), {}).setdefault(row, {})[column] = score
    return list(groups.values())


def _solve(rows: Mapping[int, Mapping[int, float]]) -> list[tuple[int, int]]:
    """One group. A row's cost for a column is the best score less its own; staying alone costs the best score."""
    best = max(score for columns in rows.values() for score in columns.values())
    # Each row has a column of its own, below zero, that stands for staying alone.
    cost = {row: {**{c: best - s for c, s in columns.items()}, -1 - row: best} for row, columns in rows.items()}
    owner: dict[int, int] = {}
    price: dict[int, float] = {}
    for row in rows:
        _augment(row, cost, owner, price)
    return [(row, column) for column, row in owner.items() if column >= 0]


def _augment(
    start: int, cost: Mapping[int, Mapping[int, float]], owner: dict[int, int], price: dict[int, float]
) -> None:
    """Give ``start`` a column, moving the rows on the cheapest way to a free one; prices keep reduced costs above
    zero.
    """
    held = {row: column for column, row in owner.items()}
    reached: dict[int, float] = {}
    came: dict[int, int] = {}
    done: dict[int, float] = {}
    queue: list[tuple[float, int]] = []

    def relax(row: int, so_far: float) -> None:
        level = cost[row][held[row]] - price.get(held[row], 0.0) if row in held else 0.0
        for column, value in cost[row].items():
            distance = so_far + value - price.get(column, 0.0) - level
            if column not in done and distance < reached.get(column, float("inf")):
                reached[column], came[column] = distance, row
                heapq.heappush(queue, (distance, column))

    relax(start, 0.0)
    while True:
        distance, column = heapq.heappop(queue)
        if column in done:
            continue
        done[column] = distance
        if column not in owner:
            break
        relax(owner[column], distance)
    for passed, at in done.items():
        price[passed] = price.get(passed, 0.0) + at - distance
    while True:
        row = came[column]
        previous = held.get(row)
        owner[column] = row
        if previous is None:
            return
        column = previous
