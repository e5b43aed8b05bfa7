"""Numbers as notices write them: 1.2万, 5，000, 2亿3000万, 三百, 二〇二五, 十分之一, 贰拾伍, 半.

Made for folded text (``fold``): digits are half width and the comma between thousands is ``，``. ``NUMBER`` matches
one number, ``to_number`` reads it. Two bare figures side by side (三四个, 十二五) are no number of two figures:
``NUMBER`` stops between them. Every repetition is bounded, so that a pattern built on ``NUMBER`` stays linear on any
run of figures.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from fupin_extract.text.patterns import compiled

_FIGURES = "一二三四五六七八九"
# 伍, 陆 and 拾 are figures only among others of their kind: 队伍, 大陆 and 收拾 are words.
_FIGURE = rf"(?:[{_FIGURES}两兩俩壹贰貳叁肆柒捌玖]|[伍陆陸](?=[拾佰仟万萬亿億])|(?<=[拾佰仟零])[伍陆陸])"
_ZERO = "[零〇]"
_TEN = rf"(?:{_FIGURE}?(?:十|(?<=[壹贰貳叁肆伍陆陸柒捌玖])拾)|[廿卅])"
# 百 of 百分点 and 千 of 千瓦 belong to the unit.
_HUNDRED = "(?:[百佰](?!分[之点比数制]))"
_THOUSAND = "(?:[千仟](?![瓦克伏卡兆赫]))"
_SECTION = rf"(?:{_FIGURE}?{_THOUSAND})?{_ZERO}?(?:{_FIGURE}?{_HUNDRED})?{_ZERO}?{_TEN}?{_FIGURE}?"
_SOME = "[余多]?"
# 二〇二五: figures without multipliers, three of them or more.
_POSITIONAL = rf"[{_FIGURES}〇零]{{3,8}}(?![{_FIGURES}〇零十百千])"
_DECIMAL = rf"[{_FIGURES}〇零十]{{1,3}}[点點][{_FIGURES}〇零]{{1,6}}[千]?[万萬]?[亿億]?"
# Most are one figure with none of these behind it (一 of 一次), which is soon told.
_LONE = rf"[{_FIGURES}](?![{_FIGURES}两兩俩壹贰貳叁肆伍陆陸柒捌玖〇零十拾廿卅百佰千仟万萬亿億余多点點])"

CHINESE = (
    rf"(?=[零〇十廿卅万萬亿億]|{_FIGURE}|{_HUNDRED}|{_THOUSAND})"
    rf"(?>{_LONE}|{_POSITIONAL}|{_DECIMAL}|(?:{_SECTION}{_SOME}[万萬]?[亿億])?{_ZERO}?(?:{_SECTION}{_SOME}[万萬])?{_ZERO}?{_SECTION})"
)
"""A Chinese numeral: 三百, 一千二百万, 二〇二五, 三点五亿, 百 (of 百个)."""

_PLAIN = r"(?:\d{1,3}(?:，\d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,9}(?!\d))?"
_TIMES = rf"{_SOME}(?:[百千]?[万萬][亿億]?|[百千]?[亿億])|千(?![瓦米克伏卡兆赫])|百(?!分)"
ARABIC = rf"(?<!\d)(?<!\d\.)(?>{_PLAIN}(?:(?:{_TIMES})(?:{_PLAIN}(?:{_TIMES})){{0,2}})?)"
"""A number in digits, with its multiplier: 100, 5，000, 1.2万, 2亿3000万, 20余万."""

_SHARE = rf"(?:[{_FIGURES}两十]{{1,3}}|[百千万])分之(?:{ARABIC}|{CHINESE})|(?<![\d/])\d{{1,2}}/\d{{1,3}}(?![\d/万千百])"

NUMBER = rf"(?:{_SHARE}|{ARABIC}|一?半|{CHINESE})"
"""One number in any spelling; the source of a pattern without groups."""

IN_WORDS = "〇零一二三四五六七八九十百千万亿两兩俩廿卅壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億半"
"""The characters that a number in words may begin with."""

# What each variant of a figure, a multiplier or a sign is read as; 余, 多 and the comma say nothing of the value.
_SIMPLE = str.maketrans(
    "零壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億兩两俩點", "〇一二二三四五六六七八九十百千万亿二二二点", "余多，, "
)
_VALUES = {c: i for i, c in enumerate("〇" + _FIGURES)}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TOKEN = compiled(r"(?s)\d+(?:\.\d+)?|.")


@lru_cache(maxsize=4096)
def to_number(text: str) -> int | float:
    """The value of a number that ``NUMBER`` matches: an ``int`` where it is whole (1.2万 is 12000), else a ``float``.

    百分之五 is 0.05. Raises ``ValueError`` for what is no number, two bare figures (三四) among it.
    """
    value = _value(text.translate(_SIMPLE).replace("廿", "二十").replace("卅", "三十"))
    return int(value) if value == value.to_integral_value() else float(value)


def _value(text: str) -> Decimal:
    if not text or len(text) > 40:
        raise ValueError(f"no number: {text[:40]!r}")
    if text in ("半", "一半"):
        return Decimal("0.5")
    for sign, swapped in (("分之", True), ("/", False)):
        left, found, right = text.partition(sign)
        if found:
            part, whole = (_value(right), _value(left)) if swapped else (_value(left), _value(right))
            if not whole:
                raise ValueError(f"no number: {text!r}")
            return part / whole
    whole_part, point, rest = text.partition("点")
    if point:
        tail = rest.lstrip("〇" + _FIGURES)
        decimals = "".join(str(_VALUES[c]) for c in rest[: len(rest) - len(tail)])
        if not decimals:
            raise ValueError(f"no number: {text!r}")
        return (_sum(whole_part) + Decimal(f"0.{decimals}")) * (_sum(tail) if tail else 1)
    return _sum(text)


def _sum(text: str) -> Decimal:
    """The value of figures and multipliers: 二千三百万 is (2 × 1000 + 3 × 100) × 10000."""
    if len(text) > 1 and all(c in _VALUES for c in text):
        if len(text) == 2 and "〇" not in text:
            raise ValueError(f"two figures are no number: {text!r}")
        return Decimal("".join(str(_VALUES[c]) for c in text))
    total = section = figure = Decimal(0)
    last = 0  # the multiplier just read, while no figure or 零 stands after it
    pending = False
    for token in _TOKEN.findall(text):
        power = _POWERS.get(token)
        if power is None:
            if pending:
                raise ValueError(f"no number: {text!r}")
            figure = Decimal(token) if token[0].isdecimal() else Decimal(_figure(token))
            pending = token != "〇"
            if token == "〇":
                last = 0
        elif power >= 10**4:
            section += figure
            # 万 and 亿 close all that stands before them in their own section; 万亿 multiplies what 万 closed.
            if not section and total and power > 10**4:
                total *= power
            else:
                total += (section or 1) * power
            section, figure, pending, last = Decimal(0), Decimal(0), False, power
        else:
            section += (figure if pending else 1) * power
            figure, pending, last = Decimal(0), False, power
    if pending and last >= 100 and not text[-1:].isdecimal():
        figure *= last // 10  # 一百五 is 150, 一百零五 is 105
    return total + section + figure


def _figure(token: str) -> int:
    if token not in _VALUES:
        raise ValueError(f"no figure: {token!r}")
    return _VALUES[token]
