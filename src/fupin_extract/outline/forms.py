"""The compiled forms of a notice's frame: chrome, page numbers, and the elements of the header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.labels import label_ends
from fupin_extract.ruleset.models import ChromeRule, HeaderRule

_COLON = "[：]"


@dataclass(frozen=True, slots=True)
class FrameForms:
    """What ``rules/chrome.yaml`` and ``rules/header.yaml`` say, as patterns over folded, stripped lines."""

    chrome: Compiled
    furniture: Compiled  # chrome and page numbers in one, to tell at once that a line is neither
    tail: Compiled
    page: Compiled
    attachment: Compiled
    attachment_item: Compiled
    labels: dict[str, tuple[str, int]]  # label without blanks -> field, rank among the labels of the field
    label: Compiled
    lines: dict[str, Compiled]  # field -> pattern of a whole line (document number, date, letterhead …)
    title: Compiled
    title_head: Compiled
    title_needs_about: Compiled
    forwarding: Compiled
    addressees: Compiled
    addressees_begin: Compiled
    signature: Compiled
    breaks: Compiled
    labelled: Compiled


def compile_frame(rules: RuleSet) -> FrameForms:
    """The patterns of the frame of a notice."""
    labels = _labels(rules)
    suffix = f"(?:{_any(_patterns(_of(rules, 'title_suffix')))})"
    ending = _words(_of(rules, "title"))
    titles = _of(rules, "title", "title_suffix")
    forwarding, addressees, signature = (_of(rules, f) for f in ("forwarding", "addressees", "signature"))
    return FrameForms(
        chrome=_chrome(rules, "any"),
        furniture=_chrome(rules, "any", "page"),
        tail=_chrome(rules, "tail"),
        page=_chrome(rules, "page"),
        attachment=_chrome(rules, "attachment"),
        attachment_item=_chrome(rules, "attachment_item"),
        labels=labels,
        label=compile_pattern(
            "|".join(" *".join(map(re.escape, w)) for w in sorted(labels, key=lambda w: (-len(w), w))) or "(?!)",
            [r for r in rules.header if r.labels],
        ),
        lines={field: _lines(rules, field) for field in ("document_number", "date", "letterhead", "date_published")},
        title=compile_pattern(f"^.{{4,160}}?(?:{ending})》?(?: ?{suffix}){{0,2}}$", titles),
        title_head=re.compile("关于|^.{2,30}(?:印发|转发|批转)"),
        title_needs_about=compile_pattern(f"的(?:{ending})(?: ?{suffix}){{0,2}}$", titles),
        forwarding=compile_pattern(f"(?:{_words(forwarding)}).{{0,120}}(?:通知|函)$", forwarding),
        addressees=compile_pattern(
            f"^(?P<value>[^。；：！？【]{{2,300}}?(?:{_words(addressees)})(?:（[^（）：]{{1,20}}）)?"
            "|(?:各|有关|[省市县区州]直|驻)[^。；：！？]{1,300})：",
            addressees,
        ),
        addressees_begin=_lines(rules, "addressees_begin"),
        signature=compile_pattern(
            f"^[^。；：，！？\\d]{{2,60}}?(?:{_words(signature)})(?: ?（[^（）]{{1,30}}）)?$", signature
        ),
        breaks=_lines(rules, "break"),
        labelled=_labelled(rules),
    )


def _labels(rules: RuleSet) -> dict[str, tuple[str, int]]:
    ranks: dict[str, int] = {}
    labels: dict[str, tuple[str, int]] = {}
    for rule in rules.header:
        for label in rule.labels:
            labels[label] = (rule.field, ranks.get(rule.field, 0))
        ranks[rule.field] = ranks.get(rule.field, 0) + bool(rule.labels)
    return labels


def _labelled(rules: RuleSet) -> Compiled:
    """Labels of responsibility groups: a line that begins with one is a paragraph of its own."""
    ends = any_of(rules.get(label_ends))
    front, added = "[一-龥]{0,6}?", "(?:（[一-龥]{1,6}）)?(?:分工)?"
    return compile_pattern(f"【?{front}(?:{ends}){added}[：】]", rules.labels)


def _of(rules: RuleSet, *fields: str) -> list[HeaderRule]:
    return [r for r in rules.header if r.field in fields]


def _words(rules: Iterable[HeaderRule]) -> str:
    return any_of(w for r in rules for w in r.words)


def _lines(rules: RuleSet, field: str) -> Compiled:
    found = _of(rules, field)
    return compile_pattern(_any(_patterns(found)), found)


def _patterns(rules: Iterable[HeaderRule | ChromeRule]) -> list[str]:
    return [p for r in rules for p in r.patterns]


def _any(patterns: Iterable[str]) -> str:
    seen = 0

    def once(match: re.Match[str]) -> str:
        # A named group may stand in several patterns of one field; the first keeps its name.
        nonlocal seen
        seen += 1
        return f"(?P<{match[1]}_{seen}>"

    parts = [re.sub(r"\(\?P<(\w+)>", once, p) for p in patterns]
    return either(parts)


def value_of(match: re.Match[str]) -> tuple[int, int]:
    """Where the named part ``value`` of a line's pattern stands, or the whole match."""
    name = next((n for n, v in match.groupdict().items() if v is not None and n.startswith("value")), None)
    return match.span(name) if name else match.span()


def _chrome(rules: RuleSet, *where: str) -> Compiled:
    found = [r for r in rules.chrome if r.where in where]
    return compile_pattern(either(_patterns(found)), found)
