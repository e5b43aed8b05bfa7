"""Furniture between the lines of a notice.

Blanks, page numbers, site chrome, and passages printed twice at a page break.
"""

from __future__ import annotations

from itertools import pairwise

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.model import Line

# A passage is printed twice where at least this many characters come again; shorter, it may be chance.
_LEAST_REPEAT = 12
# A line of site furniture is no longer than this.
_LONGEST_CHROME = 140


def label_furniture(lines: list[Line], forms: FrameForms) -> None:
    """Label blank lines, page numbers and site furniture."""
    for line in lines:
        short = len(line.text) <= _LONGEST_CHROME
        if not line.text:
            line.label = "blank"
        elif short and not forms.furniture.search(line.text):
            continue
        elif forms.page.search(line.text):
            line.label = "page_number"
        elif short:
            line.label = "chrome"


def label_attachments(lines: list[Line], forms: FrameForms) -> None:
    """Label the list of attachments (附件：1.… 2.…); what an attachment says is text like any other."""
    listing = False
    for line in lines:
        if line.label != "unlabelled":
            continue
        opens = bool(forms.attachment.search(line.text))
        listing = opens or (listing and bool(forms.attachment_item.search(line.text)))
        if listing:
            line.label = "attachment"


def label_repeats(lines: list[Line]) -> None:
    """Label what a page break printed twice, so that the complete copy is read.

    The repeated part is the beginning of a line that is also the end of the one above (the later copy goes), or a
    whole line with which the next begins (the earlier copy goes).
    """
    body = [line for line in lines if line.label == "unlabelled"]
    for above, below in pairwise(body):
        if above.label == "repeated":
            continue
        if len(above.text) >= _LEAST_REPEAT and below.text.startswith(above.text):
            above.label = "repeated"
            continue
        size = _overlap(above.text, below.text)
        if size == len(below.text):
            below.label = "repeated"
        elif size:
            below.first += size
            below.text = below.text[size:]


def _overlap(above: str, below: str) -> int:
    """How many characters the end of ``above`` and the beginning of ``below`` share.

    At least ``_LEAST_REPEAT``, else 0.
    """
    probe = below[:_LEAST_REPEAT]
    at = above.find(probe) if len(probe) == _LEAST_REPEAT else -1
    while at >= 0:
        if below.startswith(above[at:]):
            return len(above) - at
        at = above.find(probe, at + 1)
    return 0
