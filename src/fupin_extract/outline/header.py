"""The lines before the first clause → the elements of the notice's form, and the covering text that is left over.

Order of work, on what no earlier step has claimed: the disclosure table (索引号：… 文号：…), document numbers and
dates alone on a line, signatures, titles, addressees (主送机关), and what is left before a title as site furniture.
"""

from __future__ import annotations

from fupin_extract.outline.forms import FrameForms, value_of
from fupin_extract.outline.model import HeaderPart, Line
from fupin_extract.outline.titles import find_titles
from fupin_extract.text.mapped import Mapped

_SENTENCE = "。；！？"


def read_header(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """The header's parts among ``lines`` (those before the first clause), labelling the lines as it goes."""
    parts = _fields(lines, forms)
    parts += _single_lines(lines, forms)
    parts += read_signature(lines, forms)
    parts += find_titles([line for line in lines if line.label == "unlabelled"], forms)
    parts += _addressees(lines, forms)
    _label_rest(lines)
    parts.sort(key=lambda part: part.mapped.offsets[0] if len(part.mapped) else 0)
    return parts


def _fields(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """``label：value`` on a line, several on a line, a label glued to its value, or a label above its value."""
    parts: list[HeaderPart] = []
    waiting: str | None = None
    for line in lines:
        if line.label != "unlabelled":
            continue
        starts = _label_starts(line.text, forms)
        if not starts:
            if waiting and not (waiting == "other" and forms.title_head.search(line.text)):
                parts.append(HeaderPart(waiting, line.mapped))
                line.label = "header"
            waiting = None
            continue
        line.label, waiting = "header", None
        ends = [start for start, _, _ in starts[1:]] + [len(line.text)]
        for (_, value_at, field), end in zip(starts, ends, strict=True):
            value = _stripped(line.mapped[value_at:end])
            if len(value):
                parts.append(HeaderPart(field, value))
            else:
                waiting = field
    return parts


def _label_starts(text: str, forms: FrameForms) -> list[tuple[int, int, str]]:
    """Where labels stand in a line: start of the label, start of its value, field with its rank."""
    first = forms.label.match(text)
    if first is None or len(text) > 160 or any(c in text[: first.end() + 12] for c in _SENTENCE):
        return []
    rest = text[first.end() :].lstrip()
    name = first[0].replace(" ", "")
    # Without a colon only a short value is one, and none that might go on as a sentence.
    short = len(text) <= 48 and name not in ("来源", "字号", "名称", "有效期", "标题", "文件名称", "信息名称")
    glued = rest[:1].isdigit() or short
    if rest and rest[0] != "：" and not glued:
        return []
    found = []
    for match in forms.label.finditer(text):
        after = text[match.end() :].lstrip()
        if match.start() and not (after.startswith("：") and text[match.start() - 1] == " "):
            continue
        at = match.end() + len(text[match.end() :]) - len(after)
        field, rank = forms.labels[match[0].replace(" ", "")]
        found.append((match.start(), at + after.startswith("："), f"{field}#{rank}" if rank else field))
    return found


def _single_lines(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    parts = []
    for line in lines:
        if line.label != "unlabelled":
            continue
        for field, pattern in forms.lines.items():
            match = pattern.search(line.text)
            if match and (field != "letterhead" or not line.text.endswith("有关文件")):
                start, end = value_of(match)
                parts.append(HeaderPart(field, line.mapped[start:end]))
                rest = line.text[match.end() :].strip()
                if not rest:
                    line.label = "header"
                elif field == "document_number":
                    # 郴政办发〔2022〕14号 郴州市人民政府办公室关于…的通知: the title goes on behind the number.
                    skip = line.text.index(rest, match.end())
                    line.text, line.first = rest, line.first + skip
                break
    return parts


def _addressees(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """The line, or the lines of a hard-wrapped text, that end in a colon and name whom the notice is for."""
    open_lines = [line for line in lines if line.label == "unlabelled"]
    for i, line in enumerate(open_lines):
        for count in (1, 2, 3):
            block = open_lines[i : i + count]
            text = Mapped.join([part.mapped for part in block])
            if any(c in text.text[: -len(block[-1].text)] for c in "。：") or not _names_whom(line.text):
                break
            if count > 1 and not forms.addressees_begin.match(line.text):
                break
            match = forms.addressees.match(text.text)
            if match is None:
                continue
            for part in block[:-1]:
                part.label = "header"
            last = block[-1]
            kept = len(text) - match.end()
            if kept:
                cut = len(last.text) - kept
                last.text, last.first = last.text[cut:], last.first + cut
            else:
                last.label = "header"
            return [HeaderPart("addressees", text[match.start("value") : match.end("value")])]
    return []


def _names_whom(text: str) -> bool:
    whom = text.split("：", maxsplit=1)[0]
    return not any(
        word in whom
        for word in ("如下", "以下", "通知", "现将", "为了", "方案", "措施", "意见", "做好", "提出", "制定", "要")
    )


def read_signature(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """Signers (发文机关署名) standing above a date (成文日期) alone on its line, with that date.

    Labels what it finds.
    """
    parts: list[HeaderPart] = []
    printed = [line for line in lines if line.label not in ("blank", "page_number")]
    for i, line in enumerate(printed):
        if line.label not in ("header", "unlabelled", "body"):
            continue
        match = forms.lines["date"].search(line.text)
        if match is None or "-" in line.text:
            continue
        signers = []
        for above in reversed(printed[:i]):
            if above.label not in ("unlabelled", "body") or not _signs(above.text, forms):
                break
            signers.append(above)
        if signers or line.label != "header":
            start, end = value_of(match)
            parts.append(HeaderPart("signature_date", line.mapped[start:end]))
            line.label = "signature"
        for signer in reversed(signers):
            signer.label = "signature"
            parts.append(HeaderPart("signature", signer.mapped))
    return parts


def _signs(text: str, forms: FrameForms) -> bool:
    pieces = [p for p in text.split(" ") if p]
    return bool(pieces) and len(text) <= 80 and all(forms.signature.match(p) for p in pieces)


def _label_rest(lines: list[Line]) -> None:
    """What is left is the covering text and the opening, or, before the first header element, site furniture."""
    known = [i for i, line in enumerate(lines) if line.label == "header"]
    first = known[0] if known else 0
    for i, line in enumerate(lines):
        if line.label == "unlabelled":
            sentence = any(c in line.text for c in _SENTENCE + "，") and len(line.text) > 20
            short = len(line.text) < 20 and not any(c in line.text for c in "。：")
            line.label = "chrome" if (i < first and not sentence) or short else "body"


def _stripped(text: Mapped) -> Mapped:
    left = len(text.text) - len(text.text.lstrip())
    return text[left : len(text.text.rstrip())]
