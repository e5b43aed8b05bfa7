"""Where a worker leaves what it has made of a notice: in a file of its own, or in a shard that is put together later.

Both give a proof, by which a later run knows that it is still there as it was left. Nothing half-written is ever at its
place: a file is written elsewhere and moved there, and of a shard only what a proof names is read.
"""

from __future__ import annotations

import errno
import os
import shutil
import zlib
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from itertools import accumulate
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
        """Whether it seems to be there as it was left."""
        ...

    def intact(self, name: str, proof: str) -> bool:
        """Whether it is there, byte for byte."""
        ...

    def stranger(self, name: str, *, overwrite: bool) -> bool:
        """Whether something stands at the name, which nobody says is ours, that must not be replaced."""
        ...

    def drop(self, name: str) -> None:
        """Remove what is kept under a name, where it could be taken for something else."""
        ...


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """A file a notice below ``folder``, written in ``scratch``, which is on the same disk, and moved to its place.

    What is linked to lies elsewhere and is somebody else's: no link is written through.
    """

    folder: Path
    scratch: Path

    def keep(self, name: str, data: bytes) -> str:
        """Write the file; the proof is its size, the time of its last change, and its checksum."""
        place = self.folder / name
        if self._linked(name):
            raise OSError(errno.ELOOP, "a folder on the way is a link", name)
        for above in (self.folder, *self._between(name)):
            above.mkdir(exist_ok=True)
        beside = self.scratch / uuid4().hex
        with beside.open("xb") as file:
            if place.is_file() and not place.is_symlink():
                shutil.copymode(place, beside)
            file.write(data)
        beside.replace(place)
        return f"{_stamp(place)}:{sha256(data).hexdigest()}"

    def holds(self, name: str, proof: str) -> bool:
        """Whether the file has its size and time."""
        try:
            return proof.startswith(f"{_stamp(self.folder / name)}:")
        except OSError:
            return False

    def intact(self, name: str, proof: str) -> bool:
        """Whether the file has its checksum."""
        try:
            with (self.folder / name).open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == proof.rpartition(":")[2]
        except OSError:
            return False

    def stranger(self, name: str, *, overwrite: bool) -> bool:
        """Whether a file stands there, or a link to a folder is on the way. No folder is ever replaced."""
        place = self.folder / name
        there = _is_link(place) or (os.path.lexists(place) and not place.is_dir())
        return (there and not overwrite) or self._linked(name)

    def drop(self, name: str) -> None:
        """Remove the file; a folder of this name is somebody else's, and so is what links lead to."""
        place = self.folder / name
        if os.path.lexists(place) and place.is_file() and not self._linked(name):
            place.unlink(missing_ok=True)

    def _linked(self, name: str) -> bool:
        return any(map(_is_link, self._between(name)))

    def _between(self, name: str) -> list[Path]:
        """The folders between ours and a file, from ours in. There may be more than a recursion could make."""
        *above, _ = accumulate(name.split("/"), Path.joinpath, initial=self.folder)
        return above[1:]


def _is_link(place: Path) -> bool:
    try:
        return place.is_symlink()
    except OSError:  # a name so long that nothing is there
        return False


def _stamp(place: Path) -> str:
    stat = place.lstat()
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

    def intact(self, name: str, proof: str) -> bool:
        """The same: a piece is always looked at whole."""
        return self.holds(name, proof)

    def stranger(self, name: str, *, overwrite: bool) -> bool:  # noqa: ARG002
        """No: nothing is written under the name."""
        return False

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


def checksum(made: Path) -> str:
    """The SHA-256 of a file, or of what a folder holds; empty where nothing is there."""
    if not made.exists():
        return ""
    found = sha256()
    for file in sorted(made.rglob("*")) if made.is_dir() else [made]:
        if file.is_file():
            with file.open("rb") as data:
                found.update(file.name.encode() if made.is_dir() else b"")
                found.update(file_digest(data, "sha256").digest())
    return found.hexdigest()
