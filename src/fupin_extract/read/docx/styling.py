"""WordStyles of paragraphs and characters, each with what it takes from those that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from fupin_extract.read.docx.markup import count, switch, value

# One style based on another, and so on: Word allows ten.
_LONGEST = 32
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# A line of a table of contents, as Word, LibreOffice and Chinese programs call it.
_CONTENTS = re.compile(r"(?:toc|contents|目录)\s*([1-9])", re.IGNORECASE)
# WordStyles that say nothing of what a paragraph is.
_PLAIN = ("normal", "正文", "default", "default paragraph style", "standard")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class StyleForm:
    """What a style says: its ``name`` (``heading 1``), its list and the style that named the list, whether hidden."""

    name: str | None = None
    num_id: int | None = None
    num_style: str | None = None
    level: int | None = None
    outline: int | None = None
    hidden: bool = False


class WordStyles:
    """The styles of a file, by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._formed: dict[str, StyleForm] = {}
        self.default: str | None = None
        for style in () if root is None else root.iter("style"):
            name = style.get("styleId", "")
            self._elements.setdefault(name, style)
            if style.get("default") in ("1", "true", "on") and style.get("type", "paragraph") == "paragraph":
                self.default = name

    def form(self, style: str | None) -> StyleForm:
        """What a style says with all that it is based on; nothing where there is no such style."""
        if style is None:
            return StyleForm()
        if style not in self._formed:
            self._formed[style] = self._resolve(style)
        return self._formed[style]

    def _resolve(self, style: str) -> StyleForm:
        num_id = num_style = level = outline = hidden = name = None
        here: str | None = style
        for _ in range(_LONGEST):
            element = self._elements.get(here or "")
            if element is None:
                break
            name = name or value(element, "name")
            properties = element.find("pPr")
            numbers = None if properties is None else properties.find("numPr")
            level = count(numbers, "ilvl") if level is None else level
            if num_id is None and (num_id := count(numbers, "numId")) is not None:
                num_style = here
            outline = count(properties, "outlineLvl") if outline is None else outline
            hidden = switch(element.find("rPr"), "vanish") if hidden is None else hidden
            here = value(element, "basedOn")
        return StyleForm(name, num_id, num_style, level, outline, bool(hidden))


def shown_style(name: str | None, outline: int | None) -> str | None:
    """What the document calls a paragraph: ``heading 1`` for 标题 1 and for outline level 1, else the style's name.

    A line of a table of contents is ``toc 1``, whoever made it.
    """
    for kind, names in (("heading", _HEADING), ("toc", _CONTENTS)):
        found = names.fullmatch((name or "").strip())
        if found:
            return f"{kind} {found[1]}"
    if outline is not None and 0 <= outline < _BODY_LEVEL:
        return f"heading {outline + 1}"
    return None if name is None or name.strip().lower() in _PLAIN else name.strip()
