"""What an entry may say of quantities: how they are written, and what they are in their context."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from fupin_extract.records.notice import Comparator, TargetRole
from fupin_extract.ruleset.rule import Patterns, Rule, Strings, listed


class TargetRule(Rule):
    """What a quantity is in its context: a target in ``role``, or none at all without one (``reason`` says why).

    The first rule of the file whose every field holds decides. ``kinds`` and ``units`` are those of ``measures.yaml``,
    ``signs`` the comparators, ``numeral`` how the number is written; ``text`` fits the whole quantity, ``before`` what
    ends where it begins, ``after`` what begins where it ends, ``per`` the whole of what it is counted for; ``counted``
    asks whether it is counted for anything, ``quoted`` whether it stands in “”, ``marked`` whether it has a
    comparator, and ``under`` is what a heading above must hold (申报条件). ``phrases`` are targets without a number
    (全覆盖), ``unit`` is what 万 or 亿 alone count.

    Some rules only help the others: ``counted_for`` are patterns that say what each is counted for, in a group ``per``
    or ``mean`` (of 人均, which says nothing of a share), in the noun behind a group ``noun``, or in the quantity behind
    a group ``step``.
    """

    role: TargetRole | None = None
    reason: str = ""
    phrases: Strings = ()
    kinds: Strings = ()
    units: Strings = ()
    signs: Annotated[tuple[Comparator, ...], BeforeValidator(listed)] = ()
    numeral: Literal["digits", "words"] | None = None
    quoted: bool | None = None
    marked: bool | None = None
    counted: bool | None = None
    unit: str = ""
    counted_for: Patterns = ()
    per: Patterns = ()
    text: Patterns = ()
    under: Patterns = ()
    before: Patterns = ()
    after: Patterns = ()


class NounRule(Rule):
    """Words that tell where the noun beside a quantity, which is counted or counted for, begins and ends.

    ``stops`` end it; those that may be part of it (补助) are ``soft`` too, ``stops_behind`` end only the one behind its
    number; none of them counts in words that are ``whole`` (可支配收入). Before ``suffixes`` a stop is part of the noun
    (补贴发放率), and ``heads`` are one next to the number. ``verbs`` do not belong to the noun behind them (改造管网)
    unless it is ``general`` (种植面积) or the whole is ``kept`` (培训合格率), also where ``newly`` stands before them
    (新改造).
    What is ``anew`` begins the work again in the middle (镇区域内建设充电桩). ``joins`` stand between two nouns,
    ``asides`` are brackets that belong to one, and what is ``listed`` at its end goes on behind 、 (省级、市级示范社);
    ``empty`` are none. What ``gives`` a number is no part of the noun of the number before (每增加1亿元产值奖励10万元).

    ``leads`` stand between a number and its noun, ``apart`` begins what is said of something else, ``purposes`` what a
    sum is for, ``attributes`` end before their noun. Between a noun and its number stand ``changes`` (稳定在), what is
    ``compared`` (比上年) and of what a share is one (``share_of``), ``when`` before both. What is counted for stands
    behind ``each`` (每), ``each_first`` is the first of two (每人每月), ``severally`` (分别) gives each its own.
    It is told once of a sum that is ``raised`` to another (每人每年580元提高到610元), and not of one that begins as a
    sum of all does (``sums``: 共).

    A share is of ``rates`` (入园率), which ``scopes`` (农村) are none of, unless it ``grows``. The ``holders`` behind a
    number are counted, not what they have (55个学校的实验室), people as ``doers``, not what they do (大学生创业240人).
    """

    stops: Strings = ()
    soft: Strings = ()
    stops_behind: Strings = ()
    whole: Strings = ()
    gives: Strings = ()
    suffixes: Strings = ()
    heads: Strings = ()
    verbs: Patterns = ()
    general: Strings = ()
    kept: Patterns = ()
    newly: Patterns = ()
    anew: Patterns = ()
    joins: Strings = ()
    asides: Patterns = ()
    listed: Patterns = ()
    empty: Strings = ()
    leads: Patterns = ()
    apart: Patterns = ()
    purposes: Patterns = ()
    attributes: Patterns = ()
    changes: Strings = ()
    compared: Patterns = ()
    share_of: Patterns = ()
    when: Patterns = ()
    each: Patterns = ()
    each_first: Patterns = ()
    severally: Patterns = ()
    raised: Patterns = ()
    sums: Strings = ()
    rates: Patterns = ()
    scopes: Patterns = ()
    grows: Patterns = ()
    holders: Patterns = ()
    doers: Patterns = ()


class MeasureRule(Rule):
    """Units of measure (计量单位) of one ``kind``, or the words of one comparator, which has no kind.

    ``units`` are as written, ``unit`` is what the record calls them where that differs, ``factor`` multiplies the
    value; ``unless`` is what may not follow (个 of 个体户), ``numeral: digits`` leaves out 一期 and 两手. ``symbols``
    (Wh) take ``prefixes`` (M), those that are ``prefixed`` always; powers and quotients make units of them (kWh/m²).
    A comparator has a ``sign`` or is ``approximate``; its words stand ``ahead`` of the number (不少于), its patterns
    ``behind`` it (以上) or ``apart`` before it (不超过 of 不超过购买费用的60%).
    """

    kind: str = ""
    units: Strings = ()
    unit: str = ""
    factor: float = Field(default=1, gt=0, allow_inf_nan=False)
    unless: Patterns = ()
    numeral: Literal["digits"] | None = None
    symbols: Strings = ()
    prefixes: Strings = ()
    prefixed: bool = False
    sign: Comparator | None = None
    approximate: bool = False
    ahead: Strings = ()
    behind: Patterns = ()
    apart: Patterns = ()
