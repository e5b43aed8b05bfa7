"""Wrong usage in Chinese: what typer says of it, which it says in English only."""

from __future__ import annotations

import difflib
import re

from fupin_extract.cli.messages import language, say
from fupin_extract.files import names_a_file

# A sentence of typer's, and ours for it. One that no line knows stays as it is. A problem may stand in a problem
# (``Invalid value for '-f': 'xml' is not one of 'csv'``), so every line is tried.
_CHINESE = (
    (r"^Invalid value for (.+?): (?=['\S])", r"\1 的值不对："),
    (r"^Invalid value: ", ""),
    (r"('.*') is not one of (.+)\.(?=$| Did)", r"\1 不在 \2 之中"),
    (r"('.*') does not match the formats? (.+)\.$", r"\1 不合格式 \2"),
    (r"('.*') is not a valid (?:int|integer|float)(?: range)?\.$", r"\1 不是数"),
    (r"(\S+) is not in the range (.+)\.$", r"\1 不在范围 \2 内"),
    (r"Path '(.*)' is not readable\.", r"\1：无法读取：没有权限"),
    (r"^Missing argument (.+)\.$", r"缺少参数 \1"),
    (r"^Missing option (.+)\.$", r"缺少选项 \1"),
    (r"^Missing command\.$", "缺少命令"),
    (r" (?:\(Possible options: (.+)\)|Did you mean (.+)\?)$", r"（是否要用 \1\2）"),
    (r"^No such command ('.+?')\.", r"没有命令 \1"),
    (r"^No such option: (\S+?)(?=（|$)", r"没有选项 \1"),
    (r"^Option (.+) requires an argument\.$", r"选项 \1 要有值"),
    (r"^Option (.+) does not take a value\.$", r"选项 \1 没有值"),
    (r"^Got unexpected extra arguments? ?(?:\(s\) )?\((.+)\)$", r"多余的参数：\1"),
)


def in_words(problem: str) -> str:
    """The problem that typer tells, in the reader's language."""
    file = re.match(r"No such command '(.+?)'\.(?: |$)", problem)
    if file and names_a_file(file[1]):
        return say("{file} is a file: to read it, give fupin-extract parse {file}", file=repr(file[1]))
    problem = _with_near(problem)
    if language() == "zh":
        for english, chinese in _CHINESE:
            problem = re.sub(english, chinese, problem)
    return problem


def _with_near(problem: str) -> str:
    """With the word that was meant, where one of those that may be given is near: typer says it of no value."""
    match = re.search(r"'([^']*)' is not one of (.+)\.$", problem)
    near = match and difflib.get_close_matches(match[1].lower(), re.findall("'([^']*)'", match[2]), 1)
    return f"{problem} Did you mean '{near[0]}'?" if near else problem
