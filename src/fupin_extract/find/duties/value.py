"""What a duty says."""

from __future__ import annotations

from fupin_extract.names.unit_forms import NamedUnit
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import DutyRole
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.span import Span


@dataclass(slots=True)
class DutyValue:
    """Who (``actors``) does what (the text of ``action``), as what; ``deadlines`` are the places of its deadlines.

    ``above`` is the text that the actors stand in where it is that of the clause above.
    """

    actors: tuple[NamedUnit, ...]
    role: DutyRole
    action: Span
    deadlines: tuple[Span, ...] = ()
    above: Mapped | None = None
