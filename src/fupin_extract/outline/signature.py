"""The signature (落款) of a notice, and what stands behind it: a sentence of publication, the footer of the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from operator import itemgetter

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.line_forms import Met, meet
from fupin_extract.outline.markers import line_markers
from fupin_extract.outline.model import Claim, HeaderPart, Line, Step, labelled, open_lines
from fupin_extract.outline.numbering import Styles
from fupin_extract.outline.page_fields import find_fields
from fupin_extract.text.set_wide import closed_up, tightened

# A sentence of publication is one of the last lines, or of those above the footer.
_LAST_LINES = 8
_LONGEST_SENTENCE = 60
# A disclosure table has no more lines.
_MOST_FIELDS = 16
# Names of signers, or a day.
_LONGEST_LINE = 80


def read_closing(body: Sequence[Line], forms: FrameForms, styles: Styles) -> tuple[Sequence[Line], list[HeaderPart]]:
    """The lines from the first clause on with footer and signatures labelled, and the elements in them."""
    footer = _footer(body, forms, styles)
    told = _publication(body, {claim.line.start for claim in footer}, forms)
    body = labelled(body, [*footer, *told.claims])
    signed = find_signatures(body, forms, alone=True)
    body = labelled(body, signed.claims)
    fields = find_fields(_below(body), forms)
    return labelled(body, fields.claims), [*told.parts, *signed.parts, *fields.parts]


def _below(body: Sequence[Line]) -> Sequence[Line]:
    """The few lines below the signature, where a page may set its disclosure table; none where there are more."""
    last = next((i for i in reversed(range(len(body))) if body[i].label == "signature"), None)
    below = open_lines(body[last:]) if last is not None else []
    return below if len(below) <= _MOST_FIELDS else ()


def _footer(body: Sequence[Line], forms: FrameForms, styles: Styles) -> list[Claim]:
    """From the first line that opens a footer and has no clause of a plan behind it, all is chrome."""
    left = open_lines(body)
    markers = line_markers(left, styles, {})
    last = next((i for i in reversed(range(len(left))) if markers[i] is not None), 0)
    first = next((i for i in range(last, len(left)) if forms.tail.search(left[i].text)), len(left))
    return [Claim(line, "chrome") for line in left[first:]]


def _publication(body: Sequence[Line], footer: Collection[int], forms: FrameForms) -> Step:
    """县政府网2023年3月10日发布: the day of publication, and who published where that is an office.

    ``footer`` is where the lines of the footer begin.
    """
    step = Step()
    lines = [line for line in body if line.label in (None, "chrome")]
    above = [line for line in lines if line.start not in footer]
    last = {line.start for line in (*above[-_LAST_LINES:], *lines[-_LAST_LINES:])}
    for line in [line for line in lines if line.start in last]:
        if parts := published(line, forms):
            step.parts.extend(parts)
            if line.label is None and len(line.text) < _LONGEST_SENTENCE:
                step.claims.append(Claim(line, "signature"))
    return step


def published(line: Line, forms: FrameForms) -> list[HeaderPart]:
    """The day of publication in a sentence, and who published, where that is an office."""
    text = tightened(line.mapped)
    if (met := meet(forms.published, text.text)) is None:
        return []
    start, end = met.value
    parts = [HeaderPart("date_published", met.form.rule, text[start:end])]
    begin = int(text.text.startswith("（"))
    name = text.text[begin:start].rstrip().removesuffix("于")
    if office := meet(forms.signature, name):
        parts.append(HeaderPart("publisher", office.form.rule, text[begin : begin + len(name)]))
    return parts


def find_signatures(lines: Sequence[Line], forms: FrameForms, *, alone: bool = False) -> Step:
    """Signers (发文机关署名) standing above a date (成文日期) alone on its line, with that date.

    ``alone``: such a date is one without signers too.
    """
    step = Step()
    above: list[Line] = []
    for line in lines:
        if line.label in ("blank", "page_number"):
            continue
        if (day := _day(line, forms)) is None:
            if (both := _signed_day(line, forms)) is None:
                above.append(line)
                continue
            step.parts.extend(both)
            step.claims.append(Claim(line, "signature"))
            above = []
            continue
        # （县乡村振兴局代章）: whose seal stands for that of the signer.
        sealed = [above.pop()] if above and forms.sealed.search(above[-1].text) else []
        signers = [*takewhile(itemgetter(1), ((signer, signs(signer, forms)) for signer in reversed(above)))]
        if signers or alone:
            step.parts.append(HeaderPart("signature_date", day.form.rule, line.mapped[slice(*day.value)]))
            step.claims.append(Claim(line, "signature"))
            step.claims.extend(Claim(seal, "signature") for seal in sealed if seal.label is None)
        for signer, rule in reversed(signers):
            step.parts.append(HeaderPart("signature", rule, signer.mapped))
            step.claims.append(Claim(signer, "signature"))
        above = []
    return step


def _signed_day(line: Line, forms: FrameForms) -> list[HeaderPart] | None:
    """青溪县卫生局2016年4月20日: the signer and the day of an open line that has both."""
    if line.label is not None or len(line.text) > _LONGEST_LINE or "日" not in line.text[-2:] + line.text[8:18]:
        return None
    if (met := meet(forms.signed, line.text)) is None:
        return None
    signer, day = line.mapped[slice(*met.match.span("name"))], line.mapped[slice(*met.value)]
    if not (rule := _names_offices(signer.text, forms)):
        return None
    return [HeaderPart("signature", rule, signer), HeaderPart("signature_date", met.form.rule, day)]


def _day(line: Line, forms: FrameForms) -> Met | None:
    """The day that an open line is; one of figures alone (2023-03-10) is printed by the page, not by a signer."""
    if line.label is not None or len(line.text) > _LONGEST_LINE or "-" in line.text:
        return None
    return meet(forms.dates, line.text)


def signs(line: Line, forms: FrameForms) -> str:
    """The rule by which an open line signs, each of the names on it ending as one; empty where it does not."""
    if line.label is not None or len(line.text) > _LONGEST_LINE:
        return ""
    return _names_offices(line.text, forms)


def _names_offices(text: str, forms: FrameForms) -> str:
    """The rule by which each of the names in a text ends as an office's; empty where one does not."""
    names = [name for name in closed_up(text).split(" ") if name]
    # An office may stand below the body that it is of.
    met = [meet(forms.signature, f"本会{name}" if name.partition("（")[0] in forms.alone else name) for name in names]
    return next((one.form.rule for one in met if one), "") if all(met) else ""
