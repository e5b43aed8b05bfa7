"""``fupin-extract rules check`` and ``rules test``: a user's rules, tried before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder of rules.")]


def check(folder: Folder) -> None:
    """Say what is wrong with a folder of rules."""
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.errors import RuleError
    from fupin_extract.ruleset.check import check_rules

    problems = [str(problem) for problem in check_rules(folder)]
    if not folder.is_dir():
        raise RuleError(problems[0])
    lines = problems or [say("{folder}: no problem found", folder=folder.as_posix())]
    write_stdout("".join(f"{line}\n" for line in lines).encode())
    raise typer.Exit(int(bool(problems)))


def test(folder: Folder) -> None:
    """Run the cases in DIR/cases with the rules of DIR."""
