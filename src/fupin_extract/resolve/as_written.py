"""A notice in traditional characters is read as a simplified one; what is found goes into the record as written."""

from __future__ import annotations

from typing import Any

from fupin_extract.records.notice import Notice
from fupin_extract.text.script import Script, is_traditional

# What is no part of the text: words of ours, and the text itself; and what is printed from its place as it stands.
_OURS = frozenset({"source", "functions", "diagnostics", "id", "rule", "text", "action", "marker", "path"})
# Clauses and rows have these, and their titles are printed too; that of a citation is read.
_PRINTED = {"marker", "path"}


def in_its_script(notice: Notice) -> Notice:
    """The notice with names, nouns and titles in the characters of its text."""
    text = notice.source.text or ""
    if not is_traditional(text):
        return notice
    return Notice.model_validate(_written(notice.model_dump(), Script(text)))


def _written(value: Any, script: Script) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else script.written(value)
    if isinstance(value, dict):
        kept = {*_OURS, "title"} if _PRINTED & value.keys() else _OURS
        return {key: item if key in kept else _written(item, script) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_written(item, script) for item in value)
    return value
