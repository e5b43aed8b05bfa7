"""fupin-extract: from a Chinese policy notice (通知, 实施方案) to its task matrix.

``parse`` reads a notice, ``write`` writes it, ``load_rules`` lays a folder of rules over the packaged ones; the other
names are the records and the errors. Importing the package loads none of them: each comes when it is first asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.compare import compare, compare_many
    from fupin_extract.errors import BatchError, FupinError, ReadError, RuleError, StoreError, WriteError
    from fupin_extract.pipeline import parse
    from fupin_extract.records.diff import Change, Pair, PlanDiff, PlanMatrix, PlanSummary
    from fupin_extract.records.notice import (
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
    from fupin_extract.write import write, write_diff

__version__ = "0.1.0"

_HOMES = {
    "compare": ("compare", "compare_many"),
    "errors": ("BatchError", "FupinError", "ReadError", "RuleError", "StoreError", "WriteError"),
    "pipeline": ("parse",),
    "records.notice": (
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
    "records.diff": ("Change", "Pair", "PlanDiff", "PlanMatrix", "PlanSummary"),
    "ruleset": ("RuleSet", "load_rules"),
    "write": ("write", "write_diff"),
}

__all__ = [
    "BatchError",
    "Change",
    "Citation",
    "Clause",
    "Deadline",
    "Diagnostic",
    "Duty",
    "FupinError",
    "Metadata",
    "Notice",
    "Organization",
    "Pair",
    "PlanDiff",
    "PlanMatrix",
    "PlanSummary",
    "ReadError",
    "Responsibility",
    "RuleError",
    "RuleSet",
    "SourceInfo",
    "StoreError",
    "Target",
    "Task",
    "WriteError",
    "__version__",
    "compare",
    "compare_many",
    "load_rules",
    "parse",
    "write",
    "write_diff",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """This package: its names ``compare`` and ``write`` are the functions, and stay so when the rooms are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    """What the package offers, loaded or not, and what every module has; no rooms, no helpers."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
