"""``dataclass`` for the classes that every call makes: the one of the standard library in a tenth of its time.

That one writes, compiles and runs each method of each class by itself; for the 130 classes between a call and its
notice this takes as long as reading ten notices. Here ``__init__`` alone is written, and its code kept for the next
call; the other methods are the same functions for all classes. That the fields of a ``frozen`` class are not set anew,
mypy sees to: at run time nothing looks, so that things are made as quickly as those of any class.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import MISSING, Field, make_dataclass
from dataclasses import dataclass as standard
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from fupin_extract.kept import KEPT

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type[Any] | None = None,
        /,
        *,
        frozen: bool = False,
        eq: bool = True,
        slots: bool = False,
        kw_only: bool = False,
    ) -> type[Any] | Callable[[type[Any]], type[Any]]:
        """The class with methods for its fields. It inherits none, and every option is that of ``dataclasses``."""
        make = partial(_made, frozen=frozen, eq=eq, slots=slots, kw_only=kw_only)
        return make if cls is None else make(cls)


def _made(cls: type[Any], *, frozen: bool, eq: bool, slots: bool, kw_only: bool) -> type[Any]:
    body = dict(vars(cls))
    # A class of a module that mypyc compiled has types for annotations, and cannot be made again with slots.
    if not all(isinstance(of, str) for of in body["__annotations__"].values()):
        return standard(frozen=frozen, eq=eq, slots=slots, kw_only=kw_only)(cls)
    told = {name: body.pop(name, MISSING) for name, of in body["__annotations__"].items() if "ClassVar[" not in of}
    fields = {name: value if isinstance(value, Field) else _Default(value) for name, value in told.items()}
    for name, field in fields.items():
        if isinstance(field, Field) and (field.kw_only is not MISSING or field.hash is not None):
            raise TypeError(f"{name}: of a field, its default, init, repr and compare can be told")
    made = {
        "__match_args__": () if kw_only else tuple(name for name, field in fields.items() if field.init),
        "__dataclass_fields__": _Fields(cls.__name__, body["__annotations__"], told),
        "__repr__": _shown([name for name, field in fields.items() if field.repr]),
    }
    # What a class says itself counts.
    if "__init__" not in body:
        made["__init__"] = _init(fields, kw_only=kw_only, then="__post_init__" in body)
    if eq:
        made |= _compared([name for name, field in fields.items() if field.compare], hashed=frozen)
    if not slots:
        for name, value in (made | {n: f.default for n, f in fields.items() if f.default is not MISSING}).items():
            if name not in body:
                setattr(cls, name, value)
        return cls
    # A slot cannot be added to a class that is there.
    for gone in ("__dict__", "__weakref__"):
        body.pop(gone, None)
    again: type[Any] = type(cls.__name__, cls.__bases__, {**made, **body, "__slots__": tuple(fields)})
    again.__qualname__ = cls.__qualname__
    return again


class _Default:
    """A field of which no more is said than a default, or nothing."""

    default_factory = MISSING
    init = repr = compare = True

    def __init__(self, default: object) -> None:
        self.default = default


def _init(fields: dict[str, Any], *, kw_only: bool, then: bool) -> Callable[..., None]:
    """``__init__``; defaults, and what makes them, are found under the names of the fields behind a ``_``."""
    known: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self", *["*"] * kw_only], []
    for name, field in fields.items():
        value, default = name, f"_{name}"
        known[default] = field.default
        if field.default_factory is not MISSING:
            known[default] = field.default_factory
            value = f"_{name}() if {name} is MISSING else {name}" if field.init else f"_{name}()"
            default = "MISSING"
        if field.init:
            parameters.append(name if known[f"_{name}"] is MISSING else f"{name}={default}")
        elif value == name:
            value = default
        lines.append(f" self.{name}={value}")
    source = "\n".join([f"def __init__({','.join(parameters)}):", *lines, *[" self.__post_init__()"] * then])
    code = KEPT.get("inits", source, lambda: marshal.dumps(compile(source, "<init>", "exec")))
    exec(marshal.loads(code), known)  # noqa: S102, S302 - our own source, kept as Python keeps what it has compiled
    made: Callable[..., None] = known["__init__"]
    return made


def _compared(names: list[str], *, hashed: bool) -> dict[str, Any]:
    """``__eq__`` and ``__hash__`` by the fields of the names."""
    values = _values(names)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashing(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashing if hashed else None}


def _shown(names: list[str]) -> Callable[[object], str]:
    """``__repr__`` with the fields of the names."""
    values = _values(names)

    def shown(self: object) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{type(self).__qualname__}({fields})"

    return shown


def _values(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    """What gives the values of the fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda thing: tuple(getattr(thing, name) for name in names)


class _Fields:
    """What ``dataclasses`` knows of the fields, for its ``replace`` and ``fields``; it is asked when they do."""

    def __init__(self, name: str, types: dict[str, str], told: dict[str, Any]) -> None:
        self._name, self._types, self._told = name, types, told
        self._found: dict[str, Field[Any]] | None = None

    def __get__(self, _: object, owner: object) -> dict[str, Field[Any]]:
        if self._found is None:
            fields = [(n, self._types[n], *([] if told is MISSING else [told])) for n, told in self._told.items()]
            self._found = vars(make_dataclass(self._name, fields, kw_only=True))["__dataclass_fields__"]
        return self._found
