"""PDF files drawn for tests: text of a font that every reader has, rules, pictures, turned pages, a password."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from hashlib import md5
from typing import NamedTuple

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_OWNER = bytes(32)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry %s /Ordering %s /Supplement 2 >> >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"
    ),
)
_IMAGE = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


class PdfPage:
    """A page, its places counted in points from the upper left corner as it is printed; drawn in the order of calls."""

    def __init__(self, width: float = 595, height: float = 842, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.pictures = 0
        self._drawn: list[str] = []

    def text(self, x: float, y: float, text: str, size: float = 12, *, angle: float = 0, wide: float = 0) -> PdfPage:
        """Text on the line ``y``, turned by ``angle`` against the clock, ``wide`` points more after each character."""
        a, b = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        code = text.encode("utf-16-be").hex()
        self._drawn.append(
            f"BT /F1 {size} Tf {wide} Tc {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x} {self.height - y} Tm <{code}> Tj ET"
        )
        return self

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 12) -> PdfPage:
        for at, line in enumerate(lines):
            self.text(x, y + at * size * 1.5, line, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, dash: str = "", width: float = 0.5) -> PdfPage:
        self._drawn.append(f"q {width} w [{dash}] 0 d {x0} {self.height - y0} m {x1} {self.height - y1} l S Q")
        return self

    def thin(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A rule as a filled rectangle, as Word and browsers draw it."""
        width, height = max(x1 - x0, 0.48), max(y1 - y0, 0.48)
        self._drawn.append(f"{x0} {self.height - y0 - height} {width} {height} re f")
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> PdfPage:
        self.pictures += 1
        self._drawn.append(f"q {width} 0 0 {height} {x} {self.height - y - height} cm /I1 Do Q")
        return self

    def raw(self, operators: str) -> PdfPage:
        self._drawn.append(operators)
        return self

    def grid(self, columns: Sequence[float], rows: Sequence[float], *, sides: bool = True) -> PdfPage:
        """Rules of a table; without its outer sides if it is open there."""
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        for x in columns if sides else columns[1:-1]:
            self.rule(x, rows[0], x, rows[-1])
        return self

    @property
    def stream(self) -> bytes:
        return "\n".join(self._drawn).encode("ascii")


class Password(NamedTuple):
    """What a file is locked with, and the key that follows from it (the oldest of the standard's ways)."""

    word: bytes
    key: bytes

    @classmethod
    def of(cls, word: bytes) -> Password:
        padded = (word + _PAD)[:32]
        return cls(word, md5(padded + _OWNER + (-4).to_bytes(4, "little", signed=True) + b"0" * 16).digest()[:5])  # noqa: S324 - the standard's own


def pdf(*pages: PdfPage, password: bytes | None = None) -> bytes:
    """A file of these pages, locked with a password if there is one; an empty one opens everywhere."""
    lock = None if password is None else Password.of(password)
    font, part, shape = _FONT
    words = [_hex(word, 4, lock) if lock else b"(%s)" % word for word in (b"Adobe", b"GB1")]
    white = _coded(b"\xff", 6, lock) if lock else b"\xff"
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: font,
        4: part % (*words,),
        5: shape,
        6: _stream(white, _IMAGE),
    }
    kids = []
    for page in pages:
        number = max(objects) + 1
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> /Contents {number + 1} 0 R >>"
        ).encode()
        packed = zlib.compress(page.stream)
        objects[number + 1] = _stream(_coded(packed, number + 1, lock) if lock else packed, b"/Filter /FlateDecode")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects, lock)


def _file(objects: dict[int, bytes], lock: Password | None) -> bytes:
    written, places = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    written += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    locked = b""
    if lock:
        check = _rc4(lock.key, _PAD).hex().encode()
        locked = b"/ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> " % (
            *((b"0" * 16).hex().encode(),) * 2,
            _OWNER.hex().encode(),
            check,
        )
    written += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, locked, table)
    return written


def _stream(data: bytes, entries: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _hex(text: bytes, number: int, lock: Password) -> bytes:
    return b"<" + _coded(text, number, lock).hex().encode() + b">"


def _coded(data: bytes, number: int, lock: Password) -> bytes:
    return _rc4(md5(lock.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)  # noqa: S324 - the standard's own


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    coded = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        coded.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(coded)
