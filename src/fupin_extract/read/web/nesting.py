"""How deep a page nests, and how many attributes an element of it has, told before a parser takes its time for it.

A parser's time grows with the square of both. Markup is looked through as a parser does, once and without looking
back: what stands in comments, in code and in values of attributes opens no element.
"""

from __future__ import annotations

import re

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.text.patterns import compiled

# A comment, or a tag to its end; a > in a value of an attribute is not that.
_TAG = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |<(?P<closes>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<more>(?:=\s*"[^"]*(?:"|\Z)|=\s*'[^']*(?:'|\Z)|[^>])*+)(?:>|\Z)""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = compiled(r"""[^\s/=]++(?:\s*+=\s*+(?:"[^"]*"?+|'[^']*'?+|\S++))?+""")
# What holds text alone, and no element.
_CODE = {tag: re.compile(rf"</{tag}[\s/>]", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")}
# Inside these other rules hold: nothing is code, and nothing closes by itself.
_FOREIGN = frozenset(["svg", "math"])
# What never holds anything, or is closed by the next of its kind: no open element is left behind.
_CLOSED = """
area base br col embed hr img input link meta param source track wbr p li dt dd td th tr thead tbody tfoot
colgroup html head body frame
"""
_SHUT = frozenset(_CLOSED.split())


def check_nesting(markup: str, name: str) -> None:
    """Refuse markup beyond any page.

    Raises:
        ReadError: about so many elements stand one in another, or an element has so many attributes.
    """
    depth = foreign = at = 0
    while found := _TAG.search(markup, at):
        at = found.end()
        tag, more, closes = (found["tag"] or "").lower(), found["more"] or "", bool(found["closes"])
        if len(more) > 2 * limits.MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(more)) > limits.MOST_ATTRIBUTES:
            most = limits.MOST_ATTRIBUTES
            raise ReadError("{path}: has an element with more than {most} attributes", path=name, most=most)
        if not tag or (not closes and more.endswith("/")) or (tag in _SHUT and not foreign):
            continue
        if tag in _CODE and not closes and not foreign:
            end = _CODE[tag].search(markup, at)
            at = end.start() if end else len(markup)
            depth += 1
        else:
            depth = max(depth - 1, 0) if closes else depth + 1
        foreign = max(foreign + (-1 if closes else 1), 0) if tag in _FOREIGN else foreign
        if depth > limits.MOST_OPEN:
            raise ReadError("{path}: has more than {most} elements one in another", path=name, most=limits.MOST_OPEN)
