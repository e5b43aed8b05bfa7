"""The commands under their names, and the words that typer itself puts into the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from fupin_extract.cli import (
    annotate,
    batch,
    diff,
    evaluate,
    ledger,
    outline,
    parse,
    patch,
    query,
    report,
    rules,
    schema,
    suggest,
    text,
    units,
)
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


app = _group("Read Chinese policy notices into clauses, units and a task matrix.")


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Only the options that stand before a command."""


app.command(cls=Command)(parse.parse)
app.command(cls=Command)(batch.batch)
app.command(cls=Command)(report.report)
app.command(cls=Command)(outline.outline)
app.command(cls=Command)(text.text)
app.command(cls=Command)(diff.diff)
app.command(cls=Command)(units.units)
app.command(cls=Command)(query.query)
app.command(cls=Command)(evaluate.evaluate)
app.command(cls=Command)(annotate.annotate)
app.command(cls=Command)(schema.schema)
_patch = _group("Check and merge the corrections that readers made.")
_patch.command(cls=Command)(patch.check)
_patch.command(cls=Command)(patch.merge)
app.add_typer(_patch, name="patch")
_rules = _group("Try rules of your own.")
_rules.command(cls=Command)(rules.check)
_rules.command(cls=Command)(rules.test)
_rules.command(cls=Command)(suggest.suggest)
app.add_typer(_rules, name="rules")
_ledger = _group("Keep a ledger of tasks through its year.")
_ledger.command(cls=Command)(ledger.split)
_ledger.command(cls=Command)(ledger.collect)
_ledger.command(cls=Command)(ledger.update)
_ledger.command(cls=Command)(ledger.report)
app.add_typer(_ledger, name="ledger")
