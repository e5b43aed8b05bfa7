"""What can be written in which format: the one list. A command asks it what formats there are, and what a suffix means.

A format that something gets is one line here: what draws it, in a module of ``formats/``, and what makes of the thing
that which is drawn, sheets or records. Both are named by their place, and imported when they are first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, Literal

from fupin_extract.errors import WriteError
from fupin_extract.write.labels import Headers

# ``notices`` are those of a call or of one file; ``all`` are those of a batch, in one table or database, and ``piece``
# is what a worker makes of one of them for that. ``ledger``, ``collected`` and ``revised`` are reports on a ledger,
# ``list`` is what an office has to do of it. ``overview`` is a database that was counted.
What = Literal[
    "notices",
    "explained",
    "offices",
    "diff",
    "evaluation",
    "annotation",
    "patch",
    "answer",
    "overview",
    "all",
    "piece",
    "ledger",
    "collected",
    "revised",
    "list",
]
View = Literal["tasks", "full"]


# Of the standard library: ``plain_class`` would read what is kept, and --help needs nothing else of it.
@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How what is written is to look, where its format can be so."""

    view: View = "tasks"
    headers: Headers = "zh"
    all_rows: bool = False
    width: int = 120
    colour: bool = False
    # CSV for a spreadsheet, which it begins with a byte order mark for, or for a program.
    bom: bool = True


@dataclass(frozen=True, slots=True)
class Writer:
    """How one thing is written in one format; the first of its suffixes is the usual one.

    ``draws`` is a function that gives bytes, ``makes`` one that gives what it draws. Of ``all``, ``draws`` takes the
    pieces of the notices, each of the form ``piece``, and writes a file. ``binary``: no terminal can show it; ``text``:
    it shows the text of the notice, which records of a file keep only on request. ``tells`` is a function that takes
    what is drawn, and gives what of it the format has no place for: messages and their values.
    """

    what: What
    format: str
    suffixes: tuple[str, ...]
    draws: str
    makes: str = ""
    piece: str = ""
    binary: bool = False
    tells: str = ""
    text: bool = False

    def write(self, thing: Any, looks: Looks) -> Iterable[bytes]:
        """The thing in this format, a portion at a time."""
        portions: Iterable[bytes] = function(self.draws)(self._content(thing, looks), looks)
        return portions

    def left_out(self, thing: Any, looks: Looks) -> Iterable[tuple[str, dict[str, Any]]]:
        """What of the thing is not in what was written, as messages with their values."""
        return function(self.tells)(self._content(thing, looks), looks) if self.tells else ()

    def _content(self, thing: Any, looks: Looks) -> Any:
        return function(self.makes)(thing, looks) if self.makes else thing


_YAML, _JSON, _LINES, _CSV = (".yaml", ".yml"), (".json",), (".jsonl", ".ndjson"), (".csv",)
_TEXT, _XLSX, _DOCX, _MARKDOWN, _ICS = (".txt",), (".xlsx",), (".docx",), (".md",), (".ics",)
_HTML = (".html", ".htm")

WRITERS = (
    Writer("notices", "yaml", _YAML, "write.formats.yaml:draw", "write.notices:viewed"),
    Writer("notices", "json", _JSON, "write.formats.json:draw", "write.notices:records"),
    Writer("notices", "jsonl", _LINES, "write.formats.json:draw_lines", "write.notices:tasks"),
    Writer("notices", "csv", _CSV, "write.formats.csv:draw", "write.notices:matrix"),
    Writer("notices", "xlsx", _XLSX, "write.ledger.book:draw", "derive.offices:with_offices", binary=True),
    Writer("notices", "docx", _DOCX, "write.formats.docx:draw", "write.handout:sheets", binary=True),
    Writer("notices", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.handout:sheets"),
    Writer("notices", "ics", _ICS, "write.agenda:draw", "derive.due:with_times", tells="write.agenda:not_in_calendar"),
    Writer("notices", "html", _HTML, "write.review.page:draw", "derive.offices:with_offices", binary=True, text=True),
    Writer("notices", "table", (), "write.formats.table:draw", "write.notices:matrices"),
    Writer("explained", "table", (), "write.formats.table:draw", "write.explained:sheets"),
    Writer("explained", "json", _JSON, "write.formats.json:draw_list", "write.explained:records"),
    Writer("offices", "table", _TEXT, "write.formats.table:draw", "write.offices:sheets"),
    Writer("offices", "yaml", _YAML, "write.formats.yaml:draw", "write.offices:records"),
    Writer("offices", "json", _JSON, "write.formats.json:draw", "write.offices:records"),
    Writer("offices", "csv", _CSV, "write.formats.csv:draw", "write.offices:sheet"),
    Writer("offices", "xlsx", _XLSX, "write.formats.xlsx:draw", "write.offices:sheet", binary=True),
    Writer("offices", "docx", _DOCX, "write.formats.docx:draw", "write.offices:handout", binary=True),
    Writer("offices", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.offices:sheets"),
    Writer("diff", "table", _TEXT, "write.diff.table:draw", "write.diff.sheets:with_texts"),
    Writer("diff", "json", _JSON, "write.formats.json:draw", "write.diff.sheets:records"),
    Writer("diff", "yaml", _YAML, "write.formats.yaml:draw", "write.diff.sheets:records"),
    Writer("diff", "csv", _CSV, "write.formats.csv:draw", "write.diff.sheets:sheet"),
    Writer("diff", "xlsx", _XLSX, "write.formats.xlsx:draw", "write.diff.sheets:sheet", binary=True),
    Writer("diff", "docx", _DOCX, "write.formats.docx:draw", "write.diff.sheets:handout", binary=True),
    Writer("diff", "html", _HTML, "write.diff.html:draw", "write.diff.sheets:with_texts"),
    Writer("diff", "markdown", _MARKDOWN, "write.diff.markdown:draw", "write.diff.sheets:with_texts"),
    Writer("evaluation", "table", _TEXT, "write.formats.table:draw", "write.evaluation:sheets"),
    Writer("evaluation", "json", _JSON, "write.formats.json:draw", "write.evaluation:records"),
    Writer("evaluation", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.evaluation:sheets"),
    Writer("annotation", "json", _JSON, "write.annotation:draw"),
    Writer("patch", "yaml", _YAML, "write.patch:draw"),
    Writer("answer", "table", _TEXT, "write.formats.table:draw", "write.answer:sheets"),
    Writer("answer", "csv", _CSV, "write.formats.csv:draw", "write.answer:sheet"),
    Writer("answer", "xlsx", _XLSX, "write.formats.xlsx:draw", "write.answer:sheet", binary=True),
    Writer("answer", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.answer:sheets"),
    Writer("answer", "json", _JSON, "write.formats.json:draw_array", "write.answer:objects"),
    Writer("answer", "jsonl", _LINES, "write.formats.json:draw_lines", "write.answer:objects"),
    Writer("overview", "html", _HTML, "write.overview.page:draw", binary=True),
    Writer("ledger", "table", _TEXT, "write.formats.table:draw", "write.ledger.circular:report_sheets"),
    Writer("ledger", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.ledger.circular:report_sheets"),
    Writer("ledger", "docx", _DOCX, "write.formats.docx:draw", "write.ledger.circular:report_sheets", binary=True),
    Writer("ledger", "json", _JSON, "write.formats.json:draw", "write.ledger.circular:record"),
    Writer("collected", "table", _TEXT, "write.formats.table:draw", "write.ledger.circular:collected_sheets"),
    Writer("collected", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.ledger.circular:collected_sheets"),
    Writer(
        "collected", "docx", _DOCX, "write.formats.docx:draw", "write.ledger.circular:collected_sheets", binary=True
    ),
    Writer("collected", "json", _JSON, "write.formats.json:draw", "write.ledger.circular:record"),
    Writer("revised", "table", _TEXT, "write.formats.table:draw", "write.ledger.circular:revised_sheets"),
    Writer("revised", "markdown", _MARKDOWN, "write.formats.markdown:draw", "write.ledger.circular:revised_sheets"),
    Writer("revised", "docx", _DOCX, "write.formats.docx:draw", "write.ledger.circular:revised_sheets", binary=True),
    Writer("revised", "json", _JSON, "write.formats.json:draw", "write.ledger.circular:record"),
    Writer("list", "docx", _DOCX, "write.formats.docx:draw", "write.ledger.office_list:sheets", binary=True),
    Writer("all", "csv", _CSV, "batch.assemble:join_csv", piece="csv"),
    Writer("all", "jsonl", _LINES, "batch.assemble:join_lines", piece="jsonl"),
    Writer("all", "xlsx", _XLSX, "batch.assemble:save_xlsx", piece="ledger-rows"),
    Writer("all", "parquet", (".parquet",), "batch.assemble:save_parquet", piece="jsonl"),
    Writer("all", "sqlite", (".sqlite", ".sqlite3", ".db"), "store.sqlite:build_sqlite", piece="database"),
    Writer("all", "duckdb", (".duckdb",), "store.duck:build_duckdb", piece="database"),
    Writer("all", "parquet-folder", (), "store.duck:build_folder", piece="database"),
    Writer("piece", "ledger-rows", (), "write.formats.json:draw_lines", "write.ledger.pooled:pieces"),
    Writer("piece", "database", (), "store.flatten:draw"),
)


def function(place: str) -> Callable[..., Any]:
    """The function that ``room.module:name`` names."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"fupin_extract.{module}"), name)
    return found


def writers(what: What) -> Iterator[Writer]:
    """How a thing can be written."""
    return (writer for writer in WRITERS if writer.what == what)


def formats(what: What) -> tuple[str, ...]:
    """The formats of a thing, the usual one first."""
    return tuple(writer.format for writer in writers(what))


def file_formats(what: What) -> tuple[str, ...]:
    """Those that a thing has a file of its own in, by a suffix; the others are only looked at."""
    return tuple(writer.format for writer in writers(what) if writer.suffixes)


def writer(what: What, format: str) -> Writer:  # noqa: A002 - the word that a user looks for
    """How a thing is written in a format.

    Raises:
        WriteError: it has no such format.
    """
    for known in writers(what):
        if known.format == format:
            return known
    raise WriteError(f"there is no format {format!r}: give one of {', '.join(formats(what))}")


def suffixes(what: What | None = None) -> tuple[str, ...]:
    """The suffixes that stand for a format of a thing, or of any."""
    return tuple(suffix for known in WRITERS if what in (None, known.what) for suffix in known.suffixes)


def by_suffix(what: What, path: PurePath) -> str | None:
    """The format that the suffix of a file's name stands for; None for one that stands for none."""
    suffix = path.suffix.lower()
    return next((known.format for known in writers(what) if suffix in known.suffixes), None)
