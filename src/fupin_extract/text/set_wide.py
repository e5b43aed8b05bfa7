"""Names that blanks set wide: 青 溪 县 财 政 局."""

from __future__ import annotations

from fupin_extract.text.patterns import compiled

_SPACED = compiled("(?<![一-龥])[一-龥](?: +[一-龥](?![一-龥]))+")


def closed_up(text: str) -> str:
    """The text without the blanks between single Han characters; one between longer words stays."""
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), text) if " " in text else text
