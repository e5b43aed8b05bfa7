"""What is counted in an evaluation: the fields, and how often each was right, missed, or read beyond what is there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from fupin_extract.records.evaluation import Difference, DifferenceKind, Score
from fupin_extract.records.notice import UNIT_FIELDS, Metadata

# A field that sums up others counts what they count, and has no differences of its own.
SUMS = {"metadata": tuple(Metadata.model_fields), "units": tuple(UNIT_FIELDS.values())}
# All fields, in the order in which they are told.
FIELDS = (
    *("metadata", *SUMS["metadata"]),
    *("clauses", "titles", "kinds"),
    *("rows", "row_titles", "units", *SUMS["units"], "persons", "inherited", "open_ended", "scopes", "sections"),
    *("deadlines", "due"),
    *("targets", "roles", "per", "subjects", "approximate"),
    *("citations", "cited_numbers"),
)
_KINDS = ("right", "missed", "beyond")
# Where something stands, and what a reader writes of it.
Item = tuple[str, str]

_BLANKS = re.compile(r"\s+")
_BRACKETS = str.maketrans("〔［【[〕］】]", "(((())))")


def plain(text: str) -> str:
    """A text without blanks, widths and the shapes of brackets, which make no difference."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


class Tally:
    """Counts what of one notice was right, and keeps what was not."""

    def __init__(self, doc: str) -> None:
        self.doc = doc
        self.counts: Counter[tuple[str, str]] = Counter()
        self.differences: list[Difference] = []

    def right(self, field: str, times: int = 1) -> None:
        """It is there, and was read."""
        self.counts[field, "right"] += times

    def missed(self, field: str, place: str, text: str) -> None:
        """It is there, and was not read so."""
        self._note(field, "missed", place, text)

    def beyond(self, field: str, place: str, text: str) -> None:
        """It was read, and is not so."""
        self._note(field, "beyond", place, text)

    def _note(self, field: str, kind: DifferenceKind, place: str, text: str) -> None:
        self.counts[field, kind] += 1
        self.differences.append(Difference(doc=self.doc, field=field, kind=kind, place=place, text=text))

    def value(self, field: str, place: str, wanted: str, found: str, of: str = "") -> None:
        """One value, as it is there and as it was read, either empty where there is none; ``of`` says of what."""
        if plain(wanted) == plain(found):
            self.right(field, int(wanted != ""))
            return
        said = f"{of}: " if of else ""
        if wanted:
            self.missed(field, place, f"{said}{wanted}")
        if found:
            self.beyond(field, place, f"{said}{found}")

    def items(self, field: str, wanted: Iterable[Item], found: Iterable[Item]) -> None:
        """Things in any order, some perhaps several times."""
        wanted, found = list(wanted), list(found)
        want, got = Counter(map(_known, wanted)), Counter(map(_known, found))
        shown = {_known(item): item for item in (*found, *wanted)}
        self.right(field, (want & got).total())
        for known in (want - got).elements():
            self.missed(field, *shown[known])
        for known in (got - want).elements():
            self.beyond(field, *shown[known])

    def scores(self) -> tuple[Score, ...]:
        """The score of each field, those too of which there was nothing."""
        return added(score(field, *(self.counts[field, kind] for kind in _KINDS)) for field in FIELDS)


def _known(item: Item) -> Item:
    """What two things have in common that are the same."""
    return item[0], plain(item[1])


def score(field: str, right: int, missed: int, beyond: int) -> Score:
    """The counts of a field with what they come to, in ten thousandths."""
    some = right + missed + beyond > 0

    def share(part: int, whole: int) -> float | None:
        return round(part / whole, 4) if whole else 0.0 if some else None

    return Score(
        field=field,
        right=right,
        missed=missed,
        beyond=beyond,
        precision=share(right, right + beyond),
        recall=share(right, right + missed),
        f1=share(2 * right, 2 * right + missed + beyond),
    )


def added(scores: Iterable[Score]) -> tuple[Score, ...]:
    """The scores of several notices as one of each field."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in scores:
        for kind in _KINDS:
            counts[each.field, kind] += getattr(each, kind)
    for field, parts in SUMS.items():
        for kind in _KINDS:
            counts[field, kind] = sum(counts[part, kind] for part in parts)
    return tuple(score(field, *(counts[field, kind] for kind in _KINDS)) for field in FIELDS)
