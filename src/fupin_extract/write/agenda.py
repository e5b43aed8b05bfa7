"""Notices with the times of their tasks → a calendar: an event for each time that has a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fupin_extract.records.notice import UNIT_FIELDS, units_by_role
from fupin_extract.write import labels
from fupin_extract.write.formats.ics import CalendarEvent, calendar
from fupin_extract.write.ledger.wording import heading, recurrence, word
from fupin_extract.write.notices import CELLS
from fupin_extract.write.sheets import glimpse

if TYPE_CHECKING:
    from fupin_extract.records.due import DueTime
    from fupin_extract.records.notice import Notice
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks

# So many offices stand beside the title of a task, and so much of a title.
_NAMED, _TITLE = 2, 40
# So much of a text goes into an event; the rest is told by an ellipsis.
_TEXT = 2000
# So many times without a day are told one by one.
_TOLD = 8


Timed = Sequence[tuple["Notice", Sequence["DueTime"]]]


def draw(timed: Timed, looks: Looks) -> Iterator[bytes]:
    """One calendar of all notices.

    Raises:
        WriteError: icalendar is not installed.
    """
    name = word("deadlines_of_several", looks.headers, count=len(timed))
    if len(timed) == 1:
        name = word("deadlines_of", looks.headers, title=timed[0][0].metadata.title or "")
    missing = [line for notice, times in timed for line in _missing(notice, times)]
    about = "\n".join([word("not_dated", looks.headers), *missing]) if missing else ""
    events = (_event(notice, time, looks.headers) for notice, times in timed for time in times if time.day)
    yield calendar(name, about, events)


def not_in_calendar(timed: Timed, _: Looks) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each notice what times have no event, as a message with its values."""
    for notice, times in timed:
        texts = list(dict.fromkeys(time.deadline.text for time in times if not time.day))
        if texts:
            count = sum(not time.day for time in times)
            told = "、".join(texts[:_TOLD]) + ("…" if len(texts) > _TOLD else "")
            message = "{path}: {count} deadlines have no day and are not in the calendar: {texts}"
            yield message, {"path": notice.source.path or "-", "count": count, "texts": told}


def _missing(notice: Notice, times: Iterable[DueTime]) -> Iterator[str]:
    for time in times:
        if not time.day:
            yield f"{CELLS['task'](notice, time.task)}：{time.deadline.text}"


def _event(notice: Notice, time: DueTime, headers: Headers) -> CalendarEvent:
    task = time.task
    place = f"{notice.source.sha256}\n{task.id}\n{time.deadline.id}\n{time.deadline.text}"
    if time.day is None:
        raise ValueError("no day, no event")
    return CalendarEvent(
        uid=f"{sha256(place.encode(errors='replace')).hexdigest()[:32]}@fupin-extract",
        day=time.day,
        rule=time.rule,
        until=time.until,
        title=_title(notice, time, headers),
        text="\n".join(_said(notice, time, headers)),
    )


def _title(notice: Notice, time: DueTime, headers: Headers) -> str:
    """The task and who answers for it: 对接外出就业（县人社局）."""
    task = time.task
    names = list(dict.fromkeys(unit.name for unit in task.lead_units or task.responsible_units))
    shown = "、".join(names[:_NAMED]) + (word("and_others", headers) if len(names) > _NAMED else "")
    begins = word("begins", headers) if time.known == "begins" else ""
    return f"{begins}{glimpse(CELLS['task'](notice, task), _TITLE)}{f'（{shown}）' if shown else ''}"


def _said(notice: Notice, time: DueTime, headers: Headers) -> Iterator[str]:
    task, deadline = time.task, time.deadline
    often = f"（{recurrence(time.rule, headers)}）" if time.rule and not time.by_period else ""
    yield f"{heading('deadlines', headers)}：{deadline.text}{often}"
    if time.by_period:
        yield word("by_period", headers)
    offices: dict[str, list[str]] = {}
    for role, unit in units_by_role(task):
        offices.setdefault(heading(UNIT_FIELDS[role], headers), []).append(unit.name)
    yield from (f"{label}：{'、'.join(dict.fromkeys(names))}" for label, names in offices.items())
    for name in ("persons", "targets"):
        if cell := CELLS[name](notice, task):
            yield f"{heading(name, headers)}：{cell}"
    yield ""
    over = [title for title in task.path[:-1] if title]
    yield " ".join(" / ".join([*over, CELLS["task"](notice, task)]).split())
    if task.text:
        yield task.text if len(task.text) <= _TEXT else f"{task.text[:_TEXT]}…"
    yield ""
    data = notice.metadata
    number = f"（{data.document_number}）" if data.document_number else ""
    yield f"{labels.heading('source', headers)}：{data.title or notice.source.path or ''}{number}"
