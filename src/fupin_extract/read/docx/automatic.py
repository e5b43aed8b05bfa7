"""Automatic numbers of paragraphs (``numbering.xml``), as the page shows them: 一、 （二） 3.1 第四条 ⑤.

Lists that share an abstract list share its count, one list may go on behind another, and what begins a list anew does
so once, when it is first used. Where the standard is silent this follows what was measured in Word: each text box and
all footnotes count for themselves, beside the text; a level passed over counts as its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from fupin_extract.read.docx import counting, glyphs
from fupin_extract.read.docx.markup import ALTERNATES, CHOICE, count, number, switch, value
from fupin_extract.read.docx.styling import WordStyles
from fupin_extract.text.patterns import compiled

_LEVELS = 9
# So long is the text of a level at most, as in Word; or each paragraph of a list could be made to print a book.
_LONGEST = 255
_PLACE = compiled("%([1-9])")
# Behind these there is room enough, so no blank is written for the tab that follows a number.
_ROOM = tuple("、．）。，：》〉】〕］")
_WORDY = compiled(r"\w")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it begins, how it is written, and when it begins anew."""

    start: int = 0
    form: str = "decimal"
    pattern: str | None = None
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    font: str | None = None
    picture: bool = False
    hidden: bool = False
    style: str | None = None


@dataclass(slots=True)
class _Abstract:
    name: str
    levels: dict[int, Level]
    number_style: str | None
    single: bool


@dataclass(slots=True)
class _List:
    """A list: the abstract list that it is of, its levels with its own changes, and where it begins them anew."""

    abstract: _Abstract
    levels: dict[int, Level]
    anew: dict[int, int]


@dataclass(slots=True)
class StoryCounts:
    """How far each abstract list has come in one story, and the lists that have begun it anew there."""

    values: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class AutomaticNumbers:
    """The lists of a file with their counts; ``unknown`` are the formats met that nobody knows, printed as figures."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._elements: dict[int, Element] = {}
        self._lists: dict[int, _List | None] = {}
        self._counts = StoryCounts()
        self.unknown: dict[str, None] = {}
        for element in () if root is None else root:
            if element.tag == "abstractNum":
                levels = {at: _level(level) for level in element.iter("lvl") if (at := _at(level)) is not None}
                name = element.get("abstractNumId", "")
                single = value(element, "multiLevelType") == "singleLevel"
                self._abstracts.setdefault(name, _Abstract(name, levels, value(element, "numStyleLink"), single))
            elif element.tag == "num" and (num_id := number(element.get("numId"))) is not None:
                self._elements.setdefault(num_id, element)

    @contextmanager
    def counting(self, counts: StoryCounts) -> Iterator[None]:
        """StoryCounts for another story, such as a text box; that of the text goes on afterwards where it was."""
        before, self._counts = self._counts, counts
        try:
            yield
        finally:
            self._counts = before

    def of_style(self, num_id: int | None, at: int | None, style: str | None) -> int | None:
        """The level at which a paragraph stands whose ``style`` names the list; None where it has no number.

        A level may belong to a paragraph style; through another style it is not to be had.
        """
        found = None if num_id is None else self._list(num_id)
        if found is None:
            return None
        if at is None:
            at = next((at for at, level in found.levels.items() if level.style == style), 0)
        owner = found.levels[at].style if at in found.levels else None
        return at if owner in (None, style) else None

    def next(self, num_id: int | None, at: int) -> str:
        """The number of the next paragraph of a list at a level, with the blank behind it; empty where none shows."""
        found = None if num_id is None else self._list(num_id)
        if num_id is None or found is None or not 0 <= at < _LEVELS:
            return ""
        at = 0 if found.abstract.single else at
        if at not in found.levels:  # so it is written as the next one over it
            nearest = next((above for above in range(at, -1, -1) if above in found.levels), None)
            if nearest is None:
                return ""
            found.levels[at] = replace(found.levels[nearest], restart=None)
        counts = self._values(found)
        before = counts[at]
        if at in found.anew and num_id not in self._counts.begun:
            self._counts.begun.add(num_id)
            before = None
        counts[at] = found.levels[at].start if before is None else before + 1
        # A level that was passed over is shown as its start, and has then been counted.
        for above in range(at):
            if counts[above] is None and above in found.levels:
                counts[above] = found.abstract.levels.get(above, found.levels[above]).start
        for deeper in range(at + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or at < restart:
                counts[deeper] = None
        return self._shown(found, at)

    def _shown(self, found: _List, at: int) -> str:
        level = found.levels[at]
        if level.hidden:
            return ""
        if level.form == "bullet":
            text = "•" if level.picture else glyphs.bullet(level.text, level.font)
            return f"{text} " if text and level.suffix != "nothing" else text
        text = _PLACE.sub(lambda place: self._place(found, at, int(place[1]) - 1), level.text)[:_LONGEST]
        if level.form == "none" and not _WORDY.search(text):
            return ""
        blank = level.suffix == "space" or (level.suffix == "tab" and not text.endswith(_ROOM))
        return f"{text} " if text and blank else text

    def _place(self, found: _List, at: int, place: int) -> str:
        """The number of one level within that of another."""
        level = found.levels.get(place)
        if level is None or place > at:
            return ""
        counted = self._values(found)[place]
        here = level.start if counted is None else counted
        if level.form in ("none", "bullet"):
            return ""
        if found.levels[at].legal and level.form != "decimalZero":
            return str(here)
        if level.form == "custom" and (text := counting.padded(here, level.pattern)) is not None:
            return text
        text = counting.printed(here, level.form)
        if text is None:
            self.unknown.setdefault(level.form)
        return str(here) if text is None else text

    def _values(self, found: _List) -> list[int | None]:
        return self._counts.values.setdefault(found.abstract.name, [None] * _LEVELS)

    def _list(self, num_id: int) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolve(num_id)
        return self._lists[num_id]

    def _resolve(self, num_id: int) -> _List | None:
        """A list, with what it changes in the abstract list that it is of."""
        element = self._elements.get(num_id)
        abstract = self._abstract(element, 0)
        if element is None or abstract is None:
            return None
        levels, anew = dict(abstract.levels), {}
        for override in element.iter("lvlOverride"):
            at = _at(override)
            if at is None:
                continue
            if (changed := override.find("lvl")) is not None:
                levels[at] = _level(changed)
            if (start := count(override, "startOverride")) is not None:
                anew[at] = start
                levels[at] = replace(levels.get(at, Level()), start=start)
        return _List(abstract, levels, anew)

    def _abstract(self, element: Element | None, depth: int) -> _Abstract | None:
        """The abstract list of a list; of one that only names a style of lists, that of the style."""
        abstract = self._abstracts.get(value(element, "abstractNumId") or "")
        if abstract is None or abstract.levels or abstract.number_style is None or depth > _LEVELS:
            return abstract
        num_id = self._styles.form(abstract.number_style).num_id
        linked = self._abstract(self._elements.get(num_id or 0), depth + 1)
        if linked is not None:  # the levels are those of the style, the count is its own
            abstract.levels.update(linked.levels)
        return abstract


def _at(element: Element) -> int | None:
    at = number(element.get("ilvl"))
    return at if at is not None and 0 <= at < _LEVELS else None


def _level(element: Element) -> Level:
    form = element.find("numFmt")
    for alternates in element.iter(ALTERNATES):  # a format of Word 2010, and what older programs are to print
        for choice in alternates.iter(CHOICE):
            form = choice.find("numFmt") if form is None else form
    look = element.find("rPr")
    fonts = None if look is None else look.find("rFonts")
    return Level(
        start=count(element, "start") or 0,
        form="decimal" if form is None else form.get("val", "decimal"),
        pattern=None if form is None else form.get("format"),
        text=(value(element, "lvlText") or "")[:_LONGEST],
        restart=count(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        suffix=value(element, "suff") or "tab",
        font=None if fonts is None else fonts.get("ascii") or fonts.get("hAnsi"),
        picture=element.find("lvlPicBulletId") is not None,
        hidden=bool(switch(look, "vanish")),
        style=value(element, "pStyle"),
    )
