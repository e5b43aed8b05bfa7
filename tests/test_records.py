"""Records: small, and yet what pydantic makes of them; what was found ends before the notice is whole."""

from __future__ import annotations

import copy
import gc
import pickle
import tracemalloc
from typing import Any

import pytest
from pydantic import ValidationError

from fupin_extract import Notice, parse
from fupin_extract.find.search import Found
from fupin_extract.records.notice import Deadline, Organization
from fupin_extract.resolve import notice as resolve_notice

TEXT = (
    "关于做好工作的通知\n一、就业。2025年底前培训100人。（牵头单位：县财政局，责任单位：县教育局）\n"
    "二、产业。（县民政局牵头）"
)
NAMED: dict[str, Any] = {"name": "县财政局", "text": "县财政局", "kind": "department", "span": (3, 7)}


def test_a_record_takes_a_third_of_what_pydantic_makes() -> None:
    Organization(**NAMED)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        records = [Organization(**NAMED) for _ in range(1000)]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (after - before) / len(records) < 500


def test_a_record_knows_which_fields_were_given() -> None:
    record = Organization(**NAMED)
    assert record.model_fields_set == {"name", "text", "kind", "span"}
    assert record.model_dump(exclude_unset=True) == NAMED
    assert Organization(**NAMED, level="county").model_dump(exclude_unset=True) == NAMED | {"level": "county"}
    assert record.model_dump_json(exclude_unset=True).count('":') == 4
    assert list(record.model_dump()) == list(Organization.model_fields)


def test_copies_are_records_of_their_own() -> None:
    record = Organization(**NAMED)
    other = record.model_copy(update={"level": "county"})
    assert (record.level, other.level) == (None, "county")
    assert other.model_fields_set == {*record.model_fields_set, "level"}
    assert record.model_fields_set == {"name", "text", "kind", "span"}
    for same in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):  # noqa: S301
        assert same == record
        assert hash(same) == hash(record)
        assert same.model_fields_set == record.model_fields_set


def test_nobody_changes_a_record_or_what_records_share() -> None:
    record = Organization(**NAMED)
    with pytest.raises(ValidationError, match="frozen"):
        record.name = "县教育局"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        del record.name
    with pytest.raises(TypeError, match="does not change"):
        record.model_fields_set.add("level")
    assert Organization(**NAMED).model_fields_set == {"name", "text", "kind", "span"}


def test_a_record_that_is_not_checked_holds_what_it_was_given() -> None:
    given: dict[str, Any] = {"id": "1/d1"}
    record = Deadline.model_construct(**given)
    assert record.__dict__.keys() == Deadline.model_fields.keys() - {"rule", "text", "span", "kind"}
    assert not hasattr(record, "rule")


def test_a_notice_reads_back_from_json_with_all_it_was_given() -> None:
    notice = parse(TEXT)
    again = Notice.model_validate_json(notice.model_dump_json())
    assert again == notice
    assert again.model_dump(exclude_defaults=True) == notice.model_dump(exclude_defaults=True)


def test_what_was_found_ends_before_the_notice_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    real, alive = vars(resolve_notice)["build_clauses"], []

    def counting(*arguments: Any) -> Any:
        alive.append(sum(isinstance(each, Found) for each in gc.get_objects()))
        return real(*arguments)

    gc.collect()
    before = sum(isinstance(each, Found) for each in gc.get_objects())
    monkeypatch.setattr(resolve_notice, "build_clauses", counting)
    assert len(parse(TEXT).tasks) == 2
    # The last one is still at hand.
    assert alive[0] <= before + 1
