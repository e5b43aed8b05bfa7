"""What cannot be done: errors that name the file and the place, and say what to do."""

from __future__ import annotations


class FupinError(Exception):
    """The base of every error that this package raises on purpose; its text is one line for a person."""


class ReadError(FupinError):
    """A source that cannot be read: missing, a folder, empty, binary, or in no known encoding."""


class RuleError(FupinError):
    """A rules folder, a rule, or an argument of a rule that is wrong."""


class WriteError(FupinError):
    """An output that cannot be written, or a format that is not known."""
