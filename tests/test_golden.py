"""The five samples, whole, as reviewed by eye.

``FUPIN_UPDATE_GOLDEN=1 pytest tests/test_golden.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fupin_extract import parse
from fupin_extract.write import write

SAMPLES = Path(__file__).parent.parent / "samples"
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_sample_gives_its_golden(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES.parent)
    notice = parse(Path("samples") / f"{name}.txt")
    given = write(notice, "yaml", view="full")
    golden = GOLDEN / f"{name}.yaml"
    if os.environ.get("FUPIN_UPDATE_GOLDEN"):
        golden.write_bytes(given)
    # A golden changes on purpose: read the difference, then write it anew and say why in the commit.
    assert given.decode("utf-8").splitlines() == golden.read_text(encoding="utf-8").splitlines()
