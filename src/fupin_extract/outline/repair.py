"""Furniture between the lines of a notice.

Blanks, page numbers, site chrome, and passages printed twice at a page break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.line_forms import meet
from fupin_extract.outline.model import Claim, Line, Marker, open_lines
from fupin_extract.outline.numbering import Styles
from fupin_extract.read import Document
from fupin_extract.read.document import Paragraph
from fupin_extract.text.patterns import compiled

# A passage is printed twice where at least this many characters come again; shorter, it may be chance.
_LEAST_REPEAT = 12
# A line of site furniture is no longer than this.
_LONGEST_CHROME = 140
# A table of contents has so many entries at least; none is longer, and none is a sentence.
_LEAST_ENTRIES, _LONGEST_ENTRY = 4, 40
_SENTENCE = compiled("[。；]")
_PAGE = compiled(r" \d{1,3}$")
_NUMBERED = compiled(r"\d{1,2}(?:[.]\d{1,2})*[. ]*(?![年月日])[一-龥]")


def find_furniture(lines: Sequence[Line], forms: FrameForms) -> Iterator[Claim]:
    """Blank lines, page numbers and site furniture."""
    for i, line in enumerate(lines):
        text = line.text
        if line.label is not None:
            continue
        if not text:
            yield Claim(line, "blank")
            continue
        short = len(text) <= _LONGEST_CHROME
        if short and not forms.furniture.search(text):
            continue
        if forms.page.search(text):
            yield Claim(line, "page_number")
        elif short and not (forms.apart.search(text) and _beside_group(lines, i, forms)):
            yield Claim(line, "chrome")


def _beside_group(lines: Sequence[Line], i: int, forms: FrameForms) -> bool:
    """Whether the next line above or below that is not blank says who answers: 牵头单位：县工信局."""
    above = next((lines[k].text for k in range(i - 1, -1, -1) if lines[k].text), "")
    below = next((lines[k].text for k in range(i + 1, len(lines)) if lines[k].text), "")
    return bool(forms.labelled.match(above) or forms.labelled.match(below))


def contents_lines(lines: Sequence[Line], document: Document) -> Iterator[Claim]:
    """The lines of a table of contents, where the format says that they are."""
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph) and block.style)
    starts = {block.start for block in paragraphs if (block.style or "").startswith("toc")}
    if starts:
        yield from (Claim(line, "chrome") for line in lines if document.block(line.start).start in starts)


def find_contents(lines: Sequence[Line], styles: Styles) -> Iterator[Claim]:
    """A table of contents: a run of headings that come again, numbered alike, as those of the text.

    It begins with the first numbered line; most texts have that line once, and are done with.
    """
    told = [line for line in open_lines(lines) if line.text]
    first = next((i for i, line in enumerate(told) if styles.at(line.text) or _NUMBERED.match(line.text)), None)
    if first is None or len(told[first].text) > _LONGEST_ENTRY:
        return
    opening, key = told[first].text[0], _entry(told[first].text)
    later = range(first + _LEAST_ENTRIES, len(told))
    again = next((i for i in later if told[i].text[0] == opening and _entry(told[i].text) == key), None)
    if again is None:
        return
    paged = list(takewhile(lambda line: _PAGE.search(line.text), told[first:again]))
    if len(paged) >= _LEAST_ENTRIES:
        # A preface may stand between it and the first heading.
        yield from (Claim(line, "chrome") for line in paged)
        return
    if any(_SENTENCE.search(line.text) for line in told[first:again]):
        return
    printed = {_entry(line.text) for line in told[again:] if len(line.text) <= _LONGEST_ENTRY}
    entries = [i for i in range(first, again) if _entry(told[i].text) in printed]
    # Of an excerpt the text ends before its last headings; then no line of the run is anything but a heading.
    bare = all(_heads(told[i].text, styles) for i in range(first, again))
    if not bare and len(entries) < max(_LEAST_ENTRIES, 0.4 * (again - first)):
        return
    # What an excerpt has no more room for is an entry too.
    last = next(i for i in range(again - 1, -1, -1) if bare or i == entries[-1] or _NUMBERED.match(told[i].text))
    yield from (Claim(line, "chrome") for line in told[first : last + 1])


def find_menu(lines: Sequence[Line], forms: FrameForms, styles: Styles) -> Iterator[Claim]:
    """The numbered menu of a page above the title of the notice: short lines, a title, and then what opens its text.

    That is its addressees, or the first clause of an outer numbering.

    Most texts begin their numbering with a sentence or with a heading above one, and are done with.
    """
    told = [line for line in open_lines(lines) if line.text]
    first = next((i for i, line in enumerate(told) if styles.at(line.text)), None)
    if first is None or len(told) < first + _LEAST_ENTRIES:
        return
    if any(len(line.text) > _LONGEST_ENTRY for line in told[first : first + _LEAST_ENTRIES]):
        return
    last, titled = first, False
    for i in range(first, len(told)):
        text = told[i].text
        if text[-1] == "：" and titled and meet(forms.addressees, text):
            yield from (Claim(line, "chrome") for line in told[first : last + 1])
            return
        if _SENTENCE.search(text) and not (titled and styles.at(text)):
            return
        if marker := styles.at(text):
            menu = titled and last - first + 1 >= _LEAST_ENTRIES and _begins_outside(marker, told[last].text, styles)
            # Below addressees a notice numbers what it says.
            if menu and not any(line.text[-1] == "：" and meet(forms.addressees, line.text) for line in told[:first]):
                yield from (Claim(line, "chrome") for line in told[first : last + 1])
                return
            if _SENTENCE.search(text):
                return
            last, titled = i, False
        else:
            titled = titled or forms.titles.stands_alone(text)


def _begins_outside(marker: Marker, entry: str, styles: Styles) -> bool:
    """Whether a marker begins a numbering that is usually outside that of an entry of a menu."""
    inner = styles.at(entry)
    return inner is not None and marker.number == 1 and styles.order(marker) < styles.order(inner)


def _heads(text: str, styles: Styles) -> bool:
    return _NUMBERED.match(text) is not None or styles.at(text) is not None


def _entry(text: str) -> str:
    """A heading as it is told in a table of contents: blanks and stops may differ, and its page stands behind it."""
    return _PAGE.sub("", text).replace(" ", "").replace(".", "").replace("、", "")


def find_attachments(lines: Sequence[Line], forms: FrameForms) -> Iterator[Claim]:
    """The list of attachments (附件：1.… 2.…); what an attachment says is text like any other."""
    listing = False
    for line in open_lines(lines):
        opens = bool(forms.attachment.search(line.text))
        listing = opens or (listing and bool(forms.attachment_item.search(line.text)))
        if listing:
            yield Claim(line, "attachment")


def find_repeats(lines: Sequence[Line]) -> Iterator[Claim]:
    """What a page break printed twice, so that the complete copy is read.

    The repeated part is the beginning of a line that is also the end of the one above (the later copy goes), or a
    whole line with which the next begins (the earlier copy goes).
    """
    above: Line | None = None
    for line in open_lines(lines):
        below: Line | None = line
        if above is not None and len(above.text) >= _LEAST_REPEAT and line.text.startswith(above.text):
            yield Claim(above, "repeated")
        elif above is not None and (size := _overlap(above.text, line.text)):
            whole = size == len(line.text)
            yield Claim(line, "repeated", None if whole else line.first + size)
            below = None if whole else line.cut(line.first + size)[1]
        above = below


def _overlap(above: str, below: str) -> int:
    """How many characters the end of ``above`` and the beginning of ``below`` share.

    At least ``_LEAST_REPEAT``, else 0.
    """
    probe = below[:_LEAST_REPEAT]
    at = above.find(probe) if len(probe) == _LEAST_REPEAT else -1
    while at >= 0:
        if below.startswith(above[at:]):
            return len(above) - at
        at = above.find(probe, at + 1)
    return 0
