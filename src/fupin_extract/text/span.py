"""A place in a text."""

from __future__ import annotations

Span = tuple[int, int]
"""``[start, end)`` in characters: ``text[start:end]`` is what stands there."""
