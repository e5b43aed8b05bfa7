"""Numbers in the style of one that is there already: 1, 01, （1）, 1., 一, ①."""

from __future__ import annotations

import re
from collections.abc import Callable

_FIGURES = re.compile(r"([^0-9]*)([0-9]+)([^0-9]*)")
_CHINESE = re.compile(r"(\W*)([一二三四五六七八九十百]+)(\W*)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SIGNS = "零一二三四五六七八九"


def numbered_like(sample: object) -> Callable[[int], int | str]:
    """What writes a number as the sample is written; plain figures where there is none."""
    if not isinstance(sample, str):
        return int
    if found := _FIGURES.fullmatch(sample.strip()):
        before, figures, behind = found.groups()
        wide = len(figures) if figures.startswith("0") or before or behind else 0
        if not wide:
            return str
        wide = len(figures) if figures.startswith("0") else 0
        return lambda number: f"{before}{number:0{wide}d}{behind}"
    if found := _CHINESE.fullmatch(sample.strip()):
        before, _, behind = found.groups()
        return lambda number: f"{before}{chinese(number)}{behind}"
    if sample.strip() in set(_CIRCLED):
        return lambda number: _CIRCLED[number - 1] if number <= len(_CIRCLED) else number
    return int


def chinese(number: int) -> str:
    """A number below ten thousand as it is counted: 十二, 一百零三."""
    said, zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += (_SIGNS[0] if zero and said else "") + _SIGNS[digit] + unit
        zero = not digit
    return said[1:] if said.startswith("一十") else said
