"""The YAML of a patch → its record. What is wrong with it is told by line."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import ValidationError

from fupin_extract.errors import ReadError
from fupin_extract.records.patch import Patch
from fupin_extract.ruleset.entries import Plain, StringLoader

# As plain words these are nothing; in quotes they are the words.
_NOTHING = ("", "null", "~", "Null", "NULL")


def read_patch(data: bytes, name: str) -> Patch:
    """The patch in a file's bytes; ``name`` is what it is called in errors.

    Raises:
        ReadError: it is no YAML, or no patch.
    """
    problem = "{path}: line {line}: {problem}"
    try:
        node = StringLoader(data.decode("utf-8-sig")).get_single_node()
        plain = _Nullable().value(node) if node is not None else {}
    except UnicodeDecodeError:
        raise ReadError("{path}: not UTF-8: save the file as UTF-8", path=name) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ReadError(problem, path=name, line=line, problem=error.problem or "not YAML") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError("{path}: is no patch: {problem}", path=name, problem=_first_line(error)) from None
    if not isinstance(plain, dict) or plain.get("kind") != "fupin-patch":
        raise ReadError("{path}: is no patch: it has no line {line}", path=name, line='kind: "fupin-patch"')
    try:
        return Patch.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        said = ".".join(str(part) for part in first["loc"] if not isinstance(part, int) and part not in _OPS)
        what = f"{said}: {first['msg']}" if said else str(first["msg"])
        raise ReadError(problem, path=name, line=_line(node, first["loc"]), problem=what) from None


# The names by which pydantic tells operations apart are no keys of the file.
_OPS = ("set", "role", "split", "join", "add_task", "remove_task", "CorrectedDeadline", "CorrectedTarget")


class _Nullable(Plain):
    """Values of which a plain ``null`` is left out, as what is not there."""

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING:
            return None
        return super().value(node)

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        return {key: value for key, value in super().mapping(node).items() if value is not None}


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or ["nested too deeply"])[0]


def _line(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """The line of the entry that a place of the record stands in."""
    line = node.start_mark.line
    for part in place:
        if isinstance(node, yaml.MappingNode):
            inside = {key.value: (key, value) for key, value in node.value}
            if part not in inside:
                continue  # a name of pydantic's own
            key, node = inside[part]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return int(line) + 1
