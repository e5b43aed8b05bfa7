"""What the titles, the preamble and the signature of a notice name: its plan, its issuers."""

from __future__ import annotations

import re

_TITLE = "《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》"
_QUOTED = re.compile(_TITLE)
_NAMED = re.compile(f"(?:现将|将|制定了|印发|转发)[^《。]{{0,20}}{_TITLE}")
_FORWARDED = re.compile(r"(?:印发|转发|批转|下发)(?P<title>.+)的通知$")
# The headline of a page: 《…实施方案》印发.
_ANNOUNCED = re.compile(r"^《([^《》]*)》(?:印发|出台|发布|公布)?$")
# Between the issuers that a title begins with and its matter.
_ABOUT = re.compile("关于|印发|转发|批转")
_MORE_ISSUERS = re.compile(r"等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?(?:部门|单位|委办局)$")
_SEAL = re.compile(r"[（(](?:代章|盖章|公章|章)[）)]")
_BETWEEN = re.compile(r"[\s、，,]+")


def headline(title: str) -> str:
    """A title without the 《》 and the word that a page announces it with."""
    return _ANNOUNCED.sub(r"\1", title)


def plan_in_text(text: str) -> str | None:
    """The plan that the preamble of a notice names: 现将《…》印发给你们."""
    named = _NAMED.search(text)
    return named["title"] if named else None


def plan_in_title(title: str) -> str | None:
    """The plan that the title of a covering notice names in 《》."""
    quoted = _QUOTED.search(title)
    return quoted["title"] if quoted else None


def plan_forwarded(title: str) -> str | None:
    """The plan that the title of a covering notice names without 《》: 关于印发…实施方案的通知."""
    forwarded = _FORWARDED.search(title)
    return forwarded["title"] if forwarded else None


def names_issuers(title: str) -> bool:
    """Whether a title names who issues before its matter."""
    return _ABOUT.search(title) is not None and not title.startswith("关于")


def issuers_in_title(title: str) -> list[str]:
    """The issuers that a title begins with; none where it names no matter."""
    about = _ABOUT.search(title)
    return names_listed(_MORE_ISSUERS.sub("", title[: about.start()].strip())) if about else []


def names_signed(line: str) -> list[str]:
    """The names of a line of the signature, without a word for the seal."""
    return [_SEAL.sub("", name) for name in line.split()]


def names_listed(text: str) -> list[str]:
    """The names of a list."""
    return _BETWEEN.split(text)
