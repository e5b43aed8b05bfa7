"""What a person reads on the command line, in Chinese or English by the locale.

English stands in the code; its Chinese stands in ``chinese.py``, and a text without Chinese stays as it is. Data
(records, diagnostics, tables) never depends on the locale; what the columns of a database mean is such a text.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, TypeVar

from fupin_extract.cli.chinese import CHINESE
from fupin_extract.errors import FupinError
from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.write.labels import Headers

T = TypeVar("T")


def say(text: str, /, **values: object) -> str:
    """The text in the reader's language, with ``{name}`` replaced by ``values``, themselves in that language."""
    chosen = _chosen(text)
    return chosen.format(**{name: _chosen(value) for name, value in values.items()}) if values else chosen


def told(error: FupinError) -> str:
    """What went wrong, in the reader's language."""
    return say(error.template, **error.values)


def _chosen(value: T) -> T | str:
    """A text of ours, or what the system says of a file, in the reader's language; anything else as it is."""
    if not isinstance(value, str) or language() != "zh":
        return value
    return CHINESE.get(value) or _reasons().get(value, value)


def _reasons() -> dict[str, str]:
    """What the system says where a file cannot be read or written, and the Chinese of it."""
    return {
        os.strerror(errno.EACCES): "没有权限",
        os.strerror(errno.EPERM): "不允许",
        os.strerror(errno.ENOENT): "没有这个文件或目录",
        os.strerror(errno.ENOSPC): "磁盘已满",
        os.strerror(errno.EROFS): "只读磁盘",
        os.strerror(errno.EIO): "读写出错",
        os.strerror(errno.ENAMETOOLONG): "文件名太长",
        os.strerror(errno.EEXIST): "已经存在",
        os.strerror(errno.ENOTDIR): "不是目录",
        os.strerror(errno.EISDIR): "是目录",
        os.strerror(errno.EXDEV): "不在同一磁盘",
        os.strerror(errno.EBUSY): "正被占用",
        os.strerror(errno.ECONNREFUSED): "连接被拒绝",
    }


def complain(line: str) -> None:
    """One line on standard error, whatever the message holds."""
    complain_in_full(f"fupin-extract: {' '.join(line.split())}")


def complain_in_full(text: str) -> None:
    """A text on standard error; that it is closed, or that there is none, is no reason to fail."""
    if sys.stderr is None:  # print would take standard output instead
        return
    with contextlib.suppress(OSError):
        # A byte of a file's name that is no character becomes a question mark.
        print(shown(text.encode(errors="replace").decode(), "\ufffd", "\n"), file=sys.stderr)


def language() -> Headers:
    """``zh`` or ``en``: the language of messages, found as gettext finds it, else that of Windows itself."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if locale.split(".")[0] in ("C", "POSIX"):
        return "en"
    wanted = os.environ.get("LANGUAGE") or locale
    if not wanted and sys.platform == "win32":
        return _windows_language()
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"


def _windows_language() -> Headers:
    """The language of the Windows user interface: the low ten bits of its code say which, 4 is Chinese."""
    if sys.platform != "win32":
        return "en"
    import ctypes

    return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 4 else "en"
