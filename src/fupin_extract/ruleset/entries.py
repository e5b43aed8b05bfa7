"""A rules file as YAML, read as strings only: no ``on`` that becomes True, no ``2025-06-30`` that becomes a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from fupin_extract.errors import ReadError
from fupin_extract.files import contents
from fupin_extract.ruleset.entry import Entry
from fupin_extract.ruleset.problem import Problems, RuleProblem

# The loader on libyaml is five times faster; a PyYAML built without it still reads the same.
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TOO_DEEP = "nested too deeply"


class StringLoader(_Loader):  # type: ignore[misc, valid-type]
    """Nodes without tags: a rule's scalars are strings, and not to ask what else they could be halves the time."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, current_node: object, current_index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def read_entries(file: Path, problems: Problems) -> list[Entry]:
    """The entries of a rules file: a YAML list of mappings. A file that does not exist has none."""
    entries = []
    for line, data in _items(file, problems):
        if isinstance(data, dict):
            entries.append(Entry(file, line, data))
        else:
            problems.append(
                RuleProblem(file, line, "", "an entry is a mapping with an id, such as `- id: by.year_end`")
            )
    return entries


def read_mapping(file: Path, problems: Problems) -> dict[str, Entry]:
    """The entries of a file that is one mapping of names, as ``fragments.yaml`` is: each with its name as ``id``."""
    entries = {}
    for line, data in _items(file, problems, mapping=True):
        entries[data["id"]] = Entry(file, line, data)
    return entries


def _items(file: Path, problems: Problems, mapping: bool = False) -> list[tuple[int, Any]]:
    """The items of the top-level list, or the pairs of the top-level mapping as ``{id, value}``, with their lines."""
    if not file.exists():
        return []
    try:
        node = StringLoader(contents(file, file.as_posix()).decode("utf-8-sig")).get_single_node()
        if node is None:
            return []
        plain = Plain()
        if mapping and isinstance(node, yaml.MappingNode):
            values = plain.mapping(node).items()
            lines = [key.start_mark.line + 1 for key, _ in node.value]
            return [(line, {"id": name, "value": value}) for line, (name, value) in zip(lines, values, strict=True)]
        if not mapping and isinstance(node, yaml.SequenceNode):
            return [(item.start_mark.line + 1, plain.value(item)) for item in node.value]
        problems.append(
            RuleProblem(file, 1, "", f"the file is one YAML {'mapping of names' if mapping else 'list of rules'}")
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "not YAML"
        # PyYAML 6.0.4 stops before Python does.
        problem = _TOO_DEEP if "nesting depth" in problem else problem
        problems.append(RuleProblem(file, mark.line + 1 if mark else 0, "", problem))
    except yaml.YAMLError as error:
        problems.append(RuleProblem(file, 0, "", str(error)))
    except RecursionError:
        problems.append(RuleProblem(file, 0, "", _TOO_DEEP))
    except ReadError as error:
        problems.append(RuleProblem(file, 0, "", str(error).removeprefix(f"{file.as_posix()}: ")))
    except UnicodeDecodeError:
        problems.append(RuleProblem(file, 0, "", "not UTF-8: save the file as UTF-8"))
    return []


class Plain:
    """Nodes → strings, lists and mappings; a key that stands twice and a reference (``*name``) are errors."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        self._once(node)
        return [self.value(item) for item in node.value]

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        self._once(node)
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _error("a key is a word", key)
            if key.value in values:
                raise _error(f"the key {key.value!r} stands twice", key)
            values[key.value] = self.value(value)
        return values

    def _once(self, node: yaml.Node) -> None:
        """A reference gives the same node again, and references to references grow by powers."""
        if id(node) in self._seen:
            raise _error("references (*name) are not for rules: name a fragment", node)
        self._seen.add(id(node))


def _error(message: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, message, node.start_mark)
