"""What stands behind a slash: 元/人, 批次/千人, 人/千人口; and rates, which have no unit of their own: 18/10万."""

from __future__ import annotations

from fupin_extract.text.patterns import compiled
from fupin_extract.values.measures import Measures

_MANY = compiled("(?:(?:10|十|百|千)?万|[百千])(人口)?")
RATE = compiled("/((?:(?:10|十|百|千)?万|[百千])(?:人口?)?)")
"""The rest of a rate, behind its number."""


def end_of_per(text: str, at: int, measures: Measures) -> int:
    """Where the unit behind a slash ends, or the 千人 of 5批次/千人; ``at`` itself where none stands there."""
    if unit := measures.unit(text, at, "digits"):
        return at + len(unit.name)
    many = _MANY.match(text, at)
    if many is None or many[1]:
        return many.end() if many else at
    unit = measures.unit(text, many.end(), "digits")
    return many.end() + len(unit.name) if unit else at
