"""Where bytes go: standard output, or a file that is written wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fupin_extract.cli.messages import say
from fupin_extract.errors import ReadError, WriteError
from fupin_extract.text.shown import shown
from fupin_extract.write.registry import WRITERS, What, by_suffix, formats, writer

# As wide as a table is where nobody says how wide: a pipe, a file.
_WIDTH = 120


def has_terminal() -> bool:
    """Whether standard output is a terminal; a service may have none at all."""
    return sys.stdout is not None and sys.stdout.isatty()


def table_or(piped: str) -> str:
    """What is shown where nobody says: a table on a terminal, in a pipe what programs read."""
    return "table" if has_terminal() else piped


def format_of(what: What, form: str | None, output: Path | None, shown: str) -> str:
    """The format that is asked for, else the one that the suffix of the file names; ``shown`` on standard output.

    Raises:
        WriteError: the suffix names none that the thing has, or a terminal cannot show it.
    """
    if output is not None and str(output) != "-":
        if found := form or by_suffix(what, output):
            return found
        text = "{path}: no format is known by this suffix; give one of {known} with --format"
        raise WriteError(say(text, path=output, known=", ".join(formats(what))))
    chosen = form or shown
    if writer(what, chosen).binary and has_terminal():
        raise WriteError("{form} is not for a terminal: give a file to write with -o", form=chosen)
    return chosen


def terminal_width() -> int:
    """The columns of the terminal that standard output is, else 120."""
    if not has_terminal():
        return _WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH


def for_spreadsheets(bom: bool | None, output: Path | None) -> bool:
    """Whether CSV has a byte order mark: where nobody says, in a file, which people open, and not in a pipe."""
    return bom if bom is not None else output is not None and str(output) != "-"


def check_target(output: Path | None, files: Sequence[str], patches: Sequence[Path] | None = None) -> None:
    """Refuse, before any file is read, a call of which nothing can come.

    Raises:
        ReadError: standard input is to be read twice.
        WriteError: the output is a folder, in no folder, or one of the files that are to be read, a patch too.
    """
    if files.count("-") > 1:
        raise ReadError("-: standard input can be read only once")
    if output is None or str(output) == "-":
        return
    if output.is_dir():
        raise WriteError("{path}: it is a folder; give a file to write", path=output)
    if not output.parent.is_dir():
        raise WriteError("{path}: there is no such folder to write it in", path=output)
    for name in (*files, *map(str, patches or ())):
        if name != "-" and output.exists() and Path(name).exists() and output.samefile(name):
            raise WriteError("{path}: it is one of the files to read; choose another file to write", path=output)


def check_text_target(output: Path | None, files: Sequence[str], patches: Sequence[Path] | None = None) -> None:
    """The same for what is text and nothing else, which no program opens that goes by a name such as plan.xlsx.

    Raises:
        ReadError: as ``check_target``.
        WriteError: as ``check_target``, or the name is that of a workbook or another file that is no text.
    """
    check_target(output, files, patches)
    binary = {suffix for known in WRITERS if known.binary and known.format != "html" for suffix in known.suffixes}
    if output is not None and output.suffix.lower() in binary:
        text = "{path}: what is written is text, and no {suffix}: give a name that ends otherwise"
        raise WriteError(text, path=output, suffix=output.suffix)


def deliver(data: bytes | Iterable[bytes], output: Path | None, *, coloured: bool = False) -> None:
    """The bytes, or portions of them, to the file ``output``, or to standard output where that is None or ``-``.

    A terminal is shown what a text holds, and obeys none of it; ``coloured``: the codes in it are ours, and no others.

    Raises:
        WriteError: they cannot be written; a file that stood there still stands.
    """
    portions = [data] if isinstance(data, bytes) else data
    if output is None or str(output) == "-":
        plain = has_terminal() and not coloured
        for portion in portions:
            if not write_stdout(_shown(portion) if plain else portion):
                return
    else:
        write_file(portions, output)


def _shown(data: bytes) -> bytes:
    return shown(data.decode(errors="replace"), keep="\r\n\t").encode()


def write_stdout(data: bytes) -> bool:
    """The bytes as they are, whatever the terminal's encoding; False where their reader has gone away (``| head``).

    Raises:
        WriteError: there is no standard output, or it takes no more.
    """
    if sys.stdout is None:
        raise WriteError("there is no standard output: give a file to write with -o")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # Windows has EINVAL where others have EPIPE. What is still in the buffer goes nowhere, or Python would
        # complain about it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise _cannot("standard output", error) from error
        return False
    return True


def write_file(portions: Iterable[bytes], path: Path) -> None:
    """The bytes into a temporary file beside ``path``, which then takes its place: nobody sees half a file."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, not replaced
            with path.open("wb") as file:
                file.writelines(portions)
        else:
            _replace(path.resolve(), portions)  # resolved: a link stays a link
    except OSError as error:
        raise _cannot(path, error) from error


def _replace(path: Path, portions: Iterable[bytes]) -> None:
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            file.writelines(portions)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:  # an interrupt too leaves nothing behind
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _cannot(path: Path | str, error: OSError) -> WriteError:
    return WriteError("{path}: cannot be written: {reason}", path=path, reason=error.strerror or error)
