"""Whether a paragraph that a line ends goes on in the next: paragraphs cut by a page, a column or a line break."""

from __future__ import annotations

from fupin_extract.outline.lines import Layout
from fupin_extract.outline.model import Line
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import STRETCH_ENDS

# What a label ends with.
_LABEL_ENDS = "：】"
_ENDS = STRETCH_ENDS + "）〕】]”…"
# What no line begins with.
_NEVER_FIRST = "，。；、：！？）》”"
# A heading that a text without line breaks sets before its text, and one that a line holds.
_LONGEST_HEADING = 45
# Where a comma behind the number of an article still stands in a heading.
_LONGEST_COMMA = 16
# What a cut paragraph measures at least, where no right edge shows that it was cut.
_LONG_ENOUGH = 28


@dataclass(frozen=True, slots=True)
class Joins:
    """The rule of joining in a text of one layout; ``labelled`` is what a line that names who answers begins with."""

    layout: Layout
    labelled: Compiled

    def cut(self, above: Line, below: Line, *, heads: bool = False, numbered: bool = False) -> bool:
        """Whether ``above`` was cut and ``below`` goes on with its paragraph.

        ``heads``: ``above`` starts with a marker, so that it may be a heading; ``numbered``: ``below`` starts with one.
        """
        if self.layout.known:
            return False
        a, b = above.text, below.text
        if a[-1] in _LABEL_ENDS and self.labelled.fullmatch(a):
            return not numbered
        labelled = self.labelled.match(b) is not None
        if labelled or (a[-1].isdigit() and b[0].isdigit()):
            # （牵头单位：县财政局， / 责任单位：县民政局）
            return self.layout.full(above, below) and a[-1] not in _ENDS and (not labelled or _opened(a, b))
        if b[0] in _NEVER_FIRST or self.layout.begins(below):
            return b[0] in _NEVER_FIRST
        if a[-1] in "，、" or a.count("《") > a.count("》") or self.layout.full(above, below):
            return not (numbered and a[-1] in "。；")
        if a[-1] in _ENDS or (not numbered and _opened(a, b)):
            return a[-1] not in _ENDS
        heading = heads and not any(c in a for c in "。；：") and len(a) <= _LONGEST_HEADING
        if heading and a[0] == "第" and "，" in a[_LONGEST_COMMA:]:
            # No article has so long a heading: 第三条 委员会分设各组，在…领导下，进行审议工 / 作.
            heading = False
        if self.layout.flat:
            return not heading and not (self.labelled.match(a) and "。" in b)
        return not heading and not numbered and len(a) >= _LONG_ENOUGH and not self.labelled.match(a)

    def paragraphs(self, lines: list[Line]) -> list[Mapped]:
        """The lines as paragraphs, the halves of cut ones joined."""
        joined: list[Mapped] = []
        for i, line in enumerate(lines):
            if i and self.cut(lines[i - 1], line):
                joined[-1] = Mapped.join([joined[-1], line.mapped])
            else:
                joined.append(line.mapped)
        return joined


def _opened(above: str, below: str) -> bool:
    """Whether a bracket is open between two lines: （县财政局配 / 合）."""
    if above.count("（") > above.count("）"):
        return True
    ended, mark, _ = below.partition("（")[0].partition("）")
    # a）…, 1）… begin an item.
    return bool(mark) and not ended.isascii()
