"""Signs of fonts that hold pictures instead of letters (Symbol, Wingdings), as characters that mean the same."""

from __future__ import annotations

# Symbol from 0x20, Adobe's order; a blank where it has pieces of brackets, which mean nothing alone.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ "
    "                                "
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊〈®©™∑          〉∫⌠ ⌡          "
)
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□",
    0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA0: "▪",
    0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB5: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
    **{0x80 + step: sign for step, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "•", 0x9D: "◎", 0x9E: "•",
    0xA1: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□",
    **{0x69 + step: sign for step, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_3 = {0x22: "↑", 0x23: "↓", 0x7D: "▶", 0x70: "▲", 0x71: "▼", 0x74: "◀", 0x75: "▶", 0x84: "▶"}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x3D: "■"}
_FONTS: dict[str, dict[int, str]] = {
    "symbol": {0x20 + place: sign for place, sign in enumerate(_SYMBOL) if sign != " " or not place},
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
# Where such fonts have their signs in Unicode: the code of the font behind 0xF000.
_PRIVATE = range(0xF000, 0xF100)
_FILLING = range(0xE000, 0xF900)


def is_picture(font: str | None) -> bool:
    """Whether a font holds pictures, so that its letters are none."""
    return (font or "").strip().lower() in _FONTS


def sign(code: int, font: str | None) -> str:
    """The character that a sign of a font means; empty where nobody can say."""
    signs = _FONTS.get((font or "").strip().lower())
    if signs is None:
        return "" if code in _FILLING or not 0x20 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
    return signs.get(code & 0xFF, "")


def readable(text: str, font: str | None) -> str:
    """A text in such a font, its private characters as those that they mean; others stay."""
    if not is_picture(font):
        return text
    return "".join(sign(ord(c), font) if ord(c) in _PRIVATE else c for c in text)


def bullet(text: str, font: str | None) -> str:
    """A bullet as a character: • where its sign is not known; the ``o`` that Word takes for a ring as ○."""
    if text == "o":
        return "○"
    picture = is_picture(font)
    signs = [sign(ord(c), font) if picture or ord(c) in _FILLING else c for c in text.strip()]
    return "".join(signs) or ("•" if text.strip() else "")
