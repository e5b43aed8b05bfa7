"""A stream of an old Office file (OLE compound file): its sectors, put together along their chain."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_ENTRY = 128
_NONE = 0xFFFFFFFA  # numbers from here on are no sectors
_IN_HEADER = 109  # so many sectors of the table stand in the header itself
_STREAM, _ROOT = 2, 5


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first stream that has one of some names; empty where there is none or the file is damaged."""
    try:
        return _Compound(data).stream(names)
    except (struct.error, IndexError, OverflowError):
        return b""


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        self._size = 1 << min(shift, 16)
        self._table = list(self._sectors_of_table())

    def stream(self, names: Sequence[str]) -> bytes:
        (first, _, least, small) = struct.unpack_from("<IIII", self._data, 48)
        listed = self._chain(first)
        entries = [listed[at : at + _ENTRY] for at in range(0, len(listed) - _ENTRY + 1, _ENTRY)]
        for entry in entries:
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if entry[66] == _STREAM and name in names:
                start, size = struct.unpack_from("<II", entry, 116)
                if size >= least:
                    return self._chain(start)[:size]
                root = next(entry for entry in entries if entry[66] == _ROOT)
                return self._small(start, size, small, self._chain(struct.unpack_from("<I", root, 116)[0]))
        return b""

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _NONE and len(pieces) < len(self._table):
            start = (sector + 1) * self._size
            pieces.append(self._data[start : start + self._size])
            sector = self._table[sector]
        return b"".join(pieces)

    def _small(self, sector: int, size: int, table: int, holder: bytes) -> bytes:
        """A short stream: in sectors of 64 bytes that share the stream of the root, with a table of their own."""
        raw = self._chain(table)
        follows = struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
        pieces: list[bytes] = []
        while sector < _NONE and len(pieces) * 64 < size:
            pieces.append(holder[sector * 64 : sector * 64 + 64])
            sector = follows[sector]
        return b"".join(pieces)[:size]

    def _sectors_of_table(self) -> Iterator[int]:
        """Which sector follows which."""
        (further, blocks) = struct.unpack_from("<II", self._data, 68)
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        for _ in range(min(blocks, len(self._data) // self._size)):
            if further >= _NONE:
                break
            *more, further = struct.unpack_from(f"<{self._size // 4}I", self._data, (further + 1) * self._size)
            sectors += more
        for sector in sectors[: len(self._data) // self._size + 1]:
            if sector < _NONE:
                yield from struct.unpack_from(f"<{self._size // 4}I", self._data, (sector + 1) * self._size)
