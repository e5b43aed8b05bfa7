"""The numbers and letters that a browser writes before the items of a list, as it shows them."""

from __future__ import annotations

import re
from collections.abc import Callable

from fupin_extract.read.web.tree import Box
from fupin_extract.text.patterns import compiled

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BY_TYPE = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = frozenset(["none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"])
# A number that somebody has written: the style sheet of the page then surely hides the browser's own.
_WRITTEN = compiled(
    r"\s*(?:[（(〔]?[\d一二三四五六七八九十]{1,3}[)）〕.．、]|[①-⑳]|第[\d一二三四五六七八九十百]{1,5}[章节条])"
)


def list_markers(items: list[Box]) -> dict[int, str]:
    """The marker of each item of a list, by its place; without those that show none.

    ``items`` are the ``li`` of one ``ol`` or ``ul``.
    """
    numbers = list(zip(items, _numbers(items), strict=True))
    written = bool(items) and all(_WRITTEN.match(_opening(item)) for item in items)
    if written:
        return {}
    markers = {item.start: _marker(number, _kind(item)) for item, number in numbers}
    return {place: marker for place, marker in markers.items() if marker}


def _numbers(items: list[Box]) -> list[int]:
    around = items[0].parent if items else None
    attributes = around.attributes if around is not None else {}
    backwards = "reversed" in attributes
    number = _integer(attributes.get("start")) or 0
    if "start" not in attributes or _integer(attributes.get("start")) is None:
        number = len(items) if backwards else 1
    numbers = []
    for item in items:
        given = _integer(item.attributes.get("value"))
        number = number if given is None else given
        numbers.append(number)
        number += -1 if backwards else 1
    return numbers


def _integer(text: str | None) -> int | None:
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match[1]) if match else None


def _kind(item: Box) -> str:
    """The type of an item's marker: its own, else that of the list."""
    for box in (item, item.parent):
        if box is None:
            continue
        styled = box.style("list-style-type") or next(
            (word for word in box.style("list-style").split() if word in _KINDS or word in _BULLETS), ""
        )
        if styled:
            return styled
        if given := box.attributes.get("type", "").strip():
            return _BY_TYPE.get(given, given.lower())
    return "decimal" if item.parent is not None and item.parent.tag == "ol" else "disc"


def _opening(item: Box) -> str:
    """The first text of an item."""
    stack = [item]
    while stack:
        box = stack.pop()
        if box.text.strip():
            return box.text
        stack.extend(reversed(box.children))
    return ""


def _marker(number: int, kind: str) -> str:
    if kind in _BULLETS:
        return ""
    if kind.startswith(("'", '"')):  # a text of its own
        return kind.strip("'\"")
    return _KINDS.get(kind, _decimal)(number)


def _decimal(number: int) -> str:
    return f"{number}. "


def _zeros(number: int) -> str:
    return f"{number:02d}. "


def _letters(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _alpha(number: int) -> str:
    return f"{_letters(number) or number}. "


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return _decimal(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return f"{text}. "


def _counted(number: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """A Chinese numeral up to 9999: 十二, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = True
    return text[1:] if text.startswith("一十") else text


def _chinese(number: int) -> str:
    return f"{_counted(number)}、"


def _chinese_formal(number: int) -> str:
    return f"{_counted(number, _FORMAL, ('', '拾', '佰', '仟'))}、"


def _chinese_digits(number: int) -> str:
    return f"{''.join(_DIGITS[int(digit)] for digit in str(abs(number)))}、"


def _cycle(signs: str, number: int) -> str:
    return f"{signs[(number - 1) % len(signs)] if number > 0 else number}、"


_KINDS: dict[str, Callable[[int], str]] = {
    "decimal": _decimal,
    "decimal-leading-zero": _zeros,
    "lower-alpha": _alpha,
    "lower-latin": _alpha,
    "upper-alpha": lambda number: _alpha(number).upper(),
    "upper-latin": lambda number: _alpha(number).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda number: _roman(number).upper(),
    "cjk-ideographic": _chinese,
    "simp-chinese-informal": _chinese,
    "trad-chinese-informal": _chinese,
    "simp-chinese-formal": _chinese_formal,
    "trad-chinese-formal": _chinese_formal,
    "cjk-decimal": _chinese_digits,
    "cjk-heavenly-stem": lambda number: _cycle(_STEMS, number),
    "cjk-earthly-branch": lambda number: _cycle(_BRANCHES, number),
}
