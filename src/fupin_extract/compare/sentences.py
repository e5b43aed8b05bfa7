"""Two texts sentence by sentence and word by word: what stayed, was reworded, moved, dropped or added."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from fupin_extract.compare.assign import assign
from fupin_extract.compare.blocks import blocks, longest_rising
from fupin_extract.compare.terms import Weights
from fupin_extract.records.diff import Word
from fupin_extract.text.fold import fold
from fupin_extract.text.stops import CLAUSE_ENDS

_SENTENCE = re.compile(rf"[^{CLAUSE_ENDS}\n]*[{CLAUSE_ENDS}\n]+|[^{CLAUSE_ENDS}\n]+$")
# What may change in a sentence that stays: punctuation, blanks, and the number of a measure that stands before it.
_NUMBERED = re.compile(
    r"^[ \n]*(?:（[一二三四五六七八九十\d]+）|[\u2460-\u2473]|\d+[.、](?!\d)"
    r"|第?[一二三四五六七八九十]+[、，是]|其[一二三四五六七八九十]+[，是])"
)
_NO_WORD = re.compile(r"[^\w%]+")
# From here on, one sentence is a rewording of the other; of one found in another task more is asked.
_REWORDED = 0.3
_FAR = 0.6
# A shorter sentence is found in another task only where nothing but chance leads to it.
_CHANCE = 8
# A pair of characters that more sentences have leads to none.
_TOO_COMMON = 25
# More pairs of sentences are not all compared, and of more matches the order is not weighed by their text.
_MOST_COMPARED, _MOST_WEIGHED = 90_000, 500
# Of two that are as good, the one in order.
_ORDER = 1e-3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a part as printed; ``key`` is what counts of it, ``pairs`` its pairs of characters, weighted."""

    part: int
    text: str
    key: str
    pairs: dict[str, float] = field(compare=False, hash=False)
    norm: float = field(compare=False)


def key(sentence: str) -> str:
    """What counts of a sentence: its letters, digits and Han characters, without a measure's number."""
    return _key(fold(sentence))


def _key(folded: str) -> str:
    return _NO_WORD.sub("", _NUMBERED.sub("", folded)).lower()


def sentences(part: int, text: str, weights: Weights) -> list[Sentence]:
    """The sentences of the text of a part that say something."""
    return [
        _sentence(part, text[found.start() : found.end()], known, weights)
        for found in _SENTENCE.finditer(fold(text))
        if (known := _key(found[0]))
    ]


def _sentence(part: int, text: str, known: str, weights: Weights) -> Sentence:
    pairs = {pair: weights.of(pair) for pair in map("".join, pairwise(known))}
    return Sentence(part, text, known, pairs, math.sqrt(math.fsum([w * w for w in pairs.values()])))


def likeness(a: Sentence, b: Sentence) -> float:
    """How alike two sentences are, from 0 to 1; 1 for the same key."""
    if a.key == b.key:
        return 1.0
    if not a.norm or not b.norm:
        return 0.0
    return math.fsum(a.pairs[p] ** 2 for p in a.pairs.keys() & b.pairs.keys()) / (a.norm * b.norm)


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence ``a`` of one text and ``b`` of the other, by their places; ``moved`` where it is out of order."""

    a: int
    b: int
    exact: bool
    moved: bool


def match(a: Sequence[Sentence], b: Sequence[Sentence]) -> list[Match]:
    """The sentences of two texts that are the same or reworded, in the order of A: the same first, then the most
    alike.
    """
    exact = _exact([s.key for s in a], [s.key for s in b])
    same_a, same_b = {x for x, _ in exact}, {y for _, y in exact}
    free_a = [i for i in range(len(a)) if i not in same_a]
    free_b = [j for j in range(len(b)) if j not in same_b]
    alike = {}
    for i, j in _candidates(a, b, free_a, free_b):
        value = likeness(a[i], b[j])
        if value >= _REWORDED:
            alike[i, j] = value + _ORDER * (1 - abs(i / len(a) - j / len(b)))
    found = sorted({*exact, *assign(alike)})
    kept = _in_order(a, b, found)
    return [Match(i, j, (i, j) in exact, (i, j) not in kept) for i, j in found]


def _candidates(
    a: Sequence[Sentence], b: Sequence[Sentence], free_a: Sequence[int], free_b: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The places of sentences to compare: all, or of very many those that share what few of them have."""
    if len(free_a) * len(free_b) <= _MOST_COMPARED:
        yield from product(free_a, free_b)
        return
    having: dict[str, list[int]] = {}
    for j in free_b:
        for pair in b[j].pairs:
            having.setdefault(pair, []).append(j)
    for i in free_a:
        rare = (having[pair] for pair in a[i].pairs if len(having.get(pair, ())) <= _TOO_COMMON and pair in having)
        yield from ((i, j) for j in sorted(set().union(*rare)))


def _exact(a: Sequence[str], b: Sequence[str]) -> set[tuple[int, int]]:
    """The places of the same sentences: those in one order first, then those that changed places."""
    pairs = {(i + k, j + k) for i, j, size in blocks(a, b) for k in range(size)}
    taken = {j for _, j in pairs}
    left: dict[str, list[int]] = {}
    for j in sorted(set(range(len(b))) - taken, reverse=True):
        left.setdefault(b[j], []).append(j)
    for i in sorted(set(range(len(a))) - {i for i, _ in pairs}):
        if left.get(a[i]):
            pairs.add((i, left[a[i]].pop()))
    return pairs


def _in_order(a: Sequence[Sentence], b: Sequence[Sentence], pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs that did not move: the longest run of them in the order of both texts; of two, that with more text."""
    if len(pairs) > _MOST_WEIGHED:
        return {pairs[place] for place in longest_rising([j for _, j in pairs])}
    best: tuple[int, int, list[str], set[tuple[int, int]]] = (0, 0, [], set())
    runs: list[tuple[int, tuple[int, int, list[str], set[tuple[int, int]]]]] = []
    for i, j in pairs:
        before = max((run for last, run in runs if last < j), key=lambda run: run[:3], default=(0, 0, [], set()))
        count, length, names, kept = before
        size = len(a[i].key) + len(b[j].key)
        run = (count + 1, length + size, [*names, min(a[i].key, b[j].key)], kept | {(i, j)})
        runs.append((j, run))
        best = max(best, run, key=lambda run: run[:3])
    return best[3]


@dataclass(slots=True)
class Library:
    """All sentences of a plan, to find where one went that is not in the counterpart of its task."""

    by_key: dict[str, list[Sentence]] = field(default_factory=dict)
    by_pair: dict[str, list[Sentence]] = field(default_factory=dict)

    @classmethod
    def of(cls, every: Iterable[Sentence]) -> Library:
        library = cls()
        for sentence in every:
            library.by_key.setdefault(sentence.key, []).append(sentence)
            for pair in sentence.pairs:
                library.by_pair.setdefault(pair, []).append(sentence)
        return library

    def find(self, sentence: Sentence, wanted: Callable[[Sentence], bool]) -> Sentence | None:
        """The most alike sentence that is wanted, if it is alike enough to be the same one."""
        if len(sentence.key) < _CHANCE:
            return None
        same = next((s for s in self.by_key.get(sentence.key, ()) if wanted(s)), None)
        if same:
            return same
        shared: dict[int, float] = {}
        seen: dict[int, Sentence] = {}
        for pair, weight in sentence.pairs.items():
            having = self.by_pair.get(pair, ())
            if len(having) <= _TOO_COMMON:
                for other in having:
                    shared[id(other)] = shared.get(id(other), 0.0) + weight * weight
                    seen[id(other)] = other
        likely = [seen[i] for i, value in shared.items() if value >= _FAR / 2 * sentence.norm * seen[i].norm]
        good = [(likeness(sentence, s), s) for s in likely if wanted(s)]
        best = max(good, key=lambda g: (g[0], -g[1].part, g[1].key), default=None)
        return best[1] if best and best[0] >= _FAR else None


def word_diff(a: str, b: str, cut: Callable[[str], list[str]]) -> tuple[Word, ...]:
    """The words of two sentences in one width: in both, only in A, only in B.

    The words of A are the first two kinds joined, those of B the first and the last.
    """
    left, right = cut(fold(a)), cut(fold(b))
    found: list[Word] = []
    at, at_b = 0, 0
    for i, j, size in blocks(left, right):
        for kind, words in (("removed", left[at:i]), ("added", right[at_b:j]), ("same", left[i : i + size])):
            if words:
                found.append(Word(kind=kind, text="".join(words)))
        at, at_b = i + size, j + size
    return tuple(found)
