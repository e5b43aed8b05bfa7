"""``fupin-extract parse``: notices in, their task matrices out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from fupin_extract.cli.options import Encoding, Files, Output, Rules, Strict
from fupin_extract.write import Format, Headers, View

if TYPE_CHECKING:
    from fupin_extract.pipeline import Reading

FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else yaml.")
]
ViewOption = Annotated[View, typer.Option("--view", help="YAML of the tasks, or in full with the clauses.")]
HeadersOption = Annotated[Headers, typer.Option("--headers", help="Language of headings in CSV and table.")]
AllOption = Annotated[bool, typer.Option("--all", help="Keep overview rows in CSV and table.")]
TextOption = Annotated[bool, typer.Option("--with-text", help="Write the text of the notice into source.text.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Say instead which form found what, and what was not taken: table or json.")
]
DateOption = Annotated[
    dt.datetime | None,
    typer.Option(
        "--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Date of signing, where the notice has none."
    ),
]


def parse(
    files: Files,
    form: FormatOption = None,
    output: Output = None,
    view: ViewOption = "tasks",
    headers: HeadersOption = "zh",
    all_rows: AllOption = False,
    with_text: TextOption = False,
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    strict: Strict = False,
    explain: ExplainOption = False,
) -> None:
    """Read notices and write their task matrices."""
    from fupin_extract.cli.explain import explain_format, write_explained
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_target, deliver, format_of, terminal_width
    from fupin_extract.write import format_by_suffix, write

    check_target(output, files)
    if explain:
        chosen = explain_format(form, output)
    else:
        chosen = form or format_of(output, "yaml", format_by_suffix, get_args(Format))
    seen: list[Reading] = []
    keep = seen.append if explain else None
    readings = read_all(files, encoding=encoding, folders=rules, date=date.date() if date else None, seen=keep)
    if seen:
        deliver(write_explained(seen, chosen, headers=headers, width=terminal_width()), output)
    elif readings.notices:
        data = write(
            readings.notices,
            chosen,
            view=view,
            headers=headers,
            all_rows=all_rows,
            with_text=with_text,
            width=terminal_width(),
        )
        deliver(data, output)
    raise typer.Exit(readings.exit_code(strict))
