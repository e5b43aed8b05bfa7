"""The patches given with ``--patch``: read, made in the notices that they are of, and what does not fit told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.derive.corrections import Misfit
    from fupin_extract.derive.corrections.patches import NamedPatch
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.patch import Patch
    from fupin_extract.ruleset import RuleSet
    from fupin_extract.write.registry import Looks

# What the files of patches in a folder are called.
SUFFIX = ".patch.yaml"


class GivenPatches:
    """Patches that were given for so many notices; for one, they are of it whatever they say."""

    def __init__(self, patches: Sequence[NamedPatch], notices: int) -> None:
        self.patches = tuple(patches)
        self._alone = notices == 1
        self._left = notices
        self._used: set[str] = set()

    def of(self, notice: Notice) -> list[NamedPatch]:
        """Those that are of this notice."""
        from fupin_extract.derive.corrections.patches import patches_of

        return list(self.patches) if self._alone else patches_of(notice, self.patches)

    def correct(self, notice: Notice, rules: RuleSet) -> Notice:
        """The notice as it is corrected; each correction that does not fit is a line on standard error."""
        from fupin_extract.derive.corrections.patches import correct

        mine = self.of(notice)
        if not mine:
            return notice
        self._used.update(named.name for named in mine)
        corrected, misfits = correct(notice, mine, rules)
        for name, misfit in misfits:
            tell(name, misfit)
        return corrected

    def finished(self, notices: int) -> int:
        """So many notices have been read; after the last, a line for each patch that is of none. How many they are."""
        from fupin_extract.cli.messages import complain, say

        self._left -= notices
        if self._left > 0:
            return 0
        unused = [named.name for named in self.patches if named.name not in self._used]
        for name in unused:
            complain(say("{path}: is a patch of none of the notices given", path=name))
        return len(unused)


class PagePatches(GivenPatches):
    """Patches of which a review page is made: it goes on from those of its notice's very bytes, which are not made.

    What the page has to know of them is in ``begun`` and ``made``, by the checksum of their notice.
    """

    def __init__(self, patches: Sequence[NamedPatch], notices: int) -> None:
        super().__init__(patches, notices)
        self.begun: dict[str, Patch] = {}
        self.made: dict[str, tuple[Patch, ...]] = {}

    def correct(self, notice: Notice, rules: RuleSet) -> Notice:
        """The notice, or where a patch is of another version of its notice, that with them made."""
        from fupin_extract.derive.corrections.patches import together, uncorrected

        corrected, mine = super().correct(notice, rules), self.of(notice)
        if whole := together(notice, mine):
            self.begun[notice.source.sha256] = whole
            return uncorrected(notice, corrected)
        if mine:
            self.made[notice.source.sha256] = tuple(named.patch for named in mine)
        return corrected


def tell(name: str, misfit: Misfit) -> None:
    """One line for a correction that does not fit."""
    from fupin_extract.cli.messages import complain, say

    text = "{path}: operation {number} ({what}) no longer fits: {reason}"
    reason = say(misfit.template, **misfit.values)
    complain(say(text, path=name, number=misfit.number, what=misfit.what, reason=reason))


def given_patches(paths: Sequence[Path] | None, files: Sequence[str]) -> GivenPatches | None:
    """The patches in these files, and in these folders, for notices that are called ``files``; None for none given.

    Raises:
        ReadError: a file is no patch, or a folder has none.
    """
    return GivenPatches(read_patches(paths), len(files)) if paths else None


def page_patches(paths: Sequence[Path] | None, files: Sequence[str]) -> PagePatches | None:
    """The same for a page.

    Raises:
        ReadError: a file is no patch, or a folder has none.
    """
    return PagePatches(read_patches(paths), len(files)) if paths else None


def review_page(notices: Sequence[Notice], patches: PagePatches | None, looks: Looks) -> bytes:
    """The page on which notices are checked, which goes on from patches."""
    from fupin_extract.derive.offices import with_offices
    from fupin_extract.write.review.page import draw

    known = (patches.begun, patches.made) if patches else ()
    return b"".join(draw(with_offices(notices, looks), looks, *known))


def read_patches(paths: Sequence[Path]) -> list[NamedPatch]:
    """The patches in files, and of folders all that end in ``.patch.yaml``, by name.

    Raises:
        ReadError: a file is no patch, or a folder has none.
    """
    from fupin_extract.derive.corrections.patch_text import read_patch
    from fupin_extract.derive.corrections.patches import NamedPatch
    from fupin_extract.errors import ReadError
    from fupin_extract.files import contents

    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not found:
            raise ReadError("{path}: there are no patches (.patch.yaml) in this folder", path=path)
        files += found
    names = [file.as_posix() for file in dict.fromkeys(files)]
    return [NamedPatch(name, read_patch(contents(Path(name), name), name)) for name in names]
