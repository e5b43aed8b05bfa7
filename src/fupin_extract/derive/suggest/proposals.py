"""What was corrected in a notice → proposals, whether or not they hold."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_extract.derive.suggest.corrected_place import CorrectedNotice
from fupin_extract.derive.suggest.proposal import Proposal
from fupin_extract.derive.suggest.unknown_conventions import unknown_convention
from fupin_extract.derive.suggest.unknown_words import unknown_label, unknown_measure, unknown_office
from fupin_extract.records.notice import Notice
from fupin_extract.records.patch import Patch, SetField
from fupin_extract.ruleset import RuleSet


def propose(notice: Notice, corrected: Notice, patch: Patch, name: str, rules: RuleSet) -> Iterator[Proposal]:
    """Proposals from the patch called ``name`` of a notice with the same bytes, each once."""
    of = CorrectedNotice.of(notice, corrected)
    seen: set[object] = set()
    for proposal in _all(of, patch, name, rules):
        if proposal.identity not in seen:
            seen.add(proposal.identity)
            yield proposal


def _all(of: CorrectedNotice, patch: Patch, name: str, rules: RuleSet) -> Iterator[Proposal]:
    for number, operation in enumerate(patch.operations, 1):
        if isinstance(operation, SetField):
            source = f"{name}: {number}"
            yield from unknown_label(operation, of, rules, source)
            yield from unknown_office(operation, of, rules, source)
            yield from unknown_measure(operation, of, rules, source)
    yield from unknown_convention(patch.operations, of, rules, name)
