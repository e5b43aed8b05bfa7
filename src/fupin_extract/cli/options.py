"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Notices to read; - is standard input.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the files; else it is found.")]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="Lay the rules of this folder over ours.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, wholly or not at all.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where a notice has warnings.")]
