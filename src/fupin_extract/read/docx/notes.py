"""Footnotes and endnotes → blocks, each where it is due and once."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from fupin_extract.read.docx.automatic import StoryCounts
from fupin_extract.read.docx.inline import ENDNOTE, FOOTNOTE
from fupin_extract.read.docx.package import WordFile
from fupin_extract.read.docx.story import Gridded, Printed, Story

_PARTS = {FOOTNOTE: "footnotes", ENDNOTE: "endnotes"}


class Notes:
    """The notes of a file, which a story refers to."""

    def __init__(self, file: WordFile, story: Story) -> None:
        self._file = file
        self._story = story
        self._unwritten: dict[str, dict[str, Element]] = {}
        self._counts = {kind: StoryCounts() for kind in _PARTS}

    def due(self, kind: str) -> Iterator[Printed | Gridded]:
        """The notes of a kind that were referred to and not yet written."""
        while ids := self._story.notes[kind]:
            self._story.notes[kind] = []
            for at in ids:
                note = self._of(kind).pop(at, None)
                for block in () if note is None else self._story.aside(note, self._counts[kind]):
                    if isinstance(block, Gridded):
                        yield block
                    elif text := block.text.strip():
                        yield Printed(text, block.style)

    def _of(self, kind: str) -> dict[str, Element]:
        if kind not in self._unwritten:
            root = self._file.part(_PARTS[kind])
            notes = () if root is None else (note for note in root if note.tag == kind)
            self._unwritten[kind] = {note.get("id", ""): note for note in notes}
        return self._unwritten[kind]
