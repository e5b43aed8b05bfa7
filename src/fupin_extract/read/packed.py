"""Packed files (.docx, .xlsx, .ofd, ZIP): their parts, unpacked within limits whatever the archive says of itself."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fupin_extract.errors import ReadError
from fupin_extract.read import limits

DAMAGED = "{path}: is damaged: save it anew in the program that made it"
TOO_LARGE = "{path}: unpacks to more than any document holds"
# What the module of Python raises for archives that are damaged in one way or another.
DAMAGES = (
    *(BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ValueError, OverflowError, LookupError, RuntimeError, NotImplementedError),
)
# So much is unpacked whatever its ratio: a long text of equal lines packs very well.
_ALWAYS = 256 * 1024 * 1024
_PIECE = 1 << 18
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"


def room(data: bytes) -> int:
    """How many bytes an archive may unpack to."""
    return min(limits.MOST_UNPACKED, max(_ALWAYS, limits.MOST_RATIO * len(data)))


class Packed:
    """An archive in memory. ``name`` is what the file is called in errors; parts are asked for in any case.

    Raises:
        ReadError: it is damaged, or has more parts than any document.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._room = room(data)
        if data.count(_ENTRY) > limits.MOST_PARTS:
            raise self.too_large()
        try:
            self._file = ZipFile(BytesIO(data))
        except DAMAGES:
            raise self.damaged() from None
        # Some programs write \ between folders, or / before them all.
        self._parts = {_plain(info.filename): info for info in self._file.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as written."""
        return tuple(info.filename for info in self._parts.values())

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._parts

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            ReadError: as ``pieces``.
        """
        return b"".join(self.pieces(part))

    def pieces(self, part: str) -> Iterator[bytes]:
        """The same, a piece at a time.

        Raises:
            ReadError: there is no such part, it is damaged or locked, or all that was unpacked is too much.
        """
        info = self._parts.get(_plain(part))
        if info is None:
            raise ReadError("{path}: is damaged: it has no {part}", path=self._name, part=part)
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("{path}: is locked with a password: save it without one", path=self._name)
        yield from self._unpacked(info)

    def damaged(self) -> ReadError:
        """The error that says so."""
        return ReadError(DAMAGED, path=self._name)

    def too_large(self) -> ReadError:
        """The error that says so."""
        return ReadError(TOO_LARGE, path=self._name)

    def _unpacked(self, info: ZipInfo) -> Iterator[bytes]:
        # Other methods of packing unpack a whole block at once, however large; no office program uses them.
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.damaged()
        try:
            with self._file.open(info) as file:
                while piece := file.read(_PIECE):
                    self._room -= len(piece)
                    if self._room < 0:
                        raise self.too_large()
                    yield piece
        except DAMAGES:
            raise self.damaged() from None


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
