"""Word files made by hand, part by part, so that a test says exactly what stands in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KINDS = {"document": "officeDocument", "footnotes": "footnotes", "endnotes": "endnotes"}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def docx(body: str, **parts: str) -> bytes:
    """A file of a body and of what stands in further parts: ``numbering``, ``styles``, ``footnotes``."""
    return packed({"word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>")}, parts)


def packed(written: Mapping[str, str], parts: Mapping[str, str]) -> bytes:
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/relationships/{name}" Target="{name}.xml"/>' for name in parts
    )
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_CONTENT}.{n}+xml"/>' for n in parts)
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}.xml": part(name, inside) for name, inside in parts.items()},
        **written,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return out.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def p(text: str = "", about: str = "", mark: str = "") -> str:
    """A paragraph with one run; ``about`` stands in its properties, ``mark`` in those of its mark."""
    look = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    properties = f"<w:pPr>{about}{look}</w:pPr>" if about or look else ""
    return f"<w:p>{properties}{r(text) if text else ''}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, list_id: int = 1, level: int | None = 0, style: str = "") -> str:
    """A paragraph of a list."""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(text, f'{named}<w:numPr>{at}<w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list; ``more`` stands between its format and its text (``<w:suff w:val="space"/>``)."""
    begins = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{begins}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(list_id: int, of: int, changes: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{of}"/>{changes}</w:num>'


def anew(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def tc(inside: str, about: str = "") -> str:
    """A cell; a text alone is its paragraph."""
    content = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, about: str = "") -> str:
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
