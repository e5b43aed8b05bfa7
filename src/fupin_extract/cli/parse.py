"""``fupin-extract parse``: notices in, their task matrices out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import (
    AllOption,
    BomOption,
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
    TemplateOption,
    TextOption,
    ViewOption,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fupin_extract.cli.patches import GivenPatches
    from fupin_extract.pipeline import Reading
    from fupin_extract.records.explained import ExplainedNotice
    from fupin_extract.records.notice import Notice
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.template.opened import OpenedForm

FormatOption = Annotated[
    NoticeFormat | None,
    typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else table, in a pipe yaml."),
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
    template: TemplateOption = None,
    bom: BomOption = None,
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    explain: ExplainOption = False,
    max_size: MaxSize = None,
) -> None:
    """Read notices and write their task matrices."""
    from fupin_extract.cli import output as out
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.patches import given_patches, page_patches
    from fupin_extract.write.registry import Looks, writer

    out.check_target(output, files, patch)
    usual = out.table_or("yaml")
    chosen = _explain_format(form, output, patch) if explain else out.format_of("notices", form, output, usual)
    blank = _template(template, chosen, explain=explain, output=output)
    patches = (page_patches if chosen == "html" else given_patches)(patch, files)
    seen: list[ExplainedNotice] = []
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        date=date,
        strict=strict,
        max_size=max_size,
        seen=_explaining(seen) if explain else None,
        patches=patches,
    )
    marked = out.for_spreadsheets(bom, output)
    looks = Looks(view=view, headers=headers, all_rows=all_rows, width=out.terminal_width(), bom=marked)
    if seen:
        out.deliver(writer("explained", chosen).write(seen, looks), output)
    elif blank and readings.notices:
        out.deliver(_filled(blank, readings.notices, rules, looks), output)
    elif readings.notices:
        out.deliver(_written(readings.notices, patches, chosen, looks, with_text=with_text), output)
        _tell_left_out(readings.notices, chosen, looks)
    raise typer.Exit(readings.exit_code(strict))


def _written(
    notices: list[Notice], patches: GivenPatches | None, chosen: str, looks: Looks, *, with_text: bool
) -> bytes:
    from fupin_extract.cli.patches import PagePatches, review_page
    from fupin_extract.write import written

    if isinstance(patches, PagePatches):
        return review_page(notices, patches, looks)
    return written(notices, chosen, looks, with_text=with_text)


def _filled(blank: OpenedForm, notices: list[Notice], folders: list[Path] | None, looks: Looks) -> bytes:
    from fupin_extract.cli.template import fill_template
    from fupin_extract.ruleset import load_rules

    return fill_template(blank, notices, load_rules(*(folders or ())), looks)


def _template(template: Path | None, chosen: str, *, explain: bool, output: Path | None) -> OpenedForm | None:
    """The workbook to fill, opened before any notice is read.

    Raises:
        typer.BadParameter: what is written is no workbook.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.template import opened_template

    if template is None:
        return None
    if explain or chosen != "xlsx":
        raise typer.BadParameter(say("--template is for a workbook: give -o FILE.xlsx"))
    return opened_template(template, output)


def _tell_left_out(notices: list[Notice], chosen: str, looks: Looks) -> None:
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.write.registry import writer

    for message, values in writer("notices", chosen).left_out(notices, looks):
        complain(say(message, **values))


def _explaining(seen: list[ExplainedNotice]) -> Callable[[Reading], None]:
    """What puts all that was seen in a notice with the others."""
    from fupin_extract.derive.explain import explain

    return lambda reading: seen.append(explain(reading))


def _explain_format(form: str | None, output: Path | None, patches: list[Path] | None) -> str:
    """The format asked for, else by the suffix of the file, else a table.

    Raises:
        typer.BadParameter: there are patches, of which no form knows.
        WriteError: what was seen is not written so.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.errors import WriteError
    from fupin_extract.write.registry import by_suffix, formats

    if patches:
        raise typer.BadParameter(say("--explain says how a notice is read, before any correction: leave --patch out"))
    chosen = form or (by_suffix("notices", output) if output else None) or "table"
    if chosen not in (known := formats("explained")):
        raise WriteError(
            say("--explain is not written as {form}: give one of {known}", form=chosen, known=", ".join(known))
        )
    return chosen
