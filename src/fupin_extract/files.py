"""Files of a user, opened so that none is waited for and none is without end: the one place that knows how large.

A pipe, a device or a file of ``/proc`` may have nothing to give for ever, or give for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fupin_extract.errors import ReadError

# No notice is so large, unless somebody says so, nor are rules; a file that is, is something else.
LARGEST = 256 * 1024 * 1024
# No path that somebody types is longer.
_LONGEST_NAME = 260
# Windows has no such flag: nothing there is opened by waiting for another program.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


@contextmanager
def opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    """A regular file, or one that a link leads to; ``name`` is what it is called in errors.

    Raises:
        ReadError: it is missing, unreadable, or no regular file.
    """
    with told(name), open(path, "rb", buffering=0, opener=_opener) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ReadError("{path}: is no regular file", path=name)
        yield file


@contextmanager
def told(name: str) -> Iterator[None]:
    """What goes wrong with the file that ``name`` stands for, said to a user.

    Raises:
        ReadError: in place of the error of the system.
    """
    try:
        yield
    except FileNotFoundError:
        raise ReadError("{path}: no such file", path=name) from None
    except OSError as error:
        raise ReadError("{path}: cannot be read: {reason}", path=name, reason=error.strerror or error) from None
    except ValueError:
        raise ReadError("{path}: is no name of a file", path=repr(name)) from None


def names_a_file(text: str) -> bool:
    """Whether a text, if it is short and one line, is also the name of a file that exists."""
    if len(text) > _LONGEST_NAME or not text or "\n" in text or "\r" in text:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, a NUL in it
        return False


def contents(path: Path, name: str) -> bytes:
    """The bytes of a regular file.

    Raises:
        ReadError: as ``opened``, or it is too large.
    """
    with opened(path, name) as file:
        return whole(file, name)


def whole(file: IO[bytes], name: str, most: int | None = None) -> bytes:
    """All that a file has to give, of a notice ``most`` bytes.

    Raises:
        ReadError: it is more than that, or there is nothing now and no end either.
    """
    return b"".join(portions(file, name, most))


def portions(file: IO[bytes], name: str, most: int | None = None) -> Iterator[bytes]:
    """The same, a megabyte at a time.

    Raises:
        ReadError: as ``whole``.
    """
    size = 0
    while (piece := file.read(1 << 20)) != b"":
        if piece is None:  # so a file that was opened without waiting says that it would have to be waited for
            raise ReadError("{path}: has nothing to read, and no end", path=name)
        size += len(piece)
        if most is not None and size > most:
            raise ReadError("{path}: is larger than {most} MB: allow more with --max-size", path=name, most=most >> 20)
        if most is None and size > LARGEST:
            raise ReadError("{path}: is larger than {most} MB", path=name, most=LARGEST >> 20)
        yield piece


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)
