"""How much a pair tells, and what of: the order of a page, and what it can be filtered by."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from fupin_extract.records.diff import Change, Pair, PlanDiff
from fupin_extract.records.notice import UNIT_FIELDS

Kind = Literal["deadlines", "targets", "units", "text", "several", "only_a", "only_b", "equal"]

# What is counted first: a day that is put off or a number that is raised tells more than one that only one plan has.
_WEIGHTS = {
    ("deadlines", "earlier"): 8.0,
    ("deadlines", "later"): 8.0,
    ("targets", "raised"): 8.0,
    ("targets", "lowered"): 8.0,
    ("units", "moved"): 5.0,
}
_OTHERWISE = {"deadlines": 3.0, "targets": 3.0, "units": 2.0, "text": 0.5}
# However many sentences were reworded, they tell no more than this.
_MOST = {"text": 3.0, "units": 10.0}
# The share of text that two tasks must have in common, for words to be marked; below it nearly all would be.
_ENOUGH = 0.5


def kind_of(change: Change) -> Kind:
    """What a change is one of."""
    return "units" if change.field in UNIT_FIELDS.values() else change.field  # type: ignore[return-value]


def weight(change: Change) -> float:
    """How much a change tells."""
    kind = kind_of(change)
    return _WEIGHTS.get((kind, change.kind), _OTHERWISE[kind])


def score(pair: Pair) -> float:
    """How much a pair tells; what only partly corresponds is less sure to have changed."""
    found: Counter[str] = Counter()
    for change in pair.changes:
        found[kind_of(change)] += weight(change)  # type: ignore[assignment]
    told = sum(min(value, _MOST.get(kind, value)) for kind, value in found.items())
    return told * (1.0 if pair.strength == "same" else 0.6)


def in_order(diff: PlanDiff) -> list[tuple[int, Pair]]:
    """The pairs with their places in the order of A, the most telling first."""
    return sorted(enumerate(diff.every_pair), key=lambda item: (-score(item[1]), item[0]))


def kinds(pair: Pair, several: bool) -> list[Kind]:
    """What changed in a pair, each once, in a fixed order; ``several``: one of its tasks has other counterparts too."""
    found = {kind_of(change) for change in pair.changes}
    order: tuple[Kind, ...] = ("deadlines", "targets", "units", "text")
    told = [kind for kind in order if kind in found]
    return [*(told or ["equal"]), *(["several"] if several else [])]  # type: ignore[list-item]


def shares_much(pair: Pair) -> bool:
    """Whether both texts have so much in common that marks on the rest are few."""
    lengths, common = [0, 0], 0
    for passage in pair.passages:
        if passage.kind == "elsewhere":
            continue
        lengths = [lengths[0] + len(passage.a), lengths[1] + len(passage.b)]
        if passage.kind in ("same", "moved"):
            # A sentence that moved is there once for each side.
            common += len(passage.a) + len(passage.b)
        common += 2 * sum(len(word.text) for word in passage.words if word.kind == "same")
    return common >= _ENOUGH * sum(lengths)
