"""What belongs to the pages of a file and not to its text: their numbers, and heads that run through them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from fupin_extract.read.layout.drawn import PrintedLine
from fupin_extract.read.layout.laid import LaidPage

# — 19 —, - 14 -, ·3·, 第3页 共9页, 3/9, Page 3 of 9.
_DASHED = re.compile(r"[-‐–—―－─_·•~～]+\s*(?P<number>\d{1,4})\s*[-‐–—―－─_·•~～]+")
_NAMED = re.compile(
    r"第\s*(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页(?:\s*[,，/／（(]?\s*共\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页[)）]?)?"
    r"|(?:Page\s*)(\d{1,4})(?:\s*of\s*\d{1,4})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<number>\d{1,4})(?:\s*[/／]\s*\d{1,4})?")
_NUMBER = re.compile(r"\d+")
# Numbers, heads and feet are among so many lines at each end of a page, in so much of its height; heads and feet, which
# look like any text, in less of it.
_LINES, _ZONE, _HEAD_ZONE = 3, 0.2, 0.12
# Points that a head may be higher or lower on one page than on another.
_PLACE = 4.0

_Place = tuple[str, int] | None


def without_furniture(pages: Sequence[LaidPage]) -> list[LaidPage]:
    """The pages without their numbers and running heads."""
    edges = [list(_edges(page)) for page in pages]
    heads = _running(edges)
    offsets = Counter(
        int(match["number"]) - at
        for at, lines in enumerate(edges)
        for line, _ in lines
        if (match := _BARE.fullmatch(line.text))
    )
    steady = {offset for offset, count in offsets.items() if count > 1}
    cleared = []
    for at, (page, lines) in enumerate(zip(pages, edges, strict=True)):
        dropped = set()
        for line, place in lines:
            bare = _BARE.fullmatch(line.text)
            numbered = bare and (int(bare["number"]) - at in steady)
            if _DASHED.fullmatch(line.text) or _NAMED.fullmatch(line.text) or numbered or place in heads:
                dropped.add(id(line))
        cleared.append(page._replace(items=tuple(item for item in page.items if id(item) not in dropped)))
    return cleared


def _edges(page: LaidPage) -> Iterator[tuple[PrintedLine, _Place]]:
    """The lines at the ends of a page, each with what it looks like there: its text without numbers, its height."""
    printed = [item for item in page.items if isinstance(item, PrintedLine)]
    lines = sorted((line for line in printed if not line.turned), key=lambda line: line.top)
    top, bottom = page.box[1], page.box[3]
    zone, heads = _ZONE * (bottom - top), _HEAD_ZONE * (bottom - top)
    for line in printed:
        if line.turned:  # the number of a page among landscape ones, at a side of this one
            yield line, (_NUMBER.sub("#", line.text), round(line.left / _PLACE))
    for line in lines[:_LINES]:
        if line.bottom < top + zone:
            height = round((line.top - top) / _PLACE)
            yield line, (_NUMBER.sub("#", line.text), height) if line.bottom < top + heads else None
    for line in lines[-_LINES:]:
        if line.top > bottom - zone:
            height = -round((bottom - line.bottom) / _PLACE) - 1
            yield line, (_NUMBER.sub("#", line.text), height) if line.top > bottom - heads else None


def _running(edges: Sequence[Sequence[tuple[PrintedLine, _Place]]]) -> set[_Place]:
    """What stands at one place on two pages in five, left and right ones by turns among them, and on two at least."""
    seen = Counter(place for lines in edges for place in {place for _, place in lines if place and place[0] != "#"})
    return {place for place, count in seen.items() if count > 1 and 5 * count >= 2 * len(edges)}
