"""The outline of a text, step by step: lines, furniture, header, tail, clauses, titles and kinds."""

from __future__ import annotations

from dataclasses import dataclass

from fupin_extract.outline.clauses import ClauseBuilder, Upcoming, number_clauses
from fupin_extract.outline.forms import FrameForms, compile_frame, value_of
from fupin_extract.outline.header import read_header, read_signature
from fupin_extract.outline.headings import Kinds, compile_headings, compile_kinds, decide_kinds, split_title
from fupin_extract.outline.joins import Joins
from fupin_extract.outline.lines import Layout, split_lines
from fupin_extract.outline.model import HeaderPart, Line, Marker, Outline
from fupin_extract.outline.numbering import Styles, compile_styles
from fupin_extract.outline.repair import label_attachments, label_furniture, label_repeats
from fupin_extract.outline.review import review_numbering
from fupin_extract.outline.titles import is_title
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped

# A date alone on a line is a signature's without a signer above it only this near to the end.
_LAST_LINES = 8
# A first clause is followed by a second; in fragments of a notice, by one of the next few.
_LATEST_NEXT = 5


# A heading without a number is no longer than this (附则, 保障措施).
_SHORT_HEADING = 10


@dataclass(frozen=True, slots=True)
class _Tools:
    """What the steps need of the rules."""

    forms: FrameForms
    styles: Styles
    kinds: Kinds
    joins: Joins


def outline(text: str, rules: RuleSet) -> Outline:
    """The outline of a decoded source text. Never fails: a text without clauses has clause 0 alone."""
    forms, styles, kinds = rules.get(compile_frame), rules.get(compile_styles), rules.get(compile_kinds)
    lines, layout = split_lines(text, forms.breaks)
    tools = _Tools(forms, styles, kinds, Joins(layout, forms.labelled))
    label_furniture(lines, forms)
    label_attachments(lines, forms)
    lines, front = first_clause(lines, styles, layout)
    header = read_header(lines[:front], forms)
    body = lines[front:]
    label_tail(body, forms, styles)
    header += _closing(body, forms)
    label_repeats(body)
    preamble = tools.joins.paragraphs([line for line in lines[:front] if line.label == "body"])
    builder = _build(body, tools, preamble)
    diagnostics = review_numbering(builder.nodes, number_clauses(builder.nodes))
    headings = rules.get(compile_headings)
    for node in builder.nodes:
        if node.level:
            split_title(node, headings)
    decide_kinds(builder.nodes, kinds)
    _label_headings(lines, builder)
    return Outline(text, lines, header, builder.nodes, diagnostics)


def first_clause(lines: list[Line], styles: Styles, layout: Layout) -> tuple[list[Line], int]:
    """The lines, cut where the first clause starts, and the index of the line that it starts in.

    The first clause is the earliest marker with number 1 whose style goes on, or an outer one above it; where there is
    no number 1, as in an excerpt, the earliest marker whose style goes on.
    """
    found: list[tuple[int, Marker]] = []
    for i, line in enumerate(lines):
        if line.label == "unlabelled":
            found += [(i, m) for m in _candidates(line, styles, layout)]
    last = {(m.style, m.number): (i, m.start) for i, m in found}

    def goes_on(at: tuple[int, int], marker: Marker) -> bool:
        following = range(marker.number + 1, marker.number + _LATEST_NEXT)
        return any(last.get((marker.style, n), (-1, 0)) > at for n in following)

    ones = [(i, m) for i, m in found if m.number == 1]
    sure = next(((i, m) for i, m in ones or found if goes_on((i, m.start), m)), ones[0] if ones else None)
    if sure is None:
        return lines, len(lines)
    # An outer marker above it may stand alone of its style, or carry on from a part that is not here.
    first = next((i, m) for i, m in found if (i, m.start) == (sure[0], sure[1].start) or m.rank < sure[1].rank)
    return _cut_at(lines, first[0], first[1].start)


def _candidates(line: Line, styles: Styles, layout: Layout) -> list[Marker]:
    """Markers of rows at the line's start; anywhere after a mark or a blank in a text that lost its breaks."""
    start = styles.at(line.text, 0)
    found = [start] if start is not None and start.row else []
    if layout.flat:
        inside = styles.inside(line.text, 1)
        found += [m for m in inside if styles.by_id[m.style].row and line.text[m.start - 1] in "。！；：）”"]
    return found


def _cut_at(lines: list[Line], i: int, pos: int) -> tuple[list[Line], int]:
    if pos == 0:
        return lines, i
    line = lines[i]
    head, tail = line.text[:pos].rstrip(), line.text[pos:]
    at = line.first + pos
    parts = [Line(line.start, at, head, line.first), Line(at, line.end, tail, at)]
    return [*lines[:i], *parts, *lines[i + 1 :]], i + 1


def label_tail(body: list[Line], forms: FrameForms, styles: Styles) -> None:
    """Label the footer: from the first line that opens one and has no clause of a plan behind it, all is chrome."""
    open_lines = [i for i, line in enumerate(body) if line.label == "unlabelled"]
    last = next((i for i in reversed(open_lines) if styles.at(body[i].text, 0) is not None), 0)
    for i in range(last, len(body)):
        if body[i].label == "unlabelled" and forms.tail.search(body[i].text):
            for line in body[i:]:
                if line.label == "unlabelled":
                    line.label = "chrome"
            return


def _closing(body: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """The signature and a sentence of publication at the end of the text."""
    parts = []
    printed = [line for line in body if line.label in ("unlabelled", "chrome")]
    for line in printed[-_LAST_LINES:]:
        if match := forms.lines["date_published"].search(line.text):
            start, end = value_of(match)
            parts.append(HeaderPart("date_published", line.mapped[start:end]))
            if forms.signature.match(line.text[:start].rstrip()):
                parts.append(HeaderPart("publisher", line.mapped[:start]))
            line.label = "signature" if len(line.text) < 60 else line.label
    return parts + read_signature(body, forms)


def _build(body: list[Line], tools: _Tools, preamble: list[Mapped]) -> ClauseBuilder:
    markers = [tools.styles.at(line.text, 0) if line.label == "unlabelled" else None for line in body]
    openings = _openings(body, markers, tools)
    preamble += tools.joins.paragraphs(openings)
    markers = [m if line.label == "unlabelled" else None for m, line in zip(markers, body, strict=True)]
    builder = ClauseBuilder(tools.styles, tools.joins, preamble, Upcoming([m for m in markers if m is not None]))
    for i, (line, marker) in enumerate(zip(body, markers, strict=True)):
        if line.label in ("header", "signature", "attachment"):
            builder.begin_anew()
        elif line.label == "unlabelled":
            if marker is None and _closes_plan(line, tools) and _numbered_next(markers, body, i):
                builder.begin_anew()
                line.label = "heading"
                continue
            builder.feed(line, marker)
            line.label = "body"
    builder.close()
    return builder


def _closes_plan(line: Line, tools: _Tools) -> bool:
    """Whether a line is a heading without a number that ends the clause above it: 附则, 保障措施."""
    short = len(line.text) <= _SHORT_HEADING and not tools.joins.layout.flat
    return short and tools.kinds.of(line.text) == "safeguard"


def _numbered_next(markers: list[Marker | None], body: list[Line], i: int) -> bool:
    """Whether the next line with text starts with a marker."""
    following = (k for k in range(i + 1, len(body)) if body[k].text)
    return (k := next(following, None)) is not None and markers[k] is not None


def _openings(body: list[Line], markers: list[Marker | None], tools: _Tools) -> list[Line]:
    """The openings of further plans in one notice, labelled, their titles too.

    A further plan is a title on a line of its own, its opening, and the outermost numbering starting anew.
    """
    outer: str | None = None
    openings: list[Line] = []
    titled: int | None = None
    signed = False
    for i, (line, marker) in enumerate(zip(body, markers, strict=True)):
        signed = line.label in ("signature", "attachment") or (signed and line.label != "unlabelled")
        if line.label != "unlabelled":
            continue
        outer = outer or (marker.style if marker else None)
        if marker is None:
            # Behind a signature or 附件 a title needs neither 关于 nor a place.
            titled = i if is_title(line.text, tools.forms, sure=not signed) else titled
            signed = False
            continue
        if titled is not None and marker.number == 1 and marker.style == outer:
            body[titled].label = "header"
            openings += [x for x in body[titled + 1 : i] if x.label == "unlabelled"]
        titled = None
    for line in openings:
        line.label = "body"
    return openings


def _label_headings(lines: list[Line], builder: ClauseBuilder) -> None:
    """A line that holds a title and nothing else of its clause is a heading."""
    ends = {n.marker.offsets[0]: n.title.offsets[-1] + 1 for n in builder.nodes if n.level and n.title.text}
    for line in lines:
        end = ends.get(line.first)
        if line.label == "body" and end is not None and not line.text[end - line.first :].strip("。 "):
            line.label = "heading"
