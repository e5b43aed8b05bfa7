"""ZIP archives of notices, and the files in them: ``a.zip!/b.docx`` is the file ``b.docx`` in ``a.zip``."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO

from fupin_extract.errors import FupinError, ReadError
from fupin_extract.files import LARGEST, told, whole

INSIDE = "!/"
# So many names are told where one is asked for that is not there.
_TOLD = 5


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member. Programs on Chinese Windows write it in GBK, which zipfile takes for code page 437."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:  # the flag for UTF-8
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


@contextmanager
def opened_member(where: str, number: int, name: str) -> Iterator[IO[bytes]]:
    """A member by its place in an archive; ``name`` is what it is called in errors.

    Raises:
        ReadError: it is damaged, locked with a password, or packed in a way that is not known.
        OSError: the archive cannot be read.
    """
    try:
        archive = open_archive(where)
        with archive.open(archive.infolist()[number]) as file:
            yield file
    except FupinError:
        raise
    except NotImplementedError:
        raise ReadError("{path}: is packed in its ZIP archive in a way that is not known", path=name) from None
    except RuntimeError:  # so zipfile refuses what is encrypted
        raise ReadError("{path}: is locked with a password in its ZIP archive", path=name) from None
    except Exception:  # noqa: BLE001 - each way of packing has errors of its own, and zipfile lets them through
        raise ReadError("{path}: is damaged in its ZIP archive", path=name) from None


def member(name: str, most: int = LARGEST) -> bytes | None:
    """The bytes of ``a.zip!/b.docx``; None where the name is none of a file in an archive.

    Raises:
        ReadError: there is no such file in the archive, or it cannot be read.
    """
    where, inside, wanted = name.partition(INSIDE)
    if not inside or Path(name).exists() or not Path(where).is_file():
        return None
    try:
        with told(where):
            members = [(member_name(info), i) for i, info in enumerate(open_archive(where).infolist())]
    except zipfile.BadZipFile:
        raise ReadError("{path}: is no ZIP archive, or a damaged one", path=where) from None
    files = {file.removeprefix("./"): i for file, i in reversed(members) if not file.endswith("/")}
    if wanted not in files:
        known = ", ".join(sorted(files)[:_TOLD]) + (" …" if len(files) > _TOLD else "")
        raise ReadError("{path}: is not in the archive, which has {known}", path=name, known=known or "-")
    with opened_member(where, files[wanted], name) as file:
        return whole(file, name, most)


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
