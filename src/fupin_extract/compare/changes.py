"""What changed in each pair: title and sentences, offices, deadlines, targets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from fupin_extract.compare import amounts as facts
from fupin_extract.compare import offices
from fupin_extract.compare.align import Link
from fupin_extract.compare.amounts import F, Placed
from fupin_extract.compare.likeness import Profile, shared_words
from fupin_extract.compare.offices import RoledOffice
from fupin_extract.compare.parts import TaskPart
from fupin_extract.compare.sentences import Library, Match, Sentence, key, match, sentences, word_diff
from fupin_extract.compare.terms import Weights, weigh
from fupin_extract.records.diff import Change, Evidence, Figure, Pair, Passage
from fupin_extract.records.notice import AdminLevel

Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Side:
    """One plan, taken apart."""

    parts: Sequence[TaskPart]
    profiles: Sequence[Profile]
    sentences: Sequence[Sequence[Sentence]]
    offices: Sequence[Sequence[RoledOffice]]
    library: Library
    keys: Sequence[str]  # of each part those of its sentences, a line each

    @classmethod
    def of(cls, profiles: Sequence[Profile], weights: Weights, level: AdminLevel | None) -> Side:
        parts = [profile.part for profile in profiles]
        pieces = [sentences(i, part.text, weights) for i, part in enumerate(parts)]
        every = (sentence for part in pieces for sentence in part)
        keys = ["\n".join(sentence.key for sentence in part) for part in pieces]
        return cls(parts, profiles, pieces, [offices.offices(part, level) for part in parts], Library.of(every), keys)


@dataclass(frozen=True, slots=True)
class Differ:
    """Says what changed in each of the ``links`` of two plans.

    A task that was split has several counterparts. What one of them has is not missing in another, and what none has
    is told once: in the pair with the most alike.
    """

    a: Side
    b: Side
    links: Sequence[Link]
    cut: Cut
    others_a: dict[int, list[int]] = field(default_factory=dict, init=False)
    others_b: dict[int, list[int]] = field(default_factory=dict, init=False)
    same_a: Counter[int] = field(default_factory=Counter, init=False)
    same_b: Counter[int] = field(default_factory=Counter, init=False)
    matches: dict[tuple[int, int], list[Match]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for link in sorted(self.links, key=lambda link: (-link.likeness.value, link.a, link.b)):
            self.others_a.setdefault(link.a, []).append(link.b)
            self.others_b.setdefault(link.b, []).append(link.a)
            if link.strength == "same":
                self.same_a[link.a] += 1
                self.same_b[link.b] += 1
            self.matches[link.a, link.b] = match(self.a.sentences[link.a], self.b.sentences[link.b])

    def pair(self, link: Link, *, explain: bool) -> Pair:
        """The record of a link."""
        one, other = self.a.parts[link.a], self.b.parts[link.b]
        passages = list(self._passages(link))
        found = [*self._titles(link), *self._units(link), *self._facts(link), *_told(passages)]
        return Pair(
            a=one.id,
            b=other.id,
            similarity=round(link.likeness.value, 4),
            strength=link.strength,
            changes=tuple(found),
            evidence=self._evidence(link) if explain else None,
            passages=tuple(passages),
        )

    def _titles(self, link: Link) -> Iterator[Change]:
        one, other = self.a.parts[link.a], self.b.parts[link.b]
        # The parts of a task that was split have titles of their own; that of the whole was not reworded.
        alone = self.same_a[link.a] == self.same_b[link.b] == 1 and link.strength == "same"
        if alone and one.title and other.title and key(one.title) != key(other.title):
            words = word_diff(one.title, other.title, self.cut)
            yield Change(field="text", kind="reworded", a=one.title, b=other.title, words=words)

    def _elsewhere(self, link: Link) -> tuple[list[int] | None, list[int] | None]:
        """The other counterparts of A's task, and those of B's; None where another pair tells what none of them has."""
        of_a, of_b = self.others_a[link.a], self.others_b[link.b]
        return (
            [j for j in of_a if j != link.b] if of_a[0] == link.b else None,
            [i for i in of_b if i != link.a] if of_b[0] == link.a else None,
        )

    def _units(self, link: Link) -> Iterator[Change]:
        rest_a, rest_b = self._elsewhere(link)
        return offices.changes(
            self.a.offices[link.a],
            self.b.offices[link.b],
            None if rest_a is None else [office for j in rest_a for office in self.b.offices[j]],
            None if rest_b is None else [office for i in rest_b for office in self.a.offices[i]],
        )

    def figures(self, link: Link) -> Iterator[Figure]:
        """The quantities that both tasks of a link have."""
        one, other = self.a.parts[link.a], self.b.parts[link.b]
        left, right = self._placed(link, one.targets, other.targets)
        for i, j in facts.pairs(left, right, facts.TARGETS, self._aligned(link)):
            a, b = left[i].fact, right[j].fact
            yield Figure(task_a=one.id, task_b=other.id, subject_a=a.subject, subject_b=b.subject, a=a.text, b=b.text)

    def _facts(self, link: Link) -> Iterator[Change]:
        one, other = self.a.parts[link.a], self.b.parts[link.b]
        rest_a, rest_b = self._elsewhere(link)
        deadlines = self._placed(link, one.deadlines, other.deadlines)
        yield from facts.changes(
            *deadlines,
            facts.DEADLINES,
            self._aligned(link),
            None if rest_a is None else [d for j in rest_a for d in self.b.parts[j].deadlines],
            None if rest_b is None else [d for i in rest_b for d in self.a.parts[i].deadlines],
        )
        targets = self._placed(link, one.targets, other.targets)
        yield from facts.changes(
            *targets,
            facts.TARGETS,
            self._aligned(link),
            None if rest_a is None else [t for j in rest_a for t in self.b.parts[j].targets],
            None if rest_b is None else [t for i in rest_b for t in self.a.parts[i].targets],
        )

    def _placed(self, link: Link, a: Sequence[F], b: Sequence[F]) -> tuple[list[Placed[F]], list[Placed[F]]]:
        return (
            facts.placed(a, [sentence.text for sentence in self.a.sentences[link.a]]),
            facts.placed(b, [sentence.text for sentence in self.b.sentences[link.b]]),
        )

    def _aligned(self, link: Link) -> dict[int, int]:
        return {m.a: m.b for m in self.matches[link.a, link.b]}

    def _passages(self, link: Link) -> Iterator[Passage]:
        """All sentences of both texts: those of B in their order, each behind the ones that were dropped before it."""
        ours, theirs, matches = self.a.sentences[link.a], self.b.sentences[link.b], self.matches[link.a, link.b]
        with_b = {m.b: m for m in matches}
        with_a = {m.a for m in matches}
        dropped = deque(i for i in range(len(ours)) if i not in with_a)
        for j, sentence in enumerate(theirs):
            found = with_b.get(j)
            if found is None:
                yield self._lone(link, sentence, of_a=False)
                continue
            while dropped and dropped[0] < found.a:
                yield self._lone(link, ours[dropped.popleft()], of_a=True)
            yield self._matched(ours[found.a].text, sentence.text, found)
        for i in dropped:
            yield self._lone(link, ours[i], of_a=True)

    def _matched(self, a: str, b: str, found: Match) -> Passage:
        if found.exact:
            return Passage(kind="moved" if found.moved else "same", a=a, b=b)
        return Passage(kind="reworded", a=a, b=b, words=word_diff(a.strip(), b.strip(), self.cut))

    def _lone(self, link: Link, sentence: Sentence, *, of_a: bool) -> Passage:
        """A sentence without a counterpart in the pair: moved to another task, in another counterpart, or dropped or
        added.
        """
        here, there, counterparts = (
            (link.a, self.b, self.others_a[link.a]) if of_a else (link.b, self.a, self.others_b[link.b])
        )
        partner = link.b if of_a else link.a
        near = [k for k in counterparts if k != partner]
        texts = {"a" if of_a else "b": sentence.text}
        # A sentence that was joined to its neighbour is in it still.
        joined = any(sentence.key in there.keys[k] for k in counterparts)
        if joined or (near and there.library.find(sentence, lambda s: s.part in near)):
            return Passage(kind="elsewhere", **texts)
        if counterparts[0] != partner:
            return Passage(kind="elsewhere", **texts)
        home = self.a if of_a else self.b
        far = there.library.find(sentence, lambda s: s.part != partner)
        # What the other plan says in another task too, and this plan as well there, did not come from there.
        if far and not self._paired_elsewhere(far, sentence, home, here, of_a=of_a):
            return Passage(kind="moved", **{**texts, "b" if of_a else "a": far.text})
        return Passage(kind="removed" if of_a else "added", **texts)

    def _paired_elsewhere(self, far: Sentence, sentence: Sentence, home: Side, here: int, *, of_a: bool) -> bool:
        """Whether the sentence found in another task has its own counterpart there."""
        counterparts = (self.others_b if of_a else self.others_a).get(far.part, [])
        wanted = [k for k in counterparts if k != here]
        return bool(wanted) and home.library.find(far, lambda s: s.part in wanted and s is not sentence) is not None

    def _evidence(self, link: Link) -> Evidence:
        like = link.likeness
        return Evidence(
            title=None if like.title is None else round(like.title, 4),
            text=round(like.text, 4),
            covered_a=round(like.cover_a, 4),
            covered_b=round(like.cover_b, 4),
            main_a=round(like.main_a, 4),
            main_b=round(like.main_b, 4),
            offices=None if like.offices is None else round(like.offices, 4),
            words=shared_words(self.a.profiles[link.a], self.b.profiles[link.b]),
        )


def sentence_weights(a: Sequence[Profile], b: Sequence[Profile]) -> Weights:
    """How telling a pair of characters is over both plans."""
    return weigh(profile.whole for profile in (*a, *b))


def _told(passages: Sequence[Passage]) -> Iterator[Change]:
    for passage in passages:
        if passage.kind not in {"same", "elsewhere"}:
            yield Change(
                field="text",
                kind=passage.kind,
                a=passage.a.strip() or None,
                b=passage.b.strip() or None,
                words=passage.words,
            )
