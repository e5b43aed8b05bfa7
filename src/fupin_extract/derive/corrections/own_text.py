"""Where in the source each character of a clause's title and text stands, so that they can be cut at a place."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.derive.corrections.draft import Draft
from fupin_extract.records.notice import Clause
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAKS

# What stands between a title and its text belongs to neither.
_BETWEEN = "。：:．. 　\n"
# So much may stand between a title and the text that goes on behind it.
_APART = 2


def own_characters(clause: Clause, draft: Draft) -> list[tuple[str, int]]:
    """The characters of title and text, each with its place in the source; -1 for a break between paragraphs.

    A character that is not found again (a repair has joined what a page cut) has the place of the one before it.
    """
    start, end = clause.span
    gone = _gone(clause, draft)
    at = start
    if clause.marker:
        found = draft.text.find(clause.marker, start, end)
        at = found + len(clause.marker) if found >= 0 else start
    title = _placed(clause.title, draft.text, at, end, gone)
    text = _placed(clause.text, draft.text, title[-1][1] + 1 if title else at, end, gone)
    if not title or not text:
        return [*title, *text]
    first, last = title[-1][1] + 1, text[0][1]
    between = draft.text[first:last]
    if len(between) <= _APART and not set(between) & set(LINE_BREAKS):
        return [*title, *zip(between, range(first, last), strict=True), *text]
    return [*title, ("\n", -1), *text]


def _placed(words: str, source: str, at: int, end: int, gone: Sequence[Span]) -> list[tuple[str, int]]:
    placed: list[tuple[str, int]] = []
    for char in words:
        place = None if char == "\n" else _next(source, char, at, end, gone)
        placed.append((char, -1 if char == "\n" else at if place is None else place))
        at = at if place is None else place + 1
    return placed


def _gone(clause: Clause, draft: Draft) -> list[Span]:
    """What lies in a clause and is not its text: its group, and the clauses below it."""
    gone = [other.span for other in draft.clauses.values() if other.parent_id == clause.id]
    if clause.responsibility is not None:
        gone.append(clause.responsibility.span)
    return sorted(span for span in gone if span[0] < span[1])


def _next(source: str, char: str, at: int, end: int, gone: Sequence[Span]) -> int | None:
    """Where a character next stands, outside of what is gone."""
    while (place := source.find(char, at, end)) >= 0:
        inside = next((span for span in gone if span[0] <= place < span[1]), None)
        if inside is None:
            return place
        at = inside[1]
    return None


def joined(characters: Sequence[tuple[str, int]]) -> str:
    """A text of such characters: paragraphs on lines of their own, none empty."""
    lines = "".join(char for char, _ in characters).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip("。；，、 "))


def without_title(clause: Clause, draft: Draft, title: str, place: Span | None) -> str:
    """The text of a clause that gets another title, which stands at a place, or nowhere in it (None)."""
    if place is None and title:
        return clause.text
    first, last = place or (clause.span[0], clause.span[0])
    rest = [(char, at) for char, at in own_characters(clause, draft) if not first <= at < last]
    if any(0 <= at < first for _, at in rest):
        return joined(rest)
    return joined(rest).lstrip(_BETWEEN)
