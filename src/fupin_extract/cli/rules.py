"""``fupin-extract rules check`` and ``rules test``: a user's rules, tried before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.ruleset.cases import Case

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder of rules.")]


def check(folder: Folder) -> None:
    """Say what is wrong with a folder of rules."""
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.compile_all import compile_all
    from fupin_extract.ruleset.check import check_rules

    problems = check_rules(folder, compile_all)
    lines = problems or [say("{folder}: no problem found", folder=folder.as_posix())]
    write_stdout("".join(f"{shown(line)}\n" for line in lines).encode(errors="replace"))
    raise typer.Exit(int(bool(problems)))


def test(folder: Folder) -> None:
    """Run the cases in DIR/cases with the rules of DIR."""
    from fupin_extract import load_rules
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.trial import failures

    rules = load_rules(folder)
    lines: list[str] = []
    passed = failed = 0
    for file, case in _cases(folder):
        wrong = failures(case, file.stem, rules)
        passed, failed = (passed, failed + 1) if wrong else (passed + 1, failed)
        lines.extend(f"{file.as_posix()}:{case.line}: {line}" for line in wrong)
    lines.append(say("{passed} passed, {failed} failed", passed=passed, failed=failed))
    write_stdout("".join(f"{shown(line)}\n" for line in lines).encode(errors="replace"))
    raise typer.Exit(int(failed > 0))


def _cases(folder: Path) -> list[tuple[Path, Case]]:
    """The cases with their files, by name.

    Raises:
        RuleError: there is none, or a file that is not UTF-8, or whose name does not say what it is about.
    """
    from fupin_extract.errors import RuleError
    from fupin_extract.ruleset.cases import read_cases
    from fupin_extract.trial import FINDERS

    files = sorted((folder / "cases").glob("*.txt"))
    known = ", ".join(f"{name}.txt" for name in FINDERS)
    for file in files:
        if file.stem not in FINDERS:
            raise RuleError("{path}: the name of a file of cases is one of {known}", path=file, known=known)
    cases = [(file, case) for file in files for case in read_cases(_text(file), file.as_posix())]
    if not cases:
        raise RuleError("{path}: no cases here; write some in {known}", path=folder / "cases", known=known)
    return cases


def _text(file: Path) -> str:
    from fupin_extract.errors import RuleError
    from fupin_extract.files import contents

    try:
        return contents(file, file.as_posix()).decode(
            "utf-8-sig"
        )  # the byte order mark that Windows puts before it is no part of a case
    except UnicodeDecodeError:
        raise RuleError("{path}: not UTF-8: save the file as UTF-8", path=file) from None
