"""Every line of ``tests/cases``, tried as ``fupin-extract rules test`` does: what is marked is found, nothing else."""

from __future__ import annotations

import pytest

from fupin_extract.ruleset import load_rules
from fupin_extract.trial import FINDERS, failures
from takeaway import cases


@pytest.mark.parametrize("name", FINDERS)
def test_cases_are_met_exactly(name: str) -> None:
    wrong = [(case, failures(case, name, load_rules())) for case in cases(name)]
    assert not any(found for _, found in wrong), "\n" + "\n".join(
        f"tests/cases/{name}.txt:{case.line}: {line}" for case, found in wrong for line in found
    )
