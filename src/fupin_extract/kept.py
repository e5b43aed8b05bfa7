"""What an earlier call of the command made of our patterns and rules, so that this one need not make it again.

The command line opens ``KEPT`` with a file of the user's own cache, and puts away there what was added. In a program
that imports this package it stays closed: everything is made, and nothing is kept beside what was made.

The file has the trust of Python's own compiled files: nobody but its owner may have written it, and its checksum fits.
Else it is passed over, and made anew.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

T = TypeVar("T")
# The code of patterns; what is looked for before a pattern, and what to learn whether it is there; the characters that
# it begins and ends with; the packaged rules; how things of our classes are made.
# All of it is plain data.
Shelf = Literal["code", "plans", "signs", "begins", "ends", "rules", "inits"]
_MARK = b"fupin-extract kept 1\n"
_DIGEST = 32
# More than this is kept by no call; a file that is larger is none of ours.
_MOST_BYTES = 16 * 1024 * 1024
# There is one for each Python and each version; of more than these the oldest go.
_MOST_FILES = 8


class Kept:
    """Plain data by shelf and key, closed until it has a file; that is read when something is first asked for."""

    def __init__(self) -> None:
        self._find: Callable[[], Path | None] | None = None
        self._path: Path | None = None
        self._shelves: dict[str, dict[Any, Any]] | None = None
        self._added = False

    def open(self, path: Path | None) -> None:
        """Begin with what the file holds, or with nothing where it cannot be trusted; closed where there is no path."""
        self._find, self._path, self._shelves, self._added = None, path, None, False

    def open_later(self, find: Callable[[], Path | None]) -> None:
        """The same with the file that ``find`` names when something is first asked for."""
        self.open(None)
        self._find = find

    @property
    def path(self) -> Path | None:
        """The file; None while it is closed."""
        if self._find is not None:
            self._path, self._find = self._find(), None
        return self._path

    def get(self, shelf: Shelf, key: object, make: Callable[[], T]) -> T:
        """What is kept under the key, else what ``make`` gives: plain data that hangs on the key and our code alone."""
        if (path := self._path if self._find is None else self.path) is None:
            return make()
        if self._shelves is None:
            self._shelves = _read(path)
        things = self._shelves.setdefault(shelf, {})
        if key in things:
            found: T = things[key]
            return found
        things[key] = made = make()
        self._added = True
        return made

    def save(self) -> None:
        """Put away what was added; where that cannot be done, it is not."""
        if self._path is None or not self._added:
            return
        from hashlib import sha256

        with contextlib.suppress(OSError, ValueError):
            payload = marshal.dumps(self._shelves)
            if len(payload) <= _MOST_BYTES:
                _write(self._path, _MARK + sha256(payload).digest() + payload)
                _clear(self._path.parent)


KEPT = Kept()


def _read(path: Path) -> dict[str, dict[Any, Any]]:
    from hashlib import sha256

    try:
        if not (_is_mine(path.parent) and _is_mine(path)) or path.stat().st_size > _MOST_BYTES:
            return {}
        data = path.read_bytes()
        begin = len(_MARK) + _DIGEST
        payload = memoryview(data)[begin:]
        if data[:begin] != _MARK + sha256(payload).digest():
            return {}
        shelves: dict[str, dict[Any, Any]] = marshal.loads(payload)  # noqa: S302 - as Python loads its own .pyc files
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return shelves


def _is_mine(path: Path) -> bool:
    """Whether nobody else may have written it. On Windows a user's own folder is his."""
    if not hasattr(os, "geteuid"):
        return True
    told = path.lstat()
    return told.st_uid == os.geteuid() and not told.st_mode & 0o022


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    files = sorted(folder.glob("*.kept"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_MOST_FILES]:
        file.unlink(missing_ok=True)
