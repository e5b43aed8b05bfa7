"""Whether some bytes are a web page, or a web archive, by how their text begins."""

from __future__ import annotations

import re

# So many bytes tell it.
_ENDS = 65_536

# A page begins with one of these; a fragment of one with a tag, and some tag is closed further on.
_BEFORE_MARKUP = re.compile(r"(?:\s|\ufeff|\xef\xbb\xbf|<\?xml[^>]{0,300}>|<!--.*?-->)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|(?:html|head|body|meta|title|frameset)[\s>/])", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(article|section|main|div|table|tbody|tr|td|p|span|font|center|form|header|nav|ul|ol|dl|h[1-6]|style|script|base"
    r"|link|br|hr|a|b|strong|img|blockquote|pre|iframe)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</(?:article|section|main|div|table|p|span|font|center|form|header|ul|ol|dl|h[1-6]|a|b)\s*>|<br\s*/?>",
    re.IGNORECASE,
)
# The head of a web archive, as of a mail.
_ARCHIVE = re.compile(
    r"\s*(?:(?:from|mime-version|content-type|subject|date|snapshot-content-location|x-[\w-]+):)", re.IGNORECASE
)
_RELATED = re.compile(r"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)


def sniff_page(data: bytes) -> str | None:
    """``text/html`` or ``multipart/related``, if the text begins as a page or an archive of one does."""
    head = data[:_ENDS]
    if b"\0" in head[:200]:
        big = head.startswith(b"\xfe\xff") or head[:1] == b"\0"
        text = head[: len(head) // 2 * 2].decode("utf-16-be" if big else "utf-16-le", "replace")
    else:
        text = head.decode("latin-1")
    front = _ARCHIVE.match(text)
    if front and _RELATED.search(re.split(r"\r?\n\r?\n", text.lstrip(), maxsplit=1)[0]):
        return "multipart/related"
    before = _BEFORE_MARKUP.match(text)
    at = before.end() if before else 0
    if _PAGE.match(text, at) or (_FRAGMENT.match(text, at) and _MARKUP.search(text, at)):
        return "text/html"
    return None
