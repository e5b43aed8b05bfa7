"""A difference as one HTML file: two plans side by side (``pairs``), or many against one (``grid``).

It is read without a script too; with one it is filtered, and goes from change to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_extract.records.diff import PlanDiff, PlanMatrix
from fupin_extract.write.diff import board, naming, pairs
from fupin_extract.write.formats.html import plain
from fupin_extract.write.pages.assembly import shell

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

_STYLES = ("pages/base.css", "diff/diff.css", "diff/print.css")


def draw(diff: PlanDiff | PlanMatrix, _: Looks) -> Iterator[bytes]:
    """The page, a portion at a time."""
    head, tail = shell("diff/diff.html", "zh-CN", _STYLES, "diff/diff.js").split("{body}", 1)
    if isinstance(diff, PlanMatrix):
        title = f"对照表：{naming.named([diff.base])[0].title}"
        body = board.show(diff)
    else:
        title = " ⇄ ".join(f"{each.title}（{each.label}）" for each in naming.sides(diff))
        body = pairs.Sides(diff).show()
    yield head.replace("{title}", plain(title)).encode("utf-8", "replace")
    for line in body:
        yield f"{line}\n".encode("utf-8", "replace")
    yield tail.encode()
