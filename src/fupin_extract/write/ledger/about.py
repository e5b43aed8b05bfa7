"""说明: what the ledger was made of, how many days before its end a task is coloured, and how to read the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_extract.write import labels
from fupin_extract.write.ledger.ledger_page import HEAD, Field, LedgerPage, PageLine, quoted
from fupin_extract.write.ledger.wording import DAYS_OF_WARNING, SENTENCES, heading, word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

    from fupin_extract.records.notice import Notice
    from fupin_extract.write.ledger.keyed import Ledger
    from fupin_extract.write.ledger.ledger_page import Content


def page(ledger: Ledger) -> LedgerPage:
    """The sheet; the first of its lines is the number of days."""
    headers = ledger.headers
    fields = [Field(heading("item", headers), 22, "short"), Field(heading("said", headers), 110)]
    lines = [PageLine([word("warn", headers), DAYS_OF_WARNING])]
    lines += [PageLine([word(label, headers), word(text, headers)]) for label, text in SENTENCES]
    for notice in ledger.notices:
        lines += [PageLine([labels.heading(name, headers), said]) for name, said in _facts(notice) if said]
    return LedgerPage(word("about", headers), word("about", headers), "", fields, lines, filtered=False)


def finish(book: Workbook, ledger: Ledger) -> None:
    """Give the cell of the number of days its name, by which the colours know it."""
    book.define_name(word("warn_name", ledger.headers), f"={quoted(word('about', ledger.headers))}!$B${HEAD + 1}")


def _facts(notice: Notice) -> list[tuple[str, Content]]:
    data = notice.metadata
    return [
        ("title", data.title),
        ("notice_title", data.notice_title),
        ("document_number", data.document_number),
        ("issuing_authorities", "、".join(data.issuing_authorities)),
        ("date_signed", data.date_signed.isoformat() if data.date_signed else ""),
        ("region", data.region),
        ("admin_level", data.admin_level),
        ("path", notice.source.path),
        ("media_type", notice.source.media_type),
        ("characters", f"{notice.source.characters}"),
        ("sha256", notice.source.sha256),
    ]
