"""The command line: one module a command; with ``batch/`` the only place that does I/O or prints.

Importing this package imports no command and no library; ``run`` does when it is called, and each command imports its
own work inside its function, so that ``--help`` waits for none of it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

# Where pydantic looks for plugins, though they are off: it loads importlib.metadata, with mails and sockets, to do so.
_PLUGINS = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    """Stands for that module; what else is asked of it, the module itself answers."""

    @staticmethod
    def get_plugins() -> tuple[()]:
        """There are none."""
        return ()

    def __getattr__(self, name: str) -> object:
        del sys.modules[_PLUGINS]
        return getattr(import_module(_PLUGINS), name)


def main() -> None:
    """The entry point of ``fupin-extract``: ends the process with the exit code of ``run``."""
    if getattr(sys, "frozen", False):  # a program in one file is started anew for each worker, and does its work here
        from multiprocessing import freeze_support

        freeze_support()
    from fupin_extract.kept import KEPT

    # Nothing that is made while modules are loaded is garbage, and plugins of others have no business here.
    gc.set_threshold(100_000, 20, 20)
    if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") == "__all__":
        sys.modules.setdefault(_PLUGINS, _NoPlugins(_PLUGINS))
    KEPT.open_later(_kept_file)
    code = run(sys.argv[1:])
    KEPT.save()
    # Nor is it looked for at the end, when all goes.
    gc.freeze()
    sys.exit(code)


def _kept_file() -> Path | None:
    from fupin_extract.cli.cache import kept_file

    return kept_file()


def run(args: Sequence[str]) -> int:
    """One call of the command line; what goes wrong is one line on standard error.

    Returns:
        0 done; 1 done, and there is something to look at; 2 could not be done; 130 interrupted.
    """
    try:
        from fupin_extract.cli.app import build

        code = build(args)(list(args), prog_name="fupin-extract", standalone_mode=False)
    except (KeyboardInterrupt, EOFError):
        return 130
    except SystemExit:  # so typer leaves where a reader of the help has gone away: he has enough
        return 0
    except Exception as error:
        if os.environ.get("FUPIN_TRACEBACK"):
            raise
        return _failed(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    import typer

    from fupin_extract.cli.messages import complain, complain_in_full, say, told
    from fupin_extract.cli.usage import in_words
    from fupin_extract.errors import FupinError

    if isinstance(error, typer.Abort):
        return 130
    # Wrong usage: what typer raises has this method in every release, and its class no public name.
    usage = getattr(error, "format_message", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        complain_in_full(str(error))
    elif usage is not None:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "fupin-extract"
        complain(say("{problem} (see {command} --help)", problem=in_words(usage()), command=command))
    elif isinstance(error, FupinError):
        complain(told(error))
    else:
        complain(unexpected(error))
    return 2


def unexpected(error: Exception) -> str:
    """The line for an error that nobody foresaw: what it is, and how to see where it came from."""
    from fupin_extract.cli.messages import say

    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    problem = f"{type(error).__name__}: {error}"
    return say(
        "a mistake in this program, please report it: {problem} (FUPIN_TRACEBACK=1 shows where)", problem=problem
    )
