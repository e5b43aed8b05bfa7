"""Times in the cases of two public test suites: ours, and those of the tools that the suites belong to.

python benchmarks/peers.py PEERS [--beside NAME=PREDICTIONS …]
python benchmarks/peers.py PEERS --tool jionlp|recognizers > PREDICTIONS

``PEERS`` is a folder with the suites (``jionlp/policy_subset.jsonl``, ``recognizers/policy_subset.jsonl``) and their
scorer (``score.py``). The tools are no dependency of ours: ``--tool`` runs in an environment that has the tool, and
prints what it finds for ``--beside``. ``peers.yaml`` says which cases count, and why the others do not.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

SUITES = ("jionlp", "recognizers")
CONVENTIONS = Path(__file__).parent / "peers.yaml"
Item = dict[str, Any]


def is_time(case: Item) -> bool:
    """Whether a case is about times."""
    return "DateTime" in case["id"] or "time" in case["id"]


def load(path: Path) -> list[Item]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def counted(suite: Path) -> list[Item]:
    """The cases of a suite that count, without the values that do not."""
    conventions = yaml.safe_load(CONVENTIONS.read_text(encoding="utf-8"))
    out, spans = ({i for entry in conventions[key] for i in entry["cases"]} for key in ("spans", "values"))
    cases = [case for case in load(suite) if is_time(case) and case["id"] not in out]
    for case in cases:
        if case["id"] in spans:
            for result in case.get("results", ()):
                result.pop("Resolution", None)
                result.pop("Value", None)
            if isinstance(case.get("expected"), dict):
                case["expected"].pop("time")
    return cases


def ours() -> Callable[[str, dt.date], Iterator[Item]]:
    """Our times, those that are no deadlines too: of two that overlap the longer."""
    from fupin_extract.find.deadlines.find import DeadlineValue, find_deadlines
    from fupin_extract.resolve.deadlines import DeadlineContext, resolve_deadline
    from fupin_extract.ruleset import load_rules
    from fupin_extract.text.fold import fold
    from fupin_extract.values.calendar import Duration, Period, Point

    rules = load_rules()

    def find(text: str, day: dt.date) -> Iterator[Item]:
        folded = fold(text)
        kept = [i for i in range(len(folded)) if folded[i] != " "]
        for mention in find_deadlines("".join(folded[i] for i in kept), rules):
            item: Item = {"text": text[kept[mention.start] : kept[mention.end - 1] + 1], "start": None, "end": None}
            value = mention.value
            assert isinstance(value, DeadlineValue)
            if isinstance(value.time, Duration):
                if value.kind == "within":
                    signed = DeadlineValue("within", value.time, counts_from="signing")
                    item |= {"start": day, "end": resolve_deadline(signed, DeadlineContext(day))["due"]}
            elif isinstance(value.time, Point | Period):
                item |= dict(zip(("start", "end"), value.time.days(day) or (None, None), strict=True))
                # Their convention for an open side is the day that they count from.
                if mention.rule in ("by.before", "by.until"):
                    item["start"] = day
                elif value.kind == "from" or mention.rule == "not.since":
                    item["end"] = day
            yield item

    return find


def jionlp() -> Callable[[str, dt.date], Iterator[Item]]:
    """Times as JioNLP extracts them."""
    import jionlp as jio  # type: ignore[import-not-found]

    def find(text: str, day: dt.date) -> Iterator[Item]:
        base = {"year": day.year, "month": day.month, "day": day.day}
        for found in jio.ner.extract_time(text, time_base=base):
            times = found["detail"].get("time")
            both = isinstance(times, list) and len(times) == 2 and all(isinstance(t, str) for t in times)
            ends = [t[:10] if t[:1].isdigit() else None for t in times] if both else [None, None]
            yield {"text": found["text"], "start": ends[0], "end": ends[1]}

    return find


def recognizers() -> Callable[[str, dt.date], Iterator[Item]]:
    """Times as Recognizers-Text finds them; the ends of its ranges do not count themselves."""
    from recognizers_date_time import (  # type: ignore[import-not-found]
        Culture,
        recognize_datetime,
    )

    def find(text: str, day: dt.date) -> Iterator[Item]:
        for found in recognize_datetime(text, Culture.Chinese, reference=dt.datetime.combine(day, dt.time())):
            value = ((found.resolution or {}).get("values") or [{}])[-1]
            start, end = value.get("start"), value.get("end")
            if value.get("type") == "date":
                start = end = value.get("value")
            elif end and "range" in value.get("type", ""):
                end = (dt.date.fromisoformat(end[:10]) - dt.timedelta(days=1)).isoformat()
            yield {"text": found.text, "start": start and start[:10], "end": end and end[:10]}

    return find


TOOLS = {"ours": ours, "jionlp": jionlp, "recognizers": recognizers}


def predictions(peers: Path, tool: str) -> Iterator[Item]:
    """What a tool finds in every case about times."""
    find = TOOLS[tool]()
    for suite in SUITES:
        subset = peers / suite / "policy_subset.jsonl"
        times = {case["id"] for case in load(subset) if is_time(case)}
        command = [sys.executable, str(peers / "score.py"), "emit", str(subset)]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        for case in map(json.loads, lines):
            if case["id"] in times:
                items = list(find(case["text"], dt.date.fromisoformat(case["ref"][:10])))
                yield {"id": case["id"], "items": items}


def score(peers: Path, suite: str, found: list[Item]) -> dict[str, int]:
    """The totals of a suite over the cases that count."""
    return totals(peers, counted(peers / suite / "policy_subset.jsonl"), found)


def totals(peers: Path, cases: list[Item], found: list[Item]) -> dict[str, int]:
    """The totals of the suites' own scorer over some cases."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("cases.jsonl", "found.jsonl")]
        for path, rows in zip(paths, (cases, found), strict=True):
            lines = "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)
            path.write_text(lines, encoding="utf-8")
        command = [sys.executable, str(peers / "score.py"), "score", *map(str, paths)]
        report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    summed: dict[str, int] = ast.literal_eval(report[report.rindex("TOTAL") + 6 :])
    return summed


def main() -> int:
    """Print the scores, ours first; 1 if another tool has more exact spans or values than we in a suite."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", type=Path)
    parser.add_argument("--tool", choices=TOOLS, help="print what this tool finds, one JSON object a case")
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=FILE")
    arguments = parser.parse_args()
    if arguments.tool:
        for row in predictions(arguments.peers, arguments.tool):
            print(json.dumps(row, ensure_ascii=False, default=str))
        return 0
    tools = {"ours": list(predictions(arguments.peers, "ours"))}
    tools |= {name: load(Path(file)) for name, _, file in (pair.partition("=") for pair in arguments.beside)}
    behind = False
    for suite in SUITES:
        totals = {name: score(arguments.peers, suite, rows) for name, rows in tools.items()}
        print(f"{suite}: {totals['ours']['cases']} cases")
        for name, total in totals.items():
            print(f"  {name:12} exact {total['exact']}/{total['gold']}  values {total['value_ok']}/{total['valued']}")
            behind |= any(total[key] > totals["ours"][key] for key in ("exact", "value_ok"))
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
