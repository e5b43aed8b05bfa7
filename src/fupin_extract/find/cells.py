"""The cells of a task table beside the text of a row: who answers, by when. What a column says wins over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
from fupin_extract.find.groups.content import read_cell, who_answers
from fupin_extract.find.groups.find import Group, unread
from fupin_extract.find.groups.forms import GroupGrammar, compile_grammar
from fupin_extract.find.groups.labels import UNIT_ROLES, Label
from fupin_extract.find.mention import Mention
from fupin_extract.outline.model import FieldCell, Node
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped

# / and — stand for nobody, and for no time.
_NOTHING = re.compile(r"[-—/\\无 \n]*")
# 市 农 业 农 村 局: letters that fill the width of their cell.
_SPREAD = re.compile(r"(?<![^\s、，；])(?:[一-龥] +){2,}[一-龥](?![^\s、，；])")
_SEPARATORS = "、，；, /"
_DIGIT = re.compile(r"\d")


def read_cells(own: Mapped, found: list[Mention], node: Node, rules: RuleSet) -> tuple[Mapped, list[Mention]]:
    """The text of a row with that of the cells that were read, and what is found in both.

    A group or a time in the text is none where a column says who answers, or by when.
    """
    grammar = rules.get(compile_grammar)
    parts = [own]
    mentions: list[Mention] = []
    at = len(own) + 1
    for cell in node.cells:
        if cell.holds in (*UNIT_ROLES, "person"):
            text = _parted(cell.text, grammar)
            told = list(_units(cell, text.text, at, grammar))
        elif cell.holds == "time":
            text = _joined(cell.text)
            told = list(_times(cell, text.text, at, rules))
        else:
            continue
        if told:
            parts.append(text)
            mentions += told
            at += len(text) + 1
    said = {mention.kind for mention in mentions if mention.rejected is None}
    kept = [mention for mention in found if mention.kind != "responsibility" or mention.kind not in said]
    kept = [_beaten(m) if m.kind == "deadline" and "deadline" in said and m.rejected is None else m for m in kept]
    return Mapped.lines(parts), [*kept, *mentions]


def _beaten(mention: Mention) -> Mention:
    return mention._replace(rejected="a column says by when")


def _units(cell: FieldCell, text: str, at: int, grammar: GroupGrammar) -> Iterator[Mention]:
    """Who answers, as a group of the row, and what of the cell was not read."""
    if _NOTHING.fullmatch(text):
        return
    label = Label(0, 0, cell.heading, cell.holds, cell.rule)  # type: ignore[arg-type]
    content = who_answers(read_cell(text, at, grammar, label), grammar, closed=False)
    if content is None:
        yield unread(at, at + len(text))
        return
    yield Mention("responsibility", cell.rule, at, at + len(text), Group(content, alone=False, closes=True))
    yield from (unread(*span) for span in content.unread)


def _times(cell: FieldCell, text: str, at: int, rules: RuleSet) -> Iterator[Mention]:
    """The deadlines of a cell: several as they stand, one as the whole cell, which is one even if nobody knows when."""
    if _NOTHING.fullmatch(text):
        return
    told = [mention for mention in find_deadlines(text, rules, [(0, len(text))]) if mention.rejected is None]
    values = [mention.value for mention in told if isinstance(mention.value, DeadlineValue)]
    if len(told) > 1:
        for mention, value in zip(told, values, strict=True):
            yield mention._replace(start=mention.start + at, end=mention.end + at, value=replace(value, past=True))
        return
    value = values[0] if values else DeadlineValue("by" if _DIGIT.search(text) else "open", told=True)
    rule = told[0].rule if told else cell.rule
    yield Mention("deadline", rule, at, at + len(text.rstrip("。；， ")), replace(value, past=True))


def _joined(text: Mapped) -> Mapped:
    """A cell without its breaks and the blanks in it: 2026年8月⏎底前."""
    return text.keep(i for i, char in enumerate(text.text) if not char.isspace())


def _parted(text: Mapped, grammar: GroupGrammar) -> Mapped:
    """A cell of names in which a break inside a name is gone, and one between two parts them."""
    gone = {i for spread in _SPREAD.finditer(text.text) for i in range(*spread.span()) if text.text[i] == " "}
    text = text.keep(i for i in range(len(text)) if i not in gone) if gone else text
    parted = list(text.text)
    at = 0
    while (at := text.text.find("\n", at)) >= 0:
        parted[at] = "、" if _parts(text.text, at, grammar) else "\n"
        at += 1
    whole = Mapped("".join(parted), text.offsets)
    return whole.keep(i for i, char in enumerate(whole.text) if char != "\n")


def _parts(text: str, at: int, grammar: GroupGrammar) -> bool:
    """Whether a break stands between two names: both read as names, and the two in one do not, or are no longer one."""
    above, below = _last_name(text[:at]), _first_name(text[at + 1 :])
    if not above or not below or below[0] in "（）和及与等":
        return False
    if grammar.names.reads(above) and grammar.names.reads(below):
        return not _is_bare(below)
    return False


def _is_bare(name: str) -> bool:
    """Whether a name says of no place which it is of: 人民政府, 管委会, which end one that a break cut."""
    return name in ("人民政府", "政府", "管委会", "管理委员会", "办公室", "街道办事处", "办事处", "委员会")


def _last_name(text: str) -> str:
    cut = max(text.rfind(mark) for mark in f"{_SEPARATORS}\n：")
    return text[cut + 1 :].strip()


def _first_name(text: str) -> str:
    return re.split(f"[{re.escape(_SEPARATORS)}\n]", text, maxsplit=1)[0].strip()
