"""What a finder hands on: where a form of the rules met the text."""

from __future__ import annotations

from bisect import bisect
from typing import NamedTuple


class Mention(NamedTuple):
    """A fact seen at ``text[start:end]`` of the text that was searched.

    ``kind`` is what was looked for (``target``, ``deadline``, ``citation``, …), ``rule`` the id of the form that
    decided, ``value`` what was read. ``rejected`` says why it does not count; such mentions are kept so that
    ``--explain`` can show them.
    """

    kind: str
    rule: str
    start: int
    end: int
    value: object | None = None
    rejected: str | None = None


def settled(found: list[Mention]) -> list[Mention]:
    """Of those that overlap the longest, then the leftmost, then what counts, then the first; by place."""
    if len(found) < 2:
        return found
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start, m.rejected is not None)):
        place = bisect(kept, mention.start, key=lambda m: m.start)
        free_before = not place or kept[place - 1].end <= mention.start
        if free_before and (place == len(kept) or mention.end <= kept[place].start):
            kept.insert(place, mention)
    return kept
