"""Writes ``src/fupin_extract/text/traditional.py``: which simplified character stands for each traditional one.

usage: python tools/traditional.py TSCharacters.txt

TSCharacters.txt is a dictionary of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0), also part of the
package opencc-python-reimplemented. A character with several simplified ones stands for the first.
"""

from __future__ import annotations

import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "fupin_extract" / "text" / "traditional.py"
# Characters a line: each takes two columns.
WIDTH = 54
HEAD = '''"""Traditional characters, and the simplified one that stands for each.

Written by ``tools/traditional.py`` from TSCharacters of OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0).
"""
'''


def pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of the dictionary that a notice may hold: both in the basic block of Unicode, and different."""
    rows = (line.split() for line in text.splitlines() if line.strip())
    found = [(old, new) for old, new, *_ in rows]
    return [(a, b) for a, b in found if a != b and all(len(c) == 1 and "\u4e00" <= c <= "\u9fff" for c in (a, b))]


def block(name: str, chars: str) -> str:
    """An assignment of one long string."""
    rows = [f'    "{chars[i : i + WIDTH]}"' for i in range(0, len(chars), WIDTH)]
    return "\n".join([f"{name} = (", *rows, ")\n"])


def main(arguments: list[str]) -> int:
    """Write the module; 2 where no dictionary is named."""
    if len(arguments) != 1:
        print("usage: python tools/traditional.py TSCharacters.txt", file=sys.stderr)
        return 2
    found = pairs(Path(arguments[0]).read_text(encoding="utf-8"))
    old, new = ("".join(column) for column in zip(*found, strict=True))
    OUT.write_text(f"{HEAD}\n{block('TRADITIONAL', old)}{block('SIMPLIFIED', new)}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
