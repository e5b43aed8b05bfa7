"""Our own patterns, compiled by ``re``; where an earlier call kept what ``re`` made of one, from that.

What ``re`` compiles a pattern to is a list of numbers, which takes it a hundred times as long to make as to read. It is
good for one version of Python, and checked by the engine itself when a pattern is made of it.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache, partial
from typing import Any

from fupin_extract.kept import KEPT

# Flags, the numbers, how many groups there are, and their names. None: this Python does not tell the numbers.
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]] | None


def compiled(source: str) -> re.Pattern[str]:
    """The pattern of ``re``; for what we write ourselves, never for what stands in a notice or in a user's rules."""
    if KEPT.path is None:
        return re.compile(source)
    code = KEPT.get("code", source, partial(_code, source))
    return re.compile(source) if code is None else _made(source, code)


@cache
def when_needed(source: str) -> re.Pattern[str]:
    """The same for a pattern that few texts need: compiled when it is first asked for."""
    return compiled(source)


def _code(source: str) -> Code:
    if sys.implementation.name != "cpython":
        return None
    from re import _compiler, _parser  # type: ignore[attr-defined]

    try:
        parsed = _parser.parse(source, 0)
        numbers = array("I", map(int, _compiler._code(parsed, 0)))
        state = parsed.state
    except (AttributeError, TypeError):  # they are no public interface
        return None
    names = {number: name for name, number in state.groupdict.items()}
    by_number = tuple(names.get(number) for number in range(state.groups))
    return state.flags, numbers.tobytes(), state.groups - 1, dict(state.groupdict), by_number


def _made(source: str, code: tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, numbers, groups, by_name, by_number = code
    pattern: Any = _sre.compile(source, flags, memoryview(numbers).cast("I").tolist(), groups, by_name, by_number)
    found: re.Pattern[str] = pattern
    return found
