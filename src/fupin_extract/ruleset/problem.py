"""One thing that is wrong with a rules folder; they are gathered, so that a person sees all of them at once."""

from __future__ import annotations

from pathlib import Path

from fupin_extract.plain_class import dataclass


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """Where (``file``, ``line`` from 1 or 0 for the whole file, ``rule`` id or empty) and what; ``str`` is one line."""

    file: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file.as_posix()}:{self.line}" if self.line else self.file.as_posix()
        what = " ".join(self.message.split())
        return f"{place}: {self.rule}: {what}" if self.rule else f"{place}: {what}"


Problems = list[RuleProblem]
