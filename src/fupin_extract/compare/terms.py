"""What a text is about, in numbers: its words and character pairs (terms), each weighted by how telling it is.

A term is telling where few tasks have it: of both plans, and of a background of the genre that keeps 加强, 完善 and
推进 from telling anything in a short plan. The background is made from ``samples/`` by ``tools/background.py``.
"""

from __future__ import annotations

import math
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fupin_extract.ruleset import RuleSet
from fupin_extract.text.fold import fold
from fupin_extract.text.words import Words

Vector = Mapping[str, float]

_MOST_TELLING = 8
_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z]+")
# A task of the background counts as so much of a task of the plans: it knows the genre, they know the subject.
_BACKGROUND_SHARE = 0.5


def our_words(rules: RuleSet) -> Words:
    """A cutter that knows the names of the business lines and their offices: 乡村振兴, 以工代赈办."""
    return Words(
        name for rule in rules.organizations for name in (*rule.words, *rule.names) if len(name) > 1 and name.isalpha()
    )


def term_counts(text: str, words: Words) -> Counter[str]:
    """The terms of a text: words of two characters or more, marked ``=``, and pairs of characters."""
    runs: list[str] = _RUN.findall(fold(text))
    terms = [f"={word.lower()}" for run in runs for word in words.cut(run) if len(word) > 1]
    for run in runs:
        terms += map("".join, pairwise(run.lower()))
    return Counter(terms)


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each term is: between 0, all tasks have it, and about the logarithm of their number."""

    known: Mapping[str, float]
    unknown: float

    @classmethod
    def over(cls, tasks: float, found: Mapping[str, float]) -> Weights:
        """The weights over ``tasks`` tasks, of which ``found`` says how many have a term."""
        known = {term: max(math.log((tasks + 1) / (count + 0.5)), 0.0) for term, count in found.items()}
        return cls(known, math.log((tasks + 1) / 0.5))

    def of(self, term: str) -> float:
        """The weight of one term."""
        return self.known.get(term, self.unknown)

    def vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """The weighted terms of a text; a term that comes again and again counts less each time."""
        get, unknown = self.known.get, self.unknown
        return {
            term: get(term, unknown) * (1 + math.log(count)) if count > 1 else get(term, unknown)
            for term, count in counts.items()
        }


def weigh(texts: Iterable[Iterable[str]]) -> Weights:
    """The weights over the terms of the tasks of both plans and the background."""
    tasks, known = _background()
    found: Counter[str] = Counter()
    own = 0
    for terms in texts:
        own += 1
        found.update(set(terms))
    shares = {term: count + _BACKGROUND_SHARE * known.get(term, 0) for term, count in found.items()}
    return Weights.over(own + _BACKGROUND_SHARE * tasks, shares)


@cache
def _background() -> tuple[int, dict[str, int]]:
    """The number of tasks of the background, and in how many of them each term is.

    The file begins with the number of tasks; each line behind it tells the terms that so many tasks have.
    """
    data = pkgutil.get_data(__package__ or "", "background.txt") or b"0"
    first, *lines = data.decode().splitlines()
    found = {}
    for line in lines:
        count, *terms = line.split()
        found.update(dict.fromkeys(terms, int(count)))
    return int(first), found


def norm(vector: Vector) -> float:
    """The length of a vector."""
    return math.sqrt(math.fsum(w * w for w in vector.values()))


def telling(a: Vector, b: Vector) -> Sequence[str]:
    """The words that speak most for a pair, the most telling first."""
    shared = {t: a[t] * b[t] for t in a.keys() & b.keys() if t.startswith("=")}
    return [term[1:] for term in sorted(shared, key=lambda t: (-shared[t], t))[:_MOST_TELLING]]
