"""Text that remembers where each of its characters stands in the source.

Joining the halves of a cut paragraph, dropping a page number and folding widths all change a text; facts are found in
the changed text and shown in the source. ``Mapped`` is the bridge: every character carries its source offset.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from operator import itemgetter

from fupin_extract.plain_class import dataclass
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

# What parts the cells of a line.
_BETWEEN_CELLS = compiled("[\t\f│┃║|｜]")
_BREAK = compiled(r"\s*[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+\s*")


# Not frozen, as nothing changes it, and made by hand: thousands are made for a notice.
@dataclass(slots=True)
class Mapped:
    """A text and, for each of its characters, the offset of the source character that it stands for."""

    text: str
    offsets: tuple[int, ...] | range

    def __init__(self, text: str, offsets: tuple[int, ...] | range) -> None:
        if len(text) != len(offsets):
            raise ValueError("a mapped text needs one offset a character")
        self.text = text
        self.offsets = offsets

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Mapped:
        """The stretch ``source[start:end]`` as it stands."""
        stop = len(source) if end is None else end
        return cls(source[start:stop], range(start, stop))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.offsets[part])

    def span(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``, from its first character to its last.

        Empty stretches have an empty span.
        """
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def keep(self, where: Iterable[int]) -> Mapped:
        """Only the characters at the positions ``where``, in that order."""
        kept = list(where)
        return Mapped("".join([self.text[i] for i in kept]), tuple([self.offsets[i] for i in kept]))

    def split(self) -> list[Mapped]:
        """Its lines."""
        edges = [-1, *(i for i, char in enumerate(self.text) if char == "\n"), len(self.text)]
        return [self[start + 1 : end] for start, end in pairwise(edges)]

    def translate(self, table: dict[int, str]) -> Mapped:
        """Characters exchanged one for one."""
        return Mapped(self.text.translate(table), self.offsets)

    @staticmethod
    def join(parts: Iterable[Mapped]) -> Mapped:
        """The parts one after another, with nothing between them."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        return Mapped("".join([p.text for p in parts]), tuple(chain.from_iterable([p.offsets for p in parts])))

    @staticmethod
    def lines(parts: Sequence[Mapped]) -> Mapped:
        """The parts, each on a line of its own.

        A break stands for one character of the source behind the part above, so nothing may be found across it: there
        mostly is such a character (the stop of a title, a line break), and all is one stretch of the source.
        """
        if len(parts) == 1:
            return parts[0]
        text = "\n".join([part.text for part in parts])
        stretch = range(0)
        for part in parts:
            of = part.offsets
            if not isinstance(of, range) or (stretch and stretch.stop + 1 != of.start):
                break
            stretch = range(stretch.start if stretch else of.start, of.stop)
        else:
            return Mapped(text, stretch)
        offsets = [*parts[0].offsets]
        for part in parts[1:]:
            offsets += [offsets[-1], *part.offsets]
        return Mapped(text, tuple(offsets))


def at_offsets(source: str, offsets: Sequence[int]) -> str:
    """The characters of the source at the offsets, each once: a break between two parts has the offset before it."""
    if isinstance(offsets, range) and offsets.step == 1:
        return source[offsets.start : offsets.stop]
    return "".join(itemgetter(*dict.fromkeys(offsets))(source)) if offsets else ""


def printed(source: str, start: int, end: int) -> str:
    """``source[start:end]`` without line breaks and the blanks around them: how a fact is shown."""
    text = source[start:end]
    return text if text.isprintable() else _BREAK.sub("", text)


def shown_at(source: str, text: Mapped, start: int, end: int) -> tuple[str, Span]:
    """How a fact found at ``text[start:end]`` is shown, and its place: its stretch of the source.

    Of a cell that a page cut, or that goes on over lines of a drawn table, the parts alone: other cells stand between.
    """
    span = text.span(start, end)
    stretch = source[span[0] : span[1]]
    if stretch.isprintable():
        return stretch, span
    if _BETWEEN_CELLS.search(stretch):
        stretch = at_offsets(source, text.offsets[start:end])
    return _BREAK.sub("", stretch), span
