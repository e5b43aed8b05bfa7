"""Questions that stand ready in every database, as data: SQL that SQLite and DuckDB read alike, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what it tells, its columns that no table has with what they mean, its SQL.

    ``{each_function}`` in the SQL stands for the business lines of a unit, a row each, as ``line.value``.
    """

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    sql: str


_COUNTS = (
    ("notices", "notices that name it"),
    ("leads", "tasks that it leads"),
    ("responsible", "tasks that it is responsible for"),
    ("supporting", "tasks that it supports"),
)
_WORK = ("work", "title of the task, else the beginning of its text")

# A task is one however many names of an office stand with it.
_COUNT_ROLES = """count(DISTINCT notice) AS notices,
  count(DISTINCT CASE WHEN role = 'lead' THEN notice || '/' || task END) AS leads,
  count(DISTINCT CASE WHEN role = 'responsible' THEN notice || '/' || task END) AS responsible,
  count(DISTINCT CASE WHEN role = 'supporting' THEN notice || '/' || task END) AS supporting"""
_WORK_OF = "CASE WHEN {0}.title <> '' THEN {0}.title ELSE substr({0}.text, 1, 30) END AS work"
_WITHOUT_TARGET = """SELECT n.region, n.admin_level, count(*) AS notices
FROM notices n
WHERE n.region IS NOT NULL
GROUP BY n.region, n.admin_level
HAVING sum(CASE WHEN EXISTS (
  SELECT 1 FROM targets t WHERE t.notice = n.notice AND t.role = 'target') THEN 1 ELSE 0 END) = 0
ORDER BY n.region, n.admin_level"""

VIEWS = (
    View(
        "files",
        "every file with what was read from it, duplicates too",
        (),
        """SELECT f.notice, f.path, f.duplicate_of, n.title, n.document_number, n.date_signed, n.region, n.admin_level
FROM notices f JOIN notices n ON n.notice = coalesce(f.duplicate_of, f.notice)
ORDER BY f.notice""",
    ),
    View(
        "assignments",
        "what each office has to do, by the groups and by running text",
        (
            ("source", "group (责任单位：…) or text (由…牵头)"),
            ("work", "title of the task, else the beginning of its text; of running text what it says"),
            ("level", "of the office"),
        ),
        f"""SELECT u.name AS name, u.role AS role, 'group' AS source, u.notice AS notice, u.task AS clause,
  u.task AS task, {_WORK_OF.format("t")}, u.functions AS functions, u.level AS level,
  u.span_start AS span_start, u.span_end AS span_end
FROM task_units u JOIN tasks t ON t.notice = u.notice AND t.task = u.task
UNION ALL
SELECT u.name, d.role, 'text', u.notice, d.clause, d.task, d.action, u.functions, u.level, u.span_start, u.span_end
FROM duty_units u JOIN duties d ON d.notice = u.notice AND d.duty = u.duty
ORDER BY notice, source, span_start, clause, role, name""",  # noqa: S608
    ),
    View(
        "offices",
        "which offices lead most, by name",
        _COUNTS,
        f"""SELECT name, {_COUNT_ROLES}
FROM task_units
GROUP BY name
ORDER BY leads DESC, responsible DESC, supporting DESC, name""",  # noqa: S608
    ),
    View(
        "offices_by_function",
        "which lines of business lead most, whatever their offices are called",
        (("function", "line of business, such as finance"), *_COUNTS),
        f"""SELECT line.value AS function, {_COUNT_ROLES}
FROM task_units, {{each_function}}
GROUP BY line.value
ORDER BY leads DESC, responsible DESC, supporting DESC, function""",  # noqa: S608
    ),
    View(
        "due_dates",
        "what is due, by date",
        (
            ("due", "the day by which it is to be done"),
            ("deadline_text", "as printed"),
            ("kind", "of the deadline: by, during or within"),
            _WORK,
        ),
        f"""SELECT coalesce(d.end_date, d.due_date) AS due, d.text AS deadline_text, d.kind, n.region, n.title,
  d.notice, d.clause, d.task, {_WORK_OF.format("c")}, t.lead_units, t.responsible_units
FROM deadlines d
JOIN notices n ON n.notice = d.notice
LEFT JOIN tasks t ON t.notice = d.notice AND t.task = d.task
JOIN clauses c ON c.notice = d.notice AND c.clause = coalesce(d.task, d.clause)
WHERE coalesce(d.end_date, d.due_date) IS NOT NULL
ORDER BY due, d.notice, d.span_start, d.deadline""",  # noqa: S608
    ),
    View(
        "counties_without_targets",
        "which counties set no number",
        (("notices", "their notices"),),
        _WITHOUT_TARGET.replace("IS NOT NULL", "IS NOT NULL AND n.admin_level = 'county'"),
    ),
    View(
        "regions_without_targets",
        "which places of any level set no number",
        (("notices", "their notices"),),
        _WITHOUT_TARGET,
    ),
    View(
        "target_values",
        "the numbers to be reached, to be compared between places",
        (("target_text", "as printed"), _WORK),
        f"""SELECT n.region, n.admin_level, g.subject, g.text AS target_text, g.comparator,
  g.value, g.value_max, g.unit, g.per, g.approximate, {_WORK_OF.format("c")}, g.notice, g.clause, g.task
FROM targets g
JOIN notices n ON n.notice = g.notice
JOIN clauses c ON c.notice = g.notice AND c.clause = coalesce(g.task, g.clause)
WHERE g.role IN ('target', 'coverage')
ORDER BY g.notice, g.span_start, g.target""",  # noqa: S608
    ),
    View(
        "tasks_without_units",
        "tasks for which no group names an office",
        (_WORK, ("duties", "how often running text assigns something in it")),
        f"""SELECT n.region, n.title, t.notice, t.task, {_WORK_OF.format("t")},
  (SELECT count(*) FROM duties d WHERE d.notice = t.notice AND d.task = t.task) AS duties
FROM tasks t
JOIN notices n ON n.notice = t.notice
WHERE t.kind = 'task'
  AND NOT EXISTS (SELECT 1 FROM task_units u WHERE u.notice = t.notice AND u.task = t.task)
ORDER BY t.notice, t.position""",  # noqa: S608
    ),
    View(
        "cited_documents",
        "which documents the notices refer to most",
        (
            ("document", "its title, in full where it is known"),
            ("notices", "notices that refer to it"),
            ("citations", "how often they do"),
        ),
        """SELECT coalesce(refers_to, title) AS document, count(DISTINCT notice) AS notices, count(*) AS citations
FROM citations
GROUP BY coalesce(refers_to, title)
ORDER BY notices DESC, citations DESC, document""",
    ),
)
