"""What a finder hands on: where a form of the rules met the text."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A fact seen at ``text[start:end]`` of the text that was searched.

    ``kind`` is what was looked for (``target``, ``deadline``, ``citation``, …), ``rule`` the id of the form that
    decided, ``value`` what was read. ``rejected`` says why it does not count; such mentions are kept so that
    ``--explain`` can show them.
    """

    kind: str
    rule: str
    start: int
    end: int
    value: object | None = None
    rejected: str | None = None
