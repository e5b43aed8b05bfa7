"""Rows that are lines with upright strokes between cells: Markdown, and what databases print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from fupin_extract.read.text_tables.shape import Rows, Seeker, TableLines, is_heading, row_of, trimmed
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

STROKES = "|｜│┃║"
# A stroke, or a backslash with what it takes the meaning from: a stroke in a cell.
_STROKE = compiled(rf"\\.|([{STROKES}])")
_ANY = compiled(f"[{STROKES}]")
# The line below the heading: | --- | :--: | or ---+---.
_DASHES = compiled(r"[ \t]*:?[-—–─━═]+:?[ \t]*")
_JOINTS = compiled(rf"[{STROKES}+┼╋╬├┤┣┫╠╣]")


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables with a line of dashes below their heading, a stroke at both ends of two lines, or a heading over two."""
    seeker, at = Seeker(text, lines, STROKES), 0
    while (at := seeker.line(at)) < len(lines):
        last = _end(text, lines, at)
        ruled = at + 1 < last and _is_rule(text, lines[at + 1])
        if ruled or _framed(text, lines[at:last]) or _headed(text, lines[at:last]):
            rows = _rows(text, lines[at:last])
            if rows and len(rows[0]) > 1:
                yield TableLines(at, last, rows)
        at = last


def _end(text: str, lines: Sequence[Span], first: int) -> int:
    """The line after the last with strokes; a new table begins where the line after next is one of dashes."""
    at = first + 1
    while at < len(lines) and (_has_stroke(text, lines[at]) or (at == first + 1 and _is_rule(text, lines[at]))):
        at += 1
    return at


def _has_stroke(text: str, line: Span) -> bool:
    return _ANY.search(text, *line) is not None


def _is_rule(text: str, line: Span) -> bool:
    start, end = trimmed(text, line)
    parts = _JOINTS.split(text[start:end].strip(f"{STROKES}+├┤┣┫╠╣"))
    return end > start and (len(parts) > 1 or text[start] in STROKES) and all(map(_DASHES.fullmatch, parts))


def _framed(text: str, lines: Sequence[Span]) -> bool:
    """Whether all lines begin and end with a stroke and have as many of them."""
    spans = [trimmed(text, line) for line in lines]
    counts = {len(_fields(text, line)) for line in lines}
    return len(lines) > 1 and len(counts) == 1 and all(text[a] in STROKES and text[b - 1] in STROKES for a, b in spans)


def _headed(text: str, lines: Sequence[Span]) -> bool:
    """Whether a heading of three columns stands over two lines with as many: 序号 | 任务 | 单位, without a frame."""
    counts = {len(_fields(text, line)) for line in lines}
    return len(lines) > 2 and len(counts) == 1 and max(counts) > 2 and is_heading(_texts(text, lines[0]))


def _texts(text: str, line: Span) -> list[str]:
    return [text[slice(*trimmed(text, field))] for field in _fields(text, line)]


def _rows(text: str, lines: Sequence[Span]) -> Rows:
    # A stroke alone has no cell.
    fields = [cells for line in lines if not _is_rule(text, line) and (cells := _fields(text, line))]
    return tuple(row_of(text, row, number) for number, row in enumerate(fields))


def _fields(text: str, line: Span) -> list[Span]:
    """The cells of a line: what strokes part; before the first and after the last there is one unless they frame it."""
    start, end = trimmed(text, line)
    strokes = [found.start() for found in _STROKE.finditer(text, start, end) if found[1]]
    edges = [start - 1, *strokes, end]
    if strokes and strokes[0] == start:
        edges = edges[1:]
    if strokes and strokes[-1] == end - 1:
        edges = edges[:-1]
    return [(left + 1, right) for left, right in pairwise(edges)]
