"""Header parts → the metadata of a notice (公文格式要素)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from fupin_extract.find import Findings
from fupin_extract.names.lists import compile_units, split_units
from fupin_extract.names.places import Places, compile_places
from fupin_extract.outline.forms import FrameForms, compile_frame
from fupin_extract.outline.model import HeaderPart, Outline
from fupin_extract.records.notice import Diagnostic, Metadata, PlanPeriod
from fupin_extract.resolve.validity import resolve_validity
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import at_offsets
from fupin_extract.values.frame_dates import read_date

_PLAN_IN_TEXT = re.compile(r"(?:现将|将|制定了|印发|转发)[^《。]{0,20}《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_QUOTED = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_ABOUT = re.compile(r"(?:关于|印发|转发|批转)")
_YEARS = re.compile(r"(?P<start>20\d\d) ?年? ?[-—~至]+ ?(?P<end>20\d\d) ?年")
_YEAR = re.compile(r"(?P<start>20\d\d)年")
_PLAN = re.compile(r"[“\"]?(?P<n>十[二三四五])五[”\"]?")
# The headline of a page: 《…实施方案》印发.
_ANNOUNCED = re.compile(r"^《([^《》]*)》(?:印发|出台|发布|公布)?$")
_MORE_ISSUERS = re.compile(r"等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?(?:部门|单位|委办局)$")


@dataclass(slots=True)
class Frame:
    """The metadata with what a reader should check about it."""

    metadata: Metadata
    diagnostics: list[Diagnostic] = field(default_factory=list)


def resolve_metadata(outline: Outline, findings: Findings, rules: RuleSet, date: dt.date | None = None) -> Frame:
    """The metadata of a notice; ``date`` stands for the date of signing where the notice has none."""
    forms, places = rules.get(compile_frame), rules.get(compile_places)
    found: list[Diagnostic] = []
    title, notice = _titles(outline, forms)
    signed = _date(outline, ("signature_date", "date_signed_field", "date"), found)
    published = _published(outline, found)
    issuers = _issuers(outline, title, notice, places)
    if signed and published and published < signed:
        message = f"发布日期 {published} 早于成文日期 {signed}"
        found.append(Diagnostic(code="date_conflict", severity="warning", message=message))
    effective, until = resolve_validity(findings.mentions("validity"), signed or published or date)
    region, level = places.region(title, notice, issuers, _frame_texts(outline))
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
    """A header part as it is written in the source, without the line breaks inside it."""
    return at_offsets(outline.text, part.mapped.offsets).strip()


def _titles(outline: Outline, forms: FrameForms) -> tuple[str | None, str | None]:
    """The title of the plan, and that of the covering notice."""
    titles = [_ANNOUNCED.sub(r"\1", written(p, outline)) for p in outline.parts("title")]
    covering = [t for t in titles if forms.forwarding.search(_folded(t))]
    plans = [t for t in titles if t not in covering]
    preamble = "".join(p.text for p in outline.nodes[0].body)
    if not covering:
        field_title = _first(outline, "title_field")
        named = _PLAN_IN_TEXT.search(preamble)
        plan = plans[-1] if plans else None
        return plan or field_title or (named["title"] if named else None), None
    notice = max(covering, key=lambda t: (bool(_ABOUT.search(t)) and not t.startswith("关于"), -titles.index(t)))
    after = [t for t in titles[titles.index(covering[-1]) + 1 :] if t not in covering]
    if after:
        return after[-1], notice
    named = _QUOTED.search(notice) or _PLAN_IN_TEXT.search(preamble)
    if named:
        return named["title"], notice
    inner = re.search(r"(?:印发|转发|批转|下发)(?P<title>.+)的通知$", notice)
    return (inner["title"] if inner else notice), notice


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


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


def _published(outline: Outline, found: list[Diagnostic]) -> dt.date | None:
    """The labelled date of publication, by the order of the labels."""
    return _first_day(sorted(outline.parts("date_published"), key=lambda part: part.rank), found)


def _first_day(parts: list[HeaderPart], found: list[Diagnostic]) -> dt.date | None:
    for part in parts:
        if part.field == "date" and not re.search("[年月]", part.text):
            continue
        value, by_sense = read_date(part.text)
        if value is None:
            continue
        if by_sense:
            message = f"日期“{part.text}”按文意读作 {value}"
            found.append(Diagnostic(code="date_slip", severity="warning", message=message, span=part.span))
        return value
    return None


def _issuers(outline: Outline, title: str | None, notice: str | None, places: Places) -> list[str]:
    """From the signature, else the notice title, else the letterhead, else the table."""
    signers: list[str] = []
    for part in outline.parts("signature"):
        for name in re.split(r"\s+", written(part, outline)):
            name = re.sub(r"[（(](?:代章|盖章|公章|章)[）)]", "", name)
            signers += places.split_issuers(name)
    if signers:
        return list(dict.fromkeys(signers))
    head = notice or title or ""
    if match := _ABOUT.search(head):
        names = _MORE_ISSUERS.sub("", head[: match.start()].strip())
        issuers = [n for piece in re.split(r"[\s、，,]+", names) for n in places.split_issuers(piece)]
        if issuers and all(len(n) >= 3 for n in issuers):
            return issuers
    for name in ("letterhead", "authority_field", "publisher"):
        if value := _first(outline, name):
            return [n for piece in re.split(r"[\s、，,]+", value) for n in places.split_issuers(piece)]
    return []


def _addressees(outline: Outline, rules: RuleSet) -> list[str]:
    part = next(iter(outline.parts("addressees")), None)
    if part is None:
        return []
    units = split_units(part.text, 0, len(part.text), rules.get(compile_units))
    return [u.name for u in units]


def _period(title: str) -> PlanPeriod | None:
    """The years that a title names: 2022-2025年, 2018年, “十四五”."""
    text = _folded(title)
    if (match := _YEARS.search(text)) or (match := _YEAR.search(text)):
        start, end = int(match["start"]), int(match.groupdict().get("end") or match["start"])
    elif match := _PLAN.search(text):
        # The twelfth five-year plan began in 2011.
        start = 2011 + 5 * ("二三四五".index(match["n"][1]))
        end = start + 4
    else:
        return None
    return PlanPeriod(start=dt.date(start, 1, 1), end=dt.date(end, 12, 31)) if start <= end else None


def _frame_texts(outline: Outline) -> list[str]:
    """The texts of the frame in which the full name of a place may stand."""
    return [p.text for p in outline.header] + [line.text for line in outline.lines if line.label == "chrome"]
