"""Every form that the rules make, compiled at once: a parse compiles each when it first needs it."""

from __future__ import annotations

from collections.abc import Callable

from fupin_extract.errors import RuleError
from fupin_extract.find.cell_breaks import compile_breaks
from fupin_extract.find.citations import compile_citations
from fupin_extract.find.deadlines.forms import compile_deadlines
from fupin_extract.find.duties.forms import compile_duties
from fupin_extract.find.frame import compile_matters, compile_validity
from fupin_extract.find.groups.conventions import compile_conventions
from fupin_extract.find.groups.forms import compile_grammar
from fupin_extract.find.targets.counted import compile_counted
from fupin_extract.find.targets.forms import compile_targets
from fupin_extract.find.targets.nouns import compile_nouns
from fupin_extract.find.targets.subjects import compile_subjects
from fupin_extract.find.titles import compile_front
from fupin_extract.names.lexicon import compile_names
from fupin_extract.names.places import compile_places
from fupin_extract.names.unit_forms import compile_units
from fupin_extract.outline.forms import compile_frame, compile_labelled
from fupin_extract.outline.headings import compile_headings, compile_kinds
from fupin_extract.outline.numbering import compile_decimals, compile_styles
from fupin_extract.outline.tables import compile_columns
from fupin_extract.ruleset import RuleSet
from fupin_extract.values.measures import compile_measures

BUILDERS: tuple[Callable[[RuleSet], object], ...] = (
    compile_frame,
    compile_labelled,
    compile_styles,
    compile_decimals,
    compile_kinds,
    compile_headings,
    compile_columns,
    compile_names,
    compile_units,
    compile_grammar,
    compile_conventions,
    compile_deadlines,
    compile_measures,
    compile_targets,
    compile_counted,
    compile_nouns,
    compile_subjects,
    compile_citations,
    compile_duties,
    compile_validity,
    compile_matters,
    compile_places,
    compile_front,
    compile_breaks,
)


def compile_all(rules: RuleSet) -> list[RuleError]:
    """Compile now what a parse with these rules would; what is wrong with any of it, empty where all is right."""
    errors: dict[str, RuleError] = {}  # by what they say: two may compile the same form
    for build in BUILDERS:
        try:
            rules.get(build)
        except RuleError as error:
            errors.setdefault(str(error), error)
    return list(errors.values())
