"""A ledger and a revised notice → what the new ledger takes over, and what became of each task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fupin_extract.compare import compare
from fupin_extract.errors import WriteError
from fupin_extract.ledger.as_notice import as_notice
from fupin_extract.ledger.columns_found import REPORTED
from fupin_extract.ledger.days import day_of
from fupin_extract.ledger.returns import flat
from fupin_extract.ledger.split import TEXTS, year_of
from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.records.once import told_once
from fupin_extract.records.standing import CarriedTask, Finding, Revised
from fupin_extract.ruleset import RuleSet
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.carried import Became, Carried
from fupin_extract.write.ledger.wording import both, heading, least, state_of, word
from fupin_extract.write.notices import CELLS

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice, Task
    from fupin_extract.write.ledger.ledger_page import Content

# What of a task is held against the notice, in the order in which a change is told.
_COMPARED = (
    *("task", "content", "lead_units", "responsible_units", "supporting_units", "supervising_units"),
    *("deadlines", "targets"),
)
_UNITS = ("lead_units", "responsible_units", "supporting_units", "supervising_units")
# Pairs that are less alike are told, for a person to look at; those below share a subject and no work.
_CLEAR, _LOWEST = 0.45, 0.2
_SHOWN = 40


@dataclass(slots=True)
class Revision:
    """The record, and what the new ledger takes over."""

    record: Revised
    carried: Carried


@dataclass(slots=True)
class _Gathered:
    keys: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Mapping[str, Content]] = field(default_factory=dict)
    became: dict[str, Became] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    beside: dict[str, dict[str, str]] = field(default_factory=dict)
    tasks: list[CarriedTask] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def revise(old: LedgerTable, notice: Notice, rules: RuleSet, *, all_rows: bool = False) -> Revision:
    """What became of the tasks of a ledger in a revised notice.

    Raises:
        WriteError: the ledger is made of several notices.
    """
    if old.sources > 1:
        raise WriteError(
            "{path}: is made of {count} notices: a revised notice goes into the ledger of one",
            path=old.file,
            count=old.sources,
        )
    partners = _partners(old, notice, rules)
    lines = {line.key: line for line in old.tasks}
    made = _Gathered(beside={text: {} for text in old.added.values()})
    used: set[str] = set()
    shown = [task for task in told_once(notice.tasks) if all_rows or task.kind != "overview"]
    if notice.sections:  # as the ledger has them
        shown.sort(key=lambda task: task.span[0])
    holders = _holders(shown, partners)
    for number, task in enumerate(shown, 1):
        mine = [lines[key] for key, _ in partners.get(task.id, ())]
        used.update(line.key for line in mine)
        if mine and holders[mine[0].key] == task.id:
            made.keys[task.id] = mine[0].key
        _take_over(made, old, notice, task, mine, number)
        if mine and partners[task.id][0][1] < _CLEAR:
            place = {"file": old.file, "sheet": old.sheet, "row": mine[0].row, "number": f"{number}"}
            made.findings.append(
                Finding(code="doubtful", before=_told(mine[0]), now=CELLS["task"](notice, task), **place)
            )
    left = [line for line in old.tasks if line.key not in used]
    kept = [line for line in left if line.key.startswith("+")]
    dropped = [line for line in left if not line.key.startswith("+")]
    made.tasks += [
        CarriedTask(change="kept", task=_told(line), number=f"{number}", before=(line["number"],))
        for number, line in enumerate(kept, len(shown) + 1)
    ]
    made.tasks += [CarriedTask(change="dropped", task=_told(line), before=(line["number"],)) for line in dropped]
    carried = Carried(
        keys=made.keys,
        cells=made.cells,
        became=made.became,
        changed=made.changed,
        beside=made.beside,
        kept=[_whole(line) | {"change": word("task_kept", old.headers)} for line in kept],
        dropped=[_whole(line) for line in (*old.dropped, *dropped)],
    )
    title = notice.metadata.title or old.title
    return Revision(Revised(title=title, tasks=tuple(made.tasks), findings=tuple(made.findings)), carried)


def _partners(old: LedgerTable, notice: Notice, rules: RuleSet) -> dict[str, list[tuple[str, float]]]:
    """Of each task of the notice the keys of those of the ledger that are the same work, the most alike first."""
    found: dict[str, list[tuple[str, float]]] = {}
    pairs = compare(as_notice(old, rules), notice, rules=rules).pairs
    best: dict[str, float] = {}
    for pair in pairs:
        best[pair.a] = max(best.get(pair.a, 0.0), pair.similarity)
        best[f"/{pair.b}"] = max(best.get(f"/{pair.b}", 0.0), pair.similarity)
    for pair in sorted(pairs, key=lambda pair: -pair.similarity):
        # One that neither of the two has as its best is a task that was split or joined: it has to be the same work.
        first = pair.similarity in (best[pair.a], best[f"/{pair.b}"])
        if pair.strength == "same" and pair.similarity >= (_LOWEST if first else _CLEAR):
            found.setdefault(pair.b, []).append((pair.a, pair.similarity))
    return found


def _holders(shown: Iterable[Task], partners: Mapping[str, Sequence[tuple[str, float]]]) -> dict[str, str]:
    """The task of the notice that keeps the key of each line: of several the most alike."""
    found: dict[str, tuple[float, str]] = {}
    for task in shown:
        for key, like in partners.get(task.id, ())[:1]:
            if like > found.get(key, (0.0, ""))[0]:
                found[key] = like, task.id
    return {key: task for key, (_, task) in found.items()}


def _take_over(
    made: _Gathered, old: LedgerTable, notice: Notice, task: Task, mine: Sequence[SheetLine], number: int
) -> None:
    """The cells of a task of the notice that the lines of the ledger leave to it, and what differs."""
    title = CELLS["task"](notice, task)
    if not mine:
        made.became[task.id] = "new"
        made.tasks.append(CarriedTask(change="new", task=title, number=f"{number}"))
        return
    cells: dict[str, Content] = {}
    for column in (*TEXTS, REPORTED):
        cells[column] = _together(mine, lambda line, column=column: line[column], old.headers)  # type: ignore[misc]
    states = [state for line in mine if (state := state_of(line["state"]))]
    cells["state"] = word(least(states), old.headers) if states else mine[0]["state"]
    marks = [line for one in mine for line in one["check"].split("\n") if line.startswith(word("differ", old.headers))]
    cells["check"] = "\n".join(marks)
    fields = [name for name in _COMPARED if not _same(_now(notice, task, name), mine)(name)]
    for name in [name for name in fields if name in _UNITS and not _now(notice, task, name)]:
        cells[name] = mine[0][name]  # somebody has found out who answers
        fields.remove(name)
    if "deadlines" not in fields and len(mine) == 1 and (day := day_of(mine[0]["due_by"], year_of(mine[0]))):
        cells["due_by"] = day.day
    made.cells[task.id] = cells
    made.became[task.id] = "changed" if fields or len(mine) > 1 else "same"
    made.changed[task.id] = "\n".join(_change(notice, task, name, mine, old.headers) for name in fields)
    for text, texts in made.beside.items():
        said = _together(mine, lambda line, text=text: line.beside.get(text, ""), old.headers)  # type: ignore[misc]
        if said:
            texts[task.id] = said
    made.tasks.append(
        CarriedTask(
            change="changed" if fields or len(mine) > 1 else "same",
            task=title,
            number=f"{number}",
            before=tuple(line["number"] for line in mine),
            fields=tuple(fields),
        )
    )


def _now(notice: Notice, task: Task, name: str) -> str:
    return task.text if name == "content" else CELLS[name](notice, task)


def _same(now: str, mine: Sequence[SheetLine]) -> Callable[[str], bool]:
    """Whether a column of one of the lines has the text that the notice has now; a long one may be cut."""
    new = flat(now)

    def same(name: str) -> bool:
        for line in mine:
            before = flat(line[name])
            cut = next((before.removesuffix(flat(end)) for end in both("goes_on") if before.endswith(flat(end))), None)
            if before == new or (cut is not None and new.startswith(cut)):
                return True
        return False

    return same


def _change(notice: Notice, task: Task, name: str, mine: Sequence[SheetLine], headers: Headers) -> str:
    """牵头单位：县教育局 → 县财政局; of a long text only that it has changed."""
    before, now = "；".join(line[name] for line in mine), _now(notice, task, name)
    colon = "：" if headers == "zh" else ": "
    if max(len(before), len(now)) > _SHOWN:
        return heading(name, headers)
    return f"{heading(name, headers)}{colon}{before or '—'} → {now or '—'}"


def _together(mine: Sequence[SheetLine], of: Callable[[SheetLine], str], headers: Headers) -> str:
    """What stood in the lines: of several with the number that each had."""
    texts = [(line["number"], of(line)) for line in mine if of(line)]
    if len({text for _, text in texts}) < 2:
        return texts[0][1] if texts else ""
    return "\n".join(word("was_number", headers, number=number) + text for number, text in texts)


def _told(line: SheetLine) -> str:
    return line["task"] or line["content"][:30]


def _whole(line: SheetLine) -> dict[str, Content]:
    """All cells of a line, its day as a day."""
    found: dict[str, Content] = {**line.values, **line.beside}
    day = day_of(line["due_by"], year_of(line))
    return found | ({"due_by": day.day} if day else {})
