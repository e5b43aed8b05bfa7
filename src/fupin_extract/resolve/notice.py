"""Outline and findings → the notice record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import islice

from fupin_extract.find import Findings
from fupin_extract.outline import Outline
from fupin_extract.read import Document
from fupin_extract.records.notice import Diagnostic, Metadata, Notice, SourceInfo
from fupin_extract.resolve.as_written import in_its_script
from fupin_extract.resolve.citations import resolve_citations
from fupin_extract.resolve.deadlines import DeadlineContext
from fupin_extract.resolve.facts import resolve_facts
from fupin_extract.resolve.metadata import Frame, resolve_metadata
from fupin_extract.resolve.organizations import Organizations
from fupin_extract.resolve.responsibility import Answers, resolve_answers
from fupin_extract.resolve.tasks import Facts, build_clauses, build_sections, build_tasks, own_texts
from fupin_extract.ruleset import RuleSet


def _unread(findings: Findings) -> list[Diagnostic]:
    """A warning for each bracket at the end of a clause that seems to say who answers and was not wholly read."""
    return [
        Diagnostic(
            code="group_unread", severity="warning", message=f"{clause}：括号内的责任单位未能完整读出", span=span
        )
        for clause, found in findings.clauses.items()
        for span in (found.own.span(m.start, m.end) for m in found.of("responsibility") if m.rejected)
    ]


def _damaged(document: Document) -> list[Diagnostic]:
    """One warning for all characters that were lost, where the first stands."""
    places = document.damaged
    message = f"原文有{len(places)}个字符已损坏，请与原件核对"
    return [
        Diagnostic(code="damaged_text", severity="warning", message=message, span=(first, first + 1))
        for first in places[:1]
    ]


def _no_frame() -> Frame:
    return Frame(Metadata())


def _with_level(metadata: Metadata, answers: Answers) -> Metadata:
    """The level of the units that answer, where the issuer tells none."""
    if metadata.admin_level is not None:
        return metadata
    units = (u for r in answers.rows.values() for u in (*r.lead, *r.responsible) if u.kind != "collective")
    levels = Counter(u.level for u in units if u.level is not None)
    return metadata.model_copy(update={"admin_level": levels.most_common(1)[0][0]}) if levels else metadata


def _only_year(metadata: Metadata) -> int | None:
    """The year of a plan that is for one year."""
    period = metadata.plan_period
    return period.start.year if period and period.start.year == period.end.year else None


def resolve(
    document: Document, outline: Outline, findings: Findings, rules: RuleSet, *, date: dt.date | None = None
) -> Notice:
    """The notice; ``date`` is the date of signing where the text tells none."""
    guard = findings.guard
    frame = guard.one(None, _no_frame, resolve_metadata, outline, findings, rules, date)
    told = frame.metadata
    answers = resolve_answers(outline, findings, Organizations(document.text, rules, told.admin_level, told.region))
    metadata = _with_level(told, answers)
    issued = metadata.date_signed or metadata.date_published
    context = DeadlineContext(issued, frozenset(m.value for m in findings.mentions("matter")), _only_year(metadata))
    titles = told.title, told.notice_title
    cited = iter(resolve_citations(findings.mentions("citation"), titles, told.document_number))
    organizations = Organizations(document.text, rules, metadata.admin_level, metadata.region)
    facts: dict[str, Facts] = {}
    for node in outline.nodes:
        found = findings.clauses[node.id]
        if found.mentions:
            own = list(islice(cited, len(found.of("citation"))))
            facts[node.id] = guard.one(node, Facts, resolve_facts, node.id, found, context, own, organizations)
    texts, unread = own_texts(outline, findings), _unread(findings)
    # Of a long notice what was found is as large as its records; where nobody else keeps it, it ends here.
    del findings
    clauses = build_clauses(outline, texts, facts, answers)
    tasks = build_tasks(outline, clauses, facts, answers)
    read = [*document.diagnostics, *_damaged(document)]
    diagnostics = [*read, *frame.diagnostics, *outline.diagnostics, *unread, *guard.failed]
    if len(clauses) == 1:
        diagnostics.append(Diagnostic(code="no_clauses", severity="warning", message="未找到编号条款，没有任务可列"))
    notice = Notice(
        source=SourceInfo(
            path=document.path,
            media_type=document.media_type,
            encoding=document.encoding,
            sha256=document.sha256,
            characters=len(document.text),
            pages=document.pages,
            text=document.text,
        ),
        metadata=metadata,
        clauses=clauses,
        tasks=tasks,
        sections=build_sections(outline, clauses, tasks),
        diagnostics=tuple(sorted(diagnostics, key=lambda d: d.span or (0, 0))),
    )
    return in_its_script(notice)
