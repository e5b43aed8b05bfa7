"""``fupin-extract annotate``: an annotation of a notice, to be corrected by a reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fupin_extract.cli.options import Encoding, Output, Patches, Rules

NoticeArgument = Annotated[str, typer.Argument(metavar="FILE", help="The notice to annotate; - is standard input.")]
DraftOption = Annotated[
    bool, typer.Option("--draft/--blank", help="With all that was read, to be corrected, or with nothing in it.")
]
NameOption = Annotated[str | None, typer.Option("--doc", metavar="NAME", help="Short name; else that of the file.")]


def annotate(
    file: NoticeArgument,
    draft: DraftOption = True,
    doc: NameOption = None,
    output: Output = None,
    encoding: Encoding = None,
    rules: Rules = None,
    patch: Patches = None,
) -> None:
    """Write the annotation of a notice, to correct by hand and evaluate with."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_text_target, deliver
    from fupin_extract.cli.patches import given_patches
    from fupin_extract.derive import annotate as make
    from fupin_extract.write.registry import Looks, writer

    check_text_target(output, [file], patch)
    readings = read_all([file], encoding=encoding, folders=rules, patches=given_patches(patch, [file]))
    for notice in readings.notices:
        name = doc or (Path(file).stem if file != "-" else "notice")
        made = make.annotate(notice, name) if draft else make.blank(notice, name)
        deliver(writer("annotation", "json").write(made, Looks()), output)
    raise typer.Exit(readings.exit_code(strict=False))
