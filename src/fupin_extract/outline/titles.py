"""Titles (标题) among the lines before the first clause, joined where they are broken over lines."""

from __future__ import annotations

import re

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.model import HeaderPart, Line
from fupin_extract.text.mapped import Mapped

# The most lines that one title was seen broken over, with one to spare.
_MOST_LINES = 10
# 甲县就业方案
_SHORTEST = 6
_ABOUT = re.compile("关于|印发|转发|批转")
_ANNOUNCED = re.compile(r"《[^《》]{6,80}》(?:印发|出台|发布|公布)?$")
_HEAD_OPEN = re.compile(r"(?:关于|印发|转发|、|的|和|与|及)$")
# An issuer and 关于 begin a title, wherever the line above ends.
_BEGINS = re.compile(
    r"[一-龥（）]{2,30}?(?:政府|委员会|办公室|办公厅|厅|局|委|部|会)(?:等\d{0,2}[个家]?部门)?(?:关于|印发|转发)"
)
_OFFICE = re.compile(r"[一-龥（） ]{2,}(?:政府|委员会|办公室|办公厅|厅|局|委|部|会|处|集团|公司)")


def find_titles(lines: list[Line], forms: FrameForms) -> list[HeaderPart]:
    """A ``title`` part for each title, labelling its lines; sub-lines such as （2020年2月10日） end a run."""
    parts: list[HeaderPart] = []
    i = 0
    while i < len(lines):
        count = _title_at(lines, i, forms)
        if not count:
            i += 1
            continue
        block = lines[i : i + count]
        for line in block:
            line.label = "header"
        parts.append(HeaderPart("title", _joined(block)))
        i += count
    return parts


def is_title(text: str, forms: FrameForms, *, sure: bool = True) -> bool:
    """Whether a line is a whole title by itself; ``sure``: only where it says what it is about, or of which place."""
    return _may_stand(text) and (_stands_alone(text, forms) if sure else _complete(text, forms))


def _title_at(lines: list[Line], i: int, forms: FrameForms) -> int:
    """How many lines from ``i`` make one title, or 0.

    The longest run that reads as one title and does not hold a title that stands by itself wins: 关于印发《胶州 is
    not the beginning of the whole title that follows it.
    """
    if not _may_stand(lines[i].text):
        return 0
    for count in range(1, _MOST_LINES + 1):
        block = lines[i : i + count]
        if len(block) < count or not _may_stand(block[-1].text):
            return 0
        if count > 1 and not _joins(block[-2].text, block[-1].text, forms):
            return 0
        text = "".join(line.text for line in block)
        if _complete(text, forms):
            return count + _suffix_lines(lines[i + count : i + count + 1])
    return 0


def _suffix_lines(rest: list[Line]) -> int:
    """1 where the next line is only what belongs behind a title: （试行）, （2025—2027年）."""
    return int(
        bool(rest)
        and bool(re.fullmatch(r"（[^（）]{2,16}）", rest[0].text))
        and "日" not in rest[0].text
        and "公开" not in rest[0].text
    )


def _may_stand(text: str) -> bool:
    return (
        0 < len(text) <= 90
        and not re.search(r"[。；！？：]", re.sub("《[^》]*》", "", text))
        and not text.startswith("附件")
    )


def _complete(text: str, forms: FrameForms) -> bool:
    """Whether the text reads as a whole title: its ending, its brackets closed, and 关于 where a 的通知 asks for it."""
    if _ANNOUNCED.fullmatch(text):
        return True
    if len(text) < _SHORTEST or not forms.title.match(text) or not _balanced(text):
        return False
    return bool(_ABOUT.search(text)) or not forms.title_needs_about.search(text) or _starts_plan(text)


def _stands_alone(text: str, forms: FrameForms) -> bool:
    """Whether a line is a title by itself, not the end of one: it says what it is about, or of which place."""
    return _complete(text, forms) and (bool(_ABOUT.search(text)) or _starts_plan(text))


def _starts_plan(text: str) -> bool:
    """A title without 关于 begins with a place or names its subject: 沈阳市保障…的若干措施."""
    return (
        bool(re.match(r"[一-龥]{2,8}?(?:省|市|州|县|区|旗|盟|乡|镇|园区)|《|“|20\d\d", text))
        and "通知" not in text[-4:]
    )


def _joins(above: str, below: str, forms: FrameForms) -> bool:
    """Whether two lines may belong to one title."""
    if _stands_alone(below, forms) or _OFFICE.fullmatch(above) or _BEGINS.match(below):
        return _goes_on(above, below)
    return True


def _goes_on(above: str, below: str) -> bool:
    """Whether a title that is whole by itself still belongs to the line above it."""
    if below.startswith(above[:4]) and len(above) < 12:
        return False
    if _OFFICE.fullmatch(above):
        # An issuer stands above what it issues, or above another that issues it too.
        return below.startswith(("关于", "印发", "转发", "批转")) or bool(_OFFICE.fullmatch(below))
    return (
        not _balanced(above)
        or bool(_HEAD_OPEN.search(above))
        or (below.startswith(("关于", "印发")) and len(above) <= 40)
    )


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("《》", "（）", "“”", "〈〉"))


def _joined(block: list[Line]) -> Mapped:
    return Mapped.join([line.mapped for line in block])
