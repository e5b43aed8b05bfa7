"""``fupin-extract report``: notices in, the page on which a person checks them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from fupin_extract.cli.patches import GivenPatches
    from fupin_extract.records.patch import Patch


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
    from fupin_extract.cli.output import check_text_target, deliver, format_of
    from fupin_extract.derive.offices import with_offices
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.review.page import draw

    check_text_target(output, files)
    format_of("notices", "html", output, "html")
    begun: dict[str, Patch] = {}
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        date=date,
        strict=strict,
        max_size=max_size,
        patches=_begun(begun, patch, files),
    )
    if readings.notices:
        looks = Looks(headers=headers)
        deliver(draw(with_offices(readings.notices, looks), looks, begun), output)
    raise typer.Exit(readings.exit_code(strict))


def _begun(begun: dict[str, Patch], paths: Patches, files: list[str]) -> GivenPatches | None:
    """The patches that are given; those of the very bytes of a notice are put into ``begun``, and the page goes on from
    them; those of another version of it are made before.
    """
    if not paths:
        return None
    from fupin_extract.cli.patches import BegunPatches, read_patches

    return BegunPatches(read_patches(paths), len(files), begun)
