"""Titles (标题) among the lines before the first clause, joined where they are broken over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.outline.line_forms import LineForm, joined, line_forms, meet, of_field, patterns, words
from fupin_extract.outline.lines import Layout
from fupin_extract.outline.model import Claim, HeaderPart, Line, Step
from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, RuleSet, any_of, compile_pattern, either
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import STRETCH_ENDS

# The most lines that one title was seen broken over, with one to spare.
_MOST_LINES = 10
_MOST_NAMED = 3
# 甲县就业方案
_SHORTEST = 6
_LONGEST = 90
# The end of a title whose first lines read as one: …任务分解 / 方案的通知, …目标任务 / 责任分解方案.
_QUOTED = compiled("《[^》]*》")
# A line of strokes says nothing.
_HAN = compiled("[一-龥]")
# 加大字体 收藏 打印
_BUTTONS = compiled("[一-龥]{2,6}(?: +[一-龥]{2,6}){2,}")
_STOP = compiled(f"[{STRETCH_ENDS}]")
# What ends a line that is not cut.
_CLOSES = STRETCH_ENDS + "）》”…"


@dataclass(frozen=True, slots=True)
class TitleForms:
    """What ``rules/header.yaml`` says of titles."""

    whole: tuple[LineForm, ...]
    announced: tuple[LineForm, ...]
    about: Compiled
    needs_about: Compiled
    begins: Compiled
    issuer: Compiled
    issued: Compiled  # an issuer and 关于 begin a title, wherever the line above ends
    goes_on: Compiled
    completes_with: Compiled
    completed: tuple[str, ...]  # what ends so goes on no more
    suffix_line: Compiled
    none: Compiled

    def rule(self, text: str) -> str | None:
        """The rule by which a text is a whole title: its ending, its brackets closed, and 关于 where it needs one."""
        if announced := meet(self.announced, text):
            return announced.form.rule
        found = meet(self.whole, text) if len(text) >= _SHORTEST and _balanced(text) else None
        if found is None or (self.needs_about.search(text) and not self.tells_matter(text)):
            return None
        return found.form.rule

    def tells_matter(self, text: str) -> bool:
        """Whether a title says what it is about, or of which place."""
        return bool(self.about.search(text) or self.begins.match(text))

    def stands_alone(self, text: str) -> bool:
        """Whether a line is a title by itself, not the end of one."""
        return self.rule(text) is not None and self.tells_matter(text)

    def may_stand(self, text: str) -> bool:
        """Whether a line may be one of a title; a row of buttons is none."""
        if _BUTTONS.fullmatch(text) and not all(map(self.issuer.fullmatch, text.split())):
            return False
        if not 0 < len(text) <= _LONGEST or not _HAN.search(text):
            return False
        return not _STOP.search(_QUOTED.sub("", text)) and not self.none.search(text)

    def joins(self, above: str, below: str, whole: str) -> bool:
        """Whether two lines may belong to one title, of which ``whole`` stands above the second."""
        if len(above) > _MOST_NAMED and below.startswith(above):
            # The name of a body, and below it what it has made.
            return False
        if self.issuer.fullmatch(above) and self.issued.match(below) and below[:_SHORTEST] not in whole:
            # Issuers above the last of them, which its matter follows; one alone may be that of the page.
            return len(whole) > len(above) or len(above.split()) > 1
        if self.stands_alone(below) or self.issuer.fullmatch(above) or self.issued.match(below):
            return self._continues(above, below)
        return True

    def completes(self, text: str, below: str) -> bool:
        """Whether a line is the end of a title, and not the beginning of another, though what is above it is whole."""
        if not self.completes_with.fullmatch(below) or text.replace(" ", "").endswith(self.completed):
            return False
        return not self.stands_alone(below) and self.rule(text + below) is not None

    def _continues(self, above: str, below: str) -> bool:
        """Whether a title that is whole by itself still belongs to the line above it."""
        if below.startswith(above[:4]) and len(above) < 12:
            return False
        about = self.about.match(below)
        if self.issuer.fullmatch(above):
            # An issuer stands above what it issues, or above another that issues it too.
            return bool(about or self.issuer.fullmatch(below))
        if not _balanced(above) or self.goes_on.search(above) or (about and len(above) <= 40):
            return True
        # 青溪县人民政府关于实施 / 《国务院关于…的决定》的意见
        opened = len(above) > _SHORTEST and self.about.search(above) and self.rule(above) is None
        return bool(opened and not self.about.search(_QUOTED.sub("", below)))


def compile_titles(rules: RuleSet) -> TitleForms:
    """The forms of titles.

    Raises:
        RuleError: a pattern is wrong.
    """
    endings, suffixes, abouts = (of_field(rules, f) for f in ("title", "title_suffix", "title_about"))
    completing = of_field(rules, "title_completes")
    issuers, open_ends = of_field(rules, "title_issuer"), of_field(rules, "title_goes_on")
    behind = f"(?: ?(?:{either(patterns(suffixes))})){{0,2}}$"
    about, issuer = any_of(words(abouts)), any_of(words(issuers))
    whole = tuple(
        LineForm(
            "title", rule.id, compile_pattern(f"^.{{4,160}}?(?:{_spaced(rule.words)})》?{behind}", [rule, *suffixes])
        )
        for rule in endings
    )
    return TitleForms(
        whole=whole,
        announced=line_forms(rules, "title_announced"),
        about=compile_pattern(about, abouts),
        needs_about=compile_pattern(f"的(?:{any_of(words(endings))}){behind}", [*endings, *suffixes]),
        begins=joined(rules, "title_begins"),
        issuer=compile_pattern(f"[一-龥（） ]{{2,}}(?:{issuer})", issuers),
        issued=compile_pattern(
            f"[一-龥（）]{{2,30}}?(?:{issuer})(?:{either(patterns(issuers))})?(?:{about})", [*issuers, *abouts]
        ),
        goes_on=compile_pattern(f"(?:{about}|{any_of(words(open_ends))})$", [*abouts, *open_ends]),
        completes_with=compile_pattern(f"[^，。：]{{0,10}}(?:{_spaced(words(completing))})", completing),
        completed=tuple(words(completing)),
        suffix_line=joined(rules, "title_suffix_line"),
        none=joined(rules, "no_title"),
    )


def _spaced(words: Sequence[str]) -> str:
    """The words, blanks between their characters or none: 通 知."""
    return any_of(map(" ".join, words)).replace("\\ ", " *")


def find_titles(lines: Sequence[Line], forms: TitleForms, layout: Layout) -> Step:
    """A ``title`` for each title among the lines that are still open; what the page prints between two parts them."""
    step = Step()
    for left in _runs(lines):
        _find_in(left, step, forms, layout)
    return step


def _runs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The open lines, parted where furniture of the page stands between."""
    run: list[Line] = []
    for line in lines:
        if line.label is None:
            run.append(line)
        elif line.label == "chrome" and run:
            yield run
            run = []
    yield run


def _find_in(left: Sequence[Line], step: Step, forms: TitleForms, layout: Layout) -> None:
    at = told = 0
    while at < len(left):
        count, rule = _named_at(left, at, step.parts)
        if rule is None and (at == told or not _goes_on(left[at - 1], left[at], layout)):
            count, rule = _title_at(left, at, forms)
        if rule is not None:
            block = left[at : at + count]
            step.claims.extend(Claim(line, "header") for line in block)
            step.parts.append(HeaderPart("title", rule, Mapped.join([line.mapped for line in block])))
            told = at + count
        at += count


def _goes_on(above: Line, below: Line, layout: Layout) -> bool:
    """Whether a line goes on with the sentence right above: 为深入贯彻落实国家的部署， / …实施方案."""
    cut = layout.goes_on(above) and above.text[-1] not in _CLOSES
    return cut and below.start - above.end <= 1 and not layout.begins(below)


def _named_at(lines: Sequence[Line], at: int, above: Sequence[HeaderPart]) -> tuple[int, str | None]:
    """How many lines from ``at`` are the title that one above hands on (印发《…》的通知), whatever it ends with."""
    text = ""
    for i in range(at, min(at + _MOST_NAMED, len(lines)) if above else at):
        text += lines[i].text.replace(" ", "")
        if len(text) > _LONGEST:
            break
        for title in above if len(text) >= _SHORTEST else ():
            whole = title.text.replace(" ", "")
            if f"《{text}》" in whole or f"印发{text}的通知" in whole:
                return i + 1 - at, title.rule
    return 1, None


def _title_at(lines: Sequence[Line], at: int, forms: TitleForms) -> tuple[int, str | None]:
    """How many lines from ``at`` make one title, and by which rule; 1 and None where none begins there.

    The longest run that reads as one title and does not hold a title that stands by itself wins: 关于印发《胶州 is
    not the beginning of the whole title that follows it.
    """
    text = ""
    for i in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[i].text
        if not forms.may_stand(line) or (i > at and not forms.joins(lines[i - 1].text, line, whole=text)):
            break
        text += line
        if rule := forms.rule(text):
            # （试行）, （2025—2027年）
            below = lines[i + 1].text if i + 1 < len(lines) else ""
            if forms.completes(text, below):
                return i + 2 - at, rule
            more = forms.suffix_line.search(below) is not None
            return i + 1 - at + more, rule
    return 1, None


def last_title(lines: Sequence[Line], sure: Sequence[bool], forms: TitleForms) -> Step | None:
    """The last title among lines, and what stands below it: the opening of a further plan.

    ``sure``: which lines begin a title only where it says what it is about, or of which place.
    """
    title: tuple[int, int, str] | None = None
    at = 0
    while at < len(lines):
        count, rule = _title_at(lines, at, forms)
        text = "".join(line.text for line in lines[at : at + count])
        if rule is not None and (forms.stands_alone(text) or not sure[at]):
            title = at, at + count, rule
        at += count
    if title is None:
        return None
    first, last, rule = title
    claims = [Claim(line, "header") for line in lines[first:last]]
    claims += [Claim(opening, "body") for opening in lines[last:]]
    return Step([HeaderPart("further_title", rule, Mapped.join([line.mapped for line in lines[first:last]]))], claims)


def _balanced(text: str) -> bool:
    """Whether each bracket of a text has its other half, and stands before it."""
    return all(
        text.count(a) == text.count(b) and text.find(a) <= text.find(b) for a, b in ("《》", "（）", "“”", "〈〉")
    )
