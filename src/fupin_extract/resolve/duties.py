"""Duties that were found → their records: actors as organisations, the action as printed, deadlines by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from fupin_extract.find.duties.value import DutyValue
from fupin_extract.find.search import Found
from fupin_extract.records.notice import DutyRole, Organization
from fupin_extract.resolve.organizations import Organizations
from fupin_extract.text.mapped import at_offsets, printed
from fupin_extract.text.span import Span


class DutyFields(TypedDict):
    """What a duty has beside its place."""

    actors: tuple[Organization, ...]
    role: DutyRole
    action: str
    deadlines: tuple[str, ...]


def resolve_duty(value: DutyValue, found: Found, ids: Mapping[Span, str], organizations: Organizations) -> DutyFields:
    """The fields of one duty of a clause; ``ids`` are those of its deadlines by place."""
    start, end = value.action
    # Not the whole span: a passage that stands twice at a page break is read once.
    action = at_offsets(organizations.text, found.own.offsets[start:end])
    places = (found.own.span(*place) for place in value.deadlines)
    return {
        "actors": organizations.records(value.actors, value.above or found.own, inherited=value.above is not None),
        "role": value.role,
        "action": printed(action, 0, len(action)),
        # A deadline that was over on the day of signing has no record.
        "deadlines": tuple(ids[place] for place in places if place in ids),
    }
