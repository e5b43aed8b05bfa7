"""Our ``dataclass`` beside the one of the standard library: what either makes does the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import dataclass as standard
from dataclasses import field
from typing import Any, ClassVar

import pytest

from fupin_extract.plain_class import dataclass as plain


def sample() -> type[Any]:
    class Sample:
        """A sample."""

        kinds: ClassVar[int] = 3
        name: str
        size: int = 2
        parts: list[str] = field(default_factory=list)
        seen: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
        mark: str = field(default="-", compare=False)

        @property
        def long(self) -> str:
            return self.name * self.size

    return Sample


def said() -> type[Any]:
    class Said:
        """What it says itself counts."""

        name: str
        size: int

        def __init__(self, size: int) -> None:
            object.__setattr__(self, "name", "own")
            object.__setattr__(self, "size", size)

        def __repr__(self) -> str:
            return "said"

    return Said


def then() -> type[Any]:
    class Then:
        """Something is done behind ``__init__``."""

        name: str
        size: int = 1

        def __post_init__(self) -> None:
            object.__setattr__(self, "size", len(self.name))

    return Then


DECORATORS: list[Any] = [plain, standard]
Call = tuple[tuple[Any, ...], dict[str, Any]]
OPTIONS: list[dict[str, bool]] = [
    {"slots": True},
    {"slots": True, "frozen": True},
    {"slots": True, "frozen": True, "kw_only": True},
    {"frozen": True, "eq": False},
    {"kw_only": True},
]


def both(make: Callable[[], type[Any]], options: dict[str, bool]) -> tuple[Any, Any]:
    # mypy takes either for the one of the standard library, which makes what it can see.
    ours, theirs = (decorate(**options)(make()) for decorate in DECORATORS)
    return ours, theirs


def one_call(cls: Any, call: Call, options: dict[str, bool]) -> dict[str, Any]:
    """What a call makes and how that behaves, or the kind of error that it raises."""
    arguments, named = call
    try:
        made, again = cls(*arguments, **named), cls(*arguments, **named)
    except TypeError as error:
        return {"error": type(error)}
    found = {"equal": made == again, "to another": made == 1}
    found |= {name.name: getattr(made, name.name, "nothing") for name in dataclasses.fields(cls)}
    if options.get("eq", True):
        found["shown"] = repr(made)
    try:
        found["hash"] = hash(made) if options.get("eq", True) else None
    except TypeError as error:
        found["hash"] = type(error)
    return found


CALLS: list[tuple[Callable[[], type[Any]], list[Call]]] = [
    (
        sample,
        [
            ((), {}),
            (("a",), {}),
            (("a", 3), {}),
            ((), {"name": "a"}),
            ((), {"name": "a", "parts": ["x"], "mark": "!"}),
            ((), {"name": "a", "seen": {}}),
            ((), {"name": "a", "other": 1}),
        ],
    ),
    (said, [((4,), {}), ((), {})]),
    (then, [(("abc",), {}), ((), {"name": "ab", "size": 9})]),
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize(("make", "calls"), CALLS, ids=["sample", "said", "then"])
def test_what_is_made_is_what_the_standard_one_makes(
    make: Callable[[], type[Any]], calls: list[Call], options: dict[str, bool]
) -> None:
    ours, theirs = both(make, options)
    for name in ("__match_args__", "__slots__", "__doc__", "__qualname__", "__module__"):
        assert getattr(ours, name, None) == getattr(theirs, name, None), name
    for call in calls:
        assert one_call(ours, call, options) == one_call(theirs, call, options), call


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_functions_of_dataclasses_know_it(options: dict[str, bool]) -> None:
    ours, theirs = both(sample, options)
    assert hasattr(ours, "__dataclass_fields__")
    shown = ("name", "default", "init", "repr", "compare")
    for one, other in zip(dataclasses.fields(ours), dataclasses.fields(theirs), strict=True):
        assert [getattr(one, name) for name in shown] == [getattr(other, name) for name in shown]
    one = dataclasses.replace(ours(name="a", mark="!"), name="b")
    assert (one.name, one.mark, one.long) == ("b", "!", "bb")
    assert dataclasses.asdict(one) == dataclasses.asdict(theirs(name="b", mark="!"))
    assert copy.copy(one).parts is one.parts


@plain(frozen=True, slots=True)
class Kept:
    """What is sent to another process."""

    name: str
    sizes: tuple[int, ...] = ()


def test_it_is_pickled() -> None:
    sent = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(sent)) == sent  # noqa: S301 - our own
    assert {sent: 1}[Kept("a", (1, 2))] == 1
    match sent:
        case Kept(name, sizes):
            assert (name, sizes) == ("a", (1, 2))


def test_what_it_does_not_know_it_refuses() -> None:
    class Other:
        name: str = field(kw_only=True)

    with pytest.raises(TypeError, match="name"):
        DECORATORS[0](Other)


def test_a_class_with_types_for_annotations_is_made_by_the_standard_one() -> None:
    # So those of a module that mypyc has compiled look, which cannot be made again with slots.
    made = type("Compiled", (), {"__annotations__": {"name": str, "size": int}, "size": 2, "__doc__": "Compiled."})
    one = DECORATORS[0](frozen=True)(made)("a")
    assert (one.name, one.size) == ("a", 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.size = 3
