"""The pipeline: read, outline, find, resolve. ``parse`` runs it; a ``Reading`` keeps what each hop gave."""

from __future__ import annotations

import datetime as dt
import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_extract.files import LARGEST, names_a_file
from fupin_extract.find import Findings, find
from fupin_extract.outline import Outline, outline
from fupin_extract.plain_class import dataclass
from fupin_extract.read import Document, read
from fupin_extract.records.notice import Notice
from fupin_extract.resolve import resolve
from fupin_extract.ruleset import RuleSet, load_rules


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice with what each hop gave on the way to it, mentions taken and rejected among them."""

    document: Document
    outline: Outline
    findings: Findings
    notice: Notice


def parse(
    source: Path | bytes | str,
    *,
    rules: RuleSet | None = None,
    encoding: str | None = None,
    date: dt.date | None = None,
    path: str | None = None,
    strict: bool = False,
) -> Notice:
    """The notice in a file (``Path``), in a file's ``bytes``, or in a text (``str``: never the name of a file).

    ``rules`` are the packaged ones where none are given; ``encoding`` names the file's where it is known; ``date`` is
    the date of signing where the notice tells none; ``path`` is what bytes are called in the record and in errors.
    With ``strict`` a mistake of ours in one clause raises, where it would else be a diagnostic (``mistake``).
    A text that is the name of a file, too, is parsed as a text, with a ``UserWarning``.
    Raises ``ReadError`` where nothing can be read, ``TypeError`` where an argument is of another type.
    """
    if isinstance(source, str) and names_a_file(source):
        warnings.warn(
            f"parse reads a str as the text of a notice, and {source!r} is the name of a file: "
            f"to read the file, give parse(Path({source!r}))",
            UserWarning,
            stacklevel=2,
        )
    return notice_in(source, rules=rules, encoding=encoding, date=date, path=path, strict=strict)


def notice_in(
    source: Path | bytes | str,
    *,
    rules: RuleSet | None = None,
    encoding: str | None = None,
    date: dt.date | None = None,
    path: str | None = None,
    strict: bool = False,
    most: int = LARGEST,
) -> Notice:
    """As ``parse``; ``most`` are the bytes that a file may have."""
    with _uncollected():
        document, lines, known = _outlined(source, rules, encoding, date, path, most)
        # What was found has no name here, so that it can end before the notice is whole.
        return resolve(document, lines, find(lines, known, strict=strict), known, date=date)


def read_notice(
    source: Path | bytes | str,
    *,
    rules: RuleSet | None = None,
    encoding: str | None = None,
    date: dt.date | None = None,
    path: str | None = None,
    strict: bool = False,
    most: int = LARGEST,
) -> Reading:
    """As ``notice_in``, with what each hop gave."""
    with _uncollected():
        document, lines, known = _outlined(source, rules, encoding, date, path, most)
        findings = find(lines, known, strict=strict)
        return Reading(document, lines, findings, resolve(document, lines, findings, known, date=date))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage in circles: what is made of a notice is in use until it is whole."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _outlined(
    source: Path | bytes | str,
    rules: RuleSet | None,
    encoding: str | None,
    date: dt.date | None,
    path: str | None,
    most: int,
) -> tuple[Document, Outline, RuleSet]:
    """The first two hops, once the arguments are what they should be, and the rules."""
    if rules is not None and not isinstance(rules, RuleSet):
        raise TypeError(f"rules are what load_rules gives, not {type(rules).__name__}")
    # A datetime is a date to Python; in a record it would be none.
    if date is not None and type(date) is not dt.date:
        raise TypeError(f"a date is a datetime.date, not {type(date).__name__}")
    known = load_rules() if rules is None else rules
    document = read(source, encoding=encoding, path=path, most=most)
    return document, outline(document, known), known
