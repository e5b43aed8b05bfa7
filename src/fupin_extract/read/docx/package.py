"""The parts of a Word file: where the text is, and the styles, numbers and notes that belong to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from fupin_extract.errors import ReadError
from fupin_extract.read.docx.markup import EndlessMarkupError, MarkupError, children, flat_parts, tree
from fupin_extract.read.packed import DAMAGED, TOO_LARGE, Packed

_MAIN = "word/document.xml"
_BLOCKS = 2  # document, body, and what stands in it


class FlatParts:
    """The parts of a Word file that was saved as a single XML file (flat OPC).

    Raises:
        ReadError: it is damaged.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._parts = {part.lstrip("/").lower(): xml for part, xml in flat_parts(data)}
        except EndlessMarkupError:
            raise self.too_large() from None
        except MarkupError:
            raise self.damaged() from None

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def pieces(self, part: str) -> Iterable[bytes]:
        """The bytes of a part, in one piece."""
        return (self._parts.get(part.lower(), b""),)

    def damaged(self) -> ReadError:
        """The error that says so."""
        return ReadError(DAMAGED, path=self._name)

    def too_large(self) -> ReadError:
        """The error that says so."""
        return ReadError(TOO_LARGE, path=self._name)


class WordFile:
    """A Word file; ``lost`` names the parts beside the text that could not be read."""

    def __init__(self, packed: Packed | FlatParts) -> None:
        self._packed = packed
        self.lost: list[str] = []
        self._main = self._related("").get("officeDocument", _MAIN)
        if self._main not in self._packed:
            self._main = _MAIN
        self._near = self._related(self._main)

    def blocks(self) -> Iterator[Element]:
        """What stands in the body, one after another.

        Raises:
            ReadError: the text is missing or damaged.
        """
        try:
            yield from children(self._packed.pieces(self._main), _BLOCKS)
        except EndlessMarkupError:
            raise self._packed.too_large() from None
        except MarkupError:
            raise self._packed.damaged() from None

    def part(self, kind: str) -> Element | None:
        """A part beside the text, such as ``styles``; None where there is none or it is damaged."""
        name = self._near.get(kind, posixpath.join(posixpath.dirname(self._main), f"{kind}.xml"))
        return self._tree(name)

    def _tree(self, name: str) -> Element | None:
        if name not in self._packed:
            return None
        try:
            return tree(self._packed.pieces(name))
        except MarkupError:
            pass
        except ReadError as error:
            if error.template != DAMAGED:
                raise
        self.lost.append(name)
        return None

    def _related(self, part: str) -> dict[str, str]:
        """Of a part, or of the file itself, what stands beside it: ``styles`` → ``word/styles.xml``."""
        folder, file = posixpath.split(part)
        root = self._tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        related: dict[str, str] = {}
        for relation in () if root is None else root:
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                related.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return related
