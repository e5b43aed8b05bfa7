"""JSON, the record as it is, and JSON Lines, a task a line that stands alone."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic_core import to_json as dump

from fupin_extract.records.notice import Notice


def to_json(notices: Sequence[Notice]) -> bytes:
    """One notice as an object, any other number of them as an array."""
    return dump(notices[0] if len(notices) == 1 else notices, indent=2) + b"\n"


def to_json_lines(notices: Sequence[Notice]) -> bytes:
    """Every task, overview rows too, with ``file`` and ``document_title`` before its own keys."""
    lines = [
        dump({"file": notice.source.path, "document_title": notice.metadata.title, **task.model_dump(mode="json")})
        for notice in notices
        for task in notice.tasks
    ]
    return b"".join(line + b"\n" for line in lines)
