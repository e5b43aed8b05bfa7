"""Where two sequences have the same runs, in time that grows with their length: word by word where that is little work.

Else only at their ends and around what both have but once. So a sentence without an end, or of one word, takes no hour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Block = tuple[int, int, int]

# Steps of a comparison word by word; a pair of sentences of some hundred words takes a hundredth of it.
_MOST_STEPS = 50_000_000
# How often what is left between anchors is looked at for more of them.
_DEEPEST = 8


def blocks(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Where both have the same run, and how long, the last at both ends; the same whichever of the two comes first."""
    if list(b) < list(a):
        return [(i, j, size) for j, i, size in blocks(b, a)]
    if _steps(a, b) <= _MOST_STEPS:
        return _word_by_word(a, b)
    return [*_joined(_anchored(a, b, 0, 0, _DEEPEST)), (len(a), len(b), 0)]


def _steps(a: Sequence[str], b: Sequence[str]) -> int:
    """What a comparison word by word takes: the pairs of equal words, for each run that is found."""
    counts = Counter(b)
    return sum(counts[word] for word in a) * (len(a) + len(b))


def _word_by_word(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    return [(m.a, m.b, m.size) for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()]


def _anchored(a: Sequence[str], b: Sequence[str], at_a: int, at_b: int, deeper: int) -> Iterator[Block]:
    """The runs of two stretches that begin at these places: at their ends, at anchors, and between them."""
    shorter = min(len(a), len(b))
    head = next((k for k in range(shorter) if a[k] != b[k]), shorter)
    tail = next((k for k in range(shorter - head) if a[-1 - k] != b[-1 - k]), shorter - head)
    if head:
        yield at_a, at_b, head
    left, right = a[head : len(a) - tail], b[head : len(b) - tail]
    at_a, at_b = at_a + head, at_b + head
    if left and right:
        if _steps(left, right) <= _MOST_STEPS:
            yield from ((at_a + i, at_b + j, size) for i, j, size in _word_by_word(left, right) if size)
        elif deeper:
            i = j = 0
            for x, y in [*_anchors(left, right), (len(left), len(right))]:
                if x < len(left) or i:
                    yield from _anchored(left[i:x], right[j:y], at_a + i, at_b + j, deeper - 1)
                if x < len(left):
                    yield at_a + x, at_b + y, 1
                i, j = x + 1, y + 1
    if tail:
        yield at_a + len(left), at_b + len(right), tail


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The places of words that each has once, as many as stand in one order in both."""
    once_a, once_b = Counter(a), Counter(b)
    places = {word: j for j, word in enumerate(b) if once_b[word] == 1}
    pairs = [(i, places[word]) for i, word in enumerate(a) if once_a[word] == 1 and word in places]
    return [pairs[k] for k in longest_rising([j for _, j in pairs])]


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of numbers, all different, of which each is larger than the one before."""
    ends: list[int] = []  # of the best run of each length its last number
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    at = places[-1] if places else None
    found = []
    while at is not None:
        found.append(at)
        at = before[at]
    return found[::-1]


def _joined(found: Iterator[Block]) -> list[Block]:
    """The runs, those that touch made one."""
    runs: list[Block] = []
    for i, j, size in found:
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (i, j):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + size)
        else:
            runs.append((i, j, size))
    return runs
