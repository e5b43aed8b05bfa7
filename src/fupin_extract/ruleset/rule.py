"""What every entry of every rules file is made of: an id, lists of words, and patterns.

``Strings`` is a list of words, ``Pattern`` and ``Patterns`` are regular expressions; a lone string is read as a list of
one. Words and patterns meet folded text: punctuation full width, digits and letters half width.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr


class Regex:
    """Marks a field whose strings are regular expressions, so that checks can compile them."""


def listed(value: object) -> object:
    """A list, also where a lone string stands for a list of one."""
    return (value,) if isinstance(value, str) else value


_Word = Annotated[str, Field(min_length=1)]
Strings = Annotated[tuple[_Word, ...], BeforeValidator(listed)]
Pattern = Annotated[_Word, Regex()]
Patterns = Annotated[tuple[_Word, ...], BeforeValidator(listed), Regex()]


class Rule(BaseModel):
    """The base of every entry: an ``id``, unique in its file, such as ``by.year_end``, and a ``note`` for readers."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")
    note: str = ""

    _place: str = PrivateAttr(default="")
    _trusted: bool = PrivateAttr(default=True)

    @property
    def place(self) -> str:
        """File, line and id, for errors."""
        return str((self.__pydantic_private__ or {}).get("_place", ""))

    @property
    def trusted(self) -> bool:
        """Whether every word of it is from the packaged rules: ``compile_pattern(rule.pattern, [rule])``."""
        # As ``self._trusted``, which takes ten times as long, and all patterns ask.
        return bool((self.__pydantic_private__ or {}).get("_trusted", True))

    def stamp(self, place: str, *, trusted: bool) -> None:
        """Note where the entry stands and whether it is ours; the loader does so, once."""
        self._place = place
        self._trusted = trusted
