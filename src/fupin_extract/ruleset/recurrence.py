"""Whether a text is a recurrence rule of RFC 5545, as a rule's ``recurrence`` must be."""

from __future__ import annotations

import re

_NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*"
_DAY = r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": "YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY",
    "INTERVAL": r"[1-9]\d{0,3}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": f"{_DAY}(?:,{_DAY})*",
    **dict.fromkeys(
        ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"), _NUMBERS
    ),
}


def checked_recurrence(text: str) -> str:
    """The text, which is empty or a rule such as ``FREQ=MONTHLY;INTERVAL=3``.

    Raises:
        ValueError: it is neither.
    """
    parts = [part.partition("=")[::2] for part in text.split(";")] if text else []
    names = [name for name, _ in parts]
    right = all(re.fullmatch(_PARTS.get(name, "(?!)"), value) for name, value in parts)
    if not right or len(set(names)) < len(names) or names[:1] not in ([], ["FREQ"]):
        raise ValueError(f"{text!r} is no rule of RFC 5545, such as FREQ=MONTHLY;INTERVAL=3")
    return text
