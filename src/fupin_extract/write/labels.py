"""The headings of everything that has columns, and the words that stand in their cells: each once, English and Chinese.

The English heading is the name of the field or column itself. It has one Chinese heading, unless the tables differ in
what they mean by it: ``text`` is 内容 of a task and 正文 of a clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from fupin_extract.records.diff import CellState, ChangeKind, Relation, Strength
    from fupin_extract.records.evaluation import DifferenceKind
    from fupin_extract.records.notice import AdminLevel, Severity, UnitRole

Headers = Literal["zh", "en"]

_HEADINGS = {
    # the task matrix
    "file": "文件",
    "id": "编号",
    # 一级任务 and 二级任务 are what stands over the task; a task that nothing stands over has neither.
    "level_1": "一级任务",
    "level_2": "二级任务",
    "lead_units": "牵头单位",
    "responsible_units": "责任单位",
    "supporting_units": "配合单位",
    "supervising_units": "督导单位",
    "persons": "责任人",
    "deadlines": "完成时限",
    "due_by": "截止日期",
    "targets": "量化目标",
    "citations": "依据",
    "span": "原文位置",
    # what each office has to do
    "role": "角色",
    "source": "出处",
    # what was seen
    "line": "行",
    "means / reason": "读作／不取的理由",
    # two plans
    "a": "甲",
    "b": "乙",
    "field": "内容",
    "change": "变化",
    "count": "次数",
    "pair": "对应",
    "similarity": "相似度",
    "covered_a": "甲见于乙",
    "covered_b": "乙见于甲",
    "main_a": "甲主要工作见于乙",
    "main_b": "乙主要工作见于甲",
    "offices": "单位",
    # a database: notices
    "notice": "通知",
    "path": "文件",
    "duplicate_of": "重复于",
    "media_type": "文件类型",
    "encoding": "编码",
    "sha256": "校验值",
    "characters": "字数",
    "title": "标题",
    "notice_title": "通知标题",
    "document_number": "发文字号",
    "index_number": "索引号",
    "issuing_authorities": "发文机关",
    "addressees": "主送机关",
    "date_signed": "成文日期",
    "date_published": "发布日期",
    "plan_start": "规划期起",
    "plan_end": "规划期止",
    "date_effective": "施行日期",
    "valid_until": "有效期至",
    "region": "地区",
    "admin_level": "级别",
    # clauses and tasks
    "clause": "条款",
    "task": "任务",
    "position": "顺序",
    "parent": "上级条款",
    "marker": "序号",
    "text": "原文",
    "kind": "类别",
    "scope": "责任来源",
    "responsibility_start": "责任分工起点",
    "responsibility_end": "责任分工终点",
    "measures": "举措",
    "extra": "其他栏目",
    "span_start": "原文起点",
    "span_end": "原文终点",
    # organisations
    "name": "单位",
    "functions": "业务条线",
    "function": "业务条线",
    "level": "层级",
    "open_ended": "有“等”",
    "inherited": "沿用",
    # facts
    "rule": "规则",
    "deadline": "时限",
    "start_date": "起",
    "end_date": "止",
    "due_date": "到期日",
    "duration": "时长",
    "working_days": "工作日数",
    "recurrence": "重复",
    "target": "指标",
    "comparator": "比较",
    "value": "数值",
    "value_max": "最大值",
    "unit": "计量单位",
    "approximate": "约数",
    "per": "每",
    "subject": "对象",
    "citation": "引用",
    "issuer": "发文机关",
    "refers_to": "所指",
    "duty": "分工",
    "action": "事项",
    "code": "代码",
    "severity": "程度",
    "message": "说明",
    # questions
    "notices": "通知数",
    "leads": "牵头任务数",
    "responsible": "责任任务数",
    "supporting": "配合任务数",
    "due": "到期",
    "deadline_text": "完成时限",
    "target_text": "量化目标",
    "work": "任务内容",
    "duties": "正文分工数",
    "document": "文件",
    # an evaluation
    "doc": "通知",
    "place": "条款",
    "wanted": "应有",
    "found": "读出",
    "precision": "查准率",
    "recall": "查全率",
    "f1": "F1",
    "floor": "底线",
    "shift": "变化",
    "differences": "漏（-）和误（+）",
    "gains": "改好的",
    "losses": "变坏的",
    "metadata": "元数据",
    "plan_period": "规划期",
    "titles": "条款标题",
    "kinds": "条款类别",
    "rows": "整行全对",
    "row_titles": "任务标题",
    "units": "各角色单位",
    "scopes": "责任来源",
    "sections": "章节行",
    "roles": "目标性质",
    "subjects": "目标对象",
    "cited_numbers": "引用文号",
}
# Where a table means something else by a name than the others.
_OF = {
    ("matrix", "task"): "具体任务",
    ("matrix", "text"): "内容",
    ("matrix", "duties"): "文中职责",
    ("tasks", "duplicate_of"): "同一任务",
    ("units", "task"): "编号",
    ("units", "unit"): "单位",
    ("units", "work"): "任务",
    ("explained", "kind"): "种类",
    ("diff", "admin_level"): "层级",
    ("diff", "text"): "文字",
    ("clauses", "level"): "层次",
    ("clauses", "text"): "正文",
    ("tasks", "path"): "各级标题",
    ("tasks", "text"): "内容",
    ("targets", "role"): "性质",
    ("duties", "deadlines"): "时限",
    ("cited_documents", "citations"): "引用次数",
    ("evaluation", "field"): "项目",
    ("evaluation", "notices"): "评测的通知",
    ("evaluation", "text"): "内容",
    ("evaluation", "clauses"): "条款",
    ("evaluation", "citations"): "引用文件",
    ("evaluation", "per"): "目标每",
    ("evaluation", "approximate"): "目标约数",
    ("evaluation", "inherited"): "沿用的单位",
    ("evaluation", "due"): "到期日",
}
# The tables and views of a database.
TABLES = {
    "notices": "通知",
    "clauses": "条款",
    "tasks": "任务",
    "task_units": "任务的单位",
    "deadlines": "完成时限",
    "targets": "量化目标",
    "citations": "引用文件",
    "duties": "正文分工",
    "duty_units": "正文分工的单位",
    "diagnostics": "提示",
    "files": "文件",
    "assignments": "单位的任务",
    "offices": "单位",
    "offices_by_function": "条线",
    "due_dates": "到期事项",
    "counties_without_targets": "无量化目标的县",
    "regions_without_targets": "无量化目标的地区",
    "target_values": "量化目标数值",
    "tasks_without_units": "无人负责的任务",
    "cited_documents": "被引文件",
}

ROLES: dict[UnitRole, str] = {"lead": "牵头", "responsible": "责任", "supporting": "配合", "supervising": "督导"}
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": TABLES["diagnostics"]}
SOURCES = {"group": "责任分工", "text": "正文"}
LEVELS: dict[AdminLevel, str] = {
    "national": "国家",
    "provincial": "省级",
    "prefectural": "市级",
    "county": "县级",
    "township": "乡级",
}
MENTIONS = {
    "deadline": "时限",
    "target": "目标",
    "citation": "依据",
    "duty": "任务",
    "responsibility": "责任分工",
    "convention": "牵头约定",
    # elements of the form that go into the metadata by their own names, and others
    **{n: _HEADINGS[n] for n in ("title", "document_number", "index_number", "addressees", "date_published")},
    "title_field": _HEADINGS["title"],
    "further_title": _HEADINGS["title"],
    "letterhead": "版头",
    "authority_field": _HEADINGS["issuing_authorities"],
    "publisher": "发布机构",
    "signature": "落款",
    "signature_date": _HEADINGS["date_signed"],
    "date_signed_field": _HEADINGS["date_signed"],
    "date": "日期",
    "other": "其他",
}
CHANGES: dict[ChangeKind, str] = {
    "added": "新增",
    "removed": "删去",
    "moved": "移动",
    "earlier": "提前",
    "later": "推迟",
    "raised": "提高",
    "lowered": "降低",
    "reworded": "改写",
}
STRENGTHS: dict[Strength, str] = {"same": "同一任务", "partial": "部分对应"}
STATES: dict[CellState, str] = {"taken_over": "沿用", "changed": "有变化", "partial": "部分对应", "missing": "缺"}
SIGNS: dict[DifferenceKind, str] = {"missed": "-", "beyond": "+"}
RELATIONS: dict[Relation, str] = {"plans": "两个方案", "versions": "同一文件的两个版本"}


def heading(name: str, headers: Headers = "zh", of: str = "") -> str:
    """The heading of a column by its name, in one of the languages; ``of`` is the table that it stands in."""
    return name if headers == "en" else _OF.get((of, name)) or _HEADINGS[name]


def word(words: Mapping[Any, str], name: str, headers: Headers = "zh") -> str:
    """A word of a closed list, as the records have it or in Chinese."""
    return name if headers == "en" else words[name]
