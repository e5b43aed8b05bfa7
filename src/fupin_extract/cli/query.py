"""``fupin-extract query``: a question to a database of notices."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import AnswerFormat, BomOption, Output
from fupin_extract.errors import ReadError, StoreError, WriteError
from fupin_extract.files import whole

if TYPE_CHECKING:
    from fupin_extract.records.answer import Answer

DatabaseArgument = Annotated[
    Path, typer.Argument(metavar="DB", help="SQLite, DuckDB or Parquet, a folder of Parquet too.")
]
SqlArgument = Annotated[
    str | None,
    typer.Argument(metavar="SQL", help="One SELECT, or the name of a table or view; - reads it from standard input."),
]
FormatOption = Annotated[
    AnswerFormat | None,
    typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else table, in a pipe csv."),
]
LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N rows.")]
TimeOption = Annotated[
    float, typer.Option("--timeout", min=0, metavar="SECONDS", help="Longest time for the question; 0 is no limit.")
]
SpaceOption = Annotated[
    int, typer.Option("--memory", min=0, metavar="MB", help="Most memory for the question (Linux); 0 is no limit.")
]
# A table is laid out when all its rows are known, and nobody reads so many; of another form so many are no answer.
_MOST_SHOWN, _MOST_WRITTEN = 1000, 1_000_000


def query(
    database: DatabaseArgument,
    sql: SqlArgument = None,
    form: FormatOption = None,
    output: Output = None,
    bom: BomOption = None,
    limit: LimitOption = None,
    timeout: TimeOption = 30,
    memory: SpaceOption = 2048,
) -> None:
    """Ask a database of notices; without SQL, list its tables, views and columns."""
    from fupin_extract.cli.output import deliver, for_spreadsheets, format_of, table_or, terminal_width
    from fupin_extract.records.answer import Answer
    from fupin_extract.store.query import ask, contents, open_database
    from fupin_extract.store.watch import Bounds, held_to
    from fupin_extract.write.registry import Looks, writer

    check_database(output, database)
    chosen = format_of("answer", form, output, table_or("csv"))
    looks = Looks(width=terminal_width(), bom=for_spreadsheets(bom, output))
    text = _read_sql() if sql == "-" else sql
    bounds = Bounds(seconds=timeout or None, memory=(memory << 20) or None)
    with held_to(bounds.memory), open_database(database, bounds) as db:
        answer = _explained(contents(db), chosen) if text is None else ask(db, text)
        kept = Answer(answer.columns, _first(answer, limit, chosen))
        deliver(writer("answer", chosen).write(kept, looks), output)


def _explained(listing: Answer, form: str) -> Answer:
    """What there is to ask, with the meanings in the reader's language; in a table the headings too."""
    from fupin_extract.cli.messages import say
    from fupin_extract.records.answer import Answer

    headings = tuple(say(name) for name in listing.columns) if form == "table" else listing.columns
    return Answer(headings, ((*row, say(str(meaning)) if meaning else meaning) for *row, meaning in listing.rows))


def check_database(output: Path | None, database: Path) -> None:
    """Refuse to write over what is asked.

    Raises:
        WriteError: the output is a folder, in no folder, or the database or a part of it.
    """
    from fupin_extract.cli.output import check_target

    check_target(output, [])
    if output is not None and str(output) != "-" and output.exists() and database.exists():
        parts = [database, *database.glob("*.parquet")] if database.is_dir() else [database]
        if any(output.samefile(part) for part in parts):
            raise WriteError("{path}: it is the database that is asked; choose another file to write", path=output)


def _read_sql() -> str:
    """The SQL on standard input.

    Raises:
        ReadError: there is no standard input.
        StoreError: it is not UTF-8.
    """
    if sys.stdin is None:
        raise ReadError("there is no standard input: give a file to read")
    try:
        return whole(sys.stdin.buffer, "-").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StoreError("the SQL on standard input is not UTF-8") from None


def _first(answer: Answer, limit: int | None, form: str) -> Iterator[tuple[object, ...]]:
    """The rows that are wanted; no more than people or programs look at, unless they say so."""
    from fupin_extract.cli.messages import complain, say

    if limit is not None:
        yield from islice(answer.rows, limit)
        return
    most = _MOST_SHOWN if form == "table" else _MOST_WRITTEN
    yield from islice(answer.rows, most)
    if next(answer.rows, None) is not None:
        text = "only the first {count} rows are written; --limit gives more"
        if form == "table":
            text = "only the first {count} rows are shown; --limit shows more, --format csv all"
        complain(say(text, count=most))
