"""What a batch writes, and under which name: each notice into a folder, or all of them into one table or database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fupin_extract.errors import WriteError
from fupin_extract.write.registry import by_suffix, suffixes, writer

_JOURNAL, _REPORT = ".journal", ".report.json"
# In the folder of the journal.
DATABASE = "journal.sqlite"
# Stands in the database as its application_id: "FPJ1".
OURS_ID = 0x46504A31
# Beside what only one thing is written in, suffixes of files that nothing is written in: a folder is not called so.
_OTHERS = {".xls", ".zip"}
# What Windows allows in no name; a blank or a stop at the end of one it loses.
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .]+$')
# Halves of characters, by which Python stands for bytes of a name that mean nothing.
SURROGATES = re.compile("[\ud800-\udfff]")
_DRIVE = re.compile("[A-Za-z]:")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
# Systems take names of 255 bytes; what is told apart and written beside needs some of them.
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a batch writes: ``out``, with its journal and report beside it; ``table`` is None for a folder."""

    out: Path
    table: str | None

    @property
    def journal(self) -> Path:
        """The folder that knows what is done."""
        return self.out.with_name(f"{self.out.name}{_JOURNAL}")

    @property
    def report(self) -> Path:
        """What became of each file."""
        return self.out.with_name(f"{self.out.name}{_REPORT}")

    @property
    def owned(self) -> frozenset[Path]:
        """What is never read as a notice."""
        return frozenset({self.out, self.journal, self.report})


def of_a_batch(place: Path) -> bool:
    """Whether a batch writes, or has written, this file or folder: it is one's output, report or journal."""
    try:
        out = place.with_name(place.name.removesuffix(_REPORT).removesuffix(_JOURNAL))
        return is_journal(out.with_name(f"{out.name}{_JOURNAL}") / DATABASE)
    except (OSError, ValueError):  # nothing can lie beside the root, or a name so long
        return False


def is_journal(database: Path) -> bool:
    """Whether a file is a journal of ours: SQLite, with our number, or of an earlier version, which had none.

    Raises:
        OSError: it cannot be read.
    """
    if not database.is_file():
        return False
    with database.open("rb") as file:
        begin = file.read(72)
    version, number = begin[60:64], begin[68:72]
    ours = (number == OURS_ID.to_bytes(4)) or version == (1).to_bytes(4)
    return begin.startswith(b"SQLite format 3\0") and ours


def target(out: str) -> Destination:
    """What ``out`` stands for: its suffix names a table or a database; else it is a folder, of a file a notice.

    A folder called ``.parquet`` (it exists, or the name ends with ``/``) takes the database as Parquet files.

    Raises:
        WriteError: it is no name, or that of a file that all notices cannot go into.
    """
    path = Path(out).absolute()
    path = path.resolve() if path.is_symlink() else path.parent.resolve() / path.name  # a link stays a link
    if not path.name or out in ("", "-"):
        raise WriteError("{path}: give a folder or a file to write all notices to", path=out)
    suffix = path.suffix.lower()
    folder = out.endswith(("/", "\\")) or path.is_dir()
    if folder and path.is_file():
        raise WriteError("{path}: is a file; give a folder to write in", path=out)
    if folder:
        return Destination(path, "parquet-folder" if suffix == ".parquet" else None)
    table = by_suffix("all", path)
    if table is None and suffix in {*suffixes(), *_OTHERS}:
        known = ", ".join(suffixes("all"))
        raise WriteError("{path}: all notices go into a folder, or into a file of {known}", path=out, known=known)
    if path.exists() and table is None:
        raise WriteError("{path}: is a file; give a folder to write in", path=out)
    return Destination(path, table)


def safe_path(name: str) -> str:
    """A path that begins nowhere and leads nowhere up: ``/data/x/../../../a.txt`` is ``a.txt``."""
    kept: list[str] = []
    for part in name.split("/"):
        if part == "..":
            del kept[-1:]
        elif part not in ("", ".") and not _DRIVE.fullmatch(part):
            kept.append(part)
    return SURROGATES.sub("\ufffd", "/".join(kept))


def output_name(path: str, form: str, again: int = 0) -> str:
    """Where in the folder the notice called ``path`` goes: ``a/b.txt`` to ``a/b.txt.yaml``, on any system.

    Where two would have one name, the ``again``-th after the first gets ``a/b.txt~2.yaml`` and so on.
    """
    suffix = writer("notices", form).suffixes[0]
    *folders, name = (_portable(part) for part in path.split("/"))
    # No folder is called as a file might be: a.txt, and b.txt in a folder a.txt.yaml, are two.
    folders = [f"{folder}~" if folder.lower().endswith(suffix) else folder for folder in folders]
    told_apart = f"~{again + 1}" if again else ""
    return "/".join([*folders, f"{name}{told_apart}{suffix}"])


def _portable(part: str) -> str:
    safe = _FORBIDDEN.sub("_", part) or "_"
    if _RESERVED.match(safe):
        safe = f"_{safe}"
    if len(safe.encode()) <= _LONGEST:
        return safe
    mark = sha256(safe.encode()).hexdigest()[:8]
    return f"{safe.encode()[: _LONGEST - 9].decode(errors='ignore')}~{mark}"
