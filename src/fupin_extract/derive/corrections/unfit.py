"""Why a correction cannot be made: in words of which the command line has the Chinese."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fupin_extract.records.patch import Operation, told


class Unfit(Exception):  # noqa: N818 - what is wrong is the correction, not the program
    """A correction that no longer fits its notice; nothing of it is made."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


@dataclass(frozen=True, slots=True)
class Misfit:
    """The operation with this number (from 1) does not fit, and why: a text with a ``{name}`` for each value."""

    number: int
    operation: Operation
    template: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """The operation in a few words."""
        return told(self.operation)

    @property
    def reason(self) -> str:
        """Why it does not fit, in English."""
        return self.template.format(**self.values)
