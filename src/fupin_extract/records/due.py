"""When a task is due, as a calendar asks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from fupin_extract.records.notice import Deadline, Task

Known = Literal["ends", "begins", "again", "open", "unknown"]


@dataclass(frozen=True, slots=True)
class DueTime:
    """When a task is due by one of its deadlines.

    ``known``: ``day`` is the last day, the first one of what begins then, or the first on which ``rule`` (RFC 5545,
    without the end) comes true; what has no end, and what no day is known of, has no ``day``. ``until`` is the last day
    on which the rule may come true, null for ever. ``by_period``: the notice names no day within the period.
    """

    task: Task
    deadline: Deadline
    known: Known
    day: dt.date | None = None
    rule: str | None = None
    until: dt.date | None = None
    by_period: bool = False
