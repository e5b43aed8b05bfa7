"""An annotation → JSON to be corrected by hand: a phrase a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.records.annotation import Annotation
    from fupin_extract.write.registry import Looks


def draw(annotation: Annotation, _: Looks) -> Iterator[bytes]:
    """The annotation; of its lists each entry on a line of its own, so that one is easily corrected or taken out."""
    parts = [f"{_json(name)}: {_part(value)}" for name, value in annotation.model_dump(mode="json").items()]
    yield ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _part(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(map(_json, value)) + "\n]"
    if isinstance(value, dict):
        return "{\n " + ",\n ".join(f"{_json(name)}: {_json(part)}" for name, part in value.items()) + "\n}"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
