"""Attachments (附件) that stand in the document itself: the line that opens each, and its title."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.model import ATTACHMENT, Claim, Line, Node
from fupin_extract.outline.numbering import Styles, ordinal
from fupin_extract.plain_class import dataclass
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import STRETCH_ENDS

_NUMBER = "[\\d一二三四五六七八九十]{1,3}"
# 附件, 附件1, 附件1：, 附件1-2, 附4
_ALONE = compiled(f"附 ?(?:件 ?(?P<number>{_NUMBER})?|(?P<short>{_NUMBER}))(?: ?-\\d{{1,2}})? ?[：.]?")
# 附件1：重点任务分解表
_WITH_TITLE = compiled(f"附 ?件 ?(?P<number>{_NUMBER}) ?[：.] ?(?P<title>[^。；]{{4,60}})")
_LONGEST_TITLE = 60
_EMPTY = Mapped("", range(0))


@dataclass(frozen=True, slots=True)
class Attachment:
    """The line that opens an attachment, its marker and number, and its title with the lines that hold nothing else."""

    line: Line
    marker: Mapped
    number: int
    title: Mapped
    titled: tuple[Line, ...] = ()

    def node(self) -> Node:
        """The clause that what it says hangs below."""
        return Node("", None, 1, ATTACHMENT, self.number, row=False, marker=self.marker, title=self.title, body=[])

    @property
    def claims(self) -> list[Claim]:
        """What its lines are."""
        return [Claim(self.line, "attachment"), *(Claim(line, "heading") for line in self.titled)]


def open_attachments(lines: Sequence[Line], forms: FrameForms, styles: Styles) -> list[Attachment]:
    """The attachments that begin among the lines behind the first clause; those of a mere list are none."""
    told = [line for line in lines if line.label not in ("blank", "page_number", "chrome")]
    found: list[Attachment] = []
    for i, line in enumerate(told[:-1]):
        if line.label != "attachment":
            continue
        below = told[i + 1]
        if alone := _ALONE.fullmatch(line.text):
            if below.label in (None, "table", "heading"):
                number = alone["number"] or alone["short"]
                titled = _title(told[i + 1 :], forms, styles)
                title = Mapped.join([line.mapped for line in titled]) if titled else _EMPTY
                found.append(Attachment(line, line.mapped, _number(number, found), title, titled))
        elif (named := _WITH_TITLE.fullmatch(line.text)) and _opens(below, styles):
            start = named.start("title")
            marker, title = line.mapped[:start], line.mapped[start:]
            found.append(Attachment(line, marker, _number(named["number"], found), title))
    return found


def _number(text: str | None, found: Sequence[Attachment]) -> int:
    try:
        return ordinal(text) if text else len(found) + 1
    except ValueError:
        return len(found) + 1


def _opens(line: Line, styles: Styles) -> bool:
    """Whether what an attachment says begins with a line: a table, or a first clause."""
    marker = styles.at(line.text) if line.label is None else None
    return line.label == "table" or (marker is not None and marker.number == 1 and line.text[-1] in STRETCH_ENDS)


def _title(lines: Sequence[Line], forms: FrameForms, styles: Styles) -> tuple[Line, ...]:
    first = lines[0]
    if not _may_be_title(first, styles):
        return ()
    second = lines[1] if len(lines) > 1 else None
    if second is None or second.start != first.end or not _may_be_title(second, styles):
        return (first,)
    whole = forms.titles.rule(first.text) is None and forms.titles.rule(first.text + second.text) is not None
    return (first, second) if whole or forms.titles.suffix_line.search(second.text) else (first,)


def _may_be_title(line: Line, styles: Styles) -> bool:
    return (
        line.label is None
        and 0 < len(line.text) <= _LONGEST_TITLE
        and line.text[-1] not in STRETCH_ENDS
        and styles.at(line.text) is None
    )
