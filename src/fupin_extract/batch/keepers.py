"""Where a worker leaves what it has made of a notice: in a file of its own, or in a shard that is put together later.

Both give a proof, by which a later run knows that it is still there as it was left. Nothing half-written is ever at its
place: a file is written elsewhere and moved there, and of a shard only what a proof names is read.
"""

from __future__ import annotations

import shutil
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import uuid4


class Keeper(Protocol):
    """Keeps what was made of a notice under a name."""

    def keep(self, name: str, data: bytes) -> str:
        """Keep it, and give the proof.

        Raises:
            OSError: it cannot be written.
        """
        ...

    def holds(self, name: str, proof: str) -> bool:
        """Whether it is still there as it was left."""
        ...

    def drop(self, name: str) -> None:
        """Remove what is kept under a name, where it could be taken for something else."""
        ...


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """A file a notice below ``folder``, written in ``scratch``, which is on the same disk, and moved to its place."""

    folder: Path
    scratch: Path

    def keep(self, name: str, data: bytes) -> str:
        """Write the file; the proof is its size and the time of its last change."""
        place = self.folder / name
        beside = self.scratch / uuid4().hex
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(place)
        return _proof(place)

    def holds(self, name: str, proof: str) -> bool:
        """Whether the file has its size and time."""
        try:
            return _proof(self.folder / name) == proof
        except OSError:
            return False

    def drop(self, name: str) -> None:
        """Remove the file; a folder of this name is somebody else's."""
        place = self.folder / name
        if place.is_file():
            place.unlink(missing_ok=True)


def _proof(place: Path) -> str:
    stat = place.stat()
    return f"{stat.st_size}:{stat.st_mtime_ns}"


@dataclass(slots=True)
class ShardKeeper:
    """Pieces, compressed, one behind another in a file that each worker begins for itself."""

    folder: Path
    _shard: str | None = field(default=None, init=False)

    def __getstate__(self) -> Path:
        """For another process, which begins a shard of its own."""
        return self.folder

    def __setstate__(self, folder: Path) -> None:
        self.folder, self._shard = folder, None

    def keep(self, name: str, data: bytes) -> str:  # noqa: ARG002 - the proof alone leads back to it
        """Add the piece; the proof is its shard, its place and length there, and its checksum."""
        piece = zlib.compress(data, 1)
        self._shard = self._shard or uuid4().hex
        with (self.folder / self._shard).open("ab") as file:
            start = file.tell()
            file.write(piece)
        return f"{self._shard}:{start}:{len(piece)}:{zlib.crc32(piece)}"

    def holds(self, name: str, proof: str) -> bool:  # noqa: ARG002
        """Whether the piece is whole."""
        return self._piece(proof) is not None

    def drop(self, name: str) -> None:
        """Nothing: a piece that no proof names is not read."""

    def get(self, proof: str) -> bytes:
        """The piece.

        Raises:
            LookupError: it is not there, or not as it was left.
        """
        piece = self._piece(proof)
        if piece is None:
            raise LookupError(proof)
        return zlib.decompress(piece)

    def forget_all_but(self, shards: set[str]) -> None:
        """Remove the shards of which no proof is left."""
        for file in self.folder.iterdir():
            if file.name not in shards:
                file.unlink(missing_ok=True)

    def _piece(self, proof: str) -> bytes | None:
        shard, start, length, checksum = proof.split(":")
        try:
            with (self.folder / shard).open("rb") as file:
                file.seek(int(start))
                piece = file.read(int(length))
        except OSError:
            return None
        return piece if len(piece) == int(length) and zlib.crc32(piece) == int(checksum) else None


def emptied(folder: Path) -> Path:
    """The folder, new and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
