"""The whole of two plans in numbers: what was taken over word for word, which offices gain or lose work, figures side
by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_extract.compare.sentences import key
from fupin_extract.records.diff import DiffSummary, Figure, OfficeLoad, Pair

if TYPE_CHECKING:
    from fupin_extract.compare.changes import Side

# So many characters in a row are taken over; fewer may be chance: 按照有关规定.
_RUN = 10


def taken_over(a: Sequence[str], b: Sequence[str]) -> tuple[float, float]:
    """The share of the characters of each that stand, ten or more in a row, in the other too."""
    one, other = [key(text) for text in a], [key(text) for text in b]
    return _share(one, other), _share(other, one)


def _share(texts: Sequence[str], others: Sequence[str]) -> float:
    runs = {text[i : i + _RUN] for text in others for i in range(len(text) - _RUN + 1)}
    whole = found = 0
    for text in texts:
        whole += len(text)
        end = 0
        for i in range(len(text) - _RUN + 1):
            if text[i : i + _RUN] in runs:
                found += i + _RUN - max(end, i)
                end = i + _RUN
    return found / whole if whole else 0.0


def summarise(
    pairs: Sequence[Pair],
    only_a: Sequence[str],
    only_b: Sequence[str],
    sides: tuple[Side, Side],
    figures: Sequence[Figure],
    shares: tuple[float, float],
) -> DiffSummary:
    """The counts of a difference; ``shares`` are those of ``taken_over``."""
    changes = Counter(f"{change.field}.{change.kind}" for pair in pairs for change in pair.changes)
    return DiffSummary(
        same=sum(pair.strength == "same" for pair in pairs),
        partial=sum(pair.strength == "partial" for pair in pairs),
        unchanged=sum(not pair.changes for pair in pairs),
        only_a=len(only_a),
        only_b=len(only_b),
        changes=dict(sorted(changes.items())),
        taken_over_a=round(shares[0], 4),
        taken_over_b=round(shares[1], 4),
        offices=tuple(_loads(*sides)),
        figures=tuple(figures),
    )


def _loads(a: Side, b: Side) -> list[OfficeLoad]:
    """The offices that work on another number of tasks in B than in A, those that gain or lose most first."""
    names: dict[str, list[str]] = {}
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for side, count in ((a, counts[0]), (b, counts[1])):
        for part in side.offices:
            lines = {line: office.unit.name for office in part for line in sorted(office.lines)}
            count.update(lines.keys())
            for line, name in lines.items():
                names.setdefault(line, []).append(name)
    loads = [
        OfficeLoad(name=" / ".join(_usual(names[line])), functions=(line,), a=counts[0][line], b=counts[1][line])
        for line in names
        if counts[0][line] != counts[1][line]
    ]
    return sorted(loads, key=lambda load: (-abs(load.a - load.b), load.functions))


def _usual(names: Sequence[str]) -> list[str]:
    """The two names that an office has most often."""
    return sorted(name for name, _ in sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))[:2])
