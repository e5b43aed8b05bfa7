"""What an entry of each rules file may say. A field is one line; a new file is a class and a line in ``FILES``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fupin_extract.records.notice import (
    AdminLevel,
    ClauseKind,
    DeadlineKind,
    DutyRole,
    UnitRole,
)
from fupin_extract.ruleset.name_models import OrganizationRule, PlaceRule
from fupin_extract.ruleset.quantity_models import MeasureRule, NounRule, TargetRule
from fupin_extract.ruleset.recurrence import checked_recurrence
from fupin_extract.ruleset.rule import Pattern, Patterns, Rule, Strings


class NumberingRule(Rule):
    """A style of 层次序数, with its usual ``rank`` from the outside in; ``row: no`` for measures.

    ``inline`` says where it counts inside a paragraph. A number above ``sure``, and one with a group ``unsure`` (the
    stop of 6.70岁以上), count only as the next of their style. ``depth`` is that of a decimal numbering (2 of 1.1),
    which counts where at least two depths of it run through the notice.
    """

    rank: int
    pattern: Pattern
    sure: int | None = None
    depth: int = 0
    inline: Literal["always", "carry", "never"] = "never"
    row: bool = True


class ChromeRule(Rule):
    """Lines of a web page or a printed page that are no part of the notice (页面导航, 页码).

    ``any``: the line alone; ``apart``: it too, unless the line above or below it says who answers; ``tail``: the line
    and all below it; ``imprint``: so too, and before the first clause the line alone; ``page``: a page number between
    two halves of a text;
    ``attachment`` and ``attachment_item``: the first and the further lines of a list of attachments (附件).
    """

    where: Literal["any", "apart", "tail", "imprint", "page", "attachment", "attachment_item"] = "any"
    patterns: Patterns = ()


HeaderField = Literal[
    "title", "title_about", "title_announced", "title_begins", "title_completes", "title_field", "title_goes_on",
    "title_issuer", "title_suffix", "title_suffix_line", "no_title", "forwarding", "forwarded_by",
    "document_number", "index_number", "letterhead", "authority_field", "date", "date_signed_field",
    "date_published", "addressees", "addressees_begin", "title_status", "title_tag", "number_behind",
    "addressees_behind", "no_addressees", "no_authority", "title_government", "title_carries_out", "plan_quoted",
    "title_of_others", "title_of_year", "plan_named", "plan_handed_on", "plan_forwarded", "signature",
    "signature_alone", "signature_seal",
    "signed_date", "date_effective", "date_effective_issue", "valid_until", "valid_term", "validity_sentence",
    "no_heading", "no_label", "article_heading", "date_ahead", "fields_behind", "addressees_and", "region", "closing",
    "glued_heading", "heading_group", "break", "other",
]  # fmt: skip


class HeaderRule(Rule):
    """How an element of the notice's form (公文格式要素) is written; ``field`` is its key in the metadata.

    ``labels`` stand before a colon in a disclosure table, the first rule of a field before the next; those that a
    sentence may begin with never without a ``colon``. ``words`` and ``patterns`` are the forms of the element itself.
    """

    field: HeaderField
    labels: Strings = ()
    colon: bool = False
    words: Strings = ()
    patterns: Patterns = ()


class KindRule(Rule):
    """Titles that make a clause an overview or a safeguard."""

    kind: ClauseKind
    patterns: Patterns = ()


Tells = Literal["lead", "responsible", "supporting", "supervising", "person", "time", "other"]


class LabelRule(Rule):
    """Labels before a colon, and what they tell of what stands behind it (``other``: nothing that a record has).

    A label is known by its end: one of the ``words``, or one of the ``roles`` before one of the ``kinds`` of all rules
    (责任 and 单位). What is ``within`` a label of units decides wherever it stands (牵头 in 牵头落实单位).
    ``posts`` stand before a name, several too (县委常委、副县长 张三); ``behind`` a label may stand what adds nothing
    (责任单位分工：).
    """

    tells: Tells = "other"
    posts: Patterns = ()
    roles: Strings = ()
    words: Strings = ()
    within: Strings = ()
    kinds: Strings = ()
    behind: Strings = ()


ColumnField = Literal[
    "number", "group", "task", "text", "target", "time", "project", "project_sign", "progress", "extra", "remark",
    "units", "place",
]  # fmt: skip


class ColumnRule(Rule):
    """Headings of a column of a task table, and what it holds (``field``).

    A heading is one of the ``words``, ends with one of the ``ends``, or is one of the ``patterns`` as a whole.
    ``project`` names a task unless a ``project_sign`` shows that the table is a list of projects; ``remark`` are no
    headings: what a row over the whole table begins with that is no section. What is known by nothing else may be a
    ``place`` that answers (责任乡镇), or stand over ``units`` (责任分工) where no other heading does.
    """

    field: ColumnField
    words: Strings = ()
    ends: Strings = ()
    patterns: Patterns = ()


GroupMeaning = Literal[
    "open_end", "remark", "first_leads", "comma_leads", "aside", "whole", "closed", "shared_suffix", "shared_head",
    "office", "place_kind", "division", "township", "village", "each", "no_place", "zone", "zone_office",
    "committee", "level", "leveled", "seated", "many", "sharing", "office_kind", "collective", "no_verb", "local",
    "local_office", "cell_begins", "cell_kinds", "cell_whole", "cell_branch", "cell_inside", "inner", "adverb",
    "hint",
]  # fmt: skip


class ResponsibilityRule(Rule):
    """Words of the grammar of responsibility groups (谁负责).

    ``after_list`` stands behind a list (牵头负责), ``with_object`` does with what is done behind it (负责资金),
    ``before_list`` before one (由), ``between_lists`` joins two (会同), ``adverbs`` stand before a word behind a list
    (分别); none of its words stands right behind what ``not_behind`` says (县政协办). Labels are in ``labels.yaml``.
    ``patterns`` are whole stretches and ``words`` parts of names; ``means`` says what they are: that more units are
    meant (``open_end``), that a unit answers for all later rows (``remark``), that the first unit, or those before the
    first comma, lead (``first_leads``, ``comma_leads``), nothing at all (``aside``), an ``adverb`` of many forms
    (按照各自职责分工), that a bracket may say who answers (``hint``), or which part of a name; ``level`` is that of a
    ``place_kind``.
    """

    role: UnitRole | None = None
    level: AdminLevel | None = None
    before_list: Strings = ()
    after_list: Strings = ()
    with_object: Strings = ()
    between_lists: Strings = ()
    adverbs: Strings = ()
    not_behind: Strings = ()
    patterns: Patterns = ()
    words: Strings = ()
    means: GroupMeaning | None = None


class PeriodRule(Rule):
    """A period or an event that goes by a name (十四五, 春节), with its first and its last year where it has them.

    ``slot`` is how the forms of ``deadlines.yaml`` write it: ``<named>``, ``<event>``, …; ``only`` limits the years to
    notices of one matter, which is told by one of the patterns ``told_by``: another 过渡期 has the name alone.
    """

    names: Strings
    slot: str = Field(default="named", pattern="^[a-z]+$")
    first: int | None = Field(default=None, ge=1900, le=2200)
    last: int | None = Field(default=None, ge=1900, le=2200)
    only: Literal["transition"] | None = None
    told_by: Patterns = ()


class DeadlineRule(Rule):
    """Forms of 完成时限 (``kind``), or of times that are none (``reject`` says why).

    A form is a pattern with one time in it: ``<point>`` (2025年6月底), ``<period>``, ``<duration>``,
    ``<recurrence>``, ``<named>`` or another slot of ``periods.yaml``; what it asks for around the time belongs to the
    phrase. A form without a time is a whole phrase. ``text`` is how the time itself is written, ``before`` must end
    where the phrase begins and ``after`` begin where it ends, ``not_before`` and ``not_after`` must not. ``units`` are
    the finest units that a point may have, ``end`` for 底 and 末.

    ``counts_from: signing`` counts from the day of signing, ``event`` from one that no calendar knows; ``recurrence``
    is how often a phrase without a time means; ``past`` keeps what was over on the day of signing, else a report.
    ``told`` counts only where a label tells it (完成时限：长期坚持), or in a responsibility group.
    """

    kind: DeadlineKind | None = None
    reject: str = ""
    forms: Patterns
    text: Patterns = ()
    before: Patterns = ()
    after: Patterns = ()
    not_before: Patterns = ()
    not_after: Patterns = ()
    units: Strings = ()
    counts_from: Literal["signing", "event"] | None = None
    recurrence: Annotated[str, AfterValidator(checked_recurrence)] = ""
    past: bool = False
    told: bool = False


class CitationRule(Rule):
    """How a document is referred to: what stands before and behind its 《》, or inside.

    ``gives`` is what the patterns tell: the ``issuer`` before it, its ``number`` behind it, a ``short`` name given to
    it, that it points back (``back``: 该《意见》) or may do so by its ``kind`` alone (《意见》), the ``version``
    (（试行）) that its title ends with, or that it is no citation: the notice's ``own`` plan (现将《…》印发给你们), or
    ``none`` at all (《人民日报》).
    """

    gives: Literal["issuer", "number", "short", "back", "kind", "version", "own", "none"]
    reason: str = ""
    before: Patterns = ()
    title: Patterns = ()
    after: Patterns = ()


class DutyRule(Rule):
    """Words that assign work in running text (由X牵头对…; X要…; X会同Y…; X指导县市…).

    Actors stand behind a word ``before`` them (由), or at the beginning of a clause, where words ``ahead`` of them do
    not count (同时), nor does a stretch that ends as one that ``leads_in`` (项目完成后). Behind them stand ``modals``
    (要) and ``adverbs``, then ``roles``, which are no work themselves (牵头), or ``verbs``, which are; ``joins`` add
    actors (会同). ``actors`` act without a name of organisation (联席会议), and so do places of which ``each`` is meant
    (各市州); no name of one has ``strangers`` in it (经市政府) or stands behind ``objects`` (对). No work is assigned
    by what ``refuses`` behind the actors (可) and by what begins as ``against``; ``reason`` says why. A ``remark`` in a
    bracket behind an actor is no part of its name (以下简称…).
    """

    role: DutyRole | None = None
    reason: str = ""
    before: Strings = ()
    ahead: Strings = ()
    leads_in: Patterns = ()
    modals: Patterns = ()
    adverbs: Strings = ()
    roles: Strings = ()
    verbs: Patterns = ()
    joins: Strings = ()
    actors: Patterns = ()
    each: Strings = ()
    objects: Strings = ()
    strangers: Patterns = ()
    refuses: Strings = ()
    against: Patterns = ()
    remark: Patterns = ()


# The stem of each rules file, and what one of its entries may say. RuleSet has a tuple for each.
FILES: dict[str, type[Rule]] = {
    "numbering": NumberingRule,
    "chrome": ChromeRule,
    "header": HeaderRule,
    "kinds": KindRule,
    "labels": LabelRule,
    "columns": ColumnRule,
    "responsibility": ResponsibilityRule,
    "periods": PeriodRule,
    "deadlines": DeadlineRule,
    "targets": TargetRule,
    "nouns": NounRule,
    "measures": MeasureRule,
    "citations": CitationRule,
    "duties": DutyRule,
    "organizations": OrganizationRule,
    "places": PlaceRule,
}
