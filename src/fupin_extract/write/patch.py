"""A patch → YAML as the page writes it: a line a key, texts in double quotes, spans and what is empty plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fupin_extract.records.patch import Patch
    from fupin_extract.write.registry import Looks

# What JSON leaves as it is, and a reader of YAML takes for a line break or for no character.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# The keys of an operation in the order in which a reader looks for them.
_FIRST = ("op", "task", "span", "field", "unit", "was", "now", "place", "value", "at", "into", "title")


def draw(patch: Patch, _: Looks) -> Iterator[bytes]:
    """The patch."""
    record = patch.model_dump(mode="json")
    lines = [f"{key}: {_value(record[key])}" for key in ("schema_version", "kind")]
    lines += ["source:", *(f"  {key}: {_value(value)}" for key, value in record["source"].items())]
    for name in ("operations", "rows"):
        lines.append(f"{name}:" if record[name] else f"{name}: []")
        for entry in record[name]:
            lines += _entry(entry)
    yield ("\n".join(lines) + "\n").encode()


def _entry(entry: dict[str, Any]) -> Iterator[str]:
    keys = [key for key in _FIRST if key in entry] + [key for key in entry if key not in _FIRST]
    for place, key in enumerate(keys):
        value = entry[key]
        if isinstance(value, dict):
            value = {name: part for name, part in value.items() if part is not None}
        yield f"  {'- ' if place == 0 else '  '}{key}: {_value(value)}"


def _value(value: Any) -> str:
    """A value on one line, as JSON has it, which is YAML too."""
    text = json.dumps(value, ensure_ascii=False)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
