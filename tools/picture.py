"""Writes ``docs/ledger.png``: the first page of a ledger, made of a notice, opened and printed by LibreOffice.

usage: python tools/picture.py [NOTICE [PICTURE]]

LibreOffice (``soffice``) has to be installed, with a Chinese font. ``make docs`` runs this.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from fupin_extract import parse, write

DOCS = Path(__file__).parents[1] / "docs"
# Pixels a point of the page, and pixels of paper around what is printed.
SCALE, MARGIN = 1.6, 16
# An empty line of paper.
WHITE = b"\xff"


def printed(workbook: bytes) -> bytes:
    """The workbook as PDF, printed by LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        sys.exit("LibreOffice is not installed: the picture stays as it is")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ledger.xlsx").write_bytes(workbook)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name, "ledger.xlsx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
        return (folder / "ledger.pdf").read_bytes()


def rows_of(pdf: bytes) -> list[bytes]:
    """The lines of pixels of its first page, three bytes each, without the number of the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=SCALE, rev_byteorder=True, prefer_bgrx=False)
        wide, channels = bitmap.width * bitmap.n_channels, bitmap.n_channels
        data = bytes(bitmap.buffer)
        lines = [data[place * bitmap.stride :][:wide] for place in range(bitmap.height)]
        if channels != 3:
            sys.exit(f"a pixel has {channels} channels and not 3")
    return lines[: len(lines) * 9 // 10]


def cropped(lines: list[bytes]) -> list[bytes]:
    """The lines without the white paper around what is printed."""
    inked = [place for place, line in enumerate(lines) if line.strip(WHITE)]
    first, last = max(inked[0] - MARGIN, 0), inked[-1] + MARGIN
    left = min(len(line) - len(line.lstrip(WHITE)) for line in lines if line.strip(WHITE)) // 3
    right = max(len(line.rstrip(WHITE)) for line in lines) // 3 + 1
    return [line[max(left - MARGIN, 0) * 3 : (right + MARGIN) * 3] for line in lines[first:last]]


def png(lines: list[bytes]) -> bytes:
    """The lines as a picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(lines[0]) // 3, len(lines), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def main() -> None:
    """Makes the picture of the notice that the READMEs show."""
    notice, picture = [*map(Path, sys.argv[1:]), *(DOCS / "notice.txt", DOCS / "ledger.png")[len(sys.argv) - 1 :]]
    picture.write_bytes(png(cropped(rows_of(printed(write(parse(notice), "xlsx"))))))


if __name__ == "__main__":
    main()
