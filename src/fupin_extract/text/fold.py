"""Full and half width, traditional and simplified count as the same character: one table, one character for one.

Letters and digits become half width, punctuation becomes the full width of Chinese typesetting, so that a rule is
written in one way: ``（`` never ``(``, ``，`` never ``,``, ``5%`` never ``５％``. Length never changes, so offsets
stay.
"""

from __future__ import annotations

import re

from fupin_extract.text.patterns import compiled
from fupin_extract.text.script import simplified


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for half, full in zip("(),:;!?", "（），：；！？", strict=True):
        table[ord(half)] = full
        table[ord(full)] = full
    table |= {ord(c): " " for c in "\u3000\u00a0\u2002\u2003\u2009\t"}
    table |= {ord(c): "-" for c in "－﹣−‐‑"} | {ord(c): "—" for c in "–―─━"} | {ord(c): "~" for c in "～〜∼"}
    table |= {
        ord("﹝"): "〔",
        ord("﹞"): "〕",
        ord("［"): "[",
        ord("］"): "]",
        ord("〖"): "【",
        ord("〗"): "】",
        ord("․"): ".",
    }
    table |= {ord(c): "：" for c in "∶﹕︰"}
    # Small and halfwidth forms.
    table |= {ord(c): full for c, full in zip("﹐﹑﹒﹔﹖﹗﹙﹚｡､", "，、.；？！（）。、", strict=True)}
    # The one traditional sign of a time that GB 2312 has: a simplified text may hold it (经认定後).
    table[ord("後")] = "后"
    table |= {ord("○"): "〇", ord("◯"): "〇", ord("﹪"): "%", ord("＊"): "*", ord("µ"): "μ"}
    return table


FOLD = _table()

# A private-use character between two digits is a decimal point that lost its font.
_LOST_POINT = compiled(r"(?<=\d)[\ue000-\uf8ff](?=\d)")

# A pair of straight quotation marks.
_STRAIGHT = compiled(r'"([^"\n]{1,60})"')

# A text has few different characters to change, and to replace one everywhere is far faster than to look each up.
_CHANGED = compiled(
    f"[{re.escape(''.join(chr(code) for code, char in FOLD.items() if chr(code) != char))}\ue000-\uf8ff]"
)


def fold(text: str) -> str:
    """The text with widths and quotation marks made one, and in simplified characters; as long as it was."""
    private = False
    for char in set(_CHANGED.findall(text)):
        if ord(char) in FOLD:
            text = text.replace(char, FOLD[ord(char)])
        else:
            private = True
    if '"' in text:
        text = _STRAIGHT.sub(r"“\1”", text)
    return simplified(_LOST_POINT.sub(".", text) if private else text)
