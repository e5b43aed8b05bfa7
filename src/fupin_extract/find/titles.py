"""What the titles, the preamble and the signature of a notice name: its plan, its issuers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fupin_extract.text.patterns import compiled
from fupin_extract.text.set_wide import closed_up

_TITLE = "《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》"
# 印发2024年《政府工作报告》确定的责任分解方案的通知 hands on what it names behind the report.
_QUOTED = compiled(
    _TITLE
    + "(?!(?:中|里)?(?:确定|提出|涉及|明确|部署|安排)"
    + "|[^《》、和及与（的]{0,30}(?:方案|分工|清单|计划|分解表?|台账)(?:的|$))"
)
# 《…》中确定的任务 and 《…》任务分解方案 are no plan that is handed on.
_NAMED = compiled(
    f"(?:现将|将|制定了|印发|转发)[^《。]{{0,20}}{_TITLE}(?!中|里|确定|提出|涉及|明确"
    "|[^《》，。、和及与（的]{0,30}(?:方案|分工|清单|计划|分解表?|台账)[印下转]?发)"
)
# 现将青溪县食堂建设方案印发给你们
_HANDED_ON = compiled(
    "现[将把](?!有关|相关|以下|具体)(?P<title>[^《》，。；：、（]{6,60}(?:方案|意见|措施|办法|细则|计划|要点|清单|分工|分解表?|规定|预案|台账))"
    "(?:（[^（）]{1,20}）)?(?:[印下转]?发|下达)给"
)
_FORWARDED = compiled(r"(?:印发|转发|批转|下发)(?P<title>.+?)(?:的通知)?$")
# What stands in 《》 within 《》.
_INNER = compiled("^〈([^〈〉]*)〉$")
# The headline of a page: 《…实施方案》印发.
_ANNOUNCED = compiled(r"^《([^《》]*)》(?:印发|出台|发布|公布)?$")
_TWICE = compiled(r"^(.{8,}?)\s+\1$")
# Between the issuers that a title begins with and its matter.
_ABOUT = compiled("关于|印发|转发|批转")
# 青溪县人民政府工作规则
_GOVERNMENT = compiled("[一-龥]{2,20}?(?:人民政府|行政公署)(?:办公[室厅])?(?=.)")
# 青溪县教育局2023年工作要点
_OF_YEAR = compiled("[一-龥（）]{3,24}(?<=[局委厅办部会院])(?=20\\d\\d ?年)")
# 青溪县人民政府贯彻省人民政府关于就业的意见的实施意见
_CARRIES_OUT = compiled(f"{_GOVERNMENT.pattern}(?=贯彻|落实|实施|执行)")
# What is handed on of others has their names before its matter.
_OF_OTHERS = compiled("转发|批转")
_MORE_ISSUERS = compiled(r"等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?(?:部门|单位|委办局)$")
_SEAL = compiled(r"[（(](?:代章|代|盖章|公章|章)[）)]")
_BETWEEN = compiled(r"([\s、，,]+)")
# The body that an office is of, as a page tells it: 青溪县人民政府->青溪县财政局.
_BODY = compiled(r"^.*>")
_OFFICE_ALONE = compiled("办公室|秘书处|工作专班")


def headline(title: str) -> str:
    """A title without the 《》 and the word that a page announces it with; what is printed twice, once."""
    return _TWICE.sub(r"\1", _ANNOUNCED.sub(r"\1", title))


def plan_in_text(text: str) -> str | None:
    """The plan that the preamble of a notice names: 现将《…》印发给你们, with its 《》 or without."""
    named = _NAMED.search(text) or _HANDED_ON.search(text)
    return named["title"] if named else None


def plan_in_title(title: str) -> str | None:
    """The plan that the title of a covering notice names in 《》."""
    quoted = _QUOTED.search(title)
    return quoted["title"] if quoted else None


def plan_forwarded(title: str) -> str | None:
    """The plan that the title of a covering notice names without 《》: 关于印发…实施方案的通知."""
    forwarded = _FORWARDED.search(title)
    return _INNER.sub(r"\1", forwarded["title"].strip()) if forwarded else None


def names_issuers(title: str) -> bool:
    """Whether a title names who issues before its matter."""
    return _ABOUT.search(title) is not None and not title.startswith("关于")


def hands_on(title: str) -> bool:
    """Whether a covering notice hands on what others drew up."""
    return _OF_OTHERS.search(title) is not None


def issuers_in_title(title: str, is_office: Callable[[str], bool]) -> list[str]:
    """The issuers that a title begins with; where no 关于 parts them from its matter, a government alone."""
    title = closed_up(title)
    if (about := _ABOUT.search(title)) and not _CARRIES_OUT.match(title):
        return names_listed(_MORE_ISSUERS.sub("", title[: about.start()].strip()), is_office)
    if government := _GOVERNMENT.match(title):
        return [government[0]]
    office = _OF_YEAR.match(title)
    return [office[0]] if office and is_office(office[0]) else []


def names_signed(lines: Iterable[str]) -> list[str]:
    """The names of the lines of a signature, without a word for the seal; an office below its body is one with it."""
    names: list[str] = []
    for name in [_SEAL.sub("", name) for line in lines for name in closed_up(line).split()]:
        if _OFFICE_ALONE.fullmatch(name):
            names[-1:] = [f"{names[-1]}{name}"] if names else []
        else:
            names.append(name)
    return names


def names_listed(text: str, is_office: Callable[[str], bool]) -> list[str]:
    """The names of a list; what ends as no office goes on: 打赢蓝天、碧水保卫战领导小组办公室 is one."""
    first, *rest = _BETWEEN.split(_BODY.sub("", text))
    names: list[str] = []
    for between, name in zip(rest[::2], rest[1::2], strict=True):
        if is_office(first) or "、" not in between:
            names.append(first)
            first = name
        else:
            first += between + name
    return names_signed([*names, first])
