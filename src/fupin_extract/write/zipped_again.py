"""A ZIP archive that a library has made, written again so that it does not say when: same input, same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first time that a ZIP can tell.
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def without_clock(data: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The archive with the same files in the same order, all of the same time; ``instead`` are the bytes of some."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fresh = ZipInfo(entry.filename, _EARLIEST)
            fresh.compress_type = ZIP_DEFLATED
            fresh.create_system = 0
            new.writestr(fresh, (instead or {}).get(entry.filename) or old.read(entry))
    return file.getvalue()
