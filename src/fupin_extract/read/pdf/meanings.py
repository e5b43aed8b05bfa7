"""What a character of a PDF stands for, where its font names another one that looks the same.

Fonts give the shape of a radical for a character (⾏ for 行) where both look alike, and those of symbols give digits
from the private use area.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺻⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻲⻳",
        "母民聿虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙亀龟",
        strict=True,
    )
)
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_MEANT: dict[int, str] = {**_RADICALS, **{ord(radical): meant for radical, meant in _SUPPLEMENT.items()}}
# A font of symbols has its characters at U+F000 and their code: blanks, marks and digits up to ? are those of ASCII.
_SYMBOLS, _FIRST, _LAST = 0xF000, 0x20, 0x3F


def meant(code: int) -> str:
    """The character that a font means by a code point."""
    return _MEANT.get(code) or chr(code)


def symbol(code: int, font: str) -> str | None:
    """The mark or digit that a code point of the private use area stands for in a font; None where it tells none."""
    # In fonts of pictures every code is a picture.
    if "ding" in font.lower() or not _SYMBOLS + _FIRST <= code <= _SYMBOLS + _LAST:
        return None
    return chr(code - _SYMBOLS)
