"""The tables of a database of notices, as data: what builds them, lists them and documents them reads it from here.

Every table has ``notice``, the number of the notice in the order of the batch, counted from 1. Beside it stands the id
of the clause, task or fact, as in the records, so that ``USING (notice, task)`` joins. A column is named as in the
records, but for ``start``, ``end`` and ``due``, which are ``…_date``, since ``end`` is a word of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Of these tables: a database says it, and another version of this package may ask.
VERSION = 1

# LIST is a JSON array in a text: both engines take it apart, and nothing in a name can be mistaken for a separator.
SqlType = Literal["INTEGER", "REAL", "TEXT", "DATE", "BOOLEAN", "LIST"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, its Chinese heading, and what it means; ``key`` where it tells rows apart."""

    name: str
    type: SqlType
    zh: str
    meaning: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, its key first; ``refers`` are columns that are the key of another table."""

    name: str
    zh: str
    meaning: str
    columns: tuple[Column, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()
    indexes: tuple[str, ...] = ()


def _notice(*, key: bool = True) -> Column:
    return Column("notice", "INTEGER", "通知", "number of the notice", key)


def _id(name: str, zh: str, meaning: str) -> Column:
    return Column(name, "TEXT", zh, meaning, key=True)


def _position(meaning: str, *, key: bool = False) -> Column:
    return Column("position", "INTEGER", "顺序", meaning, key)


_SPAN = (
    Column("span_start", "INTEGER", "原文起点", "first character in the decoded text, counted from 0"),
    Column("span_end", "INTEGER", "原文终点", "the character after the last"),
)
_OF_CLAUSE = (
    Column("clause", "TEXT", "条款", "id of the innermost clause that it stands in"),
    Column("task", "TEXT", "任务", "id of the task that it counts for; null where the clause belongs to none"),
)
_FACT = (
    Column("rule", "TEXT", "规则", "the form that found it"),
    Column("text", "TEXT", "原文", "as printed"),
)
_UNIT = (
    Column("name", "TEXT", "单位", "with a shared suffix given back"),
    Column("text", "TEXT", "原文", "as written"),
    Column("functions", "LIST", "业务条线", 'lines of business, such as ["finance"]'),
    Column("level", "TEXT", "层级", "national, provincial, prefectural, county or township"),
    Column("kind", "TEXT", "类别", "department, government, party, bank, collective and so on"),
    Column("open_ended", "BOOLEAN", "有“等”", "whether 等 stands behind it"),
    Column("inherited", "BOOLEAN", "沿用", "whether it is named outside the row's own clause"),
    *_SPAN,
)
_CLAUSE_KEY = (("notice", "clause"), "clauses")
_TASK_KEY = (("notice", "task"), "tasks")

TABLES = (
    Table(
        "notices",
        "通知",
        "a row a file that was read",
        (
            _notice(),
            Column("path", "TEXT", "文件", "where it was read from"),
            Column("duplicate_of", "INTEGER", "重复于", "the first notice with the same bytes; its facts stand there"),
            Column("media_type", "TEXT", "文件类型", "such as text/plain"),
            Column("encoding", "TEXT", "编码", "such as utf-8 or gb18030"),
            Column("sha256", "TEXT", "校验值", "of the bytes read"),
            Column("characters", "INTEGER", "字数", "of the decoded text"),
            Column("title", "TEXT", "标题", "of the plan"),
            Column("notice_title", "TEXT", "通知标题", "of the covering notice"),
            Column("document_number", "TEXT", "发文字号", "such as 州政发〔2020〕21号"),
            Column("index_number", "TEXT", "索引号", "from the disclosure table of the page"),
            Column("issuing_authorities", "LIST", "发文机关", "who issued it"),
            Column("addressees", "LIST", "主送机关", "whom it is addressed to"),
            Column("date_signed", "DATE", "成文日期", "as signed"),
            Column("date_published", "DATE", "发布日期", "as labelled on the page"),
            Column("plan_start", "DATE", "规划期起", "first day of the years in the title"),
            Column("plan_end", "DATE", "规划期止", "last day of the years in the title"),
            Column("date_effective", "DATE", "施行日期", "自…起施行"),
            Column("valid_until", "DATE", "有效期至", "有效期至…"),
            Column("region", "TEXT", "地区", "the place the plan is for; null for a national notice"),
            Column("admin_level", "TEXT", "级别", "national, provincial, prefectural, county or township"),
        ),
        ((("duplicate_of",), "notices"),),
        ("region", "sha256"),
    ),
    Table(
        "clauses",
        "条款",
        "a row a numbered clause; clause 0 is the preamble",
        (
            _notice(),
            _id("clause", "条款", "id of the clause, such as 2.1.1"),
            _position("its place in the notice, counted from 1"),
            Column("parent", "TEXT", "上级条款", "id of the clause above it"),
            Column("level", "INTEGER", "层次", "1 is the outermost, 0 the preamble"),
            Column("marker", "TEXT", "序号", "as written: 一、 （一） 1."),
            Column("title", "TEXT", "标题", "its heading, else empty"),
            Column("text", "TEXT", "正文", "its own text"),
            Column("kind", "TEXT", "类别", "overview, task or safeguard"),
            Column("responsibility_start", "INTEGER", "责任分工起点", "first character of its own group of units"),
            Column("responsibility_end", "INTEGER", "责任分工终点", "the character after the group's last"),
            *_SPAN,
        ),
        ((("notice",), "notices"), (("notice", "parent"), "clauses")),
    ),
    Table(
        "tasks",
        "任务",
        "the task matrix, a row a task, overview rows too",
        (
            _notice(),
            _id("task", "任务", "id of the task, which is that of its clause"),
            _position("its place in the matrix, counted from 1"),
            Column("path", "LIST", "各级标题", "titles from the outermost clause in"),
            Column("title", "TEXT", "标题", "its heading, else empty"),
            Column("text", "TEXT", "内容", "its text with its measures"),
            Column("kind", "TEXT", "类别", "overview, task or safeguard"),
            Column("lead_units", "TEXT", "牵头单位", "names joined by 、; task_units has them one by one"),
            Column("responsible_units", "TEXT", "责任单位", "names joined by 、"),
            Column("supporting_units", "TEXT", "配合单位", "names joined by 、"),
            Column("scope", "TEXT", "责任来源", "own (its group), section (from a group over it) or none"),
            Column("responsibility_start", "INTEGER", "责任分工起点", "first character of the group of units"),
            Column("responsibility_end", "INTEGER", "责任分工终点", "the character after the group's last"),
            Column("measures", "LIST", "举措", "ids of the clauses inside it"),
            *_SPAN,
        ),
        ((("notice", "task"), "clauses"),),
    ),
    Table(
        "task_units",
        "任务的单位",
        "a row an organisation that answers for a task",
        (
            _notice(),
            Column("task", "TEXT", "任务", "id of the task", key=True),
            _position("its place among the units of the task: leads, responsible, supporting", key=True),
            Column("role", "TEXT", "角色", "lead, responsible or supporting"),
            *_UNIT,
        ),
        (_TASK_KEY,),
        ("name",),
    ),
    Table(
        "deadlines",
        "完成时限",
        "a row a deadline",
        (
            _notice(),
            _id("deadline", "时限", "id of the deadline, such as 2.1.1/d1"),
            *_OF_CLAUSE,
            Column("kind", "TEXT", "类别", "by, during, within, recurring or from"),
            *_FACT,
            Column("start_date", "DATE", "起", "first day, inclusive"),
            Column("end_date", "DATE", "止", "last day, inclusive"),
            Column("due_date", "DATE", "到期日", "of a within whose first day is known"),
            Column("duration", "TEXT", "时长", "ISO 8601, such as P30D"),
            Column("working_days", "INTEGER", "工作日数", "of a within that counts working days"),
            Column("recurrence", "TEXT", "重复", "RFC 5545, such as FREQ=MONTHLY"),
            *_SPAN,
        ),
        (_CLAUSE_KEY, _TASK_KEY),
        ("end_date",),
    ),
    Table(
        "targets",
        "量化目标",
        "a row a number with its unit",
        (
            _notice(),
            _id("target", "指标", "id of the target, such as 2.1.1/t1"),
            *_OF_CLAUSE,
            Column("role", "TEXT", "性质", "target, standard, limit, condition, frequency or coverage"),
            *_FACT,
            Column("comparator", "TEXT", "比较", "= >= <= > < or range"),
            Column("value", "REAL", "数值", "万 and 亿 multiplied out; percent as 50"),
            Column("value_max", "REAL", "最大值", "of a range"),
            Column("unit", "TEXT", "计量单位", "as written"),
            Column("approximate", "BOOLEAN", "约数", "whether 左右 or 约 stands with it"),
            Column("per", "TEXT", "每", "what each is counted for"),
            Column("subject", "TEXT", "对象", "what is counted"),
            *_SPAN,
        ),
        (_CLAUSE_KEY, _TASK_KEY),
    ),
    Table(
        "citations",
        "引用文件",
        "a row a document that the text refers to",
        (
            _notice(),
            _id("citation", "引用", "id of the citation, such as 2.1.1/c1"),
            *_OF_CLAUSE,
            *_FACT,
            Column("title", "TEXT", "标题", "inside its 《》"),
            Column("document_number", "TEXT", "发文字号", "where it is told"),
            Column("issuer", "TEXT", "发文机关", "where it is told"),
            Column("refers_to", "TEXT", "所指", "the full title where only 该《意见》 stands"),
            *_SPAN,
        ),
        (_CLAUSE_KEY, _TASK_KEY),
        ("title",),
    ),
    Table(
        "duties",
        "正文分工",
        "a row an assignment in running text",
        (
            _notice(),
            _id("duty", "分工", "id of the duty, such as 2.1.1/a1"),
            *_OF_CLAUSE,
            Column("role", "TEXT", "角色", "lead, responsible or supporting"),
            Column("action", "TEXT", "事项", "what is to be done"),
            *_FACT,
            Column("deadlines", "LIST", "时限", "ids of the deadlines that count for it"),
            *_SPAN,
        ),
        (_CLAUSE_KEY, _TASK_KEY),
    ),
    Table(
        "duty_units",
        "正文分工的单位",
        "a row an organisation that a duty names",
        (
            _notice(),
            Column("duty", "TEXT", "分工", "id of the duty", key=True),
            _position("its place among the actors, counted from 1", key=True),
            *_UNIT,
        ),
        ((("notice", "duty"), "duties"),),
        ("name",),
    ),
    Table(
        "diagnostics",
        "提示",
        "a row a thing that a reader should check",
        (
            _notice(),
            _position("its place in the notice, counted from 1", key=True),
            Column("code", "TEXT", "代码", "one of the list in docs/diagnostics.md"),
            Column("severity", "TEXT", "程度", "info, warning or error"),
            Column("message", "TEXT", "说明", "for a person"),
            *_SPAN,
        ),
        ((("notice",), "notices"),),
    ),
)

# The columns of ``notices`` that a duplicate has too: they are of its bytes. What was read from these stands once.
OF_BYTES = ("media_type", "encoding", "sha256", "characters")
