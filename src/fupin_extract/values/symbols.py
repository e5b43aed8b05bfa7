"""Units written in Latin letters, by their grammar: a prefix and a symbol, powers, products and quotients.

MWh, μg/m³, dB(A), kW·h, mg/(L·d), tce/万元. ``rules/measures.yaml`` has the symbols and the prefixes of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from fupin_extract.plain_class import dataclass
from fupin_extract.ruleset import Compiled, any_of, compile_pattern
from fupin_extract.ruleset.quantity_models import MeasureRule
from fupin_extract.text.patterns import compiled

_POWER = r"(?:\^?[23](?!\d)|[²³])?"
_WEIGHTING = "(?:（[A-Z]）)?"  # dB(A)
_TIMES = "[·•⋅]"
_ENDS = r"(?![A-Za-z0-9²³])"
_OVER = compiled(r"/(?:\d{1,3}|[百千万亿]{1,2})?")  # L/百公里, tce/万元
# mg/kg/d has two of them.
_MOST_OVER = 2
_HALF_WIDTH = str.maketrans("（）", "()")


class Symbol(NamedTuple):
    """A unit of symbols that ends at ``end``: as the record has it, and its kind, ``physical`` for a quotient."""

    end: int
    record: str
    kind: str


@dataclass(frozen=True, slots=True)
class Symbols:
    """The symbols of the rules: their products, what may stand behind a slash, and the kind of each group."""

    product: Compiled
    under: Compiled
    kinds: tuple[str, ...]

    def at(self, text: str, at: int, other: Callable[[int], int | None]) -> Symbol | None:
        """The unit of symbols at ``text[at:]``; ``other`` says where another unit ends that begins at a place."""
        found = self.product.match(text, at)
        if found is None:
            return None
        end = found.end()
        for _ in range(_MOST_OVER):
            if (over := _OVER.match(text, end)) is None:
                break
            symbol = self.under.match(text, over.end())
            under = symbol.end() if symbol else other(over.end())
            if under is None:
                break
            end = under
        kind = next(self.kinds[i] for i, atom in enumerate(found.groups()[:-1]) if atom)
        kind = "physical" if end > found.end() else "area" if found["power"] and kind == "length" else kind
        return Symbol(end, text[at:end].translate(_HALF_WIDTH), kind)


def compile_symbols(rules: Iterable[MeasureRule]) -> Symbols:
    """The grammar over the symbols of the rules."""
    rules = [rule for rule in rules if rule.symbols]
    above = [rule for rule in rules if rule.kind != "per"]
    atom = "|".join(f"({_atom(rule)})" for rule in above) or "(?!)"
    part = f"(?:{'|'.join(_atom(rule, alone=True) for rule in rules) or '(?!)'}){_POWER}"
    product = f"(?:{atom})(?P<power>{_POWER}){_WEIGHTING}(?:{_TIMES}{part}){{0,2}}(?:(?<=）)|{_ENDS})"
    under = f"{part}{_ENDS}|（{part}(?:{_TIMES}{part}){{1,3}}）"
    return Symbols(compile_pattern(product, rules), compile_pattern(under, rules), tuple(rule.kind for rule in above))


def _atom(rule: MeasureRule, *, alone: bool = False) -> str:
    """One symbol with its prefix, which some do not go without: A of 4A景区 is no ampere."""
    prefix = f"(?:{any_of(rule.prefixes)})" if rule.prefixes else ""
    optional = "?" if prefix and (alone or not rule.prefixed) else ""
    return f"{prefix}{optional}(?:{any_of(rule.symbols)})"
