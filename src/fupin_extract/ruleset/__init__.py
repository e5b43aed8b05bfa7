"""Rules as data: YAML read as strings, checked against models, laid over one another, compiled once.

``load_rules()`` gives the packaged rules; ``load_rules(folder, …)`` lays a user's folders over them.
"""

from fupin_extract.ruleset.load import load_rules
from fupin_extract.ruleset.pattern import Compiled, any_of, compile_pattern, either
from fupin_extract.ruleset.ruleset import RuleSet

__all__ = ["Compiled", "RuleSet", "any_of", "compile_pattern", "either", "load_rules"]
