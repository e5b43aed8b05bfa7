"""Which tasks of two plans are the same work: one to one over all of them, then what was split or merged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fupin_extract.compare.assign import assign
from fupin_extract.compare.likeness import Likeness, Profile, candidates, likeness
from fupin_extract.records_diff import Strength

# Below this, two tasks have the words of their subject in common and no work. Measured on pairs judged by hand
# (``benchmarks/compare.py``): docs/design.md.
LOWEST = 0.14
# From here on the best partner of a task does its main work.
_SAME = 0.16
# A further partner is asked for more: to be this alike, ...
_FURTHER = 0.15
# ... to take over so much of what no other partner has, ...
_GAIN = 0.1
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
    for pair in sorted(likely.keys() - links.keys(), key=lambda p: (-likely[p].value, sum(p), p)):
        if link := _further(pair, likely[pair], links, a, b):
            links[pair] = link
    return [links[pair] for pair in sorted(links)]


def _nearness(pair: tuple[int, int], a: Sequence[Profile], b: Sequence[Profile]) -> float:
    """1 at the same place of both plans, 0 at opposite ends."""
    i, j = pair
    return 1 - abs((i + 0.5) / len(a) - (j + 0.5) / len(b))


def _further(
    pair: tuple[int, int],
    like: Likeness,
    links: Mapping[tuple[int, int], Link],
    a: Sequence[Profile],
    b: Sequence[Profile],
) -> Link | None:
    """The link of a task to one more partner, if it takes over what its partners so far have not."""
    if like.value < _FURTHER:
        return None
    i, j = pair
    gain_a = _gain(a[i], b[j], [b[k] for h, k in links if h == i])
    gain_b = _gain(b[j], a[i], [a[h] for h, k in links if k == j])
    if max(gain_a, gain_b) < _GAIN:
        return None
    return Link(i, j, "same" if like.main >= _FURTHER_MAIN else "partial", like)


def _gain(one: Profile, other: Profile, partners: Sequence[Profile]) -> float:
    """The share of ``one`` that is in ``other`` and in none of the partners."""
    gained = 0.0
    for term in one.whole.keys() & other.whole.keys():
        weight = one.whole[term]
        before = max((min(weight, p.whole.get(term, 0.0)) for p in partners), default=0.0)
        gained = math.fsum((gained, max(min(weight, other.whole[term]) - before, 0.0)))
    return gained / one.whole_sum if one.whole_sum else 0.0
