"""``fupin-extract report``: notices in, the page on which a person checks them out."""

from __future__ import annotations

import typer

from fupin_extract.cli.options import (
    DateOption,
    Encoding,
    Files,
    HeadersOption,
    MaxSize,
    Output,
    Patches,
    Rules,
    Strict,
)


def report(
    files: Files,
    output: Output = None,
    headers: HeadersOption = "zh",
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    max_size: MaxSize = None,
) -> None:
    """Write a page on which the matrix is checked against the text and corrected; it needs no network."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_target, deliver, format_of
    from fupin_extract.cli.patches import page_patches, review_page
    from fupin_extract.write.registry import Looks

    check_target(output, files)
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
