"""Where a call keeps for the next what it has made of patterns and rules: in the user's folder for such things."""

from __future__ import annotations

import contextlib
import os
import sys
from hashlib import sha256
from pathlib import Path

from fupin_extract import __version__

# Where it is, if not where such things are; "off" for nowhere.
VARIABLE = "FUPIN_CACHE"
_PACKAGE = Path(__file__).parent.parent
# What the kept things depend on: the rules, and the code that makes something of them.
_MADE_OF = (_PACKAGE / "_rules", _PACKAGE.parent.parent / "rules", _PACKAGE / "ruleset", _PACKAGE / "text")


def kept_file() -> Path | None:
    """The file for this Python, these rules and this code; None where the user wants none or has no folder."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen == "off":
        return None
    try:
        folder = Path(chosen) if chosen else _folder()
    except RuntimeError:  # nobody's home
        return None
    # A home without a root would be wherever the call is made.
    return folder / f"{_key()}.kept" if chosen or folder.is_absolute() else None


def _folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "fupin-extract" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fupin-extract"
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (chosen if chosen.is_absolute() else Path.home() / ".cache") / "fupin-extract"


def _key() -> str:
    made_of = [sys.version, sys.implementation.cache_tag, sys.byteorder, __version__, str(_PACKAGE)]
    for folder in _MADE_OF:
        with contextlib.suppress(OSError), os.scandir(folder) as files:
            told = [(file.name, file.stat()) for file in files if file.name.endswith((".py", ".yaml"))]
            made_of += sorted(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in told)
    return sha256("\n".join(map(str, made_of)).encode()).hexdigest()[:32]
