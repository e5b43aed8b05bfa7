"""Notice → bytes: one module a format, and the same bytes for the same notice, whatever the machine.

``tasks`` are written with their facts by every format; YAML and JSON write the records, CSV and table a row a task.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from fupin_extract.errors import WriteError

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice

__all__ = ["FileFormat", "Format", "Headers", "View", "format_by_suffix", "write"]

Format = Literal["yaml", "json", "jsonl", "csv", "table"]
# Those that a notice has a file of its own in; a table is only looked at.
FileFormat = Literal["yaml", "json", "jsonl", "csv"]
View = Literal["tasks", "full"]
Headers = Literal["zh", "en"]

_SUFFIXES: dict[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}


def format_by_suffix(path: PurePath) -> Format | None:
    """The format that the suffix of a file's name stands for; None for one that stands for none."""
    return _SUFFIXES.get(path.suffix.lower())


def write(
    notices: Notice | Iterable[Notice],
    format: Format = "yaml",  # noqa: A002 - the word that a user looks for
    *,
    view: View = "tasks",
    headers: Headers = "zh",
    all_rows: bool = False,
    with_text: bool = False,
    width: int = 120,
) -> bytes:
    """The notices in a format, in UTF-8 (CSV with a byte order mark).

    ``yaml``: a document a notice: metadata, tasks and diagnostics, or with ``view="full"`` the clauses too.
    ``json``: the record, an array of several. ``jsonl``: a task a line, with its file and the title of its document.
    ``csv``: a row a task, headings by ``headers``. ``table``: for a terminal of ``width`` columns. ``all_rows`` keeps
    overview rows in the last two; ``with_text`` keeps ``source.text``.

    Raises:
        WriteError: there is no such format.
        TypeError: what is given are no notices.
    """
    several = _several(notices)
    if not with_text:
        several = [_without_text(notice) for notice in several]
    match format:
        case "yaml":
            from fupin_extract.write.yaml import to_yaml

            return to_yaml(several, view)
        case "json":
            from fupin_extract.write.json import to_json

            return to_json(several)
        case "jsonl":
            from fupin_extract.write.json import to_json_lines

            return to_json_lines(several)
        case "csv":
            from fupin_extract.write.csv import to_csv

            return to_csv(several, headers, all_rows=all_rows)
        case "table":
            from fupin_extract.write.table import to_table

            return to_table(several, headers, all_rows=all_rows, width=width)
    raise WriteError(f"there is no format {format!r}: give one of {', '.join(get_args(Format))}")


def _several(notices: Notice | Iterable[Notice]) -> list[Notice]:
    from fupin_extract.records.notice import Notice

    several = [notices] if isinstance(notices, Notice) or not isinstance(notices, Iterable) else list(notices)
    for notice in several:
        if not isinstance(notice, Notice):
            raise TypeError(f"what is written is a Notice or several, not {type(notice).__name__}")
    return several


def _without_text(notice: Notice) -> Notice:
    if notice.source.text is None:
        return notice
    return notice.model_copy(update={"source": notice.source.model_copy(update={"text": None})})
