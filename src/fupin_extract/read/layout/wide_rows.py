"""Rows over the whole width of a table that is open at its sides (一、产业发展): no rule down joins what they part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fupin_extract.read.layout.drawn import Glyph, Stroke

Rules = tuple[list[Stroke], list[Stroke]]
"""The rules across and down of a table."""

# In points. Rules end at one place where they are so near; a row of one cell is no higher; a table is open where its
# rules across run so much further.
_ONE, _HIGHEST, _OPEN = 4.5, 45.0, 8.0


def united(groups: Iterable[Rules], glyphs: Sequence[Glyph]) -> Iterator[Rules]:
    """The groups of rules that meet, those joined between which nothing but rows of one cell stands."""
    chain: list[Rules] = []
    for group in sorted((g for g in groups if g[0]), key=lambda g: min(g[0])):
        if chain and not _is_row(max(chain[-1][0]), min(group[0]), glyphs):
            if not group[1] and any(down for _, down in chain):
                continue  # an underline
            yield from _tables(chain)
            chain = []
        chain.append(group)
    yield from _tables(chain)


def _tables(chain: Sequence[Rules]) -> Iterator[Rules]:
    """The tables of groups between which there are rows of one cell; a table that is open has such at its ends too."""
    table: Rules | None = None
    alone: list[Stroke] = []
    for across, down in chain:
        if not down:
            alone += across
        elif table is not None and _same_columns(table[1], down):
            table, alone = ([*table[0], *alone, *across], [*table[1], *down]), []
        else:
            if table is not None:
                yield table
            table, alone = ([*alone, *across] if _is_open(across, down) else across, down), []
    if table is not None:
        yield ([*table[0], *alone], table[1]) if _is_open(*table) else table


def _is_open(across: Sequence[Stroke], down: Sequence[Stroke]) -> bool:
    """Whether no rules down close a table at its sides."""
    return min(down).at - min(s.start for s in across) > _OPEN and max(s.end for s in across) - max(down).at > _OPEN


def _is_row(above: Stroke, below: Stroke, glyphs: Sequence[Glyph]) -> bool:
    """Whether two rules of one length have text between them, and no more than a row."""
    alike = abs(above.start - below.start) <= _ONE and abs(above.end - below.end) <= _ONE
    if not alike or not 0 < below.at - above.at <= _HIGHEST:
        return False
    return any(
        above.at < glyph.middle[1] < below.at and above.start <= glyph.middle[0] <= above.end for glyph in glyphs
    )


def _same_columns(above: Sequence[Stroke], below: Sequence[Stroke]) -> bool:
    fewer, more = sorted(({round(s.at) for s in above}, {round(s.at) for s in below}), key=len)
    return all(any(abs(at - other) <= _ONE for other in more) for at in fewer)
