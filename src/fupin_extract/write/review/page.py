"""The review page as a file: its style, its script and its data, put together as every page is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from fupin_extract.write.formats.html import plain
from fupin_extract.write.pages.assembly import data, shell
from fupin_extract.write.review.interface import words
from fupin_extract.write.review.payload import listing, shown

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.offices import UnitsView
    from fupin_extract.records.patch import Patch
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks

_STYLES = ("pages/base.css", "review/review.css", "review/print.css")


def draw(
    content: Iterable[tuple[Notice, UnitsView]],
    looks: Looks,
    begun: Mapping[str, Patch] = MappingProxyType({}),
    made: Mapping[str, Sequence[Patch]] = MappingProxyType({}),
) -> Iterator[bytes]:
    """The page of the notices, each with what its offices have to do.

    ``begun`` are corrections that it goes on from, ``made`` those that have been made in what it shows, both by the
    checksum of their notice.

    Raises:
        WriteError: a notice has lost its text, as one that was read from JSON.
    """
    known = words(looks.headers)
    head, _, tail = _shell(looks.headers).partition("{data}")
    notices = [
        shown(notice, offices, looks.headers, begun.get(of := notice.source.sha256), made.get(of, ()))
        for notice, offices in content
    ]
    title = " · ".join(filter(None, [notices[0]["title"] if len(notices) == 1 else None, known["page"]]))
    yield head.replace("{title}", plain(title)).encode("utf-8", "replace")
    yield data("about", {"headers": looks.headers, "words": known, "notices": [listing(each) for each in notices]})
    for place, notice in enumerate(notices):
        yield data(f"notice-{place}", notice)
    yield tail.encode()


def _shell(headers: Headers) -> str:
    """All of the page but its data and its title."""
    lang, noscript = "en" if headers == "en" else "zh-CN", plain(words(headers)["noscript"])
    return shell("review/page.html", lang, _STYLES, "review/main.js", noscript=noscript)
