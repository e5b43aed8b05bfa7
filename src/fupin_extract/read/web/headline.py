"""The title of a page: what it is called for the browser, and which of its lines say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.read.web.disclosure import begins_with_label
from fupin_extract.read.web.flow import Piece
from fupin_extract.read.web.tree import Box
from fupin_extract.text.patterns import compiled

# A title is no shorter, and is broken over no more lines.
SHORTEST_TITLE, MOST_LINES = 6, 4
# So much of the page's title in some lines is the title.
_NEARLY_ALL = 0.9
_BARE = compiled(r"[\W_]+")
_SITE = compiled(r"\s*[-_|—–>]+\s*")
_TITLED = compiled(r"(?<![a-z])(?:title|tit|titles|headline|bt|biaoti|subject|activity-name)(?![a-z])")
# How many elements up a class may tell a title.
_NEAR = 3


def page_titles(names: Sequence[str]) -> tuple[str, ...]:
    """What a page may be called, without marks, and without the name of its site: 关于…的通知-某县人民政府."""
    return tuple(_titles(names))


def _titles(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for part in (name, *_SITE.split(name)):
            bare = _BARE.sub("", part)
            if len(bare) >= SHORTEST_TITLE:
                yield bare


def is_title(titles: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """Whether a title begins with the first of some lines, and ends with one of them."""
    bare = ""
    for piece in pieces:
        if piece.label or piece.cells or piece.linked > 0.5 * piece.letters or begins_with_label(piece.text):
            return False
        bare += _BARE.sub("", piece.text)
        found = [title for title in titles if bare in title]
        if any(len(bare) >= max(SHORTEST_TITLE, _NEARLY_ALL * len(title)) for title in found):
            return True
        if not found:
            return False
    return False


def is_titled(box: Box) -> bool:
    """Whether an element around a text is named as that of a title."""
    return any(_TITLED.search(above.hints) for above, _ in zip(box.above(), range(_NEAR), strict=False))
