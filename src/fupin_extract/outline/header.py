"""The lines before the first clause → the elements of the notice's form, and the covering text that is left over.

Order of work, each step on what no earlier one has labelled: the disclosure table (索引号：… 文号：…), document numbers
alone on a line or before a title, signatures, days alone on a line, titles, addressees (主送机关), and what is left
before a title as site furniture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.line_forms import LineForm, meet
from fupin_extract.outline.lines import Layout
from fupin_extract.outline.model import Claim, HeaderPart, Line, Step, labelled, open_lines
from fupin_extract.outline.page_fields import find_fields
from fupin_extract.outline.signature import find_signatures, published, signs
from fupin_extract.outline.titles import find_titles
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import CLAUSE_ENDS

# An imprint (抄送：…) is no longer than this.
_LONGEST_IMPRINT = 160
# A mere label is no longer: 责任部门：
_LONGEST_LABEL = 5
# What is named by where it stands, as the element that it is.
_NAMED = {"number_behind": "document_number", "addressees_behind": "addressees", "date_ahead": "date"}
# A hard-wrapped text breaks a list of addressees over so many lines.
_MOST_LINES = 3


def read_header(lines: Sequence[Line], forms: FrameForms, layout: Layout) -> tuple[Sequence[Line], list[HeaderPart]]:
    """The lines before the first clause, labelled, and the elements in them."""
    lines, parts = _title_tails(lines, forms)
    whole: list[int] = []
    titles, addressees = partial(_titles, layout=layout), partial(_addressees, layout=layout)
    for find in (_furniture, find_fields, _published, _numbers, find_signatures, _days, titles, addressees, _fitted):
        step = find(lines, forms)
        parts += step.parts
        whole += [claim.line.start for claim in step.claims if claim.label == "header" and claim.end is None]
        lines = labelled(lines, step.claims)
    parts += _publisher(lines, parts, forms)
    return labelled(lines, _rest(lines, max(min(whole, default=0), _text_begins(parts)))), parts


def _text_begins(parts: Sequence[HeaderPart]) -> int:
    """Where the notice itself begins at the latest: at its addressees, at a title that the page has printed before."""
    seen: set[str] = set()
    begins = 0
    for part in parts:
        text = part.text.replace(" ", "")
        if part.field == "addressees" or (part.field == "title" and text in seen):
            begins = max(begins, part.span[0])
        if part.field == "title":
            seen.add(text)
    return begins


def _title_tails(lines: Sequence[Line], forms: FrameForms) -> tuple[Sequence[Line], list[HeaderPart]]:
    """The lines with what a page writes behind a title cut off and told.

    …的通知（青政发〔2023〕7号）, …的通知（有效）, …的通知 青政发〔2023〕7号, …的通知 各乡镇人民政府：
    """
    told: list[Line] = []
    parts: list[HeaderPart] = []
    for line in lines:
        met = (
            meet(forms.behind_title, line.text)
            if line.label is None and (line.text.endswith(("）", "：", "号")) or "号：" in line.text)
            else None
        )
        title = line.text[: met.match.start()].rstrip() if met else ""
        if not met or not forms.titles.may_stand(title) or forms.titles.rule(title) is None:
            told.append(line)
            continue
        head, tail = line.cut(line.first + met.match.start())
        if met.form.field == "fields_behind":
            told += [head, tail]
            continue
        told += [head, tail.told("header")]
        parts.append(HeaderPart(_NAMED.get(met.form.field, "other"), met.form.rule, line.mapped[slice(*met.value)]))
    return told, parts


def _furniture(lines: Sequence[Line], forms: FrameForms) -> Step:
    """What else stands below a notice, where it stands between the covering notice and the plan: 抄送, the imprint."""
    short = (line for line in open_lines(lines) if len(line.text) <= _LONGEST_IMPRINT)
    return Step(claims=[Claim(line, "chrome") for line in short if forms.imprint.search(line.text)])


def _published(lines: Sequence[Line], forms: FrameForms) -> Step:
    """县农业农村局2026年3月6日发布: lines that say when the notice was published, and by whom."""
    step = Step()
    for line in open_lines(lines):
        if parts := published(line, forms):
            step.parts.extend(parts)
            step.claims.append(Claim(line, "header"))
    return step


def _publisher(lines: Sequence[Line], parts: Sequence[HeaderPart], forms: FrameForms) -> list[HeaderPart]:
    """An office alone on its line above a title or a date of the header (发布时间：…): where no signature was found."""
    dates = [part.span[0] for part in parts if part.field == "title" or part.field.startswith("date")]
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


def _titles(lines: Sequence[Line], forms: FrameForms, layout: Layout) -> Step:
    return find_titles(lines, forms.titles, layout)


def _elements(lines: Sequence[Line], forms: Sequence[LineForm]) -> Step:
    """Lines that an element has for itself, or begins."""
    step = Step()
    for line in open_lines(lines):
        rest: Line | None = line
        while rest is not None and (met := meet(forms, rest.text)):
            field = _NAMED.get(met.form.field, met.form.field)
            step.parts.append(HeaderPart(field, met.form.rule, rest.mapped[slice(*met.value)]))
            left = len(rest.text[met.match.end() :].lstrip())
            end = rest.first + len(rest.text) - left if left else None
            step.claims.append(Claim(rest, "header", end))
            rest = rest.cut(end)[1] if end is not None else None
    return step


def _addressees(lines: Sequence[Line], forms: FrameForms, layout: Layout) -> Step:
    """The line, or the lines of a hard-wrapped text, that end in a colon and name whom the notice is for."""
    left = open_lines(lines)
    for block in _blocks(left, forms):
        if layout.width and meet(forms.addressees, block[-1].text):
            block = _with_above(left, block, layout)
        text = Mapped.join([line.mapped for line in block])
        if (met := meet(forms.addressees, text.text)) is None:
            continue
        *above, last = block
        kept = len(text) - met.match.end()
        if kept and _listed(lines, last, forms):
            return Step()
        claims = [Claim(line, "header") for line in above]
        claims.append(Claim(last, "header", last.first + len(last.text) - kept if kept else None))
        start, end = met.value
        cuts = [at.start() for at in forms.addressees_and.finditer(text.text, start, end)]
        begins = [start, *(at + 1 for at in cuts)]
        parts = [HeaderPart("addressees", met.form.rule, text[a:b]) for a, b in zip(begins, [*cuts, end], strict=True)]
        return Step(parts, claims)
    return Step()


def _fitted(lines: Sequence[Line], forms: FrameForms) -> Step:
    """The place that the preamble says the plan is made for: 结合青溪县实际."""
    step = Step()
    for line in open_lines(lines):
        if met := meet(forms.fitted, line.text):
            step.parts.append(HeaderPart("region", met.form.rule, line.mapped[slice(*met.value)]))
    return step


def _with_above(lines: Sequence[Line], block: Sequence[Line], layout: Layout) -> Sequence[Line]:
    """A block with the lines above that go on in it."""
    at = lines.index(block[0])
    first = at
    while first and lines[first].start - lines[first - 1].end <= 1 and layout.goes_on(lines[first - 1]):
        first -= 1
    return [*lines[first:at], *block]


def _listed(lines: Sequence[Line], line: Line, forms: FrameForms) -> bool:
    """Whether lines of one kind list what each office does (县教育局：负责…): none names whom the notice is for."""
    behind = (other for other in open_lines(lines) if other.start > line.start and not other.text.endswith("："))
    return any(meet(forms.addressees, other.text) for other in behind)


def _blocks(lines: Sequence[Line], forms: FrameForms) -> Iterator[Sequence[Line]]:
    """The runs of lines that may be a list of addressees: each line, and with it what it goes on in."""
    for i, line in enumerate(lines):
        told = forms.labelled.match(line.text)
        # 各责任单位： may be addressees, 责任单位： is a label.
        label = told is not None and (told.end() < len(line.text) or told.end() <= _LONGEST_LABEL)
        if label or forms.no_addressees.search(line.text.partition("：")[0]):
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
