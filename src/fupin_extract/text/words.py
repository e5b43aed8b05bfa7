"""Chinese words (分词): the one place that knows which library cuts them.

``rjieba`` is jieba's own algorithm and dictionary, twenty times faster; where it has no wheel, ``jieba`` cuts the same
words. Only runs of Han characters are cut, because outside them the two differ; anything else (``OPC``, ``10``, ``，``)
stays whole. A notice asks for so few that neither is woken: the first words are cut with the dictionary alone.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal

from fupin_extract.text.dictionary import dictionary
from fupin_extract.text.patterns import compiled

Library = Literal["rjieba", "jieba"]

_RUN = compiled("[\u4e00-\u9fd5]+|[^\u4e00-\u9fd5]+")
_HAN = compiled("[\u4e00-\u9fd5]")
# The dictionary alone cuts so many characters in the time that a library takes to wake.
_FEW = 4_000

# An added word needs one frequency in both libraries, since each would suggest its own; this one outweighs any cut of
# it into common parts.
_FREQUENCY = 2000

Cut = Callable[[str], list[str]]


class Words:
    """Cuts text into words, ``added`` words among them.

    One object with words of its own loads one dictionary (0.2 s with rjieba) at its first cut: keep it, for example
    with ``rules.get``. One without wakes a library only where many words are asked for, or the ``library`` is named.
    """

    def __init__(self, added: Iterable[str] = (), library: Library | None = None) -> None:
        self._added = tuple(sorted(set(added)))
        self._library: Library | None = library
        self._cut: Cut | None = None
        self._few = 0 if self._added or library or sys.byteorder == "big" else _FEW

    def cut(self, text: str) -> list[str]:
        """The words of ``text`` in order; joined they are ``text``."""
        cut = self._few_words if self._few > 0 else self._many_words()
        return [word for run in _RUN.findall(text) for word in (cut(run) if _HAN.match(run) else [run])]

    def _few_words(self, run: str) -> list[str]:
        self._few -= len(run)
        return list(dictionary().cut(run))

    def _many_words(self) -> Cut:
        if self._cut is None:
            self._cut = _cutter(self._library or _installed(), self._added)
        return self._cut


@cache
def _installed() -> Library:
    return "rjieba" if importlib.util.find_spec("rjieba") else "jieba"


@cache
def _cutter(library: Library, added: tuple[str, ...]) -> Cut:
    module: Any = importlib.import_module(library)
    if library == "rjieba":
        # Importing it has made a tokenizer, which is as good as another where no words are added.
        if not added:
            return lambda run: list(module.cut(run))
        tokenizer = module.Jieba()
        for word in added:
            tokenizer.add_word(word, _FREQUENCY, None)
        return lambda run: list(tokenizer.cut(run))
    module.setLogLevel(logging.WARNING)
    tokenizer = module.Tokenizer()
    for word in added:
        tokenizer.add_word(word, _FREQUENCY)
    return lambda run: list(tokenizer.lcut(run))
