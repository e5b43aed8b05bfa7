"""ZIP archives that are no document: what to do with the files in them."""

from __future__ import annotations

from fupin_extract.errors import ReadError
from fupin_extract.read.document import Extracted
from fupin_extract.read.packed import Packed


def refuse_zip(data: bytes, _: str | None, name: str) -> Extracted:
    """Nothing: many files are no notice.

    Raises:
        ReadError: always; it says how to go on.
    """
    if "!/" in name:
        raise ReadError("{path}: is a ZIP archive inside another: unpack it first", path=name)
    count = len(Packed(data, name).names)
    problem = "{path}: is a ZIP archive of {count} files: name one as {path}!/FILE, or give it to batch"
    raise ReadError(problem, path=name, count=count)
