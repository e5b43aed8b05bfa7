"""Mentions of a clause → its facts: deadlines, targets, citations and duties, each with its place in the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from fupin_extract.find.deadlines.find import DeadlineValue
from fupin_extract.find.duties.value import DutyValue
from fupin_extract.find.mention import Mention
from fupin_extract.find.search import Found
from fupin_extract.find.targets.find import TargetValue
from fupin_extract.outline.tables.columns import STAGE
from fupin_extract.records.notice import Citation, Deadline, Duty, Target
from fupin_extract.resolve.citations import CitationFields
from fupin_extract.resolve.deadlines import DeadlineContext, is_past, resolve_deadline
from fupin_extract.resolve.duties import resolve_duty
from fupin_extract.resolve.organizations import Organizations
from fupin_extract.resolve.tasks import Facts
from fupin_extract.text.mapped import shown_at
from fupin_extract.text.span import Span


class _FactPlace(TypedDict):
    """What every fact has."""

    id: str
    rule: str
    text: str
    span: Span


def resolve_facts(
    clause: str,
    found: Found,
    context: DeadlineContext,
    cited: Sequence[CitationFields | None],
    organizations: Organizations,
) -> Facts:
    """The facts of one clause; ``cited`` has the fields of its citations, rejected ones among them."""
    text = organizations.text
    deadlines: list[Deadline] = []
    told: list[Deadline] = []
    targets: list[Target] = []
    citations: list[Citation] = []
    duties: list[Duty] = []
    for mention in found.taken("deadline"):
        assert isinstance(mention.value, DeadlineValue)
        fields = resolve_deadline(mention.value, context)
        if not is_past(mention.value, fields, context):
            place = _place(clause, "d", len(deadlines), mention, found, text)
            deadlines.append(Deadline(**place, **fields, inherited=mention.rule == STAGE))
            if mention.value.told:
                told.append(deadlines[-1])
    for mention in found.taken("target"):
        value = mention.value
        assert isinstance(value, TargetValue)
        place = _place(clause, "t", len(targets), mention, found, text)
        targets.append(
            Target(
                **place,
                role=value.role,
                comparator=value.comparator,
                value=value.value,
                value_max=value.value_max,
                unit=value.unit,
                approximate=value.approximate,
                per=value.per,
                subject=value.subject,
            )
        )
    for mention, citation in zip(found.of("citation"), cited, strict=True):
        if citation is not None:
            place = _place(clause, "c", len(citations), mention, found, text)
            citations.append(Citation(**place, **citation))
    ids = {deadline.span: deadline.id for deadline in deadlines}
    for mention in found.taken("duty"):
        assert isinstance(mention.value, DutyValue)
        place = _place(clause, "a", len(duties), mention, found, text)
        duties.append(Duty(**place, **resolve_duty(mention.value, found, ids, organizations)))
    return Facts(tuple(deadlines), tuple(told), tuple(targets), tuple(citations), tuple(duties))


def _place(clause: str, letter: str, count: int, mention: Mention, found: Found, text: str) -> _FactPlace:
    shown, span = shown_at(text, found.own, mention.start, mention.end)
    return {"id": f"{clause}/{letter}{count + 1}", "rule": mention.rule, "text": shown, "span": span}
