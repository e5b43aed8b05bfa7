"""Several patches, and which of them are of a notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fupin_extract.derive.corrections.apply import apply
from fupin_extract.derive.corrections.unfit import Misfit
from fupin_extract.records.notice import Notice
from fupin_extract.records.patch import Patch
from fupin_extract.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class NamedPatch:
    """A patch and what its file is called."""

    name: str
    patch: Patch


def patches_of(notice: Notice, patches: Iterable[NamedPatch]) -> list[NamedPatch]:
    """Those that are of the bytes of this notice, or of a notice of its path: another version of it.

    A patch may know a longer path: in/plans/a.txt of a notice called plans/a.txt.
    """
    path = notice.source.path
    return [
        named
        for named in patches
        if named.patch.source.sha256 == notice.source.sha256
        or (path is not None and f"/{named.patch.source.path}".endswith(f"/{path.lstrip('/')}"))
    ]


def correct(notice: Notice, patches: Sequence[NamedPatch], rules: RuleSet) -> tuple[Notice, list[tuple[str, Misfit]]]:
    """The notice with the patches made, one after another, and what does not fit, each with the name of its patch."""
    misfits: list[tuple[str, Misfit]] = []
    for named in patches:
        corrected = apply(notice, named.patch, rules)
        notice = corrected.notice
        misfits += [(named.name, misfit) for misfit in corrected.misfits]
    return notice, misfits


def together(notice: Notice, patches: Sequence[NamedPatch]) -> Patch | None:
    """Several patches of the very bytes of a notice as one; None where there are none, or one is of other bytes."""
    whole = [named.patch for named in patches]
    if not whole or any(patch.source.sha256 != notice.source.sha256 for patch in whole):
        return None
    operations = tuple(operation for patch in whole for operation in patch.operations)
    rows = tuple(row for patch in whole for row in patch.rows)
    return whole[0].model_copy(update={"operations": operations, "rows": rows})


def uncorrected(notice: Notice, corrected: Notice) -> Notice:
    """A notice before its corrections, of which those that do not fit are among its diagnostics all the same."""
    unfit = [found for found in corrected.diagnostics if found.code == "correction_unfit"]
    return notice.model_copy(update={"diagnostics": (*unfit, *notice.diagnostics)}) if unfit else notice
