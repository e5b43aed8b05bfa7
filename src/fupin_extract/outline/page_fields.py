"""The disclosure table of a web page (索引号：… 文号：… 发布日期：…): labels and their values.

A label stands before a colon, in brackets, in a cell before its value, glued to it, or above it; several may stand
on a line. What none of the rules knows is still a label before a colon (公文目录：…), so that the value before it
ends there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fupin_extract.outline.forms import FrameForms, LabelForm
from fupin_extract.outline.line_forms import meet
from fupin_extract.outline.model import Claim, HeaderPart, Line, Step
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import CLAUSE_ENDS

# A line of labels is no longer than this, one of a label without a colon no longer than that.
_LONGEST_LABELS, _LONGEST_GLUED = 160, 48
# How far behind a label no sentence may end.
_NEAR = 12
# What a label may stand behind, and what between it and its value: [ 索引号 ] …, 索引号 | …
_BEFORE, _BEHIND = " |[【", "：|]】"
_EDGES = f"{_BEFORE}{_BEHIND}"
# What ends a value that a label is glued to: …2023〕7号发布机构：青溪县财政局.
_ENDS_VALUE = "0123456789ABCDEFGHXYZabcdefxyz号"
# A label that may be glued to any value is no shorter.
_GLUED_LABEL = 3
# A label that no rule knows, behind a blank or at the start of the line.
_UNKNOWN = compiled("(?:^|(?<=[ |]))[一-龥]{2,8} ?：")
# A cell of a row of values.
_CELL = compiled("[^ |]+")
_OTHER = LabelForm("other", 0, "", colon=True)


class _Label(NamedTuple):
    """A label at ``start``, its value from ``value`` on; ``sure`` where a colon or the border of a cell follows it."""

    start: int
    value: int
    form: LabelForm
    sure: bool


def find_fields(lines: Sequence[Line], forms: FrameForms) -> Step:
    """The labels of a disclosure table, with their values."""
    step = Step()
    waiting: list[LabelForm] = []
    for line in lines:
        if line.label is not None:
            # 浏览量：, a button below it, and then the title
            waiting = [] if line.label == "chrome" else waiting
            continue
        labels = _labels_in(line.text, forms)
        if not labels:
            if values := _values(line, waiting, forms):
                step.parts.extend(values)
                step.claims.append(Claim(line, "header"))
            waiting = []
            continue
        step.claims.append(Claim(line, "header"))
        waiting = []
        ends = [label.start for label in labels[1:]] + [len(line.text)]
        for label, end in zip(labels, ends, strict=True):
            value = _stripped(line.mapped[label.value : end])
            if len(value):
                step.parts.append(_part(label.form, value, forms))
            else:
                waiting.append(label.form)
    return step


def _values(line: Line, labels: Sequence[LabelForm], forms: FrameForms) -> Sequence[HeaderPart]:
    """What a line tells of the labels above it: of the last, or of each of a row of labels one value."""
    if len(labels) > 1:
        values = [_stripped(line.mapped[slice(*cell.span())]) for cell in _CELL.finditer(line.text)]
        if len(values) == len(labels) and all(map(len, values)):
            return [_part(label, value, forms) for label, value in zip(labels, values, strict=True)]
    if not labels or not _may_be_value(line.text, labels[-1], forms):
        return ()
    return (_part(labels[-1], line.mapped, forms),)


def _part(label: LabelForm, value: Mapped, forms: FrameForms) -> HeaderPart:
    """The value of a label; the name of a site is that of no authority, and no number is without a figure."""
    none = label.field == "authority_field" and forms.no_authority.search(value.text) is not None
    none = none or (label.field == "document_number" and not any(char.isdigit() for char in value.text))
    if label.field == "title_field" and value.text[0] == "【" and (tag := meet(forms.numbers, value.text)):
        # 名称：【应急预案】青溪县防汛预案
        value = _stripped(value[tag.match.end() :])
    return HeaderPart("other" if none else label.field, label.rule, value, label.rank)


def _may_be_value(text: str, label: LabelForm, forms: FrameForms) -> bool:
    """Whether a line is the value of the label above it, and no element of the form by itself."""
    if text.endswith("："):
        return False
    if label.field == "other":
        if forms.titles.about.search(text) or forms.titles.stands_alone(text):
            return False
        # 点击量：
        return bool(label.rule) or meet(forms.numbers, text) is None
    figures = any(char.isdigit() for char in text)
    if label.field.startswith("date"):
        # 二〇一八年十二月十日
        return meet(forms.dates, text) is not None or (figures and meet(forms.numbers, text) is None)
    return figures or label.field != "document_number"


def _labels_in(text: str, forms: FrameForms) -> list[_Label]:
    """The labels in a line, where it is one of a disclosure table."""
    if len(text) > _LONGEST_LABELS or (found := forms.label.search(text)) is None:
        return []
    head = text[: found.start()].strip(_EDGES)
    if head and not _UNKNOWN.match(text):
        return []
    if _holds(text[: found.end() + _NEAR], CLAUSE_ENDS):
        return []
    labels = list(_known(text, forms))
    if not labels or (head and not labels[0].sure):
        return []
    first = labels[0]
    rest = text[first.value :].lstrip()
    # Without a colon only a short value is one, or a title, and none that might go on as a sentence.
    short = len(text) <= _LONGEST_GLUED or first.form.field == "title_field"
    # 标 题 …: set wide it is a label without a colon too.
    wide = " " in text[first.start : first.value].strip()
    glued = short and (wide or not first.form.colon)
    if not first.sure and rest and not rest[0].isdigit() and not glued:
        return []
    taken = [(label.start, label.value) for label in labels]
    labels += [
        _Label(match.start(), match.end(), _OTHER, sure=True)
        for match in _UNKNOWN.finditer(text)
        if not any(start < match.end() and match.start() < value for start, value in taken)
    ]
    return sorted(labels)


def _known(text: str, forms: FrameForms) -> Iterator[_Label]:
    """The labels of the rules: each behind a blank or a border, a colon or a border behind it.

    The first needs neither (发布日期 2023-03-10), nor those behind it where blanks set them apart (文号 … 发文日期 …).
    """
    first = True
    for match in forms.label.finditer(text):
        start, after = match.start(), text[match.end() :].lstrip()
        form = forms.labels[match[0].replace(" ", "")]
        sure = bool(after) and after[0] in _BEHIND
        begins = start == 0 or text[start - 1] in _BEFORE
        value = len(text) - len(after) + sure
        if first and not text[:start].strip(_EDGES):
            pass
        elif begins:
            if not sure and (form.colon or text[match.end() : match.end() + 1].strip()):
                continue
        # 信息来源：本网发布日期：2023-03-10
        elif not sure or (text[start - 1] not in _ENDS_VALUE and len(match[0]) < _GLUED_LABEL):
            continue
        first = False
        yield _Label(start, value, form, sure)


def _holds(text: str, marks: str) -> bool:
    return any(mark in text for mark in marks)


def _stripped(text: Mapped) -> Mapped:
    edges = _EDGES.replace("【", "") if "】" in text.text[1:-1] else _EDGES
    left = len(text.text) - len(text.text.lstrip(edges))
    return text[left : len(text.text.rstrip(_BEFORE + "|"))]
