"""The tables of a database of notices, as data: what builds, fills, lists and documents them reads it from here.

Every table has ``notice``, the number of the notice in the order of the batch, counted from 1. Beside it stands the id
of the clause, task or fact, as in the records, so that ``USING (notice, task)`` joins. A column is named as in the
records, but for ``start``, ``end`` and ``due``, which are ``…_date``, since ``end`` is a word of SQL.
"""

from __future__ import annotations

from operator import attrgetter

from fupin_extract.records.notice import AdminLevel, ClauseKind, DeadlineKind, DutyRole, Severity, TargetRole, UnitRole
from fupin_extract.store.tables import (
    RowSource,
    SqlColumn,
    Table,
    counted,
    duty_units,
    every,
    facts,
    names,
    one_of,
    other_columns,
    task_units,
)

# Of these tables: a database says it, and another version of this package may ask.
VERSION = 1


def _notice() -> SqlColumn:
    """The number of the notice, which is known only when all are put together."""
    return SqlColumn("notice", "INTEGER", "number of the notice", key=True)


def _id(name: str, meaning: str) -> SqlColumn:
    return SqlColumn(name, "TEXT", meaning, "id", key=True)


def _position(meaning: str, *, key: bool = False) -> SqlColumn:
    return SqlColumn("position", "INTEGER", meaning, attrgetter("position"), key)


_SPAN = (
    SqlColumn("span_start", "INTEGER", "first character in the decoded text, counted from 0", "span.0"),
    SqlColumn("span_end", "INTEGER", "the character after the last", "span.1"),
)
_OF_CLAUSE = (
    SqlColumn("clause", "TEXT", "id of the innermost clause that it stands in", attrgetter("owner")),
    SqlColumn(
        "task", "TEXT", "id of the task that it counts for; null where the clause belongs to none", attrgetter("task")
    ),
)
_FACT = (
    SqlColumn("rule", "TEXT", "the form that found it"),
    SqlColumn("text", "TEXT", "as printed"),
)
_UNIT = (
    SqlColumn("name", "TEXT", "with a shared suffix given back"),
    SqlColumn("text", "TEXT", "as written"),
    SqlColumn("functions", "LIST", 'lines of business, such as ["finance"]'),
    SqlColumn("level", "TEXT", one_of(AdminLevel)),
    SqlColumn("kind", "TEXT", "department, government, party, bank, collective and so on"),
    SqlColumn("open_ended", "BOOLEAN", "whether 等 stands behind it"),
    SqlColumn("inherited", "BOOLEAN", "whether it is named outside the row's own clause"),
    *_SPAN,
)
_CLAUSE_KEY = (("notice", "clause"), "clauses")
_TASK_KEY = (("notice", "task"), "tasks")


def _facts(
    name: str, meaning: str, key: SqlColumn, columns: tuple[SqlColumn, ...], indexes: tuple[str, ...] = ()
) -> Table:
    """The table of a kind of fact: each stands in a clause, and counts for a task."""
    every_column = (_notice(), key, *_OF_CLAUSE, *columns, *_SPAN)
    return Table(name, meaning, facts(name), every_column, (_CLAUSE_KEY, _TASK_KEY), indexes)


TABLES = (
    Table(
        "notices",
        "a row a file that was read",
        lambda notice: [RowSource(notice)],
        (
            _notice(),
            SqlColumn("path", "TEXT", "where it was read from", "source.path"),
            SqlColumn(
                "duplicate_of", "INTEGER", "the first notice with the same bytes; its facts stand there", lambda _: None
            ),
            SqlColumn("media_type", "TEXT", "such as text/plain", "source.media_type"),
            SqlColumn("encoding", "TEXT", "such as utf-8 or gb18030", "source.encoding"),
            SqlColumn("sha256", "TEXT", "of the bytes read", "source.sha256"),
            SqlColumn("characters", "INTEGER", "of the decoded text", "source.characters"),
            SqlColumn("title", "TEXT", "of the plan", "metadata.title"),
            SqlColumn("notice_title", "TEXT", "of the covering notice", "metadata.notice_title"),
            SqlColumn("document_number", "TEXT", "such as 州政发〔2020〕21号", "metadata.document_number"),
            SqlColumn("index_number", "TEXT", "from the disclosure table of the page", "metadata.index_number"),
            SqlColumn("issuing_authorities", "LIST", "who issued it", "metadata.issuing_authorities"),
            SqlColumn("addressees", "LIST", "whom it is addressed to", "metadata.addressees"),
            SqlColumn("date_signed", "DATE", "as signed", "metadata.date_signed"),
            SqlColumn("date_published", "DATE", "as labelled on the page", "metadata.date_published"),
            SqlColumn("plan_start", "DATE", "first day of the years in the title", "metadata.plan_period.start"),
            SqlColumn("plan_end", "DATE", "last day of the years in the title", "metadata.plan_period.end"),
            SqlColumn("date_effective", "DATE", "自…起施行", "metadata.date_effective"),
            SqlColumn("valid_until", "DATE", "有效期至…", "metadata.valid_until"),
            SqlColumn("region", "TEXT", "the place the plan is for; null for a national notice", "metadata.region"),
            SqlColumn("admin_level", "TEXT", one_of(AdminLevel), "metadata.admin_level"),
        ),
        ((("duplicate_of",), "notices"),),
        ("region", "sha256"),
    ),
    Table(
        "clauses",
        "a row a numbered clause; clause 0 is the preamble",
        every("clauses"),
        (
            _notice(),
            _id("clause", "id of the clause, such as 2.1.1"),
            _position("its place in the notice, counted from 1"),
            SqlColumn("parent", "TEXT", "id of the clause above it", "parent_id"),
            SqlColumn("level", "INTEGER", "1 is the outermost, 0 the preamble"),
            SqlColumn("marker", "TEXT", "as written: 一、 （一） 1."),
            SqlColumn("title", "TEXT", "its heading, else empty"),
            SqlColumn("text", "TEXT", "its own text"),
            SqlColumn("kind", "TEXT", one_of(ClauseKind)),
            SqlColumn(
                "responsibility_start",
                "INTEGER",
                "first character of its own group of units",
                "responsibility.span.0",
            ),
            SqlColumn("responsibility_end", "INTEGER", "the character after the group's last", "responsibility.span.1"),
            *_SPAN,
        ),
        ((("notice",), "notices"), (("notice", "parent"), "clauses")),
    ),
    Table(
        "tasks",
        "the task matrix, a row a task, overview rows too",
        every("tasks"),
        (
            _notice(),
            _id("task", "id of the task, which is that of its clause"),
            _position("its place in the matrix, counted from 1"),
            SqlColumn("path", "LIST", "titles from the outermost clause in"),
            SqlColumn("title", "TEXT", "its heading, else empty"),
            SqlColumn("text", "TEXT", "its text with its measures"),
            SqlColumn("kind", "TEXT", one_of(ClauseKind)),
            SqlColumn("lead_units", "TEXT", "names joined by 、; task_units has them one by one", names("lead_units")),
            SqlColumn("responsible_units", "TEXT", "names joined by 、", names("responsible_units")),
            SqlColumn("supporting_units", "TEXT", "names joined by 、", names("supporting_units")),
            SqlColumn("supervising_units", "TEXT", "names joined by 、", names("supervising_units")),
            SqlColumn("persons", "TEXT", "names joined by 、", names("persons")),
            SqlColumn(
                "scope", "TEXT", "own (its group), section (from a group over it) or none", "responsibility.scope"
            ),
            SqlColumn(
                "responsibility_start",
                "INTEGER",
                "first character of the group of units",
                "responsibility.span.0",
            ),
            SqlColumn("responsibility_end", "INTEGER", "the character after the group's last", "responsibility.span.1"),
            SqlColumn("measures", "LIST", "ids of the clauses inside it"),
            SqlColumn("extra", "TEXT", "other columns of a printed table, heading：text by ；", other_columns),
            SqlColumn("duplicate_of", "TEXT", "of a row of a table the task of the text that it repeats"),
            *_SPAN,
        ),
        ((("notice", "task"), "clauses"),),
    ),
    Table(
        "task_units",
        "a row an organisation that answers for a task",
        task_units,
        (
            _notice(),
            SqlColumn("task", "TEXT", "id of the task", attrgetter("owner"), key=True),
            _position("its place among the units of the task: leads, responsible, supporting, supervising", key=True),
            SqlColumn("role", "TEXT", one_of(UnitRole), attrgetter("role")),
            *_UNIT,
        ),
        (_TASK_KEY,),
        ("name",),
    ),
    _facts(
        "deadlines",
        "a row a deadline",
        _id("deadline", "id of the deadline, such as 2.1.1/d1"),
        (
            SqlColumn("kind", "TEXT", one_of(DeadlineKind)),
            *_FACT,
            SqlColumn("start_date", "DATE", "first day, inclusive", "start"),
            SqlColumn("end_date", "DATE", "last day, inclusive", "end"),
            SqlColumn("due_date", "DATE", "of a within whose first day is known", "due"),
            SqlColumn("duration", "TEXT", "ISO 8601, such as P30D"),
            SqlColumn("working_days", "INTEGER", "of a within that counts working days", counted("working_days")),
            SqlColumn("recurrence", "TEXT", "RFC 5545, such as FREQ=MONTHLY"),
        ),
        ("end_date",),
    ),
    _facts(
        "targets",
        "a row a number with its unit",
        _id("target", "id of the target, such as 2.1.1/t1"),
        (
            SqlColumn("role", "TEXT", one_of(TargetRole)),
            *_FACT,
            SqlColumn("comparator", "TEXT", "= >= <= > < or range"),
            SqlColumn("value", "REAL", "万 and 亿 multiplied out; percent as 50"),
            SqlColumn("value_max", "REAL", "of a range"),
            SqlColumn("unit", "TEXT", "as written"),
            SqlColumn("approximate", "BOOLEAN", "whether 左右 or 约 stands with it"),
            SqlColumn("per", "TEXT", "what each is counted for"),
            SqlColumn("subject", "TEXT", "what is counted"),
        ),
    ),
    _facts(
        "citations",
        "a row a document that the text refers to",
        _id("citation", "id of the citation, such as 2.1.1/c1"),
        (
            *_FACT,
            SqlColumn("title", "TEXT", "inside its 《》"),
            SqlColumn("document_number", "TEXT", "where it is told"),
            SqlColumn("issuer", "TEXT", "where it is told"),
            SqlColumn("refers_to", "TEXT", "the full title where only 该《意见》 stands"),
        ),
        ("title",),
    ),
    _facts(
        "duties",
        "a row an assignment in running text",
        _id("duty", "id of the duty, such as 2.1.1/a1"),
        (
            SqlColumn("role", "TEXT", one_of(DutyRole)),
            SqlColumn("action", "TEXT", "what is to be done"),
            *_FACT,
            SqlColumn("deadlines", "LIST", "ids of the deadlines that count for it"),
        ),
    ),
    Table(
        "duty_units",
        "a row an organisation that a duty names",
        duty_units,
        (
            _notice(),
            SqlColumn("duty", "TEXT", "id of the duty", attrgetter("owner"), key=True),
            _position("its place among the actors, counted from 1", key=True),
            *_UNIT,
        ),
        ((("notice", "duty"), "duties"),),
        ("name",),
    ),
    Table(
        "diagnostics",
        "a row a thing that a reader should check",
        every("diagnostics"),
        (
            _notice(),
            _position("its place in the notice, counted from 1", key=True),
            SqlColumn("code", "TEXT", "one of the list in docs/diagnostics.md"),
            SqlColumn("severity", "TEXT", one_of(Severity)),
            SqlColumn("message", "TEXT", "for a person"),
            *_SPAN,
        ),
        ((("notice",), "notices"),),
    ),
)

# The columns of ``notices`` that a duplicate has too: they are of its bytes. What was read from these stands once.
OF_BYTES = ("media_type", "encoding", "sha256", "characters")
