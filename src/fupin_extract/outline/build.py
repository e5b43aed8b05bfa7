"""The outline of a text, step by step: lines, furniture, header, tail, clauses, titles and kinds."""

from __future__ import annotations

from fupin_extract.outline.clauses import ClauseBuilder, number_clauses
from fupin_extract.outline.forms import FrameForms, compile_frame, value_of
from fupin_extract.outline.header import read_header, read_signature
from fupin_extract.outline.headings import compile_headings, compile_kinds, decide_kinds, split_title
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


def outline(text: str, rules: RuleSet) -> Outline:
    """The outline of a decoded source text. Never fails: a text without clauses has clause 0 alone."""
    forms, styles = rules.get(compile_frame), rules.get(compile_styles)
    lines, layout = split_lines(text, forms.breaks)
    label_furniture(lines, forms)
    label_attachments(lines, forms)
    lines, front = first_clause(lines, styles, layout)
    header = read_header(lines[:front], forms)
    body = lines[front:]
    label_tail(body, forms, styles)
    header += _closing(body, forms)
    label_repeats(body)
    preamble = [line.mapped for line in lines[:front] if line.label == "body"]
    builder = _build(body, styles, layout, preamble, forms)
    diagnostics = review_numbering(builder.nodes, number_clauses(builder.nodes))
    headings = rules.get(compile_headings)
    for node in builder.nodes:
        if node.level:
            split_title(node, headings)
    decide_kinds(builder.nodes, rules.get(compile_kinds))
    _label_headings(lines, builder)
    return Outline(text, lines, header, builder.nodes, diagnostics)


def first_clause(lines: list[Line], styles: Styles, layout: Layout) -> tuple[list[Line], int]:
    """The lines, cut where the first clause starts, and the index of the line that it starts in.

    The first clause is the earliest marker with number 1 whose style goes on; else the earliest marker with number 1.
    """
    found: list[tuple[int, Marker]] = []
    for i, line in enumerate(lines):
        if line.label == "unlabelled":
            found.extend((i, m) for m in _candidates(line, styles, layout))
    outer = [(i, m) for i, m in found if m.number == 1]
    for k, (i, marker) in enumerate(outer):
        later = (m for j, m in found if (j, m.start) > (i, marker.start))
        if k + 1 == len(outer) or any(m.style == marker.style and 1 < m.number <= _LATEST_NEXT for m in later):
            return _cut_at(lines, i, marker.start)
    return (lines, len(lines)) if not outer else _cut_at(lines, *_place_of(outer[0]))


def _place_of(candidate: tuple[int, Marker]) -> tuple[int, int]:
    return candidate[0], candidate[1].start


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
    last = max(
        (i for i, x in enumerate(body) if x.label == "unlabelled" and styles.at(x.text, 0) is not None), default=0
    )
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
            line.label = "signature" if len(line.text) < 60 else line.label
    return parts + read_signature(body, forms)


def _build(
    body: list[Line], styles: Styles, layout: Layout, preamble: list[Mapped], forms: FrameForms
) -> ClauseBuilder:
    taken = [line for line in body if line.label == "unlabelled"]
    starts = [styles.at(line.text, 0) for line in taken]
    for line in _openings(taken, starts, forms):
        preamble.append(line.mapped)
    taken, starts = _still_unlabelled(taken, starts)
    ahead = [m for m in starts if m is not None]
    builder = ClauseBuilder(styles, layout, preamble, ahead)
    left = len(ahead)
    for line, start in zip(taken, starts, strict=True):
        left -= start is not None
        builder.feed(line, left)
        line.label = "body"
    builder.close()
    return builder


def _openings(lines: list[Line], starts: list[Marker | None], forms: FrameForms) -> list[Line]:
    """The openings of further plans in one notice, labelled, their titles too.

    A further plan is a title on a line of its own, its opening, and the outermost numbering starting anew.
    """
    outer = next((m.style for m in starts if m is not None), None)
    openings: list[Line] = []
    for i, line in enumerate(lines):
        if starts[i] is not None or not is_title(line.text, forms):
            continue
        end = next((j for j in range(i + 1, len(lines)) if starts[j] is not None), None)
        marker = starts[end] if end is not None else None
        if marker is not None and marker.number == 1 and marker.style == outer:
            line.label = "header"
            for below in lines[i + 1 : end]:
                below.label = "body"
                openings.append(below)
    return openings


def _still_unlabelled(lines: list[Line], starts: list[Marker | None]) -> tuple[list[Line], list[Marker | None]]:
    kept = [k for k, line in enumerate(lines) if line.label == "unlabelled"]
    return [lines[k] for k in kept], [starts[k] for k in kept]


def _label_headings(lines: list[Line], builder: ClauseBuilder) -> None:
    """A line that holds a title and nothing else of its clause is a heading."""
    titled = {n.marker.offsets[0] for n in builder.nodes if len(n.title) and not n.body}
    for line in lines:
        if line.label == "body" and line.first in titled:
            line.label = "heading"
