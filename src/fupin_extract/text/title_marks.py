"""Titles in 《》, with what is nested in them: 《关于印发〈…〉的通知》, 《关于《…》的意见》."""

from __future__ import annotations

from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

_MARK = compiled("[《》。；]")
# What differs from one print of a title to the next.
_PRINT = compiled(r"[\s《》〈〉<>“”\"'（）()〔〕\[\]]")
# No title is longer; a 《 that is never closed must not swallow the text.
LONGEST = 300


def title_spans(text: str) -> list[Span]:
    """The outermost 《…》 of a text, brackets included, in order; a title may be broken over lines, but has no stop."""
    spans: list[Span] = []
    opened: list[int] = []
    for mark in _MARK.finditer(text):
        i, char = mark.start(), mark.group()
        if char == "《":
            opened.append(i)
        elif char in "。；":
            opened.clear()
        elif opened:
            start = opened.pop()
            if i - start > LONGEST:
                continue
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, i + 1))
    return spans


def title_key(title: str) -> str:
    """A title without what differs from one print to the next: blanks, brackets and quotation marks."""
    return _PRINT.sub("", title)
