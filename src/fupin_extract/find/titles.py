"""What the titles, the preamble and the signature of a notice name: its plan, its issuers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fupin_extract.outline.line_forms import joined, of_field, patterns, words
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.text.patterns import compiled
from fupin_extract.text.set_wide import closed_up

# What stands in 《》 within 《》.
_INNER = compiled("^〈([^〈〉]*)〉$")
_TWICE = compiled(r"^(.{8,}?)\s+\1$")
_BETWEEN = compiled(r"([\s、，,]+)")
# The body that an office is of, as a page tells it: 青溪县人民政府->青溪县财政局.
_BODY = compiled(r"^.*>")


@dataclass(frozen=True, slots=True)
class FrontForms:
    """What ``rules/header.yaml`` says of how titles and preambles name the plan and its issuers."""

    announced: Compiled
    quoted: Compiled
    named: Compiled
    handed_on: Compiled
    endings: tuple[str, ...]  # what a plan that is named without 《》 ends with
    forwarded: Compiled
    about: Compiled
    government: Compiled
    carries_out: Compiled
    of_year: Compiled
    of_others: Compiled
    more: Compiled
    seal: Compiled
    alone: frozenset[str]  # offices that are one with the body above them

    def headline(self, title: str) -> str:
        """A title without the 《》 and the word that a page announces it with; what is printed twice, once."""
        return _TWICE.sub(r"\1", _title_in(self.announced.search(title)) or title)

    def plan_in_text(self, text: str) -> str | None:
        """The plan that the preamble of a notice names: 现将《…》印发给你们, with its 《》 or without."""
        if title := _title_in(self.named.search(text)):
            return title
        handed_on = _title_in(self.handed_on.search(text))
        return handed_on if handed_on and handed_on.endswith(self.endings) else None

    def plan_in_title(self, title: str) -> str | None:
        """The plan that the title of a covering notice names in 《》."""
        return _title_in(self.quoted.search(title))

    def plan_forwarded(self, title: str) -> str | None:
        """The plan that the title of a covering notice names without 《》: 关于印发…实施方案的通知."""
        forwarded = _title_in(self.forwarded.search(title))
        return _INNER.sub(r"\1", forwarded.strip()) if forwarded else None

    def names_issuers(self, title: str) -> bool:
        """Whether a title names who issues before its matter."""
        about = self.about.search(title)
        return about is not None and about.start() > 0

    def hands_on(self, title: str) -> bool:
        """Whether a covering notice hands on what others drew up."""
        return self.of_others.search(title) is not None

    def issuers_in_title(self, title: str, is_office: Callable[[str], bool]) -> list[str]:
        """The issuers that a title begins with; where no 关于 parts them from its matter, one alone."""
        title = closed_up(title)
        if (about := self.about.search(title)) and not self.carries_out.match(title):
            before = title[: about.start()].strip()
            more = self.more.search(before)
            return self.names_listed(before[: more.start()] if more else before, is_office)
        if government := self.government.match(title):
            return [government[0]]
        office = self.of_year.match(title)
        return [office[0]] if office and is_office(office[0]) else []

    def names_signed(self, lines: Iterable[str]) -> list[str]:
        """The names that the lines of a signature hold, without a word for the seal.

        An office below the body that it is of is one with it.
        """
        names: list[str] = []
        for name in (name for line in lines for name in closed_up(line).split()):
            seal = self.seal.search(name)
            name = name[: seal.start()] + name[seal.end() :] if seal else name
            if name in self.alone:
                names[-1:] = [f"{names[-1]}{name}"] if names else []
            else:
                names.append(name)
        return names

    def names_listed(self, text: str, is_office: Callable[[str], bool]) -> list[str]:
        """The names of a list; what ends as no office goes on: 打赢蓝天、碧水保卫战领导小组办公室 is one."""
        first, *rest = _BETWEEN.split(_BODY.sub("", text))
        names: list[str] = []
        for between, name in zip(rest[::2], rest[1::2], strict=True):
            if is_office(first) or "、" not in between:
                names.append(first)
                first = name
            else:
                first += between + name
        return self.names_signed([*names, first])


def _title_in(found: re.Match[str] | None) -> str | None:
    """The title in what was found, of a rule that has one there."""
    return found.groupdict().get("title") if found else None


def compile_front(rules: RuleSet) -> FrontForms:
    """For ``rules.get(compile_front)``."""
    abouts, governments, carrying, issuers, others, seals = (
        of_field(rules, f)
        for f in (
            "title_about",
            "title_government",
            "title_carries_out",
            "title_issuer",
            "title_of_others",
            "signature_seal",
        )
    )
    government = f"[一-龥]{{2,20}}?(?:{any_of(words(governments))})(?=.)"
    return FrontForms(
        announced=joined(rules, "title_announced"),
        quoted=joined(rules, "plan_quoted"),
        named=joined(rules, "plan_named"),
        handed_on=joined(rules, "plan_handed_on"),
        endings=tuple(words(of_field(rules, "title"))),
        forwarded=joined(rules, "plan_forwarded"),
        about=compile_pattern(any_of(words(abouts)), abouts),
        government=compile_pattern(government, governments),
        carries_out=compile_pattern(f"{government}(?={any_of(words(carrying))})", [*governments, *carrying]),
        of_year=joined(rules, "title_of_year"),
        of_others=compile_pattern(any_of(words(others)), others),
        more=compile_pattern(f"(?:{either(patterns(issuers))})$", issuers),
        seal=compile_pattern(f"[（(](?:{any_of(words(seals))})[）)]", seals),
        alone=frozenset(words(of_field(rules, "signature_alone"))),
    )
