"""YAML for people, that programs read back: block style, Chinese as it is, a span on one line, dates quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from fupin_extract.records.notice import Record
    from fupin_extract.write.registry import Looks

# No line is folded, however long: a folded text cannot be searched.
_WIDTH = 2**31 - 1

# Line breaks of which a reader of YAML makes "\n": they are kept only as escapes.
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")

# What a reader of YAML 1.2 takes for a number, and one of 1.1 for a text: 1e5, 0o17, 1_0.
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?)"
)

# The writer on libyaml is five times faster; a PyYAML built without it writes the same.
_Writer: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_STR, _INT, _FLOAT = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
_BOOL, _NULL = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"
_MAP, _SEQ = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
# Keys and codes come again and again; a text is asked only once what it would be without quotes.
_SHORT = 40
_RESOLVER = yaml.resolver.Resolver()


class _Dumper(_Writer):  # type: ignore[misc, valid-type]
    """Asks but once what a short scalar means where it stands without quotes: a date, a number, a text."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        if kind is yaml.ScalarNode and len(value) < _SHORT:
            return _meaning(value) if implicit[0] else _STR
        tag: str = super().resolve(kind, value, implicit)
        return tag


@lru_cache(maxsize=4096)
def _meaning(plain: str) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, plain, (True, False))  # type: ignore[no-untyped-call]
    return tag


def _float(value: float) -> str:
    """In YAML 1.1 a number with an exponent has a point: 1.0e-05."""
    written = repr(value)
    return written if "." in written else written.replace("e", ".0e")


def _node(value: Any) -> yaml.Node:
    """A value as libyaml takes it: every value where it belongs, none by reference; a span on one line.

    PyYAML would look for each value's kind among its ancestors, and for values that come twice.
    """
    match value:
        case str():
            style = (
                '"'
                if _OTHER_BREAKS.search(value)
                else "|"
                if "\n" in value
                else "'"
                if _NUMBER.fullmatch(value)
                else None
            )
            return yaml.ScalarNode(_STR, value, style=style)
        case None:
            return yaml.ScalarNode(_NULL, "null")
        case bool():
            return yaml.ScalarNode(_BOOL, "true" if value else "false")
        case int():
            return yaml.ScalarNode(_INT, str(value))
        case float():
            # 85 rather than 85.0: what was printed is a count.
            return _node(int(value)) if value.is_integer() else yaml.ScalarNode(_FLOAT, _float(value))
        case dict():
            pairs = [(yaml.ScalarNode(_STR, key), _node(item)) for key, item in value.items()]
            return yaml.MappingNode(_MAP, pairs, flow_style=False)
        case _:
            span = bool(value) and all(type(item) is int for item in value)
            return yaml.SequenceNode(_SEQ, [_node(item) for item in value], flow_style=span)


def draw(records: Sequence[Record | dict[str, Any]], _: Looks) -> Iterator[bytes]:
    """A document a record; of several, each begins with ``---``."""
    documents = [record if isinstance(record, dict) else record.model_dump(mode="json") for record in records]
    yield yaml.serialize_all(
        map(_node, documents),
        Dumper=_Dumper,
        encoding="utf-8",
        allow_unicode=True,
        explicit_start=len(documents) > 1,
        width=_WIDTH,
    )
