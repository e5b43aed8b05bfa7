"""Word's old formats, RTF and OpenDocument → .docx by LibreOffice, where it is installed, and then as any .docx.

LibreOffice runs without a window, with a profile of its own in a temporary folder, macros off, no links followed, for a
limited time, once at a time, and no longer than this program, in whatever way that ends.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from fupin_extract.errors import ReadError
from fupin_extract.files import contents
from fupin_extract.read import limits, tether
from fupin_extract.read.document import Extracted
from fupin_extract.read.docx import read_docx

_COMMANDS = ("soffice", "libreoffice")
# Where it is installed when it is not on the path.
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_NEW_FORM = "docx:MS Word 2007 XML"
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "FirstRun", "false"),
)
_ONE = Lock()


def read_office(data: bytes, encoding: str | None, name: str) -> Extracted:
    """The text of a file that LibreOffice's writer opens.

    Raises:
        ReadError: LibreOffice is not installed, takes too long, or cannot open it.
    """
    program = _program()
    if program is None:
        problem = "{path}: is in an old format, and LibreOffice, which reads it, is not installed: {advice}"
        advice = "install it (libreoffice.org), or save the file as .docx"
        raise ReadError(problem, path=name, advice=advice)
    with _ONE, TemporaryDirectory(prefix="fupin-", ignore_cleanup_errors=True) as folder:
        return read_docx(_converted(program, data, Path(folder), name), encoding, name)


def refuse_locked(_: bytes, __: str | None, name: str) -> Extracted:
    """An office file that is encrypted as a whole.

    Raises:
        ReadError: always.
    """
    raise ReadError("{path}: is locked with a password: save it without one", path=name)


def _program() -> str | None:
    """Where LibreOffice is; None where it is not."""
    found = (shutil.which(command) for command in _COMMANDS)
    places = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in found if path), None) or next(places, None)


def _converted(program: str, data: bytes, folder: Path, name: str) -> bytes:
    source, profile = folder / "source", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    command += ["--nolockcheck", "--nodefault", "--convert-to", _NEW_FORM, "--outdir", str(folder / "new"), str(source)]
    _run(command, folder, name)
    made = folder / "new" / "source.docx"
    if not made.is_file():
        problem = "{path}: LibreOffice cannot open it: is it damaged, or locked with a password?"
        raise ReadError(problem, path=name)
    return contents(made, name)


def _registry() -> str:
    items = "".join(_SETTING.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {space}>{items}</oor:items>'


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run it to its end, or end it and all that it has started."""
    try:
        code, reason = tether.run(command, folder, limits.PATIENCE)
    except OSError as error:
        code, reason = tether.NOT_STARTED, error.strerror or str(error)
    except subprocess.TimeoutExpired:
        problem = "{path}: LibreOffice took longer than {seconds} seconds: save the file as .docx"
        raise ReadError(problem, path=name, seconds=limits.PATIENCE) from None
    if code == tether.NOT_STARTED and reason:
        raise ReadError("{path}: LibreOffice cannot be started: {reason}", path=name, reason=reason)
