"""What a file may ask of us at most, so that none fills the machine or takes for ever."""

from __future__ import annotations

# Cells of all tables of a file.
MOST_CELLS = 1_000_000
# Characters of the text of a file in a format of its own, and those that its pages draw.
MOST_CHARACTERS = 64 * 1024 * 1024
MOST_DRAWN = 10_000_000
# Pages of a PDF or an OFD.
MOST_PAGES = 10_000
# Bytes that the parts of a packed file (.docx, .xlsx, .ofd) may unpack to, and how many times its packed size.
MOST_UNPACKED = 512 * 1024 * 1024
MOST_RATIO = 200
# Elements of a page that stand open one in another: a parser's time grows with their square.
MOST_OPEN = 1024
# Attributes of an element of a page, for the same reason.
MOST_ATTRIBUTES = 1000
# Parts of a packed file.
MOST_PARTS = 20_000
# Paragraphs of a Word file, those in tables and boxes among them.
MOST_PARAGRAPHS = 2_000_000
# Elements of XML that are held at once: those of a part, or of one table or paragraph of a text.
MOST_ELEMENTS = 5_000_000
# Elements one inside another.
DEEPEST = 256
# Seconds that another program (LibreOffice) may take for a file.
PATIENCE = 120
