"""The lines before the first clause → the elements of the notice's form, and the covering text that is left over.

Order of work, each step on what no earlier one has labelled: the disclosure table (索引号：… 文号：…), document numbers
alone on a line or before a title, signatures, days alone on a line, titles, addressees (主送机关), and what is left
before a title as site furniture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.outline.forms import FrameForms, LabelForm
from fupin_extract.outline.line_forms import LineForm, meet
from fupin_extract.outline.model import Claim, HeaderPart, Line, Step, labelled, open_lines
from fupin_extract.outline.signature import find_signatures, published, signs
from fupin_extract.outline.titles import find_titles
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import CLAUSE_ENDS

# A line of labels is no longer than this, one of a label without a colon no longer than that.
_LONGEST_LABELS, _LONGEST_GLUED = 160, 48
# How far behind a label no sentence may end.
_NEAR = 12
# A hard-wrapped text breaks a list of addressees over so many lines.
_MOST_LINES = 3


def read_header(lines: Sequence[Line], forms: FrameForms) -> tuple[Sequence[Line], list[HeaderPart]]:
    """The lines before the first clause, labelled, and the elements in them."""
    parts: list[HeaderPart] = []
    whole: list[int] = []
    for find in (_fields, _published, _numbers, find_signatures, _days, _titles, _addressees):
        step = find(lines, forms)
        parts += step.parts
        whole += [claim.line.start for claim in step.claims if claim.label == "header" and claim.end is None]
        lines = labelled(lines, step.claims)
    parts += _publisher(lines, parts, forms)
    return labelled(lines, _rest(lines, min(whole, default=0))), parts


def _fields(lines: Sequence[Line], forms: FrameForms) -> Step:
    """``label：value`` on a line, several on a line, a label glued to its value, or a label above its value."""
    step = Step()
    waiting: LabelForm | None = None
    for line in open_lines(lines):
        labels = _labels_in(line.text, forms)
        if not labels:
            if waiting and not (waiting.field == "other" and forms.titles.about.search(line.text)):
                step.parts.append(HeaderPart(waiting.field, waiting.rule, line.mapped, waiting.rank))
                step.claims.append(Claim(line, "header"))
            waiting = None
            continue
        step.claims.append(Claim(line, "header"))
        waiting = None
        ends = [start for start, _, _ in labels[1:]] + [len(line.text)]
        for (_, at, label), end in zip(labels, ends, strict=True):
            value = _stripped(line.mapped[at:end])
            if len(value):
                step.parts.append(HeaderPart(label.field, label.rule, value, label.rank))
            else:
                waiting = label
    return step


def _labels_in(text: str, forms: FrameForms) -> list[tuple[int, int, LabelForm]]:
    """The labels in a line: where each starts, where its value does, and the label."""
    first = forms.label.match(text)
    if first is None or len(text) > _LONGEST_LABELS or _holds(text[: first.end() + _NEAR], CLAUSE_ENDS):
        return []
    rest = text[first.end() :].lstrip()
    # Without a colon only a short value is one, and none that might go on as a sentence.
    glued = len(text) <= _LONGEST_GLUED and not _label(first[0], forms).colon
    if rest and rest[0] != "：" and not rest[0].isdigit() and not glued:
        return []
    found = []
    for match in forms.label.finditer(text):
        after = text[match.end() :].lstrip()
        if match.start() and not (after.startswith("：") and text[match.start() - 1] == " "):
            continue
        at = len(text) - len(after) + after.startswith("：")
        found.append((match.start(), at, _label(match[0], forms)))
    return found


def _label(text: str, forms: FrameForms) -> LabelForm:
    return forms.labels[text.replace(" ", "")]


def _published(lines: Sequence[Line], forms: FrameForms) -> Step:
    """县农业农村局2026年3月6日发布: lines that say when the notice was published, and by whom."""
    step = Step()
    for line in open_lines(lines):
        if parts := published(line, forms):
            step.parts.extend(parts)
            step.claims.append(Claim(line, "header"))
    return step


def _publisher(lines: Sequence[Line], parts: Sequence[HeaderPart], forms: FrameForms) -> list[HeaderPart]:
    """An office alone on its line above a date of the header (发布时间：…), where no signature was found."""
    dates = [part.span[0] for part in parts if part.field.startswith("date")]
    above: Line | None = None
    for line in lines:
        dated = any(line.start <= date < line.end for date in dates)
        if dated and above is not None and (rule := signs(above, forms)):
            return [HeaderPart("publisher", rule, above.mapped)]
        if line.label != "blank":
            above = line
    return []


def _numbers(lines: Sequence[Line], forms: FrameForms) -> Step:
    """Numbers and letterheads; what stands behind a number is a line of its own.

    郴政办发〔2022〕14号 郴州市人民政府办公室关于…的通知: the title goes on behind the number.
    """
    return _elements(lines, forms.numbers)


def _days(lines: Sequence[Line], forms: FrameForms) -> Step:
    return _elements(lines, forms.dates)


def _titles(lines: Sequence[Line], forms: FrameForms) -> Step:
    return find_titles(lines, forms.titles)


def _elements(lines: Sequence[Line], forms: Sequence[LineForm]) -> Step:
    """Lines that an element has for itself, or begins."""
    step = Step()
    for line in open_lines(lines):
        if (met := meet(forms, line.text)) is None:
            continue
        start, end = met.value
        step.parts.append(HeaderPart(met.form.field, met.form.rule, line.mapped[start:end]))
        rest = line.text[met.match.end() :].lstrip()
        step.claims.append(Claim(line, "header", line.first + len(line.text) - len(rest) if rest else None))
    return step


def _addressees(lines: Sequence[Line], forms: FrameForms) -> Step:
    """The line, or the lines of a hard-wrapped text, that end in a colon and name whom the notice is for."""
    for block in _blocks(open_lines(lines), forms):
        text = Mapped.join([line.mapped for line in block])
        if (met := meet(forms.addressees, text.text)) is None:
            continue
        *above, last = block
        kept = len(text) - met.match.end()
        claims = [Claim(line, "header") for line in above]
        claims.append(Claim(last, "header", last.first + len(last.text) - kept if kept else None))
        return Step([HeaderPart("addressees", met.form.rule, text[slice(*met.value)])], claims)
    return Step()


def _blocks(lines: Sequence[Line], forms: FrameForms) -> Iterator[Sequence[Line]]:
    """The runs of lines that may be a list of addressees: each line, and with it what it goes on in."""
    for i, line in enumerate(lines):
        told = forms.labelled.match(line.text)
        if forms.no_addressees.search(line.text.partition("：")[0]) or (told and told.end() < len(line.text)):
            continue
        yield lines[i : i + 1]
        for end in range(i + 2, min(i + _MOST_LINES, len(lines)) + 1):
            if _holds(lines[end - 2].text, "。：") or not forms.addressees_begin.match(line.text):
                break
            yield lines[i:end]


def _rest(lines: Sequence[Line], first: int) -> Iterator[Claim]:
    """What is left is the covering text and the opening, or, before ``first``, site furniture.

    There the first line begins that is nothing but header: text may stand behind what looks like addressees
    (参与部门：县卫健局).
    """
    for line in open_lines(lines):
        sentence = _holds(line.text, CLAUSE_ENDS + "，") and len(line.text) > 20
        short = len(line.text) < 20 and not _holds(line.text, "。：")
        yield Claim(line, "chrome" if (line.start < first and not sentence) or short else "body")


def _holds(text: str, marks: str) -> bool:
    return any(mark in text for mark in marks)


def _stripped(text: Mapped) -> Mapped:
    left = len(text.text) - len(text.text.lstrip())
    return text[left : len(text.text.rstrip())]
