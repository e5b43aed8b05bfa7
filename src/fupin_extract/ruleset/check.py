"""What is wrong with a user's rules folder: all of it, a line each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fupin_extract.errors import RuleError
from fupin_extract.ruleset.load import gather, packaged_folder
from fupin_extract.ruleset.ruleset import RuleSet


def check_rules(folder: Path, compile_all: Callable[[RuleSet], list[RuleError]]) -> list[str]:
    """Every problem of the folder laid over the packaged rules: file, line, rule and problem.

    ``compile_all`` (``forms.compile_all``) tells those that show only where the rooms put the rules to use.
    Raises ``RuleError`` where it is no folder.
    """
    rules, problems = gather(packaged_folder(), folder)
    return [*map(str, problems), *map(str, compile_all(rules))]
