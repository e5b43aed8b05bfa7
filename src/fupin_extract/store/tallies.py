"""What is counted of a database, as SQL that SQLite and DuckDB read alike.

Each is a SELECT of facts: the ``bar`` that a fact counts for, which ``part`` of it, the notice and the clause that it
stands in, and the fact as printed. ``{each_function}`` is as in the views.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tallied:
    """One thing that is counted: ``counts`` are what counts in it, facts or the tasks that they stand in.

    ``bars`` and ``parts`` are how many are shown; ``order``: the greatest first, or by their keys.
    """

    name: str
    sql: str
    counts: Literal["facts", "tasks"]
    bars: int
    parts: int = 12
    order: Literal["count", "key"] = "count"


TALLIED = (
    Tallied(
        "offices",
        "SELECT name AS bar, role AS part, notice, task AS clause, text AS fact FROM task_units",
        "tasks",
        bars=40,
    ),
    Tallied(
        "deadlines",
        """SELECT substr(CAST(coalesce(end_date, due_date) AS VARCHAR), 1, 7) AS bar, kind AS part, notice,
  coalesce(task, clause) AS clause, text AS fact
FROM deadlines WHERE coalesce(end_date, due_date) IS NOT NULL""",
        "facts",
        bars=72,
        order="key",
    ),
    Tallied(
        "targets",
        """SELECT coalesce(unit, '') AS bar, role AS part, notice, coalesce(task, clause) AS clause,
  CASE WHEN subject IS NULL THEN text ELSE subject || '：' || text END AS fact
FROM targets""",
        "facts",
        bars=40,
    ),
    Tallied(
        "themes",
        """SELECT n.region AS bar, line.value AS part, u.notice AS notice, u.task AS clause, u.name AS fact
FROM task_units u JOIN notices n ON n.notice = u.notice AND n.region IS NOT NULL, {each_function}""",
        "tasks",
        bars=60,
        parts=24,
    ),
)

TOTALS = {
    "notices": "SELECT count(*) FROM notices WHERE duplicate_of IS NULL",
    "tasks": "SELECT count(*) FROM tasks",
    "offices": "SELECT count(DISTINCT name) FROM task_units",
    "deadlines": "SELECT count(*) FROM deadlines",
    "targets": "SELECT count(*) FROM targets",
    "regions": "SELECT count(DISTINCT region) FROM notices",
}

_COUNTS = {"facts": "count(*)", "tasks": "count(DISTINCT notice || '/' || clause)"}


def count(tallied: Tallied, facts: str) -> str:
    """Bar, part, how many, and how many rows: of every bar and part that there is."""
    return f"""SELECT bar, part, {_COUNTS[tallied.counts]} AS many, count(*) AS behind
FROM ({facts}) AS facts GROUP BY bar, part"""  # noqa: S608 - SQL of ours


def behind(tallied: Tallied, facts: str, rows: int) -> str:
    """Rows behind the bars and parts that are shown: of each the first, of each the second, until it is enough."""
    return f"""WITH facts AS ({facts}),
bars AS (SELECT bar FROM facts GROUP BY bar ORDER BY count(*) DESC, bar LIMIT {tallied.bars}),
parts AS (SELECT part FROM facts WHERE bar IN (SELECT bar FROM bars)
  GROUP BY part ORDER BY count(*) DESC, part LIMIT {tallied.parts}),
placed AS (SELECT bar, part, fact, notice, clause,
    row_number() OVER (PARTITION BY bar, part ORDER BY notice, clause, fact) AS place
  FROM facts WHERE bar IN (SELECT bar FROM bars) AND part IN (SELECT part FROM parts)),
chosen AS (SELECT * FROM placed ORDER BY place, bar, part, notice, clause, fact LIMIT {rows})
SELECT p.bar, p.part, p.fact, p.notice, p.clause,
  CASE WHEN c.title <> '' THEN c.title ELSE substr(c.text, 1, 40) END AS work
FROM chosen p LEFT JOIN clauses c ON c.notice = p.notice AND c.clause = p.clause
ORDER BY p.notice, p.bar, p.part, p.clause, p.fact"""  # noqa: S608 - SQL of ours


def notices(most: int) -> str:
    """The notices by place and day."""
    return f"""SELECT n.notice, coalesce(n.title, n.path, ''), coalesce(n.document_number, ''),
  coalesce(CAST(n.date_signed AS VARCHAR), ''), coalesce(n.region, ''), coalesce(n.admin_level, ''),
  (SELECT count(*) FROM tasks t WHERE t.notice = n.notice) AS tasks
FROM notices n WHERE n.duplicate_of IS NULL
ORDER BY CASE WHEN n.region IS NULL THEN 1 ELSE 0 END, n.region, coalesce(CAST(n.date_signed AS VARCHAR), ''), n.notice
LIMIT {most}"""  # noqa: S608 - a number


def named(numbers: list[int]) -> str:
    """Title and place of some notices."""
    return f"""SELECT notice, coalesce(title, path, ''), coalesce(region, '') FROM notices
WHERE notice IN ({", ".join(map(str, numbers))})"""  # noqa: S608 - numbers
