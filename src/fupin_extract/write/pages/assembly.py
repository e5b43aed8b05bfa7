"""A page as one file: its style and its script, allowed by their hashes, and its data, which runs as nothing.

The page asks the network for nothing: its policy forbids it, and also that a text becomes markup or script.
"""

from __future__ import annotations

import json
import pkgutil
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from fupin_extract.write.pages.bundle import bundled

# No JSON that is written with these can end its tag or begin a comment, or break a line where JavaScript would see one;
# halves of characters have no bytes at all.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\ufeff"}
_ESCAPED |= {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}


@cache
def shell(page: str, lang: str, styles: tuple[str, ...], script: str, **told: str) -> str:
    """All of a page but what is its own: the file ``page`` with its styles and its script, the module ``script`` and
    what that needs, in their places; ``told`` are words for places of this page, and ``{title}`` and the like are left.
    """
    style = "".join(asset(name) for name in styles)
    code = bundled(script, asset)
    filled = asset(page)
    for name, text in {
        "lang": lang,
        **told,
        "style-hash": _hash(style),
        "script-hash": _hash(code),
        "style": style,
        "script": code,
    }.items():
        filled = filled.replace(f"{{{name}}}", text, 1)
    return filled


def asset(name: str) -> str:
    """A file of a page (``review/main.js``): a part of this program as its modules are, wherever that lies, in an
    archive too.
    """
    found = pkgutil.get_data("fupin_extract.write", name)
    assert found is not None, name
    return found.decode()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def data(name: str, value: Any) -> bytes:
    """A value as the element ``data-name`` of a page, which its script reads."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/json" id="data-{name}">{text}</script>\n'.encode()
