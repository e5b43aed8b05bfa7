"""Citations: the documents that a clause refers to, 《…》 with its number and its issuer, and 该《意见》."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.find.mention import Mention
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import RuleSet, compile_pattern
from fupin_extract.ruleset.choice import beginnings, closings
from fupin_extract.ruleset.models import CitationRule
from fupin_extract.ruleset.pattern import Compiled
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.title_marks import title_spans

# A line break in the middle of a sentence; one behind a stop ends what belongs together.
_LINE = compiled("(?<![。；：])\n")
# How far one looks before 《 and behind 》.
_BEFORE, _AFTER = 50, 300


@dataclass(frozen=True, slots=True)
class CitationValue:
    """What stands in the 《》 and around it; ``short`` is the name that it is given, ``back`` marks 该《意见》.

    ``bare`` is the title without its version (（试行）), ``kind`` says that it names a kind alone (《意见》), ``own``
    that it is the notice's own plan.
    """

    title: str
    bare: str
    document_number: str | None = None
    issuer: str | None = None
    short: str | None = None
    back: bool = False
    kind: bool = False
    own: bool = False


class _CitationForm:
    """One rule; each pattern by itself, since each may have the group that tells."""

    def __init__(self, rule: CitationRule) -> None:
        self.rule = rule
        self._before = [_compiled(rule, f"(?:{p})$") for p in rule.before]
        self._title = [_compiled(rule, f"(?:{p})$") for p in rule.title]
        self._after = [_compiled(rule, p) for p in rule.after]
        # What must stand before ends with one of these, what must stand behind begins so; any where they are empty.
        self._ends = _united(map(closings, self._before))
        self._begins = _united(map(beginnings, self._after))

    def match(self, before: str, title: str, after: str) -> str | None:
        """What the form tells (empty where it names nothing), or None where it does not fit."""
        if (self._ends and before[-1:] not in self._ends) or (self._begins and after[:1] not in self._begins):
            return None
        told = ""
        for patterns, text, anywhere in (
            (self._title, title, False),
            (self._after, after, False),
            (self._before, before, True),
        ):
            for pattern in patterns:
                if found := pattern.search(text) if anywhere else pattern.match(text):
                    told = next((v for v in found.groupdict().values() if v), told)
                    break
            else:
                if patterns:
                    return None
        return told


class CitationForms:
    """The forms in the order of the file."""

    def __init__(self, rules: Iterable[CitationRule]) -> None:
        self._forms = [_CitationForm(rule) for rule in rules]

    def read(self, text: str, span: Span) -> Mention:
        """The citation at ``span``; rejected where it is none."""
        start, end = span
        title = _joined(text[start + 1 : end - 1])
        before = _joined(text[max(0, start - _BEFORE) : start]).rsplit("\n", maxsplit=1)[-1]
        after = _joined(text[end : end + _AFTER]).split("\n", maxsplit=1)[0]
        told: dict[str, tuple[CitationRule, str]] = {}
        for form in self._forms:
            if form.rule.gives not in told and (found := form.match(before, title, after)) is not None:
                told[form.rule.gives] = (form.rule, found)
        said = {gives: value for gives, (_, value) in told.items()}
        value = CitationValue(
            title,
            title.removesuffix(said.get("version", "")),
            said.get("number"),
            said.get("issuer") or None,
            said.get("short"),
            back="back" in said,
            kind="kind" in said,
            own="own" in said,
        )
        if none := told.get("own") or told.get("none"):
            return Mention("citation", none[0].id, start, end, value, rejected=none[0].reason)
        form_id = told["back"][0].id if "back" in told else "title"
        return Mention("citation", form_id, start, end, value)


def find_citations(text: str, rules: RuleSet) -> list[Mention]:
    """The titles in one clause's folded text. Those of the notice's own plan are rejected, with their value."""
    if "《" not in text:
        return []
    forms = rules.get(compile_citations)
    return [forms.read(text, span) for span in title_spans(text)]


def compile_citations(rules: RuleSet) -> CitationForms:
    """For ``rules.get(compile_citations)``."""
    return CitationForms(rules.citations)


def _joined(text: str) -> str:
    return _LINE.sub("", text) if "\n" in text else text


def _united(told: Iterable[frozenset[str]]) -> frozenset[str]:
    """The characters of all; none where they are not told of one."""
    sets = list(told)
    return frozenset().union(*sets) if all(sets) else frozenset()


def _compiled(rule: CitationRule, source: str) -> Compiled:
    return compile_pattern(source, [rule])
