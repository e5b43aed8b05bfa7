"""What is found in the text of a case, and how its values are written there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from fupin_extract.records.notice import Organization
from fupin_extract.text.span import Span

# The role of what was seen and not taken: a case may mark it, and need not.
REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was found: its role, its span in the case's text, None where a value has no place, and its values."""

    role: str
    span: Span | None
    values: Mapping[str, str] = field(default_factory=dict)


def values_of(record: BaseModel) -> dict[str, str]:
    """The fields of a record as a case writes them."""
    return {name: written(value) for name, value in record}


def written(value: object) -> str:
    """A value as a case writes it: 2020-12-31, 0.5, true, null, a,b; blanks, which end a value there, are left out."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, tuple):
        return ",".join(map(written, value))
    if isinstance(value, Organization):
        return value.name
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(round(value, 6))
    return value.isoformat() if isinstance(value, dt.date) else "".join(str(value).split())
