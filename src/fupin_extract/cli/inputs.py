"""Several notices in, one exit code out: what ``parse`` and ``outline`` have in common."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_extract.cli import unexpected
from fupin_extract.cli.messages import complain, language, say, told
from fupin_extract.errors import FupinError, ReadError
from fupin_extract.files import LARGEST, whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from fupin_extract.cli.patches import GivenPatches
    from fupin_extract.pipeline import Reading
    from fupin_extract.records.notice import Diagnostic, Notice

# So many things to look at are told of each notice.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Readings:
    """The notices that could be read, in the order given; how many files could not; how many patches are of none."""

    notices: list[Notice]
    failed: int
    unused: int = 0

    def exit_code(self, strict: bool) -> int:
        """0 where all were read, 1 where some were not or, if ``strict``, one has warnings, 2 where none was."""
        if not self.notices:
            return 2
        look = self.unused > 0 or any(_serious(notice) for notice in self.notices)
        return int(self.failed > 0 or (strict and look))


def read_all(
    files: list[str],
    *,
    encoding: str | None = None,
    folders: list[Path] | None = None,
    date: dt.date | None = None,
    strict: bool = False,
    max_size: int | None = None,
    seen: Callable[[Reading], object] | None = None,
    patches: GivenPatches | None = None,
) -> Readings:
    """Parse the files; one that cannot be read is a line on standard error and stops no other.

    ``max_size`` are the megabytes that one may have, ours where none are given. ``seen`` is called with all that was
    seen in each. A mistake of ours costs a clause, with ``strict`` the file. The corrections of ``patches`` are made in
    what was read; those that no longer fit are told.

    Raises:
        RuleError: a folder of rules is wrong.
    """
    from fupin_extract.pipeline import notice_in, read_notice
    from fupin_extract.ruleset import load_rules

    rules = load_rules(*(folders or ()))
    most = largest(max_size)
    how: Any = {"rules": rules, "encoding": encoding, "date": date, "strict": strict, "most": most}
    notices = []
    for name in files:
        try:
            given, path = source(name, most)
            reading = read_notice(given, path=path, **how) if seen else None
            notice = reading.notice if reading else notice_in(given, path=path, **how)
        except FupinError as error:
            complain(told(error))
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one file must not cost the others
            complain(f"{name}: {unexpected(error)}")
        else:
            if reading and seen:
                seen(reading)
            if patches is not None:
                notice = patches.correct(notice, rules)
            notices.append(notice)
            _tell(name, notice)
    unused = patches.finished(len(files)) if patches is not None else 0
    return Readings(notices, len(files) - len(notices), unused)


def largest(max_size: int | None) -> int:
    """The bytes that a notice may have, of megabytes."""
    return LARGEST if max_size is None else max_size << 20


def source(name: str, most: int) -> tuple[Path | bytes, str | None]:
    """What a name on the command line stands for: a file, or bytes and what they are called.

    Raises:
        ReadError: for nothing, standard input has no end, or a file is not in its archive.
    """
    from fupin_extract.archives import member

    if not name:
        raise ReadError("the name of a file is empty")
    if name != "-":
        inside = member(name, most)
        return (Path(name), None) if inside is None else (inside, name)
    if sys.stdin is None:
        raise ReadError("there is no standard input: give a file to read")
    return whole(sys.stdin.buffer, name, most), None


def _tell(name: str, notice: Notice) -> None:
    """A line for each thing that a reader should look at: what it is, and what to do."""
    from fupin_extract.write.advice import sentence
    from fupin_extract.write.labels import SEVERITIES, word

    # What of a patch does not fit has been told, each with its reason.
    spoken, serious = language(), [found for found in _serious(notice) if found.code != "correction_unfit"]
    lines = [
        say(
            "{severity}: {place}{sentence} [{code}]",
            severity=word(SEVERITIES, diagnostic.severity, spoken),
            place=_place(diagnostic, notice),
            sentence=sentence(diagnostic, spoken),
            code=diagnostic.code,
        )
        for diagnostic in serious[:_TOLD]
    ]
    if len(serious) > _TOLD:
        more = len(serious) - _TOLD
        lines.append(say("{count} more to look at: the record has them all, a workbook (-o) too", count=more))
    for line in lines:
        complain(say("{path}: {line}", path=name, line=line))


def _place(diagnostic: Diagnostic, notice: Notice) -> str:
    """The line of a text file; of others nobody sees the lines."""
    text = notice.source.text
    if diagnostic.span is None or not text or notice.source.media_type != "text/plain":
        return ""
    return say("line {number}: ", number=text.count("\n", 0, diagnostic.span[0]) + 1)


def _serious(notice: Notice) -> list[Diagnostic]:
    return [d for d in notice.diagnostics if d.severity != "info"]
