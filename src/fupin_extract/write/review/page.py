"""The review page as a file: its style and its script, allowed by their hashes, and its data, which runs as nothing.

The page asks the network for nothing: its policy forbids it, and also that a text becomes markup or script.
"""

from __future__ import annotations

import json
import pkgutil
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fupin_extract.write.formats.html import plain
from fupin_extract.write.review.bundle import bundled
from fupin_extract.write.review.interface import words
from fupin_extract.write.review.payload import listing, shown

if TYPE_CHECKING:
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.offices import UnitsView
    from fupin_extract.records.patch import Patch
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks

_STYLES = ("base.css", "review.css", "print.css")
# No JSON that is written with these can end its tag or begin a comment, or break a line where JavaScript would see one;
# halves of characters have no bytes at all.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\ufeff"}
_ESCAPED |= {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}


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
    yield _data("about", {"headers": looks.headers, "words": known, "notices": [listing(each) for each in notices]})
    for place, notice in enumerate(notices):
        yield _data(f"notice-{place}", notice)
    yield tail.encode()


@cache
def _shell(headers: Headers) -> str:
    """All of the page but its data and its title."""
    style = "".join(asset(name) for name in _STYLES)
    script = bundled("main.js", asset)
    filled = asset("page.html")
    for name, text in {
        "lang": "en" if headers == "en" else "zh-CN",
        "noscript": plain(words(headers)["noscript"]),
        "style-hash": _hash(style),
        "script-hash": _hash(script),
        "style": style,
        "script": script,
    }.items():
        filled = filled.replace(f"{{{name}}}", text, 1)
    return filled


def asset(name: str) -> str:
    """A file of the page: a part of this program as its modules are, wherever that lies, in an archive too."""
    found = pkgutil.get_data(__package__, name)
    assert found is not None, name
    return found.decode()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(name: str, value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/json" id="data-{name}">{text}</script>\n'.encode()
