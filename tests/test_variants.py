"""What says the same is read the same: the samples in other dress."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fupin_extract import parse
from variants import VARIANTS, facts_of, wrapped

SAMPLES = {path.stem: path for path in sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))}
# The lines of the others end at odd places as they are.
PRINTED = ("000", "001", "003", "004")


@cache
def text_of(name: str) -> str:
    return SAMPLES[name].read_text("utf-8")


@cache
def facts(name: str) -> Counter[tuple[str, ...]]:
    return facts_of(parse(text_of(name)))


@pytest.mark.parametrize("dress", VARIANTS)
def test_a_dress_changes_a_sample(dress: str) -> None:
    assert any(VARIANTS[dress](text_of(name)) != text_of(name) for name in SAMPLES)


@pytest.mark.parametrize("dress", VARIANTS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_in_another_dress_tells_the_same(name: str, dress: str) -> None:
    got = facts_of(parse(VARIANTS[dress](text_of(name))))
    assert (got - facts(name), facts(name) - got) == (Counter(), Counter())


@pytest.mark.parametrize("width", [28, 40])
@pytest.mark.parametrize("name", PRINTED)
def test_a_sample_as_a_printed_page_sets_it_tells_the_same(name: str, width: int) -> None:
    got = facts_of(parse(wrapped(text_of(name), width)))
    assert (got - facts(name), facts(name) - got) == (Counter(), Counter())
