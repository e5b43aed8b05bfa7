"""Document → outline: labelled lines that tile the text, the header's elements.

And the clauses nested as numbered.
"""

from fupin_extract.outline.build import outline
from fupin_extract.outline.model import HeaderPart, Line, Node, Outline

__all__ = ["HeaderPart", "Line", "Node", "Outline", "outline"]
