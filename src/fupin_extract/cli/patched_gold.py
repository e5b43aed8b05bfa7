"""Patches as the gold of an evaluation: what the reader of a matrix has corrected or found right in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_extract.cli.patches import SUFFIX

if TYPE_CHECKING:
    from fupin_extract.derive.corrections.patches import NamedPatch
    from fupin_extract.records.annotation import Annotation
    from fupin_extract.records.notice import Notice
    from fupin_extract.text.span import Span


@dataclass(slots=True)
class PatchedGold:
    """What was looked at in each notice, by its file; ``wrong``: patches without a notice, or that do not fit."""

    checked: dict[str, list[tuple[Annotation, list[Span]]]] = field(default_factory=dict)
    wrong: int = 0
    patches: int = 0

    def pairs(self, encoding: str | None, folders: Sequence[Path] | None) -> Iterator[tuple[Annotation, Notice]]:
        """Each annotation with the same part of the notice as it is read with these rules."""
        from fupin_extract.cli.inputs import read_all
        from fupin_extract.derive.corrections.checked import part_of

        for file, said in self.checked.items():
            for notice in read_all([file], encoding=encoding, folders=list(folders or ())).notices:
                yield from ((annotation, part_of(notice, spans)) for annotation, spans in said)


def patched_gold(gold: Path, notices: Path | None, encoding: str | None) -> PatchedGold:
    """The patches of a folder, or the one in a file, made in their notices as our own rules read them.

    Raises:
        ReadError: a file is no patch.
    """
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.patches import read_patches, tell
    from fupin_extract.derive.corrections import apply
    from fupin_extract.derive.corrections.checked import checked_spans
    from fupin_extract.derive.corrections.checked import gold as annotated
    from fupin_extract.ruleset import load_rules

    found = PatchedGold()
    files = sorted(gold.glob(f"*{SUFFIX}")) if gold.is_dir() else [gold] if gold.name.endswith(SUFFIX) else []
    for file in files:
        (named,) = read_patches([file])
        found.patches += 1
        notice = _notice_of(named, file, notices)
        if notice is None:
            found.wrong += 1
            complain(say("{path}: its notice is not found", path=file))
            continue
        spans = checked_spans(named.patch)
        for read in read_all([str(notice)], encoding=encoding).notices if spans else ():
            corrected = apply(read, named.patch, load_rules())
            for misfit in corrected.misfits:
                tell(named.name, misfit)
            found.wrong += bool(corrected.misfits)
            doc = file.name.removesuffix(SUFFIX)
            found.checked.setdefault(str(notice), []).append((annotated(corrected.notice, spans, doc), spans))
        if not spans:
            complain(say("{path}: no row of it was looked at", path=file))
    return found


def _notice_of(named: NamedPatch, file: Path, notices: Path | None) -> Path | None:
    """The notice of a patch: the one that is given, else by its bytes, else by its name."""
    from fupin_extract.cli.gold import notices_in

    if notices is not None and notices.is_file():
        return notices
    folder = notices or file.parent
    files = sorted(notices_in(folder, deep=notices is not None))
    source = named.patch.source
    for path in files:
        if hashlib.sha256(path.read_bytes()).hexdigest() == source.sha256:
            return path
    names = [Path(source.path).name if source.path else "", file.name.removesuffix(SUFFIX)]
    return next((path for name in names for path in files if name and name in (path.name, path.stem)), None)
