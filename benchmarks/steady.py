"""Whether notices that say the same in another dress are read the same: blanks, marks, lines as a page sets them.

python benchmarks/steady.py FOLDER [-v]

No annotation is asked for, so that any folder of texts will do. A text of few lines is not wrapped; one whose lines end
at odd places as they are differs where it is wrapped: look before you believe it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from fupin_extract import parse

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from variants import VARIANTS, facts_of, wrapped

# A page of fewer lines shows no width.
_LEAST_LINES = 15
_WIDTHS = (28, 40)


def main() -> int:
    """Print how many facts of how many texts differ, by variant; 1 if any do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", action="store_true", dest="verbose", help="show what is missed (-) and found besides (+)")
    options = parser.parse_args()
    texts = {path.name: path.read_text("utf-8-sig") for path in sorted(options.folder.glob("*.txt"))}
    told = {name: facts_of(parse(text)) for name, text in texts.items()}
    differing = 0
    variants = {**VARIANTS, **{f"lines of {width}": _wrapping(width) for width in _WIDTHS}}
    for variant, dress in variants.items():
        faults = {name: (told[name] - got, got - told[name]) for name, got in _facts(texts, dress).items()}
        count = sum(len(missed) + len(more) for missed, more in faults.values())
        differing += count
        print(f"{variant:26} {count:5} facts differ in {sum(map(any, faults.values()))} of {len(faults)} texts")
        for name, (missed, more) in faults.items() if options.verbose else ():
            for sign, fact in [("-", fact) for fact in sorted(missed)] + [("+", fact) for fact in sorted(more)]:
                print(f"    {sign} {name[:20]} {' | '.join(fact)[:150]}")
    return int(differing > 0)


def _wrapping(width: int) -> Callable[[str], str]:
    return lambda text: wrapped(text, width) if text.count("\n") >= _LEAST_LINES else text


def _facts(texts: Mapping[str, str], dress: Callable[[str], str]) -> dict[str, Counter[tuple[str, ...]]]:
    return {name: facts_of(parse(dress(text))) for name, text in texts.items()}


if __name__ == "__main__":
    sys.exit(main())
