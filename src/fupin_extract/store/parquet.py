"""Tasks → one Parquet file: a row a task, its units and facts as lists of structs, typed as the records are."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel

from fupin_extract.records.notice import Task
from fupin_extract.store.duck import copy_parquet, read_lines, writing

# A task with its facts is a large row.
_GROUP = 4096
_SCALARS = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", dt.date: "DATE"}


def write_parquet(target: Path, lines: Iterable[bytes], scratch: Path) -> None:
    """Write JSON Lines of tasks, as ``write(notice, "jsonl")`` gives them, into a new Parquet file.

    ``lines`` may hold several lines each. A column has its type also where no row has a value.

    Raises:
        StoreError: DuckDB is not installed, or refuses.
        OSError: it cannot be written.
    """
    with TemporaryDirectory(dir=scratch) as folder, writing(target, ":memory:", Path(folder)) as db:
        path = Path(folder) / "tasks.jsonl"
        longest = 0
        with path.open("wb") as file:
            for several in lines:
                file.write(several if several.endswith(b"\n") or not several else several + b"\n")
                longest = max(longest, *map(len, several.split(b"\n")))
        copy_parquet(db, read_lines(path, task_types(), longest), target, _GROUP)


def task_types() -> dict[str, str]:
    """The columns of a line, and their types in DuckDB: those of the record, behind its file and title."""
    fields = {name: type_of(field.annotation) for name, field in Task.model_fields.items()}
    return {"file": "VARCHAR", "document_title": "VARCHAR", **fields}


def type_of(annotation: object) -> str:
    """The type in DuckDB of what a field of a record holds.

    Raises:
        TypeError: there is none, since a record got a field of a new kind.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inside = ", ".join(f'"{name}" {type_of(field.annotation)}' for name, field in annotation.model_fields.items())
        return f"STRUCT({inside})"
    if isinstance(annotation, type) and annotation in _SCALARS:
        return _SCALARS[annotation]
    inside_of = get_args(annotation)
    if get_origin(annotation) is Literal:
        return "VARCHAR"
    if get_origin(annotation) is tuple:  # of one type: names, facts, the two ends of a span
        return f"{type_of(inside_of[0])}[]"
    if get_origin(annotation) is dict:
        return f"MAP({', '.join(map(type_of, inside_of))})"
    if get_origin(annotation) in (Union, types.UnionType):
        (kind,) = (one for one in inside_of if one is not type(None))
        return type_of(kind)
    raise TypeError(f"no type of DuckDB is known for {annotation}")
