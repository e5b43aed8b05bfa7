"""Units written in Latin letters, by their grammar: a prefix and a symbol, powers, products and quotients.

MWh, μg/m³, dB(A), kW·h, mg/(L·d), tce/万元. ``rules/measures.yaml`` has the symbols and the prefixes of each kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fupin_extract.ruleset import Compiled, any_of, compile_pattern
from fupin_extract.ruleset.models import MeasureRule

_POWER = r"(?:\^?[23](?!\d)|[²³])?"
_WEIGHTING = "(?:（[A-Z]）)?"  # dB(A)
_TIMES = "[·•⋅]"
_MANY = r"(?:\d{1,3}|[百千万亿]{1,2})?"  # L/百公里, tce/万元
_ENDS = r"(?![A-Za-z0-9²³])"
_HALF_WIDTH = str.maketrans("（）", "()")


class Symbol(NamedTuple):
    """A unit of symbols that ends at ``end``: as the record has it, and its kind, ``physical`` for a quotient."""

    end: int
    record: str
    kind: str


@dataclass(frozen=True, slots=True)
class Symbols:
    """The symbols of the rules as one pattern."""

    pattern: Compiled
    kinds: tuple[str, ...]

    def at(self, text: str, at: int) -> Symbol | None:
        """The unit of symbols at ``text[at:]``."""
        found = self.pattern.match(text, at)
        if found is None:
            return None
        kind = next(self.kinds[i] for i, atom in enumerate(found.groups()[:-2]) if atom)
        kind = "physical" if found["under"] else "area" if found["power"] and kind == "length" else kind
        return Symbol(found.end(), found[0].translate(_HALF_WIDTH), kind)


def compile_symbols(rules: Iterable[MeasureRule], behind: str) -> Symbols:
    """The grammar over the symbols of the rules; ``behind`` are the units that may stand behind a slash too."""
    rules = [rule for rule in rules if rule.symbols]
    above = [rule for rule in rules if rule.kind != "per"]
    atom = "|".join(f"({_atom(rule)})" for rule in above) or "(?!)"
    alone = "|".join(_atom(rule, alone=True) for rule in rules) or "(?!)"
    part = f"(?:{alone}){_POWER}"
    under = f"(?:（{part}(?:{_TIMES}{part}){{1,3}}）|{_MANY}(?:{part}{_ENDS}|{behind}))"
    first = f"(?:{atom})(?P<power>{_POWER}){_WEIGHTING}(?:{_TIMES}{part}){{0,2}}"
    source = f"{first}(?P<under>(?:/{under}){{0,2}})(?:(?<=）)|{_ENDS})"
    return Symbols(compile_pattern(source, rules), tuple(rule.kind for rule in above))


def _atom(rule: MeasureRule, *, alone: bool = False) -> str:
    """One symbol with its prefix, which some do not go without: A of 4A景区 is no ampere."""
    prefix = f"(?:{any_of(rule.prefixes)})" if rule.prefixes else ""
    optional = "?" if prefix and (alone or not rule.prefixed) else ""
    return f"{prefix}{optional}(?:{any_of(rule.symbols)})"
