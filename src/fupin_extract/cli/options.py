"""Options that several commands have."""

from __future__ import annotations

import datetime as dt
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

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Notices to read; - is standard input.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the files; else it is found.")]
MaxSize = Annotated[
    int | None,
    typer.Option("--max-size", min=1, metavar="MB", help="Largest file to read, in megabytes; 256 unless given."),
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="Lay the rules of this folder over ours.")
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
DateOption = Annotated[
    dt.datetime | None,
    typer.Option(
        "--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Date of signing, where the notice has none."
    ),
]
