"""A correction at its place in the folded text of its notice, and the stretches around it."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_extract.records.notice import Notice
from fupin_extract.records.patch import SetField
from fupin_extract.text.fold import fold
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAKS, SENTENCE_ENDS

# A case is a line that a person reads.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class CorrectedNotice:
    """A notice as the rules read it, the corrected one, and its text folded."""

    notice: Notice
    corrected: Notice
    text: str

    @classmethod
    def of(cls, notice: Notice, corrected: Notice) -> CorrectedNotice:
        """The two of them, which have one text."""
        return cls(notice, corrected, fold(notice.source.text or ""))


def missed(operation: SetField, of: CorrectedNotice) -> Span | None:
    """Where something stands that a reader added, since it was not read; None for another correction."""
    place = operation.place
    if operation.was or not operation.now or place is None or place[0] >= place[1]:
        return None
    standing = "".join(of.text[slice(*place)].split())
    return place if standing == "".join(fold(operation.now).split()) else None


def line_of(text: str, at: int) -> Span:
    """The line around a place."""
    start = max(text.rfind(stop, 0, at) for stop in LINE_BREAKS) + 1
    ends = [end for stop in LINE_BREAKS if (end := text.find(stop, at)) >= 0]
    return start, min(ends, default=len(text))


def stretches(of: CorrectedNotice, place: Span) -> tuple[str, ...]:
    """Parts of the text that hold a place: sentences, the line, the line before it too, the clause."""
    text = of.text
    first, last = line_of(text, place[0])
    inside = [first, *(at + 1 for at in range(first, place[0]) if text[at] in SENTENCE_ENDS)]
    ends = [at + 1 for at in range(place[1], last) if text[at] in SENTENCE_ENDS]
    end = min(ends, default=last)
    # A closing bracket may stand behind the stop.
    spans = [(start, end) for start in reversed(inside[-2:])] + [(start, last) for start in reversed(inside[-2:])]
    spans.append((line_of(text, max(first - 1, 0))[0], last))
    around = [clause.span for clause in of.notice.clauses if clause.level and holds_place(clause.span, place)]
    spans += sorted(around, key=lambda span: span[1] - span[0])[:1]
    parts = (text[a:b].strip() for a, b in spans if b - a <= _LONGEST)
    return tuple(dict.fromkeys(part.replace("\r\n", "\n").replace("\r", "\n") for part in parts if part))


def holds_place(span: Span, place: Span) -> bool:
    """Whether a place lies in a span."""
    return span[0] <= place[0] and place[1] <= span[1]
