"""fupin-extract: from a Chinese policy notice (通知, 实施方案) to its task matrix.

``parse`` reads a notice, ``write`` writes it, ``load_rules`` lays a folder of rules over the packaged ones; the other
names are the records and the errors. Importing the package loads none of them: each comes when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.errors import FupinError, ReadError, RuleError, WriteError
    from fupin_extract.pipeline import parse
    from fupin_extract.records import (
        Citation,
        Clause,
        Deadline,
        Diagnostic,
        Duty,
        Metadata,
        Notice,
        Organization,
        Responsibility,
        SourceInfo,
        Target,
        Task,
    )
    from fupin_extract.ruleset import RuleSet, load_rules
    from fupin_extract.write import write

__version__ = "0.1.0"

_HOMES = {
    "errors": ("FupinError", "ReadError", "RuleError", "WriteError"),
    "pipeline": ("parse",),
    "records": (
        "Citation",
        "Clause",
        "Deadline",
        "Diagnostic",
        "Duty",
        "Metadata",
        "Notice",
        "Organization",
        "Responsibility",
        "SourceInfo",
        "Target",
        "Task",
    ),
    "ruleset": ("RuleSet", "load_rules"),
    "write": ("write",),
}

__all__ = [
    "Citation",
    "Clause",
    "Deadline",
    "Diagnostic",
    "Duty",
    "FupinError",
    "Metadata",
    "Notice",
    "Organization",
    "ReadError",
    "Responsibility",
    "RuleError",
    "RuleSet",
    "SourceInfo",
    "Target",
    "Task",
    "WriteError",
    "__version__",
    "load_rules",
    "parse",
    "write",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
