"""The measures of a row of a table: 1.…；2.…；3.… in one cell, on lines of their own or in one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.outline.model import Marker, Node
from fupin_extract.outline.numbering import Styles
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import STRETCH_ENDS

_EMPTY = Mapped("", range(0))


def split_measures(paragraphs: Sequence[Mapped], styles: Styles) -> tuple[list[Mapped], list[Node]]:
    """The paragraphs before the first measure, and the measures, which run from 1 to at least 2 in one style."""
    found = [(i, marker) for i, paragraph in enumerate(paragraphs) for marker in _markers(paragraph.text, styles)]
    run = next((run for at in range(len(found)) if len(run := _run(found[at:])) > 1), [])
    if not run:
        return list(paragraphs), []
    (line, first), nodes = run[0], []
    own = [*paragraphs[:line], paragraphs[line][: first.start]] if first.start else list(paragraphs[:line])
    for n, (i, marker) in enumerate(run):
        last, end = (run[n + 1][0], run[n + 1][1].start) if n + 1 < len(run) else (len(paragraphs) - 1, None)
        parts = [
            paragraphs[k][(marker.end if k == i else 0) : (end if k == last else None)] for k in range(i, last + 1)
        ]
        node = Node("", None, 0, marker.style, marker.number, row=False, marker=_EMPTY, title=_EMPTY, body=[])
        node.marker = paragraphs[i][marker.start : marker.end]
        node.body = [part for part in map(_stripped, parts) if part.text]
        nodes.append(node)
    return own, nodes


def _run(found: Sequence[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """From a first number on those of its style that follow one another."""
    run: list[tuple[int, Marker]] = []
    for place, marker in found:
        if not run and marker.number != 1:
            return []
        if not run or (marker.style == run[0][1].style and marker.number == run[-1][1].number + 1):
            run.append((place, marker))
    return run


def _markers(text: str, styles: Styles) -> Iterator[Marker]:
    """The markers at the start of a paragraph, and behind a stop in it."""
    if (first := styles.at(text)) is not None:
        yield first
    for marker in styles.inside(text, first.end if first else 0):
        before = text[: marker.start].rstrip()
        if marker.start and (not before or before[-1] in STRETCH_ENDS):
            yield marker


def _stripped(part: Mapped) -> Mapped:
    left = len(part.text) - len(part.text.lstrip())
    return part[left : len(part.text.rstrip())]
