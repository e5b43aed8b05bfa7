"""The breaks in a cell of names: one inside a name is gone, one between two names parts them.

What a break is, only the names tell: 市经信局⏎市发改委 are two, 市卫生⏎健康委 is one. Of all ways to read the lines
between two separators the one is taken in which the most lines are of names and the fewest breaks against the look of
the page: a line as long as its column was broken to fit, any other break was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.find.groups.forms import GroupGrammar
from fupin_extract.outline.model import FieldCell
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

# 市 农 业 农 村 局, 李 伟: letters that fill the width of their cell.
_SPREAD = compiled(r"(?<![^\s、，；])(?:[一-龥] +)+[一-龥](?![^\s、，；])")
# What parts names, outside brackets.
_SEPARATOR = compiled("[、，；：, /]")
_BRACKET = compiled(r"[（〔\[][^（）〔〕\[\]]{0,40}[）〕\]]")
_HALF = compiled(r"[（〔\[）〕\]]")
# What no name begins with: it goes on.
_GOES_ON = "（〔[）〕]和及与等"
# A name of more lines is none.
_MOST_LINES = 10
# What a line costs that is no part of a name; a break that was meant inside a name, and between its halves; one that
# was not meant between two names, and inside one.
_NO_NAME, _MEANT, _HALVES, _UNLIKELY, _BROKEN = 10, 4, 5, 3, 1


@dataclass(frozen=True, slots=True)
class BreakForms:
    """What ``rules/responsibility.yaml`` says of names in cells."""

    begins: Compiled  # a name that says of which place, or level, it is
    kinds: Compiled  # of its kinds alone
    whole: Compiled  # what has no further offices
    branch: Compiled  # but for the branches of one
    inside: Compiled


def compile_breaks(rules: RuleSet) -> BreakForms:
    """For ``rules.get(compile_breaks)``."""

    def of(means: str) -> Compiled:
        found = [rule for rule in rules.responsibility if rule.means == means]
        return compile_pattern(either(pattern for rule in found for pattern in rule.patterns), found)

    return BreakForms(*map(of, ("cell_begins", "cell_kinds", "cell_whole", "cell_branch", "cell_inside")))


def parted(cell: FieldCell, grammar: GroupGrammar, rules: RuleSet) -> Mapped:
    """The text of a cell of names with a separator for each break between two, and without the others."""
    text = cell.text
    gone = {i for spread in _SPREAD.finditer(text.text) for i in range(*spread.span()) if text.text[i] == " "}
    text = text.keep(i for i in range(len(text)) if i not in gone) if gone else text
    if "\n" not in text.text:
        return text
    signs = list(text.text)
    for start, end in _stretches(text.text):
        lines = _lines(text.text, start, end)
        if len(lines) < 2:
            continue
        person = cell.holds == "person"
        forms = rules.get(compile_breaks)
        parts = _persons(text.text, lines) if person else _Reading(text, lines, cell.width, grammar, forms).parts()
        for at in parts:
            signs[lines[at][0] - 1] = "、"
    whole = Mapped("".join(signs), text.offsets)
    return whole.keep(i for i, char in enumerate(whole.text) if char != "\n")


def _stretches(text: str) -> Iterator[Span]:
    """What stands between the separators; those in brackets part nothing."""
    inside = [bracket.span() for bracket in _BRACKET.finditer(text)]
    at = 0
    for mark in _SEPARATOR.finditer(text):
        if not any(start < mark.start() < end for start, end in inside):
            yield at, mark.start()
            at = mark.end()
    yield at, len(text)


def _lines(text: str, start: int, end: int) -> list[Span]:
    """The printed lines, or parts of them, that a stretch consists of."""
    lines = []
    for line in text[start:end].split("\n"):
        if line:
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _persons(text: str, lines: Sequence[Span]) -> list[int]:
    """The lines that begin another person: a lone letter is a part of a name (陈志⏎强)."""
    found: list[int] = []
    begins = 0
    for i in range(1, len(lines)):
        before = sum(end - start for start, end in lines[begins:i])
        if lines[i][1] - lines[i][0] > 1 and before > 1 and text[lines[i][0]] not in _GOES_ON:
            found.append(i)
            begins = i
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """The ways to read the lines of a stretch; ``width`` is that of the column, 0 where every break was meant."""

    text: Mapped
    lines: Sequence[Span]
    width: int
    grammar: GroupGrammar
    forms: BreakForms

    def parts(self) -> list[int]:
        """The lines that begin another name, in the reading that costs least."""
        count = len(self.lines)
        # For each number of lines, by where the last name of them begins: the cost, and where the one before begins.
        best: list[dict[int, tuple[int, int]]] = [{} for _ in range(count + 1)]
        best[0][0] = (0, 0)
        for end in range(1, count + 1):
            for start in range(max(0, end - _MOST_LINES), end):
                own = self._cost(start, end)
                best[end][start] = min(
                    (cost + own + self._part(at, start, end), at) for at, (cost, _) in best[start].items()
                )
        found, end = [], count
        start = min(best[count], key=lambda at: (best[count][at][0], at))
        while start:
            found.append(start)
            start, end = best[end][start][1], start
        return found

    def _cost(self, start: int, end: int) -> int:
        """What it costs to read these lines as one name."""
        inner = sum(self._broken(at) for at in range(start + 1, end))
        return inner + (0 if self._reads(start, end) else _NO_NAME * (end - start))

    def _broken(self, at: int) -> int:
        """What it costs that the line ``at`` goes on with a name."""
        if not self._full(at):
            return _MEANT
        return _BROKEN + (self.forms.begins.match(self._name(at, at + 1)) is not None)

    def _part(self, above: int, start: int, end: int) -> int:
        """What it costs that a name ends above the line ``start`` and another begins."""
        if not start:
            return 0
        before, name = self._name(above, start), self._name(start, end)
        if name[0] in _GOES_ON:
            return _NO_NAME * len(self.lines)
        told = self._reads(above, start) and self._reads(start, end)
        apart = self.forms.begins.match(name) or (
            self.forms.whole.fullmatch(_BRACKET.sub("", before)) and not self.forms.inside.fullmatch(name)
        )
        apart = self._labels(start, end) or (
            apart and not self.forms.branch.fullmatch(name) and not self.forms.kinds.fullmatch(before)
        )
        if self._full(start):
            return 0 if told and apart else _UNLIKELY
        # 市交通⏎运输局, set wide: two halves that make a name.
        return _HALVES if told and not apart and self.forms.whole.fullmatch(name) and self._reads(above, end) else 0

    def _full(self, at: int) -> bool:
        """Whether the line above line ``at`` is as long as its column."""
        end = self.lines[at - 1][1]
        start = self.text.text.rfind("\n", 0, end) + 1
        # With the blanks that filled it.
        length = self.text.offsets[end - 1] + 1 - self.text.offsets[start]
        return bool(self.width) and length >= self.width - 1

    def _name(self, start: int, end: int) -> str:
        return "".join(self.text.text[slice(*line)] for line in self.lines[start:end])

    def _labels(self, start: int, end: int) -> bool:
        """Whether the lines are a label, before its colon."""
        stop = self.lines[end - 1][1]
        return self.text.text[stop : stop + 1] == "：" and self.grammar.labels.tells(self._name(start, end)) is not None

    def _reads(self, start: int, end: int) -> bool:
        """Whether the lines read as a name, with or without what tells its role (市经信局牵头), or as a label."""
        if self._labels(start, end):
            return True
        name = self._name(start, end)
        if _HALF.search(_BRACKET.sub("", name)):
            return False
        role = next((verb for verb in self.grammar.verb.finditer(name) if verb.end() == len(name)), None)
        name = name[: role.start()] if role else name
        tail = self.grammar.units.open_end.search(name)
        return self.grammar.names.reads(name[: tail.start()] if tail else name)
