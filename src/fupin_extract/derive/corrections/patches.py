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
