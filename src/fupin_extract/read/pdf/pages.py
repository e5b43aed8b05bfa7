"""PDF → the text of its pages, or a clear word why there is none."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.layout.drawn import DrawnPage
from fupin_extract.read.layout.written import write_pages
from fupin_extract.read.pdf.drawing import drawn_page

_NO_TEXT = "{path}: has no text layer, only pictures of its pages: recognise its text first (OCR), such as with {how}"


def read_pdf(data: bytes, encoding: str | None, name: str) -> Extracted:  # noqa: ARG001 - a PDF has its own
    """The lines and tables of each page.

    Raises:
        ReadError: the file is damaged, needs a password, has too many pages, or no text, such as a scan.
    """
    document = _open(data, name)
    try:
        if len(document) > limits.MOST_PAGES:
            raise ReadError("{path}: has more than {most} pages", path=name, most=limits.MOST_PAGES)
        builder = DocumentBuilder(name)
        if not write_pages((_drawn(document, at) for at in range(len(document))), builder):
            raise ReadError(_NO_TEXT, path=name, how="ocrmypdf -l chi_sim")
        return builder.extracted()
    finally:
        document.close()


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError("{path}: needs a password: save it without one first", path=name) from None
        raise ReadError("{path}: is a damaged PDF file, no page of it can be read: save it anew", path=name) from None


def _drawn(document: pypdfium2.PdfDocument, at: int) -> DrawnPage | None:
    """A page; None where it is damaged."""
    try:
        page = document[at]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        return drawn_page(page, text)
    finally:
        text.close()
        page.close()
