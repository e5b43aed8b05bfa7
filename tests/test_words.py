"""Chinese words: the same from the dictionary as it lies on the disk, from rjieba and from jieba."""

from __future__ import annotations

import re
import sys
from itertools import chain
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_extract.text.dictionary import MARK, PATH, Dictionary, dictionary
from fupin_extract.text.words import Words
from make_dictionary import dictionary as made

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
RUNS = sorted(set(chain.from_iterable(re.findall("[\u4e00-\u9fd5]+", p.read_bytes().decode()) for p in SAMPLES)))

ADDED = ("易地扶贫搬迁", "后续扶持", "行政审批服务局", "超级个体", "创业担保贷款")


def test_both_libraries_cut_the_same_words() -> None:
    text = (
        "围绕易地扶贫搬迁后续扶持，县行政审批服务局为超级个体开办企业提供帮办，OPC 可申请创业担保贷款20万元；"
        "统筹推进产业培育、就业帮扶和社区治理，确保搬迁群众稳得住、有就业、逐步能致富。"
    )
    ours, theirs = Words(ADDED, "rjieba").cut(text), Words(ADDED, "jieba").cut(text)
    assert ours == theirs
    assert "".join(ours) == text
    assert {"易地扶贫搬迁", "行政审批服务局", "超级个体"} <= set(ours)
    assert "易地扶贫搬迁" not in Words().cut(text)


def test_no_library_is_loaded_before_the_first_cut() -> None:
    loaded = {name for name in ("jieba", "rjieba") if name in sys.modules}
    Words(["尚未切分"])
    assert {name for name in ("jieba", "rjieba") if name in sys.modules} == loaded


def test_the_dictionary_is_what_the_installed_jieba_makes() -> None:
    assert PATH.read_bytes() == made()


def test_the_dictionary_cuts_every_run_of_the_samples_as_jieba_does() -> None:
    assert len(RUNS) > 2900
    differ = [run for run in RUNS if list(dictionary().cut(run)) != jieba.lcut(run)]
    assert differ == []


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=12))
def test_rare_characters_are_cut_as_jieba_does(text: str) -> None:
    assert list(dictionary().cut(text)) == jieba.lcut(text)


@given(st.lists(st.sampled_from("".join(RUNS[:2000])), max_size=12).map("".join))
def test_characters_in_any_order_are_cut_as_jieba_does(text: str) -> None:
    assert list(dictionary().cut(text)) == jieba.lcut(text)


@pytest.mark.parametrize("text", ["", "OPC，10%", "中", "中华人民共和国中央人民政府", "𠮷野家"])
def test_what_is_cut_is_the_text(text: str) -> None:
    assert "".join(Words().cut(text)) == text
    assert Words().cut(text) == Words(library="jieba").cut(text)


def test_many_words_are_cut_by_a_library_and_are_the_same() -> None:
    words = Words()
    texts = RUNS[:1500]
    few, many = [words.cut(text) for text in texts], [words.cut(text) for text in texts]
    assert sum(map(len, texts)) > 4000
    assert few == many


def test_another_file_is_no_dictionary() -> None:
    with pytest.raises(ValueError, match="no dictionary"):
        Dictionary(memoryview(b"x" * 100))
    assert MARK.decode().endswith(jieba.__version__)
