"""The page of a database as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.records.overview import CountedBars, Overview
from fupin_extract.write import labels
from fupin_extract.write.formats.html import plain
from fupin_extract.write.overview.captions import bar, part, say, words
from fupin_extract.write.overview.charts import Charts
from fupin_extract.write.pages.assembly import data, shell

if TYPE_CHECKING:
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import Looks

_STYLES = ("pages/base.css", "overview/overview.css")
_COLUMNS = ("title", "document_number", "date_signed", "region", "admin_level", "task")


def draw(overview: Overview, looks: Looks) -> Iterator[bytes]:
    """The page, a portion at a time."""
    headers = looks.headers
    lang = "en" if headers == "en" else "zh-CN"
    head, _, tail = shell("overview/overview.html", lang, _STYLES, "overview/main.js").partition("{body}")
    title = f"{overview.name} · {say('page', headers)}"
    yield head.replace("{title}", plain(title)).encode("utf-8", "replace")
    for line in _body(overview, headers):
        yield f"{line}\n".encode("utf-8", "replace")
    notices = {str(number): list(told) for number, told in overview.named.items()}
    yield data("about", {"words": words(headers), "notices": notices})
    for counted in overview.counted:
        yield data(counted.name, _behind(counted, headers, overview.functions))
    yield tail.encode()


def _behind(counted: CountedBars, headers: Headers, functions: dict[str, str]) -> dict[str, object]:
    """The rows of a chart with the words for its bars and parts, and how many rows each part of a bar has."""
    parts = {name: part(counted.name, name, headers, functions) for name in counted.parts}
    bars = {each.key: [bar(each.key, headers), each.rows] for each in counted.bars}
    return {"parts": parts, "bars": bars, "rows": counted.behind.rows}


def _body(overview: Overview, headers: Headers) -> Iterator[str]:
    yield f'<header id="top"><h1>{say("page", headers)} <small>{plain(overview.name)}</small></h1>'
    themes = {name: say(f"theme.{name}", headers) for name in ("auto", "light", "dark")}
    options = "".join(f'<option value="{name}">{theme}</option>' for name, theme in themes.items())
    yield f'<select id="theme" aria-label="{say("theme", headers)}" hidden>{options}</select>'
    yield '<nav><ul class="totals">'
    # Each leads to what tells more of it; tasks are those of the offices.
    places = {"tasks": "offices", "regions": "themes"}
    for name, count in overview.totals.items():
        label = say(f"total.{name}", headers)
        link = f'<a href="#{places.get(name, name)}">{label}</a>'
        yield f"<li><b>{count:,}</b> {link}</li>"
    yield "</ul></nav></header><main>"
    charts = Charts(headers, overview.functions)
    for counted in overview.counted:
        yield from charts.show(counted)
    yield from _notices(overview, headers)
    yield "</main>"


def _notices(overview: Overview, headers: Headers) -> Iterator[str]:
    title = say("title.notices", headers)
    yield f'<section id="notices" class="chart"><h2>{title}</h2>'
    if overview.totals["notices"] > len(overview.notices):
        told = say("some", headers, shown=len(overview.notices), all=overview.totals["notices"])
        yield f'<p class="about">{told} {say("rows.ask", headers)}</p>'
    yield f'<div class="listed" tabindex="0" role="group" aria-label="{title}"><table>'
    headings = [labels.heading(name, headers).replace("_", " ") for name in _COLUMNS]
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for each in overview.notices:
        level = labels.word(labels.LEVELS, each.admin_level, headers) if each.admin_level else ""
        texts = (each.document_number, each.date_signed, each.region, level)
        cells = "".join(f"<td>{plain(text)}</td>" for text in texts)
        yield f'<tr><th scope="row">{plain(each.title)}</th>{cells}<td class="number">{each.tasks}</td></tr>'
    yield "</tbody></table></div></section>"
