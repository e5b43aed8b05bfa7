"""Old Office files (OLE compound files): the names of what stands at their top, which tell what they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NONE = 0xFFFFFFFA  # numbers from here on are no sectors, and no entries
_IN_HEADER = 109  # so many sectors of the table stand in the header itself


def streams(data: bytes) -> frozenset[str]:
    """The names at the top of a compound file, such as ``WordDocument``; none where it is damaged."""
    try:
        entries = list(_entries(data))
        return frozenset(_names(entries)) if entries else frozenset()
    except (struct.error, IndexError, OverflowError):
        return frozenset()


def _entries(data: bytes) -> Iterator[bytes]:
    """The entries of the directory, along its chain of sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 16)
    (sector,) = struct.unpack_from("<I", data, 48)
    table = _table(data, size)
    for _ in range(len(table)):
        if sector >= _NONE:
            return
        start = (sector + 1) * size
        for at in range(start, start + size, _ENTRY):
            yield data[at : at + _ENTRY]
        sector = table[sector]


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    (further, blocks) = struct.unpack_from("<II", data, 68)
    sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    for _ in range(min(blocks, len(data) // size)):
        listed = struct.unpack_from(f"<{size // 4}I", data, (further + 1) * size)
        sectors.extend(listed[:-1])
        further = listed[-1]
        if further >= _NONE:
            break
    table: list[int] = []
    for sector in sectors:
        if sector >= _NONE or len(table) * size > len(data):
            break
        table.extend(struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size))
    return table


def _names(entries: list[bytes]) -> Iterator[str]:
    """The names in the tree below the first entry, the root; a tree of its own in each folder."""
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at >= len(entries) or at in seen:
            continue
        seen.add(at)
        entry = entries[at]
        (length,) = struct.unpack_from("<H", entry, 64)
        yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        waiting.extend(struct.unpack_from("<II", entry, 68))
