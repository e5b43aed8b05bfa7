"""The markup of a page → its elements and texts in document order, without what no reader of the page sees.

The boxes of a page are a list, each with the place where it begins and the place behind its last descendant, so that
every later pass is a loop, however deep the page nests.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from fupin_extract.read.web.nesting import check_nesting
from fupin_extract.text.patterns import compiled

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What shows no text of the page: code, controls of forms, other documents, drawings.
_OTHERS = """
head script style noscript template iframe frame noframes object embed applet svg math canvas video audio map select
option datalist button input textarea progress meter dialog marquee rp rt xml link meta title base img
"""
_UNSEEN = frozenset(_OTHERS.split())
_LINES = frozenset(["p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_HEADS = frozenset(["h1", "h2", "h3"])
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANK = compiled(r"\s+")
# A page whose text is shown only by its scripts hides it; it is read where there is so little else.
_HARDLY_ANY, _TIMES = 60, 10


@dataclass(slots=True)
class Box:
    """An element, or a text with the tag ``""``; ``start`` is its place among the boxes, ``end`` that behind it."""

    tag: str
    start: int
    parent: Box | None
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    end: int = 0
    children: list[Box] = field(default_factory=list)

    def style(self, name: str) -> str:
        """The value of a property in the element's own style, in small letters; "" where it has none."""
        style = self.attributes.get("style", "")
        for declaration in style.split(";") if name in style.lower() else ():
            key, _, value = declaration.partition(":")
            if key.strip().lower() == name:
                return value.strip().lower()
        return ""

    @property
    def hints(self) -> str:
        """Its class and id, in small letters."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}".lower()

    def above(self) -> Iterator[Box]:
        """The elements that hold it, from the inside out."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True)
class Page:
    """The boxes of a page, the first its body, and the ``names`` that it has for the notice: titles for the browser.

    ``letters`` counts the characters, without blanks, in the boxes before each place; ``lines`` and ``heads`` the
    elements that make lines and those that are headings. ``tables`` are the places of tables.
    """

    boxes: list[Box]
    names: tuple[str, ...]
    letters: list[int]
    lines: list[int]
    heads: list[int]
    tables: list[int]

    @property
    def body(self) -> Box:
        """The whole page."""
        return self.boxes[0]

    def size(self, box: Box) -> int:
        """How many characters a box holds."""
        return self.letters[box.end] - self.letters[box.start]

    def inner_tables(self, box: Box) -> Iterator[Box]:
        """The tables in a box, without those inside one of them."""
        place = box.start + 1
        while (i := bisect_left(self.tables, place)) < len(self.tables) and self.tables[i] < box.end:
            table = self.boxes[self.tables[i]]
            yield table
            place = table.end


def parse_page(markup: str, name: str) -> Page:
    """The page that a browser would show.

    Raises:
        ReadError: elements stand one in another beyond any page, which would take too long to read.
    """
    from selectolax.lexbor import LexborHTMLParser

    check_nesting(markup, name)
    parsed = LexborHTMLParser(markup)
    names = [node.text() for node in parsed.css("title")[:1]]
    for meta in parsed.css("meta"):
        known = {key.lower(): value or "" for key, value in meta.attributes.items()}
        if "title" in (known.get("name") or known.get("property") or "").lower():
            names.append(known.get("content", ""))
    root = parsed.body or parsed.root
    boxes = _boxes(root, hidden=False)
    page = _page(boxes, names)
    if page.size(page.body) < _HARDLY_ANY:
        whole = _page(_boxes(root, hidden=True), names)
        if whole.size(whole.body) > _TIMES * page.size(page.body):
            return whole
    return page


def _page(boxes: list[Box], names: list[str]) -> Page:
    letters = accumulate((len(_BLANK.sub("", box.text)) if box.text else 0 for box in boxes), initial=0)
    lines = accumulate((box.tag in _LINES for box in boxes), initial=0)
    heads = accumulate((box.tag in _HEADS for box in boxes), initial=0)
    tables = [box.start for box in boxes if box.tag == "table"]
    told = tuple(name for name in names if name.strip())
    return Page(boxes, told, list(letters), list(lines), list(heads), tables)


def _boxes(root: LexborNode | None, *, hidden: bool) -> list[Box]:
    """The boxes of the body in document order; ``hidden``: also those that the page does not show at first."""
    boxes = [Box("body", 0, None)]
    left: list[tuple[Box, LexborNode | None]] = [(boxes[0], root.child if root is not None else None)]
    while left:
        here, node = left.pop()
        if node is None:
            here.end = len(boxes)
            continue
        left.append((here, node.next))
        box = None
        if node.is_text_node:
            box = Box("", len(boxes), here, node.text_content or "", end=len(boxes) + 1)
        elif node.is_element_node and (box := _element(node, here, len(boxes), hidden=hidden)):
            left.append((box, node.child))
        if box is not None:
            boxes.append(box)
            here.children.append(box)
    return boxes


def _element(node: LexborNode, parent: Box, place: int, *, hidden: bool) -> Box | None:
    tag = node.tag or "unknown"
    if tag in _UNSEEN:
        return None
    attributes = {key: value or "" for key, value in node.attributes.items()}
    if not hidden and attributes and _is_hidden(attributes):
        return None
    return Box(tag, place, parent, attributes=attributes)


def _is_hidden(attributes: dict[str, str]) -> bool:
    shown = attributes.get("aria-hidden", "").lower() != "true" and "hidden" not in attributes
    return not shown or _NOT_DISPLAYED.search(attributes.get("style", "")) is not None
