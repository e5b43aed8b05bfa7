"""What belongs to the pages of a file and not to its text: their numbers, and heads that run through them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from fupin_extract.read.layout.drawn import PrintedLine
from fupin_extract.read.layout.laid import LaidPage
from fupin_extract.text.patterns import compiled

# — 19 —, - 14 -, ·3·, 第3页 共9页, 3/9, Page 3 of 9.
_DASHED = compiled(r"[-‐–—―－─_·•~～]+\s*\d{1,4}\s*[-‐–—―－─_·•~～]+")
_PAGE = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页"
_NAMED = re.compile(
    rf"第\s*{_PAGE}(?:[\s,，/／（(]*共\s*{_PAGE}[)）]?)?|Page\s*\d{{1,4}}(?:\s*of\s*\d{{1,4}})?", re.IGNORECASE
)
_BARE = compiled(r"(\d{1,4})(?:\s*[/／]\s*\d{1,4})?")
_NUMBER = compiled(r"\d+")
# What counts attachments, tables or parts, and not pages.
_OF_TEXT = compiled("[附表图第]")
# Numbers, heads and feet are among so many lines at each end of a page, in so much of its height; heads and feet, which
# look like any text, in less of it.
_LINES, _ZONE, _HEAD_ZONE = 3, 0.2, 0.12
# Points that a head may be higher or lower on one page than on another.
_PLACE = 4.0
# A line so much higher than most is a title, which a table may have on each page: it is read once.
_TITLE = 1.2

# What a line looks like, and how high it stands.
_Look = tuple[str, int]


def without_furniture(pages: Sequence[LaidPage]) -> list[LaidPage]:
    """The pages without their numbers and running heads."""
    edges = [list(_edges(page, at)) for at, page in enumerate(pages, 1)]
    heads = _running(edges)
    counted = Counter(
        int(match[1]) - at
        for at, lines in enumerate(edges, 1)
        for line, _ in lines
        if (match := _BARE.fullmatch(line.text))
    )
    heights = [item.bottom - item.top for page in pages for item in page.items if isinstance(item, PrintedLine)]
    title = _TITLE * median(heights) if heights else 0.0
    seen: set[_Look] = set()
    cleared = []
    for at, (page, lines) in enumerate(zip(pages, edges, strict=True), 1):
        dropped = set()
        for line, looks in lines:
            bare = _BARE.fullmatch(line.text)
            again = heads & looks
            first = line.bottom - line.top > title and not seen & again
            seen |= again
            if (
                _DASHED.fullmatch(line.text)
                or _NAMED.fullmatch(line.text)
                or (bare and counted[int(bare[1]) - at] > 1)
                or (again and not first)
            ):
                dropped.add(id(line))
        cleared.append(page._replace(items=tuple(item for item in page.items if id(item) not in dropped)))
    return cleared


def _edges(page: LaidPage, at: int) -> Iterator[tuple[PrintedLine, set[_Look]]]:
    """The lines at the ends of a page, each with what it looks like; nothing where it is too far in to be a head."""
    printed = [item for item in page.items if isinstance(item, PrintedLine)]
    lines = sorted((line for line in printed if not line.turned), key=lambda line: line.top)
    top, bottom = page.box[1], page.box[3]
    zone, heads = _ZONE * (bottom - top), _HEAD_ZONE * (bottom - top)
    for line in printed:
        if line.turned:  # the number of a page among landscape ones, at a side of this one
            yield line, _looks(line.text, line.left, at)
    for line in lines[:_LINES]:
        if line.bottom < top + zone:
            yield line, _looks(line.text, line.top - top, at) if line.bottom < top + heads else set()
    for line in lines[-_LINES:]:
        if line.top > bottom - zone:
            yield line, _looks(line.text, line.bottom - bottom - 1, at) if line.top > bottom - heads else set()


def _looks(text: str, height: float, at: int) -> set[_Look]:
    """The text as it stands, and with one of its numbers counted from that of the page."""
    if _BARE.fullmatch(text):
        return set()
    place = round(height / _PLACE)
    looks = {(text, place)}
    if not _OF_TEXT.match(text):
        for number in _NUMBER.finditer(text):
            start, end = number.span()
            looks.add((f"{text[:start]}#{int(number[0][:6]) - at}{text[end:]}", place))
    return looks


def _running(edges: Sequence[Sequence[tuple[PrintedLine, set[_Look]]]]) -> set[_Look]:
    """What stands at one place on two pages in five, left and right ones by turns among them, and on two at least."""
    seen = Counter(look for lines in edges for look in {look for _, looks in lines for look in looks})
    return {look for look, count in seen.items() if count > 1 and 5 * count >= 2 * len(edges)}
