"""``fupin-extract report``: notices in, the page on which a person checks them out."""

from __future__ import annotations

import typer

from fupin_extract.cli.options import DateOption, Encoding, Files, HeadersOption, MaxSize, Output, Rules, Strict


def report(
    files: Files,
    output: Output = None,
    headers: HeadersOption = "zh",
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    strict: Strict = False,
    max_size: MaxSize = None,
) -> None:
    """Write a page on which the matrix is checked against the text and corrected; it needs no network."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_target, deliver
    from fupin_extract.write import write

    check_target(output, files)
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        date=date.date() if date else None,
        strict=strict,
        max_size=max_size,
    )
    if readings.notices:
        deliver(write(readings.notices, "html", headers=headers), output)
    raise typer.Exit(readings.exit_code(strict))
