"""jieba's dictionary and model as one file that is mapped, not loaded, and jieba's way of cutting words with them.

To wake a library that cuts words takes a tenth of a second, as long as a notice takes in all; here a clause takes a
quarter of a millisecond, of which a notice asks for a dozen. ``tools/make_dictionary.py`` makes the file. The words are
those of ``jieba.cut``: the likeliest way through all words that stand in a text, and where single characters are left
side by side, what a hidden Markov model makes of them (github.com/fxsjy/jieba).
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from fupin_extract.text.patterns import compiled

PATH = Path(__file__).with_name("dictionary.bin")
MARK = b"jieba 0.42.1"
# Words of so many characters are packed into a number of 64 bits.
LONGEST_PACKED = 4
# A character begins a word, ends one, goes on with one, or is one.
STATES = "BEMS"
# The logarithm of the probability of what never was.
MISSING = -3.14e100
_SIZES = struct.Struct("<5I")
_HAN = compiled("(?s)[\u4e00-\u9fd5]+|.")
# What each state can come from, and how likely it does; how likely it is the first.
_FIRST = {"B": -0.26268660809250016, "E": MISSING, "M": MISSING, "S": -1.4652633398537678}
_BEFORE = {
    "B": (("E", -0.5897149736854513), ("S", -0.7211965654669841)),
    "M": (("M", -1.2603623820268226), ("B", -0.916290731874155)),
    "S": (("S", -0.6658631448798212), ("E", -0.8085250474669937)),
    "E": (("B", -0.510825623765990), ("M", -0.33344856811948514)),
}


def packed(word: str) -> int:
    """A word of at most four characters as a number; the order of the words is that of the numbers."""
    key = 0
    for at in range(LONGEST_PACKED):
        key = key << 16 | (ord(word[at]) if at < len(word) else 0)
    return key


class Dictionary:
    """The words with their counts, and the model; numbers are little-endian."""

    def __init__(self, data: memoryview) -> None:
        """``data`` is the file. Raises ``ValueError`` for any other."""
        if data[: len(MARK)] != MARK:
            raise ValueError("no dictionary")
        words, longer, characters, counts, self._total = _SIZES.unpack_from(data, len(MARK))
        at = len(MARK) + _SIZES.size

        def part(size: int) -> memoryview:
            nonlocal at
            begin, at = at, at + size
            return data[begin:at]

        self._keys = part(8 * words).cast("Q")
        # What longer words begin with, and how long the longest of these is.
        self._begins = part(8 * longer).cast("Q")
        self._model = {state: part(8 * characters).cast("d") for state in STATES}
        self._counts = part(4 * counts).cast("I")
        self._count_of = part(2 * words).cast("H")
        self._characters = part(2 * characters).cast("H")
        self._reach = part(longer)
        # Each longer word with its count on a line.
        self._long = bytes(data[at:])

    def cut(self, text: str) -> Iterator[str]:
        """The words of a text, which joined are the text."""
        for block in _HAN.findall(text):
            yield from self._block(block) if _HAN.match(block) and block >= "\u4e00" else [block]

    def count(self, word: str) -> int:
        """How often a word was counted; 0 for one that is none."""
        if len(word) > LONGEST_PACKED:
            _, found, behind = self._long.partition(f"\n{word} ".encode())
            return int(behind[: behind.index(b"\n")]) if found else 0
        at = _place(self._keys, packed(word))
        return 0 if at is None else self._counts[self._count_of[at]]

    def _block(self, text: str) -> Iterator[str]:
        """The words of Han characters; neighbours that are no words of more than one are given to the model."""
        at, alone = 0, 0
        ends = self._likeliest(text)
        while at < len(text):
            end = ends[at]
            if end > at + 1:
                yield from self._single(text[alone:at])
                yield text[at:end]
                alone = end
            at = end
        yield from self._single(text[alone:at])

    def _likeliest(self, text: str) -> list[int]:
        """Where the word ends that begins at each place, on the likeliest way to the end of the text."""
        size, total = len(text), log(self._total)
        way = [(0.0, 0)] * (size + 1)
        for at in range(size - 1, -1, -1):
            found = []
            for end in range(at + 1, min(size, at + self._longest(text[at : at + LONGEST_PACKED])) + 1):
                count = self.count(text[at:end])
                if count or end == at + 1:
                    found.append((log(count or 1) - total + way[end][0], end))
            way[at] = max(found)
        return [end for _, end in way]

    def _longest(self, begins: str) -> int:
        """The characters of the longest word that may begin so."""
        at = _place(self._begins, packed(begins))
        return LONGEST_PACKED if at is None else self._reach[at]

    def _single(self, text: str) -> Iterator[str]:
        if len(text) < 2 or self.count(text):
            yield from text
            return
        begin = 0
        for at, state in enumerate(self._states(text)):
            if state == "B":
                begin = at
            elif state in "ES":
                yield text[begin if state == "E" else at : at + 1]
                begin = at + 1
        if begin < len(text):
            yield text[begin:]

    def _states(self, text: str) -> str:
        """The likeliest states of the characters of a text (Viterbi)."""
        chances = {state: _FIRST[state] + self._chance(state, text[0]) for state in STATES}
        ways = {state: state for state in STATES}
        for char in text[1:]:
            best = {
                state: max((chances[before] + chance + self._chance(state, char), before) for before, chance in befores)
                for state, befores in _BEFORE.items()
            }
            ways = {state: ways[before] + state for state, (_, before) in best.items()}
            chances = {state: chance for state, (chance, _) in best.items()}
        return ways[max((chances[state], state) for state in "ES")[1]]

    def _chance(self, state: str, char: str) -> float:
        at = _place(self._characters, ord(char))
        return MISSING if at is None else self._model[state][at]


def _place(numbers: memoryview, number: int) -> int | None:
    """Where a number stands among those in order; None where it is none of them."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else None


@cache
def dictionary() -> Dictionary:
    """That of the file, mapped. Raises ``OSError`` where it cannot be read."""
    with PATH.open("rb") as file:
        mapped: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Dictionary(memoryview(mapped))
