"""Made notices, and short ways to look at what was read from them."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract import parse
from fupin_extract.records.notice import Clause, Notice, Organization, Task

# The start and the end of a whole notice, for what stands between.
FRONT = (
    "关于印发《青溪县后续扶持实施方案》的通知",
    "青政办发〔2023〕7号",
    "各乡镇人民政府，县直各部门：",
    "《青溪县后续扶持实施方案》已经县政府同意，现印发给你们，请认真贯彻执行。",
    "青溪县人民政府办公室",
    "2023年3月8日",
    "青溪县后续扶持实施方案",
)


def made(*lines: str) -> Notice:
    """The notice that these lines make."""
    return parse("\n".join(lines) + "\n")


def ids(notice: Notice) -> list[str]:
    """The ids of the clauses, the preamble's left out."""
    return [clause.id for clause in notice.clauses[1:]]


def titles(notice: Notice) -> dict[str, str]:
    """Titles by clause id, the preamble's left out."""
    return {clause.id: clause.title for clause in notice.clauses[1:]}


def clause(notice: Notice, clause_id: str) -> Clause:
    """The clause with this id."""
    return next(c for c in notice.clauses if c.id == clause_id)


def row(notice: Notice, clause_id: str) -> Task:
    """The row with this id."""
    return next(t for t in notice.tasks if t.id == clause_id)


def names(units: Sequence[Organization]) -> str:
    """The names of units, in one line."""
    return "、".join(unit.name for unit in units)


def who(task: Task) -> str:
    """Who answers for a row: leads | responsible | supporting, and the scope."""
    lists = (task.lead_units, task.responsible_units, task.supporting_units)
    return f"{' | '.join(map(names, lists))} ({task.responsibility.scope})"


def codes(notice: Notice) -> list[str]:
    """The codes of the diagnostics, in the order of the text."""
    return [diagnostic.code for diagnostic in notice.diagnostics]


def stretch(notice: Notice, span: tuple[int, int] | None) -> str:
    """The source text of a span."""
    assert span is not None
    assert notice.source.text is not None
    return notice.source.text[slice(*span)]
