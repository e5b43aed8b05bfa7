"""One rule as written in its file, before anything of it is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset.problem import RuleProblem


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written: its file and line, and its keys with strings, lists and mappings of strings."""

    file: Path
    line: int
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """The id that a problem is reported under."""
        name = self.data.get("id") or self.data.get("extend") or ""
        return name if isinstance(name, str) else ""

    def problem(self, message: str) -> RuleProblem:
        """What is wrong with this entry."""
        return RuleProblem(self.file, self.line, self.name, message)
