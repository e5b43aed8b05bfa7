"""The markers that lines start with, as far as the lines before tell: which numbers count, which a line end has cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from fupin_extract.outline.model import Line, Marker
from fupin_extract.outline.numbering import Styles

# How many numbers may be missing before one that counts only where it carries the numbering on.
_MISSING = 3
# More figures stand in no half of a number.
_MOST_FIGURES = 4


def line_markers(lines: Sequence[Line], styles: Styles, cut: Mapping[int, Marker]) -> list[Marker | None]:
    """The marker of each open line; ``cut`` are those of lines that hold the first half of a number alone.

    A number too large to be sure (2025、2026年…) counts where it carries on the numbering of the lines before.
    """
    markers: list[Marker | None] = []
    last: dict[str, int] = {}
    halved = False
    for line in lines:
        marker = styles.at(line.text, 0) if line.label is None and not halved else None
        if line.label is None and (line.text or not halved):
            halved = line.start in cut
            marker = cut.get(line.start, marker)
        if marker is not None and not marker.sure and not 0 < marker.number - last.get(marker.style, 0) <= _MISSING:
            marker = None
        if marker is not None:
            last[marker.style] = marker.number
        markers.append(marker)
    return markers


def cut_numbers(lines: Sequence[Line], styles: Styles) -> dict[int, Marker]:
    """The marker that a line of figures is with the line below it (``1``, ``0.加强监测``), by where that line starts.

    A line end has cut a number where the whole is the next of its style, and its second half alone is not.
    """
    printed = [line for line in lines if line.text]
    if not any(_figures(line) for line in printed):
        return {}
    found: dict[int, Marker] = {}
    last: dict[str, int] = {}
    for above, below in pairwise(printed):
        marker = styles.at(below.text, 0)
        if marker is not None and _figures(above) and below.text[0].isdecimal():
            whole = styles.at(above.text + below.text, 0)
            if whole and whole.style == marker.style and whole.number == last.get(whole.style, -1) + 1 != marker.number:
                found[above.start] = marker = whole
        if marker is not None:
            last[marker.style] = marker.number
    return found


def _figures(line: Line) -> bool:
    return len(line.text) <= _MOST_FIGURES and line.text.isdecimal()
