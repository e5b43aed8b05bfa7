"""YAML for people, that programs read back: block style, Chinese as it is, a span on one line, dates quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from fupin_extract.records import Notice

if TYPE_CHECKING:
    from fupin_extract.write import View

# What a person wants first; the clauses are what the tasks were read from.
_TASKS_VIEW = {"schema_version", "source", "metadata", "tasks", "diagnostics"}

# No line is folded, however long: a folded text cannot be searched.
_WIDTH = 2**31 - 1

# Line breaks of which a reader of YAML makes "\n": they are kept only as escapes.
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")

# The dumper on libyaml is five times faster; a PyYAML built without it writes the same.
_SafeDumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SafeDumper):  # type: ignore[misc, valid-type]
    """Every value where it belongs, none by reference; texts of several lines as such."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    style = '"' if _OTHER_BREAKS.search(data) else "|" if "\n" in data else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style)


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    span = bool(data) and all(type(item) is int for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=span)


def _number(dumper: yaml.SafeDumper, data: float) -> yaml.Node:
    """85 rather than 85.0: what was printed is a count."""
    return dumper.represent_int(int(data)) if data.is_integer() else dumper.represent_float(data)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
_Dumper.add_representer(list, _list)


def to_yaml(notices: Sequence[Notice], view: View) -> bytes:
    """A document a notice; of several, each begins with ``---``."""
    include = _TASKS_VIEW if view == "tasks" else None
    return dump_yaml([notice.model_dump(mode="json", include=include) for notice in notices])


def dump_yaml(documents: Sequence[dict[str, Any]]) -> bytes:
    """Records as a document each; of several, each begins with ``---``."""
    dumped: bytes = yaml.dump_all(
        documents,
        Dumper=_Dumper,
        encoding="utf-8",
        allow_unicode=True,
        default_flow_style=False,
        explicit_start=len(documents) > 1,
        sort_keys=False,
        width=_WIDTH,
    )
    return dumped
