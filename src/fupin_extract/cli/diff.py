"""``fupin-extract diff``: two plans side by side, or many against the one above them."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import BomOption, DiffFormat, Encoding, Files, MaxSize, Output, Patches, Rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fupin_extract.records.diff import PlanDiff, PlanMatrix
    from fupin_extract.records.notice import Notice


def _a_number(value: float | None) -> float | None:
    """The value, unless it is nan, which lies between any two bounds."""
    if value is not None and math.isnan(value):
        from fupin_extract.cli.messages import say

        raise typer.BadParameter(say("give a number from 0 to 1"))
    return value


FormatOption = Annotated[
    DiffFormat | None, typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else table.")
]
BaseOption = Annotated[
    str | None, typer.Option("--base", metavar="FILE", help="Compare every notice with this one: a matrix.")
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="units|deadlines|targets|text|tasks", help="Only these changes; may be given several times."
    ),
]
SimilarityOption = Annotated[
    float | None,
    typer.Option(
        "--min-similarity",
        min=0.0,
        max=1.0,
        callback=_a_number,
        help="How alike two tasks must be to be a pair, from 0 to 1.",
    ),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say what spoke for each pair.")]


def diff(
    files: Files,
    base: BaseOption = None,
    form: FormatOption = None,
    output: Output = None,
    only: OnlyOption = None,
    min_similarity: SimilarityOption = None,
    explain: ExplainOption = False,
    bom: BomOption = None,
    encoding: Encoding = None,
    rules: Rules = None,
    patch: Patches = None,
    max_size: MaxSize = None,
) -> None:
    """Compare two plans, or many with one: exit code 0 where they are equal, 1 where they differ."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import (
        check_target,
        deliver,
        for_spreadsheets,
        format_of,
        has_terminal,
        terminal_width,
    )
    from fupin_extract.cli.patches import given_patches
    from fupin_extract.write import write_diff

    _check_usage(files, base, only, explain)
    given = [base, *files] if base is not None else files
    check_target(output, given, patch)
    chosen = format_of("diff", form, output, "table")
    patches = given_patches(patch, given)
    first, *rest = (
        read_all([name], encoding=encoding, folders=rules, max_size=max_size, patches=patches) for name in given
    )
    notices = [notice for reading in rest for notice in reading.notices]
    if not first.notices or not notices or (base is None and len(notices) < len(rest)):
        raise typer.Exit(2)
    found = _compared(first.notices[0], notices, base is not None, only or (), min_similarity, explain, rules)
    # Colour is for a terminal, unless its owner wants none (https://no-color.org).
    colour = output is None and has_terminal() and not os.environ.get("NO_COLOR")
    written = write_diff(found, chosen, width=terminal_width(), colour=colour, bom=for_spreadsheets(bom, output))
    deliver(written, output, coloured=colour)
    raise typer.Exit(0 if found.equal and len(notices) == len(rest) else 1)


def _check_usage(files: Sequence[str], base: str | None, only: Sequence[str] | None, explain: bool) -> None:
    """Refuse what cannot be meant.

    Raises:
        typer.BadParameter: in words for the command line.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.compare import TOPICS

    for topic in only or ():
        if topic not in TOPICS:
            raise typer.BadParameter(say("--only {topic}: give one of {known}", topic=topic, known=", ".join(TOPICS)))
    if base is None and len(files) != 2:
        raise typer.BadParameter(say("give two notices, or --base and the others"))
    if base is not None and explain:
        raise typer.BadParameter(say("--explain is for two notices, not for a matrix"))


def _compared(
    first: Notice,
    others: Sequence[Notice],
    many: bool,
    only: Sequence[str],
    min_similarity: float | None,
    explain: bool,
    folders: Sequence[Path] | None,
) -> PlanDiff | PlanMatrix:
    from fupin_extract.compare import LOWEST, TOPICS, compare, compare_many, narrow
    from fupin_extract.ruleset import load_rules

    rules = load_rules(*(folders or ()))
    lowest = LOWEST if min_similarity is None else min_similarity
    wanted = [topic for topic in TOPICS if topic in only]
    if many:
        return compare_many(first, others, rules=rules, min_similarity=lowest, only=wanted)
    found = compare(first, others[0], rules=rules, min_similarity=lowest, explain=explain)
    return narrow(found, wanted) if wanted else found
