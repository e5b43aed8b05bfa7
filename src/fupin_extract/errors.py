"""What cannot be done: errors that name the file and the place, and say what to do."""

from __future__ import annotations


class FupinError(Exception):
    """The base of every error that this package raises on purpose; its text is one line for a person.

    ``template`` is the text with a ``{name}`` for each of ``values``: by it the command line finds the Chinese. A text
    without values stands as it is.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values


class ReadError(FupinError):
    """A source that cannot be read: missing, a folder, empty, binary, or in no known encoding."""


class RuleError(FupinError):
    """A rules folder, a rule, or an argument of a rule that is wrong."""


class WriteError(FupinError):
    """An output that cannot be written, or a format that is not known."""


class BatchError(FupinError):
    """A batch that cannot begin or go on: nothing to do, another run at work, a journal that is no journal."""


class StoreError(FupinError):
    """A database that cannot be built, opened, or asked as it was."""
