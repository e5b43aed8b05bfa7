"""``fupin-extract units``: what each office has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import (
    BomOption,
    Encoding,
    Files,
    HeadersOption,
    MaxSize,
    OfficesFormat,
    Output,
    Patches,
    Rules,
    Strict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fupin_extract.records.offices import UnitsView

UnitOption = Annotated[
    str | None,
    typer.Option("--unit", metavar="NAME", help="Keep one office: a name, a short name, a line of business (财政)."),
]
FormatOption = Annotated[
    OfficesFormat | None,
    typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else table, in a pipe yaml."),
]
# So many of the units that a notice does name are told where it does not name the one asked for.
_TOLD = 8


def units(
    files: Files,
    unit: UnitOption = None,
    form: FormatOption = None,
    output: Output = None,
    headers: HeadersOption = "zh",
    bom: BomOption = None,
    encoding: Encoding = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    max_size: MaxSize = None,
) -> None:
    """List what each office has to do, by role; exit code 1 where none fits --unit."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.output import check_target, deliver, for_spreadsheets, format_of, table_or, terminal_width
    from fupin_extract.cli.patches import given_patches
    from fupin_extract.derive.offices import by_unit, only_unit
    from fupin_extract.ruleset import load_rules
    from fupin_extract.write.registry import Looks, writer

    check_target(output, files, patch)
    chosen = format_of("offices", form, output, table_or("yaml"))
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        strict=strict,
        max_size=max_size,
        patches=given_patches(patch, files),
    )
    views = [by_unit(notice) for notice in readings.notices]
    missing = False
    if unit is not None:
        known = load_rules(*(rules or ()))
        named = _names(views)
        views = [only_unit(view, unit, known) for view in views]
        missing = bool(views) and not any(view.units for view in views)
        if missing:
            complain(say("no unit {unit} here; there are {known}", unit=unit, known=named))
    if views:
        looks = Looks(headers=headers, width=terminal_width(), bom=for_spreadsheets(bom, output))
        deliver(writer("offices", chosen).write(views, looks), output)
    raise typer.Exit(readings.exit_code(strict) or int(missing))


def _names(views: Sequence[UnitsView]) -> str:
    names = list(dict.fromkeys(office.name for view in views for office in view.units))
    return "、".join(names[:_TOLD]) + ("…" if len(names) > _TOLD else "")
