"""Quantities as notices write them: 至少50%, 1-2门, 6、18个月以上, 1000元/人, 近10亿元, 三分之一, 翻一番.

``quantities`` is a recogniser of its own: it knows numbers, units and the comparators that stand next to a number, and
nothing of what a text is about. It reads folded text (``fold``) in one pass and looks only a few characters around each
number, so it is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from fupin_extract.records.notice import Comparator
from fupin_extract.text.patterns import compiled
from fupin_extract.values.measures import Measures, Unit
from fupin_extract.values.numerals import NUMBER, to_number
from fupin_extract.values.quantity import Quantity
from fupin_extract.values.rates import RATE, end_of_per

_NUMBER = compiled(NUMBER)
_DOUBLED = compiled("翻([一两二三])番")
_DASH = compiled(" ?(?:（不?含）)?(?:-{1,2}|—{1,2}|~|至|到) ?")
_LIST = compiled(" ?(?:、|和|或|及|以及|或者|/) ?")
_SLASH = compiled("/每?|·|每")
# What that which a quantity is counted for stands behind.
_OVER = ("/", "每")
_BRACKETED = compiled("/（([^（）]{1,12})）")
# What a range shares: the 百万 of 3百万; a word such as 万一 has no figure before it.
_SCALE = compiled("(?<=[0-9一二三四五六七八九十两百千余多])[百千]?[万亿萬億]+$")
_YEAR = compiled(r"(?:19|20)\d\d|[一二][〇零九]..")
# C919, H5页面
_TYPE = compiled("(?:^|[^A-Za-z])[A-Z]$")
_BELOW_ZERO = compiled(r"(?:^|[^\d%])-$")
_DEGREES = ("℃", "°C", "摄氏度")
_FEW = {c: i for i, c in enumerate("一两三四五六七八九", 1)} | {"二": 2}


def quantities(text: str, measures: Measures) -> list[Quantity]:
    """The quantities of a folded text in order, bare numbers in digits among them (``unit`` None); none overlap."""
    pieces: list[Quantity] = []
    at = reached = 0
    # To find first where one may begin spares every other place its many spellings.
    while first := measures.number_begins.search(text, at):
        match = _NUMBER.match(text, first.start())
        at = match.end() if match else first.end()
        # The 半 of 1个半小时 is part of the unit before it.
        if match and match.start() >= reached and (piece := _piece(text, match, measures)) is not None:
            pieces.append(piece)
            reached = piece.end
    if not pieces and "翻" not in text:
        return []
    pieces = _ranges(text, pieces)
    _share_units(text, pieces)
    _compare(text, pieces, measures)
    counting = [piece for piece in pieces if _counts(piece)]
    return sorted([*counting, *_doubled(text)], key=attrgetter("start")) if "翻" in text else counting


def _counts(piece: Quantity) -> bool:
    if piece.unit in ("日", "月"):
        # 30日内 is a period, 30日 a day of the month.
        return piece.marked
    return piece.unit is not None or piece.written == "digits" or piece.kind == "share" or piece.scale > 1


def _piece(text: str, match: re.Match[str], measures: Measures) -> Quantity | None:
    """A number and what stands directly behind it; None for a year, a date and what is no number."""
    start, end = match.span()
    if "A" <= text[start - 1 : start] <= "Z" and _TYPE.search(text, max(0, start - 2), start):
        return None
    raw = match[0]
    try:
        value = to_number(raw)
    except ValueError:
        return None
    written = "digits" if raw[0].isascii() else "words"
    base = Quantity(start, end, start, end, value, None, None, written)
    if len(raw) > 1:
        base.scale = _scale(raw)
        base.approximate = "余" in raw or "多" in raw
        if "分之" in raw or "/" in raw or raw == "一半":
            return _share(base, raw)
    # 一层 is a word, 二十层 a count as 20层 is.
    found = _unit(text, end, measures, written if len(raw) == 1 else "digits")
    if found is None and (rate := RATE.match(text, end)):
        return replace(base, kind="share", per=rate[1], end=rate.end(), unit_end=rate.end())
    if found is None:
        year = _is_year(raw) and not _begins_range(text, end, measures)
        return None if _dated(text, start, end) or year else base
    unit, end, approximate, half = found
    if (unit.name == "年" and _is_year(raw)) or (unit.name == "日" and text[start - 1 : start] == "月"):
        return None
    if unit.kind == "per":
        return None
    base.end, base.unit, base.kind = end, unit.record, unit.kind
    base.value = (value + half) * unit.factor
    base.approximate = base.approximate or approximate
    if unit.record in _DEGREES and _BELOW_ZERO.search(text, max(0, start - 2), start):
        base.start, base.at, base.value = start - 1, start - 1, -base.value
    _add_per(text, base, measures)
    base.unit_end = base.end
    return base


def _begins_range(text: str, end: int, measures: Measures) -> bool:
    """Whether what looks like a year is the first of two numbers with a unit: 2000-10000元."""
    dash = _DASH.match(text, end)
    number = dash and _NUMBER.match(text, dash.end())
    unit = measures.unit(text, number.end(), "digits") if number else None
    return unit is not None and unit.kind != "time"


def _is_year(raw: str) -> bool:
    return len(raw) == 4 and _YEAR.fullmatch(raw) is not None


def _share(base: Quantity, raw: str) -> Quantity:
    for sign, unit, times in (("百分之", "%", 100), ("千分之", "‰", 1000)):
        if raw.startswith(sign):
            base.value, base.unit = round(base.value * times, 9), unit
    if raw == "一半":
        base.value, base.unit = base.value * 100, "%"
    base.kind = "share"
    return base


def _dated(text: str, start: int, end: int) -> bool:
    """Whether a bare number is a month, a day, a year's short form or a document's number."""
    return text[end : end + 1] in ("月", "号", "年") or text[start - 1 : start] in ("月", "〔", "[", "【", "第")


def _unit(text: str, end: int, measures: Measures, written: str) -> tuple[Unit, int, bool, float] | None:
    """The unit behind a number: itself, where it ends, whether 余 or 多 stood before it, and the half behind it."""
    at = end + (text[end : end + 1] == " ")
    approximate = text[at : at + 1] in ("余", "多", "来")
    unit = measures.unit(text, at + approximate, written)
    if unit is None:
        return None
    at += approximate + len(unit.name)
    if unit.name[1:2] == "半":
        return replace(unit, name=unit.name, record=unit.name.replace("半", "")), at, approximate, 0.5
    part = _part(text, at, unit)
    return unit, at + (part > 0), approximate, part


def _part(text: str, at: int, unit: Unit) -> float:
    """What one more character behind the unit adds: 一年半, 三斤半, 七成六."""
    char, then = text[at : at + 1], text[at + 1 : at + 2]
    if unit.name == "成" and char in _FEW:
        return _FEW[char] / 10
    return 0.5 if unit.halved and char == "半" and then not in ("年", "天", "月", "数", "径", "岛") else 0.0


def _add_per(text: str, piece: Quantity, measures: Measures) -> None:
    """Take in what stands behind the slash: 元/人, 元/人·月 (of two, the time)."""
    if not text.startswith(_OVER, piece.end):
        return
    names = _bracketed(text, piece, measures)
    while len(names) < 3 and (slash := _SLASH.match(text, piece.end)):
        alone = (slash.group() == "每" and piece.kind != "money") or (slash.group() == "·" and not names)
        if alone or (end := end_of_per(text, slash.end(), measures)) == slash.end():
            break
        names.append(text[slash.end() : end])
        piece.end = end
    if names:
        piece.per = next((name for name in names if name[-1] in "年月天日季时度期周"), names[0])


def _bracketed(text: str, piece: Quantity, measures: Measures) -> list[str]:
    """The units in a bracket behind the slash, which the piece takes in: 元/（人·月）; none where one is no unit."""
    found = _BRACKETED.match(text, piece.end)
    names = found[1].split("·") if found else []
    units = [measures.unit(name, 0, "digits") for name in names]
    if found is None or [unit and unit.name for unit in units] != names:
        return []
    piece.end = found.end()
    return names


def _ranges(text: str, pieces: Iterable[Quantity]) -> list[Quantity]:
    """Two pieces with a dash between them made one: 1-2门, 30%—50%, 10—30万元; and 三五个."""
    out: list[Quantity] = []
    for piece in pieces:
        if out and piece.unit and (joined := _range(text, out[-1], piece)):
            out[-1] = joined
        else:
            out.append(piece)
    return out


def _range(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    if low.value_max is not None or (low.unit and low.unit != high.unit):
        return None
    if low.end == high.start:
        few = [_FEW.get(text[q.at]) if q.at + 1 <= low.end or q is high else None for q in (low, high)]
        if None in few or low.unit or low.end - low.at != 1 or high.value >= 10 or low.value >= high.value:
            return None
    elif not _DASH.fullmatch(text, low.end, high.start):
        return None
    value = _scaled(low, high)
    if value >= high.value:
        return None
    high.start, high.at, high.written = low.start, low.at, low.written
    high.comparator, high.value, high.value_max = "range", value, high.value
    return high


def _scaled(low: Quantity, high: Quantity) -> float:
    """The value of the first of two numbers that share a unit, and its 万 too: 10 of 10—30万元 is 100000."""
    if low.unit or low.scale > 1:
        return low.value
    # 一百二十到一百五十万 shares its 万, 二到三百万 its 百万.
    scales = (high.scale, 10**8 if high.scale % 10**8 == 0 else 10**4 if high.scale > 1 else 1)
    return next((low.value * s for s in scales if low.value * s < high.value), low.value)


def _scale(raw: str) -> int:
    found = _SCALE.search(raw) if raw[-1] in "万亿萬億" else None
    return int(to_number(found.group())) if found else 1


def _share_units(text: str, pieces: Sequence[Quantity]) -> None:
    """Give a number of a list the unit that closes the list: 6、18个月; 3个、5个和8个工作日."""
    for piece, nearest in zip(pieces[-2::-1], pieces[:0:-1], strict=True):
        if _lacks(piece, nearest) and _LIST.fullmatch(text, piece.end, nearest.start):
            piece.value = _scaled(piece, nearest)
            piece.unit, piece.kind, piece.per = nearest.unit, nearest.kind, nearest.per


def _lacks(piece: Quantity, nearest: Quantity) -> bool:
    """Whether the number wants the unit of the one behind it."""
    if not nearest.unit or piece.written != nearest.written:
        return False
    bare = piece.unit is None and piece.kind is None
    return bare or (piece.unit == "个" and nearest.unit.startswith("个") and nearest.unit != "个")


def _compare(text: str, pieces: Sequence[Quantity], measures: Measures) -> None:
    """Take in the comparators next to numbers; one before a list and one that closes it count for all of it."""
    last: Quantity | None = None
    for piece in pieces:
        if piece.unit is None and not _counts(piece):
            last = piece
            continue
        piece.joined = last is not None and _listed(text, last, piece)
        _take_comparators(text, piece, measures, last.end if last else 0)
        if last and piece.joined and not piece.marked and last.start < last.at:
            _set_sign(piece, last.comparator)
            piece.approximate = last.approximate
        last = piece
    for before, after in zip(pieces[-2::-1], pieces[:0:-1], strict=True):
        closes = after.marked and after.joined and after.start == after.at and not before.marked
        if closes and _LIST.fullmatch(text, before.end, after.start):
            _set_sign(before, after.comparator)
            before.marked = True


def _listed(text: str, before: Quantity, after: Quantity) -> bool:
    return before.kind == after.kind and before.kind is not None and bool(_LIST.fullmatch(text, before.end, after.at))


def _set_sign(piece: Quantity, sign: Comparator) -> None:
    if piece.comparator != "range":
        piece.comparator = sign


def _take_comparators(text: str, piece: Quantity, measures: Measures, left: int) -> None:
    ahead = measures.ahead(text, left, piece.start)
    behind = measures.behind(text, piece.end)
    if ahead is None and behind is None:
        return
    # What stands before the number is the stronger: 不超过5个以上 is a slip.
    for found in (behind, ahead):
        if found is not None:
            piece.start, piece.end = min(piece.start, found.start), max(piece.end, found.end)
            piece.approximate = piece.approximate or found.approximate
            piece.marked = True
            if found.sign:
                _set_sign(piece, found.sign)


def _doubled(text: str) -> list[Quantity]:
    """翻一番 is twice as much, 翻两番 four times."""
    return [
        Quantity(m.start(), m.end(), m.start(), m.end(), 2.0 ** _FEW[m.group(1)], "倍", "multiple", "words")
        for m in _DOUBLED.finditer(text)
    ]
