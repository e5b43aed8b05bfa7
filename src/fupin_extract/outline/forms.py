"""The compiled forms of a notice's frame: chrome, page numbers, and the elements of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fupin_extract.outline.line_forms import LineForm, joined, line_forms, of_field, patterns, words
from fupin_extract.outline.titles import TitleForms, compile_titles
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.ruleset.labels import added_behind, label_ends
from fupin_extract.ruleset.pattern import compile_sign

# What stands on a line of its own or before a title.
_AHEAD = ("index_number", "date_ahead", "document_number", "letterhead", "title_tag")
# What a page writes behind a title.
_BEHIND = ("number_behind", "title_status", "addressees_behind", "fields_behind")


class LabelForm(NamedTuple):
    """A label of a disclosure table: the field that it names, its rank among the field's labels, and its rule.

    With ``colon`` it is one only before a colon or a figure.
    """

    field: str
    rank: int
    rule: str
    colon: bool


@dataclass(frozen=True, slots=True)
class FrameForms:
    """What ``rules/chrome.yaml`` and ``rules/header.yaml`` say, as patterns over folded, stripped lines."""

    furniture: Compiled  # chrome and page numbers in one, to tell at once that a line is neither
    apart: Compiled
    tail: Compiled
    imprint: Compiled  # what of it may stand before the first clause too
    page: Compiled
    attachment: Compiled
    attachment_item: Compiled
    labels: dict[str, LabelForm]  # by the label without blanks
    label: Compiled
    numbers: tuple[LineForm, ...]  # document numbers, letterheads, what a site calls the document
    behind_title: tuple[LineForm, ...]
    dates: tuple[LineForm, ...]
    signed: tuple[LineForm, ...]  # a signer and the day on one line
    published: tuple[LineForm, ...]
    titles: TitleForms
    forwarding: Compiled
    addressees: tuple[LineForm, ...]
    addressees_begin: Compiled
    addressees_and: Compiled
    fitted: tuple[LineForm, ...]  # the place that a plan says it is made for
    no_addressees: Compiled
    no_authority: Compiled
    signature: tuple[LineForm, ...]
    sealed: Compiled  # a line that says whose seal stands for that of the signer
    alone: frozenset[str]  # offices that stand below the body that they are of
    breaks: Compiled
    labelled: Compiled


def compile_frame(rules: RuleSet) -> FrameForms:
    """The patterns of the frame of a notice.

    Raises:
        RuleError: a pattern is wrong.
    """
    labels = _labels(rules)
    by_label = [r for r in rules.header if r.labels]
    forwarding, by = of_field(rules, "forwarding"), of_field(rules, "forwarded_by")
    nobody, no_office = of_field(rules, "no_addressees"), of_field(rules, "no_authority")
    return FrameForms(
        furniture=_chrome(rules, "any", "apart", "page"),
        apart=_chrome(rules, "apart"),
        tail=_chrome(rules, "tail", "imprint"),
        imprint=_chrome(rules, "imprint"),
        page=_chrome(rules, "page"),
        attachment=_chrome(rules, "attachment"),
        attachment_item=_chrome(rules, "attachment_item"),
        labels=labels,
        # Blanks set a label wide: 索 引 号.
        label=compile_pattern(any_of(map(" ".join, labels)).replace("\\ ", " *"), by_label),
        numbers=(*(form for field in _AHEAD for form in line_forms(rules, field)),),
        behind_title=(*(form for field in _BEHIND for form in line_forms(rules, field)),),
        dates=line_forms(rules, "date"),
        signed=line_forms(rules, "signed_date"),
        published=line_forms(rules, "date_published"),
        titles=compile_titles(rules),
        # 印发《…》的通知, or as an announcement says it: 印发《…》.
        forwarding=compile_pattern(
            f"(?:{any_of(words(forwarding))})(?:.{{0,120}}(?:{any_of(words(by))})|《.{{4,120}}》)$|"
            + either(patterns(forwarding)),
            [*forwarding, *by],
        ),
        addressees=tuple(_addressees(rules)),
        addressees_begin=joined(rules, "addressees_begin"),
        addressees_and=joined(rules, "addressees_and"),
        fitted=line_forms(rules, "region"),
        no_addressees=compile_pattern(any_of(words(nobody)), nobody),
        no_authority=compile_pattern(f"(?:{any_of(words(no_office))})$", no_office),
        signature=tuple(_signature(rules)),
        sealed=joined(rules, "signature_seal"),
        alone=frozenset(words(of_field(rules, "signature_alone"))),
        breaks=joined(rules, "break"),
        labelled=rules.get(compile_labelled),
    )


def _labels(rules: RuleSet) -> dict[str, LabelForm]:
    ranks: dict[str, int] = {}
    labels: dict[str, LabelForm] = {}
    for rule in rules.header:
        for label in rule.labels:
            labels[label.replace(" ", "")] = LabelForm(rule.field, ranks.get(rule.field, 0), rule.id, rule.colon)
        ranks[rule.field] = ranks.get(rule.field, 0) + bool(rule.labels)
    return labels


def _addressees(rules: RuleSet) -> Iterator[LineForm]:
    """What ends in a colon: a list that ends with one of the words, or begins as one of the patterns says."""
    for rule in of_field(rules, "addressees"):
        ends = f"[^。；：！？【]{{2,300}}?(?:{any_of(rule.words)})(?:（[^（）：]{{1,20}}）)?"
        begins = f"(?:{either(rule.patterns)})[^。：！？]{{1,300}}"
        if rule.words:
            yield LineForm(rule.field, rule.id, compile_pattern(f"^(?P<value>{ends})：(?! ?[\\d-]{{7}})", [rule]))
        if rule.patterns:
            yield LineForm(rule.field, rule.id, compile_pattern(f"^(?P<value>{begins})：(?! ?[\\d-]{{7}})", [rule]))


def _signature(rules: RuleSet) -> Iterator[LineForm]:
    """The name of an office with what it ends in, and a remark in brackets behind it (代章)."""
    for rule in of_field(rules, "signature"):
        pattern = f"^[^。；：，！？\\d]{{2,60}}?(?:{any_of(rule.words)})(?: ?（[^（）]{{1,30}}）)?$"
        yield LineForm(rule.field, rule.id, compile_pattern(pattern, [rule]))


def compile_labelled(rules: RuleSet) -> Compiled:
    """Labels of responsibility groups: a line that begins with one is a paragraph of its own."""
    ends = rules.get(label_ends)
    written = {*"".join(ends), *"".join(word for rule in rules.labels for word in rule.behind)}
    # Few lines have a colon behind their first words, and the others are no label for sure.
    colon = f"(?=【?[一-龥（）{re.escape(''.join(sorted(written)))}]*[：】])"
    return compile_pattern(f"{colon}【?[一-龥]{{0,6}}?(?:{any_of(ends)}){added_behind(rules)}[：】]", rules.labels)


def _chrome(rules: RuleSet, *where: str) -> Compiled:
    found = [r for r in rules.chrome if r.where in where]
    return compile_sign(either(pattern for rule in found for pattern in rule.patterns), found)
