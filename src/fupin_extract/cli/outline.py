"""``fupin-extract outline``: the clauses of a notice as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from fupin_extract.cli.options import Encoding, Files, MaxSize, Output, Patches, Rules, Strict
from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.records.notice import Clause, Notice

# Where a clause has no title, so much of its text stands for it.
_GLIMPSE = 30


def outline(
    files: Files,
    output: Output = None,
    encoding: Encoding = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    max_size: MaxSize = None,
) -> None:
    """Print the clauses of a notice as a tree."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_text_target, deliver
    from fupin_extract.cli.patches import given_patches

    check_text_target(output, files, patch)
    readings = read_all(
        files,
        encoding=encoding,
        folders=rules,
        strict=strict,
        max_size=max_size,
        patches=given_patches(patch, files),
    )
    if readings.notices:
        deliver("\n".join(_tree(notice) for notice in readings.notices).encode(), output)
    raise typer.Exit(readings.exit_code(strict))


def _tree(notice: Notice) -> str:
    """A line for the notice and one a clause: its id, then marker and title, indented by level."""
    name = notice.metadata.title or notice.source.path or ""
    width = max((len(clause.id) for clause in notice.clauses), default=0)
    lines = [name, *(f"{clause.id:<{width}}  {_line(clause)}" for clause in notice.clauses)]
    return "".join(f"{shown(line)}\n" for line in lines)


def _line(clause: Clause) -> str:
    indent = "  " * max(clause.level - 1, 0)
    label = clause.title or (clause.text if len(clause.text) <= _GLIMPSE else f"{clause.text[:_GLIMPSE]}…")
    kind = "" if clause.kind == "task" else f"  [{clause.kind}]"
    return f"{indent}{clause.marker}{label}{kind}"
