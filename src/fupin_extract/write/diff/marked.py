"""The two texts of a pair as HTML: with the words that the other has not; or, where they share little, with those that
both have.

What was dropped and added is told by ``del`` and ``ins``, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from fupin_extract.records.diff import Pair, Passage
from fupin_extract.write.diff.telling import shares_much
from fupin_extract.write.formats.html import plain

Side = Literal["a", "b"]

# On paper the middle of a longer stretch without a change is left out.
_LONG, _KEPT = 90, 24
# Of two texts that share little, shorter stretches are in both by chance.
_TELLING = 4


def text(pair: Pair, side: Side) -> str:
    """The text of one side."""
    shown = _with_differences if shares_much(pair) else _with_common
    return "".join(shown(passage, side) for passage in pair.passages)


def _own(passage: Passage, side: Side) -> str:
    return passage.a if side == "a" else passage.b


def _end(own: str) -> str:
    """The line break behind a sentence, which is none of its words."""
    return own[len(own.rstrip()) :]


def _with_differences(passage: Passage, side: Side) -> str:
    own = _own(passage, side)
    mark = "del" if side == "a" else "ins"
    if not own:
        return ""
    match passage.kind:
        case "reworded":
            return _words(passage, side, mark) + _end(own)
        case "moved":
            return f'<span class="moved" title="移动">{plain(own)}</span>'
        case "removed" | "added":
            return f'<{mark} class="whole">{plain(own)}</{mark}>'
        case "elsewhere":
            return _elsewhere(own)
    return _folded(own)


def _words(passage: Passage, side: Side, mark: str) -> str:
    mine = "removed" if side == "a" else "added"
    return "".join(
        plain(word.text) if word.kind == "same" else f"<{mark}>{plain(word.text)}</{mark}>"
        for word in passage.words
        if word.kind in {"same", mine}
    )


def _with_common(passage: Passage, side: Side) -> str:
    own = _own(passage, side)
    if not own:
        return ""
    match passage.kind:
        case "same" | "moved":
            return f'<span class="common">{plain(own)}</span>'
        case "reworded":
            return "".join(_common_words(passage, side)) + _end(own)
        case "elsewhere":
            return _elsewhere(own)
    return plain(own)


def _common_words(passage: Passage, side: Side) -> Iterator[str]:
    mine = "removed" if side == "a" else "added"
    for word in passage.words:
        if word.kind == "same" and len(word.text.strip()) >= _TELLING:
            yield f'<span class="common">{plain(word.text)}</span>'
        elif word.kind in ("same", mine):
            yield plain(word.text)


def _elsewhere(own: str) -> str:
    return f'<span class="elsewhere" title="在另一对应任务中">{plain(own)}</span>'


def _folded(own: str) -> str:
    """A stretch that both have; what paper leaves out of it is told there."""
    if len(own) <= _LONG:
        return plain(own)
    middle = own[_KEPT:-_KEPT]
    cut = f'<span class="cut" aria-hidden="true">…（{len(middle)} 字相同）…</span>'
    return f'{plain(own[:_KEPT])}<span class="middle">{plain(middle)}</span>{cut}{plain(own[-_KEPT:])}'
