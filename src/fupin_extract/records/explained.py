"""The record of what was seen in a notice, whether it became a fact or not."""

from __future__ import annotations

from fupin_extract.records.record import Record
from fupin_extract.text.span import Span


class Explained(Record):
    """What was seen at ``span`` (in ``line`` of the file): the fact ``id`` that it became, or the ``reason`` why none.

    An element of the notice's form stands in no ``clause`` and has no ``id``: it goes into the metadata. ``rule`` is
    the form that decided, of a responsibility group all that told a role; ``means`` is what was read.
    """

    file: str | None
    clause: str
    kind: str
    rule: str
    text: str
    span: Span
    line: int
    id: str | None = None
    means: str | None = None
    reason: str | None = None


class ExplainedNotice(Record):
    """All that was seen in a notice, in the order of the text."""

    file: str | None = None
    title: str | None = None
    rows: tuple[Explained, ...]
