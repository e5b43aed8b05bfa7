"""Texts that say the same as another in another dress: what is told of them must be the same.

None of these asks for the right reading of a text, so that they can be tried on any notice (``benchmarks/steady.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from fupin_extract.records.notice import Notice
from fupin_extract.text.fold import fold
from fupin_extract.text.traditional import SIMPLIFIED, TRADITIONAL

_HALF = str.maketrans("，：；（）", ",:;()")
_FULL = str.maketrans("0123456789%", "０１２３４５６７８９％")
_QUOTES = str.maketrans({"“": '"', "”": '"'})
_TRADITIONAL = str.maketrans(dict(zip(SIMPLIFIED, TRADITIONAL, strict=True)))
_NUMERALS = "〇一二三四五六七八九"
_GROUP = re.compile(r"[（(][^（）()\n]{0,6}(?:单位|部门)[：:][^（）()\n]*[）)]")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
# A heading that Markdown would set apart.
_HEADING = re.compile(r"(?m)^[ \u3000]*([一二三四五六七八九十]+、[^\n]{2,40})$")
_TOKEN = re.compile(r"[A-Za-z0-9.%/+-]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：）》”、！？"
# What differs in how facts are shown, not in what they are.
_SHOWN = re.compile(r"[\s“”\"〔〕\[\]]")


def facts_of(notice: Notice) -> Counter[tuple[str, ...]]:
    """What a notice says, however its characters are set: metadata, titles, units, facts by clause."""
    told: list[tuple[object, ...]] = []
    for field, value in notice.metadata.model_dump(mode="json").items():
        told.append(("metadata", field, *([value] if not isinstance(value, list) else value)))
    for clause in notice.clauses:
        told.append(("clause", clause.id, clause.title, clause.kind))
        told += [("deadline", clause.id, fact.kind, str(fact.end)) for fact in clause.deadlines]
        told += [("target", clause.id, str(t.value), t.unit, t.per, t.subject, t.role) for t in clause.targets]
        told += [("citation", clause.id, c.title, c.document_number) for c in clause.citations]
        told += [("duty", clause.id, duty.role, *(actor.name for actor in duty.actors)) for duty in clause.duties]
    for task in notice.tasks:
        roles = (task.lead_units, task.responsible_units, task.supporting_units, task.supervising_units)
        told.append(("task", task.id, *("、".join(sorted(_bare(unit.name) for unit in units)) for units in roles)))
    return Counter(tuple(_bare(part) for part in fact) for fact in told)


def _bare(part: object) -> str:
    return _SHOWN.sub("", fold(unicodedata.normalize("NFKC", str(part))))


def wrapped(text: str, width: int, indent: str = "\u3000\u3000") -> str:
    """The text as a printed page sets it: lines cut at a width, the first of each paragraph set in."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line, used = indent if paragraph.strip() else "", float(len(indent))
        for token in _TOKEN.findall(paragraph.strip()):
            wide = sum(0.5 if char.isascii() else 1.0 for char in token)
            if used + wide > width and token not in _NEVER_FIRST:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + token, used + wide
        lines.append(line)
    return "\n".join(lines)


def _in_groups(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: _GROUP.sub(lambda group: change(group[0]), text)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("" if tens == 1 else _NUMERALS[tens]) + "十"
    return ten + (_NUMERALS[ones] if ones or not tens else "")


def _day_in_numerals(day: re.Match[str]) -> str:
    year = "".join(_NUMERALS[int(digit)] for digit in day[1])
    return f"{year}年{_numeral(int(day[2]))}月{_numeral(int(day[3]))}日"


# What a page prints round a notice.
_ABOVE = """首页
新闻中心
政务公开
当前位置：首页 > 政务公开 > 政策文件
字体：大 中 小
分享到：
"""
_BELOW = """
【打印本页】 【关闭窗口】
相关附件：
上一篇：青溪县人民政府关于做好春耕工作的通知
下一篇：青溪县2023年稳岗工作方案
扫一扫在手机打开当前页
网站地图 | 联系我们 | 隐私声明
主办：青溪县人民政府办公室 承办：青溪县大数据中心
网站标识码：5300000001 备案号：滇ICP备05000001号 公安备案 53010302000001号
版权所有：青溪县人民政府
"""

# By name, what makes a variant of any text.
VARIANTS: dict[str, Callable[[str], str]] = {
    "half-width marks": lambda text: text.translate(_HALF),
    "full-width figures": lambda text: text.translate(_FULL),
    "traditional characters": lambda text: text.translate(_TRADITIONAL),
    "straight quotation marks": lambda text: text.translate(_QUOTES),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "set in": lambda text: re.sub(r"(?m)^[ \t\u3000]*(?=\S)", "\u3000\u3000", text),
    "set in by hard blanks": lambda text: re.sub(r"(?m)^[ \t\u3000]*(?=\S)", "\xa0\xa0\xa0\xa0", text),
    "set in by tabs": lambda text: re.sub(r"(?m)^[ \t\u3000]*(?=\S)", "\t", text),
    "line ends of Windows": lambda text: "\ufeff" + text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "blanks beside figures": lambda text: re.sub(
        r"(?<=\d)(?=[年月日个万亿%元户人家])|(?<=[年月至到])(?=\d)", " ", text
    ),
    "blanks beside other words": lambda text: re.sub(
        r"(?<=[A-Za-z0-9])(?=[一-龥])|(?<=[一-龥])(?=[A-Za-z0-9])", " ", text
    ),
    "brackets of numbers": lambda text: re.sub(r"〔((?:19|20)\d\d)〕", r"[\1]", text),
    "days in numerals": lambda text: _DAY.sub(_day_in_numerals, text),
    "headings of Markdown": lambda text: _HEADING.sub(r"## \1", text),
    "commas in groups": _in_groups(lambda group: group.replace("、", "，")),
    "blanks in groups": _in_groups(lambda group: re.sub("(?<=[：:、])", " ", group)),
    "a stop in groups": _in_groups(lambda group: f"{group[:-1]}。{group[-1]}"),
    "on a page": lambda text: f"{_ABOVE}{text}{_BELOW}",
    "groups for departments": lambda text: re.sub("(责任|牵头)单位(?=[：:])", r"\1部门", text),
}
