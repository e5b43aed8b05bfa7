"""Notices held against their annotations → one evaluation, and what changed since an earlier one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fupin_extract.derive.tally import added
from fupin_extract.records.evaluation import Assessed, Difference, Evaluation, Shift, Since


def total(
    notices: Sequence[Assessed], floors: Mapping[str, float] | None = None, before: Evaluation | None = None
) -> Evaluation:
    """The scores of all notices; a field of which there is nothing is below no floor."""
    scores = added(score for notice in notices for score in notice.scores)
    floors = floors or {}
    below = [s.field for s in scores if s.f1 is not None and s.f1 < floors.get(s.field, 0.0)]
    return Evaluation(
        notices=tuple(notices),
        scores=scores,
        floors=dict(floors),
        below=tuple(below),
        since=_since(before, notices) if before else None,
    )


def _since(before: Evaluation, notices: Sequence[Assessed]) -> Since:
    """What changed, over the notices that both evaluations have."""
    known = {notice.doc: notice for notice in before.notices}
    pairs = [(known[notice.doc], notice) for notice in notices if notice.doc in known]
    old = added(score for notice, _ in pairs for score in notice.scores)
    new = added(score for _, notice in pairs for score in notice.scores)
    return Since(
        docs=tuple(notice.doc for _, notice in pairs),
        shifts=tuple(
            Shift(field=then.field, before=then.f1, now=now.f1)
            for then, now in zip(old, new, strict=True)
            if then.f1 != now.f1
        ),
        gains=tuple(d for a, b in pairs for d in _only(a.differences, b.differences)),
        losses=tuple(d for a, b in pairs for d in _only(b.differences, a.differences)),
    )


def _only(these: Sequence[Difference], those: Iterable[Difference]) -> list[Difference]:
    """The differences that the others have not, or not so often."""
    return list((Counter(these) - Counter(those)).elements())
