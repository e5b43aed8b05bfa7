"""What a short title stands for: 该《意见》 → the full title; the notice's own plan is no citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from fupin_extract.find.citations import CitationValue
from fupin_extract.find.mention import Mention
from fupin_extract.text.title_marks import title_key

# A kind alone is short; a longer name is one only where 该 points back to it.
_LONGEST_KIND = 4
# No short title is longer than this.
_LONGEST_ENDING = 60


class CitationFields(TypedDict):
    """What a record of a citation has besides its place."""

    title: str
    document_number: str | None
    issuer: str | None
    refers_to: str | None


def resolve_citations(
    mentions: Sequence[Mention], own: Iterable[str | None], number: str | None = None
) -> list[CitationFields | None]:
    """The fields of each citation of a notice, in the order of its text; None for what is the notice's own plan.

    ``mentions`` are those of kind ``citation``, the rejected ones among them, since they too give short names; ``own``
    are the titles of the notice and of its plan, ``number`` is its own.
    """
    ours = {title_key(title) for title in own if title}
    full: dict[str, str] = {}
    seen = _SeenTitles()
    out: list[CitationFields | None] = []
    for mention in mentions:
        value = mention.value
        assert isinstance(value, CitationValue)
        stands_for = full.get(title_key(value.title)) or _meant(value, seen)
        seen.bare[value.title] = value.bare
        # A plan may be called what that of the government above is called.
        others = bool(value.document_number) and value.document_number != number
        is_own = value.own or (
            mention.rejected is None and not others and _is_own(stands_for or value.title, ours, value.issuer)
        )
        if value.short:
            full[title_key(value.short)] = stands_for or value.title
        if is_own:
            ours.add(title_key(stands_for or value.title))
        elif mention.rejected is None:
            seen.add(stands_for or value.title)
        out.append(None if is_own or mention.rejected else _fields(value, stands_for))
    return out


def _fields(value: CitationValue, stands_for: str | None) -> CitationFields:
    return {
        "title": value.title,
        "document_number": value.document_number,
        "issuer": value.issuer,
        "refers_to": stands_for if stands_for != value.title else None,
    }


class _SeenTitles:
    """The titles seen so far, the last of each ending at hand: a notice may say 该《意见》 ten thousand times."""

    def __init__(self) -> None:
        self.bare: dict[str, str] = {}
        self._ending: dict[str, tuple[str, ...]] = {}  # of each ending the last two titles
        self._new: list[str] = []

    def add(self, title: str) -> None:
        """Take the next title; its endings are told apart where one is asked for, as in few notices."""
        self._new.append(title)

    def _take(self, title: str) -> None:
        bare = self.bare[title]
        for start in range(max(len(bare) - _LONGEST_ENDING, 0), len(bare)):
            last = self._ending.get(bare[start:], ())
            if last[:1] != (title,):
                self._ending[bare[start:]] = (title, *last[:1])

    def last(self, ending: str, title: str) -> str | None:
        """The last title of that ending that is not ``title``."""
        for new in self._new:
            self._take(new)
        self._new.clear()
        return next((t for t in self._ending.get(ending, ()) if t != title), None)


def _meant(value: CitationValue, seen: _SeenTitles) -> str | None:
    """The last title that a kind alone (《意见》) ends: what is told by 该, or by nothing else than its kind."""
    if not value.kind or not (value.back or len(value.bare) <= _LONGEST_KIND):
        return None
    return seen.last(value.bare, value.title)


def _is_own(title: str, ours: set[str], issuer: str | None) -> bool:
    """Whether the title is the notice's, or is the part in 《》 of it (关于印发《…》的通知).

    What an ``issuer`` that the notice's title does not name has issued is not that part.
    """
    key = title_key(title)
    return any(
        key == name or (len(key) > 8 and name.endswith((key, key + "的通知")) and (not issuer or issuer in name))
        for name in ours
    )
