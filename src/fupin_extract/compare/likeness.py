"""How alike two tasks are: profiles, the few candidates of each task, and what speaks for a pair."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fupin_extract.compare.parts import TaskPart
from fupin_extract.compare.sentences import key
from fupin_extract.compare.terms import Vector, Weights, norm, telling, term_counts, weigh
from fupin_extract.text.stops import CLAUSE_ENDS
from fupin_extract.text.words import Words

# The title above a task counts half: 教育保障方面 is over 就读公办幼儿园 and over its neighbours.
_ABOVE = 0.5
# Which likenesses count, and how much; where one cannot be told, the others share its weight.
_TEXT, _TITLE, _COVER, _MAIN, _OFFICES = 8, 3, 2, 2, 2
# So many candidates a task are looked at closely.
_CANDIDATES = 6
# A term that more than this share of the tasks has finds no candidates.
_TOO_COMMON = 0.05
# A first sentence shorter than this is a heading that goes on.
_SHORT = 12
_SENTENCE = re.compile(rf"[^{CLAUSE_ENDS}\n]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """A part as vectors: its title, all of it, and its main work (title and first sentence)."""

    part: TaskPart
    printed: str
    title: Vector
    whole: Vector
    main: Vector
    offices: Vector
    whole_norm: float
    title_norm: float
    whole_sum: float
    main_sum: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for a pair, each from 0 to 1; ``main_a`` is how much of A's main work is found in B."""

    value: float
    text: float
    title: float | None
    cover_a: float
    cover_b: float
    main_a: float
    main_b: float
    offices: float | None

    @property
    def main(self) -> float:
        """How much of the main work of one is found in the other."""
        return max(self.main_a, self.main_b)


def profiles(a: Sequence[TaskPart], b: Sequence[TaskPart], words: Words) -> tuple[list[Profile], list[Profile]]:
    """The profiles of the parts of both plans, weighted over both."""
    counts = {id(part): _Counts.of(part, words) for part in (*a, *b)}
    weights = weigh(c.whole for c in counts.values())
    lines = Counter(line for part in (*a, *b) for line in _lines(part))
    offices = Weights.over(len(counts), lines)

    def made(parts: Sequence[TaskPart]) -> list[Profile]:
        return [_profile(part, counts[id(part)], weights, offices) for part in parts]

    return made(a), made(b)


@dataclass(frozen=True, slots=True)
class _Counts:
    title: Counter[str]
    whole: Counter[str]
    main: Counter[str]
    above: Counter[str]

    @classmethod
    def of(cls, part: TaskPart, words: Words) -> _Counts:
        title, whole = term_counts(part.title, words), term_counts(part.text, words)
        main = term_counts(_first(part.text), words)
        whole.update(title)
        main.update(title)
        return cls(title, whole, main, term_counts(part.above, words))


def _first(text: str) -> str:
    sentences = _SENTENCE.findall(text)
    return "\n".join(sentences[: 2 if sentences and len(sentences[0]) < _SHORT else 1])


def _lines(part: TaskPart) -> set[str]:
    """The business lines that work on a part; local governments work on every one."""
    return {line for unit in part.units for line in unit.functions} - {"government"}


def _profile(part: TaskPart, counts: _Counts, weights: Weights, offices: Weights) -> Profile:
    title, whole, main = (weights.vector(c) for c in (counts.title, counts.whole, counts.main))
    for term, weight in weights.vector(counts.above).items():
        whole[term] = max(whole.get(term, 0.0), _ABOVE * weight)
    lines = offices.vector(dict.fromkeys(_lines(part), 1))
    sums = math.fsum(whole.values()), math.fsum(main.values())
    return Profile(part, key(f"{part.title}\n{part.text}"), title, whole, main, lines, norm(whole), norm(title), *sums)


def likeness(a: Profile, b: Profile) -> Likeness:
    """How alike two parts are; 1 for two of the same text."""
    shared = [(a.whole[term], b.whole[term]) for term in a.whole.keys() & b.whole.keys()]
    # fsum, since the order of a set differs from run to run, and the last digits of a sum with it.
    text = _ratio(math.fsum([x * y for x, y in shared]), a.whole_norm * b.whole_norm)
    both = math.fsum([min(y, x) for x, y in shared])
    cover_a, cover_b = _ratio(both, a.whole_sum), _ratio(both, b.whole_sum)
    main_a, main_b = _ratio(_met(a.main, b.whole), a.main_sum), _ratio(_met(b.main, a.whole), b.main_sum)
    title = _title(a, b)
    offices = _offices(a.offices, b.offices)
    judged = [
        (_TEXT, text),
        (_TITLE, title),
        (_COVER, max(cover_a, cover_b)),
        (_MAIN, max(main_a, main_b)),
        (_OFFICES, offices),
    ]
    told = [(weight, value) for weight, value in judged if value is not None]
    value = sum(weight * value for weight, value in told) / sum(weight for weight, _ in told)
    # Also where nothing in it tells anything: a heading that many clauses have.
    value = 1.0 if a.printed == b.printed else value
    return Likeness(value, text, title, cover_a, cover_b, main_a, main_b, offices)


def _ratio(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if whole else 0.0


def _met(main: Vector, whole: Vector) -> float:
    return math.fsum(min(main[t], whole[t]) for t in main.keys() & whole.keys())


def _title(a: Profile, b: Profile) -> float | None:
    """None where one has no title."""
    if not a.title_norm or not b.title_norm:
        return None
    return _ratio(
        math.fsum(a.title[t] * b.title[t] for t in a.title.keys() & b.title.keys()), a.title_norm * b.title_norm
    )


def _offices(a: Vector, b: Vector) -> float | None:
    """The share of the business lines that work on both; None where one names none."""
    if not a or not b:
        return None
    every = {**a, **b}
    return _ratio(math.fsum(a[line] for line in a.keys() & b.keys()), math.fsum(every.values()))


def candidates(a: Sequence[Profile], b: Sequence[Profile]) -> list[tuple[int, int]]:
    """The pairs worth a closer look: for each part of one plan the most alike of the other, and the reverse."""
    having: dict[str, list[int]] = {}
    for j, profile in enumerate(b):
        for term in profile.whole:
            having.setdefault(term, []).append(j)
    known = Counter(term for profile in (*a, *b) for term in profile.whole)
    common = max(_TOO_COMMON * (len(a) + len(b)), 2 * _CANDIDATES)
    having = {term: found for term, found in having.items() if known[term] <= common}
    dots = [_dots(profile, b, having) for profile in a]
    reverse: list[dict[int, float]] = [{} for _ in b]
    for i, row in enumerate(dots):
        for j, dot in row.items():
            reverse[j][i] = dot
    found = {(i, j) for i, row in enumerate(dots) for j in _best(row)}
    found |= {(i, j) for j, row in enumerate(reverse) for i in _best(row)}
    return sorted(found | _identical(a, b))


def _identical(a: Sequence[Profile], b: Sequence[Profile]) -> set[tuple[int, int]]:
    """The parts of the same text, the first with the first; they need not have a telling word."""
    places: dict[str, list[int]] = {}
    for j, profile in enumerate(b):
        places.setdefault(profile.printed, []).append(j)
    same: dict[str, int] = {}
    found = set()
    for i, profile in enumerate(a):
        at = same[profile.printed] = same.get(profile.printed, -1) + 1
        if at < len(places.get(profile.printed, ())):
            found.add((i, places[profile.printed][at]))
    return found


def _dots(profile: Profile, others: Sequence[Profile], having: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """A first, cheap likeness to every part that shares a term that is not too common."""
    dots: dict[int, float] = {}
    for term, weight in profile.whole.items():
        for j in having.get(term, ()):
            dots[j] = dots.get(j, 0.0) + weight * others[j].whole[term]
    # Rounded, since the order of a sum shows in its last digits.
    return {j: round(dot / (profile.whole_norm * others[j].whole_norm), 9) for j, dot in dots.items() if dot}


def _best(row: Mapping[int, float]) -> Iterable[int]:
    return sorted(row, key=lambda j: (-row[j], j))[:_CANDIDATES]


def shared_words(a: Profile, b: Profile) -> tuple[str, ...]:
    """The words that speak most for a pair."""
    return tuple(telling(a.whole, b.whole))
