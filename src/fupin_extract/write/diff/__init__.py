"""PlanDiff | PlanMatrix → bytes: one module a format; texts that a person reads are Chinese, 甲 is A and 乙 is B."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from fupin_extract.errors import WriteError

if TYPE_CHECKING:
    from fupin_extract.records.diff import PlanDiff, PlanMatrix

__all__ = ["DiffFormat", "diff_format_by_suffix", "write_diff"]

DiffFormat = Literal["table", "json", "yaml", "csv", "html", "markdown"]

_SUFFIXES: dict[str, DiffFormat] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".txt": "table",
}


def diff_format_by_suffix(path: PurePath) -> DiffFormat | None:
    """The format that the suffix of a file's name stands for; None for one that stands for none."""
    return _SUFFIXES.get(path.suffix.lower())


def write_diff(
    diff: PlanDiff | PlanMatrix,
    format: DiffFormat = "table",  # noqa: A002 - the word that a user looks for
    *,
    width: int = 120,
    colour: bool = False,
) -> bytes:
    """The difference in a format, in UTF-8 (CSV with a byte order mark).

    ``table``: for a terminal of ``width`` columns, what was dropped and added in ``colour``, else in brackets.
    ``json`` and ``yaml``: the record. ``csv``: a row a pair, then a row a task of one plan only; of a matrix a row a
    task of the base. ``html``: side by side, one file that asks the network for nothing. ``markdown``: headings,
    tables and lists.

    Raises:
        WriteError: there is no such format, or ``diff`` was read back from JSON, which does not hold the texts that
        the others show.
    """
    if format not in {"json", "yaml"} and not _has_texts(diff):
        raise WriteError("this difference was read back and holds no texts: compare the notices again")
    match format:
        case "json":
            from pydantic_core import to_json

            return to_json(diff, indent=2) + b"\n"
        case "yaml":
            from fupin_extract.write.yaml import dump_yaml

            return dump_yaml([diff.model_dump(mode="json")])
        case "table":
            from fupin_extract.write.diff.table import to_table

            return to_table(diff, width=width, colour=colour)
        case "csv":
            from fupin_extract.write.diff.csv import to_csv

            return to_csv(diff)
        case "html":
            from fupin_extract.write.diff.html import to_html

            return to_html(diff)
        case "markdown":
            from fupin_extract.write.diff.markdown import to_markdown

            return to_markdown(diff)
    raise WriteError(f"there is no format {format!r}: give one of {', '.join(get_args(DiffFormat))}")


def _has_texts(diff: PlanDiff | PlanMatrix) -> bool:
    from fupin_extract.records.diff import PlanDiff

    plans = (diff.a, diff.b) if isinstance(diff, PlanDiff) else (diff.base,)
    return all(plan.rows or not plan.tasks for plan in plans)
