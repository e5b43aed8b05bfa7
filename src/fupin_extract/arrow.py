"""Files in Arrow batches → records in Arrow batches: what Ray, Spark and any other engine that speaks Arrow calls.

A batch of files has the columns ``path`` (string) and ``bytes`` (binary). A batch of records has a row a file, with the
columns of ``record_schema``; a file that cannot be read is a row with an ``error``, so that no file costs another.
Needs pyarrow, which the extra ``arrow`` brings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from fupin_extract.errors import FupinError, ReadError
from fupin_extract.pipeline import parse
from fupin_extract.records.notice import Notice

if TYPE_CHECKING:
    import pyarrow as pa

    from fupin_extract.ruleset import RuleSet

# A batch of records ends behind so many bytes of notices, or so many notices. The records are five times as large as
# the notices in Arrow, and twenty times on the way to it.
_BATCH_BYTES = 1 << 20
_BATCH_ROWS = 1000


def parse_batches(
    batches: Iterable[pa.RecordBatch | pa.Table],
    *,
    rules: RuleSet | None = None,
    encoding: str | None = None,
    date: dt.date | None = None,
) -> Iterator[pa.RecordBatch]:
    """The records of files, in their order, in batches of bounded size whatever the size of those that come in.

    ``rules``, ``encoding`` and ``date`` are those of ``parse``. Other columns than ``path`` and ``bytes`` are left out.

    Raises:
        FupinError: a column is missing or of another type, there is no such encoding, or pyarrow is not installed.
        TypeError: an argument is of another type.
    """
    schema = record_schema()
    _check(rules, encoding, date)
    rows: list[dict[str, Any]] = []
    size = 0
    for batch in batches:
        for path, data in _files(batch):
            rows.append(_row(path, data, rules, encoding, date))
            size += len(data or b"")
            if size >= _BATCH_BYTES or len(rows) >= _BATCH_ROWS:
                yield from _records(rows, schema)
                rows, size = [], 0
    yield from _records(rows, schema)


def parse_batch(
    batch: pa.RecordBatch | pa.Table,
    *,
    rules: RuleSet | None = None,
    encoding: str | None = None,
    date: dt.date | None = None,
) -> Any:
    """The records of the files in one batch, as what it is itself: a record batch or a table. See ``parse_batches``."""
    pa = _pyarrow()
    schema = record_schema()
    table = pa.Table.from_batches(parse_batches([batch], rules=rules, encoding=encoding, date=date), schema)
    if isinstance(batch, pa.Table):
        return table
    # A table of no rows has no batches.
    (whole,) = table.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema)]
    return whole


def to_notice(row: Mapping[str, Any]) -> Notice:
    """The notice in a row of ``to_pylist()``, or in a row of an engine as a mapping with mappings in it.

    Raises:
        ReadError: the row has an error.
    """
    if row["error"] is not None:
        raise ReadError("{path}: {reason}", path=row["path"], reason=row["error"])
    return Notice.model_validate({name: row[name] for name in Notice.model_fields})


def record_schema() -> pa.Schema:
    """The columns of a batch of records.

    ``path`` as it came in, ``sha256`` of the bytes, ``error`` (why the file could not be read, in one line, else null),
    and the fields of a notice, which are null where there is an error. Names and values are those of the JSON: an
    object is a struct, an array a list, a span a list of two numbers. All columns may be null to Arrow.
    """
    pa = _pyarrow()
    head = [("path", pa.string()), ("sha256", pa.string()), ("error", pa.string())]
    return pa.schema(head + _fields(Notice))


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    return [(name, _type(field.annotation)) for name, field in model.model_fields.items()]


def _type(annotation: Any) -> Any:
    """The Arrow type of a field of the records: so the schema is no second copy of them."""
    pa = _pyarrow()
    # Every engine takes these types; dictionaries for words of a closed list, and lists of a fixed size, not every one.
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
    if annotation in simple:
        return simple[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(_fields(annotation))
    if get_origin(annotation) is dict:
        return pa.map_(*map(_type, get_args(annotation)))
    if get_origin(annotation) is Literal:
        return _one({_type(type(word)) for word in get_args(annotation)}, annotation)
    kinds = {_type(part) for part in get_args(annotation) if part not in (NoneType, ...)}
    only = _one(kinds, annotation)
    return pa.list_(only) if get_origin(annotation) is tuple else only


def _one(kinds: set[Any], annotation: Any) -> Any:
    if len(kinds) != 1:
        raise TypeError(f"a record has a field of a kind that Arrow columns are not made for: {annotation}")
    return kinds.pop()


def _check(rules: RuleSet | None, encoding: str | None, date: dt.date | None) -> None:
    """Tell a wrong argument at once, not in every row."""
    parse("。", rules=rules, date=date)
    if encoding is not None:
        try:
            "".encode(encoding)
        except (LookupError, ValueError):
            problem = "there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16"
            raise ReadError(problem, encoding=repr(encoding)) from None


def _files(batch: pa.RecordBatch | pa.Table) -> Iterator[tuple[str | None, bytes | None]]:
    """Path and bytes of each file; one at a time leaves Arrow, so that a large batch is not held twice."""
    pa = _pyarrow()
    kinds = {
        "path": (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        "bytes": (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view),
    }
    for name, checks in kinds.items():
        place = batch.schema.get_field_index(name)
        if place < 0 or not any(check(batch.schema.field(place).type) for check in checks):
            found = ", ".join(f"{field.name} ({field.type})" for field in batch.schema)
            problem = "a batch of files has the columns path (string) and bytes (binary), and not: {found}"
            raise FupinError(problem, found=found or "no column")
    for path, data in zip(batch.column("path"), batch.column("bytes"), strict=True):
        yield path.as_py(), data.as_py()


def _row(
    path: str | None, data: bytes | None, rules: RuleSet | None, encoding: str | None, date: dt.date | None
) -> dict[str, Any]:
    """The columns of one file; those that are not there are null."""
    head = {"path": path, "sha256": None if data is None else sha256(data).hexdigest(), "error": None}
    if data is None:
        return {**head, "error": "has no bytes"}
    try:
        return head | parse(data, rules=rules, encoding=encoding, date=date, path=path).model_dump()
    except FupinError as error:
        # The path has a column of its own, and reasons without it can be counted.
        return {**head, "error": str(FupinError(error.template.removeprefix("{path}: "), **error.values))}
    except Exception as error:  # noqa: BLE001 - a mistake of ours in one notice must not cost the others
        return {**head, "error": _mistake(error)}


def _records(rows: list[dict[str, Any]], schema: pa.Schema) -> list[pa.RecordBatch]:
    """The rows as one batch; where Arrow refuses one of them, as a batch a row, with an error for that one."""
    pa = _pyarrow()
    if not rows:
        return []
    try:
        return [pa.RecordBatch.from_pylist(rows, schema)]
    except Exception as error:  # noqa: BLE001 - as in _row
        if len(rows) > 1:
            return [batch for row in rows for batch in _records([row], schema)]
        # These came out of Arrow, and go back into it.
        head = {name: rows[0][name] for name in ("path", "sha256")}
        return [pa.RecordBatch.from_pylist([{**head, "error": _mistake(error)}], schema)]


def _mistake(error: Exception) -> str:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return f"a mistake in this program, please report it: {reason}"


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise FupinError("Arrow batches need pyarrow: pip install pyarrow") from None
    return pa
