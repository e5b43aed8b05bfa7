"""The ids of the rows of task tables: ``t1.3``, or ``t1.2.3`` below the second section."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.outline.model import TABLE_ROW, Node
from fupin_extract.outline.numbering import ordinal
from fupin_extract.outline.tables.columns import bare
from fupin_extract.outline.tables.data_rows import FIGURES, NUMERAL
from fupin_extract.outline.tables.task_rows import TaskTable


def number_tables(tables: Sequence[TaskTable], prefixes: Sequence[str]) -> None:
    """Give the rows of each task table their ids, ``t1.3``, ``t1.2.3`` below its second section, behind its prefix.

    The number is that of the 序号 where it carries on, else the position.
    """
    counts: dict[str, int] = {}
    for table, prefix in zip(tables, prefixes, strict=True):
        if table.nodes:
            counts[prefix] = counts.get(prefix, 0) + 1
            _number(table.outermost, f"{prefix}t{counts[prefix]}", set())


def _number(siblings: Sequence[Node], above: str, taken: set[str]) -> None:
    last, before = 0, ""
    for position, node in enumerate(siblings, 1):
        marker = node.marker.text
        figure = _figure(marker) if node.style == TABLE_ROW else None
        # A number that is merged over rows stands in each; B1 behind A1 is another.
        carries = figure is not None and (figure > last or (figure == last and marker == before))
        node.number = figure if figure is not None and carries else max(position, last + 1)
        last, before = node.number, marker
        plain = node.id = f"{above}.{node.number}"
        again = 1
        while node.id in taken:
            again += 1
            node.id = f"{plain}#{again}"
        taken.add(node.id)
        _number(node.children, node.id, taken)


def _figure(marker: str) -> int | None:
    if figures := FIGURES.fullmatch(bare(marker)):
        return int(figures[1])
    numeral = NUMERAL.fullmatch(bare(marker))
    try:
        return ordinal(numeral[1]) if numeral else None
    except ValueError:
        return None
