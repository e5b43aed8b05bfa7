"""Every line of ``tests/cases``: what is marked up is found exactly, and nothing else."""

from __future__ import annotations

import pytest

from casework import FILES, cases, failures
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.cases import Case


@pytest.mark.parametrize(("name", "case"), [pytest.param(n, c, id=f"{n}:{c.line}") for n in FILES for c in cases(n)])
def test_a_case_is_met_exactly(name: str, case: Case) -> None:
    assert failures(case, name, load_rules()) == [], case.text
