"""What a database answers to a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, and its rows, which are fetched as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]
