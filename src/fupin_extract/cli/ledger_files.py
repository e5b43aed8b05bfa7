"""The workbooks that the commands of the ledger read and write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_extract.cli.chinese import CHINESE
from fupin_extract.cli.output import write_file
from fupin_extract.errors import FupinError, WriteError
from fupin_extract.files import contents
from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.ledger.table import LedgerTable
    from fupin_extract.records.standing import Finding
    from fupin_extract.write.labels import Headers

# What a workbook is called, and what no returned workbook is: open in a program, hidden, or a ledger as it was.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb")
_KEPT = ".bak-"
# The longest name of a file, in characters: a Chinese one is three bytes, and some systems take 255.
_LONGEST = 60


def bytes_of(path: Path) -> bytes:
    """The bytes of a file that a user has named."""
    return contents(path, path.as_posix())


def read_file(path: Path) -> LedgerTable:
    """The ledger in a file."""
    from fupin_extract.ledger.table import read_ledger

    return read_ledger(bytes_of(path), path.as_posix())


def given_files(paths: Iterable[Path], master: Path) -> Iterator[Path]:
    """The files, and the workbooks of folders by name; not the ledger itself, nor what it was before."""
    for path in paths:
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _WORKBOOKS) if path.is_dir() else [path]
        for each in inside:
            own = each.exists() and master.exists() and each.samefile(master)
            if not own and not each.name.startswith(("~$", ".", f"{master.stem}{_KEPT}")):
                yield each


def read_back(paths: Iterable[Path], headers: Headers, unread: list[Finding]) -> Iterator[LedgerTable]:
    """The ledgers in the files; one that cannot be read is a finding, and stops no other."""
    from fupin_extract.records.standing import Finding

    for path in dict.fromkeys(paths):
        try:
            yield read_file(path)
        except FupinError as error:
            reason = _said(error, headers).removeprefix(path.as_posix()).lstrip(":： ")
            unread.append(Finding(code="unread", file=path.as_posix(), now=reason))


def _said(error: FupinError, headers: Headers) -> str:
    """What went wrong, in the language of the report, whatever that of the messages is."""
    if headers == "en":
        return str(error)
    values = {
        name: CHINESE.get(value, value) if isinstance(value, str) else value for name, value in error.values.items()
    }
    return CHINESE.get(error.template, error.template).format(**values) if values else str(error)


def file_name(office: str, taken: Iterable[str]) -> str:
    """The name of an office as that of a file on every system, that no other has."""
    used = {Path(name).stem for name in taken}
    stem = re.sub(r'[\\/:*?"<>|.\s]+', "_", shown(office)).strip("_")[:_LONGEST] or "_"
    number, name = 1, stem
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    return name


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder, which is made where it is missing.

    Raises:
        WriteError: one of them is there already: it may have been filled in; or they cannot be written.
    """
    for name in files:
        if (folder / name).exists():
            raise WriteError("{path}: is there already: give another folder with -o", path=(folder / name).as_posix())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise WriteError("{path}: cannot be written: {reason}", path=folder.as_posix(), reason=reason) from error
    for name, data in files.items():
        write_file([data], folder / name)


def keep(path: Path, data: bytes) -> None:
    """Keep a ledger as it was, beside it, under the first number that is free."""
    number = 1
    while (kept := path.with_name(f"{path.stem}{_KEPT}{number}{path.suffix}")).exists():
        number += 1
    write_file([data], kept)
