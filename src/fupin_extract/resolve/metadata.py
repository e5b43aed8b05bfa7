"""Header parts → the metadata of a notice (公文格式要素)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import field

from fupin_extract.find import Findings
from fupin_extract.find.titles import FrontForms, compile_front
from fupin_extract.names.lists import split_units
from fupin_extract.names.places import compile_places
from fupin_extract.names.reading import is_organization
from fupin_extract.names.unit_forms import compile_units
from fupin_extract.outline.forms import FrameForms, compile_frame
from fupin_extract.outline.line_forms import meet
from fupin_extract.outline.model import ATTACHMENT, HeaderPart, Outline
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Diagnostic, Metadata, PlanPeriod
from fupin_extract.resolve.validity import resolve_validity
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import at_offsets
from fupin_extract.text.script import simplified
from fupin_extract.values.frame_dates import read_date, years_named

# So far apart stand the signers of two documents.
_APART = 100


@dataclass(slots=True)
class Frame:
    """The metadata with what a reader should check about it."""

    metadata: Metadata
    diagnostics: list[Diagnostic] = field(default_factory=list)


def resolve_metadata(outline: Outline, findings: Findings, rules: RuleSet, date: dt.date | None = None) -> Frame:
    """The metadata of a notice; ``date`` stands for the date of signing where the notice has none."""
    forms, places = rules.get(compile_frame), rules.get(compile_places)
    found: list[Diagnostic] = []
    title, notice = _titles(outline, forms, rules.get(compile_front))
    signed = _date(outline, ("signature_date",), found) or _behind_addressees(outline, found)
    signed = signed or _date(outline, ("date_signed_field", "date"), found)
    published = _published(outline, found)
    issuers = _issuers(outline, notice, title or "", rules)
    if signed and published and published < signed:
        message = f"发布日期 {published} 早于成文日期 {signed}"
        found.append(Diagnostic(code="date_conflict", severity="warning", message=message))
    effective, until = resolve_validity(findings.mentions("validity"), signed or published or date)
    told = [office] if (office := _first(outline, "authority_field")) else []
    region, level = places.region(title, notice, issuers, told, _frame_texts(outline))
    if region is None and level is None and (place := _first(outline, "region")):
        region, level = places.region(place, None, [], told, _frame_texts(outline))
    metadata = Metadata(
        title=title,
        notice_title=notice,
        document_number=_number(outline),
        index_number=_first(outline, "index_number"),
        issuing_authorities=tuple(issuers),
        addressees=tuple(_addressees(outline, rules)),
        date_signed=signed or date,
        date_published=published,
        plan_period=_period(title or ""),
        date_effective=effective,
        valid_until=until,
        region=region,
        admin_level=level,
    )
    return Frame(metadata, found)


def written(part: HeaderPart, outline: Outline) -> str:
    """A header part as it is written in the source, without the line breaks inside it, in simplified characters."""
    return simplified(at_offsets(outline.text, part.mapped.offsets)).strip()


def _titles(outline: Outline, forms: FrameForms, front: FrontForms) -> tuple[str | None, str | None]:
    """The title of the plan, and that of the covering notice."""
    titles = [front.headline(written(p, outline)) for p in outline.parts("title")]
    if not titles and (labelled := _first(outline, "title_field")):
        titles = [front.headline(labelled)]
    covering = [t for t in titles if forms.forwarding.search(_unbroken(t))]
    plans = [t for t in titles if t not in covering]
    preamble = "".join(p.text for p in outline.nodes[0].body)
    told = front.headline(_first(outline, "title_field") or "")
    if plans and not covering and forms.forwarding.search(_unbroken(told)):
        # The page tells the title of the covering notice in its table alone.
        return plans[-1], told
    if not covering:
        plan = plans[-1] if plans else None
        over = front.headline(_first(outline, "further_title") or "")
        return plan or over or front.plan_in_text(preamble) or _attached(outline), None
    notice = max(covering, key=lambda t: (front.names_issuers(t), -titles.index(t)))
    after = [t for t in titles[titles.index(covering[-1]) + 1 :] if t not in covering]
    if after:
        return after[-1], notice
    if below := _first(outline, "further_title"):
        # A covering notice with clauses of its own stands over the plan.
        return front.headline(below), notice
    named = (front.plan_in_title(notice), front.plan_in_text(preamble), front.plan_forwarded(notice))
    return next((title for title in named if title is not None), notice), notice


def _attached(outline: Outline) -> str | None:
    """The title of the attachment that is all that there is."""
    top = [node for node in outline.nodes if node.level == 1]
    titles = [at_offsets(outline.text, node.title.offsets) for node in top if node.title.text]
    return titles[0].strip() if len(top) == 1 and top[0].style == ATTACHMENT and titles else None


def _unbroken(text: str) -> str:
    return "".join(text.split())


def _first(outline: Outline, name: str) -> str | None:
    """The first value of a field that is not empty."""
    values = [written(part, outline) for part in outline.parts(name)]
    return next((v for v in values if v), None)


def _number(outline: Outline) -> str | None:
    """The number alone on a line or before the title, else that of the disclosure table."""
    value = _first(outline, "document_number")
    return value.replace(" ", "") if value else None


def _date(outline: Outline, names: tuple[str, ...], found: list[Diagnostic]) -> dt.date | None:
    """The first day that parts of these fields tell, by the order of the fields."""
    return _first_day([part for name in names for part in outline.parts(name)], found)


def _behind_addressees(outline: Outline, found: list[Diagnostic]) -> dt.date | None:
    """A day alone on its line below the addressees, as a notice without a signature has it."""
    begins = next((part.span[1] for part in outline.parts("addressees")), None)
    return None if begins is None else _first_day([d for d in outline.parts("date") if d.span[0] > begins], found)


def _published(outline: Outline, found: list[Diagnostic]) -> dt.date | None:
    """The labelled date of publication, by the order of the labels."""
    return _first_day(sorted(outline.parts("date_published"), key=lambda part: part.rank), found)


def _first_day(parts: list[HeaderPart], found: list[Diagnostic]) -> dt.date | None:
    for part in parts:
        if part.field == "date" and not ("年" in part.text or "月" in part.text):
            continue
        value, by_sense = read_date(part.text)
        if value is None:
            continue
        if by_sense:
            message = f"日期“{part.text}”按文意读作 {value}"
            found.append(Diagnostic(code="date_slip", severity="warning", message=message, span=part.span))
        return value
    return None


def _issuers(outline: Outline, notice: str | None, title: str, rules: RuleSet) -> list[str]:
    """From the signature, else the notice title, else the letterhead, else the table, else who stands beside a date.

    Where a covering notice is signed, that signature counts alone.
    """
    forms, front, places = rules.get(compile_frame), rules.get(compile_front), rules.get(compile_places)

    def is_office(name: str) -> bool:
        return meet(forms.signature, name) is not None or is_organization(fold(name), rules)

    def parted(names: Iterable[str]) -> list[str]:
        return [issuer for name in names for issuer in places.split_issuers(name)]

    signed = outline.parts("signature")
    if notice is not None and (titles := [*outline.parts("title"), *outline.parts("further_title")]):
        # Below the title of a plan that is handed on sign those who drew it up.
        signed = _together([part for part in signed if part.span < titles[-1].span] or signed)
    if signers := parted(front.names_signed(written(part, outline) for part in signed)):
        return list(dict.fromkeys(signers))

    def titled(text: str) -> list[str]:
        # 青溪县关于…的通知 names a place, and no organisation in it.
        issuers = [name for name in parted(front.issuers_in_title(text, is_office)) if not places.is_place(name)]
        return issuers if all(len(issuer) >= 3 for issuer in issuers) else []

    if issuers := titled(notice or title):
        return issuers
    named = (_first(outline, field) for field in ("letterhead", "authority_field", "publisher"))
    if issuers := parted(front.names_listed(next(filter(None, named), ""), is_office)):
        return issuers
    return [] if notice is None or front.hands_on(notice) else titled(title)


def _together(signed: list[HeaderPart]) -> list[HeaderPart]:
    """The signers up to where text stands between two of them: those of what is attached sign below it."""
    ends = (part.span[1] for part in signed)
    apart = (i for i, (end, part) in enumerate(zip(ends, signed[1:], strict=False), 1) if part.span[0] - end > _APART)
    return signed[: next(apart, len(signed))]


def _addressees(outline: Outline, rules: RuleSet) -> list[str]:
    names: list[str] = []
    ends = -1
    for part in outline.parts("addressees"):
        # Those of one list stand side by side: 各部门并有关单位.
        if 0 <= ends < part.span[0] - 1:
            break
        ends = part.span[1]
        names += [u.name for u in split_units(part.text, 0, len(part.text), rules.get(compile_units))]
    return names


def _period(title: str) -> PlanPeriod | None:
    """The years that a title names."""
    start, end = years_named(fold(_unbroken(title))) or (1, 0)
    return PlanPeriod(start=dt.date(start, 1, 1), end=dt.date(end, 12, 31)) if start <= end else None


def _frame_texts(outline: Outline) -> list[str]:
    """The texts of the frame in which the full name of a place may stand."""
    return [p.text for p in outline.header] + [line.text for line in outline.lines if line.label == "chrome"]
