"""Options that several commands have."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fupin_extract.write.labels import Headers
from fupin_extract.write.registry import View, file_formats, formats

if TYPE_CHECKING:
    AnswerFormat = str
    DiffFormat = str
    EvaluationFormat = str
    FileFormat = str
    NoticeFormat = str
    OfficesFormat = str
else:  # typer shows what may stand here, and refuses anything else
    AnswerFormat, DiffFormat, EvaluationFormat, NoticeFormat, OfficesFormat = (
        Literal[formats(what)] for what in ("answer", "diff", "evaluation", "notices", "offices")
    )
    FileFormat = Literal[file_formats("notices")]

_DAY = re.compile(
    r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?)", re.ASCII
)


def a_day(text: str) -> dt.date:
    """A day as people write one: 2021-09-01, 2021/9/1, 2021.9.1, 2021年9月1日.

    Raises:
        typer.BadParameter: it is none, in words for the command line.
    """
    from fupin_extract.cli.messages import say
    from fupin_extract.text.fold import fold

    match = _DAY.fullmatch(fold(text.strip()))
    if match is None:
        forms = "2021-09-01, 2021/9/1, 2021.9.1, 2021年9月1日"
        raise typer.BadParameter(say("{text} is no date: write it as {forms}", text=repr(text), forms=forms))
    try:
        return dt.date(*(int(part) for part in match.groups() if part))
    except ValueError:
        raise typer.BadParameter(say("{text}: there is no such day", text=repr(text))) from None


Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Notices to read; - is standard input.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the files; else it is found.")]
MaxSize = Annotated[
    int | None,
    typer.Option("--max-size", min=1, metavar="MB", help="Largest file to read, in megabytes; 256 unless given."),
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="Lay the rules of this folder over ours.")
]
Patches = Annotated[
    list[Path] | None,
    typer.Option("--patch", metavar="PATCH", help="Make the corrections of this patch, or of all in this folder."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, wholly or not at all.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a notice has warnings.")]
ViewOption = Annotated[View, typer.Option("--view", help="YAML of the tasks, or in full with the clauses.")]
HeadersOption = Annotated[Headers, typer.Option("--headers", help="Language of headings.")]
AllOption = Annotated[bool, typer.Option("--all", help="Keep overview rows in tables.")]
TextOption = Annotated[bool, typer.Option("--with-text", help="Write the text of the notice into source.text.")]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE.xlsx", help="Fill a workbook of your own: a row a task under its headings."
    ),
]
BomOption = Annotated[
    bool | None,
    typer.Option(
        "--bom/--no-bom",
        help="CSV for spreadsheets, with a byte order mark, or for programs; else for spreadsheets in a file.",
        show_default=False,
    ),
]
DateOption = Annotated[
    dt.date | None,
    typer.Option(
        "--date",
        parser=a_day,
        metavar="DATE",
        help="Date of signing, where the notice has none: 2021-09-01, 2021年9月1日.",
    ),
]
