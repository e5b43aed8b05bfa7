"""UnitsView → bytes: what each office has to do, for people (table, CSV) and for programs (YAML, JSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from fupin_extract.errors import WriteError

if TYPE_CHECKING:
    from rich.table import Table

    from fupin_extract.records.offices import Assignment, Office, UnitsView
    from fupin_extract.write import Headers

UnitsFormat = Literal["table", "yaml", "json", "csv"]

_SUFFIXES: dict[str, UnitsFormat] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".txt": "table"}
_CHINESE = {"lead": "牵头", "responsible": "责任", "supporting": "配合", "group": "责任分工", "text": "正文"}
_LEFT_OUT = ("file", "unit", "span")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its two headings, and its cell for an assignment of an office in a notice."""

    zh: str
    en: str
    cell: Callable[[UnitsView, Office, Assignment], str]


def _word(word: str, headers: Headers) -> str:
    return _CHINESE[word] if headers == "zh" else word


def _columns(headers: Headers) -> tuple[_Column, ...]:
    from fupin_extract.write.columns import glimpse

    return (
        _Column("文件", "file", lambda view, _, __: view.file or ""),
        _Column("单位", "unit", lambda _, office, __: office.name),
        _Column("角色", "role", lambda _, __, a: _word(a.role, headers)),
        _Column("编号", "task", lambda _, __, a: a.task),
        _Column("任务", "work", lambda _, __, a: a.work if a.title or a.source == "text" else glimpse(a.work)),
        _Column("完成时限", "deadlines", lambda _, __, a: "、".join(dict.fromkeys(d.text for d in a.deadlines))),
        _Column("量化目标", "targets", lambda _, __, a: "、".join(target.text for target in a.targets)),
        _Column("出处", "source", lambda _, __, a: _word(a.source, headers)),
        # In brackets: a spreadsheet reads 3-12 as a date.
        _Column("原文位置", "span", lambda _, __, a: f"[{a.span[0]}, {a.span[1]}]"),
    )


def units_format_by_suffix(path: PurePath) -> UnitsFormat | None:
    """The format that the suffix of a file's name stands for; None for one that stands for none."""
    return _SUFFIXES.get(path.suffix.lower())


def write_units(
    views: Sequence[UnitsView],
    format: UnitsFormat,  # noqa: A002 - the word that a user looks for
    *,
    headers: Headers = "zh",
    width: int = 120,
) -> bytes:
    """The views in a format, in UTF-8 (CSV with a byte order mark).

    ``yaml``: a document a notice. ``json``: an object, of several notices an array. ``csv``: a row an assignment.
    ``table``: for a terminal of ``width`` columns, office by office.

    Raises:
        WriteError: there is no such format.
    """
    match format:
        case "yaml":
            from fupin_extract.write.yaml import dump_yaml

            return dump_yaml([view.model_dump(mode="json") for view in views])
        case "json":
            from pydantic_core import to_json

            return to_json(views[0] if len(views) == 1 else views, indent=2) + b"\n"
        case "csv":
            from fupin_extract.write.csv import dump_csv

            heading = [column.zh if headers == "zh" else column.en for column in _columns(headers)]
            return dump_csv(heading, _lines(views, headers))
        case "table":
            from fupin_extract.write.table import dump_tables

            return dump_tables([_table(view, headers) for view in views], width)
    raise WriteError(f"there is no format {format!r}: give one of {', '.join(get_args(UnitsFormat))}")


def _lines(views: Sequence[UnitsView], headers: Headers) -> Iterator[list[str]]:
    columns = _columns(headers)
    for view in views:
        for office in view.units:
            for assignment in office.assignments:
                yield [column.cell(view, office, assignment) for column in columns]


def _table(view: UnitsView, headers: Headers) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from fupin_extract.write.table import plain

    columns = [column for column in _columns(headers) if column.en not in _LEFT_OUT]
    table = Table(box=SIMPLE_HEAD, title=plain(view.title or view.file or ""), title_justify="left", title_style="")
    table.add_column(plain("单位" if headers == "zh" else "unit"), overflow="fold", ratio=2)
    for column in columns:
        # What is to be done is as wide as all the rest.
        table.add_column(
            plain(column.zh if headers == "zh" else column.en),
            overflow="fold",
            no_wrap=column.en in ("role", "task"),
            ratio={"work": 5, "deadlines": 2, "targets": 2}.get(column.en),
        )
    for office in view.units:
        for place, assignment in enumerate(office.assignments):
            cells = [column.cell(view, office, assignment) for column in columns]
            last = place == len(office.assignments) - 1
            table.add_row(plain("" if place else _named(office)), *map(plain, cells), end_section=last)
    return table


def _named(office: Office) -> str:
    """The office with its other names and how much it has to do: 县财政局（财政部门）3."""
    others = "、".join(name for name in office.names if name != office.name)
    return f"{office.name}{f'（{others}）' if others else ''} {len(office.assignments)}"
