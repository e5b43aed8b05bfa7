"""The markers that lines start with, as far as the lines before tell: which numbers count, which a line end has cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from fupin_extract.outline.model import Line, Marker, open_lines
from fupin_extract.outline.numbering import Styles
from fupin_extract.text.patterns import compiled

# How far one looks for the next number of a style, in lines.
_NEAR = 60
_TWO_DEEP = compiled(r"\d{1,2}[.]\d")
_FIGURES = compiled(r"\d+")
# More figures stand in no half of a number.
_MOST_FIGURES = 4


def line_markers(lines: Sequence[Line], styles: Styles, cut: Mapping[int, Marker]) -> list[Marker | None]:
    """The marker of each open line; ``cut`` are those of lines that hold the first half of a number alone.

    A number that is not sure (2025、2026年…; 6.70岁以上) counts where it carries on the numbering of the lines before.
    """
    seen = _seen(lines, styles, cut)
    markers: list[Marker | None] = []
    last: dict[str, int] = {}
    for i, marker in enumerate(seen):
        counts = marker is not None and (
            marker.sure or _carries_on(marker, styles, last, islice(seen, i + 1, i + _NEAR))
        )
        markers.append(marker if counts else None)
        if marker is not None and counts:
            last[marker.style] = marker.number
    return markers


def _seen(lines: Sequence[Line], styles: Styles, cut: Mapping[int, Marker]) -> list[Marker | None]:
    """What each open line starts with, sure or not."""
    seen: list[Marker | None] = []
    halved = False
    for line in lines:
        marker = styles.at(line.text) if line.label is None and not halved else None
        if line.label is None and (line.text or not halved):
            halved = line.start in cut
            marker = cut.get(line.start, marker)
        seen.append(marker)
    return seen


def _carries_on(marker: Marker, styles: Styles, last: Mapping[str, int], ahead: Iterable[Marker | None]) -> bool:
    """Whether a marker that is not sure is the next of its style, and the next line of it does not say otherwise."""
    if not 0 < marker.number - last.get(marker.style, 0) <= marker.gap:
        return False
    if marker.gap > 1 or styles.by_id[marker.style].depth:
        return True
    after = next((m for m in ahead if m is not None and m.style == marker.style), None)
    if marker.number == 1:
        return after is not None and after.number == 2
    return after is None or after.number != marker.number


def is_decimal(lines: Sequence[Line], styles: Styles) -> bool:
    """Whether a decimal numbering (1.1, 1.2, 2.1) runs through the lines, at two depths or more.

    ``styles`` are those with the decimal ones.
    """
    if sum([_TWO_DEEP.match(line.text) is not None for line in lines if line.text[:1].isdecimal()]) < 2:
        return False
    last: tuple[int, ...] = ()
    carried, depths = 0, set[int]()
    for line in lines:
        if line.label is not None or not (marker := styles.at(line.text)):
            continue
        style = styles.by_id[marker.style]
        depths.add(style.depth or int(style.row))
        if style.depth > 1:
            numbers = tuple(map(int, _FIGURES.findall(line.text[: marker.end])))
            carried += numbers[-1] == 1 or numbers == _next_of(last[: len(numbers)])
            last = numbers
    return carried > 1 and len(depths) > 1


def _next_of(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return (*numbers[:-1], numbers[-1] + 1) if numbers else ()


def cut_numbers(lines: Sequence[Line], styles: Styles) -> dict[int, Marker]:
    """The marker that a line of figures is with the line below it (``1``, ``0.加强监测``), by where that line starts.

    A line end has cut a number where the whole is the next of its style, and its second half alone is not.
    """
    printed = [line for line in open_lines(lines) if line.text]
    if not any(map(_figures, printed)):
        return {}
    found: dict[int, Marker] = {}
    last: dict[str, int] = {}
    for above, below in pairwise(printed):
        marker = styles.at(below.text)
        if marker is not None and _figures(above) and below.text[0].isdecimal():
            whole = styles.at(above.text + below.text)
            if whole and whole.style == marker.style and whole.number == last.get(whole.style, -1) + 1 != marker.number:
                found[above.start] = marker = whole
        if marker is not None:
            last[marker.style] = marker.number
    return found


def _figures(line: Line) -> bool:
    return len(line.text) <= _MOST_FIGURES and line.text.isdecimal()
