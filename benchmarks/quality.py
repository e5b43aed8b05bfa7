"""How much of what a careful reader finds is found: F1 over annotated notices, field by field, in one line.

usage: python benchmarks/quality.py FOLDER [-v]

FOLDER holds the notices, any file names; a notice is known by its sha256. The annotations and their floors are in
``annotations/notices``. ``fupin-extract evaluate`` tells more; this takes what notices are in the folder. With -v what
was missed (-) and what was found beyond it (+) is listed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fupin_extract import parse
from fupin_extract.cli.gold import notices_of, read_annotations, read_floors
from fupin_extract.derive.evaluate import evaluate
from fupin_extract.derive.totals import total
from fupin_extract.write.labels import SIGNS

ANNOTATIONS = Path(__file__).parent / "annotations" / "notices"


def main(arguments: list[str]) -> int:
    """Score every annotated notice that the folder holds; 1 where a floor is not reached, 2 where none is there."""
    folder = next((Path(a) for a in arguments if a != "-v"), None)
    annotations = read_annotations(ANNOTATIONS)
    files = notices_of(annotations, folder) if folder and folder.is_dir() else {}
    if not files:
        print("usage: quality.py FOLDER [-v]; no annotated notice is in the folder", file=sys.stderr)
        return 2
    floors = read_floors(None, ANNOTATIONS)
    found = total([evaluate(parse(notice), annotations[gold]) for gold, notice in files.items()], floors)
    if "-v" in arguments:
        for d in found.differences:
            print(d.doc, d.place, d.field, SIGNS[d.kind], d.text)
    figures = {score.field: score.f1 for score in found.scores if score.field in floors and score.f1 is not None}
    print(f"{len(found.notices)} notices;", ", ".join(f"{field} {f1:.3f}" for field, f1 in figures.items()))
    print("below the floor: " + ", ".join(found.below) if found.below else "no figure is below its floor")
    return 1 if found.below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
