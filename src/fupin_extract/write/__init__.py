"""Records → bytes, and the same bytes for the same records, whatever the machine.

``registry`` lists what can be written in which format. For each thing a module makes of it what a format draws: sheets
or records; ``formats`` has a module a format.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fupin_extract.write.labels import Headers
from fupin_extract.write.registry import Looks, View, writer

if TYPE_CHECKING:
    from fupin_extract.records.diff import PlanDiff, PlanMatrix
    from fupin_extract.records.notice import Notice

__all__ = ["Headers", "Looks", "View", "write", "write_diff", "written"]


def write(
    notices: Notice | Iterable[Notice],
    format: str = "yaml",  # noqa: A002 - the word that a user looks for
    *,
    view: View = "tasks",
    headers: Headers = "zh",
    all_rows: bool = False,
    with_text: bool = False,
    width: int = 120,
    bom: bool = True,
) -> bytes:
    """The notices in a format, text in UTF-8.

    ``yaml``: a document a notice: metadata, tasks and diagnostics, or with ``view="full"`` the clauses too.
    ``json``: the record, an array of several. ``jsonl``: a task a line, with its file and the title of its document.
    ``csv``: a row a task, headings by ``headers``, for a spreadsheet; without ``bom``, the byte order mark, for a
    program. ``xlsx``: the ledger, a workbook to work with. ``docx`` and ``markdown``: a table to hand out. ``ics``: a
    calendar of the deadlines. ``html``: the page on which a person checks the matrix against the text. ``table``: for a
    terminal of ``width`` columns, where these are few a card a task. ``all_rows`` keeps overview rows in all but the
    first three; ``with_text`` keeps ``source.text``.

    Raises:
        WriteError: there is no such format, the package that it needs is not installed, or a page is to show a notice
            that has lost its text.
        TypeError: what is given are no notices.
    """
    looks = Looks(view=view, headers=headers, all_rows=all_rows, width=width, bom=bom)
    return written(notices, format, looks, with_text=with_text)


def written(notices: Notice | Iterable[Notice], form: str, looks: Looks, *, with_text: bool = False) -> bytes:
    """As ``write``, with all that is said of its looks in one."""
    several = _several(notices)
    known = writer("notices", form)
    if not (with_text or known.text):
        several = [_without_text(notice) for notice in several]
    return b"".join(known.write(several, looks))


def write_diff(
    diff: PlanDiff | PlanMatrix,
    format: str = "table",  # noqa: A002 - the word that a user looks for
    *,
    width: int = 120,
    colour: bool = False,
    bom: bool = True,
) -> bytes:
    """The difference in a format, in UTF-8 (CSV with a byte order mark unless not ``bom``); 甲 is A and 乙 is B.

    ``table``: for a terminal of ``width`` columns, what was dropped and added in ``colour``, else in brackets.
    ``json`` and ``yaml``: the record. ``csv``: a row a pair, then a row a task of one plan only; of a matrix a row a
    task of the base; ``xlsx``: the same. ``docx``: tables of Word. ``html``: side by side, one file that asks the
    network for nothing. ``markdown``: headings, tables and lists.

    Raises:
        WriteError: there is no such format, or ``diff`` was read back from JSON, which does not hold the texts that
        the others show.
    """
    return b"".join(writer("diff", format).write(diff, Looks(width=width, colour=colour, bom=bom)))


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
