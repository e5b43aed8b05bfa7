"""Traditional characters (繁體字) count as the simplified ones that stand for them, one for one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from fupin_extract.text.patterns import compiled


def simplified(text: str) -> str:
    """The text in simplified characters; as long as it was."""
    return text.translate(_table()) if is_traditional(text) else text


def is_traditional(text: str) -> bool:
    """Whether a text holds a character that no simplified one does."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        # Only now is the table needed.
        return _telling().search(text) is not None
    return False


class Script:
    """How a text writes what was found in it as simplified."""

    def __init__(self, source: str) -> None:
        self._source, self._simplified = source, simplified(source)
        counted: dict[str, Counter[str]] = {}
        for new, old in zip(self._simplified, self._source, strict=True):
            if new != old or new in counted:
                counted.setdefault(new, Counter())[old] += 1
        self._usual = {ord(new): forms.most_common(1)[0][0] for new, forms in counted.items()}

    def written(self, value: str) -> str:
        """A name or a noun as the text writes it; one that is put together (统计部门) character by character."""
        if value in self._source:
            return value
        at = self._simplified.find(value)
        return self._source[at : at + len(value)] if at >= 0 else value.translate(self._usual)


@cache
def _table() -> dict[int, str]:
    from fupin_extract.text.traditional import SIMPLIFIED, TRADITIONAL

    return dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))


@cache
def _telling() -> re.Pattern[str]:
    """One of the traditional characters that no simplified text uses: 乾 of 乾坤 is in both."""
    return compiled(f"[{''.join(char for char in map(chr, _table()) if not char.encode('gb2312', 'ignore'))}]")
