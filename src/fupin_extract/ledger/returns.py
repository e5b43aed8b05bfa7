"""A workbook that came back → whose it is, which of its lines is which task, and what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import PurePath

from fupin_extract.ledger.days import day_of
from fupin_extract.ledger.shares import own
from fupin_extract.ledger.split import TEXTS, THEIRS, Part, Split, year_of
from fupin_extract.ledger.table import LedgerTable, SheetLine
from fupin_extract.records.standing import Finding, FindingCode
from fupin_extract.text.fold import fold
from fupin_extract.write.ledger.ledger_page import HEAD
from fupin_extract.write.ledger.wording import both

# Two texts of which so much is the same are one text that somebody has worked on.
_ALIKE = 0.75
# What an office may not change, and nobody minds: its own role is told by us.
_UNMINDED = ("key", "role")


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """What an office wrote in a column of a task, and what was in it when it was sent."""

    office: str
    key: str
    column: str
    sent: str
    said: str
    file: str
    sheet: str
    row: int


@dataclass(slots=True)
class Back:
    """A workbook that came back: whose, its answers, the keys that it holds, and what is to be told of it."""

    table: LedgerTable
    office: str
    answers: list[OfficeAnswer] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: FindingCode, line: SheetLine | None = None, **said: object) -> None:
        """Note something of the file, or of one of its lines."""
        place = {"file": self.table.file, "sheet": self.table.sheet, "office": self.office}
        self.findings.append(Finding(code=code, **place, row=line.row if line else None, **said))


def flat(text: str) -> str:
    """A text without blanks and differences of width, which programs change as they save."""
    return "".join(fold(text).split())


def came_back(table: LedgerTable, master: LedgerTable, made: Split) -> Back:
    """All that a workbook says."""
    known = {line.key: line for line in master.tasks}
    back = _whose(table, known, made)
    _look_at_sheet(back, master)
    sent = _sent(back, known, made)
    placed = list(_placed(back, known, sent))
    for line, theirs in placed:
        _look_at_line(back, line, known[theirs], sent.get(theirs, {}))
    _look_at_rows(back, placed, known, sent)
    return back


def _whose(table: LedgerTable, known: Mapping[str, SheetLine], made: Split) -> Back:
    """The office that sent it back: as laid down in it, as written above it, as the file is called, or by its tasks."""
    parts = {name: part.name for part in made.parts for name in (*part.names, part.name)}
    stem = PurePath(table.file).stem
    if table.sent is not None:
        claimed = table.sent.office
    else:
        claimed = table.filled_in_by or next((name for name in parts if name in stem), stem)
    office = parts.get(claimed)
    by_tasks = None if office else _by_tasks(table, known, made.parts)
    back = Back(table, office or (by_tasks.name if by_tasks else claimed))
    if by_tasks is not None:
        back.tell("office_renamed", before=by_tasks.name, now=claimed)
    elif office is None:
        back.tell("file_strange", now=claimed)
    above = table.filled_in_by
    if table.sent is None:
        back.tell("base_lost")
    elif above and above != claimed and parts.get(above, above) != back.office:
        back.tell("office_renamed", before=claimed, now=above)
    return back


def _by_tasks(table: LedgerTable, known: Mapping[str, SheetLine], parts: Iterable[Part]) -> Part | None:
    """The part that has the same tasks, more than half of them, as no other has."""
    texts = {line.text: key for key, line in known.items()}
    mine = {line.key if line.key in known else texts.get(line.text, "") for line in table.tasks} - {""}
    scores = sorted(
        ((2 * len(mine & part.keys) / (len(mine) + len(part.keys)), part) for part in parts if part.keys),
        key=lambda pair: -pair[0],
    )
    if not scores or scores[0][0] <= 0.5 or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def _look_at_sheet(back: Back, master: LedgerTable) -> None:
    table = back.table
    if table.sheet.strip() not in (*both("tasks"), master.sheet):
        back.tell("sheet_renamed", before=both("tasks")[table.headers == "en"], now=table.sheet)
    for column, text in table.changed.items():
        if master.changed.get(column) != text:
            back.tell("heading_changed", column=column, now=text, notable=False)
    for column in (*THEIRS, "key"):
        if column not in table.columns:
            back.tell("heading_missing", column=column)
    for text in table.added.values():
        if text not in master.added.values():
            back.tell("column_added", now=text, notable=False)


def _sent(back: Back, known: Mapping[str, SheetLine], made: Split) -> dict[str, dict[str, str]]:
    """The lines as they were sent; where that was lost, as they would be sent now."""
    if back.table.sent is not None:
        return back.table.sent.lines
    part = next((part for part in made.parts if part.name == back.office), None)
    if part is None:  # nobody's: it is held against the ledger itself
        mine = {line.key for line in back.table.tasks}
        return {key: dict(line.values) for key, line in known.items() if key in mine}
    found = {}
    for line, _ in part.lines:
        texts = {column: own(line[column], back.office, made.sharing[line.key]) for column in TEXTS}
        found[line.key] = {name: line[name] for name in known[line.key].values if name in back.table.columns} | texts
    return found


def _placed(
    back: Back, known: Mapping[str, SheetLine], sent: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[SheetLine, str]]:
    """Each line with the key of its task: its own, or by its text where that was lost."""
    lost = []
    taken = set()
    for line in back.table.tasks:
        if line.key in known:
            taken.add(line.key)
            yield line, line.key
        else:
            lost.append(line)
    by_text: dict[str, list[str]] = {}
    for key in dict.fromkeys([*(key for key in sent if key in known), *known]):
        by_text.setdefault(known[key].text, []).append(key)
    for line in lost:
        # Those that were sent to the office first, and none that another line is.
        order = [key for keys in (sent, known) for key in keys if key in known and key not in taken]
        same = (key for key in by_text.get(line.text, ()) if line.text and key not in taken)
        found = next(same, None) or _most_alike(line, known, list(dict.fromkeys(order)))
        if found is None:
            back.tell("row_unknown", line, now=_all_of(line))
            continue
        taken.add(found)
        back.tell("key_lost", line, number=known[found]["number"], before=found)
        yield line, found


def _most_alike(line: SheetLine, known: Mapping[str, SheetLine], keys: Sequence[str]) -> str | None:
    """The task whose text somebody has worked on."""
    best, found = _ALIKE, None
    matcher = SequenceMatcher(None, b=line.text, autojunk=False)
    for key in keys:
        matcher.set_seq1(known[key].text)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, key
    return found


def _all_of(line: SheetLine) -> str:
    return " | ".join(text for text in (*line.values.values(), *line.beside.values()) if text)


def _look_at_line(back: Back, line: SheetLine, theirs: SheetLine, sent: Mapping[str, str]) -> None:
    """The answers of a line, and what in it is not the office's to change."""
    number = theirs["number"]
    for column in back.table.columns:
        said, before = line[column], sent.get(column, "")
        if column in THEIRS:
            back.answers.append(
                OfficeAnswer(back.office, theirs.key, column, before, said, back.table.file, back.table.sheet, line.row)
            )
        elif column == "due_by":
            _look_at_day(back, line, theirs, before)
        elif column in sent and column not in _UNMINDED and not _same(said, before):
            back.tell("not_theirs", line, number=number, column=column, before=before, now=said)


def _look_at_day(back: Back, line: SheetLine, theirs: SheetLine, before: str) -> None:
    """A day is the same day however it is typed."""
    said, number = line["due_by"], theirs["number"]
    if flat(said) == flat(before):
        return
    was = day_of(before, year_of(theirs))
    now = day_of(said, was.day.year if was else year_of(theirs))
    told = {"number": number, "column": "due_by", "before": before, "now": said}
    if now and not now.is_date:
        back.tell("day_as_text", line, **told, notable=False)
    if now is None and said:
        back.tell("day_unread", line, **told)
    if (now.day if now else None) != (was.day if was else None) and (now or not said):
        back.tell("not_theirs", line, **told)


def _same(said: str, before: str) -> bool:
    """Whether two texts are one; one that was too long for its cell is cut."""
    one, other = flat(said), flat(before)
    if one == other:
        return True
    for ending in both("goes_on"):
        cut = flat(ending)
        if one.endswith(cut) and other.startswith(one.removesuffix(cut)):
            return True
    return False


def _look_at_rows(
    back: Back,
    placed: Sequence[tuple[SheetLine, str]],
    known: Mapping[str, SheetLine],
    sent: Mapping[str, Mapping[str, str]],
) -> None:
    """Rows that are missing, that are there twice, and another order."""
    back.keys = {key for _, key in placed}
    times = Counter(key for _, key in placed)
    seen: dict[str, SheetLine] = {}
    for line, key in placed:
        if times[key] > 1 and key in seen:
            back.tell("row_twice", line, number=known[key]["number"], before=str(seen[key].row))
        seen.setdefault(key, line)
    for row, key in enumerate(sent, HEAD + 1):
        if key not in back.keys and key in known:
            stood = SheetLine(row, {})
            back.tell("row_missing", stood, number=known[key]["number"], now=known[key]["task"])
    order = [known[key].row for _, key in sorted(placed, key=lambda pair: pair[0].row)]
    if order != sorted(order):
        back.tell("order_changed", notable=False)
