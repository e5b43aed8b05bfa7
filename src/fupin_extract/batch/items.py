"""What a batch works on: an item is one notice's bytes, in a file, in a ZIP archive, or in object storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from fupin_extract.archives import opened_member
from fupin_extract.errors import FupinError, ReadError
from fupin_extract.files import LARGEST, opened, portions, whole


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
    ``member`` its place in that file, a ZIP archive. It has ``most`` bytes, or is none.
    """

    path: str
    where: str
    member: int | None = None
    most: int = LARGEST


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
        for piece in portions(file, item.path, item.most):
            found.update(piece)
    return found.hexdigest()


def content(item: Item, most: int = LARGEST) -> bytes:
    """An item's bytes, so many at most.

    Raises:
        ReadError: it cannot be read, or is larger than any notice.
    """
    with _opened(item) as file:
        return whole(file, item.path, most)


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
        return opened_member(item.where, item.member, item.path)
    if "://" in item.where:
        from fupin_extract.batch.remote import open_remote

        return open_remote(item.where)
    return opened(Path(item.where), item.path)
