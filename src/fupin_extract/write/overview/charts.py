"""What was counted, drawn: bars as SVG with their numbers in a table beside, and a heat map, which is a table itself.

Whatever is drawn can be read: the table says in numbers what the bars show, and its links lead to the rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from fupin_extract.records.overview import BarParts, CountedBars
from fupin_extract.write.formats.html import plain
from fupin_extract.write.labels import Headers
from fupin_extract.write.overview.captions import bar as named
from fupin_extract.write.overview.captions import part, say

# Of the drawing, in its own units: how wide it is, where the bars begin and how far they go, how high a line is.
_WIDTH, _BEGIN, _LONGEST, _LINE, _THICK = 640, 190, 390, 22, 15
# A name in front of a bar has room for so many half widths.
_ROOM = 26
_ORDER = ("lead", "responsible", "supporting", "supervising", "target", "standard", "limit", "condition", "frequency")
_STEPS = 5


class Charts:
    """Draws what was counted in one language."""

    def __init__(self, headers: Headers, functions: dict[str, str]) -> None:
        self.headers = headers
        self.functions = functions

    def show(self, counted: CountedBars) -> Iterator[str]:
        """A section with its heading, the drawing, the numbers, and room for the rows."""
        name = counted.name
        title = say(f"title.{name}", self.headers)
        yield f'<section id="{name}" class="chart"><h2>{title}</h2>'
        if not counted.bars:
            yield f"<p>{say('nothing', self.headers)}</p></section>"
            return
        about = say(f"about.{name}", self.headers)
        if counted.of > len(counted.bars):
            about += " " + say("some", self.headers, shown=len(counted.bars), all=counted.of)
        yield f'<p class="about">{plain(about)}</p>'
        yield from self._heat(counted) if name == "themes" else self._bars(counted)
        yield f'<div class="behind" id="behind-{name}" hidden></div></section>'

    def _parts(self, counted: CountedBars) -> list[str]:
        known = [name for name in _ORDER if name in counted.parts]
        return [*known, *(name for name in counted.parts if name not in known)]

    def _part(self, counted: CountedBars, name: str) -> str:
        return plain(part(counted.name, name, self.headers, self.functions))

    def _bars(self, counted: CountedBars) -> Iterator[str]:
        parts = self._parts(counted)
        legend = "".join(
            f'<li><span class="swatch p{k}"></span>{self._part(counted, name)}</li>' for k, name in enumerate(parts)
        )
        title = say(f"title.{counted.name}", self.headers)
        yield f'<ul class="legend">{legend}</ul><div class="both">'
        yield f'<div class="drawn" tabindex="0" role="group" aria-label="{title}">'
        yield from self._drawing(counted, parts)
        yield "</div>"
        yield from self._numbers(counted, parts)
        yield "</div>"

    def _drawing(self, counted: CountedBars, parts: list[str]) -> Iterator[str]:
        name, most = counted.name, max(counted.bars, key=lambda bar: bar.total)
        title = say(f"title.{name}", self.headers)
        height = _LINE * len(counted.bars)
        told = {"bars": len(counted.bars), "most": named(most.key, self.headers), "count": most.total}
        yield f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title-{name} desc-{name}">'
        yield f'<title id="title-{name}">{title}</title>'
        desc = plain(say("desc", self.headers, **told))
        yield f'<desc id="desc-{name}">{desc}</desc>'
        for place, bar in enumerate(counted.bars):
            yield from self._bar(bar, place, parts, most.total)
        yield "</svg>"

    def _bar(self, bar: BarParts, place: int, parts: list[str], most: int) -> Iterator[str]:
        top = place * _LINE
        name = named(bar.key, self.headers)
        yield f'<g data-bar="{plain(bar.key)}"><rect class="ground" x="0" y="{top}" width="{_WIDTH}" height="{_LINE}"/>'
        yield f'<text class="name" x="{_BEGIN - 8}" y="{top + 16}">{plain(_shortened(name))}</text>'
        x = float(_BEGIN)
        for k, part_name in enumerate(parts):
            if count := bar.parts.get(part_name):
                width = count / most * _LONGEST
                yield f'<rect class="p{k}" x="{x:.1f}" y="{top + 3}" width="{width:.1f}" height="{_THICK}"/>'
                x += width
        yield f'<text x="{x + 6:.1f}" y="{top + 16}">{bar.total}</text></g>'

    def _numbers(self, counted: CountedBars, parts: list[str]) -> Iterator[str]:
        title = f"{say(f'title.{counted.name}', self.headers)} {say('total', self.headers)}"
        yield f'<div class="numbers" tabindex="0" role="group" aria-label="{title}"><table>'
        named_parts = [self._part(counted, name) for name in parts]
        heads = [say(f"bar.{counted.name}", self.headers), *named_parts, say("total", self.headers)]
        cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
        yield f"<thead><tr>{cells}</tr></thead><tbody>"
        for bar in counted.bars:
            cells = "".join(f'<td class="number">{bar.parts.get(each, "")}</td>' for each in parts)
            name = plain(named(bar.key, self.headers))
            link = f'<a href="#behind-{counted.name}" data-bar="{plain(bar.key)}">{name}</a>'
            yield f'<tr><th scope="row">{link}</th>{cells}<td class="number">{bar.total}</td></tr>'
        yield "</tbody></table></div>"

    def _heat(self, counted: CountedBars) -> Iterator[str]:
        most = max((count for bar in counted.bars for count in bar.parts.values()), default=1)
        title = say(f"title.{counted.name}", self.headers)
        yield f'<div class="heat" tabindex="0" role="group" aria-label="{title}"><table>'
        heads = "".join(f'<th scope="col"><span>{self._part(counted, name)}</span></th>' for name in counted.parts)
        first = say("bar.themes", self.headers)
        yield f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>'
        for bar in counted.bars:
            key = plain(bar.key)
            cells = "".join(_cell(key, plain(name), bar.parts.get(name, 0), most) for name in counted.parts)
            yield f'<tr><th scope="row"><a href="#behind-themes" data-bar="{key}">{key}</a></th>{cells}</tr>'
        yield "</tbody></table></div>"


def _cell(bar: str, part_name: str, count: int, most: int) -> str:
    if not count:
        return "<td></td>"
    # The root, or one great number leaves all others pale.
    step = max(1, round((count / most) ** 0.5 * _STEPS))
    link = f'<a href="#behind-themes" data-bar="{bar}" data-part="{part_name}">{count}</a>'
    return f'<td class="h{step}">{link}</td>'


def _shortened(name: str) -> str:
    """A name as far as there is room: a Chinese character is as wide as two others."""
    room = _ROOM
    for place, char in enumerate(name):
        room -= 2 if ord(char) > 0x2E7F else 1
        if room < 0:
            return f"{name[: place - 1]}…"
    return name
