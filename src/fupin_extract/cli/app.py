"""The commands under their names, and the words that typer itself puts into the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from inspect import getdoc
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from fupin_extract.cli.messages import language, say
from fupin_extract.write.registry import formats, writers

# What typer writes around our texts, and does not translate.
_FRAME = {
    "Usage: ": "用法：",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "<float range>": "<小数>       ",
    "Show this message and exit.": "显示帮助。",
    "[required]": "[必填]",
    "[default: ": "[默认：",
}


class Command(TyperCommand):
    """A command whose help is in the reader's language, and that takes an option with one value only once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for param, times in Counter(given).items():
            # The last would win, and the first be lost without a word.
            if times > 1 and not (getattr(param, "multiple", False) or getattr(param, "is_flag", False)):
                raise typer.BadParameter(say("given {times} times, and counts only once", times=times), ctx, param)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        with _translated(self):
            return _framed(super().get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The whole help: ours are one sentence, and Chinese has no blanks to cut it at."""
        return say(self.help or "")


class CommandGroup(TyperGroup):
    """A group of commands whose help is in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        with _translated(self):
            return _framed(super().get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The whole help, as of a command."""
        return say(self.help or "")


@contextmanager
def _translated(command: Command | CommandGroup) -> Iterator[None]:
    """The command with its help in the reader's language, and with what the registry knows filled in."""
    known = {
        "suffixes": " ".join(writer.suffixes[0] for writer in writers("all") if writer.suffixes),
        "explained": ", ".join(formats("explained")),
    }
    parts = [vars(part) for part in (command, *command.params)]
    texts = [part.get("help") for part in parts]
    for part, told in zip(parts, texts, strict=True):
        part["help"] = say(told or "", **known)
    yield
    for part, told in zip(parts, texts, strict=True):
        part["help"] = told


def _framed(text: str) -> str:
    if language() == "zh":
        for english, chinese in _FRAME.items():
            text = text.replace(english, chinese)
    return text


def _version(wanted: bool) -> None:
    if wanted:
        from fupin_extract import __version__
        from fupin_extract.cli.output import write_stdout

        write_stdout(f"fupin-extract {__version__}\n".encode())
        raise typer.Exit


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(
        cls=CommandGroup,
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Only the options that stand before a command."""


# Each command by its name: its module in this folder, and its function there.
_COMMANDS = {
    "parse": "parse:parse",
    "batch": "batch:batch",
    "report": "report:report",
    "outline": "outline:outline",
    "text": "text:text",
    "diff": "diff:diff",
    "units": "units:units",
    "query": "query:query",
    "evaluate": "evaluate:evaluate",
    "annotate": "annotate:annotate",
    "schema": "schema:schema",
}
# Each group of commands by its name, with its help.
_GROUPS = {
    "ledger": (
        "Keep a ledger of tasks through its year.",
        {
            "split": "ledger:split",
            "collect": "ledger:collect",
            "update": "ledger:update",
            "report": "ledger:report",
        },
    ),
    "patch": (
        "Check and merge the corrections that readers made.",
        {"check": "patch:check", "merge": "patch:merge"},
    ),
    "rules": (
        "Try rules of your own.",
        {"check": "rules:check", "test": "rules:test", "suggest": "suggest:suggest"},
    ),
}
# Calls that only show which commands there are.
_LISTING: tuple[list[str], ...] = ([], ["--help"], ["-h"], ["--version"])


def build(args: Sequence[str] | None = None) -> typer.Typer:
    """The program as a call with these arguments needs it, or whole: typer takes long over the options of a command.

    So a command that is asked for by its name is there alone, and commands that are only listed have no options.
    """
    app = _group("Read Chinese policy notices into clauses, units and a task matrix.")
    app.callback()(_root)
    asked = args[0] if args else ""
    one = asked in _COMMANDS or asked in _GROUPS
    listing = args is not None and list(args) in _LISTING
    for name, place in _COMMANDS.items():
        if not one or name == asked:
            _add(app, name, place, listing=listing)
    for name, (told, commands) in _GROUPS.items():
        if not one or name == asked:
            group = _group(told)
            for inner, place in commands.items():
                _add(group, inner, place, listing=listing)
            app.add_typer(group, name=name)
    return app


def _add(app: typer.Typer, name: str, place: str, *, listing: bool) -> None:
    module, _, function = place.partition(":")
    command = getattr(import_module(f"fupin_extract.cli.{module}"), function)
    app.command(name, cls=Command, help=getdoc(command))(_listed if listing else command)


def _listed() -> None:
    """Stands for a command of which only the name and the help are shown."""
