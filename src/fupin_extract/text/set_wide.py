"""Blanks that say nothing: those that set a name wide (青 溪 县 财 政 局), those beside figures and Latin words."""

from __future__ import annotations

from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled

# A blank between a figure and what it counts, or a Latin and a Chinese word: 2025 年 5 月, 各 OPC 社区. It says
# something in 1. 18周岁.
_MERE_BLANK = compiled(
    r"(?<=[\d.%]) +(?=[^\d\s])|(?<=[^\d\s.]) +(?=\d)|(?<=[A-Za-z]) +(?=[一-龥])|(?<=[一-龥]) +(?=[A-Za-z])"
)
_SPACED = compiled("(?<![一-龥])[一-龥](?: +[一-龥](?![一-龥]))+")


def closed_up(text: str) -> str:
    """The text without blanks that say nothing; one between Chinese words stays."""
    return _MERE_BLANK.sub("", _SPACED.sub(lambda found: found[0].replace(" ", ""), text)) if " " in text else text


def mere_blanks(text: str) -> set[int]:
    """The places of the blanks between figures, or Latin words, and what stands beside them."""
    return {at for found in _MERE_BLANK.finditer(text) for at in range(*found.span())}


def tightened(text: Mapped) -> Mapped:
    """The text without the blanks beside figures and Latin words: 自 2026 年 3 月 1 日起, 各 OPC 社区."""
    if " " not in text.text or not (gone := mere_blanks(text.text)):
        return text
    return text.keep(at for at in range(len(text)) if at not in gone)
