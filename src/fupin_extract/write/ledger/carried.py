"""What a ledger takes over from the one before it: states, progress, columns that people have added, and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fupin_extract.write.ledger.ledger_page import Content

Became = Literal["same", "changed", "new", "kept"]


@dataclass(frozen=True, slots=True)
class Carried:
    """By the id of a task of the notice: the key that its row had, its cells, what it became, and what changed in it.

    ``beside`` are columns that people have added, by heading, then by id; ``kept`` rows that they have, and
    ``dropped`` those of tasks that are no more, all as texts by the name of the column.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Content]] = field(default_factory=dict)
    became: Mapping[str, Became] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: Sequence[Mapping[str, Content]] = ()
    dropped: Sequence[Mapping[str, Content]] = ()
