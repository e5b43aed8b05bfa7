"""The cells of a task table beside the text of a row: who answers, by when. What a column says wins over the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fupin_extract.find.cell_breaks import parted
from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.find.groups.content import read_cell, who_answers
from fupin_extract.find.groups.conventions import find_conventions
from fupin_extract.find.groups.find import Group, unread
from fupin_extract.find.groups.forms import compile_grammar
from fupin_extract.find.groups.labels import ANSWERING, UNIT_ROLES, Label
from fupin_extract.find.mention import Mention
from fupin_extract.outline.model import FieldCell, Node, Outline
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.values.calendar import Period

# / and — stand for nobody, and for no time.
_NOTHING = compiled(r"[-—/\\无 \n]*")
_DIGIT = compiled(r"\d")
# 2023.08-2028.07
_MONTH_IN_FIGURES = compiled(r"(20\d\d)(?:[./](?=\d)|-(?=[01]\d))(0?[1-9]|1[0-2])(?!\d|[./]\d|-\d{1,2}(?!\d))")
# 2026, 2026-2028
_YEARS_ALONE = compiled(r"(?<!\d)(?:20\d\d[-—~至])?20\d\d$")
_YEAR = compiled(r"(?<![-—至~到])(20\d\d)(?=年(?![-—至~到]))")


def read_cells(
    own: Mapped, found: list[Mention], node: Node, outline: Outline, rules: RuleSet
) -> tuple[Mapped, list[Mention]]:
    """The text of a row with that of the cells that were read, and what is found in both.

    A group in the text is none where a column says who answers; a time in it is none: a column says by when, if any.
    """
    grammar = rules.get(compile_grammar)
    parts = [own] if own.text else []
    mentions: list[Mention] = []
    at = len(own) + 1 if own.text else 0
    for cell in node.cells:
        if cell.holds in ANSWERING:
            text = parted(cell, grammar, rules)
            told = list(_units(cell, text.text, at, rules))
        elif cell.holds == "time":
            text = _joined(cell.text)
            told = list(_times(cell, text.text, at, _year_over(node, outline), rules))
        elif cell.holds == "stage":
            text = _joined(cell.text)
            told = list(_stage(cell, text.text, at, _year_over(node, outline), rules))
        else:
            continue
        if told:
            parts.append(text)
            mentions += told
            at += len(text) + 1
    said = {mention.kind for mention in mentions if mention.rejected is None}
    if node.parent is not None and any(cell.holds in UNIT_ROLES for cell in node.parent.cells):
        said.add("responsibility")  # a measure's row has them
    kept = [mention for mention in found if mention.kind != "responsibility" or mention.kind not in said]
    kept = [_no_deadline(m) if m.kind == "deadline" and m.rejected is None else m for m in kept]
    return Mapped.lines(parts) if parts else own, [*kept, *mentions]


def _no_deadline(mention: Mention) -> Mention:
    return mention._replace(rejected="the columns of a table say by when")


def _units(cell: FieldCell, text: str, at: int, rules: RuleSet) -> Iterator[Mention]:
    """Who answers, as a group of the row, and what of the cell was not read."""
    if _NOTHING.fullmatch(text):
        return
    grammar = rules.get(compile_grammar)
    label = Label(0, 0, cell.heading, cell.holds, cell.rule)  # type: ignore[arg-type]
    content = who_answers(read_cell(text, at, grammar, label), grammar, closed=False)
    if content is None:
        yield unread(at, at + len(text))
        return
    # 责任单位（列第一位的为牵头单位）: what a heading adds holds for its cells.
    stated = find_conventions(fold(cell.heading), rules) if "（" in fold(cell.heading) else []
    yield from (mention._replace(start=at, end=at + 1) for mention in stated)
    yield Mention("responsibility", cell.rule, at, at + len(text), Group(content, alone=False, closes=True))
    yield from (unread(*span) for span in content.unread)


def _times(cell: FieldCell, text: str, at: int, year: int | None, rules: RuleSet) -> Iterator[Mention]:
    """The deadlines of a cell: several as they stand, one as the whole cell, which is one even if nobody knows when."""
    if _NOTHING.fullmatch(text):
        return
    written = _YEARS_ALONE.sub(r"\g<0>年", _MONTH_IN_FIGURES.sub(r"\1年\2月", text))
    seen = find_deadlines(written, rules, [(0, len(written))])
    told = [mention for mention in seen if mention.rejected is None]
    if len(told) > 1 and written == text:
        for mention in told:
            yield mention._replace(start=mention.start + at, end=mention.end + at, value=_kept(mention.value, year))
        return
    first = next(iter(told or seen), None)
    rule = first.rule if first is not None and first.rejected is None else cell.rule
    unknown = DeadlineValue("by" if _DIGIT.search(text) else "open")
    value = _kept(first.value if first else unknown, year)
    yield Mention("deadline", rule, at, at + len(text.rstrip("。；， ")), value)


def _stage(cell: FieldCell, text: str, at: int, year: int | None, rules: RuleSet) -> Iterator[Mention]:
    """The time that a heading tells for what stands below it: 一季度目标."""
    for seen in find_deadlines(text, rules, [(0, len(text))])[:1]:
        yield Mention("deadline", cell.rule, seen.start + at, seen.end + at, _kept(seen.value, year))


def _kept(value: object, year: int | None) -> DeadlineValue:
    """A deadline as a column tells it: even if it is over, and by its sense where no form says what it is (12月)."""
    assert isinstance(value, DeadlineValue)
    kind = value.kind or ("during" if isinstance(value.time, Period) else "by")
    return replace(value, kind=kind, year=value.year or year, past=True, told=True)


def _year_over(node: Node, outline: Outline) -> int | None:
    """The one year that the titles over a row name, from the inside out: 2026年重点任务分解表."""
    titles = []
    above = node.parent
    while above is not None:
        titles.append(above.title.text)
        above = above.parent
    titles += [part.text for part in reversed(outline.parts("title"))]
    named = (set(_YEAR.findall(title)) for title in titles)
    years = next((years for years in named if years), set())
    return int(years.pop()) if len(years) == 1 else None


def _joined(text: Mapped) -> Mapped:
    """A cell without its breaks and the blanks in it: 2026年8月⏎底前."""
    return text.keep(i for i, char in enumerate(text.text) if not char.isspace())
