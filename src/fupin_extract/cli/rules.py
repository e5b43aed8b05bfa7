"""``fupin-extract rules check`` and ``rules test``: a user's rules, tried before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder of rules.")]


def check(folder: Folder) -> None:
    """Say what is wrong with a folder of rules."""
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.output import deliver
    from fupin_extract.ruleset.check import check_rules

    problems = check_rules(folder)
    lines = [str(problem) for problem in problems] or [say("{folder}: no problem found", folder=folder.as_posix())]
    deliver("".join(f"{line}\n" for line in lines).encode(), None)
    raise typer.Exit(int(bool(problems)))


def test(folder: Folder) -> None:
    """Run the cases in DIR/cases with the rules of DIR."""
