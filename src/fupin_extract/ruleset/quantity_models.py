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
    comparator. ``phrases`` are targets without a number (全覆盖), ``unit`` is what 万 or 亿 alone count.

    Some rules only help the others: ``counted_for`` are patterns that say what each is counted for, in a group ``per``
    or ``mean`` (of 人均, which says nothing of a share), in the noun behind a group ``noun``, or in the quantity behind
    a group ``step``; ``stops`` are words that end a noun; those of them that may themselves be part of what is counted
    (补助) are ``nouns`` too; ``stops_behind`` end only the noun behind its number (500户居民更换电表), and none of them
    counts inside the words that are ``whole`` (可支配收入); ``verbs`` do not belong to the noun behind them (改造管网);
    ``changes`` are words that may stand between a noun and its number (稳定在).
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
    stops: Strings = ()
    nouns: Strings = ()
    stops_behind: Strings = ()
    whole: Strings = ()
    verbs: Patterns = ()
    changes: Strings = ()
    per: Patterns = ()
    text: Patterns = ()
    before: Patterns = ()
    after: Patterns = ()


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
