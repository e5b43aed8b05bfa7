"""Whether a stretch names an organisation (单位), and where its name holds a 和.

This tells a bare list of organisations （省卫生健康委、教育厅） from any other bracket （试行）, and 文化和旅游部 from
财政部和教育部.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from fupin_extract.names.lexicon import AND, LONGEST, Names, Token, compile_names
from fupin_extract.ruleset import Compiled, RuleSet, compile_pattern, either
from fupin_extract.text.patterns import compiled

BRACKETS = compiled(r"[（〔\[【〈]([^（）〔〕\[\]【】〈〉]*)[）〕\]】〉]")
# A name in quotation marks inside a name: 县“万企兴万村”行动办公室.
_QUOTED = compiled("“[^“”]{1,12}”(?=.)")
# 在肇高校, 与辖区卫生院共同…: a name may stand behind them all the same.
_LEADS_IN = frozenset(("在", *AND))
# What no piece of a list goes over, in which a conjunction may part two names.
_EDGES = frozenset("、，；。：！？ \n（）〔〕[]【】〈〉")
_EDGE = compiled(f"[{re.escape(''.join(sorted(_EDGES)))}]")
_CONJUNCTION = compiled(f"[{AND}]")
# 县委, before 和县级国家机关各部门.
_PARTY = compiled("^[一-龥]{0,8}委$")
_SHUT = tuple("）〕]】〉")
_WORD = compiled(r"[\w×]")
_REMEMBERED = 4096
# Tokens behind a 和 that tell whether its halves belong together.
_AHEAD = 8
# 双江拉祜族佤族布朗族傣族自治县 apart, no name of a place that the rules do not know is longer.
_LONGEST_PLACE = 6


def is_organization(text: str, rules: RuleSet, *, strict: bool = False) -> bool:
    """Whether a folded text reads as the name of one organisation or collective: 县财政局, 各乡镇人民政府, 团县委.

    Unless ``strict``, the bare name of a business line (统计 of 统计、教育等部门) and places that answer (各市州)
    count too.
    """
    main = BRACKETS.sub("", text).strip(" *。")
    if not 1 < len(main) <= LONGEST:
        return False
    told = rules.get(_told_names)
    return told(main, strict) or ((inner := _inner_name(main, rules)) != main and told(inner, strict))


def _inner_name(main: str, rules: RuleSet) -> str:
    """The name without what is quoted in it and stands before it: 高校 of 在肇高校."""
    main = _QUOTED.sub("", main) if "“" in main else main
    ahead = rules.get(_ahead_of_kinds).search(main)
    return main[: ahead.start()] + main[ahead.end() :] if ahead else main


def _ahead_of_kinds(rules: RuleSet) -> Compiled:
    return _patterns(rules, "ahead")


def _patterns(rules: RuleSet, sort: str) -> Compiled:
    found = [rule for rule in rules.organizations if rule.sort == sort]
    return compile_pattern(either(pattern for rule in found for pattern in rule.patterns), found)


def begins_sentence(names: Names, text: str, at: int) -> bool:
    """Whether a word that no name holds stands at ``at``, so that none begins there: 引导企业…, 以农村电商…."""
    if text[at] not in names.strange:
        return False
    for length in reversed(names.lengths.get(text[at], ())):
        if meaning := names.meanings.get(text[at : at + length]):
            return meaning.is_foreign
    return text[at] not in _LEADS_IN and names.foreign.match(text, at) is not None


def may_name(text: str, rules: RuleSet) -> bool:
    """Whether a folded text could name someone, known or not: a word is in it, and none that no name holds.

    ×× stands where a name is not told; a stroke (——) where there is nobody.
    """
    names, main = rules.get(compile_names), BRACKETS.sub("", text)
    return _WORD.search(main) is not None and not _has_foreign(names, names.cut(main))


def _told_names(rules: RuleSet) -> Callable[[str, bool], bool]:
    """Whether a text without brackets is a name; the same come again and again."""
    return lru_cache(maxsize=_REMEMBERED)(partial(_is_name, rules.get(compile_names)))


def _is_name(names: Names, main: str, strict: bool) -> bool:
    *chain, piece = main.split("、")
    tokens = names.cut(piece)
    if not tokens or not all(_is_places(names.cut(place)) for place in chain):
        return False
    if _has_foreign(names, tokens):
        return False
    if any(t.is_collective for t in tokens):
        return _is_collective(tokens, strict)
    if tokens[-1].is_whole or tokens[-1].is_head:
        return _ends_a_name(tokens)
    return not strict and _is_bare(tokens)


def _has_foreign(names: Names, tokens: Sequence[Token]) -> bool:
    joined = set(_inner(tokens))
    return any(
        t.meaning.is_foreign if t.meaning else t.start not in joined and names.foreign.search(t.text) for t in tokens
    )


def _is_places(tokens: Sequence[Token]) -> bool:
    """Whether all of it is kinds of place: the 各省 and 自治区 of 各省、自治区、直辖市人民政府."""
    return all((t.is_place or t.is_collective) and not t.lines for t in tokens)


def _is_collective(tokens: Sequence[Token], strict: bool) -> bool:
    """各OPC社区, 有关产业主管部门: what stands between may be anything; 各市州 is one for the lenient."""
    last = tokens[-1]
    return last.is_head or last.is_whole or (not strict and (last.is_place or last.is_collective))


def _ends_a_name(tokens: Sequence[Token]) -> bool:
    """Whether what stands before the head, or before a whole organisation, can belong to its name."""
    last, before = tokens[-1], tokens[:-1]
    unknown = sum(len(t.text) for t in before if not t.is_known)
    if last.is_whole:
        return unknown <= _LONGEST_PLACE
    told = any(t.lines or t.is_place or t.is_collective or t.is_head for t in before)
    if last.meaning is not None and last.meaning.open:
        return unknown <= 2 * _LONGEST_PLACE and (told or unknown >= 2)
    return told and unknown <= _LONGEST_PLACE


def _is_bare(tokens: Sequence[Token]) -> bool:
    """Business lines alone (统计, 省教育 of 省教育、卫健等部门), or a zone (开发区, 西咸新区)."""
    if _is_line(tokens[-1]) and all(t.is_place or _is_line(t) for t in tokens):
        return True
    return tokens[-1].is_owner and not any(t.is_head for t in tokens)


def _is_line(token: Token) -> bool:
    return token.meaning is not None and token.meaning.alone


def parting_conjunctions(text: str, rules: RuleSet) -> set[int]:
    """Where a 和, 与 or 及 of a folded text parts two names: 财政部和教育部, 县财政局及各乡镇人民政府.

    It parts none inside a word of the rules (文化和旅游部); between two business lines, the first of which has no head
    of its own and the second a single office's (教育和体育局); between two places before one head (园区和示范区管委会);
    before a head that many share (各乡镇和部门); or behind what is no name.
    """
    found: set[int] = set()
    end = 0
    for conjunction in _CONJUNCTION.finditer(text):
        begin = conjunction.start()
        if begin < end:
            continue
        while begin and text[begin - 1] not in _EDGES:
            begin -= 1
        rest = _EDGE.search(text, conjunction.end())
        end = rest.start() if rest else len(text)
        parted = rules.get(_told_parts)(text[begin:end], text[begin - 1 : begin] in _SHUT)
        found.update(begin + at for at in parted)
    return found


def _told_parts(rules: RuleSet) -> Callable[[str, bool], tuple[int, ...]]:
    """Where pieces are parted; the same lists come in row after row."""
    names, both = rules.get(compile_names), _patterns(rules, "both")
    return lru_cache(maxsize=_REMEMBERED)(lambda piece, begun: tuple(_parting(names, both, piece, begun=begun)))


def _parting(names: Names, both: Compiled, piece: str, *, begun: bool) -> Iterator[int]:
    """Where a piece without separators is parted; ``begun``: a name ends in the bracket before it.

    ``both`` are departments of what stands before the 和 too.
    """
    tokens = names.cut(piece)
    inner = set(_inner(tokens))
    begin = 0
    for i, token in enumerate(tokens[:-1]):
        if token.is_known or token.text not in AND or token.start in inner:
            continue
        left = piece[begin : token.start]
        ends = _ends_list(names, left) if left else begun and not begin
        of_both = _PARTY.match(left) and both.match(piece[token.end :])
        if (ends or tokens[i + 1].is_collective) and not of_both:
            yield token.start
            begin = token.end


def _ends_list(names: Names, text: str) -> bool:
    """Whether a list may end with the text: a name, or the offices of one (人民银行分支机构)."""
    if len(text) > LONGEST:
        return False
    if _is_name(names, text, strict=False):
        return True
    *front, last = names.cut(text)
    return _is_plural(last) and bool(front)


def _inner(tokens: Sequence[Token]) -> Iterable[int]:
    for i, token in enumerate(tokens):
        if token.is_known:
            yield from (token.start + k for k, c in enumerate(token.text) if c in AND)
        elif token.text in AND and 0 < i < len(tokens) - 1 and _joins(tokens[i - 1], tokens[i + 1 : i + 1 + _AHEAD]):
            yield token.start


def _joins(left: Token, right: Sequence[Token]) -> bool:
    """Whether a conjunction stands between two halves of one name, or of one collective (有关部门和单位)."""
    if _is_plural(left) and len(right) == 1 and _is_plural(right[0]):
        return True
    if _is_plural(right[0]):
        return True
    if left.meaning is None or left.meaning.whole or (left.is_head and not left.lines):
        return False
    for token in right:
        meaning = token.meaning
        if meaning is None:
            return token.text in AND
        if meaning.collective:
            return False
        if meaning.head or meaning.whole:
            # 公安和消防部门 are two; 市容 of 市容和环境卫生主管部门 is no name by itself.
            return meaning.head and (not _is_plural(token) or bool(left.lines and not _is_line(left)))
    return False


def _is_plural(token: Token) -> bool:
    """部门, 单位, 企业: the head of several offices."""
    return (
        token.is_head
        and token.meaning is not None
        and (token.meaning.plural or token.meaning.head_kind == "collective")
    )
