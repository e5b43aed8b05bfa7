"""Percentages, money and measures in the cases of two public test suites: ours, and those of the suites' own tools.

python benchmarks/peers_quantities.py PEERS [--beside NAME=PREDICTIONS …]
python benchmarks/peers_quantities.py PEERS --tool jionlp|recognizers > PREDICTIONS

As ``peers.py`` does for times. ``peers_quantities.yaml`` says which cases do not count, and why.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from peers import SUITES, Item, load, totals

CONVENTIONS = Path(__file__).with_suffix(".yaml")
# What a case is about, by its id.
_ABOUT = {"money": "money", "Percent": "share", "Currency": "money", "Dimension": "measure"}
# Both suites leave the comparator out of a measure; JioNLP keeps it in an amount of money.
Find = Callable[[str, str], Iterator[Item]]


def about(case: Item) -> str | None:
    """``money``, ``share`` or ``measure``; None for a case about something else."""
    return next((kind for word, kind in _ABOUT.items() if word in case["id"]), None)


def counted(suite: Path) -> list[Item]:
    """The cases of a suite that count."""
    conventions = yaml.safe_load(CONVENTIONS.read_text(encoding="utf-8"))
    out = {case for entry in conventions["spans"] for case in entry["cases"]}
    return [case for case in load(suite) if about(case) and case["id"] not in out]


def ours() -> Find:
    """Our quantities of the kind that a case is about."""
    from fupin_extract.ruleset import load_rules
    from fupin_extract.text.fold import fold
    from fupin_extract.values.measures import compile_measures
    from fupin_extract.values.quantities import quantities

    measures = load_rules().get(compile_measures)

    def find(text: str, case: str) -> Iterator[Item]:
        folded = fold(text)
        # As in a clause, blanks between a figure and its neighbours do not count.
        kept = [i for i in range(len(folded)) if folded[i] != " "]
        for found in quantities("".join(folded[i] for i in kept), measures):
            kind = found.kind or ("money" if found.scale > 1 else None)
            measured = kind not in (None, "money", "share", "things", "people", "households")
            if kind != about({"id": case}) and not (measured and about({"id": case}) == "measure"):
                continue
            comparators = "test_money" in case
            start, end = (found.start, found.end) if comparators else (found.at, found.unit_end)
            item: Item = {"text": text[kept[start] : kept[end - 1] + 1]}
            times = {"%": 1, "‰": 0.1}.get(found.unit or "", 100) if kind == "share" else 1
            if found.value_max is None:
                item["value"] = found.value * times
            else:
                item |= {"low": found.value * times, "high": found.value_max * times}
            yield item

    return find


def jionlp() -> Find:
    """Money as JioNLP extracts it; it knows no other quantity."""
    import jionlp as jio  # type: ignore[import-not-found]

    def find(text: str, case: str) -> Iterator[Item]:
        if about({"id": case}) != "money":
            return
        for found in jio.ner.extract_money(text, with_parsing=True):
            value = found["detail"]["num"]
            ends = {"low": float(value[0]), "high": float(value[1])} if isinstance(value, list) else {"value": value}
            yield {"text": found["text"], **ends}

    return find


def recognizers() -> Find:
    """What Recognizers-Text finds with its model of the kind that a case is about."""
    from recognizers_number import Culture, recognize_percentage  # type: ignore[import-not-found]
    from recognizers_number_with_unit import (  # type: ignore[import-not-found]
        recognize_currency,
        recognize_dimension,
    )

    models = {"share": recognize_percentage, "money": recognize_currency, "measure": recognize_dimension}

    def find(text: str, case: str) -> Iterator[Item]:
        for found in models[about({"id": case}) or "money"](text, Culture.Chinese):
            value = (found.resolution or {}).get("value")
            yield {"text": found.text, "value": re.sub("[%,]", "", value) if value else None}

    return find


TOOLS: dict[str, Callable[[], Find]] = {"ours": ours, "jionlp": jionlp, "recognizers": recognizers}


def predictions(peers: Path, tool: str) -> Iterator[Item]:
    """What a tool finds in every case that is about quantities."""
    find = TOOLS[tool]()
    for suite in SUITES:
        for case in load(peers / suite / "policy_subset.jsonl"):
            if about(case):
                yield {"id": case["id"], "items": list(find(case["input"], case["id"]))}


def main() -> int:
    """Print the scores, ours first; 1 if another tool has more exact spans or values than we over both suites."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", type=Path)
    parser.add_argument("--tool", choices=TOOLS, help="print what this tool finds, one JSON object a case")
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=FILE")
    arguments = parser.parse_args()
    if arguments.tool:
        for row in predictions(arguments.peers, arguments.tool):
            print(json.dumps(row, ensure_ascii=False))
        return 0
    tools = {"ours": list(predictions(arguments.peers, "ours"))}
    tools |= {name: load(Path(file)) for name, _, file in (pair.partition("=") for pair in arguments.beside)}
    cases = [case for suite in SUITES for case in counted(arguments.peers / suite / "policy_subset.jsonl")]
    scores = {name: totals(arguments.peers, cases, rows) for name, rows in tools.items()}
    print(f"{len(cases)} cases")
    for name, total in scores.items():
        print(f"  {name:12} exact {total['exact']}/{total['gold']}  values {total['value_ok']}/{total['valued']}")
    best = scores["ours"]
    return int(any(total[key] > best[key] for total in scores.values() for key in ("exact", "value_ok")))


if __name__ == "__main__":
    sys.exit(main())
