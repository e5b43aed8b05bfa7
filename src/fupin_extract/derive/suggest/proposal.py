"""A proposal: an entry of a rules file, the cases that show it, and the folder that several make."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fupin_extract.text.span import Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case has to show: in a file of cases about this, this role at these words; None for any role."""

    about: str
    words: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeantLines:
    """The unit at a place has these business lines."""

    place: Span
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry of ``file``: ``key`` of a rule has ``words`` more, or a new rule, with what is ``made``, has them.

    ``stretches`` are parts of the notice in which it can be shown; ``cases`` are the lines that do,
    each with the name of its file. ``source`` says which correction it comes from. What is ``meant`` is
    better where the name stays as it is.
    """

    file: str
    rule: str
    key: str
    words: tuple[str, ...]
    wanted: Wanted
    stretches: tuple[str, ...]
    source: str
    made: tuple[tuple[str, str], ...] = ()
    meant: MeantLines | None = None
    cases: tuple[tuple[str, str], ...] = field(default=())

    @property
    def what(self) -> str:
        """The proposal in a few words: labels.yaml label.lead words: 领办单位."""
        return f"{self.file}.yaml {self.rule} {self.key}: {', '.join(self.words)}"

    @property
    def literal(self) -> tuple[str, ...]:
        """The words as they stand in a text, of a pattern too, which has nothing but them."""
        return tuple(re.sub(r"\\(.)", r"\1", word) for word in self.words)

    @property
    def identity(self) -> tuple[str, str, str, tuple[str, ...]]:
        """The same for proposals of the same line."""
        return self.file, self.rule, self.key, self.words


def folder(proposals: Iterable[Proposal]) -> dict[str, str]:
    """The files of a folder of rules that has these proposals, by their paths in it."""
    files: dict[str, list[str]] = {}
    cases: dict[str, list[str]] = {}
    for proposal in _together(proposals):
        files.setdefault(f"{proposal.file}.yaml", []).extend(_entry(proposal))
        for about, line in proposal.cases:
            lines = cases.setdefault(f"cases/{about}.txt", [])
            lines.extend(() if line in lines else (line,))
    return {path: "".join(f"{line}\n" for line in lines) for path, lines in sorted({**files, **cases}.items())}


def _together(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Proposals of which those that add to one list of one rule are one."""
    groups: dict[tuple[object, ...], list[Proposal]] = {}
    for proposal in proposals:
        key = (proposal.file, proposal.rule, proposal.key, proposal.made)
        groups.setdefault(key, []).append(proposal)
    for first, *others in groups.values():
        words = dict.fromkeys(word for each in (first, *others) for word in each.words)
        cases = dict.fromkeys(case for each in (first, *others) for case in each.cases)
        source = ", ".join(dict.fromkeys(each.source for each in (first, *others)))
        yield Proposal(
            file=first.file,
            rule=first.rule,
            key=first.key,
            words=tuple(words),
            wanted=first.wanted,
            stretches=(),
            source=source,
            made=first.made,
            cases=tuple(cases),
        )


def _entry(proposal: Proposal) -> Iterator[str]:
    """The lines of an entry; JSON's quotes are YAML's too."""
    yield f"# {' '.join(proposal.source.split())}"
    yield f"- {'id' if proposal.made else 'extend'}: {proposal.rule}"
    for key, value in proposal.made:
        yield f"  {key}: {_quoted(value)}"
    yield f"  {proposal.key}: [{', '.join(map(_quoted, proposal.words))}]"


def _quoted(text: str) -> str:
    return text if text.isalpha() else json.dumps(text, ensure_ascii=False)
