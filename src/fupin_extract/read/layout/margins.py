"""What stands beside the text of a page and is none of it: balloons of revisions, numbers of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fupin_extract.read.layout.drawn import Glyph
from fupin_extract.read.layout.printed_lines import rows_of, size_of
from fupin_extract.text.patterns import compiled

# A balloon as Word and WPS print it: 删除[张三]: , 设置格式[张三]: 字体: , 批注 [A1]: , 删除的内容: , 带格式的:
_BALLOON = compiled(
    r"(?:删除|插入|移动|设置格式|格式|批注|Comment(?:ed)?|Deleted|Formatted)\s*[\[［][^\]］]{0,20}[\]］]\s*[:：]"
    r"|(?:删除的内容|插入的内容|带格式的|设置了格式|Deleted|Formatted)\s*[:：]"
)
# In widths of a Han character: the least gap between the text and what stands in the margin.
_GAP = 1.0
# Points between the text and a balloon beside it.
_BESIDE = 3.0
# So many numbered lines follow one another at least.
_LEAST_NUMBERS = 5
# Each line has its number, or each fifth or tenth.
_STEPS = (1, 5, 10)


def without_balloons(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], bool]:
    """The glyphs without the balloons of revisions at the right, and whether there were any."""
    starts: list[float] = []
    for row in rows_of([glyph for glyph in glyphs if glyph.text.strip() and glyph.turn == 0]):
        text = "".join(glyph.text for glyph in row)
        for match in _BALLOON.finditer(text):
            at = match.start()
            if not at or row[at].left - row[at - 1].right > _BESIDE:
                starts.append(row[at].left)
    if not starts:
        return list(glyphs), False
    edge = min(starts) - 1
    middle = (min(g.left for g in glyphs) + max(g.right for g in glyphs)) / 2
    kept = [glyph for glyph in glyphs if glyph.left < edge]
    # They are in the margin: left of them stands most of the page.
    if edge < middle or 2 * len(kept) < len(glyphs):
        return list(glyphs), False
    return kept, True


def without_line_numbers(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without a column of running numbers left of running text; those of a list are part of it."""
    numbers: list[tuple[int, list[Glyph]]] = []
    edges: list[float] = []
    rows = rows_of([glyph for glyph in glyphs if glyph.text.strip() and glyph.turn == 0])
    for row in rows:
        size = size_of(row)
        count = next((at for at in range(1, len(row)) if row[at].left - row[at - 1].right > _GAP * size), 0)
        head = row[:count]
        text = "".join(glyph.text for glyph in head)
        if text.isascii() and text.isdigit():
            numbers.append((int(text), head))
        else:
            count = 0
        edges.append(row[count].left)
    running = sum(after[0] - before[0] in _STEPS for before, after in pairwise(numbers))
    outside = numbers and max(head[-1].right for _, head in numbers) < min(edges)
    if not outside or running + 1 < max(_LEAST_NUMBERS, len(numbers) - 1):
        return list(glyphs)
    right = max(row[-1].right for row in rows)
    full = sum(row[-1].right > right - 2 * size_of(row) for row in rows)
    if 2 * full < len(rows):
        return list(glyphs)
    dropped = {id(glyph) for _, head in numbers for glyph in head}
    return [glyph for glyph in glyphs if id(glyph) not in dropped]
