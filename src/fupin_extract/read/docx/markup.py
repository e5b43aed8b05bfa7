"""XML of office files → elements: no DOCTYPE, no depth without end, and the names of Word's own elements short.

``{http://…/wordprocessingml/2006/main}p`` is ``p`` here, that of strict files too, and so are attributes; names of
other namespaces stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser, tostring

from fupin_extract.read import limits

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATES, CHOICE, FALLBACK = (f"{_COMPATIBLE}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"

_OFF = ("0", "false", "off", "none")


class MarkupError(Exception):
    """XML that is broken, too deep, or not what office programs write."""


class EndlessMarkupError(MarkupError):
    """More elements than can be held."""


def tree(pieces: Iterable[bytes]) -> Element:
    """The root of a small part.

    Raises:
        MarkupError: it is no XML that an office program writes.
    """
    builder = _Builder()
    for _ in _fed(builder, pieces):
        pass
    root = builder.root
    if root is None:
        raise MarkupError
    return root


def children(pieces: Iterable[bytes], depth: int) -> Iterator[Element]:
    """The elements that stand ``depth`` deep (the root is at 0), each when it is whole and then forgotten.

    So a document with a million paragraphs is never in memory as a whole.

    Raises:
        MarkupError: as ``tree``, when what is wrong is met.
    """
    builder = _Builder(depth)
    yield from _fed(builder, pieces)


def flat_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a file that is one XML file, each with its name.

    Raises:
        MarkupError: as ``tree``.
    """
    builder = _Builder(shorten=False)
    for _ in _fed(builder, (data,)):
        pass
    for part in () if builder.root is None else builder.root:
        held = part.find(f"{_PACKAGE}xmlData")
        if held is not None and len(held):
            yield part.get(f"{_PACKAGE}name", ""), tostring(held[0], encoding="utf-8")


def value(element: Element | None, name: str) -> str | None:
    """``w:val`` of the child called ``name``; None without the child or the attribute."""
    child = None if element is None else element.find(name)
    return None if child is None else child.get("val")


def count(element: Element | None, name: str) -> int | None:
    """The same as a number; None where it is none."""
    return number(value(element, name))


def number(text: str | None) -> int | None:
    """An attribute as a number; None where it is none or beyond what Word counts to."""
    digits = (text or "").strip()
    if not digits.lstrip("-").isdecimal() or len(digits) > 9:
        return None
    return int(digits)


def switch(element: Element | None, name: str) -> bool | None:
    """Whether ``<w:vanish/>`` or its like is on; None where nothing is said."""
    child = None if element is None else element.find(name)
    return None if child is None else child.get("val", "1") not in _OFF


def branch(alternates: Element) -> Element | None:
    """Of several drawings of one thing, the one to read: the first choice that holds text, else the fallback."""
    choices = [child for child in alternates if child.tag == CHOICE]
    spoken = (choice for choice in choices if any(node.text for node in choice.iter("t")))
    return next(spoken, None) or next((c for c in alternates if c.tag == FALLBACK), choices[0] if choices else None)


class _Names(dict[str, str]):
    """The short name of each name that was met."""

    def __missing__(self, name: str) -> str:
        space, _, local = name[1:].partition("}")
        self[name] = local if name.startswith("{") and space in _WORD else name
        return self[name]


class _Builder(TreeBuilder):
    """Builds elements with short names, unless they are to stay; hands out those at one depth.

    It is called for each element of a file, so it does no more than it must.
    """

    def __init__(self, hands_out: int = -1, *, shorten: bool = True) -> None:
        super().__init__()
        self.root: Element | None = None
        self.done: list[Element] = []
        self._depth = 0
        self._held = 0
        self._hands_out = hands_out
        self._above: list[Element] = []
        self._names = _Names() if shorten else None
        self._begin, self._finish = super().start, super().end

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        names = self._names
        if names is not None:
            tag = names[tag]
            if attrs:
                attrs = {names[key]: text for key, text in attrs.items()}
        element = self._begin(tag, attrs)
        depth = self._depth
        if depth < self._hands_out:
            self._above.append(element)
        if depth == 0:
            self.root = element
        elif depth >= limits.DEEPEST:
            raise MarkupError
        self._depth = depth + 1
        self._held += 1
        if self._held > limits.MOST_ELEMENTS:
            raise EndlessMarkupError
        return element

    def end(self, tag: str) -> Element:
        element = self._finish(tag)
        self._depth = depth = self._depth - 1
        if depth <= self._hands_out:
            if depth == self._hands_out:
                self.done.append(element)
                self._held = 0
                self._above[-1].clear()
            else:
                self._above.pop()
        return element

    def doctype(self, *_: object) -> None:
        raise MarkupError


def _fed(builder: _Builder, pieces: Iterable[bytes]) -> Iterator[Element]:
    # A DOCTYPE is refused, and without one there are no entities.
    parser = XMLParser(target=builder)  # noqa: S314
    try:
        for piece in pieces:
            parser.feed(piece)
            yield from builder.done
            builder.done.clear()
        parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise MarkupError from error
    yield from builder.done
