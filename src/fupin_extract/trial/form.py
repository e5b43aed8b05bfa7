"""Cases of the form of a notice (公文格式): its lines, its header, its clauses with markers and titles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fupin_extract.outline import outline
from fupin_extract.outline.forms import compile_frame
from fupin_extract.outline.headings import compile_kinds
from fupin_extract.outline.tables import compile_columns
from fupin_extract.pipeline import parse, read_notice
from fupin_extract.read import read
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case
from fupin_extract.text.fold import fold
from fupin_extract.trial.seen import Sighting, written

# A clause for lines that are looked at behind one, and a day of signing for terms that count from it.
_CLAUSE = "一、加强监测\n定期走访搬迁群众，掌握生产生活情况。\n"
_SIGNED = dt.date(2023, 5, 8)


def numbering(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Markers of clauses; the role is the id of their style."""
    for node in outline(read(case.text), rules).nodes:
        if node.level:
            values = {"id": node.id, "level": str(node.level), "row": "yes" if node.row else "no"}
            yield Sighting(node.style, node.marker.span(0, len(node.marker)), values)


def header(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Elements of the form; a title is told as what it is in the metadata, and each with what all of them tell."""
    reading = read_notice(case.text, rules=rules)
    told = reading.notice.metadata
    values = {"plan": written(told.title), "issuers": written(told.issuing_authorities)}
    for part in reading.outline.header:
        role = part.field
        if role == "title":
            role = "notice_title" if fold(told.notice_title or "") == part.text else "title"
        yield Sighting(role, part.span, values)


def breaks(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """The first character of each line of a text that lost its breaks."""
    for match in rules.get(compile_frame).breaks.finditer(fold(case.text)):
        yield Sighting("line", (match.end(), match.end() + 1))


def headings(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Titles of clauses."""
    for node in outline(read(case.text), rules).nodes:
        if len(node.title):
            yield Sighting("title", node.title.span(0, len(node.title)))


def paragraphs(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Paragraphs of clauses without their titles."""
    for node in outline(read(case.text), rules).nodes:
        for part in node.body:
            yield Sighting("paragraph", part.span(0, len(part)))


def validity(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """The days of a notice's own term, which have no place in its metadata."""
    metadata = parse(case.text, rules=rules, date=_SIGNED).metadata
    for name in ("date_effective", "valid_until"):
        if day := getattr(metadata, name):
            yield Sighting(name, None, {"day": written(day)})


def columns(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """What a heading of a table, which is the whole text, says that its column holds."""
    headings = rules.get(compile_columns)
    column = headings.column(case.text)
    if column.holds != "unknown":
        yield Sighting(column.holds, (0, len(case.text)), {"rule": column.rule})
    elif headings.names_place(column) or headings.names_units(column):
        yield Sighting("place" if headings.names_place(column) else headings.role(column.heading), (0, len(case.text)))


def chrome(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """Furniture of site and page and lists of attachments, behind a clause where the text has none."""
    lines, shift = outline(read(case.text), rules), 0
    if len(lines.nodes) == 1:
        lines, shift = outline(read(_CLAUSE + case.text), rules), len(_CLAUSE)
    for line in lines.lines:
        if line.label in ("chrome", "page_number", "attachment"):
            yield Sighting(line.label, (line.first - shift, line.first + len(line.text) - shift))


def kinds(case: Case, rules: RuleSet) -> Iterator[Sighting]:
    """What a title, which is the whole text, makes of its clause."""
    if kind := rules.get(compile_kinds).of(fold(case.text)):
        yield Sighting(kind, (0, len(case.text)))
