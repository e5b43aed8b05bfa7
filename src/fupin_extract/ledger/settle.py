"""The answers to one task → what its cells are to hold: every answer kept, none over another without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fupin_extract.ledger.columns_found import REPORTED
from fupin_extract.ledger.returns import OfficeAnswer, flat
from fupin_extract.ledger.shares import answers as shares_answers
from fupin_extract.ledger.shares import both, joined, parted
from fupin_extract.ledger.split import TEXTS
from fupin_extract.ledger.table import SheetLine
from fupin_extract.records.standing import Finding, TakenOver
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.wording import least, state_of, word

# Between two states that one office has given to one task.
_OR = "／"


@dataclass(slots=True)
class Settled:
    """The cells of a task that change, by column, with what is told of it."""

    line: SheetLine
    headers: Headers
    cells: dict[str, str] = field(default_factory=dict)
    taken: list[TakenOver] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    def take(self, answer: OfficeAnswer, before: str, now: str) -> None:
        """Note that a cell changes by an answer."""
        self.answered.add(answer.office)
        if before != now:
            self.taken.append(
                TakenOver(
                    number=self.line["number"],
                    key=self.line.key,
                    task=self.line["task"],
                    column=answer.column,
                    office=answer.office,
                    before=before,
                    now=now,
                    file=answer.file,
                    row=answer.row,
                )
            )

    def tell(self, code: str, answer: OfficeAnswer, **said: object) -> None:
        """Note something that asks to be looked at."""
        place = {"file": answer.file, "sheet": answer.sheet, "row": answer.row, "office": answer.office}
        told = {"number": self.line["number"], "column": answer.column} | said
        self.findings.append(Finding(code=code, **place, **told))


def settle(line: SheetLine, answers: Sequence[OfficeAnswer], sharing: Sequence[str], headers: Headers) -> Settled:
    """What becomes of a task; ``sharing`` are the offices that it has been sent to."""
    made = Settled(line, headers)
    spoke = (answer.office for answer in answers if flat(answer.said) != flat(answer.sent))
    names = list(dict.fromkeys([*sharing, *spoke]))
    before = parted(line[REPORTED], names)[1]
    for column in TEXTS:
        _settle_text(made, column, [answer for answer in answers if answer.column == column], names, before)
    _settle_state(made, [answer for answer in answers if answer.column == "state"], names, before)
    return made


def _by_office(answers: Iterable[OfficeAnswer]) -> dict[str, list[OfficeAnswer]]:
    """The answers of each office that say something new, those that say the same once."""
    found: dict[str, list[OfficeAnswer]] = {}
    for answer in answers:
        mine = found.setdefault(answer.office, [])
        if flat(answer.said) != flat(answer.sent) and all(flat(answer.said) != flat(other.said) for other in mine):
            mine.append(answer)
    return {office: mine for office, mine in found.items() if mine}


def _settle_text(
    made: Settled, column: str, answers: Sequence[OfficeAnswer], names: Sequence[str], reported: Mapping[str, str]
) -> None:
    cell = made.line[column]
    # Of one office the cell is its text as it is, its own name in brackets too.
    alone = len(names) == 1
    common, shares = (cell, {}) if alone else parted(cell, names)
    answered = _by_office(answers)
    if not alone and not shares and common:  # perhaps of one that answered while it was alone
        same = (o for o, new in answered.items() if any(flat(answer.said) == flat(common) for answer in new))
        office = next((office for office in same if office in reported), None)
        if office is not None:
            shares, common = {office: common}, ""
    for office, new in answered.items():
        mine = common if alone else shares.get(office, "")
        said = ""
        for answer in new:
            if not answer.said:
                made.tell("cleared", answer, before=answer.sent)
            elif said and both(said, answer.said) not in (said, answer.said):
                made.tell("contradiction", answer, before=said, now=answer.said)
            said = both(said, answer.said)
        if not said:
            continue
        # What stands there is the office's own, of the time of sending or of an earlier answer, or somebody else's.
        theirs = flat(mine) in ("", flat(new[0].sent), flat(said)) or office in reported
        value = _with(mine, said, theirs=theirs)
        if not theirs and value not in (mine, said):
            made.tell("master_changed", new[-1], before=mine, now=said)
        made.take(new[-1], mine, value)
        if alone:
            common = value
        else:
            shares[office] = value
    ordered = {name: shares[name] for name in names if name in shares}
    after = joined(common, ordered)
    if after != cell:
        made.cells[column] = after


def _with(mine: str, said: str, *, theirs: bool) -> str:
    """What an office's share becomes by what it says now; answers that nobody has chosen from yet all stay."""
    already = shares_answers(mine)
    if flat(said) in map(flat, already):
        return mine
    return said if theirs and len(already) == 1 else both(mine, said)


def _settle_state(
    made: Settled, answers: Sequence[OfficeAnswer], names: Sequence[str], before: Mapping[str, str]
) -> None:
    reported = dict(before)
    spoke: dict[str, OfficeAnswer] = {}
    for office, new in _by_office(answers).items():
        states = list(_states(made, new))
        if states:
            reported[office] = _OR.join(word(state, made.headers) for state in dict.fromkeys(states))
            spoke[office] = new[-1]
            made.answered.add(office)
    for office in sorted(made.answered, key=names.index):
        reported.setdefault(office, word("state_kept", made.headers))
    reported = {name: reported[name] for name in names if name in reported}
    after = joined("", reported)
    if after != made.line[REPORTED]:
        made.cells[REPORTED] = after
    said = {office: _read(text) for office, text in reported.items()}
    distinct = {state for states in said.values() for state in states}
    if spoke and distinct:
        _into_cell(made, spoke, before, word(least(distinct), made.headers))
    _mark(made, reported, spoke, contradict=len(distinct) > 1)


def _states(made: Settled, answers: Sequence[OfficeAnswer]) -> Iterator[str]:
    """The states that answers mean, as our own words name them."""
    for answer in answers:
        state = state_of(answer.said)
        if state is None:
            if answer.said:
                made.tell("state_unknown", answer, before=answer.sent, now=answer.said)
            else:
                made.tell("cleared", answer, before=answer.sent)
            continue
        if word(state, made.headers) != answer.said.strip():
            made.tell("state_reworded", answer, before=answer.said, now=word(state, made.headers), notable=False)
        if state != state_of(answer.sent):
            yield state


def _read(text: str) -> set[str]:
    return {state for part in text.split(_OR) if (state := state_of(part))}


def _into_cell(made: Settled, spoke: Mapping[str, OfficeAnswer], before: Mapping[str, str], now: str) -> None:
    """The state of the task, unless somebody has set another one in the ledger since."""
    cell = made.line["state"]
    earlier = {state for text in before.values() for state in _read(text)}
    expected = {word(least(earlier), made.headers)} if earlier else {answer.sent for answer in spoke.values()}
    answer = list(spoke.values())[-1]
    if cell in ("", now) or cell in expected:
        made.take(answer, cell, now)
        if cell != now:
            made.cells["state"] = now
    else:
        made.tell("master_changed", answer, before=cell, now=now)


def _mark(made: Settled, reported: Mapping[str, str], spoke: Mapping[str, OfficeAnswer], *, contradict: bool) -> None:
    """Say in the column of what is to be checked that offices do not agree, as long as they do not."""
    sign = word("differ", made.headers)
    lines = [line for line in made.line["check"].split("\n") if not line.startswith(sign) and line]
    if contradict:
        each = [f"{office} {text}" for office, text in reported.items() if _read(text)]
        lines.append(f"{sign}：{'；'.join(each)}")
        for answer in list(spoke.values())[-1:]:
            made.tell("contradiction", answer, before=None, now="；".join(each))
    after = "\n".join(lines)
    if after != made.line["check"]:
        made.cells["check"] = after
