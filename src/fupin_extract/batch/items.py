"""What a batch works on: an item is one notice's bytes, in a file, in a ZIP archive, or in object storage."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from fupin_extract.errors import FupinError, ReadError
from fupin_extract.files import opened, portions, whole


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, as an error says it: a text with a ``{name}`` for each value, so that it can be translated."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, error: FupinError) -> Trouble:
        """The problem that an error tells. Values become text, unless JSON can hold them."""
        plain = {name: v if isinstance(v, int | str) else str(v) for name, v in error.values.items()}
        return cls(error.template, plain)

    @property
    def reason(self) -> str:
        """The text, in English, without the path that it begins with."""
        template = self.template.removeprefix("{path}: ")
        return template.format(**self.values) if self.values else template


@dataclass(frozen=True, slots=True)
class Item:
    """One notice to read.

    ``path`` is what it is called: relative to the folder that was given, with ``/``. ``where`` is its file or its URL,
    ``member`` its place in that file, a ZIP archive.
    """

    path: str
    where: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What stood among the items and is none: skipped on purpose, or ``failed``."""

    path: str
    problem: Trouble
    failed: bool = False


def digest(item: Item) -> str:
    """The SHA-256 of an item's bytes.

    Raises:
        ReadError: it cannot be read, or is larger than any notice.
    """
    found = sha256()
    with _opened(item) as file:
        for piece in portions(file, item.path):
            found.update(piece)
    return found.hexdigest()


def content(item: Item) -> bytes:
    """An item's bytes.

    Raises:
        ReadError: it cannot be read, or is larger than any notice.
    """
    with _opened(item) as file:
        return whole(file, item.path)


@contextmanager
def _opened(item: Item) -> Iterator[IO[bytes]]:
    try:
        with _file(item) as file:
            yield file
    except FileNotFoundError:
        raise ReadError("{path}: no such file", path=item.path) from None
    except OSError as error:
        raise ReadError("{path}: cannot be read: {reason}", path=item.path, reason=error.strerror or error) from None


def _file(item: Item) -> AbstractContextManager[IO[bytes]]:
    if item.member is not None:
        return _member(item)
    if "://" in item.where:
        from fupin_extract.batch.remote import open_remote

        return open_remote(item.where)
    return opened(Path(item.where), item.path)


@contextmanager
def _member(item: Item) -> Iterator[IO[bytes]]:
    try:
        archive = open_archive(item.where)
        with archive.open(archive.infolist()[item.member or 0]) as file:
            yield file
    except FupinError:
        raise
    except NotImplementedError:
        raise ReadError("{path}: is packed in its ZIP archive in a way that is not known", path=item.path) from None
    except RuntimeError:  # so zipfile refuses what is encrypted
        raise ReadError("{path}: is locked with a password in its ZIP archive", path=item.path) from None
    except Exception:  # noqa: BLE001 - each way of packing has errors of its own, and zipfile lets them through
        raise ReadError("{path}: is damaged in its ZIP archive", path=item.path) from None


def open_archive(where: str) -> zipfile.ZipFile:
    """A ZIP archive, kept open: finding its members anew for each of a hundred thousand would take for ever.

    Raises:
        OSError: it cannot be read.
        zipfile.BadZipFile: it is none.
    """
    return _archive(where, Path(where).stat().st_mtime_ns)


def close_archives() -> None:
    """Close the archives that were kept open."""
    _archive.cache_clear()


@lru_cache(maxsize=4)
def _archive(where: str, changed: int) -> zipfile.ZipFile:  # noqa: ARG001 - an archive that has changed is another
    archive = zipfile.ZipFile(where)
    if sum(info.compress_size for info in archive.infolist()) > Path(where).stat().st_size:
        raise zipfile.BadZipFile("its members lie over one another")  # so that a small archive unpacks for days
    return archive
