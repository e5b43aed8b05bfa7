"""Which column of a sheet is which of the ledger's, also where people have renamed its heading a bit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from fupin_extract.text.fold import fold
from fupin_extract.write.ledger.keyed import COLUMNS
from fupin_extract.write.ledger.wording import heading

# Of an office's own workbook; not of the master.
ROLE = "role"
# What each office has said of the state, which the master keeps.
REPORTED = "reported"
KNOWN = (*COLUMNS, ROLE, REPORTED, "change", "changed")
# What people call them too.
_ALSO: dict[str, tuple[str, ...]] = {
    "number": ("编号", "No."),
    "task": ("任务", "任务名称", "重点任务"),
    "content": ("内容", "具体内容"),
    "deadlines": ("时限", "办理时限"),
    "due_by": ("到期日", "截止时间"),
    "state": ("完成状态", "当前状态", "进度状态", "任务状态"),
    "progress": ("进展", "工作进展", "工作进展情况", "目前进展", "最新进展", "完成情况", "落实情况", "推进情况"),
    "problems": ("问题", "存在的问题", "存在问题及困难", "困难问题", "主要问题"),
    "persons": ("负责人", "责任人员", "联系人"),
    "remarks": ("备注说明", "附注"),
}
# From here on two headings are the same, one of them changed.
_ALIKE = 0.7
_SHORTEST = 2
_LEFT_OUT = re.compile(r"[\s*：:]+|（[^（）]*）")


class Headed(NamedTuple):
    """The columns found, by name, counted from 0, and which of them have another heading than ours."""

    columns: dict[str, int]
    changed: dict[str, str]


def plain(text: str) -> str:
    """A heading without what people put into it: blanks, line ends, stars, brackets."""
    return _LEFT_OUT.sub("", fold(text)).lower()


def exact(headings: Iterable[str]) -> int:
    """How many of the ledger's columns have one of these headings as we write it."""
    return len({_names().get(plain(text)) for text in headings} - {None})


def headed(headings: Mapping[int, str]) -> Headed:
    """The columns of a row of headings: by our words, then by those that people use, then by likeness."""
    found: dict[str, int] = {}
    for names in (_names(), _also()):
        for column, text in headings.items():
            name = names.get(plain(text))
            if name is not None and name not in found and column not in found.values():
                found[name] = column
    left = [name for name in KNOWN if name not in found]
    free = {column: plain(text) for column, text in headings.items() if column not in found.values()}
    pairs = [(_likeness(name, text), name, column) for name in left for column, text in free.items()]
    for like, name, column in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if like >= _ALIKE and name not in found and column not in found.values():
            found[name] = column
    own = _names()
    changed = {name: headings[column] for name, column in found.items() if own.get(plain(headings[column])) != name}
    return Headed(found, changed)


@cache
def _names() -> dict[str, str]:
    """Our own headings in both languages; of two columns of one heading the first has it."""
    names: dict[str, str] = {}
    for name in KNOWN:
        for text in (heading(name, "zh"), heading(name, "en")):
            names.setdefault(plain(text), name)
    return names


@cache
def _also() -> dict[str, str]:
    return {plain(text): name for name, texts in _ALSO.items() for text in texts}


def _likeness(name: str, text: str) -> float:
    """From 0 to 1: a heading that holds ours, or is most of it, is ours."""
    best = 0.0
    for ours in (plain(heading(name, "zh")), plain(heading(name, "en")), *map(plain, _ALSO.get(name, ()))):
        like = SequenceMatcher(None, ours, text, autojunk=False).ratio()
        if len(text) > _SHORTEST and len(ours) > _SHORTEST and (ours in text or text in ours):
            like = max(like, _ALIKE)
        best = max(best, like)
    return best
