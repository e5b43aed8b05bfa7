"""Trying the cases of ``tests/cases``: what a line's file looks for in it, and what differs from its mark-up.

Each file has a function here that yields what is found in a text of that file, with role, span and values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import get_args

from fupin_extract import parse
from fupin_extract.outline import outline
from fupin_extract.outline.forms import compile_frame
from fupin_extract.outline.headings import compile_kinds
from fupin_extract.pipeline import read_notice
from fupin_extract.read import read
from fupin_extract.records.notice import Organization, UnitRole
from fupin_extract.ruleset import RuleSet
from fupin_extract.ruleset.cases import Case, read_cases
from fupin_extract.ruleset.rule import Rule
from fupin_extract.text.fold import fold

FOLDER = Path(__file__).parent / "cases"
# A clause for lines that are looked at behind one, and a day of signing for terms that count from it.
_MARKER = "一、"
_CLAUSE = "一、加强监测\n定期走访搬迁群众，掌握生产生活情况。\n"
_SIGNED = dt.date(2023, 5, 8)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found: its role, its span in the case's text, None where a value has no place, and its values."""

    role: str
    span: tuple[int, int] | None
    values: Mapping[str, str] = field(default_factory=dict)


def units(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Units of rows, also those that a remark adds; a text without clauses is read as that of one."""
    shift = 0 if len(outline(read(text), rules).nodes) > 1 else len(_MARKER)
    notice = parse(_MARKER[:shift] + text, rules=rules)
    found: dict[tuple[str, tuple[int, int]], Organization] = {}
    for task in notice.tasks:
        for role in get_args(UnitRole):
            for unit in getattr(task, f"{role}_units"):
                start, end = unit.span
                found.setdefault((role, (start - shift, end - shift)), unit)
    for (role, span), unit in found.items():
        values = unit.model_dump(mode="json", include={"name", "level", "kind", "open_ended", "inherited"})
        yield Seen(role, span, {key: str(value) for key, value in values.items()})


def numbering(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Markers of clauses; the role is the id of their style."""
    for node in outline(read(text), rules).nodes:
        if node.level:
            values = {"id": node.id, "level": str(node.level), "row": "yes" if node.row else "no"}
            yield Seen(node.style, node.marker.span(0, len(node.marker)), values)


def header(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Elements of the form; a title is told as what it is in the metadata."""
    reading = read_notice(text, rules=rules)
    for part in reading.outline.header:
        role = part.field
        if role == "title":
            role = "notice_title" if fold(reading.notice.metadata.notice_title or "") == part.text else "title"
        yield Seen(role, part.span)


def breaks(text: str, rules: RuleSet) -> Iterator[Seen]:
    """The first character of each line of a text that lost its breaks."""
    for match in rules.get(compile_frame).breaks.finditer(fold(text)):
        yield Seen("line", (match.end(), match.end() + 1))


def headings(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Titles of clauses."""
    for node in outline(read(text), rules).nodes:
        if len(node.title):
            yield Seen("title", node.title.span(0, len(node.title)))


def paragraphs(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Paragraphs of clauses without their titles."""
    for node in outline(read(text), rules).nodes:
        for part in node.body:
            yield Seen("paragraph", part.span(0, len(part)))


def validity(text: str, rules: RuleSet) -> Iterator[Seen]:
    """The days of a notice's own term, which have no place in its metadata."""
    metadata = parse(text, rules=rules, date=_SIGNED).metadata
    for name in ("date_effective", "valid_until"):
        if day := getattr(metadata, name):
            yield Seen(name, None, {"day": str(day)})


def chrome(text: str, rules: RuleSet) -> Iterator[Seen]:
    """Furniture of site and page and lists of attachments, behind a clause where the text has none."""
    lines, shift = outline(read(text), rules), 0
    if len(lines.nodes) == 1:
        lines, shift = outline(read(_CLAUSE + text), rules), len(_CLAUSE)
    for line in lines.lines:
        if line.label in ("chrome", "page_number", "attachment"):
            yield Seen(line.label, (line.first - shift, line.first + len(line.text) - shift))


def kinds(text: str, rules: RuleSet) -> Iterator[Seen]:
    """What a title, which is the whole text, makes of its clause."""
    if kind := rules.get(compile_kinds).of(fold(text)):
        yield Seen(kind, (0, len(text)))


FINDERS: dict[str, Callable[[str, RuleSet], Iterator[Seen]]] = {
    f.__name__: f for f in (units, numbering, header, breaks, headings, paragraphs, validity, chrome, kinds)
}
# The files of cases that show the forms of each file of rules.
SHOWN_IN = {
    "numbering": ("numbering",),
    "chrome": ("chrome",),
    "header": ("header", "breaks", "headings", "paragraphs", "validity"),
    "kinds": ("kinds",),
    "responsibility": ("units",),
}
FILES = tuple(name for names in SHOWN_IN.values() for name in names)


class _Watch:
    """Rules that note which of their files a compiling function reads."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules, self.read = rules, set[str]()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self.rules, name)

    def get(self, build: Callable[[_Watch], object]) -> object:
        return build(self)


def with_file(rules: RuleSet, stem: str, entries: tuple[Rule, ...]) -> RuleSet:
    """The rules with one file's exchanged; what does not read that file is not compiled anew."""
    changed = replace(rules, **{stem: entries})  # type: ignore[arg-type]  # one of its files
    for build, value in list(rules._built.items()):
        if build not in _READS:
            watch = _Watch(rules)
            build(watch)
            _READS[build] = watch.read
        if stem not in _READS[build]:
            changed._built[build] = value
    return changed


_READS: dict[Callable[..., object], set[str]] = {}


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of one file."""
    return tuple(read_cases((FOLDER / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt"))


def failures(case: Case, name: str, rules: RuleSet) -> list[str]:
    """What is wrong with a case of the file ``name``, a line each; nothing where it is met exactly."""
    seen = list(FINDERS[name](case.text, rules))
    wrong = []
    for expected in case.expected:
        span = (expected.start, expected.end)
        match = next((s for s in seen if s.role == expected.role and s.span in (span, None)), None)
        if match is None:
            wrong.append(f"not found: {expected.role} {case.text[slice(*span)]}")
            continue
        seen.remove(match)
        wrong += [
            f"{expected.role} {key} is {match.values.get(key)}, not {value}"
            for key, value in expected.values.items()
            if match.values.get(key) != value
        ]
    return wrong + [
        f"found, not marked: {s.role} {case.text[slice(*(s.span or (0, 0)))]}{dict(s.values)}" for s in seen
    ]
