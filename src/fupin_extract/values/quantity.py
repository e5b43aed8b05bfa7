"""What a quantity of a text is: a number with its unit, as it is written and what it means."""

from __future__ import annotations

from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Comparator


@dataclass(slots=True)
class Quantity:
    """A number with its unit at ``text[start:end]``, comparator and 以上 included.

    ``value`` has 万 and 亿 multiplied out, percent is 50 with unit ``%``; ``value_max`` only with comparator ``range``.
    ``unit`` and ``kind`` (of ``measures.yaml``) are None for a bare number. ``per`` is what stands behind a slash.
    ``at`` is where the number itself begins, ``unit_end`` where its unit ends; ``written`` is how its figures are
    written (``digits`` or ``words``), ``scale`` the 万 or 亿 that it ends with, else 1; ``marked`` says that a
    comparator stands next to it, ``joined`` that it continues the list of the one before it (100万元、50万元).
    """

    start: int
    end: int
    at: int
    unit_end: int
    value: float
    unit: str | None
    kind: str | None
    written: str
    comparator: Comparator = "="
    value_max: float | None = None
    approximate: bool = False
    per: str | None = None
    scale: int = 1
    marked: bool = False
    joined: bool = False
