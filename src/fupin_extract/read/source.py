"""What was read: the text that every span indexes, and where it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What decoding puts for bytes that mean nothing, and the NUL, which no text holds.
_DAMAGE = re.compile("[\ufffd\0]")


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded text, line ends kept and without a byte order mark.

    ``path`` is as given, with ``/``; null for bytes and texts. ``encoding`` is null for a text; ``sha256`` is that of
    the bytes read, for a text of its UTF-8.
    """

    text: str
    path: str | None
    media_type: str
    encoding: str | None
    sha256: str

    @property
    def damaged(self) -> tuple[int, ...]:
        """The places of characters that were lost, here or before the file was saved: U+FFFD and NUL."""
        return tuple(match.start() for match in _DAMAGE.finditer(self.text))
