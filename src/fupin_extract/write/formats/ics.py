"""A calendar (.ics, RFC 5545) of events that last a whole day, in no time zone, each with a reminder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fupin_extract.errors import WriteError
from fupin_extract.write.formats.xlsx import CREATED, clean

_MAKER = "-//fupin-extract//fupin-extract//ZH"
# A reminder comes seven days before the day, at nine; of what comes every week or every day, the day before at nine.
_REMINDER, _SHORT = dt.timedelta(days=-7, hours=9), dt.timedelta(days=-1, hours=9)
_OFTEN = ("FREQ=WEEKLY", "FREQ=DAILY")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event on a day, and again by a rule of RFC 5545 up to ``until``; ``uid`` is its own for ever."""

    uid: str
    day: dt.date
    title: str
    text: str
    rule: str | None = None
    until: dt.date | None = None


def calendar(name: str, about: str, events: Iterable[CalendarEvent]) -> bytes:
    """The calendar with its name and what is to be said of it.

    It does not say when it was made: the same events give the same bytes.

    Raises:
        WriteError: icalendar is not installed.
    """
    try:
        from icalendar import Calendar, vText
    except ImportError as error:
        raise WriteError("calendars need icalendar: pip install icalendar") from error

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", _MAKER)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    # What most programs know, and what RFC 7986 has for it.
    for key, text in (("x-wr-calname", name), ("name", name), ("x-wr-caldesc", about), ("description", about)):
        if text:
            made.add(key, vText(clean(text)))
    parts = [made.to_ical(sorted=False).removesuffix(_END)]
    parts += [_event(event) for event in events]
    return b"".join([*parts, _END])


_END = b"END:VCALENDAR\r\n"


def _event(event: CalendarEvent) -> bytes:
    from icalendar import Alarm, Event, vRecur

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", CREATED.replace(tzinfo=dt.UTC))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + dt.timedelta(days=1))
    if event.rule:
        end = f";UNTIL={event.until:%Y%m%d}" if event.until else ""
        made.add("rrule", vRecur.from_ical(event.rule + end))
    title = " ".join(clean(event.title).split())
    made.add("summary", title)
    made.add("description", clean(event.text))
    made.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", title)
    reminder.add("trigger", _SHORT if (event.rule or "").startswith(_OFTEN) else _REMINDER)
    made.add_component(reminder)
    written: bytes = made.to_ical(sorted=False)
    return written
