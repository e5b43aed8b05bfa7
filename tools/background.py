"""Makes the background of the comparison: in how many tasks of the samples each term is.

``python tools/background.py`` writes ``src/fupin_extract/compare/background.txt``; terms of fewer than three tasks
are left out, for they tell nothing about the genre.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fupin_extract import load_rules, parse
from fupin_extract.compare.terms import our_words, term_counts

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "fupin_extract" / "compare" / "background.txt"
FEWEST = 3


def main() -> None:
    """Parse the samples, count, write."""
    words = our_words(load_rules())
    tasks = [task for path in sorted((ROOT / "samples").glob("*.txt")) for task in parse(path).tasks]
    found = Counter(term for task in tasks for term in term_counts(f"{task.title}\n{task.text}", words))
    by_count: dict[int, list[str]] = {}
    for term, count in sorted(found.items()):
        if count >= FEWEST:
            by_count.setdefault(count, []).append(term)
    lines = [str(len(tasks)), *(f"{count} {' '.join(terms)}" for count, terms in sorted(by_count.items()))]
    TARGET.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(tasks)} tasks, {sum(map(len, by_count.values()))} terms -> {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
