"""The JavaScript modules of a page as one script, which a page opened from disk can run.

What the modules hold to, so that their texts can stand one after another: an import is a line of its own, names what it
takes as it is called there (no ``as``, no default), and takes it from a file beside it or in a folder beside its own
(``../pages/dom.js``); an export stands before a declaration. No name is declared at the outermost level of two modules
of a page: a browser refuses such a script, and so do the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import \{ \w+(?:, \w+)* \} from "(\.(?:\./\w+)?/[\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundled(first: str, read: Callable[[str], str]) -> str:
    """The module ``first`` with all that it needs before it; ``read`` gives the text of a file by its name, which is
    that of ``first`` (``review/main.js``) or leads from there.

    Raises:
        ValueError: a module imports or exports in another way, or two need one another.
    """
    return "".join(f"// {name}\n{text}" for name, text in _in_order(first, read, {}))


def _in_order(name: str, read: Callable[[str], str], begun: dict[str, bool]) -> Iterator[tuple[str, str]]:
    """A module after those that it needs; ``begun`` are those met so far, each with whether it is done."""
    begun[name] = False
    text = read(name)
    for place in _IMPORT.findall(text):
        needed = normpath(join(dirname(name), place))
        if needed not in begun:
            yield from _in_order(needed, read, begun)
        elif not begun[needed]:
            raise ValueError(f"{name} and {needed} need one another")
    begun[name] = True
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _OTHER.search(text):
        raise ValueError(f"{name}: cannot be joined with others: {left[0]}")
    yield name, text
