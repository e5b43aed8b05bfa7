"""The words of the page of a database, in both languages."""

from __future__ import annotations

from fupin_extract.write import labels
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger.wording import target_role

# Each in Chinese and in English.
_WORDS = {
    "page": ("数据库概览", "Overview of the database"),
    "total.notices": (labels.heading("notice"), "notices"),
    "total.tasks": (labels.heading("task"), "tasks"),
    "total.offices": (labels.heading("offices"), "offices"),
    "total.deadlines": (labels.heading("deadline"), "deadlines"),
    "total.targets": ("数字", "numbers"),
    "total.regions": (labels.heading("region"), "places"),
    "title.offices": ("各单位的任务数", "Tasks of each office"),
    "title.deadlines": ("各月到期的时限", "Deadlines by month"),
    "title.targets": ("各计量单位的数字", "Numbers by unit of measurement"),
    "title.themes": ("地区 × 业务条线", "Places × lines of business"),
    "title.notices": ("通知列表", "Notices"),
    "about.offices": (
        "按责任分工统计，一项任务在每个角色里只计一次；点一行看任务。",
        "By the groups of units; a task counts once in each role. Choose a row to see its tasks.",
    ),
    "about.deadlines": ("按截止日期的月份；点一行看时限。", "By the month of the last day. Choose a row to see them."),
    "about.targets": ("按计量单位和性质；点一行看数字。", "By unit and by role. Choose a row to see them."),
    "about.themes": (
        "各地交给各条线的任务数；点一格看任务。",
        "How many tasks each place gives to each line of business. Choose a cell to see them.",
    ),
    "bar.offices": (labels.heading("offices"), "office"),
    "bar.deadlines": ("月份", "month"),
    "bar.targets": (labels.heading("unit"), "unit"),
    "bar.themes": (labels.heading("region"), "place"),
    "total": ("合计", "total"),
    "unitless": ("（无单位）", "(no unit)"),
    "some": ("只列出 {shown} 个，共 {all} 个。", "{shown} of {all} are shown."),
    "desc": ("共 {bars} 条，最多的是 {most}（{count}）", "{bars} bars; the longest is {most} ({count})"),
    "rows.title": ("{name}：{count} 条", "{name}: {count} rows"),
    "rows.some": ("{name}：列出 {count} 条，共 {all} 条", "{name}: {count} of {all} rows"),
    "rows.ask": ("全部可用 fupin-extract query 查询。", "fupin-extract query gives all of them."),
    "rows.close": ("收起", "Close"),
    "rows.sieve": ("在这些行中查找", "Find in these rows"),
    "col.part": (labels.heading("kind"), "kind"),
    "col.fact": (labels.heading("text"), "as printed"),
    "col.notice": (labels.heading("notice"), "notice"),
    "col.region": (labels.heading("region"), "region"),
    "col.clause": (labels.heading("id"), "id"),
    "col.work": (labels.heading("work"), "task"),
    "nothing": ("没有读到", "Nothing was read"),
    "theme": ("主题", "Theme"),
    "theme.auto": ("跟随系统", "System"),
    "theme.light": ("浅色", "Light"),
    "theme.dark": ("深色", "Dark"),
}
_DEADLINES = {
    "by": "截止",
    "during": "期间",
    "within": "期限",
    "recurring": "定期",
    "from": "起始",
    "open": "长期",
}


def say(name: str, headers: Headers, **values: object) -> str:
    """A word or a sentence, with the values that it names."""
    text = _WORDS[name][headers == "en"]
    return text.format(**values) if values else text


def words(headers: Headers) -> dict[str, str]:
    """What the script of the page says."""
    return {name: say(name, headers) for name in _WORDS if name.startswith(("rows.", "col.", "bar."))}


def part(of: str, name: str, headers: Headers, functions: dict[str, str]) -> str:
    """What a part of a bar is called; one that is not ours has only its name."""
    if of == "themes":
        return name if headers == "en" else functions.get(name, name)
    if of == "targets":
        return target_role(name, headers)
    return labels.word(labels.ROLES if of == "offices" else _DEADLINES, name, headers)


def bar(name: str, headers: Headers) -> str:
    """What a bar is called."""
    return name or say("unitless", headers)
