"""原文: the clauses of the notices, each with a link to the task that was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_extract.records.notice import units_by_role
from fupin_extract.write import heights, labels
from fupin_extract.write.formats.xlsx import clean
from fupin_extract.write.ledger.ledger_page import HEAD, Field, LedgerPage, PageLine
from fupin_extract.write.ledger.wording import heading, word

if TYPE_CHECKING:
    from fupin_extract.records.notice import Clause
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.ledger.keyed import Ledger
    from fupin_extract.write.ledger.ledger_page import Look

_WIDE = 96


def laid_out(ledger: Ledger) -> list[PageLine]:
    """The clauses, a row each, more where one is too long for a row; the ledger learns where each stands.

    Links to tasks are put in later, by ``page``, for clauses and tasks refer to one another.
    """
    size = heights.SIZES[0]
    most, wide = heights.most_lines(size), heights.room(_WIDE, size)
    lines: list[PageLine] = []
    for place, notice in enumerate(ledger.notices):
        if len(ledger.notices) > 1:
            lines.append(PageLine([None, None, notice.metadata.title or notice.source.path or ""], "notice"))
        for clause in notice.clauses:
            ledger.clauses[place, clause.id] = HEAD + 1 + len(lines)
            link = ledger.to_task(place, clause.id)
            first, *rest = heights.pieces(clean(clause.text), wide, most)
            answers = _answers(clause, ledger.headers)
            heading_only = clause.title and not clause.text and link is None
            look: Look = "section" if heading_only else "plain"
            lines.append(PageLine([link, clause.id, clause.marker, clause.title, first, answers], look))
            lines += [PageLine([None, None, None, None, piece, None]) for piece in rest]
    return lines


def page(ledger: Ledger, lines: list[PageLine]) -> LedgerPage:
    """The sheet of lines that are laid out."""
    headers = ledger.headers
    fields = [
        Field(heading("number", headers), 7, "link"),
        Field(heading("id", headers), 10, "short"),
        Field(heading("marker", headers, "clauses"), 8, "short"),
        Field(heading("title", headers, "clauses"), 28),
        Field(heading("text", headers, "clauses"), _WIDE),
        Field(heading("answers", headers), 40),
    ]
    return LedgerPage(word("clauses", headers), word("clauses", headers), "", fields, lines, kept=2, filtered=False)


def _answers(clause: Clause, headers: Headers) -> str:
    """Who answers, by role: 牵头：县农业农村局；配合：县财政局."""
    if clause.responsibility is None:
        return ""
    found: dict[str, list[str]] = {}
    for role, unit in units_by_role(clause.responsibility):
        found.setdefault(labels.word(labels.ROLES, role, headers), []).append(unit.name)
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in found.items())
