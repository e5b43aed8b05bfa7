"""What a short title stands for: 该《意见》 → the full title; the notice's own plan is no citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from fupin_extract.find.citations import CitationValue
from fupin_extract.find.mention import Mention

_MARKS = re.compile(r"[\s《》〈〉<>“”\"'（）()〔〕\[\]]")
# What a title is called when it is spoken of again.
_KIND = re.compile(
    "[一-龥]{0,6}(?:意见|通知|方案|办法|条例|规划|纲要|细则|规定|指引|目录|清单|措施|计划|政策|决定|公告|法)$"
)
_TRIAL = re.compile("（(?:试行|暂行|修订|修订版|征求意见稿)[^（）]{0,6}）$")


class CitationFields(TypedDict):
    """What a record of a citation has besides its place."""

    title: str
    document_number: str | None
    issuer: str | None
    refers_to: str | None


def resolve_citations(mentions: Sequence[Mention], own: Iterable[str | None]) -> list[CitationFields | None]:
    """The fields of each citation of a notice, in the order of its text; None for what is the notice's own plan.

    ``mentions`` are those of kind ``citation``, the rejected ones among them, since they too give short names; ``own``
    are the titles of the notice and of its plan.
    """
    ours = {_key(title) for title in own if title}
    full: dict[str, str] = {}
    seen: list[str] = []
    out: list[CitationFields | None] = []
    for mention in mentions:
        value = mention.value
        assert isinstance(value, CitationValue)
        stands_for = full.get(_key(value.title)) or _meant(value, seen)
        is_own = mention.rejected is not None or _is_own(stands_for or value.title, ours)
        if value.short:
            full[_key(value.short)] = stands_for or value.title
        if is_own and mention.rejected != "a newspaper or a magazine":
            ours.add(_key(stands_for or value.title))
        elif not is_own:
            seen.append(stands_for or value.title)
        out.append(None if is_own else _fields(value, stands_for))
    return out


def _fields(value: CitationValue, stands_for: str | None) -> CitationFields:
    return {
        "title": value.title,
        "document_number": value.document_number,
        "issuer": value.issuer,
        "refers_to": stands_for if stands_for != value.title else None,
    }


def _meant(value: CitationValue, seen: Sequence[str]) -> str | None:
    """The last title that a kind alone (《意见》) ends: what is told by 该, or by nothing else than its kind."""
    title = _TRIAL.sub("", value.title)
    if not (value.back or len(title) <= 4) or not _KIND.match(title):
        return None
    return next((t for t in reversed(seen) if _TRIAL.sub("", t).endswith(title) and t != value.title), None)


def _is_own(title: str, ours: set[str]) -> bool:
    """Whether the title is the notice's, or is the part in 《》 of it (关于印发《…》的通知)."""
    key = _key(title)
    return any(key == name or (len(key) > 8 and name.endswith((key, key + "的通知"))) for name in ours)


def _key(title: str) -> str:
    """A title without what differs from one print to the next."""
    return _MARKS.sub("", title)
