"""Lists the measure words (量词) of jieba's dictionary that ``rules/measures.yaml`` has not, the most frequent first.

usage: python tools/measure_words.py [FEWEST]

FEWEST is how often a word must stand in jieba's corpus, 100 where it is not told. The dictionary tags many words
wrongly (广袤千里), so that the list is to be read, not taken over.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jieba

from fupin_extract import load_rules


def main(arguments: list[str]) -> int:
    """Print the words, one a line with its count."""
    fewest = int(arguments[0]) if arguments else 100
    known = {unit for rule in load_rules().measures for unit in rule.units}
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    tagged = [(int(count), word) for word, count, tag in (line.split() for line in lines) if tag == "q"]
    for count, word in sorted(tagged, reverse=True):
        if count >= fewest and word not in known:
            print(word, count)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
