"""When a notice takes effect (施行) and until when it is valid (有效期), from what it says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from fupin_extract.find.frame import ValidityValue
from fupin_extract.find.mention import Mention
from fupin_extract.values.calendar import add_months


def resolve_validity(mentions: Iterable[Mention], issued: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The first day and the last day of a notice's term; ``issued`` is the day that 印发之日 means.

    ``mentions`` are those of kind ``validity``, of which a later one counts more.
    """
    effective: dt.date | None = None
    until: dt.date | None = None
    for mention in mentions:
        value = mention.value
        assert isinstance(value, ValidityValue)
        on_issue = issued + dt.timedelta(value.days) if issued and value.on_issue else None
        effective = value.effective or on_issue or effective
        start = effective or issued
        term = add_months(start, value.months) if start and value.months is not None else None
        until = value.until or term or until
    return effective, until
