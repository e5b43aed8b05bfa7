"""The files of a batch: folders walked in order of names, ZIP archives opened, lists and object storage as they come.

Nothing outside a folder is read: links that lead out of it, or to a folder, are skipped and told. Hidden files and
those of which every computer leaves some behind are no notices.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from fupin_extract.archives import member_name, open_archive
from fupin_extract.batch.destination import SURROGATES, of_a_batch, safe_path
from fupin_extract.batch.items import Item, Refused, Trouble
from fupin_extract.errors import FupinError
from fupin_extract.files import LARGEST

# What looking at a file may raise: names that are too long, no rights, links in a circle (RuntimeError in Python 3.11).
_TROUBLES = (OSError, RuntimeError, ValueError)
_LEFT_BEHIND = {"thumbs.db", "desktop.ini", "__macosx"}

Found = Item | Refused


@dataclass(frozen=True, slots=True)
class Filter:
    """Which files of a folder count: whose name fits one of ``globs`` (with a ``/``, their path), and how deep.

    ``outside`` is what this batch writes itself; ``most`` are the bytes that an item may have.
    """

    globs: tuple[str, ...] = ("*",)
    recursive: bool = True
    outside: frozenset[Path] = frozenset()
    most: int = LARGEST

    def takes(self, path: str) -> bool:
        """Whether the item of this path counts; ``*.txt`` means ``A.TXT`` too."""
        name = path.rpartition("/")[2]
        return any(fnmatchcase((path if "/" in g else name).casefold(), g.casefold()) for g in self.globs)


def work_list(given: Sequence[str], listed: Iterable[str], wanted: Filter) -> Iterator[Found]:
    """The items of what was given on the command line, then those of a list, each with what is none.

    Of one folder, items are called by their paths in it; of several, each begins with what was given. What a list
    names is called as the list writes it.
    """
    for found in _found(given, listed, wanted):
        yield replace(found, most=wanted.most) if isinstance(found, Item) else found


def _found(given: Sequence[str], listed: Iterable[str], wanted: Filter) -> Iterator[Found]:
    alone = len(given) == 1
    for name in given:
        called = safe_path(Path(name).absolute().name if alone and "://" not in name else Path(name).as_posix())
        yield from _given(name, "" if alone else called, called, wanted)
    for name in listed:
        called = safe_path(Path(name).as_posix())
        yield from _given(name, called, called, wanted)


def _given(name: str, prefix: str, called: str, wanted: Filter) -> Iterator[Found]:
    place = Path(name)
    if "://" in name:
        yield from _remote(name, prefix, wanted)
        return
    try:
        folder, file, there = place.is_dir(), place.is_file(), place.exists()
        written = folder and any(map(of_a_batch, (place.resolve(), *place.resolve().parents)))
    except _TROUBLES as error:
        yield _unreadable(called, error)
        return
    if written:
        yield _skipped(called, "{path}: is written by a batch")
    elif folder:
        yield from _folder(place.resolve(), prefix, wanted)
    elif file:
        yield from _file(place.absolute(), called, _all)
    elif there:
        yield _skipped(called, "{path}: is no regular file")
    else:
        yield _failed(called, "{path}: no such file")


def _all(path: str) -> bool:  # noqa: ARG001 - what somebody named is taken, whatever it is called
    return True


def _folder(root: Path, prefix: str, wanted: Filter) -> Iterator[Found]:
    """Everything in a folder, depth first, in order of names; on a stack of its own, since folders may be deep."""
    stack = [_entries(root, prefix)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif isinstance(found, Refused):
            yield found
        elif found[0] not in wanted.outside:
            place, path = found
            try:
                why, folder, file = _unwanted(place, root), place.is_dir(), place.is_file()
            except _TROUBLES as error:
                yield _unreadable(path, error)
                continue
            if why:
                yield _skipped(path, why)
            elif folder and wanted.recursive:
                stack.append(_entries(place, path))
            elif file:
                yield from _file(place, path, wanted.takes)
            elif not folder:
                yield _skipped(path, "{path}: is no regular file")


def _entries(folder: Path, path: str) -> Iterator[tuple[Path, str] | Refused]:
    """What a folder holds, each with what it is called; the folder itself is ``path``."""
    try:
        inside = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(path or ".", error)
        return
    for entry in inside:
        name = SURROGATES.sub("\ufffd", entry.name)
        yield entry, f"{path}/{name}" if path else name


def _unwanted(place: Path, root: Path) -> str | None:
    """Why an entry of a folder is not looked at."""
    name = place.name
    if name.startswith((".", "~$")) or name.casefold() in _LEFT_BEHIND:
        return "{path}: is hidden"
    if of_a_batch(place):
        return "{path}: is written by a batch"
    if not place.is_symlink():
        return None
    if place.is_dir():
        return "{path}: is a link to a folder, and not followed"
    return None if place.resolve().is_relative_to(root) else "{path}: is a link that leads out of the folder"


def _file(place: Path, path: str, takes: Callable[[str], bool]) -> Iterator[Found]:
    if place.suffix.lower() == ".zip":
        yield from _archive(str(place), path, takes)
    elif takes(path):
        yield Item(path, str(place))


def _archive(where: str, path: str, takes: Callable[[str], bool]) -> Iterator[Found]:
    """The files in a ZIP archive, which is like a folder of its name."""
    try:
        members = open_archive(where).infolist()
    except OSError as error:
        yield _unreadable(path, error)
        return
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        yield _failed(path, "{path}: is no ZIP archive, or a damaged one")
        return
    named = [(safe_path(member_name(info)), i) for i, info in enumerate(members) if not info.is_dir()]
    for name, i in sorted(named):
        inside = f"{path}/{name}"
        parts = name.split("/")
        if any(p.startswith((".", "~$")) or p.casefold() in _LEFT_BEHIND for p in parts):
            yield _skipped(inside, "{path}: is hidden")
        elif takes(inside):
            yield Item(inside, where, i)


def _remote(url: str, prefix: str, wanted: Filter) -> Iterator[Found]:
    from fupin_extract.batch.remote import list_remote

    try:
        for path, where in list_remote(url, recursive=wanted.recursive):
            called = f"{prefix}/{path}" if prefix else path
            if wanted.takes(called):
                yield Item(called, where)
    except FupinError as error:
        yield Refused(url, Trouble.of(error), failed=True)


def _skipped(path: str, template: str) -> Refused:
    return Refused(path, Trouble(template, {"path": path}))


def _unreadable(path: str, error: Exception) -> Refused:
    reason = error.strerror if isinstance(error, OSError) else None
    return _failed(path, "{path}: cannot be read: {reason}", reason=reason or str(error))


def _failed(path: str, template: str, **values: str) -> Refused:
    return Refused(path, Trouble(template, {"path": path, **values}), failed=True)
