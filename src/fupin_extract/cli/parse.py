"""``fupin-extract parse``: notices in, their task matrices out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from fupin_extract.cli.options import Encoding, Files, Output, Rules, Strict

Format = Literal["yaml", "json", "jsonl", "csv", "table"]

_SUFFIXES: dict[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}


def parse(
    files: Files,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else yaml."),
    ] = None,
    output: Output = None,
    view: Annotated[
        Literal["tasks", "full"], typer.Option(help="YAML of the tasks, or in full with the clauses.")
    ] = "tasks",
    headers: Annotated[Literal["zh", "en"], typer.Option(help="Language of CSV headings.")] = "zh",
    all_rows: Annotated[bool, typer.Option("--all", help="Keep overview rows in CSV and table.")] = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Write the text of the notice into source.text.")
    ] = False,
    encoding: Encoding = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Date of signing, where the notice has none."),
    ] = None,
    rules: Rules = None,
    strict: Strict = False,
) -> None:
    """Read notices and write their task matrices."""
    from fupin_extract import write
    from fupin_extract.cli.output import check_target, deliver
    from fupin_extract.cli.reading import read_all

    check_target(output, files)
    chosen = form or _by_suffix(output)
    readings = read_all(files, encoding=encoding, folders=rules, date=date.date() if date else None)
    if readings.notices:
        data = write(readings.notices, chosen, view=view, headers=headers, all_rows=all_rows, with_text=with_text)
        deliver(data, output)
    raise typer.Exit(readings.exit_code(strict))


def _by_suffix(output: Path | None) -> Format:
    """The format that the suffix of the file names; YAML on standard output.

    Raises:
        WriteError: the suffix names none.
    """
    if output is None or str(output) == "-":
        return "yaml"
    known = _SUFFIXES.get(output.suffix.lower())
    if known is None:
        from fupin_extract.cli.messages import say
        from fupin_extract.errors import WriteError

        formats = ", ".join(get_args(Format))
        raise WriteError(
            say(
                "{path}: no format is known by this suffix; give one of {known} with --format",
                path=output,
                known=formats,
            )
        )
    return known
