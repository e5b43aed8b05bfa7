"""Make ``src/fupin_extract/text/dictionary.bin`` from the dictionary and the model of the jieba that is installed.

python tools/make_dictionary.py
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

import jieba
from jieba.finalseg import prob_emit

from fupin_extract.text.dictionary import LONGEST_PACKED, MARK, MISSING, PATH, STATES, packed


def dictionary() -> bytes:
    """All words with how often each was counted, and how likely each character begins, goes on, ends or is a word."""
    entries = [line.split()[:2] for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()]
    words = {word: int(count) for word, count in entries}
    counts = sorted(set(words.values()))
    number = {count: at for at, count in enumerate(counts)}
    short = sorted((packed(word), number[count]) for word, count in words.items() if len(word) <= LONGEST_PACKED)
    longer = sorted(word for word in words if len(word) > LONGEST_PACKED)
    reach = {packed(word[:LONGEST_PACKED]): 0 for word in longer}
    for word in longer:
        begins = packed(word[:LONGEST_PACKED])
        reach[begins] = max(reach[begins], len(word))
    text = "".join(f"\n{word} {words[word]}" for word in longer) + "\n"
    model = prob_emit.P
    characters = sorted(set().union(*(model[state] for state in STATES)))
    parts = [
        array("Q", [key for key, _ in short]),
        array("Q", reach),
        *(array("d", [model[state].get(char, MISSING) for char in characters]) for state in STATES),
        array("I", counts),
        array("H", [at for _, at in short]),
        array("H", [ord(char) for char in characters]),
        array("B", reach.values()),
    ]
    sizes = struct.pack("<5I", len(short), len(reach), len(characters), len(counts), sum(words.values()))
    return MARK + sizes + b"".join(part.tobytes() for part in parts) + text.encode()


if __name__ == "__main__":
    PATH.write_bytes(dictionary())
    print(f"{PATH}: {PATH.stat().st_size:,} bytes")
