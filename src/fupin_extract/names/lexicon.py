"""Names of organisations (单位) cut into what they are made of: 州 · 教 · 体 · 局, 姚安 · 县 · 税务 · 局.

The words are those of ``rules/organizations.yaml`` and ``rules/places.yaml``. A name is cut so that its words cover it
best; single characters stand for a business line only in the name of a merged office, in front of its head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, fields, replace
from functools import partial
from typing import NamedTuple

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import AdminLevel, UnitKind
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern
from fupin_extract.ruleset.name_models import OrganizationRule

AND = "和与及"
_PLACE_ENDS = frozenset("省市县区州盟旗乡镇村")

# Costs of one token: words of two and more characters first (浙江 · 省委, not 浙江省 · 委), then heads and places of
# one, then the single characters of merged offices, unknown characters last.
_WORD, _CHARACTER, _PART, _CONJUNCTION, _UNKNOWN = 0.95, 1.0, 1.6, 1.5, 3.0
_REMEMBERED = 4096
# Characters; a longer stretch is no name, but a sentence.
LONGEST = 60
# Tokens in front of a head that may belong to its office.
_RUN = 12


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a word can be in a name.

    ``lines`` are its business lines (an id up to its dot: ``power.regulator`` is ``power``); ``alone``: it may stand
    for one by itself (统计); ``whole``: it is an organisation by itself (团委); ``plural``: places of a kind, or a head
    of several offices (乡镇, 部门).
    """

    lines: tuple[str, ...] = ()
    alone: bool = False
    whole: bool = False
    office: str = ""
    vertical: bool = False
    national: bool = False
    place: bool = False
    plural: bool = False
    head: bool = False
    open: bool = False
    branch: bool = False
    filler: bool = False
    collective: bool = False
    foreign: bool = False
    line_kind: UnitKind | None = None
    head_kind: UnitKind | None = None
    line_level: AdminLevel | None = None
    head_level: AdminLevel | None = None
    place_level: AdminLevel | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether it is a word of sentences, and nothing that a name could hold."""
        return self.foreign and not (self.lines or self.place or self.head or self.filler or self.collective)


_FLAGS = [flag.name for flag in fields(Meaning) if flag.name not in {"lines", "line_kind", "line_level"}]


class Token(NamedTuple):
    """A piece of a name at ``[start, end)``; one without ``meaning`` is unknown (姚安 in 姚安县) or a conjunction."""

    text: str
    start: int
    end: int
    meaning: Meaning | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        return self.meaning.lines if self.meaning else ()

    @property
    def is_head(self) -> bool:
        return self.meaning is not None and self.meaning.head

    @property
    def is_place(self) -> bool:
        return self.meaning is not None and self.meaning.place

    @property
    def is_whole(self) -> bool:
        return self.meaning is not None and self.meaning.whole

    @property
    def is_collective(self) -> bool:
        return self.meaning is not None and self.meaning.collective

    @property
    def is_owner(self) -> bool:
        """Whether it owns offices (政府, 县委, 开发区), whose names begin with it."""
        return self.meaning is not None and bool(self.meaning.office)

    @property
    def is_known(self) -> bool:
        return self.meaning is not None


@dataclass(frozen=True, eq=False)
class Names:
    """The words of all names, ready to cut with; a notice names the same organisations again and again."""

    meanings: dict[str, Meaning]
    foreign: Compiled
    lengths: dict[str, tuple[int, ...]]
    strange: frozenset[str]  # what words that no name holds begin with
    _seen: dict[str, tuple[Token, ...]] = field(default_factory=dict, init=False, repr=False)

    def cut(self, name: str) -> tuple[Token, ...]:
        """The tokens of a name, in order; they tile it."""
        if name in self._seen:
            return self._seen[name]
        tokens = _settled(_cheapest(name, self.lengths, self.meanings))
        if len(name) <= LONGEST:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[name] = tokens
        return tokens


def compile_names(rules: RuleSet) -> Names:
    """The names of ``rules.organizations`` and ``rules.places``; use it as ``rules.get(compile_names)``."""
    meanings: dict[str, Meaning] = {}
    foreign: list[str] = []
    for word, meaning in _words(rules):
        if meaning.foreign and len(word) == 1:
            foreign.append(word)
        else:
            meanings[word] = _merged(meanings[word], meaning) if word in meanings else meaning
    lengths: dict[str, set[int]] = {}
    for word in meanings:
        lengths.setdefault(word[0], set()).add(len(word))
    return Names(
        meanings,
        compile_pattern(f"{any_of(foreign)}|[0-9%“”《》]", rules.organizations),
        {first: tuple(sorted(of_first)) for first, of_first in lengths.items()},
        frozenset([*foreign, *(word[0] for word, meaning in meanings.items() if meaning.is_foreign)]),
    )


def _words(rules: RuleSet) -> Iterable[tuple[str, Meaning]]:
    for rule in (rule for rule in rules.organizations if not rule.patterns):
        for word, meaning in _meanings(rule):
            yield from ((form, meaning) for form in _forms(word))
    for place in (place for place in rules.places if not place.zone):
        meaning = Meaning(place=True, place_level=place.level)
        yield from ((form, meaning) for name in place.names for form in {name, name + place.ending})


def _meanings(rule: OrganizationRule) -> Iterable[tuple[str, Meaning]]:
    """Each word of an entry with what it says."""
    if rule.sort == "line":
        line = partial(
            Meaning,
            lines=(rule.id.partition(".")[0],),
            office=rule.office,
            vertical=rule.vertical,
            line_kind=rule.kind or "department",
        )
        for words, meaning in (
            (rule.words, line(line_level=rule.level, alone=True)),
            (rule.stems, line(line_level=rule.level)),
            (rule.names, line(line_level=rule.level, whole=True)),
            (rule.national, line(line_level="national", whole=True, national=True)),
            (rule.township, line(line_level="township", whole=True)),
        ):
            yield from ((word, meaning) for word in words)
        return
    said = {
        "place": Meaning(place=True, plural=rule.plural, place_level=rule.level),
        "head": Meaning(
            head=True,
            open=rule.open,
            branch=rule.branch,
            plural=rule.plural,
            head_kind=rule.kind,
            head_level=rule.level,
        ),
        "filler": Meaning(filler=True),
        "collective": Meaning(collective=True),
        "foreign": Meaning(foreign=True),
    }[rule.sort]
    yield from ((word, said) for word in rule.words)


def _forms(word: str) -> set[str]:
    """A word with its 和 left out and with its other conjunctions: 文化和旅游, 文化旅游, 文化与旅游."""
    if "和" not in word[1:-1]:
        return {word}
    return {word.replace("和", other) for other in ("和", "与", "及", "")}


def _merged(one: Meaning, other: Meaning) -> Meaning:
    """What a word means that two entries have: the lines of both in the order of the file, the first kind and level."""
    of_line = one if one.lines else other
    lines = (*one.lines, *(line for line in other.lines if line not in one.lines))
    flags = {name: getattr(one, name) or getattr(other, name) for name in _FLAGS}
    return Meaning(lines=lines, line_kind=of_line.line_kind, line_level=of_line.line_level, **flags)


def _cheapest(name: str, lengths: dict[str, tuple[int, ...]], meanings: dict[str, Meaning]) -> list[Token]:
    """The cut of least cost; of two, the one whose first token is longer.

    ``lengths`` tells how long the words are that begin with a character, the shortest first.
    """
    size = len(name)
    cost = [0.0] * (size + 1)
    step = [0] * size
    for at in range(size - 1, -1, -1):
        best, end = cost[at + 1] + (_CONJUNCTION if name[at] in AND else _UNKNOWN), at + 1
        for length in lengths.get(name[at], ()):
            stop = at + length
            if stop > size or name[at:stop] not in meanings:
                continue
            if length > 1:
                total = cost[stop] + _WORD
            else:
                meaning = meanings[name[at]]
                total = cost[stop] + (_CHARACTER if meaning.head or meaning.place or meaning.collective else _PART)
            if total <= best:
                best, end = total, stop
        cost[at], step[at] = best, end
    tokens: list[Token] = []
    at = 0
    while at < size:
        text = name[at : step[at]]
        tokens.append(Token(text, at, step[at], meanings.get(text)))
        at = step[at]
    return tokens


def _settled(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens without what their context rules out, unknown characters joined.

    A character stands for a line only in a merged office's name, with another line before the head; a line in front of
    县 or 镇 is the name of a place (公安县).
    """
    kept = set(_before_heads(tokens))
    for i, token in enumerate(tokens):
        meaning = token.meaning
        if token.text in _PLACE_ENDS and i < len(tokens) - 1:
            # The 州 of 胶州市 and the 镇 of 镇雄县 belong to the names of these places.
            of_city = i and not tokens[i - 1].is_known and tokens[i + 1].text in _PLACE_ENDS
            of_town = not i and token.text in "乡镇村" and not tokens[1].is_known
            if of_city or of_town:
                tokens[i] = token._replace(meaning=None)
            continue
        if meaning is None or not meaning.lines:
            continue
        single = len(token.text) == 1
        of_place = not meaning.whole and i + 1 < len(tokens) and tokens[i + 1].text in _PLACE_ENDS
        if of_place or (single and i not in kept):
            rest: Meaning | None = None
            if single and (meaning.head or meaning.place) and not of_place:
                rest = replace(meaning, lines=(), alone=False, whole=False, line_kind=None, line_level=None)
            tokens[i] = token._replace(meaning=rest)
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        unknown = token.meaning is None and last is not None and last.meaning is None
        if last and unknown and token.text not in AND and last.text not in AND:
            joined[-1] = Token(last.text + token.text, last.start, token.end)
        else:
            joined.append(token)
    return tuple(joined)


def _before_heads(tokens: Sequence[Token]) -> Iterable[int]:
    """Where single characters stand for a business line: two or more lines in a row in front of a head.

    Behind an unknown character they may be the end of a place's name, unless nothing else tells the line (姚安教体局).
    """
    for end, token in enumerate(tokens):
        if not (token.is_head and end):
            continue
        start = end
        while start and end - start < _RUN and _in_run(tokens[start - 1]):
            start -= 1
        run = [i for i in range(start, end) if tokens[i].lines]
        if start and not tokens[start - 1].is_known and any(len(tokens[i].text) > 1 for i in run):
            while len(tokens[run[0]].text) == 1:
                run.pop(0)
        if len(run) > 1:
            yield from run


def _in_run(token: Token) -> bool:
    meaning = token.meaning
    if meaning is None:
        return token.text in AND
    return bool(meaning.lines or meaning.filler) and not meaning.whole and not meaning.place
