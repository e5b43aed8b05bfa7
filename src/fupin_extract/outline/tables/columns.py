"""Headings of a table → what its columns hold, by ``rules/columns.yaml`` and the labels of ``rules/labels.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fupin_extract.outline.model import Holds
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.ruleset.labels import known_label, label_ends
from fupin_extract.text.fold import fold
from fupin_extract.text.patterns import compiled

# What names or describes a task, and what says who answers or by when.
NAMES: tuple[Holds, ...] = ("group", "task", "text", "project")
ANSWERS: tuple[Holds, ...] = ("lead", "responsible", "supporting", "supervising")
# What the columns of a task tell but for its number and what no record has a field for.
_TOLD: tuple[Holds, ...] = (*NAMES, *ANSWERS, "time", "target")
# The rule of a column of what is to be reached by when its heading says.
STAGE = "column.stage"
# A heading is no longer.
LONGEST_HEADING = 24
_BLANK = compiled(r"\s+")
_ADDED = compiled(r"[（\[〔][^（）]*[）\]〕]$")
_BRACKET = compiled(r"[（\[〔][^（）]*[）\]〕]")
# What joins two headings in one: 责任部门及单位, 工作任务和目标.
_BOTH = compiled("[/、及和与]")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading as printed (without breaks), what it holds, and the rule that says so."""

    heading: str
    holds: Holds
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """What is known of headings."""

    words: dict[str, tuple[Holds, str]]
    ends: dict[str, list[tuple[str, Holds, str]]]  # by their last character, the longest first
    patterns: tuple[tuple[Compiled, Holds, str], ...]
    label: Callable[[str], tuple[Holds, str] | None]
    kinds: tuple[str, ...]  # what names of units go by: 单位, 部门
    units: Compiled  # what stands over units where no known heading does
    place: Compiled  # a place that answers: 责任县, 责任乡镇
    leads: tuple[str, ...]  # what is in a label of who leads

    def column(self, *texts: str) -> TableColumn:
        """The column under these headings, from the outermost in; the innermost that is known decides."""
        whole = "/".join(dict.fromkeys(filter(None, map(bare, texts))))
        for text in (*map(bare, reversed(texts)), "".join(map(bare, texts))):
            if (known := self._known(text)) is not None:
                return TableColumn(whole, *known)
        return TableColumn(whole, "unknown")

    def _known(self, text: str) -> tuple[Holds, str] | None:
        core = fold(text).strip("：* ")
        found = None
        for form in dict.fromkeys((_ADDED.sub("", core), _BRACKET.sub("", core))):
            found = found or self._of(form) if 0 < len(form) <= LONGEST_HEADING else found
        return found

    def _of(self, core: str) -> tuple[Holds, str] | None:
        if found := self.words.get(core):
            return found
        for pattern, holds, rule in self.patterns:
            if pattern.fullmatch(core):
                return holds, rule
        first, *others = _BOTH.split(core)
        if others and (known := self._by_end(first)) is not None and known[0] in _TOLD:
            # 责任单位及责任人 and 建设规模及内容 are known as they are.
            return self.label(core) if self.label(others[-1]) else known
        return self._by_end(core)

    def _by_end(self, core: str) -> tuple[Holds, str] | None:
        ends = self.ends.get(core[-1:], ())
        end = next(((holds, rule) for word, holds, rule in ends if core.endswith(word)), None)
        return end or self.label(core)

    def units_of(self, column: TableColumn) -> str:
        """The role of the units that a column of persons names before them (责任单位及责任人); else empty."""
        first, *others = _BOTH.split(_ADDED.sub("", fold(column.heading)))
        known = self._by_end(first) if others and column.holds == "person" else None
        return known[0] if known is not None and known[0] in ANSWERS else ""

    def names_units(self, column: TableColumn) -> bool:
        """Whether a heading that nothing is known of seems to stand over units (涉及部门, 责任分工)."""
        core = _ADDED.sub("", fold(column.heading))
        told = core.endswith(self.kinds) or self.units.fullmatch(core) or self.place.fullmatch(core)
        return column.holds == "unknown" and bool(told)

    def names_place(self, column: TableColumn) -> bool:
        """Whether such a heading is that of a place that answers."""
        return column.holds == "unknown" and self.place.fullmatch(bare(column.heading)) is not None

    def role(self, heading: str) -> Holds:
        """Whether the units under such a heading lead."""
        return "lead" if any(word in heading for word in self.leads) else "responsible"


def bare(text: str) -> str:
    """A heading without its blanks and breaks."""
    return _BLANK.sub("", text)


def may_head(text: str) -> bool:
    """Whether a text is as short as a heading, but for what a bracket adds to it."""
    return len(_ADDED.sub("", bare(text))) <= LONGEST_HEADING


def compile_columns(rules: RuleSet) -> Headings:
    """The headings that the rules know."""
    words: dict[str, tuple[Holds, str]] = {}
    ends: dict[str, list[tuple[str, Holds, str]]] = {}
    for rule in rules.columns:
        words |= dict.fromkeys(rule.words, (rule.field, rule.id))
        for end in rule.ends:
            ends.setdefault(end[-1], []).append((end, rule.field, rule.id))
    known = rules.get(label_ends)

    def label(text: str) -> tuple[Holds, str] | None:
        found = known_label(text, known, rules)
        if found is None or found[0].tells == "other":
            return ("extra", found[0].id) if found else None
        return found[0].tells, found[0].id

    def of_field(field: str) -> Compiled:
        found = [rule for rule in rules.columns if rule.field == field]
        return compile_pattern(either(pattern for rule in found for pattern in rule.patterns), found)

    return Headings(
        words,
        {last: sorted(of, key=lambda end: -len(end[0])) for last, of in ends.items()},
        tuple(
            (compile_pattern(either(r.patterns), [r]), r.field, r.id)
            for r in rules.columns
            if r.patterns and r.field not in ("units", "place")
        ),
        label,
        tuple(kind for rule in rules.labels for kind in rule.kinds),
        of_field("units"),
        of_field("place"),
        tuple(word for rule in rules.labels if rule.tells == "lead" for word in rule.within),
    )


def is_task_table(columns: Sequence[TableColumn]) -> bool:
    """Whether one column names the task and one says who answers for it or by when; a list of projects is none."""
    held = Counter(column.holds for column in columns)
    named = held["task"] + held["text"] + held["group"] > 0
    projects = not held["task"] and held["project"] > 0 and held["project_sign"] > 0
    answers: tuple[Holds, ...] = (*ANSWERS, "person", "time")
    answered = any(held[name] for name in answers)
    return answered and not projects and (named or held["project"] > 0)


def settled(columns: Sequence[TableColumn], headings: Headings, widths: Sequence[float]) -> list[TableColumn]:
    """The columns with what only the others tell.

    A heading that nothing is known of names units, or the task, where no other does (``widths``: how much text stands
    in each); one column of units alone is that of who is responsible, or who leads; the signs of a list of projects are
    nothing but more of a row's text.
    """
    found = list(_without_progress(columns))
    if not any(column.holds in ANSWERS for column in found):
        for i in [i for i, column in enumerate(found) if headings.names_units(column)][:1]:
            found[i] = replace(found[i], holds=headings.role(found[i].heading))
    for i in list(named(found, "unknown")):
        if headings.names_place(found[i]):
            found[i] = replace(found[i], holds="responsible")
    units = [i for i, column in enumerate(found) if column.holds in ANSWERS]
    if len(units) == 1 and found[units[0]].holds != "lead":
        found[units[0]] = replace(found[units[0]], holds="responsible")
    last = max(named(found, "task", "text", "project"), default=len(found))
    for i in [i for i in named(found, "group") if i > last]:
        found[i] = replace(found[i], holds="unknown")  # it says of what kind the task before it is
    if units and not any(column.holds in NAMES for column in found):
        # 整治行业 | 时间安排 | 责任单位: what stands before when and by whom is the task, short as it may be.
        ahead = min([*named(found, "time"), *units]) if "time" in {column.holds for column in found} else 0
        unknown = [i for i in named(found, "unknown") if widths[i] >= _LEAST_TEXT or i < ahead]
        if unknown:
            widest = max(unknown, key=widths.__getitem__)
            called = [i for i in named(found, "target") if i < widest][:1]
            for i in called:
                found[i] = replace(found[i], holds="task")  # 创建指标, before 标准要求
            found[widest] = replace(found[widest], holds="text" if called else "task")
        elif targets := [*named(found, "target")]:
            found[targets[0]] = replace(found[targets[0]], holds="task")
    return found


def _without_progress(columns: Sequence[TableColumn]) -> Iterator[TableColumn]:
    """The columns, where how far a task is, and the problems told behind that, are nothing but kept."""
    tasks = far = False
    for column in columns:
        status = column.holds == "progress" or (far and tasks and column.holds == "task")
        far = far or column.holds == "progress"
        tasks = tasks or column.holds in NAMES
        yield replace(column, holds="extra") if status else column


# A column whose cells have so many characters on the average says what is to be done.
_LEAST_TEXT = 8.0


def named(columns: Sequence[TableColumn], *holds: Holds) -> Iterator[int]:
    """The places of the columns that hold one of these."""
    return (i for i, column in enumerate(columns) if column.holds in holds)
