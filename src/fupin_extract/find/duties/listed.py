"""Lists of duties (职责分工): behind the name of an office and a colon all is its work, up to the end of the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fupin_extract.find.duties.forms import DutyGrammar
from fupin_extract.find.duties.value import DutyValue
from fupin_extract.find.mention import Mention
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import CLAUSE_ENDS

# A title that names whose duties follow, in characters.
_LONGEST_TITLE = 40
# What stands between the name and its work: the colon, or 主要职责：.
_COLON = compiled("[一-龥]{0,4}：")
# A responsibility group is covered by stops.
_LINE_END = compiled("\n|。{2}")
_EDGES = CLAUSE_ENDS + "，、： "


def with_colon(text: str, grammar: DutyGrammar) -> str:
    """The text with a colon behind a title that names whose duties follow, as in （一）县教育局。负责校舍普查."""
    end = text.find("\n", 2, _LONGEST_TITLE)
    if end < 0 or not (names := name_ends(text, end, grammar)):
        return text
    listed = f"{text[:end]}：{text[end + 1 :]}"
    return listed if any(grammar.modal.at(listed, at) for at in names) else text


def name_ends(text: str, end: int, grammar: DutyGrammar) -> list[int]:
    """Where the name of an office may end before ``end``: there, or before a word of two or four characters.

    县教育局主要职责. What stands behind the name must be a modal with the colon that follows.
    """
    begins = grammar.modal.begins
    ends = [at for at in (end - 2, end - 4) if at > 1 and (not begins or text[at] in begins)]
    return [at for at in (end, *ends) if grammar.ends_name(text, at)]


def to_line_ends(
    found: Sequence[Mention], seen: str, grammar: DutyGrammar, times: Callable[[int, int], tuple[Span, ...]]
) -> Iterator[Mention]:
    """The duties, those of lists with all their work: 县财政局：负责资金；监督使用. Another actor ends it.

    ``seen`` is the text with what does not count covered, ``times`` tells the deadlines between two places.
    """
    for i, mention in enumerate(found):
        value = mention.value
        if isinstance(value, DutyValue) and _is_listed(value, seen, grammar):
            line_end = _LINE_END.search(seen, mention.end)
            end = line_end.start() if line_end else len(seen)
            if i + 1 < len(found) and found[i + 1].start < end:
                other = found[i + 1].start
                end = max(mention.end, *(seen.rfind(stop, mention.end, other) for stop in CLAUSE_ENDS))
            while end > mention.end and seen[end - 1] in _EDGES:
                end -= 1
            if end > mention.end:
                more = times(mention.end, end)
                whole = DutyValue(value.actors, value.role, (value.action[0], end), (*value.deadlines, *more))
                mention = mention._replace(end=end, value=whole)
        yield mention


def _is_listed(value: DutyValue, seen: str, grammar: DutyGrammar) -> bool:
    colon = _COLON.match(seen, value.actors[-1].end)
    return colon is not None and grammar.modal.at(seen, value.actors[-1].end) is not None
