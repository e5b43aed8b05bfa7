"""The words of the ledger that no other table has, in both languages: sheets, headings, states, sentences."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.write import labels
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.life_words import LIFE_HEADINGS, LIFE_WORDS, STATES_TOO

_TEXT, _MESSAGE, _KIND = labels.heading("text"), labels.heading("message"), labels.heading("kind")

# Each in Chinese and in English. The headings that are not those of the matrix:
_HEADINGS = {
    "number": (labels.heading("marker"), "no"),
    "content": ("工作内容", "text"),
    "due_by": (labels.heading("due_by"), "due by"),
    "state": ("状态", "state"),
    "progress": ("进展情况", "progress"),
    "problems": ("存在问题", "problems"),
    "remarks": ("备注", "remarks"),
    "row_kind": (_KIND, "kind"),
    "link": (labels.heading("clause"), "clause"),
    "check": ("待核对", "to check"),
    "key": ("任务标识", "key"),
    "office": (labels.heading("name"), "office"),
    "names": ("又称", "also called"),
    "count": ("任务数", "tasks"),
    "leads": ("其中牵头", "of these, leads"),
    "late": ("到期未完成", "past due"),
    "rate": ("办结率", "share done"),
    "when": ("时间类别", "sort"),
    "from_day": ("开始日期", "from"),
    "to_day": ("结束日期", "until"),
    "how_often": ("周期", "how often"),
    "as_printed": ("原文表述", "as printed"),
    "answers": (labels.MENTIONS["responsibility"], "who answers"),
    "item": (labels.heading("field", of="evaluation"), "item"),
    "said": (labels.heading("field"), "what"),
    "problem": ("需要核对的内容", "what to check"),
    **LIFE_HEADINGS,
}
_WORDS = {
    # sheets
    "tasks": ("任务分解表", "Tasks"),
    "by_office": ("按单位", "By office"),
    "dates": ("时间节点", "Dates"),
    "figures": (labels.heading("targets"), "Targets"),
    "statistics": ("统计", "Statistics"),
    "clauses": (_TEXT, "Clauses"),
    "to_check": ("待核对", "To check"),
    "about": (_MESSAGE, "About"),
    "index": ("单位索引", "Office index"),
    # kinds of rows
    "task": (labels.heading("task"), "task"),
    "safeguard": ("保障", "safeguard"),
    "overview": ("总体要求", "overview"),
    "section": ("章节", "section"),
    "notice": (labels.heading("notice"), "notice"),
    # sorts of times
    "dated": ("有日期", "dated"),
    "recurring": ("定期", "recurring"),
    "open": ("长期", "open"),
    "undated": ("未定日期", "no date"),
    # states
    "not_started": ("未启动", "not started"),
    "under_way": ("推进中", "under way"),
    "done": ("已完成", "done"),
    "closed": ("已销号", "closed"),
    "overdue": ("逾期", "overdue"),
    "suspended": ("暂缓", "suspended"),
    # sentences
    "title": ("{title}任务分解表", "{title}: tasks"),
    "several": ("{count} 份文件任务分解表", "Tasks of {count} notices"),
    "filled_in": (
        "填报单位：＿＿＿＿＿＿＿＿＿＿＿＿　　　　填报日期：＿＿＿＿年＿＿月＿＿日",
        "Filled in by: ____________        Date: ____________",
    ),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "goes_on": ("…（全文见“原文”）", "… (in full: Clauses)"),
    "counted": (
        "各数随“任务分解表”的状态、截止日期和单位自动更新。任务数含牵头、责任、配合；一项任务有几个单位的，各计一次。",
        "The numbers follow states, days and offices in Tasks. A task of several offices counts once for each.",
    ),
    "total": ("合计", "total"),
    "yes": ("是", "yes"),
    "no_office": ("没有读到责任单位", "no office was read"),
    "no_date": ("没有读到完成时限", "no deadline was read"),
    "warn": ("提前提醒天数", "days of warning"),
    "how_colours": ("颜色", "colours"),
    "colours": (
        (
            "截止日期红色为已过期而未完成，黄色为在“提前提醒天数”之内到期，按打开当天计算；状态绿色为已完成或已销号。"
            "上面的天数可以改。"
        ),
        (
            "Due by is red where the day is past and the task is not done, yellow where it comes within the days of "
            "warning, as of today; state is green where the task is done. The number of days above may be changed."
        ),
    ),
    "how_states": ("状态的用法", "states"),
    "states": (
        "在“任务分解表”的状态栏下拉选择：未启动、推进中、已完成、已销号、逾期、暂缓；进展情况、存在问题、备注由填报单位填写。",
        "Choose in the column state of Tasks: not started, under way, done, closed, overdue, suspended.",
    ),
    "how_dates": (labels.heading("deadlines"), "deadlines"),
    "days": (
        "完成时限照原文写；截止日期是其中最后的日期，可以改；没有确定日期的（长期、每月等）空着，见“时间节点”。",
        "Deadlines are as printed; due by is the last of their days; what has no day is listed in Dates.",
    ),
    "how_sort": ("排序和筛选", "sorting"),
    "sorted": (
        "可以任意排序、筛选，增加行和列，“统计”随之更新；右侧隐藏的“任务标识”列和隐藏的“单位索引”表请勿删除，各表靠它们互相查找。",
        "Sort, filter, add rows and columns; keep the hidden column key and sheet Office index: they join the sheets.",
    ),
    "how_print": ("打印", "printing"),
    "printing": (
        "“任务分解表”打印左边十二栏，A4 横向；要打印进展情况等栏，请在“页面布局”中取消或改动打印区域。",
        "Tasks prints its first twelve columns; change the print area to print more.",
    ),
    "how_read": ("来源", "source"),
    "read": (
        "本表由程序从下列文件读出，请对照“原文”和“待核对”核对后使用。",
        "A program has read this from the files below: check it against Clauses and To check.",
    ),
    **LIFE_WORDS,
    # of calendars
    "deadlines_of": ("{title}时限", "{title}: deadlines"),
    "deadlines_of_several": ("{count} 份文件时限", "Deadlines of {count} notices"),
    "begins": ("开始：", "begins: "),
    "and_others": ("等", " and others"),
    "by_period": (
        "原文没有写哪一天，记在每期的最后一天。",
        "No day is named: it is put on the last one of each period.",
    ),
    "not_dated": ("没有确定日期、未列入日历的时限：", "Deadlines without a day, which are not in this calendar:"),
    "warn_name": ("提前提醒天数", "days_of_warning"),
}
# What the notes say, each under its label.
SENTENCES = (
    ("how_colours", "colours"),
    ("how_states", "states"),
    ("how_dates", "days"),
    ("how_sort", "sorted"),
    ("how_print", "printing"),
    ("how_read", "read"),
)
STATES = ("not_started", "under_way", "done", "closed", "overdue", "suspended")
# How many days before its end a task is coloured, and told as due soon.
DAYS_OF_WARNING = 30
# Those that end a task.
DONE = ("done", "closed")
# The least advanced first: of several answers to one task it counts.
_ADVANCE = ("not_started", "suspended", "overdue", "under_way", "done", "closed")
_TARGET_ROLES = {
    "target": "目标值",
    "standard": "标准",
    "limit": "限额",
    "condition": "条件",
    "frequency": "频次",
    "coverage": "覆盖面",
}
_SIGNS = {"=": "等于", ">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于", "range": "区间"}
_FREQUENCIES = {
    "HOURLY": ("每小时", "每{n}小时"),
    "DAILY": ("每日", "每{n}日"),
    "WEEKLY": ("每周", "每{n}周"),
    "MONTHLY": ("每月", "每{n}个月"),
    "YEARLY": ("每年", "每{n}年"),
}


def word(name: str, headers: Headers, **values: object) -> str:
    """A word or a sentence of the ledger, with the values that it names."""
    text = _WORDS[name][headers == "en"]
    return text.format(**values) if values else text


def state_of(text: str) -> str | None:
    """The state that a cell means, by its English name; None for a text that is none."""
    said = text.strip("。√✓✔ \u3000")
    for name in STATES:
        if said in _WORDS[name] or said in STATES_TOO[name] or said.lower() == name:
            return name
    return None


def least(states: Iterable[str]) -> str:
    """Of several states the least advanced."""
    return min(states, key=_ADVANCE.index)


def both(name: str) -> tuple[str, str]:
    """A word in both languages: a workbook that is read may be in either."""
    return _WORDS[name]


def heading(name: str, headers: Headers, of: str = "matrix") -> str:
    """The heading of a column: of the ledger's own, else that of another table."""
    return _HEADINGS[name][headers == "en"] if name in _HEADINGS else labels.heading(name, headers, of)


def target_role(role: str, headers: Headers) -> str:
    """What a target is for."""
    return role if headers == "en" else _TARGET_ROLES[role]


def comparator(sign: str, headers: Headers) -> str:
    """A comparator in words: a cell that begins with = looks like a formula."""
    return sign if headers == "en" else _SIGNS[sign]


def recurrence(rule: str, headers: Headers) -> str:
    """A rule of RFC 5545 as people say it: 每季度末 of FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    often = _FREQUENCIES.get(parts.get("FREQ", ""))
    if headers == "en" or often is None:
        return rule
    every = parts.get("INTERVAL", "1")
    said = often[0] if every == "1" else often[1].format(n=every)
    said = "每季度" if said == "每3个月" else said
    month, day = parts.get("BYMONTH"), parts.get("BYMONTHDAY")
    if month:
        said += f"{month}月"
    if day:
        said += "末" if day == "-1" else f"{day}日"
    return said
