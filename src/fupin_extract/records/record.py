"""What every record is: frozen, with the keys that it knows, and small."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class _Given(set[str]):
    """Names of fields, of all records of a kind to which just these were given; pydantic wants a set of it."""

    def __copy__(self) -> set[str]:
        return set(self)

    def __reduce__(self) -> tuple[type[set[str]], tuple[list[str]]]:
        return set, (sorted(self),)

    def _refuse(self, *_: object) -> None:
        raise TypeError("which fields were given to a record does not change: model_copy makes another record")

    add = discard = remove = update = clear = pop = _refuse  # type: ignore[assignment]


@lru_cache(maxsize=1000)
def _form(kind: type[Record], given: frozenset[str]) -> tuple[dict[str, Any], _Given]:
    """What records share: a dictionary whose copies hold values alone, not the keys (PEP 412), and what was given."""
    blank = object.__new__(kind)
    for name in kind.model_fields:
        object.__setattr__(blank, name, None)
    return blank.__dict__, _Given(given)


# Those of kinds whose records were given whole, and how many fields that is.
_WHOLE: dict[type[Record], tuple[dict[str, Any], _Given, int]] = {}
_NONE: tuple[dict[str, Any], _Given, int] = {}, _Given(), -1
# What sets these two of a record that is frozen.
_hold = BaseModel.__dict__["__dict__"].__set__
_give = BaseModel.__dict__["__pydantic_fields_set__"].__set__


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    # Models are built on first use: a command that parses nothing pays for none of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _: object, /) -> None:
        """Keep the record small, of which a long notice has a million: 0.3 KB where pydantic alone makes 1.2 of it."""
        kind, held, told = type(self), self.__dict__, self.__pydantic_fields_set__
        form, given, size = _WHOLE.get(kind) or _NONE
        # Nearly all are given whole; to ask only for how many is quick.
        if size != len(told) or size != len(held):
            form, given = _form(kind, frozenset(told))
            if len(form) == len(given):
                _WHOLE[kind] = form, given, len(form)
        _give(self, given)
        # model_construct may leave fields out.
        if len(held) == len(form):
            _hold(self, form | held)
