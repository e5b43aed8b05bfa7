"""Numbering styles and the state of a notice's numbering: what a marker is, and whether it carries the numbering on.

The level of a style follows from how this notice nests it: a style that is open goes on at its level, a style that is
not open starts one level down. The usual order of styles decides only where that is impossible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import lru_cache

from fupin_extract.errors import RuleError
from fupin_extract.outline.model import Marker
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern
from fupin_extract.ruleset.models import NumberingRule
from fupin_extract.ruleset.pattern import compile_sign
from fupin_extract.values.numerals import to_number

# What a marker inside a paragraph may stand behind, and how far behind another where a heading is between them.
_MARKS = " 　：，、。！？；）〕】]”"
_HEADING = 50
# How many numbers may be missing before one that is so large that it may be none.
_MISSING = 3
_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Style:
    """A numbering style: its usual rank, whether it can make a row, and where it counts inside a paragraph.

    A number above ``sure``, if any, counts only where it carries the numbering on; ``depth`` is that of a decimal
    style.
    """

    id: str
    rank: int
    row: bool
    inline: str
    sure: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a rule set with one pattern that finds any of them.

    ``sign`` finds where ``pattern`` does, sooner; ``mark`` is what one inside a paragraph may stand behind, before one.
    """

    by_id: dict[str, Style]
    pattern: Compiled
    sign: Compiled
    mark: Compiled
    groups: dict[str, tuple[Style, str, str]]  # the group of a style -> the style, the groups of its number and stop
    _seen: dict[str, Marker | None] = field(default_factory=dict)

    def order(self, marker: Marker) -> tuple[int, int]:
        """The place of a marker's style in the usual order from the outside in."""
        return marker.rank, self.by_id[marker.style].depth

    def at(self, text: str) -> Marker | None:
        """The marker that a line starts with, or None; several steps ask for the same."""
        if text not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            match = self.pattern.match(text)
            self._seen[text] = self._marker(match, row=True) if match else None
        return self._seen[text]

    def inside(self, text: str, start: int) -> list[Marker]:
        """Every stretch from ``start`` on that has the form of a marker where one may stand.

        Behind a mark, or so near behind another marker that only a heading is between. What it is depends on more.
        """
        found: dict[int, re.Match[str]] = {}
        ends = [start]
        for match in self._behind_marks(text, start):
            found[match.start()] = match
            if (marker := self._marker(match, row=False)) is None or marker.sure:
                ends.append(match.end())
        for end in ends:
            if first := self.sign.search(text, end, end + _HEADING):
                found.update((m.start(), m) for m in self.pattern.finditer(text, first.start(), end + _HEADING))
        if not found:
            return []
        markers = [self._marker(found[at], row=False) for at in sorted(found)]
        return [marker for marker in markers if marker is not None]

    def _behind_marks(self, text: str, at: int) -> Iterator[re.Match[str]]:
        """What ``pattern`` finds from ``at`` on behind a mark."""
        while mark := self.mark.search(text, max(at - 1, 0)):
            at = mark.end()
            match = self.pattern.match(text, at)
            if match:
                yield match
            at = match.end() if match else at + 1

    def _marker(self, match: re.Match[str], *, row: bool) -> Marker | None:
        """The marker of a match; None where its figures make no number (三一)."""
        style, group, unsure = self.groups[match.lastgroup or ""]
        try:
            number = ordinal(match[group] or "")
        except ValueError:
            return None
        gap = _MISSING if style.sure is not None and number > style.sure else 0
        if style.depth == 1 or (unsure in self.pattern.groupindex and match[unsure]):
            gap = 1
        return Marker(style.id, style.rank, number, *match.span(), row and style.row, gap)


def compile_styles(rules: RuleSet) -> Styles:
    """The styles of ``rules/numbering.yaml`` but for the decimal ones, in the order of the file.

    Raises:
        RuleError: a pattern without the group ``n``.
    """
    return _compiled([rule for rule in rules.numbering if not rule.depth])


def compile_decimals(rules: RuleSet) -> Styles:
    """All styles, the decimal ones (1.1, 1.1.1) among them. Raises ``RuleError`` as ``compile_styles``."""
    return _compiled(rules.numbering)


def _compiled(rules: Sequence[NumberingRule]) -> Styles:
    by_id, parts, groups = {}, [], {}
    for rule in rules:
        if "(?P<n>" not in rule.pattern:
            raise RuleError(f"{rule.place}: the pattern has no group (?P<n>…): it tells the number")
        by_id[rule.id] = Style(rule.id, rule.rank, rule.row, rule.inline, rule.sure, rule.depth)
        name = rule.id.replace(".", "__")
        groups[f"s_{name}"] = by_id[rule.id], f"n_{name}", f"u_{name}"
        pattern = rule.pattern.replace("(?P<n>", f"(?P<n_{name}>").replace("(?P<unsure>", f"(?P<u_{name}>")
        parts.append(f"(?P<s_{name}>{pattern})")
    pattern = "|".join(parts) or "(?!)"
    sign = compile_sign(pattern, rules)
    mark = compile_pattern(f"[{re.escape(_MARKS)}](?={sign.pattern})", rules)
    return Styles(by_id, compile_pattern(pattern, rules), sign, mark, groups)


@lru_cache(maxsize=1024)
def ordinal(text: str) -> int:
    """The number of a marker: ``三`` 3, ``十二`` 12, ``12`` 12, ``③`` 3, ``Ⅳ`` 4."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and unicodedata.category(text) in ("No", "Nl"):
        return int(unicodedata.numeric(text))
    return int(to_number(text))


@dataclass(slots=True)
class Numbering:
    """The open styles from the outermost in, with their last numbers, and the last number of every style seen."""

    open: list[tuple[str, int, int]] = field(default_factory=list)  # style, rank, number
    last: dict[str, int] = field(default_factory=dict)
    reversed_in: dict[str, str] = field(default_factory=dict)  # style -> the usually inner style that it stands in

    def depth(self, style: str) -> int | None:
        """The level (from 0) at which a style is open, or None."""
        for i, entry in enumerate(self.open):
            if entry[0] == style:
                return i
        return None

    def carries(self, marker: Marker, gap: int = 1) -> bool:
        """Whether the marker is the next of its style, at most ``gap`` numbers on."""
        return marker.style in self.last and 0 < marker.number - self.last[marker.style] <= gap

    def opens(self, marker: Marker) -> bool:
        """Whether the marker starts a style anew one level down."""
        return marker.number == 1 and self.depth(marker.style) is None

    def level_for(self, marker: Marker, reversed_below: bool) -> int:
        """The level (from 0) that the marker goes to: that of its style, else below all styles that are usually outer.

        ``reversed_below`` tells that the innermost open style goes on after this marker, so that a usually outer style
        stands inside it here (1. with （一） below); once seen, so it stays.
        """
        at = self.depth(marker.style)
        if at is not None:
            return at
        inner = next((i for i, entry in enumerate(self.open) if entry[1] > marker.rank), None)
        if inner is None or reversed_below:
            return len(self.open)
        home = self.depth(self.reversed_in[marker.style]) if marker.style in self.reversed_in else None
        return inner if home is None else home + 1

    def take(self, marker: Marker, level: int) -> None:
        """Open the marker's style at ``level`` with its number."""
        self.open[level:] = [(marker.style, marker.rank, marker.number)]
        self.last[marker.style] = marker.number
        if level and self.open[level - 1][1] > marker.rank:
            self.reversed_in.setdefault(marker.style, self.open[level - 1][0])
