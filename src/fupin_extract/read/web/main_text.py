"""The lines and tables of a page → those of the notice: its title, its disclosure table, its text, its attachments.

The text is where most of the prose is: the innermost element that holds nearly all of it. From there it grows upwards
to the title and downwards to the end of what is no list of links. Classes and ids of elements only help: menus, footers
and the like are told by them where they hold little prose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from fupin_extract.read.web.disclosure import LONGEST_PAIR, begins_with_label, is_label, spaced
from fupin_extract.read.web.flow import BLOCKS, Piece
from fupin_extract.read.web.furniture import (
    LONG,
    heads_links,
    heads_news,
    heads_nothing,
    is_around,
    is_attachment,
    is_behind,
    is_beside_links,
    is_button,
    is_furniture,
    is_item,
    is_link,
    is_trail,
    weight,
)
from fupin_extract.read.web.headline import MOST_LINES, SHORTEST_TITLE, is_title, is_titled, page_titles
from fupin_extract.read.web.tree import Box, Page
from fupin_extract.text.patterns import compiled

# Elements that are lines themselves, or lists of them: they hold no notice alone.
_LINES = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre", "legend", "address"]
)
_FRAMES = (BLOCKS - _LINES) | {"font", "body"}
# So much of the prose of an element is nearly all; an element around a text holds no more than so much of it.
_NEARLY_ALL, _LITTLE = 0.9, 0.3
# A list of so many links in a row is none of a text's.
_LINKS = 3
# How many lines above a text its heading may stand.
_NEAR = 12
# What may stand over a title outside the element of the text: its number.
_NUMBER = compiled(r"[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*(?:第\s*)?\d+\s*号$")


def main_text(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page that are of its notice."""
    return _Selection(page, pieces).chosen() if pieces else []


class _Selection:
    """Which pieces of a page count, step by step."""

    def __init__(self, page: Page, pieces: Sequence[Piece]) -> None:
        self._page, self._pieces = page, pieces
        self._starts = [piece.at for piece in pieces]
        self._titles = page_titles(page.names)
        weights = [weight(piece) for piece in pieces]
        self._sums = _sums(weights)
        self._around = self._elements_around()
        self._prose = [0.0 if around else value for value, around in zip(weights, self._around, strict=True)]
        self._sums = _sums(self._prose)
        self._listed = self._link_lists()
        self._core = self._innermost()
        self._low, self._high = self._range(self._core)

    def chosen(self) -> list[Piece]:
        first = self._begin()
        prose = next((i for i in range(max(first, self._low), self._high) if self._prose[i] >= LONG), self._high)
        below = max(self._last_prose(), prose)
        files, last = self._end(below)
        text = (self._pieces[i] for i in range(prose, last) if i < below or i in files or self._counts(i))
        kept = [*self._above(first, prose), *text]
        while kept and heads_nothing(kept[-1]):
            kept.pop()
        return kept

    def _range(self, box: Box) -> tuple[int, int]:
        return bisect_left(self._starts, box.start), bisect_left(self._starts, box.end)

    def _amount(self, box: Box) -> float:
        low, high = self._range(box)
        return self._sums[high] - self._sums[low]

    def _elements_around(self) -> list[bool]:
        """Whether each piece stands in an element that is named as one around the text, and holds little prose."""
        around = [False] * len(self._pieces)
        most = _LITTLE * self._sums[-1]
        boxes = self._page.boxes
        place = 1
        while place < len(boxes):
            box = boxes[place]
            place += 1
            if is_around(box) and self._amount(box) <= most:
                low, high = self._range(box)
                around[low:high] = [True] * (high - low)
                place = box.end
        return around

    def _link_lists(self) -> list[bool]:
        """Whether each piece is of a run of lines that are mere links, with dates beside them."""
        links = [is_link(piece) for piece in self._pieces]
        listed = [False] * len(links)
        i = 0
        while i < len(links):
            j = i
            while j < len(links) and (links[j] or is_beside_links(self._pieces[j])):
                j += 1
            if sum(max(1, self._pieces[k].links) for k in range(i, j) if links[k]) >= _LINKS:
                listed[i:j] = [True] * (j - i)
            i = max(j, i + 1)
        return listed

    def _innermost(self) -> Box:
        """The innermost element that holds nearly all prose."""
        core = self._page.body
        while True:
            inner = [box for box in core.children if box.tag in _FRAMES]
            best = max(inner, key=self._amount, default=None)
            if best is None or self._amount(best) < _NEARLY_ALL * self._amount(core) or not self._amount(best):
                return core
            core = best

    def _begin(self) -> int:
        """The piece that the notice begins with, below its disclosure table: its title, if one is found."""
        low = self._low
        half = bisect_left(self._sums, (self._sums[low] + self._sums[self._high]) / 2)
        named = [i for i in range(half) if is_title(self._titles, self._pieces[i : i + MOST_LINES])]
        menu = max((i for i in range(low) if self._is_trail_or_list(i)), default=-1)
        above = [i for i in named if menu < i < low]
        if above:
            first = above[-1]
            while first and _NUMBER.search(self._pieces[first - 1].text):
                first -= 1
            return first
        headed = self._headed()
        if headed < low and not any(i >= low for i in named):
            return headed
        title = next((i for i in (*named, *range(low, half)) if i >= low and (i in named or self._is_heading(i))), None)
        if title is None:
            return self._beside()
        # What stands over the title with it is its letterhead and number, but for menus and what is above those.
        menu = max((i for i in range(low, title) if self._is_menu(i)), default=-1)
        if menu < 0:
            return low if title in named else self._beside()
        return menu + 1

    def _is_trail_or_list(self, i: int) -> bool:
        piece = self._pieces[i]
        return is_trail(piece) or (self._listed[i] and not is_button(piece))

    def _is_menu(self, i: int) -> bool:
        """Whether a line is one of the site around the text: a link among others, a trail of links, a button."""
        piece = self._pieces[i]
        if self._listed[i] or self._around[i]:
            return True
        return is_trail(piece) or is_furniture(piece) or is_button(piece)

    def _headed(self) -> int:
        """Where no title is known by the page's own: the heading nearest above the text, and what stands between."""
        for i in range(self._low - 1, max(self._low - _NEAR, -1), -1):
            if self._is_trail_or_list(i):
                break
            if self._is_heading(i):
                while i and self._block(i - 1) is self._block(i):
                    i -= 1
                return i
        return self._low

    def _is_heading(self, i: int) -> bool:
        piece = self._pieces[i]
        if self._is_menu(i) or piece.linked > 0.5 * piece.letters or piece.letters < SHORTEST_TITLE:
            return False
        return piece.style is not None or is_titled(self._page.boxes[piece.at])

    def _block(self, i: int) -> Box | None:
        """The block that a line stands in."""
        return next((box for box in self._page.boxes[self._pieces[i].at].above() if box.tag in BLOCKS), None)

    def _beside(self) -> int:
        """Where nothing tells a heading: the lines above the text in the element around it, down from any menu."""
        around = next((box for box in self._core.above() if self._range(box)[0] < self._low), None)
        first = self._low
        while around is not None and first > self._range(around)[0] and not self._is_menu(first - 1):
            first -= 1
        return first

    def _last_prose(self) -> int:
        """The place behind the last line of prose in the text, or table, or attachment."""
        low = self._low
        high = next((i for i in range(low, self._high) if self._opens_links(i)), self._high)
        for i in range(high - 1, low - 1, -1):
            piece = self._pieces[i]
            strong = self._prose[i] >= LONG and not is_behind(piece)
            if not self._around[i] and not self._listed[i] and (strong or piece.cells or piece.attached):
                return i + 1
        return high

    def _opens_links(self, i: int) -> bool:
        """Whether a line is the heading of related pages: each a link, maybe with its first words, till the end."""
        if not heads_links(self._pieces[i]) or not any(map(is_link, self._pieces[i + 1 : i + 3])):
            return False
        rest = self._pieces[i + 1 : self._high]
        before, behind = self._sums[i] - self._sums[self._low], self._sums[self._high] - self._sums[i]
        sure = before >= behind or heads_news(self._pieces[i])
        return sure and sum(map(is_link, rest)) >= _LITTLE * len(rest)

    def _end(self, below: int) -> tuple[set[int], int]:
        """The attachments below the text, and the place behind the last piece of the notice, before any other pages."""
        files: set[int] = set()
        last = below
        for i in range(below, len(self._pieces)):
            piece = self._pieces[i]
            if is_attachment(piece) or (i - 1 in files and is_item(piece)):
                files.add(i)
            elif not self._goes_on(i):
                # Attachments may stand behind a toolbar, but not behind a list of other pages.
                if self._listed[i] and not is_button(piece):
                    break
                continue
            if i in files or all(map(is_button, self._pieces[last:i])):
                last = i + 1
        return files, last

    def _goes_on(self, i: int) -> bool:
        """Whether the notice may go on below its text with a line: no link, nothing of the site, and not far away."""
        piece = self._pieces[i]
        if is_behind(piece) or self._is_menu(i) or any(self._listed[i + 1 : i + 2]):
            return False
        near = self._core.parent.parent if self._core.parent is not None else None
        return near is None or piece.at < near.end or self._prose[i] >= LONG

    def _above(self, first: int, prose: int) -> Iterator[Piece]:
        """What stands above the prose: above the title only labels with their values, which may be two lines."""
        label = ""
        for i, piece in enumerate(self._pieces[:prose]):
            held, label = label, ""
            if is_label(piece.text) and not self._listed[i]:
                label = piece.text.rstrip("：: ")
            elif piece.label or (begins_with_label(piece.text) and not self._listed[i]):
                yield piece._replace(text=spaced(piece.text))
            elif held and piece.letters <= LONGEST_PAIR and self._are_beside(i - 1, i):
                yield piece._replace(text=f"{held}：{piece.text}", label=True)
            elif i >= first and self._counts(i) and not is_trail(piece):
                yield piece._replace(text=spaced(piece.text))

    def _are_beside(self, *pair: int) -> bool:
        """Whether two lines stand in two elements side by side, as a label and its value do."""
        one, other = map(self._block, pair)
        return one is not other and one is not None and other is not None and one.parent is other.parent

    def _counts(self, i: int) -> bool:
        """Whether a piece above or below the prose is of the notice."""
        piece = self._pieces[i]
        if piece.label or is_attachment(piece) or begins_with_label(piece.text):
            return True
        if is_button(piece):
            return False
        if self._listed[i]:
            return False
        inside = self._low <= i < self._high
        return inside or not (self._around[i] or is_behind(piece) or is_furniture(piece))


def _sums(weights: Sequence[float]) -> list[float]:
    return list(accumulate(weights, initial=0.0))
