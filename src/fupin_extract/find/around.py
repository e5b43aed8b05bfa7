"""The words around a place in a text: its sentence and its clause, a bounded number of characters to each side."""

from __future__ import annotations

from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import CLAUSE_ENDS, STRETCH_ENDS

# How far one looks to the left and to the right.
LEFT, RIGHT = 100, 60

_SENTENCE_ENDS = f"{CLAUSE_ENDS}\n"
_SENTENCE = compiled(f"[{_SENTENCE_ENDS}]")
_BRACKET = compiled("（[^（）]{0,40}）|）")
_STOPS = f"{STRETCH_ENDS}，\n"


def sentence_before(text: str, at: int) -> str:
    """The sentence up to ``at``."""
    left = text[max(0, at - LEFT) : at]
    return left[max(map(left.rfind, _SENTENCE_ENDS)) + 1 :]


def sentence_after(text: str, at: int) -> str:
    """The sentence from ``at`` on, without a bracket that begins or ends there: 30人（含）…, …30人）的企业."""
    right = text[at : at + RIGHT]
    if right[:1] in ("（", "）"):
        right = _BRACKET.sub("", right, count=1)
    stop = _SENTENCE.search(right)
    return right[: stop.start()] if stop else right


def clause_start(text: str, at: int) -> int:
    """Where the clause of ``at`` begins: behind the last comma, colon or stop that stands in no bracket."""
    left = text[max(0, at - LEFT) : at]
    start = max(map(left.rfind, _STOPS)) + 1
    if left.find("（", start) < 0 and left.find("）", start) < 0:
        return at - len(left) + start
    depth = 0
    for i in range(at - 1, max(-1, at - 1 - LEFT), -1):
        char = text[i]
        if char == "）":
            depth += 1
        elif char == "（":
            if not depth:
                return i + 1
            depth -= 1
        elif char in _STOPS and not depth:
            return i + 1
    return max(0, at - LEFT)
