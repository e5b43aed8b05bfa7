"""What a page of a comparison is steered by: without a script there is nothing to steer, and it stays away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fupin_extract.write.formats.html import plain

_THEMES = (("auto", "跟随系统"), ("light", "浅色"), ("dark", "深色"))


def controls(filters: Iterable[tuple[str, str, int]], what: str, *, sortable: bool) -> Iterator[str]:
    """A line of controls: ``filters`` are a kind, what it is called, and how many there are; ``what`` they are of."""
    yield '<div id="controls" hidden>'
    yield f'<div class="chips" role="group" aria-label="筛选{plain(what)}">'
    for kind, label, count in filters:
        if count:
            yield (
                f'<button type="button" data-filter="{kind}" aria-pressed="false">'
                f"{plain(label)} <b>{count}</b></button>"
            )
    yield "</div>"
    yield '<div class="moves">'
    yield '<input type="search" id="search" aria-label="搜索" placeholder="搜索">'
    if sortable:
        yield (
            '<select id="order" aria-label="排序"><option value="rank">最要紧的在前</option>'
            '<option value="place">按原文顺序</option></select>'
        )
    yield '<button type="button" id="previous" title="p">上一处</button>'
    yield '<button type="button" id="next" class="main" title="n">下一处</button>'
    yield '<span id="place" role="status"></span>'
    options = "".join(f'<option value="{name}">{label}</option>' for name, label in _THEMES)
    yield f'<select id="theme" aria-label="主题">{options}</select>'
    yield "</div></div>"
