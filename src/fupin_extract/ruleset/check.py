"""What is wrong with a user's rules folder: all of it, a line each."""

from __future__ import annotations

from pathlib import Path

from fupin_extract.ruleset.load import gather, packaged_folder
from fupin_extract.ruleset.problem import Problem


def check_rules(folder: Path) -> list[Problem]:
    """Every problem of the folder laid over the packaged rules; ``str(problem)`` is file, line, rule and problem."""
    _, problems = gather(packaged_folder(), folder)
    return problems
