"""Folders of rules → RuleSet: read, lay over, expand, check.

Every step adds to one list of problems: ``rules check`` tells all of them, ``load_rules`` raises the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError

from fupin_extract.errors import RuleError
from fupin_extract.kept import KEPT
from fupin_extract.ruleset.entry import Entry
from fupin_extract.ruleset.fragments import FragmentError, Fragments
from fupin_extract.ruleset.models import FILES
from fupin_extract.ruleset.pattern import check_pattern
from fupin_extract.ruleset.plain_rules import from_plain, to_plain
from fupin_extract.ruleset.problem import Problems, RuleProblem
from fupin_extract.ruleset.rule import Regex, Rule
from fupin_extract.ruleset.ruleset import RuleSet

FRAGMENTS = "fragments"

R = TypeVar("R", bound=Rule)


def packaged_folder() -> Path:
    """Where our own rules are: ``_rules`` inside an installed package, ``rules`` at the root of a source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_rules"
    return installed if installed.is_dir() else package.parent.parent / "rules"


def packaged_cases() -> Path:
    """Where the cases of our own rules are: beside them in an installed package, in the tests of a source tree."""
    folder = packaged_folder()
    return folder / "cases" if folder.name == "_rules" else folder.parent / "tests" / "cases"


def load_rules(*folders: Path) -> RuleSet:
    """The packaged rules with the folders laid over them, in this order.

    In a folder, an entry with the id of an earlier one replaces it, ``extend: ID`` adds to its lists,
    ``disabled: true`` takes it away; a fragment replaces the one of its name.

    Raises:
        RuleError: a folder or a rule is wrong; the text names the file, the line and the rule.
        TypeError: a folder is no ``Path``.
    """
    for folder in folders:
        if not isinstance(folder, Path):
            raise TypeError(f"a folder of rules is a Path, not {type(folder).__name__}")
    if not folders:
        return _packaged()
    return _first_raises(*gather(packaged_folder(), *folders))


@cache
def _packaged() -> RuleSet:
    return from_plain(KEPT.get("rules", "packaged", lambda: to_plain(_first_raises(*gather(packaged_folder())))))


def _first_raises(rules: RuleSet, problems: Problems) -> RuleSet:
    if problems:
        more = (
            f" (and {len(problems) - 1} more: `fupin-extract rules check DIR` lists all)" if len(problems) > 1 else ""
        )
        raise RuleError(f"{problems[0]}{more}")
    return rules


def gather(packaged: Path, *folders: Path) -> tuple[RuleSet, Problems]:
    """The rules as far as they are right, and everything that is wrong with them.

    Raises:
        RuleError: one is no folder.
    """
    from fupin_extract.ruleset.entries import read_entries  # YAML is read where rules are not kept

    problems: Problems = []
    for folder in folders:
        _check_folder(folder, problems)
    fragments = _fragments(packaged, folders, problems)
    parts: dict[str, Any] = {}
    for stem, model in FILES.items():
        entries = {e.name: (e, True) for e in _unique(read_entries(packaged / f"{stem}.yaml", problems), problems)}
        for folder in folders:
            _overlay(entries, _unique(read_entries(folder / f"{stem}.yaml", problems), problems), model, problems)
        parts[stem] = tuple(_checked(entries.values(), model, fragments, problems))
    return RuleSet(fragments=fragments.all, **parts), problems


def _check_folder(folder: Path, problems: Problems) -> None:
    if not folder.is_dir():
        raise RuleError("{path}: not a folder: give a folder with rules files such as deadlines.yaml", path=folder)
    known = [*FILES, FRAGMENTS]
    files = sorted(f for f in folder.iterdir() if f.suffix.lower() in (".yaml", ".yml"))
    if not files:
        problems.append(
            RuleProblem(folder, 0, "", f"no rules file in it: {', '.join(f'{stem}.yaml' for stem in known)}")
        )
    for file in files:
        if file.suffix != ".yaml" or file.stem not in known:
            problems.append(
                RuleProblem(file, 0, "", f"no such rules file: {', '.join(f'{stem}.yaml' for stem in known)}")
            )


def _fragments(packaged: Path, folders: tuple[Path, ...], problems: Problems) -> Fragments:
    from fupin_extract.ruleset.entries import read_mapping

    entries = read_mapping(packaged / f"{FRAGMENTS}.yaml", problems)
    own: dict[str, Entry] = {}
    for folder in folders:
        own |= read_mapping(folder / f"{FRAGMENTS}.yaml", problems)
    fragments = Fragments(entries | own, frozenset(own), problems)
    for name in own.keys() & fragments.all.keys():
        try:
            check_pattern(fragments.all[name])
        except RuleError as error:
            problems.append(own[name].problem(str(error)))
    return fragments


def _unique(entries: list[Entry], problems: Problems) -> Iterator[Entry]:
    """The entries that have a name; a second entry with the same id is a slip, since one of them would be lost."""
    seen: set[str] = set()
    for entry in entries:
        if not entry.name:
            problems.append(entry.problem("a rule needs an id"))
        elif "id" in entry.data and entry.name in seen:
            problems.append(entry.problem("the id stands twice in this file"))
        else:
            if "id" in entry.data:
                seen.add(entry.name)
            yield entry


def _overlay(
    entries: dict[str, tuple[Entry, bool]], own: Iterator[Entry], model: type[Rule], problems: Problems
) -> None:
    """Lay a user's entries over those before; a replaced rule keeps its place in the order."""
    for entry in own:
        said = str(entry.data.pop("disabled", "false")).lower()
        if said not in ("true", "false"):
            problems.append(entry.problem("disabled: is true or false"))
            continue
        disabled = said == "true"
        if ("extend" in entry.data or disabled) and entry.name not in entries:
            problems.append(entry.problem("there is no rule of this id to extend or disable"))
        elif disabled:
            del entries[entry.name]
        elif "extend" in entry.data:
            entries[entry.name] = (_extended(entries[entry.name][0], entry, model, problems), False)
        else:
            entries[entry.name] = (entry, False)


def _extended(base: Entry, more: Entry, model: type[Rule], problems: Problems) -> Entry:
    data = dict(base.data)
    for key, value in more.data.items():
        if key in ("extend", "note"):
            continue
        if key in model.model_fields and not _is_list(model, key):
            problems.append(
                more.problem(f"extend adds to lists, and {key!r} is none: write the whole rule with its id instead")
            )
        else:
            data[key] = [*_as_list(data.get(key, [])), *_as_list(value)]
    return replace(more, data=data)


def _is_list(model: type[Rule], key: str) -> bool:
    return get_origin(model.model_fields[key].annotation) is tuple


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _checked(
    entries: Iterable[tuple[Entry, bool]], model: type[R], fragments: Fragments, problems: Problems
) -> Iterator[R]:
    for entry, trusted in entries:
        try:
            data, touched = _expand(entry.data, fragments)
            rule = model.model_validate(data)
        except FragmentError as error:
            problems.append(entry.problem(str(error)))
        except ValidationError as error:
            problems.extend(entry.problem(message) for message in _messages(error, model))
        else:
            rule.stamp(f"{entry.file.as_posix()}:{entry.line}: {entry.name}", trusted=trusted and not touched)
            # Ours are compiled where they are used, and by the tests; a user hears of a wrong one before anything runs.
            if rule.trusted or _patterns_compile(rule, entry, problems):
                yield rule


def _expand(value: str | list[Any] | dict[str, Any], fragments: Fragments) -> tuple[Any, bool]:
    """The value with every string expanded, and whether a user's fragment went in. A note may speak of ``${names}``."""
    if isinstance(value, str):
        return fragments.expand(value) if "${" in value else (value, False)
    if isinstance(value, list):
        items = [_expand(item, fragments) for item in value]
        return [item for item, _ in items], any(touched for _, touched in items)
    pairs = {key: (item, False) if key == "note" else _expand(item, fragments) for key, item in value.items()}
    return {key: item for key, (item, _) in pairs.items()}, any(touched for _, touched in pairs.values())


def _messages(error: ValidationError, model: type[Rule]) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        key = ".".join(str(part) for part in detail["loc"])
        if detail["type"] == "extra_forbidden":
            yield f"unknown key {key!r}: known are {', '.join(model.model_fields)}"
        elif detail["type"] == "missing":
            yield f"the key {key!r} is missing"
        else:
            yield f"{key}: {detail['msg']}"


def _patterns_compile(rule: Rule, entry: Entry, problems: Problems) -> bool:
    before = len(problems)
    for name, info in type(rule).model_fields.items():
        if not any(isinstance(mark, Regex) for mark in info.metadata):
            continue
        value = getattr(rule, name)
        for source in (value,) if isinstance(value, str) else value or ():
            try:
                check_pattern(source)
            except RuleError as error:
                problems.append(entry.problem(f"{name}: {error}"))
    return len(problems) == before
