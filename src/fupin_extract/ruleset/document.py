"""A rules file as YAML, read as strings only: no ``on`` that becomes True, no ``2025-06-30`` that becomes a date."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fupin_extract.ruleset.problem import Problem, Problems

# The loader on libyaml is five times faster; a PyYAML built without it still reads the same.
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _StringLoader(_Loader):  # type: ignore[misc, valid-type]
    """Every scalar a string, and a key that stands twice in one mapping an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written: its file and line, and its keys with strings, lists and mappings of strings."""

    file: Path
    line: int
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """The id that a problem is reported under."""
        name = self.data.get("id") or self.data.get("extend") or ""
        return name if isinstance(name, str) else ""

    def problem(self, message: str) -> Problem:
        """What is wrong with this entry."""
        return Problem(self.file, self.line, self.name, message)


def read_entries(file: Path, problems: Problems) -> list[Entry]:
    """The entries of a rules file: a YAML list of mappings. A file that does not exist has none."""
    entries = []
    for line, data in _items(file, problems):
        if isinstance(data, dict):
            entries.append(Entry(file, line, data))
        else:
            problems.append(Problem(file, line, "", "an entry is a mapping with an id, such as `- id: by.year_end`"))
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
        loader = _StringLoader(file.read_text(encoding="utf-8-sig"))
        node = loader.get_single_node()
        if node is None:
            return []
        if mapping and isinstance(node, yaml.MappingNode):
            values = loader.construct_mapping(node, deep=True)
            lines = [key.start_mark.line + 1 for key, _ in node.value]
            return [
                (line, {"id": name, "value": value}) for line, (name, value) in zip(lines, values.items(), strict=True)
            ]
        if not mapping and isinstance(node, yaml.SequenceNode):
            return [(item.start_mark.line + 1, loader.construct_object(item, deep=True)) for item in node.value]
        problems.append(
            Problem(file, 1, "", f"the file is one YAML {'mapping of names' if mapping else 'list of rules'}")
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(Problem(file, mark.line + 1 if mark else 0, "", error.problem or "not YAML"))
    except (yaml.YAMLError, RecursionError) as error:
        problems.append(Problem(file, 0, "", str(error) or "nested too deeply"))
    except OSError as error:
        problems.append(Problem(file, 0, "", f"cannot be opened: {error.strerror}"))
    except UnicodeDecodeError:
        problems.append(Problem(file, 0, "", "not UTF-8: save the file as UTF-8"))
    return []
