"""What stands in a paragraph → its text, as the page shows it: fields by their result, changes as if accepted.

Left out: what was deleted or moved away, hidden text, instructions of fields, readings over characters (only what they
stand over is read), comments, and the signs that refer to notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fupin_extract.read.docx import glyphs
from fupin_extract.read.docx.markup import ALTERNATES, MATHS, WORD_ART, branch, switch, value
from fupin_extract.read.docx.styling import WordStyles
from fupin_extract.text.patterns import compiled

BOX = "txbxContent"
DELETED = ("del", "moveFrom")
ADDED = ("ins", "moveTo")
_NOT_READ = frozenset({
    "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "tblPr", "tblGrid", "rt",
    "delText", "delInstrText", "fldData", "ffData", "annotationRef", "footnoteRef", "endnoteRef",
})  # fmt: skip
_WRITTEN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
FOOTNOTE, ENDNOTE = "footnote", "endnote"
_NOTES = {f"{kind}Reference": kind for kind in (FOOTNOTE, ENDNOTE)}
_DRAWN = ("drawing", "pict", "object")
_MATH_TEXT = tuple(f"{space}t" for space in MATHS)
_FRACTION = {f"{space}f": (f"{space}num", f"{space}den") for space in MATHS}
_BLANKS = " \t\r\n"
_LINE = compiled(r"[ \t]*[\r\n]+[ \t]*")
# Signs laid over one another, such as a number in a ring: EQ \o\ac(○,一).
_LAID_OVER = re.compile(r"\\[oO]\s*(?:\\a[clrd]\s*)?\(\s*([^,，]*)[,，](.*)\)", re.DOTALL)
_RING = "○〇◯"
_RINGED = {str(n): chr(0x2460 + n - 1) for n in range(1, 21)} | {
    c: chr(0x3280 + n) for n, c in enumerate("一二三四五六七八九十")
}


@dataclass(slots=True)
class WordLine:
    """A paragraph: its text, what is anchored in it, and whether its mark was ``deleted`` or is ``hidden``.

    ``vanished`` says that something of it was left out, so that an empty rest is no paragraph.
    """

    properties: Element | None
    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    deleted: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Field:
    """A field that has begun: where its instruction begins among the pieces, and what it says."""

    begins: int
    instruction: str = ""
    shown: bool = False


class Inline:
    """Reads paragraphs one after another, since a field may run over several; ``tracked`` after the first change.

    ``pictures`` counts what is drawn and holds no text.
    """

    def __init__(self, styles: WordStyles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._pieces: list[str] = []
        self._line = WordLine(None)
        self.tracked = False
        self.pictures = 0

    def line(self, paragraph: Element) -> WordLine:
        """What a paragraph says."""
        properties = paragraph.find("pPr")
        mark = None if properties is None else properties.find("rPr")
        style = value(properties, "pStyle") or self._styles.default
        hidden = self._styles.form(style).hidden
        self._line, self._pieces = WordLine(properties), []
        if mark is not None:
            self._line.deleted = any(mark.find(name) is not None for name in DELETED)
            self.tracked = self.tracked or self._line.deleted or any(mark.find(name) is not None for name in ADDED)
        framed = None if properties is None else properties.find("framePr")
        if framed is not None and framed.get("dropCap", "none") != "none":
            self._line.deleted = True  # the first letter of the paragraph that follows
        on = switch(mark, "vanish")
        self._line.hidden = hidden if on is None else on
        for open_field in self._fields:
            open_field.begins = 0
        self._walk(paragraph, hidden, None)
        # A field that has not come to its result by now keeps what it has: better too much than a text lost.
        self._fields = [begun for begun in self._fields if begun.shown]
        self._line.text = "".join(self._pieces).strip("\n")
        return self._line

    def _walk(self, element: Element, hidden: bool, font: str | None) -> None:
        for child in element:
            tag = child.tag
            if tag in _NOT_READ:
                continue
            if tag == "r":
                self._run(child, hidden)
            elif tag in DELETED or tag in ADDED:
                self.tracked = True
                if tag in ADDED:
                    self._walk(child, hidden, font)
            elif tag == ALTERNATES:
                chosen = branch(child)
                if chosen is not None:
                    self._walk(chosen, hidden, font)
            elif tag in _FRACTION:
                self._fraction(child, hidden)
            else:
                self._piece(child, tag, hidden, font)

    def _run(self, run: Element, hidden: bool) -> None:
        """A run: whether it is hidden, it says itself, or else styles, two of which undo each other."""
        look = run.find("rPr")
        if look is None:
            self._walk(run, hidden, None)
            return
        on = switch(look, "vanish")
        if on is None:
            style = value(look, "rStyle")
            on = hidden != (style is not None and self._styles.form(style).hidden)
        fonts = look.find("rFonts")
        self._walk(run, on, None if fonts is None else fonts.get("ascii") or fonts.get("hAnsi"))

    def _piece(self, child: Element, tag: str, hidden: bool, font: str | None) -> None:
        """A single thing; hidden ones count only where they begin or end a field."""
        if tag == "fldChar":
            self._field(child.get("fldCharType"), hidden)
        elif tag == "instrText":
            if self._fields:
                self._fields[-1].instruction += child.text or ""
        elif hidden and tag in (*_WRITTEN, *_NOTES, *_DRAWN, *_MATH_TEXT, "t", "br", "sym"):
            return
        elif tag == "t" or tag in _MATH_TEXT:
            self._pieces.append(glyphs.readable(_text(child), font))
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _WRITTEN:
            self._pieces.append(_WRITTEN[tag])
        elif tag == "sym":
            code = child.get("char", "")
            self._pieces.append(glyphs.sign(int(code, 16), child.get("font")) if _HEX.fullmatch(code) else "")
        elif tag in _NOTES:
            self._line.notes.append((_NOTES[tag], child.get("id", "")))
        elif tag in _DRAWN:
            boxes = _boxes(child)
            self._line.boxes.extend(boxes)
            self.pictures += not boxes
        else:
            self._walk(child, hidden, font)

    def _field(self, kind: str | None, hidden: bool) -> None:
        if kind == "begin":
            self._fields.append(_Field(len(self._pieces)))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
            del self._pieces[self._fields[-1].begins :]
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.shown:
                del self._pieces[ended.begins :]
                self._pieces.append("" if hidden else _equation(ended.instruction))

    def _fraction(self, fraction: Element, hidden: bool) -> None:
        for at, name in enumerate(_FRACTION[fraction.tag]):
            if at:
                self._pieces.append("" if hidden else "/")
            part = fraction.find(name)
            if part is not None:
                self._walk(part, hidden, None)


_HEX = compiled("[0-9A-Fa-f]{1,6}")


def _text(element: Element) -> str:
    """Without ``xml:space`` blanks at both ends are only lay-out of the XML, as are its line ends."""
    text = element.text or ""
    if not text or element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve":
        return text.replace("\r\n", " ").replace("\n", " ")
    return _LINE.sub(" ", text.strip(_BLANKS))


def _equation(instruction: str) -> str:
    """What an EQ field shows, which has no result: signs laid over one another, a fraction."""
    name, _, rest = instruction.strip().partition(" ")
    if name.upper() != "EQ":
        return ""
    if over := _LAID_OVER.search(rest):
        below, text = over[1].strip(), over[2].strip()
        if below in _RING:
            return _RINGED.get(text, text)
        return text.rpartition(",")[2] if below.startswith("\\s") else text
    return ""


def _boxes(drawn: Element) -> list[Element]:
    """The text boxes of a drawing in their order, and its WordArt, of each drawing one branch only."""
    boxes: list[Element] = []
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == BOX or (element.tag == WORD_ART and element.get("string")):
            boxes.append(element)
        elif element.tag == ALTERNATES:
            chosen = branch(element)
            waiting.extend(() if chosen is None else (chosen,))
        else:
            waiting.extend(reversed(element))
    return boxes
