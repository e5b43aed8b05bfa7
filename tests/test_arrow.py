"""Files in Arrow batches → records in Arrow batches: nothing is lost on the way, and no file costs another."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import cloudpickle
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_extract import FupinError, Notice, ReadError, arrow, load_rules, parse
from fupin_extract.arrow import parse_batch, parse_batches, record_schema, to_notice

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
LINES = sorted({line for path in SAMPLES for line in path.read_text("utf-8").splitlines()})


def files(*pairs: tuple[str | None, bytes | None]) -> pa.RecordBatch:
    paths, data = [path for path, _ in pairs], [data for _, data in pairs]
    return pa.RecordBatch.from_arrays([pa.array(paths, pa.string()), pa.array(data, pa.binary())], ["path", "bytes"])


def samples() -> pa.RecordBatch:
    return files(*[(path.name, path.read_bytes()) for path in SAMPLES])


def rows(batches: Iterator[pa.RecordBatch] | list[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


def test_a_row_of_a_sample_is_its_notice_again() -> None:
    found = rows(parse_batches([samples()]))
    assert [to_notice(row) for row in found] == [parse(path.read_bytes(), path=path.name) for path in SAMPLES]
    assert [row["sha256"] for row in found] == [row["source"]["sha256"] for row in found]


@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1).map("\n".join).map(str.encode), max_size=5))
def test_a_row_is_its_notice_again(texts: list[bytes]) -> None:
    for data, row in zip(texts, parse_batch(files(*[(None, data) for data in texts])).to_pylist(), strict=True):
        if data.decode().strip():
            assert to_notice(row) == parse(data)
        else:
            assert row["error"] in ("is empty", "holds blanks only")


def test_a_file_that_cannot_be_read_is_a_row_with_an_error() -> None:
    given = files(("a.txt", b""), (None, None), ("图.png", b"\x89PNG\r\n\x1a\n"), ("b.txt", "一、加强监测。".encode()))
    found = parse_batch(given).to_pylist()
    assert [row["error"] for row in found][:2] == ["is empty", "has no bytes"]
    assert "not a text" in found[2]["error"]
    assert all(row["tasks"] is None for row in found[:3])
    assert [row["sha256"] is None for row in found] == [False, True, False, False]
    assert to_notice(found[3]).tasks
    with pytest.raises(ReadError, match=r"^a\.txt: is empty$"):
        to_notice(found[0])


def test_a_mistake_of_ours_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    right = parse("一、加强监测。")

    def mistaken(source: bytes | str, **_: object) -> Notice:
        if source == b"1":
            raise ZeroDivisionError("two\nlines")
        # No number of 64 bits: Arrow refuses it.
        wrong = right.source.model_copy(update={"characters": 1 << 64})
        return right.model_copy(update={"source": wrong}) if source == b"2" else right

    monkeypatch.setattr(arrow, "parse", mistaken)
    found = parse_batch(files(*[(name, name.encode()) for name in "0123"])).to_pylist()
    assert [row["path"] for row in found] == list("0123")
    assert [row["error"] is None for row in found] == [True, False, False, True]
    assert found[1]["error"] == "a mistake in this program, please report it: ZeroDivisionError: two lines"
    assert to_notice(found[3]) == right


def test_batches_are_split_by_size_and_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_BATCH_BYTES", 40_000)
    taken = 0

    def single() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        for place in range(len(SAMPLES)):
            taken += 1
            yield samples().slice(place, 1)

    whole = list(parse_batches([samples()]))
    assert [batch.num_rows for batch in whole] == [2, 3]
    coming = parse_batches(single())
    assert next(coming) == whole[0]
    assert taken == 2, "no more is read than one batch needs"
    assert list(coming) == whole[1:]
    assert [batch.num_rows for batch in parse_batches([files(*[("", b"")] * 2500)])] == [1000, 1000, 500]
    assert list(parse_batches([])) == []


def test_a_batch_gives_a_batch_and_a_table_a_table() -> None:
    batch = samples()
    table = pa.Table.from_batches([batch.slice(0, 1), batch.slice(1)])
    large = table.cast(pa.schema([("path", pa.large_string()), ("bytes", pa.large_binary())]))
    found = parse_batch(batch)
    assert isinstance(found, pa.RecordBatch)
    assert parse_batch(table) == parse_batch(large) == pa.Table.from_batches([found])
    assert parse_batch(batch.slice(0, 0)).schema == parse_batch(table.slice(0, 0)).schema == record_schema()
    assert parse_batch(batch.slice(0, 0)).num_rows == 0


def test_other_columns_are_left_out_and_a_wrong_one_is_told() -> None:
    batch = files(("a", b"1"))
    assert parse_batch(batch.append_column("size", pa.array([1]))) == parse_batch(batch)
    for wrong in (batch.select(["path"]), batch.set_column(1, "bytes", pa.array(["1"]))):
        with pytest.raises(FupinError, match=r"has the columns path \(string\) and bytes \(binary\)"):
            parse_batch(wrong)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [({"rules": "my-rules"}, TypeError), ({"date": "2021-01-01"}, TypeError), ({"encoding": "utf-88"}, ReadError)],
)
def test_a_wrong_argument_is_told_at_once(arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_batch(samples(), **arguments)


def test_it_goes_to_another_process_with_its_arguments() -> None:
    data = "关于工作的通知\n一、30日内加强监测。".encode("utf-16")
    job = partial(parse_batch, rules=load_rules(), encoding="utf-16", date=dt.date(2021, 3, 1))
    (row,) = cloudpickle.loads(cloudpickle.dumps(job))(files(("a", data))).to_pylist()
    assert to_notice(row) == parse(data, encoding="utf-16", date=dt.date(2021, 3, 1), path="a")


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FupinError, match=r"pip install pyarrow"):
        record_schema()
