"""``fupin-extract report``: a page on which a person checks notices, or one that shows what a database holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import (
    DateOption,
    Encoding,
    HeadersOption,
    MaxSize,
    Output,
    Patches,
    Rules,
    Strict,
)

if TYPE_CHECKING:
    from fupin_extract.write.labels import Headers


Reported = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Notices to read, - is standard input; or one database of notices."),
]


def report(
    files: Reported,
    output: Output = None,
    headers: HeadersOption = "zh",
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    max_size: MaxSize = None,
) -> None:
    """Write a page to check and correct the matrix beside the text, or an overview of a database."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_text_target, deliver, format_of
    from fupin_extract.cli.patches import page_patches, review_page
    from fupin_extract.write.registry import Looks

    if databases := _databases(files):
        _refuse_for_database(files, encoding=encoding, date=date, patch=patch, max_size=max_size)
        _overview(databases[0], output, headers, rules)
        return
    check_text_target(output, files, patch)
    format_of("notices", "html", output, "html")
    patches = page_patches(patch, files)
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        date=date,
        strict=strict,
        max_size=max_size,
        patches=patches,
    )
    if readings.notices:
        deliver(review_page(readings.notices, patches, Looks(headers=headers)), output)
    raise typer.Exit(readings.exit_code(strict))


def _databases(files: list[str]) -> list[Path]:
    from fupin_extract.store.query import is_database

    return [Path(name) for name in files if name != "-" and is_database(Path(name))]


def _refuse_for_database(files: list[str], **options: object) -> None:
    """Refuse what is for notices only.

    Raises:
        typer.BadParameter: in words for the command line.
    """
    from fupin_extract.cli.messages import say

    if len(files) > 1:
        raise typer.BadParameter(say("give notices, or one database"))
    for name, value in options.items():
        if value:
            raise typer.BadParameter(
                say("{option} is for notices, not for a database", option=f"--{name.replace('_', '-')}")
            )


def _overview(database: Path, output: Path | None, headers: Headers, rules: list[Path] | None) -> None:
    """The page of a database."""
    from fupin_extract.cli.output import deliver, format_of
    from fupin_extract.cli.query import check_database
    from fupin_extract.ruleset import load_rules
    from fupin_extract.store.overview import overview
    from fupin_extract.store.query import open_database
    from fupin_extract.store.watch import Bounds
    from fupin_extract.write.registry import Looks, writer

    check_database(output, database)
    chosen = format_of("overview", "html", output, "html")
    known = load_rules(*(rules or ())).organizations
    functions = {rule.id: rule.label for rule in reversed(known) if rule.label}
    with open_database(database, Bounds(seconds=None, memory=None)) as db:
        found = overview(db, database, functions)
    deliver(writer("overview", chosen).write(found, Looks(headers=headers)), output)
