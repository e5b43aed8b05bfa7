"""Which tasks of two plans are the same work: one to one over all of them, then what was split or merged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fupin_extract.compare.assign import assign
from fupin_extract.compare.likeness import Likeness, Profile, candidates, likeness
from fupin_extract.records.diff import Strength

# Below this, two tasks have the words of their subject in common and no work. Measured on pairs judged by hand
# (``benchmarks/compare.py``): docs/design.md.
LOWEST = 0.14
# From here on the best partner of a task does its main work.
_SAME = 0.15
# A further partner is asked for more: to be this alike, ...
_FURTHER = 0.15
# ... to take over so much of what no other partner has, ...
_GAIN = 0.13
# ... and, to be the same work, to have so much of the main work of one.
_FURTHER_MAIN = 0.25
# Of two partners that are as good, the one at the same place of the plan.
_PLACE = 1e-4


@dataclass(frozen=True, slots=True)
class Link:
    """Task ``a`` of one plan and task ``b`` of the other, by their places, are the same work."""

    a: int
    b: int
    strength: Strength
    likeness: Likeness


def align(a: Sequence[Profile], b: Sequence[Profile], lowest: float = LOWEST) -> list[Link]:
    """The pairs of two plans, in the order of A and then of B; a task may have several, or none."""
    found = {pair: likeness(a[pair[0]], b[pair[1]]) for pair in candidates(a, b)}
    likely = {pair: like for pair, like in found.items() if like.value >= lowest}
    main = assign({pair: like.value - lowest / 2 + _PLACE * _nearness(pair, a, b) for pair, like in likely.items()})
    links = {pair: Link(*pair, "same" if likely[pair].value >= _SAME else "partial", likely[pair]) for pair in main}
    taken = _Taken(a, b)
    for pair in links:
        taken.add(pair)
    for pair in sorted(likely.keys() - links.keys(), key=lambda p: (-likely[p].value, sum(p), p)):
        like = likely[pair]
        if like.value >= _FURTHER and taken.gain(pair) >= _GAIN:
            links[pair] = Link(*pair, "same" if like.main >= _FURTHER_MAIN else "partial", like)
            taken.add(pair)
    return [links[pair] for pair in sorted(links)]


def _nearness(pair: tuple[int, int], a: Sequence[Profile], b: Sequence[Profile]) -> float:
    """1 at the same place of both plans, 0 at opposite ends."""
    i, j = pair
    return 1 - abs((i + 0.5) / len(a) - (j + 0.5) / len(b))


class _Taken:
    """How much of each term of each task its partners have taken over so far."""

    def __init__(self, a: Sequence[Profile], b: Sequence[Profile]) -> None:
        self.a, self.b = a, b
        self.of_a: list[dict[str, float]] = [{} for _ in a]
        self.of_b: list[dict[str, float]] = [{} for _ in b]

    def add(self, pair: tuple[int, int]) -> None:
        """Both tasks are partners."""
        i, j = pair
        one, other, of_a, of_b = self.a[i].whole, self.b[j].whole, self.of_a[i], self.of_b[j]
        for term in one.keys() & other.keys():
            met = min(one[term], other[term])
            if met > of_a.get(term, 0.0):
                of_a[term] = met
            if met > of_b.get(term, 0.0):
                of_b[term] = met

    def gain(self, pair: tuple[int, int]) -> float:
        """The share of one of two tasks that is in the other and in none of its partners."""
        i, j = pair
        one, other = self.a[i], self.b[j]
        of_a, of_b = self.of_a[i], self.of_b[j]
        new_a, new_b = [], []
        for term in one.whole.keys() & other.whole.keys():
            x, y = one.whole[term], other.whole[term]
            met = min(y, x)
            if met > (before := of_a.get(term, 0.0)):
                new_a.append(met - before)
            if met > (before := of_b.get(term, 0.0)):
                new_b.append(met - before)
        gains = ((new_a, one.whole_sum), (new_b, other.whole_sum))
        return max(math.fsum(new) / whole if whole else 0.0 for new, whole in gains)
