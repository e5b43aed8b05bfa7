"""Named pieces of patterns: ``${org}`` in a rule is what ``org`` says in ``fragments.yaml``.

A fragment is a string, put in as written, or a list of alternatives, put in as ``(?:a|b)``; a string with ``|`` gets
brackets too, so that ``${org}牵头`` never means half of it. Fragments may name others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fupin_extract.ruleset.entry import Entry
from fupin_extract.ruleset.problem import Problems
from fupin_extract.text.patterns import compiled

_NAME = compiled(r"\$\{([^{}]*)\}")
_GOOD_NAME = compiled(r"[a-z][a-z0-9_]*")

# Fragments that name others twice over grow by powers; no pattern that a person wrote comes near.
_LONGEST = 200_000


class FragmentError(Exception):
    """An unknown fragment, a cycle, or one that grows without bound; the caller knows file and rule."""


class Fragments:
    """The fragments of all folders, the later over the earlier; ``own`` are the names that a user's folder wrote."""

    def __init__(self, entries: Mapping[str, Entry], own: frozenset[str], problems: Problems) -> None:
        self._raw: dict[str, str] = {}
        self._done: dict[str, str] = {}
        self._touched = {name: name in own for name in entries}
        for name, entry in entries.items():
            source = _source(entry.data["value"])
            if source is None or not _GOOD_NAME.fullmatch(name):
                problems.append(entry.problem("a fragment is a lower-case name with a pattern or a list of patterns"))
            else:
                self._raw[name] = source
        for name in self._raw:
            try:
                self._resolve(name, ())
            except FragmentError as error:
                problems.append(entries[name].problem(str(error)))

    @property
    def all(self) -> Mapping[str, str]:
        """Each fragment by its name, expanded."""
        return MappingProxyType(self._done)

    def expand(self, text: str) -> tuple[str, bool]:
        """The text with its fragments put in, and whether a user's fragment went into it."""
        return self._put_in(text, ()), any(self._touched[name] for name in _NAME.findall(text))

    def _put_in(self, text: str, above: tuple[str, ...]) -> str:
        expanded = _NAME.sub(lambda match: self._resolve(match[1], above), text)
        if len(expanded) > _LONGEST:
            raise FragmentError("the fragments make a pattern that is too long")
        return expanded

    def _resolve(self, name: str, above: tuple[str, ...]) -> str:
        if name in above:
            raise FragmentError("the fragments go in a circle: " + " → ".join((*above[above.index(name) :], name)))
        if name not in self._raw:
            raise FragmentError(f"unknown fragment ${{{name}}}: it is not in fragments.yaml")
        if name not in self._done:
            self._done[name] = self._put_in(self._raw[name], (*above, name))
            # A packaged fragment that names a user's is the user's as well.
            self._touched[name] |= any(self._touched[other] for other in _NAME.findall(self._raw[name]))
        return self._done[name]


def _source(value: object) -> str | None:
    if isinstance(value, list) and value and all(isinstance(v, str) and v for v in value):
        return f"(?:{'|'.join(value)})"
    if isinstance(value, str) and value:
        return f"(?:{value})" if "|" in value else value
    return None
