"""YAML, written straight from the records: byte for byte what PyYAML writes on libyaml, and what readers read back."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fupin_extract import compare, parse, write, write_diff
from fupin_extract.derive.offices import by_unit
from fupin_extract.records.notice import Notice
from fupin_extract.write.formats import yaml as ours
from fupin_extract.write.registry import Looks

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
LIBYAML = pytest.mark.skipif(not hasattr(yaml, "CSafeDumper"), reason="PyYAML was built without libyaml")

# The core schema of YAML 1.2.2, section 10.3.2.
CORE = {
    "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    "float": (
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+.0123456789",
    ),
    "bool": ("true|True|TRUE|false|False|FALSE", "tTfF"),
    "null": ("null|Null|NULL|~|", ["n", "N", "~", ""]),
}
# What ours quotes beside what PyYAML does: with lines among the digits too, as some readers have it.
NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?)"
)


class CoreLoader(yaml.SafeLoader):
    """A reader of YAML 1.2: what is a number there and a text in YAML 1.1 comes back as another value than the text."""


CoreLoader.yaml_implicit_resolvers = {}
for kind, (pattern, first) in CORE.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})\\Z"), list(first))
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda _, node: int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10)
)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(re.sub(r"\.(?=[a-zA-Z])", "", node.value)))


class Reference(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """PyYAML, told what ours is to look like."""

    def ignore_aliases(self, _: object) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, **_: Any) -> yaml.MappingNode:
        node: yaml.MappingNode = super().represent_mapping(tag, mapping, flow_style=False)
        for key, _ in node.value:
            key.style = "'" if NUMBER.fullmatch(key.value) else None
        return node

    def represent_sequence(self, tag: str, sequence: Any, **_: Any) -> yaml.SequenceNode:
        span = bool(sequence) and all(type(item) is int for item in sequence)
        return super().represent_sequence(tag, sequence, flow_style=span)  # type: ignore[no-any-return]


def as_text(dumper: Reference, text: str) -> yaml.Node:
    breaks = any(mark in text for mark in "\r\x85\u2028\u2029")
    style = '"' if breaks else "|" if "\n" in text else "'" if NUMBER.fullmatch(text) else None
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


def as_number(dumper: Reference, number: float) -> yaml.Node:
    whole = number.is_integer()
    node: yaml.Node = dumper.represent_int(int(number)) if whole else dumper.represent_float(number)
    return node


Reference.add_representer(str, as_text)
Reference.add_representer(float, as_number)
Reference.add_representer(tuple, lambda dumper, items: dumper.represent_list(items))


def by_pyyaml(*documents: Any) -> bytes:
    """The documents as PyYAML writes them."""
    written: bytes = yaml.dump_all(
        documents,
        Dumper=Reference,
        encoding="utf-8",
        allow_unicode=True,
        explicit_start=len(documents) > 1,
        width=2**31 - 1,
        sort_keys=False,
    )
    return written


def by_us(*documents: Any) -> bytes:
    """The documents as we write them."""
    return b"".join(ours.draw(documents, Looks()))


# What YAML has a meaning for, what looks like a number or a date, and what cannot be printed.
MARKS = [*"-?:,[]{}#&*!|>'\"%@`=~<.+_ \\/0179aeExobynT\0\a\t\n\r\x1b\x7f\x85\xa0"]
MARKS += [*"\u2028\u2029\u3000\ud7ff\ue000\ufeff\ufffd\ufffe𠮷。"]
MARKS += ["县财政局", " \n", "\n ", "\n\n", ": ", " #", "- ", "---"]
PIECES = st.lists(st.sampled_from(MARKS), max_size=6).map("".join)
FIGURES = st.text("0123456789+-._eExobaf:", min_size=1, max_size=8)
ZONES = r"(?: ?(?:Z|[+-][0-9]{1,2}(?::[0-9]{2})?))?"
DAYS = st.from_regex(
    rf"[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?:[Tt ][0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]*)?{ZONES})?",
    fullmatch=True,
    alphabet=st.characters(codec="ascii"),
)
WORDS = [
    "是",
    "yes",
    "No",
    "ON",
    "oFF",
    "true",
    "null",
    "NULL",
    "~",
    "=",
    "<=",
    "<<",
    "<",
    "...",
    ".inf",
    "-.INF",
    ".NaN",
]
WORDS += ["1e5", "0o17", "0x1F", "0b11", "1_0", ".5", "5.", "0777", "12:30", "12:30:15.5", "1:99", "+12", "2025-6-3"]
# A key of 128 bytes is short, one of 129 is not.
LINES = st.sampled_from(
    ["", "𠮷" * 32, "字" * 42 + "ab", "字" * 42 + "abc", "字" * 50 + "\n", "第一段。\n第二段。", "\n", " a\n b \n\n"]
)
TEXTS = st.one_of(
    st.sampled_from(WORDS), LINES, FIGURES, DAYS, PIECES, st.text(st.characters(codec="utf-8"), max_size=8)
)
SCALARS = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just(1e-7)
)
VALUES = st.recursive(
    SCALARS,
    lambda values: st.one_of(
        st.lists(values, max_size=3), st.dictionaries(TEXTS, values, max_size=3), st.lists(st.integers(), max_size=3)
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=4)


@LIBYAML
@given(st.lists(DOCUMENTS, min_size=1, max_size=3))
@settings(max_examples=150)
@example([{"a": "x\n\n"}])
@example([{"a": {"k": "x\n\n"}}, {}])
@example([{"a": {"k": ["x\n\n", "", 1], "b": {}}}])
@example([{"a": ["x\n\n", "y\nz"], "b": "u\t\nv"}])
@example([{}])
@example([{"a\nb\u2028\nc": [["x"], {"y": "z\n"}], "k" * 129: {"a": [1, 2]}, "k" * 130: [["a"]]}])
@example([{"1e5": 1, "0o17": 2, "a \nb": 3, "\u2028'": 4}])
def test_whatever_is_written_is_what_pyyaml_writes(documents: list[dict[str, Any]]) -> None:
    assert by_us(*documents) == by_pyyaml(*documents)


@LIBYAML
@given(st.lists(TEXTS, max_size=30))
@settings(max_examples=150)
def test_every_text_is_quoted_as_pyyaml_quotes_it(texts: list[str]) -> None:
    document = {"texts": texts, "more": {"deeper": [{"text": text} for text in texts]}}
    assert by_us(document) == by_pyyaml(document)


@given(st.lists(DOCUMENTS, min_size=1, max_size=3))
@settings(max_examples=100)
@example([{"a": "x\n\n"}])
@example([{"1e5": "1e5", "0o17": ["0o17", ".5e3"], "0777": "<="}])
def test_readers_of_yaml_1_1_and_1_2_read_what_was_written(documents: list[dict[str, Any]]) -> None:
    written = by_us(*documents)
    # The breaks of a key that only YAML 1.1 has are read by PyYAML as it likes.
    if not re.search("[\u2028\u2029]", written.decode()):
        for loader in (yaml.SafeLoader, CoreLoader):
            assert list(yaml.load_all(written, Loader=loader)) == documents


def test_every_number_of_yaml_1_2_is_one_to_the_reader_of_these_tests() -> None:
    read = yaml.load("[1e5, 0o17, 0x1F, .5, 0777, True, ~, -.inf, no, 12:30]", Loader=CoreLoader)  # noqa: S506
    assert [type(value) for value in read] == [float, int, int, float, int, bool, type(None), float, str, str]


@LIBYAML
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("view", ["tasks", "full"])
def test_samples_are_written_as_pyyaml_writes_them(path: Path, view: Any) -> None:
    notice = parse(path)
    record = notice.model_dump(mode="json")
    if view == "tasks":
        del record["clauses"]
        record["source"]["text"] = None
    written = write(notice, view=view, with_text=view == "full")
    assert written == by_pyyaml(record)
    assert yaml.load(written, Loader=CoreLoader) == record  # noqa: S506
    if view == "full":
        assert Notice.model_validate(yaml.safe_load(written)) == notice


@LIBYAML
def test_other_records_are_written_as_pyyaml_writes_them() -> None:
    notices = [parse(path) for path in SAMPLES]
    views = [by_unit(notice) for notice in notices]
    assert by_us(*views) == by_pyyaml(*(view.model_dump(mode="json") for view in views))
    diff = compare(*notices[:2])
    assert write_diff(diff, "yaml") == by_pyyaml(diff.model_dump(mode="json"))


def test_a_long_list_comes_in_portions_and_is_the_same() -> None:
    notice = parse("一、工作任务\n" + "".join(f"{n}．做好第{n}项工作。\n" for n in range(1, 600)))
    portions = list(ours.draw([notice], Looks()))
    assert max(map(len, portions)) < len(b"".join(portions)) * 2 / 3
    assert Notice.model_validate(yaml.load(b"".join(portions), Loader=CoreLoader)) == notice  # noqa: S506


def test_what_is_no_number_that_counts_is_read_back() -> None:
    """PyYAML writes ``!!float inf``, which no reader of YAML 1.2 knows."""
    written = by_us({"most": math.inf, "least": -math.inf, "none": math.nan, "day": dt.date(2025, 6, 30)})
    assert written == b"most: .inf\nleast: -.inf\nnone: .nan\nday: '2025-06-30'\n"


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="not of object"):
        by_us({"a": object()})
