"""The files of an evaluation: annotations, the notices that they are of, floors, and an earlier evaluation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fupin_extract.errors import ReadError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from fupin_extract.records.annotation import Annotation
    from fupin_extract.records.evaluation import Evaluation

    M = TypeVar("M", bound=BaseModel)

# What floors are called in a folder of annotations.
FLOORS = "floors.yaml"


def read_annotations(gold: Path, *, besides: bool = False) -> dict[Path, Annotation]:
    """The annotations of a folder, or the one in a file, by their files; ``besides``: there may be none.

    Raises:
        ReadError: there is none, one is none, or two have one name.
    """
    from fupin_extract.records.annotation import Annotation

    if not gold.exists():
        raise ReadError("{path}: no such file", path=gold)
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [] if besides else [gold]
    if not files and not besides:
        raise ReadError("{path}: there are no annotations (.json) in this folder", path=gold)
    found: dict[Path, Annotation] = {}
    names: dict[str, Path] = {}
    for file in files:
        found[file] = annotation = _checked(Annotation, file, "{path}: is no annotation: {problem}")
        if (other := names.setdefault(annotation.doc, file)) != file:
            text = "{path}: has the same doc as {other}: give one of them another name"
            raise ReadError(text, path=file, other=other)
    return found


def read_evaluation(path: Path) -> Evaluation:
    """An earlier evaluation, as ``--format json`` wrote it.

    Raises:
        ReadError: it is none.
    """
    from fupin_extract.records.evaluation import Evaluation

    return _checked(Evaluation, path, "{path}: is no evaluation as --format json writes it: {problem}")


def _checked(model: type[M], path: Path, template: str) -> M:
    """The record in a file of JSON; the first that is wrong in it is told by ``template``."""
    from pydantic import ValidationError

    try:
        return model.model_validate_json(_bytes(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ReadError(template, path=path, problem=f"{place}: {first['msg']}" if place else first["msg"]) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError("{path}: cannot be read: {reason}", path=path, reason=error.strerror or error) from None


def read_floors(path: Path | None, gold: Path) -> dict[str, float]:
    """The floors of a file, else those in the folder of annotations, else none.

    Raises:
        ReadError: they are no numbers from 0 to 1, or of fields that there are not.
    """
    import yaml

    from fupin_extract.derive.tally import FIELDS

    if path is None:
        path = gold / FLOORS
        if not path.is_file():
            return {}
    try:
        found = yaml.safe_load(_bytes(path))
    except (yaml.YAMLError, UnicodeDecodeError):
        found = None
    if not isinstance(found, Mapping):
        raise ReadError("{path}: floors are lines such as units: 0.98", path=path)
    for field, floor in found.items():
        if field not in FIELDS:
            raise ReadError(
                "{path}: there is no field {field}: give one of {known}",
                path=path,
                field=field,
                known=", ".join(FIELDS),
            )
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise ReadError("{path}: the floor of {field} is a number from 0 to 1", path=path, field=field)
    return {field: float(floor) for field, floor in found.items()}


def notices_of(annotations: Mapping[Path, Annotation], folder: Path | None) -> dict[Path, Path]:
    """The notice of each annotation, as far as it is found: in a folder and those below it, or beside the annotation.

    Raises:
        ReadError: there is no such folder.
    """
    if folder is not None and folder.is_file() and len(annotations) < 2:
        return dict.fromkeys(annotations, folder)
    if folder is not None and not folder.is_dir():
        raise ReadError("{path}: there is no such folder", path=folder)
    folders = {folder or file.parent for file in annotations}
    files = sorted(path for each in folders for path in notices_in(each, deep=folder is not None))
    by_name = {path.stem: path for path in reversed(files)}
    by_sum: dict[str, Path] = {}
    if any(annotation.sha256 for annotation in annotations.values()):
        by_sum = {hashlib.sha256(_bytes(path)).hexdigest(): path for path in reversed(files)}
    found = {
        file: by_sum.get(annotation.sha256) if annotation.sha256 else by_name.get(annotation.doc)
        for file, annotation in annotations.items()
    }
    return {file: path for file, path in found.items() if path is not None}


def notices_in(folder: Path, *, deep: bool) -> Iterator[Path]:
    """The files that may be notices."""
    files = folder.rglob("*") if deep else folder.iterdir()
    return (path for path in files if path.suffix not in (".json", ".yaml") and path.is_file())
