"""Where lines, sentences and clauses end: the one list of each. The marks are full width, as in folded text."""

from __future__ import annotations

from fupin_extract.text.patterns import compiled

SENTENCE_ENDS = "。！？"
# A clause of a sentence is whole by itself; what a colon ends only leads to what follows.
CLAUSE_ENDS = SENTENCE_ENDS + "；"
STRETCH_ENDS = CLAUSE_ENDS + "："

LINE_BREAKS = "\n\r\f\v\x85\u2028\u2029"
# A line feed behind a carriage return belongs to it.
LINE_BREAK = compiled(f"[{LINE_BREAKS}](?:(?<=\r)\n)?")

BRACKETS = {"（": "）", "〔": "〕", "[": "]", "【": "】", "〈": "〉"}
"""Brackets that open, each with the one that closes it, of a folded text."""
