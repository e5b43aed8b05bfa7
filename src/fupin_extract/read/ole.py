"""Old Office files (OLE compound files): the names at their top, which tell what they are, and what stands there."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NONE = 0xFFFFFFFA  # numbers from here on are no sectors, and no entries
_SMALL = 64
_IN_HEADER = 109  # so many sectors of the table stand in the header itself


def streams(data: bytes) -> frozenset[str]:
    """The names at the top of a compound file, such as ``WordDocument``; none where it is damaged."""
    try:
        entries = list(_entries(data))
        return frozenset(name for name, _ in _top(entries)) if entries else frozenset()
    except (struct.error, IndexError, OverflowError):
        return frozenset()


def content(data: bytes, names: Collection[str]) -> bytes:
    """What stands in the first stream at the top that has one of some names; empty if there is none that is whole."""
    try:
        return _content(data, names)
    except (struct.error, IndexError, OverflowError):
        return b""


def _content(data: bytes, names: Collection[str]) -> bytes:
    size = _sector_size(data)
    table = _table(data, size)
    entries = list(_entries(data))
    for name, entry in _top(entries):
        if name in names:
            start, length = struct.unpack_from("<II", entry, 116)
            least, small = struct.unpack_from("<II", data, 56)
            if length >= least:
                return _chain(data[size:], start, size, table)[:length]
            # A short one stands in small sectors, which are the content of the root, with a table of their own.
            (first,) = struct.unpack_from("<I", entries[0], 116)
            listed = _chain(data[size:], small, size, table)
            follows = struct.unpack(f"<{len(listed) // 4}I", listed)
            return _chain(_chain(data[size:], first, size, table), start, _SMALL, follows)[:length]
    return b""


def _chain(sectors: bytes, sector: int, size: int, table: Sequence[int]) -> bytes:
    """The sectors that follow one another, from one on."""
    pieces: list[bytes] = []
    while sector < _NONE and len(pieces) <= len(table):
        pieces.append(sectors[sector * size : sector * size + size])
        sector = table[sector]
    return b"".join(pieces)


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 30)
    return 1 << min(int(shift), 16)


def _entries(data: bytes) -> Iterator[bytes]:
    """The entries of the directory, along its chain of sectors."""
    size = _sector_size(data)
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


def _top(entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """The entries with their names in the tree below the first entry, the root; a tree of its own in each folder."""
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at >= len(entries) or at in seen:
            continue
        seen.add(at)
        entry = entries[at]
        (length,) = struct.unpack_from("<H", entry, 64)
        yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), entry
        waiting.extend(struct.unpack_from("<II", entry, 68))
