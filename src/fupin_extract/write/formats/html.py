"""HTML: a page in one file, that has no script, and that its own policy forbids the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.write.sheets import Sheet

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, style: str, body: Iterable[str]) -> bytes:
    """The page with its style sheet; ``body`` are its lines."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{plain(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def plain(text: str) -> str:
    """Text that is shown as it is."""
    return escape("".join(c if c >= " " or c == "\n" else " " for c in text))


def table(sheet: Sheet) -> Iterator[str]:
    """The sheet without its title; the first cell of a row is its heading."""
    yield "<table>"
    columns = "".join(f'<th scope="col">{plain(heading)}</th>' for heading in sheet.headings)
    yield f"<thead><tr>{columns}</tr></thead>"
    yield "<tbody>"
    for first, *rest in sheet.rows:
        cells = "".join(f"<td>{plain(str(cell))}</td>" for cell in rest)
        yield f'<tr><th scope="row">{plain(str(first))}</th>{cells}</tr>'
    yield "</tbody></table>"
