"""Texts made of the samples by splices, mutations and encodings: what must hold for any text holds for each.

python benchmarks/fuzz.py [--seconds 60] [--seed 1] [--keep FOLDER] [--atheris]

No exception but ``ReadError``; every span inside the text, and a fact the stretch that it points at; every id once;
lines that tile the text; time in proportion to its length. What fails is made as short as it can be, and printed; the
exit code is then 1. The same seed gives the same texts in the same order. With ``--atheris``, where that is installed,
it looks for texts that run code which none has run before; without, and in CI, it draws them by chance.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from fupin_extract.errors import ReadError
from fupin_extract.pipeline import Reading, read_notice
from fupin_extract.records.notice import Clause, Fact, Notice, Organization, Task

SAMPLES = Path(__file__).parent.parent / "samples"
# Longer takes a run of its own (growth.py); most mistakes need a few lines.
LONGEST = 6_000
# Seconds that any text may take, and those for each character: some ten times what a busy machine needs.
PATIENCE, PACE = 1.0, 60e-6
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5", "utf-32")
MARKS = (
    "。；：，、！？（）()《》〔〕【】“”—…·%～-．.０1９0一十百千万零〇是第条章节年月日元个"
    "\n\r\f\v\x85\u2028 　\t\x00\ufeff\u200b\ue000\ue001\ud800"
)
# With a bar between them, since some hold blanks and line ends.
PIECES = [
    "（略。）",
    "1\n0.",
    "第一千条 ",
    "0.",
    "第零条 ",
    "一是",
    "①",
    "（1）",
    "1）",
    "附件：1.",
    "责任单位：",
    "（责任单位：县财政局、",
    "由县财政局牵头，",
    "2025年底前",
    "到2025年，",
    "不低于",
    "3个以上",
    "《关于",
    "该《意见》",
    "自印发之日起施行",
    "\n— 9 —\n",
    "各部门要",
    "（县教育局牵头，",
    "等部门配合）",
    "每季度",
    "（第一个逗号前为牵头单位）",
    "999.",
    "1000.",
    "\r\n\r\n",
    "同比增长",
    "1.1 ",
    "# ",
]
# What parts the cells of a line: tabs, pages, the strokes of drawn tables.
_BETWEEN_CELLS = "\t\f│┃║|｜"
_BREAK = re.compile(r"\s*[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+\s*")


S = TypeVar("S", str, bytes)


class FindingError(AssertionError):
    """Something that does not hold."""


def need(holds: bool, what: str) -> None:
    """Raise ``FindingError`` where it does not hold."""
    if not holds:
        raise FindingError(what)


def spans(notice: Notice) -> Iterator[tuple[int, int]]:
    """Every place that a record names."""
    parts: tuple[Clause | Task, ...] = (*notice.clauses, *notice.tasks)
    for part in parts:
        yield part.span
        yield from (said.span for said in said_in(part))
        if part.responsibility and part.responsibility.span:
            yield part.responsibility.span
    yield from (d.span for d in notice.diagnostics if d.span)


def units(part: Clause | Task) -> Iterator[Organization]:
    """The units and actors of a clause or a row."""
    holder = part.responsibility if isinstance(part, Clause) else part
    for name in ("lead_units", "responsible_units", "supporting_units", "supervising_units"):
        yield from getattr(holder, name, ())
    yield from (actor for duty in part.duties for actor in duty.actors)


def facts(part: Clause | Task) -> tuple[Fact, ...]:
    """The facts of a clause or a row."""
    return (*part.deadlines, *part.targets, *part.citations, *part.duties)


def said_in(part: Clause | Task) -> Iterator[Fact | Organization]:
    """Both."""
    yield from units(part)
    yield from facts(part)


def check(reading: Reading) -> None:
    """All that holds for any text.

    Raises:
        FindingError: it does not.
    """
    notice, text = reading.notice, reading.document.text
    lines = reading.outline.lines
    need([line.start for line in lines] == [0, *(line.end for line in lines[:-1])], "lines do not tile the text")
    need(lines[-1].end == len(text), "the last line does not end the text")
    need(all(line.label for line in lines), "a line without a label")
    need(all(0 <= start <= end <= len(text) for start, end in spans(notice)), "a span outside the text")
    ids = [clause.id for clause in notice.clauses]
    ids += [fact.id for clause in notice.clauses for fact in facts(clause)]
    need(len(ids) == len(set(ids)), "an id stands twice")
    need({task.id for task in notice.tasks} <= set(ids), "a row that is no clause")
    starts = [clause.span[0] for clause in notice.clauses[1:]]
    need(all(a < b for a, b in pairwise(starts)), "clauses out of order")
    for clause in notice.clauses:
        for said in said_in(clause):
            start, end = said.span
            need(_stands(said.text, text[start:end]), "a text that is not what stands at its place")
            need(len(said.text.splitlines()) <= 1, "a line end in the text of a fact")


def _stands(said: str, stretch: str) -> bool:
    """Whether a fact is what a stretch says; where that reaches over cells, its characters in their order."""
    if not any(sign in stretch for sign in _BETWEEN_CELLS):
        return said == _BREAK.sub("", stretch)
    rest = iter(stretch)
    return all(char in rest for char in said)


def tried(source: str | bytes) -> str | None:
    """What is wrong with the reading of a text or of a file's bytes; None where nothing is."""
    start = time.process_time()
    try:
        check(read_notice(source, strict=True))
    except ReadError:
        return None
    except RecursionError as error:
        return f"RecursionError: {error}"
    except Exception as error:  # noqa: BLE001 - what is looked for
        trace, last = error.__traceback__, ""
        while trace is not None:
            last, trace = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}", trace.tb_next
        return f"{type(error).__name__}: {error} ({last})"
    took = time.process_time() - start
    return f"slow: {took:.1f} s" if took > PATIENCE + PACE * len(source) else None


def mutated(draw: random.Random, texts: list[str]) -> str | bytes:
    """A stretch of a sample, changed some times; or the bytes of it in some encoding, some of them wrong."""
    text = stretch(draw, draw.choice(texts), draw.choice((100, 400, 1_500, LONGEST)))
    for _ in range(draw.choice((0, 1, 2, 4, 8, 16))):
        text = draw.choice(CHANGES)(draw, text, texts)[:LONGEST]
    if draw.random() < 0.85 or not text:
        return text or "。"
    data = bytearray(text.encode(draw.choice(ENCODINGS), "replace"))
    for _ in range(draw.choice((0, 0, 1, 3, 20))):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def stretch(draw: random.Random, text: str, most: int) -> str:
    """Some of a text, from the beginning of a line as a rule."""
    start = draw.randrange(len(text) or 1)
    if draw.random() < 0.8:
        start = text.rfind("\n", 0, start) + 1
    return text[start : start + draw.randrange(1, most)]


def _at(draw: random.Random, text: str) -> int:
    return draw.randrange(len(text) + 1)


def _insert(draw: random.Random, text: str, more: str) -> str:
    at = _at(draw, text)
    return text[:at] + more + text[at:]


def _without(draw: random.Random, text: str, _: list[str]) -> str:
    at = _at(draw, text)
    return text[:at] + text[at + draw.choice((1, 1, 2, 10, 100)) :]


def _again(draw: random.Random, text: str, _: list[str]) -> str:
    return _insert(draw, text, stretch(draw, text, 60) * draw.choice((1, 2, 20)) if text else "一、")


def _exchanged(draw: random.Random, text: str, _: list[str]) -> str:
    one, other = draw.choice(MARKS), draw.choice(MARKS)
    return text.replace(one, other, draw.choice((1, 3, -1)))


CHANGES: tuple[Callable[[random.Random, str, list[str]], str], ...] = (
    lambda draw, text, _: _insert(draw, text, draw.choice(MARKS)),
    lambda draw, text, _: _insert(draw, text, draw.choice(PIECES)),
    lambda draw, text, texts: _insert(draw, text, stretch(draw, draw.choice(texts), 300)),
    _without,
    _again,
    _exchanged,
    lambda draw, text, _: text.replace("\n", draw.choice(("", " ", "\r", "\u2028", "\n\n"))),
    lambda _, text, __: text.translate(str.maketrans("（），：；", "(),:;")),
)


def shortened(source: S, problem: str, seconds: float = 20.0) -> S:
    """A shorter text with the same kind of problem, found in so many seconds."""
    kind = problem.split(":", maxsplit=1)[0]
    until = time.monotonic() + seconds
    size = len(source) // 2
    while size and kind != "slow":
        at = 0
        while at < len(source) and time.monotonic() < until:
            less = source[:at] + source[at + size :]
            if less and (found := tried(less)) and found.split(":")[0] == kind:
                source = less
            else:
                at += size
        size //= 2
    return source


def told(source: str | bytes, problem: str, keep: Path | None) -> None:
    """Print a finding, and keep it in a file where a folder is given."""
    if isinstance(source, str):
        source = shortened(source, problem)
        data = source.encode("utf-8", "surrogatepass")
    else:
        source = data = shortened(source, problem)
    print(f"{problem}\n  {source!r}", flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{sha256(data).hexdigest()[:12]}.txt").write_bytes(data)


def by_chance(texts: list[str], seconds: float, seed: int, keep: Path | None) -> int:
    """Try texts for so long, and say how many of what; the number of kinds of findings."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    found: set[str] = set()
    count = characters = 0
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        source = mutated(draw, texts)
        count, characters = count + 1, characters + len(source)
        problem = tried(source)
        if problem and problem not in found:
            found.add(problem)
            told(source, problem, keep)
    took = time.monotonic() - start
    print(f"{count:,} texts, {characters:,} characters in {took:.0f} s (seed {seed}): {len(found)} findings")
    return len(found)


def by_coverage(texts: list[str], seconds: float, keep: Path | None) -> int:
    """The same with atheris, which ends the process at a finding."""
    from importlib import import_module

    atheris = import_module("atheris")

    def one(data: bytes) -> None:
        source = mutated(random.Random(data), texts)  # noqa: S311
        if problem := tried(source):
            told(source, problem, keep)
            raise FindingError(problem)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}"], one)
    atheris.Fuzz()
    return 0


def main() -> int:
    """Try texts for a while; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what fails")
    parser.add_argument("--atheris", action="store_true", help="look for code that none has run, where it is installed")
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    tried("一、做好工作。")  # compiles the rules
    if arguments.atheris:
        return by_coverage(texts, arguments.seconds, arguments.keep)
    return int(by_chance(texts, arguments.seconds, arguments.seed, arguments.keep) > 0)


if __name__ == "__main__":
    sys.exit(main())
