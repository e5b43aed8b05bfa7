"""``fupin-extract parse``: notices in, their task matrices out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_extract.cli.options import (
    AllOption,
    DateOption,
    Encoding,
    Files,
    HeadersOption,
    MaxSize,
    NoticeFormat,
    Output,
    Patches,
    Rules,
    Strict,
    TextOption,
    ViewOption,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fupin_extract.pipeline import Reading
    from fupin_extract.records.explained import ExplainedNotice

FormatOption = Annotated[
    NoticeFormat | None, typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else yaml.")
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Say instead which form found what, and what was not taken: {explained}.")
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
    patch: Patches = None,
    strict: Strict = False,
    explain: ExplainOption = False,
    max_size: MaxSize = None,
) -> None:
    """Read notices and write their task matrices."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_target, deliver, format_of, terminal_width
    from fupin_extract.cli.patches import given_patches
    from fupin_extract.write import write
    from fupin_extract.write.registry import Looks, writer

    check_target(output, files)
    chosen = _explain_format(form, output) if explain else format_of("notices", form, output, "yaml")
    seen: list[ExplainedNotice] = []
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        date=date.date() if date else None,
        strict=strict,
        max_size=max_size,
        seen=_explaining(seen) if explain else None,
        patches=given_patches(patch, files),
    )
    looks: dict[str, Any] = {"headers": headers, "width": terminal_width()}
    if seen:
        deliver(writer("explained", chosen).write(seen, Looks(**looks)), output)
    elif readings.notices:
        data = write(readings.notices, chosen, view=view, all_rows=all_rows, with_text=with_text, **looks)
        deliver(data, output)
    raise typer.Exit(readings.exit_code(strict))


def _explaining(seen: list[ExplainedNotice]) -> Callable[[Reading], None]:
    """What puts all that was seen in a notice with the others."""
    from fupin_extract.derive.explain import explain

    return lambda reading: seen.append(explain(reading))


def _explain_format(form: str | None, output: Path | None) -> str:
    """The format asked for, else by the suffix of the file, else a table.

    Raises:
        WriteError: what was seen is not written so.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.errors import WriteError
    from fupin_extract.write.registry import by_suffix, formats

    chosen = form or (by_suffix("notices", output) if output else None) or "table"
    if chosen not in (known := formats("explained")):
        raise WriteError(
            say("--explain is not written as {form}: give one of {known}", form=chosen, known=", ".join(known))
        )
    return chosen
