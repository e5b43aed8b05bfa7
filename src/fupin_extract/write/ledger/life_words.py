"""The words of a ledger in its year, in Chinese and in English: what offices get, reports, what became of tasks."""

from __future__ import annotations

from fupin_extract.write import labels

LIFE_HEADINGS = {
    "reported": ("各单位填报状态", "states reported"),
    "change": ("变更", "change"),
    "changed": ("变更内容", "what changed"),
    "rank": ("名次", "rank"),
    "level": (labels.heading("level"), "level"),
    "done": ("已完成", "done"),
    "under_way": ("推进中", "under way"),
    "overdue": ("逾期", "past due"),
    "due_soon": ("即将到期", "due soon"),
    "open_problems": ("存在问题", "problems"),
    "days_past": ("超期天数", "days past due"),
    "days_left": ("剩余天数", "days left"),
    "answered": ("已反馈", "answered"),
    "files": ("返回文件", "files"),
    "column": ("栏目", "column"),
    "before": ("原来", "before"),
    "now": ("现在", "now"),
    "sheet": ("工作表", "sheet"),
    "row": (labels.heading("line"), "row"),
    "finding": ("情况", "finding"),
    "before_number": ("原序号", "old no"),
}
LIFE_WORDS = {
    "filled_in_label": ("填报单位", "Filled in by"),
    "filled_in_as": (
        "填报单位：{office}　　　　填报日期：＿＿＿＿年＿＿月＿＿日",
        "Filled in by: {office}        Date: ____________",
    ),
    "sent": ("底稿", "As sent"),
    "office_title": ("{title}（填报表）", "{title}: to fill in"),
    "no_level": ("其他单位", "Other offices"),
    "report_title": ("{title}任务进展通报（截至{on}）", "{title}: progress on {on}"),
    "report_offices": ("各单位办结情况", "By office"),
    "report_overdue": ("逾期未完成", "Past due"),
    "report_due_soon": ("{days}日内到期", "Due within {days} days"),
    "report_problems": ("未解决的问题", "Open problems"),
    "report_findings": ("需要核对", "To look at"),
    "collected_title": ("{title}填报情况", "{title}: what came back"),
    "collected_taken": ("汇入总表的内容", "Taken over"),
    "revised_title": ("{title}修订情况", "{title}: revised"),
    "task_same": (labels.heading("inherited"), "as before"),
    "task_changed": ("有变化", "changed"),
    "task_new": ("新增", "new"),
    "task_dropped": ("取消", "dropped"),
    "task_kept": ("自行增加", "added by hand"),
    "dropped": ("已取消任务", "Dropped"),
    "dropped_note": (
        "修订后的文件没有这些任务；原来的状态和进展保留在这里。",
        "The revised notice has none of these tasks; their state and progress are kept here.",
    ),
    "was_number": ("（原第{number}项）", "(was no {number}) "),
    "list_title": ("{title}任务清单（{office}）", "{title}: tasks of {office}"),
    "state_kept": ("（状态未改）", "(state as before)"),
    "differ": ("填报不一致", "do not agree"),
    "how_fill": ("怎样填", "how to fill in"),
    "how_fill_office": (
        "只填标题为黄色的状态、进展情况、存在问题、责任人、备注五栏；其他各栏由发表单位填写，改动会在汇总时列出，不会写入总表。",
        "Fill in the columns with a yellow heading; what is changed elsewhere is only reported.",
    ),
    "how_states_office": (
        "在状态栏下拉选择：未启动、推进中、已完成、已销号、逾期、暂缓。",
        "Choose one of: not started, under way, done, closed, overdue, suspended.",
    ),
    "how_return": ("怎样交回", "how to send back"),
    "how_return_office": (
        "填好后保存，原样交回本文件。可以排序、筛选、加列；请不要删除行，不要删除隐藏的“任务标识”列和“底稿”表，汇总时靠它们对号。",
        "Save and send this file back. Sort and filter; keep all rows, the hidden column key and sheet As sent.",
    ),
    "how_colours_office": (
        "截止日期红色为已过期而未完成，黄色为在“提前提醒天数”之内到期；状态绿色为已完成或已销号。",
        "Due by is red where the day is past and the task not done, yellow where it is near; state is green: done.",
    ),
}
# What people write for a state.
STATES_TOO = {
    "not_started": ("未开展", "未开始", "尚未启动", "未推进", "未动工"),
    "under_way": ("进行中", "正在推进", "推进", "已启动", "在办", "正在办理", "正在进行", "持续推进", "长期推进"),
    "done": ("完成", "办结", "已办结", "全部完成", "已经完成"),
    "closed": ("销号",),
    "overdue": ("已逾期", "超期"),
    "suspended": ("暂停", "缓办"),
}
