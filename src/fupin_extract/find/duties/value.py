"""What a duty says."""

from __future__ import annotations

from fupin_extract.names.unit_forms import NamedUnit
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import DutyRole
from fupin_extract.text.span import Span


@dataclass(slots=True)
class DutyValue:
    """Who (``actors``) does what (the text of ``action``), as what; ``deadlines`` are the places of its deadlines."""

    actors: tuple[NamedUnit, ...]
    role: DutyRole
    action: Span
    deadlines: tuple[Span, ...] = ()
