"""How high a row has to be: spreadsheets do not reckon that for wrapped Chinese text that a program has written."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

# What a row can be at most, in points.
MOST = 409.0
# The sizes of type that are tried, in points; a line of Chinese fonts is up to 1.45 times as high.
SIZES = (10, 9, 8)
_LEADING = 1.45
_PADDING = 4.0
# The figures of the workbook's own font that fill the width of a column of one, in pixels, and a point in pixels.
_DIGIT, _MARGIN, _POINT = 7, 8, 96 / 72
# A mark that must not begin a line, or a number, takes what is before it along: so much, less in a narrow column.
_TAKEN_ALONG = 2
_NARROW = 12


def columns(text: str) -> int:
    """How wide a text is, a Chinese character as two; marks that are wide in Chinese fonts only (“ … ①) are so too."""
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def room(width: float, size: int) -> int:
    """How many half characters of a size a line of a column holds."""
    return max(int((width * _DIGIT - _MARGIN) / (size * _POINT / 2)), 2)


def lines(text: str, room: int) -> int:
    """How many lines a text takes."""
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    count = 0
    full = room - _TAKEN_ALONG if room >= _NARROW else room
    for line in text.split("\n"):
        wide = columns(line)
        count += 1 if wide <= room else ceil(wide / full)
    return count


def height(count: int, size: int) -> float:
    """How high so many lines are, in points."""
    return count * size * _LEADING + _PADDING


def most_lines(size: int) -> int:
    """How many lines the highest row holds."""
    return int((MOST - _PADDING) / (size * _LEADING))


def pieces(text: str, room: int, most: int) -> Iterator[str]:
    """The text cut so that no piece takes more than so many lines, behind a sentence where one ends near."""
    start = 0
    # So many characters take more lines whatever stands in them: each line may end in a break.
    while lines(window := text[start : start + most * (room + 1) + 1], room) > most:
        end = _longest(window, room, most)
        near = max(window.rfind(mark, end * 2 // 3, end) for mark in "\n。；")
        end = near + 1 if near > 0 else end
        yield window[:end].rstrip("\n")
        start += end
    if window or not start:
        yield window


def _longest(text: str, room: int, most: int) -> int:
    """How many characters of a text that takes more lines fit on so many."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle], room) <= most else (low, middle - 1)
    return low


def fits(text: str, width: float, size: int) -> bool:
    """Whether the highest row of a column holds a text in a size."""
    return lines(text, room(width, size)) <= most_lines(size)


def cut_to(text: str, room: int, most: int, ending: str) -> str:
    """The text with the ending for what does not fit on so many lines."""
    if lines(text, room) <= most:
        return text
    end = _longest(text, room, most)
    while end > 1 and lines(text[:end] + ending, room) > most:
        end -= 1
    return text[:end] + ending
