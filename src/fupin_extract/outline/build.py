"""The outline of a document, step by step: lines, furniture, header, tail, clauses, titles and kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fupin_extract.outline.attachments import open_attachments
from fupin_extract.outline.clauses import ClauseBuilder, Upcoming, number_clauses
from fupin_extract.outline.forms import FrameForms, compile_frame
from fupin_extract.outline.header import read_header
from fupin_extract.outline.headings import Kinds, compile_headings, compile_kinds, decide_kinds, split_titles
from fupin_extract.outline.joins import Joins
from fupin_extract.outline.lines import Layout, split_lines
from fupin_extract.outline.markers import cut_numbers, is_decimal, line_markers
from fupin_extract.outline.model import Claim, HeaderPart, Line, Marker, Node, Outline, Step, labelled
from fupin_extract.outline.numbering import Styles, compile_decimals, compile_styles
from fupin_extract.outline.repair import (
    contents_lines,
    find_attachments,
    find_contents,
    find_furniture,
    find_menu,
    find_repeats,
)
from fupin_extract.outline.review import review_numbering
from fupin_extract.outline.signature import read_closing
from fupin_extract.outline.titles import last_title
from fupin_extract.plain_class import dataclass
from fupin_extract.read import Document
from fupin_extract.records.notice import ClauseKind
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.stops import STRETCH_ENDS

if TYPE_CHECKING:
    from fupin_extract.outline.tables.task_rows import TaskTable

# A first clause is followed by a second; in fragments of a notice, by one of the next few.
_LATEST_NEXT = 5
# A heading without a number is no longer than this (附则, 保障措施).
_SHORT_HEADING = 10
# A label is no longer, with its brackets and blanks; in its last characters, before a number, those of one card differ.
_LONGEST_LABEL, _LABEL_ENDS = 17, 4
_LABEL_OPENS, _LABEL_NUMBERS = ("【", "[", "〔"), "0123456789一二三四五六七八九十百（）"
# So many labels at least stand in two cards; a third may have a number of its own (整改任务一).
_LEAST_AGAIN = 2
# What a clause may stand behind inside a line that lost its breaks.
_BEFORE_CLAUSE = STRETCH_ENDS + "）”"


@dataclass(frozen=True, slots=True)
class _Tools:
    """What the steps need of the rules."""

    forms: FrameForms
    styles: Styles
    kinds: Kinds
    joins: Joins


def outline(document: Document, rules: RuleSet) -> Outline:
    """The outline of a document. Never fails: a text without clauses has clause 0 alone."""
    forms, styles, kinds = rules.get(compile_frame), rules.get(compile_styles), rules.get(compile_kinds)
    lines, layout = split_lines(document, forms.breaks, partial(_holds_clauses, styles))
    told, tables = _with_tables(document, lines, layout, forms, rules)
    told = labelled(told, contents_lines(lines, document))
    cut = cut_numbers(told, styles)
    told = labelled(told, (claim for claim in find_furniture(told, forms) if claim.line.start not in cut))
    told = labelled(told, find_attachments(told, forms))
    told = labelled(told, find_contents(told, styles))
    told = labelled(told, find_menu(told, forms, styles))
    decimals = rules.get(compile_decimals)
    if is_decimal(told, decimals):
        styles = decimals
    tools = _Tools(forms, styles, kinds, Joins(layout, forms.labelled))
    front, body = first_clause(told, styles, layout)
    if not body and (attached := open_attachments(front, forms, styles)):
        # A notice that says all in its attachments.
        at = next(i for i, line in enumerate(front) if line.start == attached[0].line.start)
        front, body = front[:at], front[at:]
    front, header = read_header(front, forms, layout)
    body, closing = read_closing(body, forms, styles)
    body = labelled(body, find_repeats(body))
    body, nodes, further = _clauses(front, body, tools, cut)
    diagnostics = review_numbering(nodes, number_clauses(nodes))
    nodes = _hung(nodes, tables, lines)
    split_titles(nodes, rules.get(compile_headings))
    if tables:
        from fupin_extract.outline.tables import head_tables

        head_tables(nodes)
    decide_kinds(nodes, kinds)
    parts = sorted([*header, *closing, *further], key=lambda part: part.span)
    return Outline(document.text, (*front, *_told(body, nodes)), tuple(parts), nodes, diagnostics)


def _with_tables(
    document: Document, lines: Sequence[Line], layout: Layout, forms: FrameForms, rules: RuleSet
) -> tuple[Sequence[Line], Sequence[TaskTable]]:
    """The tables of a document and the cards in it, and its lines, labelled where they are."""
    if not document.tables and not _may_hold_cards(lines):
        return lines, ()
    # Most notices have none, and start sooner without what reads them.
    from fupin_extract.outline.tables import is_data, is_form, read_tables, table_lines, with_cards

    tables = [
        table
        for table in with_cards(read_tables(document, rules), lines, layout, rules)
        if (not is_form(table, lines, forms) if table.nodes else is_data(table, lines, forms))
    ]
    return labelled(lines, table_lines(lines, tables)), tables


def _may_hold_cards(lines: Sequence[Line]) -> bool:
    """Whether labels stand at the beginning of more than one line each, as those of cards do."""
    often: Counter[str] = Counter()
    for line in lines:
        at = line.text.find("：", 0, _LONGEST_LABEL)
        if at < 0 and line.text.startswith(_LABEL_OPENS):
            at = line.text.find("】", 0, _LONGEST_LABEL)
        if at > 0:
            often[line.text[:at].rstrip(_LABEL_NUMBERS)[-_LABEL_ENDS:]] += 1
    return sum(times > 1 for times in often.values()) >= _LEAST_AGAIN


def _hung(nodes: list[Node], tables: Sequence[TaskTable], lines: Sequence[Line]) -> list[Node]:
    """The clauses with the rows of tables among them."""
    if not tables:
        return nodes
    from fupin_extract.outline.tables import hang_tables

    return hang_tables(nodes, tables, lines)


def first_clause(lines: Sequence[Line], styles: Styles, layout: Layout) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines before the first clause, and those from there on; the line that it starts in is cut.

    The first clause is the earliest marker with number 1 whose style goes on, or an outer one above it; where there is
    no number 1, as in an excerpt, the earliest marker whose style goes on.
    """
    found: list[tuple[int, Marker]] = []
    for i, line in enumerate(lines):
        if line.label is None:
            found += [(i, m) for m in _candidates(line, styles, layout)]
    last = {(m.style, m.number): (i, m.start) for i, m in found}

    def goes_on(at: tuple[int, int], marker: Marker) -> bool:
        following = range(marker.number + 1, marker.number + _LATEST_NEXT)
        return any(last.get((marker.style, n), (-1, 0)) > at for n in following)

    ones = [(i, m) for i, m in found if m.number == 1]
    sure = next(((i, m) for i, m in ones or found if goes_on((i, m.start), m)), ones[0] if ones else None)
    if sure is None:
        return lines, ()
    # An outer marker above it may stand alone of its style, or carry on from a part that is not here.
    outer = styles.order(sure[1])
    i, first = next((i, m) for i, m in found if (i, m.start) == (sure[0], sure[1].start) or styles.order(m) < outer)
    if first.start == 0:
        return lines[:i], lines[i:]
    head, tail = lines[i].cut(lines[i].first + first.start)
    return [*lines[:i], head], [tail, *lines[i + 1 :]]


def _holds_clauses(styles: Styles, text: str) -> bool:
    """Whether a line holds two clauses that follow one another: 一、…。二、… in a text of one line."""
    found = [styles.at(text), *styles.inside(text, 1)]
    starts = {
        (m.style, m.number)
        for m in found
        if m and m.sure and styles.by_id[m.style].row and styles.by_id[m.style].inline != "always"
        if not m.start or text[m.start - 1] in _BEFORE_CLAUSE + " "
    }
    return any((style, number + 1) in starts for style, number in starts)


def _candidates(line: Line, styles: Styles, layout: Layout) -> list[Marker]:
    """Markers of rows at the line's start; anywhere after a mark or a blank in a text that lost its breaks."""
    start = styles.at(line.text)
    sure = start is not None and (start.sure or styles.by_id[start.style].depth)
    found = [start] if start is not None and start.row and sure else []
    if layout.flat:
        inside = styles.inside(line.text, 1)
        found += [
            m for m in inside if m.sure and styles.by_id[m.style].row and line.text[m.start - 1] in _BEFORE_CLAUSE
        ]
    return found


def _clauses(
    front: Sequence[Line], body: Sequence[Line], tools: _Tools, cut: Mapping[int, Marker]
) -> tuple[Sequence[Line], list[Node], list[HeaderPart]]:
    """The clauses in the open lines, the lines with titles, openings and headings that belong to none labelled.

    And the titles of further plans.

    ``cut`` are the numbers that a line end has cut.
    """
    attachments = open_attachments(body, tools.forms, tools.styles)
    body = labelled(body, (claim for attachment in attachments for claim in attachment.claims))
    opened = {attachment.line.start: attachment for attachment in attachments}
    # The marker that each open line starts with.
    markers = line_markers(body, tools.styles, cut)
    further = list(_further_plans(body, markers, tools))
    body = labelled(body, (claim for step in further for claim in step.claims))
    markers = [marker if line.label is None else None for marker, line in zip(markers, body, strict=True)]
    preamble: list[Mapped] = []
    for lines in (front, body):
        preamble += tools.joins.paragraphs([line for line in lines if line.label == "body"])
    builder = ClauseBuilder(tools.styles, tools.joins, preamble, Upcoming([m for m in markers if m is not None]))
    claims = []
    for i, (line, marker) in enumerate(zip(body, markers, strict=True)):
        if line.start in opened:
            builder.begin_attachment(opened[line.start].node())
        elif line.label in ("header", "signature", "attachment"):
            builder.begin_anew()
        elif line.label == "table":
            builder.interrupt()
        elif (
            line.label is None
            and marker is None
            and (kind := _section(line, tools))
            and _numbered_next(markers, body, i)
        ):
            builder.begin_section(kind)
            claims.append(Claim(line, "heading"))
        elif line.label is None:
            builder.feed(line, marker)
    builder.close()
    return labelled(body, claims), builder.nodes, [part for step in further for part in step.parts]


def _section(line: Line, tools: _Tools) -> ClauseKind | None:
    """What a heading without a number, which ends the clause above, makes of those below it: 附则, 【保障措施】."""
    if len(line.text) > _SHORT_HEADING or line.text.endswith("。") or tools.joins.layout.flat:
        return None
    kind = tools.kinds.of(line.text.strip("【】"))
    return None if kind == "overview" else kind


def _numbered_next(markers: Sequence[Marker | None], body: Sequence[Line], i: int) -> bool:
    """Whether the next line with text starts with a marker."""
    following = (k for k in range(i + 1, len(body)) if body[k].text)
    return (k := next(following, None)) is not None and markers[k] is not None


def _further_plans(body: Sequence[Line], markers: Sequence[Marker | None], tools: _Tools) -> Iterator[Step]:
    """The titles and openings of further plans in one notice.

    A further plan is a title on lines of its own, its opening, and the outermost numbering starting anew.
    """
    outer: str | None = None
    above: list[Line] = []
    # Behind a signature or 附件 a title needs neither 关于 nor a place.
    signed = False
    sure: list[bool] = []
    for line, marker in zip(body, markers, strict=True):
        signed = line.label in ("signature", "attachment") or (signed and line.label is not None)
        if line.label is not None:
            continue
        outer = outer or (marker.style if marker else None)
        if marker is None:
            above.append(line)
            sure.append(not signed)
            signed = False
            continue
        if marker.number == 1 and marker.style == outer and (found := last_title(above, sure, tools.forms.titles)):
            yield found
        above, sure = [], []


def _told(body: Sequence[Line], nodes: Sequence[Node]) -> Iterator[Line]:
    """What is still open is text; a line that holds a title and nothing else of its clause is a heading."""
    ends = {n.marker.offsets[0]: n.title.offsets[-1] + 1 for n in nodes if n.marker.text and n.title.text}
    for line in body:
        if line.label is not None:
            yield line
            continue
        end = ends.get(line.first)
        alone = end is not None and not line.text[end - line.first :].strip("。： ")
        yield line.told("heading" if alone else "body")
