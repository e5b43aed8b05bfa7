"""The compiled forms of a notice's frame: chrome, page numbers, and the elements of the header."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fupin_extract.ruleset import RuleSet

_COLON = "[：]"


@dataclass(frozen=True, slots=True)
class FrameForms:
    """What ``rules/chrome.yaml`` and ``rules/header.yaml`` say, as patterns over folded, stripped lines."""

    chrome: re.Pattern[str]
    tail: re.Pattern[str]
    page: re.Pattern[str]
    attachment: re.Pattern[str]
    attachment_item: re.Pattern[str]
    labels: dict[str, tuple[str, int]]  # label without blanks -> field, rank among the labels of the field
    label: re.Pattern[str]
    lines: dict[str, re.Pattern[str]]  # field -> pattern of a whole line (document number, date, letterhead …)
    title: re.Pattern[str]
    title_head: re.Pattern[str]
    title_needs_about: re.Pattern[str]
    forwarding: re.Pattern[str]
    addressees: re.Pattern[str]
    addressees_begin: re.Pattern[str]
    signature: re.Pattern[str]
    breaks: re.Pattern[str]
    labelled: re.Pattern[str]


def compile_frame(rules: RuleSet) -> FrameForms:
    """The patterns of the frame of a notice."""
    labels = _labels(rules)
    suffix = f"(?:{_any(p for r in rules.header if r.field == 'title_suffix' for p in r.patterns)})"
    ending = _words(rules, "title")
    lines = {
        field: re.compile(_any(p for r in rules.header if r.field == field for p in r.patterns))
        for field in ("document_number", "date", "letterhead", "date_published")
    }
    return FrameForms(
        chrome=_chrome(rules, "any"),
        tail=_chrome(rules, "tail"),
        page=_chrome(rules, "page"),
        attachment=_chrome(rules, "attachment"),
        attachment_item=_chrome(rules, "attachment_item"),
        labels=labels,
        label=re.compile("|".join(" *".join(label) for label in sorted(labels, key=lambda w: (-len(w), w)))),
        lines=lines,
        title=re.compile(f"^.{{4,160}}?(?:{ending})》?(?: ?{suffix}){{0,2}}$"),
        title_head=re.compile("关于|^.{2,30}(?:印发|转发|批转)"),
        title_needs_about=re.compile(f"的(?:{ending})(?: ?{suffix}){{0,2}}$"),
        forwarding=re.compile(f"(?:{_words(rules, 'forwarding')}).{{0,120}}(?:通知|函)$"),
        addressees=re.compile(
            f"^(?P<value>[^。；：！？【]{{2,300}}?(?:{_words(rules, 'addressees')})(?:（[^（）：]{{1,20}}）)?"
            "|(?:各|有关|[省市县区州]直|驻)[^。；：！？]{1,300})："
        ),
        addressees_begin=re.compile(_any(p for r in rules.header if r.field == "addressees_begin" for p in r.patterns)),
        signature=re.compile(
            f"^[^。；：，！？\\d]{{2,60}}?(?:{_words(rules, 'signature')})(?: ?（[^（）]{{1,30}}）)?$"
        ),
        breaks=re.compile(_any(p for r in rules.header if r.field == "break" for p in r.patterns)),
        labelled=re.compile(f"【?(?:{_labels_of_groups(rules)})[：】]"),
    )


def _labels(rules: RuleSet) -> dict[str, tuple[str, int]]:
    ranks: dict[str, int] = {}
    labels: dict[str, tuple[str, int]] = {}
    for rule in rules.header:
        for label in rule.labels:
            labels[label] = (rule.field, ranks.get(rule.field, 0))
        ranks[rule.field] = ranks.get(rule.field, 0) + bool(rule.labels)
    return labels


def _labels_of_groups(rules: RuleSet) -> str:
    """Labels of responsibility groups: a line that begins with one is a paragraph of its own."""
    labels = {w for r in rules.responsibility for w in r.label} | {
        w for r in rules.header for w in r.words if r.field == "group_line"
    }
    return "|".join(map(re.escape, sorted(labels, key=lambda w: (-len(w), w))))


def _words(rules: RuleSet, field: str) -> str:
    words = [w for r in rules.header if r.field == field for w in r.words]
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


def _any(patterns: object) -> str:
    seen = 0

    def once(match: re.Match[str]) -> str:
        # A named group may stand in several patterns of one field; the first keeps its name.
        nonlocal seen
        seen += 1
        return f"(?P<{match[1]}_{seen}>"

    parts = [re.sub(r"\(\?P<(\w+)>", once, p) for p in patterns]  # type: ignore[attr-defined]
    return "|".join(f"(?:{p})" for p in parts) or r"(?!)"


def value_of(match: re.Match[str]) -> tuple[int, int]:
    """Where the named part ``value`` of a line's pattern stands, or the whole match."""
    name = next((n for n, v in match.groupdict().items() if v is not None and n.startswith("value")), None)
    return match.span(name) if name else match.span()


def _chrome(rules: RuleSet, where: str) -> re.Pattern[str]:
    return re.compile(_any(p for r in rules.chrome if r.where == where for p in r.patterns))
